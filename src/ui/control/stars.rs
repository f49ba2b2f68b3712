//! Stars.

use super::{
    Element, Place, element,
    numbers::{ends, numbers},
    one::radio,
};
use leadlet_core::{
    answer::{Raw, localized},
    field::control::Track,
    json::number_text,
    words::Word,
};

/// Shows the stars, and in words how many are given.
pub(super) fn control(place: &Place, track: &Track<'_>) -> Element {
    let locale = place.locale();
    let most = localized(track.max, locale);
    let of_all =
        |number: f64| place.words().fill(Word::OutOf, &[("value", &localized(number, locale)), ("max", &most)]);
    let said: Vec<(Raw, String)> =
        numbers(track).into_iter().map(|number| (Raw::Text(number_text(number)), of_all(number))).collect();
    let star = |(index, (gives, named)): (usize, &(Raw, String))| {
        let input = radio(place, index, gives.clone()).attr("aria-label", named);
        element("label").class("star").part("star").child(input).child(element("span").class("star-sign"))
    };
    let row = element("div").class("stars").children(said.iter().enumerate().map(star));
    let shown = place.clone();
    let words =
        move || said.iter().find(|(raw, _)| shown.holds(raw)).map(|(_, words)| words.clone()).unwrap_or_default();
    let words = element("span").class("value").attr("aria-hidden", "true").live_text(words);
    let rated = element("div").child(row).child_if(ends(track));
    element("div").class("rated").child(rated).child(words)
}
