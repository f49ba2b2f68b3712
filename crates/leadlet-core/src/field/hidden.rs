//! `hidden`: a value that the owner or the page sets and no visitor sees.

use super::{Example, FieldType, control::Control, measured};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of a hidden value.
pub static RECORD: Record = Record {
    name: "hidden",
    about: about!("A value that no visitor sees. The page may set it by handle.hidden(); the address bar may not."),
    settings: &[optional("value", Shape::Scalar, about!("The value where the page sets none. Default: no answer."))],
};

/// A hidden value.
pub struct Hidden {
    value: Option<Answer>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Hidden {
    Hidden { value: json.get("value").and_then(Answer::from_json) }
}

impl FieldType for Hidden {
    fn control(&self) -> Control<'_> {
        Control::None
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        match raw {
            Raw::Set(Answer::Text(text)) => measured(text, None, 1000),
            Raw::Set(answer) => Ok(Some(answer.clone())),
            _ => Ok(self.value.clone()),
        }
    }

    fn write(&self, answer: &Answer, _locale: &str) -> Raw {
        Raw::Set(answer.clone())
    }

    fn level(&self, _answer: &Answer) -> Option<i64> {
        // Nobody said it: it tells nothing about what the visitor wants.
        None
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn preset(&self) -> Option<Answer> {
        self.value.clone()
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: r#""value":"spring""#, input: r#""""#, result: Ok(r#""spring""#) },
    Example { settings: "", input: r#""typed by nobody""#, result: Ok("null") },
    Example { settings: r#""value":7"#, input: r#""""#, result: Ok("7") },
];
