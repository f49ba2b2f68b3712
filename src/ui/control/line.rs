//! One line of text.

use super::{Place, element};
use leadlet_core::field::control::Line;
use leptos::prelude::*;

/// Shows the input, and its unit behind it.
pub(super) fn control(place: &Place, line: &Line<'_>) -> AnyView {
    let input = element("input")
        .attr("type", line.kind)
        .attr("inputmode", line.keyboard)
        .attr("autocomplete", line.autocomplete)
        .attr_if("placeholder", line.placeholder);
    let unit = line.unit.map(|unit| element("span").class("unit").attr("aria-hidden", "true").text(unit).done());
    element("div").class("line").child(place.written(input).done()).child_if(unit).done()
}
