//! `choice`: one of several options, or any number of them.

use super::{Example, Choice, FieldType, control::{Control, Labels, Look, Picking}, count, options::OPTION};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional, required},
};

/// The settings of a choice.
pub static RECORD: Record = Record {
    name: "choice",
    about: about!("One of several options, or any number of them."),
    settings: &[
        required("options", Shape::List { of: &Shape::Record(&OPTION), min: 1, max: 200 }, about!("What can be picked, in this order.")),
        optional("as", Shape::OneOf(LOOKS), about!("How the options are laid out: auto, list, cards, pictures, dropdown, or search (a list that typing narrows). Default \"auto\": cards where they are few, a list to open where they are many.")),
        optional("many", Shape::Flag, about!("Whether several can be picked. Default false.")),
        optional("minPicked", Shape::Whole { min: 1, max: 200 }, about!("With many: the fewest that must be picked, where any is. Default 1.")),
        optional("maxPicked", Shape::Whole { min: 1, max: 200 }, about!("With many: the most that can be picked. Default: all.")),
    ],
};

static LOOKS: &[&str] = &["auto", "list", "cards", "pictures", "dropdown", "search"];

/// Reads how options are laid out.
pub(super) fn look(word: Option<&str>) -> Look {
    match word {
        Some("list") => Look::List,
        Some("cards") => Look::Cards,
        Some("pictures") => Look::Pictures,
        Some("dropdown") => Look::Dropdown,
        Some("search") => Look::Search,
        _ => Look::Auto,
    }
}

/// One of several options, or any number of them.
pub struct Options {
    look: Look,
    options: Vec<Choice>,
    many: bool,
    min: usize,
    max: usize,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Options {
    Options {
        look: if cfg!(feature = "wide") { look(json.text_at("as")) } else { Look::Auto },
        options: json.each("options", &Choice::pick),
        many: json.flag_at("many"),
        min: count(json, "minPicked").unwrap_or(1),
        max: count(json, "maxPicked").unwrap_or(usize::MAX),
    }
}

impl Options {
    fn picked(&self, answer: &Answer) -> impl Iterator<Item = &Choice> {
        let picked: &[String] = match answer {
            Answer::Text(value) => core::slice::from_ref(value),
            Answer::Many(values) => values,
            Answer::Number(_) | Answer::Flag(_) => &[],
        };
        self.options.iter().filter(|option| picked.contains(&option.value))
    }
}

impl FieldType for Options {
    fn control(&self) -> Control<'_> {
        let picking = Picking { options: &self.options, look: self.look, labels: Labels::Given, autocomplete: "off" };
        if self.many { Control::Many(picking) } else { Control::One(picking) }
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let alone;
        let picked: &[String] = match raw {
            Raw::Picked(values) => values,
            Raw::Text(text) if text.trim().is_empty() => &[],
            // Typed, as in a chat or an address: the value, or what the visitor reads.
            Raw::Text(text) => {
                let text = text.trim();
                let named = self.options.iter().find(|option| option.value == text);
                let named = named.or_else(|| self.options.iter().find(|option| option.label.eq_ignore_ascii_case(text)));
                alone = [named.ok_or(Invalid::NotAnOption)?.value.clone()];
                &alone
            }
            Raw::Ticked(_) | Raw::Set(_) => return Err(Invalid::NotAnOption),
        };
        if picked.iter().any(|value| !self.options.iter().any(|option| option.value == *value)) {
            return Err(Invalid::NotAnOption);
        }
        // The order of the options, not of the clicks: the same answers give the same lead.
        let values: Vec<String> = self.options.iter().map(|option| &option.value).filter(|value| picked.contains(value)).cloned().collect();
        match values.len() {
            0 => Ok(None),
            1 if !self.many => Ok(values.into_iter().next().map(Answer::Text)),
            _ if !self.many => Err(Invalid::TooMany(1)),
            picked if picked < self.min => Err(Invalid::TooFew(self.min)),
            picked if picked > self.max => Err(Invalid::TooMany(self.max)),
            _ => Ok(Some(Answer::Many(values))),
        }
    }

    fn write(&self, answer: &Answer, _locale: &str) -> Raw {
        Raw::Picked(match answer {
            Answer::Text(value) => vec![value.clone()],
            Answer::Many(values) => values.clone(),
            Answer::Number(_) | Answer::Flag(_) => Vec::new(),
        })
    }

    fn blank(&self) -> Invalid {
        Invalid::RequiredChoice
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        self.picked(answer).filter_map(|option| option.level).max()
    }

    fn asks_for(&self, answer: &Answer) -> Vec<&'static str> {
        self.picked(answer).filter_map(|option| option.asks_for).collect()
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        let values = self.options.iter().map(|option| option.value.clone()).collect();
        match self.many {
            true => super::Domain::SomeOf { values, min: self.min, max: self.max.min(self.options.len()) },
            false => super::Domain::OneOf(values),
        }
    }

    fn choices(&self) -> &[Choice] {
        &self.options
    }
}

const ABC: &str = r#""options":[{"value":"a"},{"value":"b"},{"value":"c"}]"#;
const MANY: &str = r#""options":[{"value":"a"},{"value":"b"},{"value":"c"}],"many":true,"minPicked":2,"maxPicked":2"#;

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: ABC, input: r#"["b"]"#, result: Ok(r#""b""#) },
    Example { settings: ABC, input: r#""b""#, result: Ok(r#""b""#) },
    Example { settings: r#""options":[{"value":"a","label":"Apples"}]"#, input: r#""apples ""#, result: Ok(r#""a""#) },
    Example { settings: ABC, input: r#""d""#, result: Err(Invalid::NotAnOption) },
    Example { settings: ABC, input: "[]", result: Ok("null") },
    Example { settings: ABC, input: r#"["d"]"#, result: Err(Invalid::NotAnOption) },
    Example { settings: ABC, input: r#"["a","b"]"#, result: Err(Invalid::TooMany(1)) },
    Example { settings: MANY, input: r#"["c","a"]"#, result: Ok(r#"["a","c"]"#) },
    Example { settings: MANY, input: r#"["a"]"#, result: Err(Invalid::TooFew(2)) },
    Example { settings: MANY, input: r#"["a","b","c"]"#, result: Err(Invalid::TooMany(2)) },
];
