//! Fields: what is asked, one file per type.
//!
//! A field type knows its settings, the control it is answered with, and how to read raw input.
//! It knows nothing of how controls look, of steps, or of scores. A new type is one file and one
//! line in [`field_types!`] below.

pub mod control;
mod digits;
mod options;
mod readable;

use crate::{
    about,
    answer::{Answer, Invalid, Raw},
    json::Json,
    logic::Condition,
    shape::{Record, Setting, Shape, Union, optional, required},
    words::Word,
};
use control::Control;
use core::fmt;
pub use options::Choice;

/// What every field type does.
pub trait FieldType: Send + Sync {
    /// Names the control it is answered with.
    fn control(&self) -> Control<'_>;

    /// Reads raw input: an answer, `None` where it was left blank, or why it can't be taken.
    ///
    /// # Errors
    /// Why the input can't be taken. Whether blank is allowed is not its business.
    fn read(&self, raw: &Raw, locale: &str) -> Result<Option<Answer>, Invalid>;

    /// Gives the raw input that reads as `answer`, so that an answer can be shown and changed.
    fn write(&self, answer: &Answer, locale: &str) -> Raw {
        let _ = locale;
        match answer {
            Answer::Text(text) => Raw::Text(text.clone()),
            Answer::Number(number) => Raw::Text(crate::json::number_text(*number)),
            Answer::Flag(flag) => Raw::Ticked(*flag),
            Answer::Many(values) => Raw::Picked(values.clone()),
        }
    }

    /// Says why a required field can't be left blank.
    fn blank(&self) -> Invalid {
        Invalid::Required
    }

    /// Gives what an answer tells, from 0 (nothing good) to 3 (all one could wish), for a field
    /// that says what it `tells`. By default any answer tells a little.
    fn level(&self, answer: &Answer) -> Option<i64> {
        let _ = answer;
        Some(1)
    }

    /// Gives what picking the answer asks the owner for, as `demo` or `quote`.
    fn asks_for(&self, answer: &Answer) -> Vec<&'static str> {
        let _ = answer;
        Vec::new()
    }

    /// Gives what to say beside an answer that is taken but could be better.
    fn hint(&self, answer: &Answer) -> Option<Hint> {
        let _ = answer;
        None
    }

    /// Gives the options there are; empty where it has none.
    fn choices(&self) -> &[Choice] {
        &[]
    }

    /// Gives what is agreed to; only an agreement has it.
    fn agreement(&self) -> Option<&agreement::Agreement> {
        None
    }

    /// Gives the value that needs no visitor; only a hidden field has one.
    fn preset(&self) -> Option<Answer> {
        None
    }
}

/// What is said beside an answer that is taken but could be better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The sentence; `{replacement}` in it is what stands below.
    pub word: Word,
    /// What could stand in the field instead, as the visitor would type it.
    pub replacement: Option<String>,
}

impl From<Word> for Hint {
    fn from(word: Word) -> Self {
        Hint { word, replacement: None }
    }
}

/// Lists the field types: one line each, `module`, whose name (`_` for `-`) is also the `type`.
macro_rules! field_types {
    ($($module:ident,)*) => {
        $(pub mod $module;)*

        static VARIANTS: &[&Record] = &[$(&$module::RECORD,)*];

        fn pick_type(name: &str, json: &Json) -> Box<dyn FieldType> {
            $(if name == $module::RECORD.name {
                return Box::new($module::pick(json));
            })*
            // An unknown type has been reported; a line of text lets the rest be examined.
            Box::new(text::pick(json))
        }

        /// Gives, per type, its settings and examples as the tests iterate them.
                #[must_use]
        pub fn examples() -> Vec<(&'static Record, &'static [Example])> {
            vec![$((&$module::RECORD, $module::EXAMPLES),)*]
        }
    };
}

field_types! {
    agreement,
    choice,
    email,
    hidden,
    number,
    phone,
    text,
    textarea,
}

/// One example of a field type: settings, what was put in, and what comes of it.
#[derive(Debug)]
pub struct Example {
    /// The settings, as JSON text without the name, label and type.
    pub settings: &'static str,
    /// What was put in: a JSON text, list, `true` or `false`.
    pub input: &'static str,
    /// What comes of it: the answer as JSON text, or the key of the sentence that refuses it.
    pub result: Result<&'static str, Invalid>,
}

/// The qualification questions that an answer can tell something about.
pub static CONCEPTS: &[&str] = &["budget", "authority", "need", "timing"];

/// Any field.
pub static FIELD: Union = Union { name: "Field", tag: "type", common: COMMON, variants: VARIANTS };

static COMMON: &[Setting] = &[
    required(
        "name",
        Shape::Name,
        about!("The answer's name in conditions and in the lead, as answers.NAME. Unique in the config."),
    ),
    optional("label", Shape::Text { max: 200 }, about!("The question, shown above the control. Default: the name.")),
    optional("help", Shape::Text { max: 500 }, about!("A sentence under the label that helps to answer.")),
    optional("required", Shape::Flag, about!("Whether it must be answered. Default false.")),
    optional(
        "showIf",
        Shape::Logic,
        about!(
            "Shown only while this holds; a field that is not shown has no answer. It may read answers that stand before it."
        ),
    ),
    optional(
        "tells",
        Shape::OneOf(CONCEPTS),
        about!("Which question of qualification the answer tells something about; rubrics read it."),
    ),
];

/// One field of a step.
pub struct Field {
    /// The answer's name.
    pub name: String,
    /// The question.
    pub label: String,
    /// A sentence that helps to answer.
    pub help: Option<String>,
    /// Whether it must be answered.
    pub required: bool,
    /// When it is shown; always where absent.
    pub show_if: Option<Condition>,
    /// Which question of qualification it tells about.
    pub tells: Option<&'static str>,
    /// The word that named its type, as `email`.
    pub type_name: &'static str,
    /// What it asks for.
    pub asks: Box<dyn FieldType>,
}

impl fmt::Debug for Field {
    /// Names it only: the settings of a type would bring the writing of floats into the wasm.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("name", &self.name).field("type", &self.type_name).finish_non_exhaustive()
    }
}

impl Field {
    /// Picks a field out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let name = json.text_at("name").unwrap_or_default();
        let wanted = json.text_at("type").unwrap_or_default();
        let tells = json.text_at("tells");
        Field {
            name: name.to_owned(),
            label: json.text_at("label").unwrap_or(name).to_owned(),
            help: json.owned_at("help"),
            required: json.flag_at("required"),
            show_if: Condition::at(json, "showIf"),
            tells: CONCEPTS.iter().copied().find(|concept| Some(*concept) == tells),
            type_name: VARIANTS.iter().map(|record| record.name).find(|name| *name == wanted).unwrap_or("text"),
            asks: pick_type(wanted, json),
        }
    }

    /// Reads raw input as this field does, a required field's blank refused.
    ///
    /// # Errors
    /// Why the input can't be taken.
    pub fn read(&self, raw: &Raw, locale: &str) -> Result<Option<Answer>, Invalid> {
        match self.asks.read(raw, locale)? {
            None if self.required => Err(self.asks.blank()),
            answer => Ok(answer),
        }
    }
}

/// Gives the trimmed text of raw input, white space and invisible characters at both ends cut off;
/// `None` where nothing is left or where the input is not a text.
pub(crate) fn typed(raw: &Raw) -> Option<&str> {
    let Raw::Text(text) = raw else { return None };
    let text = text.trim_matches(readable::is_edge);
    (!text.is_empty()).then_some(text)
}

/// Checks the number of characters of a text, both ends included.
pub(crate) fn measured(text: &str, min: Option<usize>, max: usize) -> Result<Option<Answer>, Invalid> {
    let length = text.chars().count();
    match min {
        _ if length > max => Err(Invalid::TooLong(max)),
        Some(min) if length < min => Err(Invalid::TooShort(min)),
        _ => Ok(Some(Answer::Text(text.to_owned()))),
    }
}

/// Reads a setting that counts something; absent where it is missing or negative.
pub(crate) fn count(json: &Json, key: &str) -> Option<usize> {
    json.whole_at(key).and_then(|count| usize::try_from(count).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{json::parse, shape::examine};

    fn raw(input: &Json) -> Raw {
        match input {
            Json::Bool(ticked) => Raw::Ticked(*ticked),
            Json::List(items) => Raw::Picked(items.iter().filter_map(Json::as_text).map(str::to_owned).collect()),
            other => Raw::Text(other.as_text().unwrap_or_default().to_owned()),
        }
    }

    #[test]
    fn every_example_of_every_type_reads_as_it_says() {
        for (record, examples) in examples() {
            assert!(examples.iter().any(|e| e.result.is_ok()), "{} shows no valid input", record.name);
            for example in examples {
                let text = format!(
                    r#"{{"name":"a","type":"{}",{}"label":"A"}}"#,
                    record.name,
                    if example.settings.is_empty() { String::new() } else { format!("{},", example.settings) }
                );
                let json = parse(&text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
                let mut faults = Vec::new();
                examine(&json, &Shape::Union(&FIELD), "", &mut faults);
                assert_eq!(faults, [], "{text}");
                let field = Field::pick(&json);
                let input = parse(example.input).unwrap_or_else(|e| panic!("{}: {e:?}", example.input));
                let got = field.read(&raw(&input), "en");
                let got = got
                    .as_ref()
                    .map(|answer| answer.as_ref().map_or("null".to_owned(), |answer| Json::from(answer).compact()));
                assert_eq!(got.as_deref().map_err(|e| **e), example.result, "{} given {}", record.name, example.input);
            }
        }
    }

    #[test]
    fn what_is_written_back_reads_as_the_same_answer() {
        for (record, examples) in examples() {
            for example in examples.iter().filter(|e| e.result.is_ok()) {
                let text = format!(
                    r#"{{"name":"a","type":"{}",{}"label":"A"}}"#,
                    record.name,
                    if example.settings.is_empty() { String::new() } else { format!("{},", example.settings) }
                );
                let field = Field::pick(&parse(&text).unwrap());
                for locale in ["en", "de", "fr"] {
                    let Ok(Some(answer)) = field.read(&raw(&parse(example.input).unwrap()), locale) else { continue };
                    let again = field.read(&field.asks.write(&answer, locale), locale);
                    assert_eq!(again, Ok(Some(answer)), "{} given {} in {locale}", record.name, example.input);
                }
            }
        }
    }

    #[test]
    fn a_required_field_says_why_blank_will_not_do() {
        let field = Field::pick(&parse(r#"{"name":"a","type":"agreement","text":"Yes","required":true}"#).unwrap());
        assert_eq!(field.read(&Raw::Ticked(false), "en"), Err(Invalid::RequiredAgreement));
        let field = Field::pick(&parse(r#"{"name":"a","type":"text","required":true}"#).unwrap());
        assert_eq!(field.read(&Raw::Text(" \u{200b} ".into()), "en"), Err(Invalid::Required));
    }
}
