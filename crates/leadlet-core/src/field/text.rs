//! `text`: one line, such as a name or a company.

use super::{Example, FieldType, control::{Control, Line}, count, measured, readable, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
};

/// The autofill tokens of the HTML standard that one line of text can carry.
pub static TOKENS: &[&str] = &[
    "off", "name", "given-name", "family-name", "honorific-prefix", "nickname", "organization",
    "organization-title", "street-address", "address-line1", "address-line2", "address-level1", "address-level2", "postal-code",
    "country-name",
];

/// The settings of a line of text.
pub static RECORD: Record = Record {
    name: "text",
    about: about!("One line of text."),
    settings: &[
        optional("autocomplete", Shape::OneOf(TOKENS), about!("What a browser may fill in, by the HTML standard's token. Default \"off\".")),
        optional("placeholder", Shape::Text { max: 100 }, about!("Shown while it is empty; no substitute for a label.")),
        optional("minLength", Shape::Whole { min: 1, max: 1000 }, about!("The fewest characters. Default: none.")),
        optional("maxLength", Shape::Whole { min: 1, max: 1000 }, about!("The most characters. Default 200.")),
    ],
};

/// One line of text.
pub struct TextLine {
    autocomplete: String,
    placeholder: Option<String>,
    min: Option<usize>,
    max: usize,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> TextLine {
    TextLine {
        autocomplete: json.owned_at("autocomplete").unwrap_or_else(|| "off".to_owned()),
        placeholder: json.owned_at("placeholder"),
        min: count(json, "minLength"),
        max: count(json, "maxLength").unwrap_or(200),
    }
}

impl FieldType for TextLine {
    fn control(&self) -> Control<'_> {
        Control::Line(Line { kind: "text", keyboard: "text", autocomplete: &self.autocomplete, placeholder: self.placeholder.as_deref(), ..Line::default() })
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        typed(raw).map_or(Ok(None), |text| measured(&readable::line(text), self.min, self.max))
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Text { min: self.min.unwrap_or(1), max: self.max }
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""  Ann Lee ""#, result: Ok(r#""Ann Lee""#) },
    Example { settings: "", input: r#""   ""#, result: Ok("null") },
    Example { settings: r#""minLength":3"#, input: r#""ab""#, result: Err(Invalid::TooShort(3)) },
    Example { settings: r#""maxLength":3"#, input: r#""äöüß""#, result: Err(Invalid::TooLong(3)) },
    Example { settings: r#""maxLength":3"#, input: r#""äöü""#, result: Ok(r#""äöü""#) },
];
