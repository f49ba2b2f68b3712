//! Any number of options.

use super::{
    Element, Place,
    one::{choice, choice_input},
};
use leadlet_core::{answer::Raw, field::Choice};
use leptos::prelude::event_target_checked;

/// Shows a card with a box per option.
pub(super) fn cards(place: &Place, options: &[Choice], say: &dyn Fn(&str) -> String) -> Vec<Element> {
    let card = |(index, option): (usize, &Choice)| {
        let (gives, value) = (place.clone(), option.value.clone());
        let toggle = move |event: web_sys::Event| {
            let mut values = gives.raw(|raw| if let Raw::Picked(values) = raw { values.clone() } else { Vec::new() });
            values.retain(|other| *other != value);
            if event_target_checked(&event) {
                values.push(value.clone());
            }
            gives.gave(Raw::Picked(values));
        };
        choice(choice_input(place, "checkbox", index, &option.value).on("change", toggle), &say(&option.label))
    };
    options.iter().enumerate().map(card).collect()
}
