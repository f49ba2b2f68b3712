//! A last option with a line to write an answer of one's own into.
//!
//! What is written is kept apart from what is picked: half of it may be the value of an option.

use super::{
    Element, Place, element,
    one::{box_of, framed},
};
use leadlet_core::{answer::Raw, field::control::Other, words::Word};
use leptos::prelude::{event_target_checked, event_target_value};

/// Shows the option, after `before` others, and its line while it is picked.
pub(super) fn card(place: &Place, other: Other<'_>, many: bool, before: usize) -> Element {
    let label = other.label.map_or_else(|| place.words().say(Word::Other).to_owned(), |own| place.screen.say(own));
    let (shown, told, looked, own) = (place.clone(), place.clone(), place.clone(), place.clone());
    let input = box_of(place, if many { "checkbox" } else { "radio" }, before)
        .live_prop("checked", move || shown.written_beside().is_some().into())
        .on("change", move |event| {
            told.gave(match (many, event_target_checked(&event)) {
                (true, false) => Raw::Picked(told.picked()),
                (true, true) => Raw::Beside(told.picked(), String::new()),
                (false, _) => Raw::Beside(Vec::new(), String::new()),
            });
        });
    let named = label.clone();
    let option = framed(input, &label, None);
    element("div").class("other").child(option).live(
        move || usize::from(looked.written_beside().is_some()),
        move |open| (open == 1).then(|| line(&own, &named, other.max, many)),
    )
}

fn line(place: &Place, label: &str, max: usize, many: bool) -> Element {
    let (shown, typed, left, wrong) = (place.clone(), place.clone(), place.clone(), place.clone());
    element("input")
        .class("input")
        .part("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("aria-label", label)
        .attr("aria-describedby", &place.note_id)
        .attr("maxlength", &leadlet_core::json::count_text(max))
        .live_attr("aria-invalid", move || wrong.is_wrong().then_some("true"))
        .live_value(move || shown.written_beside().unwrap_or_default())
        .on("input", move |event| {
            let picked = if many { typed.picked() } else { Vec::new() };
            typed.gave(Raw::Beside(picked, super::composed(event_target_value(&event))));
        })
        .on("blur", move |event| left.left(&event))
}
