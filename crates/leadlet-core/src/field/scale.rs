//! `scale`: a number of a short line, as the question of the net promoter score asks for: 0 to 10.

use super::{Example, control::TrackLook, range::NumberTrack};
use crate::{
    about,
    answer::Invalid,
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of a scale.
pub static RECORD: Record = Record {
    name: "scale",
    about: about!("A whole number of a short line, a button each. Without settings it goes from 0 to 10, as the net promoter score does."),
    settings: &[
        optional("min", Shape::Whole { min: 0, max: 1 }, about!("The least, 0 or 1. Default 0.")),
        optional("max", Shape::Whole { min: 2, max: 10 }, about!("The most, 2 to 10. Default 10.")),
        optional("low", Shape::Text { max: 60 }, about!("What the least means, as \"Not at all likely\". Default: nothing is said.")),
        optional("high", Shape::Text { max: 60 }, about!("What the most means, as \"Extremely likely\". Default: nothing is said.")),
        optional("levels", Shape::List { of: &Shape::Whole { min: 0, max: 10 }, min: 1, max: 3 }, about!("For a field that says what it tells: the numbers, rising, from which the answer reaches level 1, 2 and 3.")),
    ],
};

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> NumberTrack {
    NumberTrack::pick(json, TrackLook::Numbers, 0.0, 10.0)
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""0""#, result: Ok("0") },
    Example { settings: "", input: r#""10""#, result: Ok("10") },
    Example { settings: "", input: r#""11""#, result: Err(Invalid::AboveMax(10.0)) },
    Example { settings: r#""min":1,"max":5"#, input: r#""0""#, result: Err(Invalid::BelowMin(1.0)) },
    Example { settings: "", input: r#""7.5""#, result: Err(Invalid::OffStep(7.0, 8.0)) },
    Example { settings: "", input: r#"["1","2"]"#, result: Err(Invalid::TooMany(1)) },
];
