//! A button per number.

use super::{Element, Place, element, one::radio};
use leadlet_core::{
    answer::{Raw, localized},
    field::control::Track,
    json::number_text,
};

/// Shows the numbers, and what the ends mean.
pub(super) fn control(place: &Place, track: &Track<'_>) -> Element {
    let numbers = numbers(track);
    let last = numbers.len() - 1;
    let locale = place.locale();
    let button = |(index, number): (usize, f64)| {
        let written = localized(number, locale);
        // The words under an end belong to its number for those who can't see where they stand.
        let end = if index == 0 { track.low } else { track.high.filter(|_| index == last) };
        let named = [&written, ", ", end.unwrap_or_default()].concat();
        let input = radio(place, index, Raw::Text(number_text(number)));
        let input = input.attr_if("aria-label", end.is_some().then_some(&named));
        element("label").class("number").part("number").child(input).child(element("span").text(&written))
    };
    let row = element("div").class("numbers").children(numbers.into_iter().enumerate().map(button));
    element("div").child(row).child_if(ends(track))
}

/// Gives every number of a track.
pub(super) fn numbers(track: &Track<'_>) -> Vec<f64> {
    /// More are a slider's business.
    const MOST: usize = 100;
    let mut numbers = vec![track.min];
    while let Some(last) = numbers.last()
        && track.step > 0.0
        && last + track.step <= track.max
        && numbers.len() < MOST
    {
        numbers.push(last + track.step);
    }
    numbers
}

/// Says what the ends of a track mean.
pub(super) fn ends(track: &Track<'_>) -> Option<Element> {
    let end = |words: Option<&str>| element("span").text(words.unwrap_or_default());
    let ends = || element("div").class("ends").attr("aria-hidden", "true").child(end(track.low)).child(end(track.high));
    (track.low.is_some() || track.high.is_some()).then(ends)
}
