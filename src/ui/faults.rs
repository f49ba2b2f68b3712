//! What an owner sees in place of the widget when the config can't be used.

use super::{Element, element::element};

/// Lists the faults, each on its line.
pub(crate) fn faults(heading: &str, lines: &[String]) -> Element {
    let list = element("ol").children(lines.iter().map(|line| element("li").child(element("code").text(line))));
    let message = element("div").class("faults").part("faults").attr("role", "alert");
    let message = message.child(element("p").class("faults-title").text(heading)).child(list);
    element("div").class("flow").attr("data-scheme", "auto").child(message)
}
