//! One line of text, a date or a time.

use super::{Element, Place, element};
#[cfg(feature = "wide")]
use leadlet_core::answer::Raw;
use leadlet_core::field::control::Line;
#[cfg(feature = "wide")]
use web_sys::HtmlInputElement;

#[cfg(feature = "wide")]
/// What stands in the field while a date or a time is only half written: no text that a field reads,
/// so that it says what is missing where it would pass for left blank.
const HALF_WRITTEN: char = '-';

/// Shows the input, and its unit behind it.
pub(super) fn control(place: &Place, line: &Line<'_>) -> Element {
    let input = element("input")
        .attr("type", line.kind)
        .attr("inputmode", line.keyboard)
        .attr("autocomplete", line.autocomplete)
        .attr_if("placeholder", line.placeholder);
    let unit = line.unit.map(|unit| element("span").class("unit").attr("aria-hidden", "true").text(unit));
    let input = match line.kind {
        #[cfg(feature = "wide")]
        "date" | "time" => {
            let [min, max] = line.offered((place.screen.clock)());
            picked(place, input.attr_if("min", min.as_deref()).attr_if("max", max.as_deref()))
        }
        _ => place.written(input),
    };
    element("div").class("line").child(input).child_if(unit)
}

#[cfg(feature = "wide")]
/// Adds what an input does whose value the browser's own picker writes. What the visitor has half
/// written only the browser knows: its `value` is empty until it is whole.
fn picked(place: &Place, input: Element) -> Element {
    let (shown, told, left) = (place.clone(), place.clone(), place.clone());
    let node = input.html::<HtmlInputElement>();
    // Browsers say `input` only where the value has changed: from nothing to half written it has not.
    let tell = move |_| {
        let is_half = node.value().is_empty() && node.validity().bad_input();
        let raw = Raw::Text(if is_half { HALF_WRITTEN.to_string() } else { node.value() });
        if !told.holds(&raw) {
            told.gave(raw);
        }
    };
    place
        .described(input.class("input picked").part("input"))
        .live_prop("value", move || shown.typed().trim_start_matches(HALF_WRITTEN).into())
        .on("input", tell.clone())
        .on("keyup", tell)
        .on("blur", move |event| left.left(&event))
}
