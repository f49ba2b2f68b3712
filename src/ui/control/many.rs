//! Any number of options.

use super::{
    Element, Look, Place,
    one::{box_of, card},
};
use leadlet_core::field::Choice;
use leptos::prelude::event_target_checked;

/// Shows a card with a box per option.
pub(super) fn cards(place: &Place, options: &[Choice], look: Look) -> Vec<Element> {
    let drawn = |(index, option): (usize, &Choice)| card(place, look, check(place, index, &option.value), option);
    options.iter().enumerate().map(drawn).collect()
}

/// An input that adds an option to those picked; the first of a group takes the focus for it.
pub(super) fn check(place: &Place, index: usize, value: &str) -> Element {
    let (told, shown, value, own) = (place.clone(), place.clone(), value.to_owned(), value.to_owned());
    box_of(place, "checkbox", index).live_prop("checked", move || shown.picked().contains(&own).into()).on(
        "change",
        move |event| {
            let mut values = told.picked();
            values.retain(|other| *other != value);
            if event_target_checked(&event) {
                values.push(value.clone());
            }
            told.pick(values);
        },
    )
}
