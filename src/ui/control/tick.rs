//! A box to tick. Never ticked beforehand.

use super::{super::outcome::unseen, Place, element};
use leadlet_core::{
    answer::Raw,
    field::agreement::Agreement,
    words::{Word, Words},
};
use leptos::prelude::*;

/// Shows the box, its words, and the way to the policy.
pub(super) fn control(place: &Place, agreement: &Agreement, words: &Words) -> AnyView {
    let (gives, shown) = (place.clone(), place.clone());
    let policy = agreement.policy_url.as_ref().map(|address| {
        element("a")
            .class("policy")
            .attr("href", address)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .text(words.say(Word::Privacy))
            .child(unseen(words.say(Word::OpensNewPage)))
            .done()
    });
    let input = element("input")
        .attr("type", "checkbox")
        .live_flag_prop("checked", move || shown.raw(|raw| *raw == Raw::Ticked(true)))
        .on("change", move |event| gives.gave(Raw::Ticked(event_target_checked(&event))));
    let label = element("label").class("tick-label").part("tick");
    let label = label.child(place.described(input).done()).child(element("span").text(&agreement.text).done()).done();
    element("div").class("tick").child(label).child_if(policy).done()
}
