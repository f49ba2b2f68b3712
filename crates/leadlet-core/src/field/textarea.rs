//! `textarea`: several lines, such as a message.

use super::{Example, FieldType, control::Control, count, measured, readable, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of several lines of text.
pub static RECORD: Record = Record {
    name: "textarea",
    about: about!("Several lines of text."),
    settings: &[
        optional("placeholder", Shape::Text { max: 200 }, about!("Shown while it is empty; no substitute for a label.")),
        optional("rows", Shape::Whole { min: 2, max: 20 }, about!("How many lines are shown at once. Default 4.")),
        optional("minLength", Shape::Whole { min: 1, max: 10_000 }, about!("The fewest characters. Default: none.")),
        optional("maxLength", Shape::Whole { min: 1, max: 10_000 }, about!("The most characters. Default 2000.")),
    ],
};

/// Several lines of text.
pub struct TextLines {
    placeholder: Option<String>,
    rows: usize,
    min: Option<usize>,
    max: usize,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> TextLines {
    TextLines {
        placeholder: json.owned_at("placeholder"),
        rows: count(json, "rows").unwrap_or(4),
        min: count(json, "minLength"),
        max: count(json, "maxLength").unwrap_or(2000),
    }
}

impl FieldType for TextLines {
    fn control(&self) -> Control<'_> {
        Control::Lines { rows: self.rows, placeholder: self.placeholder.as_deref() }
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        typed(raw).map_or(Ok(None), |text| measured(&readable::lines(text), self.min, self.max))
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Text { min: self.min.unwrap_or(1), max: self.max }
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""Dear all,\r\nhello\n""#, result: Ok(r#""Dear all,\nhello""#) },
    Example { settings: r#""maxLength":4"#, input: r#""hello""#, result: Err(Invalid::TooLong(4)) },
    Example { settings: "", input: r#""""#, result: Ok("null") },
];
