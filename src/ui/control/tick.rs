//! A box to tick. Never ticked beforehand.

use super::{super::outcome::away, Element, Place, element};
use leadlet_core::{
    answer::Raw,
    field::agreement::Agreement,
    words::{Word, Words},
};
use leptos::prelude::event_target_checked;

/// Shows the box, its words, and the way to the policy.
pub(super) fn control(place: &Place, agreement: &Agreement, words: &Words) -> Element {
    let (gives, shown) = (place.clone(), place.clone());
    let policy = agreement.policy_url.as_ref().map(|address| {
        let link = element("a").class("policy").attr("href", address).text(words.say(Word::Privacy));
        away(link, words.say(Word::OpensNewPage))
    });
    let input = element("input")
        .attr("type", "checkbox")
        .live_prop("checked", move || shown.raw(|raw| *raw == Raw::Ticked(true)).into())
        .on("change", move |event| gives.gave(Raw::Ticked(event_target_checked(&event))));
    let label = element("label").class("tick-label").part("tick");
    let label = label.child(place.described(input)).child(element("span").text(&agreement.text));
    element("div").class("tick").child(label).child_if(policy)
}
