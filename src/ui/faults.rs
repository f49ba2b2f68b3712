//! What an owner sees in place of the widget when the config can't be used.

use super::element::element;
use leptos::prelude::*;

/// Lists the faults, each on its line.
pub(crate) fn faults(heading: &str, lines: Vec<String>) -> AnyView {
    let line = |line: String| element("li").child(element("code").text(&line).done()).done();
    let list = element("ol").children(lines.into_iter().map(line)).done();
    let message = element("div").class("faults").part("faults").attr("role", "alert");
    let message = message.child(element("p").class("faults-title").text(heading).done()).child(list).done();
    element("div").class("flow").attr("data-scheme", "auto").child(message).done()
}
