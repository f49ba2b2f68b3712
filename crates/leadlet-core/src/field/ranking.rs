//! `ranking`: options brought into an order, the best first.

use super::{Choice, Example, FieldType, control::Control, options::OPTION, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional, required},
};

/// The settings of a ranking.
pub static RECORD: Record = Record {
    name: "ranking",
    about: about!("Options to bring into an order. Its answer is the list of their values, the best first. It has none until the visitor has moved an option or confirmed the order."),
    settings: &[
        required("options", Shape::List { of: &Shape::Record(&OPTION), min: 2, max: 20 }, about!("What is brought into an order; shown in this one at first.")),
        optional("top", Shape::Whole { min: 1, max: 20 }, about!("How many of the first places are kept as the answer. Default: all.")),
    ],
};

/// Options brought into an order.
pub struct Ranking {
    options: Vec<Choice>,
    top: usize,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Ranking {
    let options = json.each("options", &Choice::pick);
    let top = super::count(json, "top").unwrap_or(usize::MAX).min(options.len());
    Ranking { options, top }
}

impl Ranking {
    fn first(&self, answer: &Answer) -> Option<&Choice> {
        let Answer::Many(values) = answer else { return None };
        self.options.iter().find(|option| Some(&option.value) == values.first())
    }
}

impl FieldType for Ranking {
    fn control(&self) -> Control<'_> {
        Control::Ranked(&self.options)
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let mut given: Vec<&str> = match raw {
            Raw::Picked(values) => values.iter().map(String::as_str).collect(),
            raw => typed(raw).unwrap_or_default().split([',', ';', '\n']).map(str::trim).collect(),
        };
        given.retain(|value| !value.is_empty());
        let mut ranked: Vec<String> = Vec::new();
        for value in given {
            if !self.options.iter().any(|option| option.value == value) {
                return Err(Invalid::NotAnOption);
            }
            if !ranked.iter().any(|earlier| earlier == value) {
                ranked.push(value.to_owned());
            }
        }
        if ranked.is_empty() {
            return Ok(None);
        }
        if ranked.len() < self.top {
            return Err(Invalid::TooFew(self.top));
        }
        ranked.truncate(self.top);
        Ok(Some(Answer::Many(ranked)))
    }

    fn write(&self, answer: &Answer, _: &str) -> Raw {
        Raw::Picked(if let Answer::Many(values) = answer { values.clone() } else { Vec::new() })
    }

    fn blank(&self) -> Invalid {
        Invalid::RequiredOrder
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        self.first(answer)?.level
    }

    fn asks_for(&self, answer: &Answer) -> Vec<&'static str> {
        self.first(answer).and_then(|option| option.asks_for).into_iter().collect()
    }

    fn choices(&self) -> &[Choice] {
        &self.options
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        let values = self.options.iter().map(|option| option.value.clone()).collect();
        super::Domain::SomeOf { values, min: self.top, max: self.top }
    }
}

const ABC: &str = r#""options":[{"value":"a"},{"value":"b"},{"value":"c"}]"#;
const TOP: &str = r#""options":[{"value":"a"},{"value":"b"},{"value":"c"}],"top":2"#;

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: ABC, input: r#"["c","a","b"]"#, result: Ok(r#"["c","a","b"]"#) },
    Example { settings: ABC, input: r#""b, c, a""#, result: Ok(r#"["b","c","a"]"#) },
    Example { settings: ABC, input: "[]", result: Ok("null") },
    Example { settings: ABC, input: r#"["c","a"]"#, result: Err(Invalid::TooFew(3)) },
    Example { settings: ABC, input: r#"["c","c","c"]"#, result: Err(Invalid::TooFew(3)) },
    Example { settings: ABC, input: r#"["c","a","d"]"#, result: Err(Invalid::NotAnOption) },
    Example { settings: TOP, input: r#"["c","a","b"]"#, result: Ok(r#"["c","a"]"#) },
];
