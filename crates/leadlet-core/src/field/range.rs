//! `range`: a number on a line with a knob to slide, for amounts that need not be exact.
//!
//! At rest it has no answer: a knob nobody has moved says nothing, least of all its middle. So a
//! required one has to be moved, or confirmed where it stands; the control tells a number only then.

use super::{
    Example, FieldType,
    amounts::Amounts,
    control::{Control, Track, TrackLook},
    number::MOST,
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of a slider.
pub static RECORD: Record = Record {
    name: "range",
    about: about!("A number picked with a slider. It has no answer until the visitor has moved it or confirmed where it stands."),
    settings: &[
        optional("min", Shape::Number { min: -MOST, max: MOST }, about!("The number at the low end. Default 0.")),
        optional("max", Shape::Number { min: -MOST, max: MOST }, about!("The number at the high end. Default 100.")),
        optional("step", Shape::Number { min: 1e-6, max: MOST }, about!("From one number to the next, counted from min. At least 0.000001. Default 1.")),
        optional("unit", Shape::Text { max: 20 }, about!("Shown behind the number, as \"EUR\". It does not convert.")),
        optional("low", Shape::Text { max: 60 }, about!("What the low end means, shown under it. Default: its number.")),
        optional("high", Shape::Text { max: 60 }, about!("What the high end means, shown under it. Default: its number.")),
        optional("levels", Shape::List { of: &Shape::Number { min: -MOST, max: MOST }, min: 1, max: 3 }, about!("For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3.")),
    ],
};

/// A line of numbers and what stands at its ends: a slider, stars, or a scale.
pub struct NumberTrack {
    look: TrackLook,
    amounts: Amounts,
    unit: Option<String>,
    low: Option<String>,
    high: Option<String>,
}

impl NumberTrack {
    /// Picks the settings, where the numbers go from `min` to `max` by steps of 1 unless written
    /// otherwise.
    pub(super) fn pick(json: &Json, look: TrackLook, min: f64, max: f64) -> Self {
        let mut amounts = Amounts::pick(json, min, max);
        amounts.base = amounts.min;
        amounts.step.get_or_insert(1.0);
        NumberTrack { look, amounts, unit: json.owned_at("unit"), low: json.owned_at("low"), high: json.owned_at("high") }
    }
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> NumberTrack {
    NumberTrack::pick(json, TrackLook::Slider, 0.0, 100.0)
}

impl FieldType for NumberTrack {
    fn control(&self) -> Control<'_> {
        Control::Track(Track {
            look: self.look,
            min: self.amounts.min,
            max: self.amounts.max,
            step: self.amounts.step.unwrap_or(1.0),
            unit: self.unit.as_deref(),
            low: self.low.as_deref(),
            high: self.high.as_deref(),
        })
    }

    fn read(&self, raw: &Raw, on: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let text = match raw {
            Raw::Picked(values) if values.len() > 1 => return Err(Invalid::TooMany(1)),
            Raw::Picked(values) => values.first().map(String::as_str).filter(|text| !text.is_empty()),
            raw => super::typed(raw),
        };
        let Some(text) = text else { return Ok(None) };
        // The control tells numbers as JSON writes them; what a visitor types is read in their language.
        let number = crate::json::read_decimal(text).or_else(|| super::number::read_number(text, on.locale));
        self.amounts.take(number.filter(|number| number.is_finite()).ok_or(Invalid::NotANumber)?)
    }

    fn write(&self, answer: &Answer, _: &str) -> Raw {
        Raw::Text(match answer {
            Answer::Number(number) => crate::json::number_text(*number),
            Answer::Text(text) => text.clone(),
            Answer::Flag(_) | Answer::Many(_) => String::new(),
        })
    }

    fn blank(&self) -> Invalid {
        Invalid::RequiredChoice
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        self.amounts.level(answer)
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        self.amounts.domain()
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""40""#, result: Ok("40") },
    Example { settings: "", input: r#""""#, result: Ok("null") },
    Example { settings: "", input: r#""40.5""#, result: Err(Invalid::OffStep(40.0, 41.0)) },
    Example { settings: r#""min":0.5,"max":2,"step":0.25"#, input: r#""1.25""#, result: Ok("1.25") },
    Example { settings: r#""min":0.5,"max":2,"step":0.25"#, input: r#""1.3""#, result: Err(Invalid::OffStep(1.25, 1.5)) },
    Example { settings: r#""min":10"#, input: r#""9""#, result: Err(Invalid::BelowMin(10.0)) },
    Example { settings: r#""max":10"#, input: r#""11""#, result: Err(Invalid::AboveMax(10.0)) },
    Example { settings: "", input: r#""much""#, result: Err(Invalid::NotANumber) },
];
