//! One option of a few: cards to pick from, or a list where there are many.

use super::{Place, element};
use leadlet_core::{answer::Raw, field::Choice};
use leptos::prelude::*;

/// The most options that are shown side by side; more are a list to open.
pub(super) const MOST_CARDS: usize = 7;

/// Shows a card per option.
pub(super) fn cards(place: &Place, options: &[Choice]) -> Vec<AnyView> {
    let card = |(index, option): (usize, &Choice)| {
        let (gives, given, shown, value) = (place.clone(), option.value.clone(), place.clone(), option.value.clone());
        let input = element("input")
            .attr("type", "radio")
            // The first one takes the focus for the group.
            .attr_if("id", (index == 0).then_some(place.id.as_str()))
            .attr("name", &place.name)
            .attr("value", &value)
            .live_flag_prop("checked", move || shown.is_picked(&value))
            .on("change", move |_| gives.gave(Raw::Picked(vec![given.clone()])));
        element("label").class("choice").part("choice").child(input.done()).child(element("span").text(&option.label).done()).done()
    };
    options.iter().enumerate().map(card).collect()
}

/// Shows a list to open.
pub(super) fn dropdown(place: &Place, options: &[Choice], choose: &str) -> AnyView {
    let gives = place.clone();
    let entry = |value: &str, label: &str| {
        let (shown, owned) = (place.clone(), value.to_owned());
        element("option").attr("value", value).live_flag_prop("selected", move || shown.is_picked(&owned)).text(label).done()
    };
    let list = element("select").class("input").part("input").on("change", move |event| {
        let value = event_target_value(&event);
        gives.gave(Raw::Picked(if value.is_empty() { Vec::new() } else { vec![value] }));
    });
    place.described(list).child(entry("", choose)).children(options.iter().map(|option| entry(&option.value, &option.label))).done()
}
