//! One option of a few: cards to pick from, or a list where there are many.

use super::{Element, Place, element};
use leadlet_core::{answer::Raw, field::Choice};
use leptos::prelude::event_target_value;

/// The most options that are shown side by side; more are a list to open.
pub(super) const MOST_CARDS: usize = 7;

/// Shows a card per option.
pub(super) fn cards(place: &Place, options: &[Choice], say: &dyn Fn(&str) -> String) -> Vec<Element> {
    let card = |(index, option): (usize, &Choice)| {
        let (gives, value) = (place.clone(), option.value.clone());
        let input = choice_input(place, "radio", index, &option.value)
            .on("change", move |_| gives.gave(Raw::Picked(vec![value.clone()])));
        choice(input, &say(&option.label))
    };
    options.iter().enumerate().map(card).collect()
}

/// An input of one option; the first of a group takes the focus for it.
pub(super) fn choice_input(place: &Place, kind: &str, index: usize, value: &str) -> Element {
    let (shown, owned) = (place.clone(), value.to_owned());
    element("input")
        .attr("type", kind)
        .attr_if("id", (index == 0).then_some(&place.id))
        .attr("name", &place.name)
        .attr("value", value)
        .live_prop("checked", move || shown.is_picked(&owned).into())
}

/// An option's card.
pub(super) fn choice(input: Element, label: &str) -> Element {
    element("label").class("choice").part("choice").child(input).child(element("span").text(label))
}

/// Shows a list to open.
pub(super) fn dropdown(place: &Place, options: &[Choice], choose: &str, say: &dyn Fn(&str) -> String) -> Element {
    let gives = place.clone();
    let entry = |value: &str, label: &str| {
        let (shown, owned) = (place.clone(), value.to_owned());
        element("option").attr("value", value).live_prop("selected", move || shown.is_picked(&owned).into()).text(label)
    };
    let list = element("select").class("input").part("input").on("change", move |event| {
        let value = event_target_value(&event);
        gives.gave(Raw::Picked(if value.is_empty() { Vec::new() } else { vec![value] }));
    });
    place
        .described(list)
        .child(entry("", choose))
        .children(options.iter().map(|option| entry(&option.value, &say(&option.label))))
}
