//! `rating`: how good something is, in stars.

use super::{Example, control::TrackLook, range::NumberTrack};
use crate::{
    about,
    answer::Invalid,
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of a rating.
pub static RECORD: Record = Record {
    name: "rating",
    about: about!("How good something is, in stars. Its answer is their number, from 1."),
    settings: &[
        optional("max", Shape::Whole { min: 3, max: 10 }, about!("How many stars there are, 3 to 10. Default 5.")),
        optional("low", Shape::Text { max: 60 }, about!("What one star means. Default: nothing is said.")),
        optional("high", Shape::Text { max: 60 }, about!("What all stars mean. Default: nothing is said.")),
        optional("levels", Shape::List { of: &Shape::Whole { min: 1, max: 10 }, min: 1, max: 3 }, about!("For a field that says what it tells: the stars, rising, from which the answer reaches level 1, 2 and 3.")),
    ],
};

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> NumberTrack {
    NumberTrack::pick(json, TrackLook::Stars, 1.0, 5.0)
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""5""#, result: Ok("5") },
    Example { settings: "", input: r#"["4"]"#, result: Ok("4") },
    Example { settings: "", input: r#""6""#, result: Err(Invalid::AboveMax(5.0)) },
    Example { settings: r#""max":10"#, input: r#""6""#, result: Ok("6") },
    Example { settings: "", input: r#""0""#, result: Err(Invalid::BelowMin(1.0)) },
    Example { settings: "", input: r#""4.5""#, result: Err(Invalid::OffStep(4.0, 5.0)) },
];
