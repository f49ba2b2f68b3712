//! `country`: a country or territory of ISO 3166-1, by its code of two letters.
//!
//! Knows the codes. The names come from the browser, which has them in the visitor's language.

use super::{
    Choice, Example, FieldType,
    control::{Control, Labels, Look, Picking},
    typed,
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    codes::COUNTRIES,
    json::Json,
    shape::{Record, Shape, optional},
};

/// A list of countries, as a setting.
pub(super) const CODES: Shape = Shape::List { of: &Shape::Code(&COUNTRIES), min: 1, max: 249 };

/// The settings of a country.
pub static RECORD: Record = Record {
    name: "country",
    about: about!("A country, picked from a list that typing narrows, named in the visitor's language. Its answer is the code of ISO 3166-1, as \"DE\"."),
    settings: &[
        optional("only", CODES, about!("The only countries to pick from. Default: all.")),
        optional("first", CODES, about!("The countries that stand first in the list, in this order. Default: none.")),
    ],
};

/// A country.
pub struct Country {
    options: Vec<Choice>,
    /// How many of them stand first.
    first: usize,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Country {
    let known = |code: &Json| code.as_text().and_then(|code| COUNTRIES.find(code));
    let only = json.each_some("only", &known);
    let mut codes = Vec::new();
    for code in json.each_some("first", &known) {
        if !codes.contains(&code) && (only.is_empty() || only.contains(&code)) {
            codes.push(code);
        }
    }
    let first = codes.len();
    for code in COUNTRIES.all() {
        // They differ from each other, so only those that stand first may have come before.
        if !codes.iter().take(first).any(|before| *before == code) {
            codes.push(code);
        }
    }
    codes.retain(|code| only.is_empty() || only.contains(code));
    Country { options: codes.into_iter().map(Choice::of).collect(), first }
}

impl FieldType for Country {
    fn control(&self) -> Control<'_> {
        Control::One(Picking { options: &self.options, look: Look::Search, labels: Labels::Regions { first: self.first }, autocomplete: "country", other: None })
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let code = match raw {
            Raw::Picked(values) if values.len() > 1 => return Err(Invalid::TooMany(1)),
            Raw::Picked(values) => values.first().map(String::as_str).filter(|code| !code.is_empty()),
            raw => typed(raw),
        };
        let Some(code) = code else { return Ok(None) };
        let found = self.options.iter().find(|option| option.value.eq_ignore_ascii_case(code));
        found.map(|option| Some(Answer::Text(option.value.clone()))).ok_or(Invalid::NotAnOption)
    }

    fn write(&self, answer: &Answer, _: &str) -> Raw {
        Raw::Picked(if let Answer::Text(code) = answer { vec![code.clone()] } else { Vec::new() })
    }

    fn blank(&self) -> Invalid {
        Invalid::RequiredChoice
    }

    fn choices(&self) -> &[Choice] {
        &self.options
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::OneOf(self.options.iter().map(|option| option.value.clone()).collect())
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#"["SE"]"#, result: Ok(r#""SE""#) },
    Example { settings: "", input: r#"" gb ""#, result: Ok(r#""GB""#) },
    Example { settings: "", input: "[]", result: Ok("null") },
    Example { settings: "", input: r#""UK""#, result: Err(Invalid::NotAnOption) },
    Example { settings: r#""only":["AT","DE"]"#, input: r#"["FR"]"#, result: Err(Invalid::NotAnOption) },
    Example { settings: "", input: r#"["AT","DE"]"#, result: Err(Invalid::TooMany(1)) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_an_owner_names_first_stand_first() {
        let values = |text: &str| pick(&crate::json::parse(text).unwrap()).options.into_iter().map(|option| option.value).collect::<Vec<_>>();
        assert_eq!(values(r#"{"first":["SE","NO"]}"#).get(..4), Some(&["SE", "NO", "AD", "AE"].map(str::to_owned)[..]));
        assert_eq!(values(r#"{"only":["AT","DE","CH"],"first":["DE","FR"]}"#), ["DE", "AT", "CH"]);
        assert_eq!(values(r#"{"only":["AT","DE"],"first":["DE","DE"]}"#), ["DE", "AT"], "once each");
        assert_eq!(values("{}").len(), 249);
    }
}
