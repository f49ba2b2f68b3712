//! One line of text.

use super::{Element, Place, element};
use leadlet_core::field::control::Line;

/// Shows the input, and its unit behind it.
pub(super) fn control(place: &Place, line: &Line<'_>) -> Element {
    let input = element("input")
        .attr("type", line.kind)
        .attr("inputmode", line.keyboard)
        .attr("autocomplete", line.autocomplete)
        .attr_if("placeholder", line.placeholder);
    let unit = line.unit.map(|unit| element("span").class("unit").attr("aria-hidden", "true").text(unit));
    element("div").class("line").child(place.written(input)).child_if(unit)
}
