//! Any number of options.

use super::{Place, element};
use leadlet_core::{answer::Raw, field::Choice};
use leptos::prelude::*;

/// Shows a card with a box per option.
pub(super) fn cards(place: &Place, options: &[Choice]) -> Vec<AnyView> {
    let card = |(index, option): (usize, &Choice)| {
        let (gives, shown, value, given) = (place.clone(), place.clone(), option.value.clone(), option.value.clone());
        let toggle = move |event: web_sys::Event| {
            let mut values = gives.raw(|raw| if let Raw::Picked(values) = raw { values.clone() } else { Vec::new() });
            values.retain(|other| *other != given);
            if event_target_checked(&event) {
                values.push(given.clone());
            }
            gives.gave(Raw::Picked(values));
        };
        let input = element("input")
            .attr("type", "checkbox")
            .attr_if("id", (index == 0).then_some(place.id.as_str()))
            .attr("name", &place.name)
            .attr("value", &value)
            .live_flag_prop("checked", move || shown.is_picked(&value))
            .on("change", toggle);
        element("label").class("choice").part("choice").child(input.done()).child(element("span").text(&option.label).done()).done()
    };
    options.iter().enumerate().map(card).collect()
}
