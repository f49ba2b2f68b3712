//! The same options for several questions: a row each, and the options for columns.
//!
//! Each row is a group of inputs of its own, named by its question; each input is named by its
//! option. The column heads repeat those names for the eye only, so nobody hears them twice. Where
//! there is no room for columns the sheet turns each row into a card that lists its options.

use super::{Element, Place, Screen, called, element, many::check, note, one::radio};
use leadlet_core::{
    answer::Raw,
    field::{Choice, Field, control::Control},
};

/// The column heads.
pub(super) fn head(screen: &Screen, options: &[Choice]) -> Element {
    let heads = options.iter().map(|option| screen.write(element("span").class("cell"), &option.label));
    let cells = element("div").class("cells").children(heads);
    element("div").class("grid-head").attr("aria-hidden", "true").child(element("span").class("asks")).child(cells)
}

/// A row: a question and an input per option.
pub(super) fn row(screen: &Screen, field: &Field) -> Option<Element> {
    let place = Place::of(screen, field);
    let is_one = match field.asks.control() {
        Control::One(_) => true,
        Control::Many(_) => false,
        _ => return None,
    };
    let cell = |(index, option): (usize, &Choice)| {
        let input = match is_one {
            true => radio(&place, index, Raw::Picked(vec![option.value.clone()])),
            false => check(&place, index, &option.value),
        };
        let words = element("span").class("cell-words").text(&screen.say(&option.label));
        element("label").class("cell").part("choice").child(input).child(words)
    };
    let owned = place.clone();
    let row = element("div")
        .class("grid-row")
        .part("row")
        .attr("role", if is_one { "radiogroup" } else { "group" })
        .attr("aria-labelledby", &place.label_id)
        .attr("aria-describedby", &place.described_by)
        .attr_if("aria-required", (place.required && is_one).then_some("true"))
        .live_attr("aria-invalid", move || (is_one && owned.is_wrong()).then_some("true"))
        .child(called(element("span"), &place, field).class("asks").attr("id", &place.label_id))
        .child(element("div").class("cells").children(field.asks.choices().iter().enumerate().map(cell)));
    Some(element("div").child(row).child(note(screen, &field.name, &place.note_id)))
}
