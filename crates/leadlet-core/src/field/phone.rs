//! `phone`: a telephone number, kept as digits with a leading `+` where it was given.
//!
//! Knows the length ITU-T E.164 allows (15 digits) and the signs people write between digits.
//! Does not know countries yet: a national number stays national.

use super::{Example, FieldType, control::{Control, Line}, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of a phone number.
pub static RECORD: Record = Record {
    name: "phone",
    about: about!("A telephone number of 7 to 15 digits."),
    settings: &[optional("placeholder", Shape::Text { max: 100 }, about!("Shown while it is empty; no substitute for a label."))],
};

/// A telephone number.
pub struct Phone {
    placeholder: Option<String>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Phone {
    Phone { placeholder: json.owned_at("placeholder") }
}

impl FieldType for Phone {
    fn control(&self) -> Control<'_> {
        Control::Line(Line { kind: "tel", keyboard: "tel", autocomplete: "tel", placeholder: self.placeholder.as_deref(), ..Line::default() })
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        typed(raw).map_or(Ok(None), |text| normalized(text).map(|number| Some(Answer::Text(number))).ok_or(Invalid::NotAPhone))
    }
}

fn normalized(text: &str) -> Option<String> {
    let mut number = String::new();
    let mut in_trunk = false;
    for (index, c) in text.char_indices() {
        // "+49 (0)30": the trunk zero in brackets is not dialled after a country code.
        in_trunk = text.starts_with('+') && (text.get(index..).is_some_and(|rest| rest.starts_with("(0)")) || (in_trunk && c != ')'));
        match c {
            '+' if index == 0 => number.push('+'),
            _ if in_trunk => {}
            ' ' | '\u{a0}' | '-' | '–' | '.' | '/' | '(' | ')' => {}
            c => number.push(char::from_digit(c.to_digit(10)?, 10)?),
        }
    }
    let digits = number.trim_start_matches('+');
    let digits = if number.starts_with('+') { digits } else { digits.strip_prefix("00").unwrap_or(digits) };
    (7..=15).contains(&digits.len()).then_some(number)
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""+49 (0)30 / 123-456""#, result: Ok(r#""+4930123456""#) },
    Example { settings: "", input: r#""(030) 123 456 7""#, result: Ok(r#""0301234567""#) },
    Example { settings: "", input: r#""12345""#, result: Err(Invalid::NotAPhone) },
    Example { settings: "", input: r#""call me""#, result: Err(Invalid::NotAPhone) },
    Example { settings: "", input: r#""1+2345678""#, result: Err(Invalid::NotAPhone) },
    Example { settings: "", input: r#""+1234567890123456""#, result: Err(Invalid::NotAPhone) },
];
