//! Fields: what is asked, one file per type.
//!
//! A field type knows its settings, the control it is answered with, and how to read raw input.
//! It knows nothing of how controls look, of steps, or of scores. A new type is one file and one
//! line in [`field_types!`] below: among those every widget has, or among those only the wide one
//! has, which pages fetch whose flow asks for them.

mod amounts;
mod concept;
pub mod control;
mod digits;
mod field_type;
mod hint;
mod options;
mod parts;
mod readable;

use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    logic::Condition,
    shape::{Record, Setting, Shape, Union, optional, required},
    words::Words,
};
pub use concept::{CONCEPT_WORDS, CONCEPTS, feeds, is_about_power};
use core::fmt;
#[cfg(feature = "lint")]
pub use field_type::Domain;
pub use field_type::FieldType;
pub use hint::Hint;
pub use options::Choice;
use std::sync::Arc;

/// How the parts of a group are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One under the other.
    Stack,
    /// A row each, with the same options for columns.
    Grid,
}

/// Several fields that an owner writes as one and a visitor sees as one.
#[derive(Debug)]
pub struct Group {
    /// Its name; it has no answer of its own.
    pub name: String,
    /// The question above its parts.
    pub label: String,
    /// A sentence that helps to answer.
    pub help: Option<String>,
    /// How its parts are laid out.
    pub layout: Layout,
}

/// Lists the field types: one line each, `module`, whose name (`_` for `-`) is also the `type`.
/// Behind `always` stand those that every build has, behind `wide` those of the feature `wide`.
macro_rules! field_types {
    (always { $($module:ident,)* } wide { $($wide:ident,)* }) => {
        $(pub mod $module;)*
        $(#[cfg(feature = "wide")] pub mod $wide;)*

        static VARIANTS: &[&Record] = &[$(&$module::RECORD,)* $(#[cfg(feature = "wide")] &$wide::RECORD,)*];

        /// The modules of the types that only a build with the feature `wide` knows; a build without
        /// it has their names too, so that it can be told which flows need the other.
        pub const WIDE: &[&str] = &[$(stringify!($wide),)*];

        fn pick_type(name: &str, json: &Json) -> Box<dyn FieldType> {
            $(if name == $module::RECORD.name {
                return Box::new($module::pick(json));
            })*
            $(#[cfg(feature = "wide")]
            if name == $wide::RECORD.name {
                return Box::new($wide::pick(json));
            })*
            // An unknown type has been reported; a line of text lets the rest be examined.
            Box::new(text::pick(json))
        }

        /// Gives, per type, its settings and examples as the tests iterate them.
        #[must_use]
        pub fn examples() -> Vec<(&'static Record, &'static [Example])> {
            vec![$((&$module::RECORD, $module::EXAMPLES),)* $(#[cfg(feature = "wide")] (&$wide::RECORD, $wide::EXAMPLES),)*]
        }
    };
}

field_types! {
    always {
        agreement,
        choice,
        email,
        hidden,
        number,
        phone,
        text,
        textarea,
    }
    wide {
        address,
        calculated,
        contact,
        country,
        date,
        matrix,
        money,
        range,
        ranking,
        rating,
        scale,
        statement,
        time,
        url,
        yes_no,
    }
}

/// One example of a field type: settings, what was put in, and what comes of it.
#[derive(Debug)]
pub struct Example {
    /// The settings, as JSON text without the name, label and type.
    pub settings: &'static str,
    /// What was put in, as JSON: a text that was typed, a list of values that were picked, `true` or
    /// `false` for a box, a number that was set; for a group, an object of those by the parts' names.
    pub input: &'static str,
    /// What comes of it: the answer as JSON text, or the key of the sentence that refuses it.
    pub result: Result<&'static str, Invalid>,
}

/// Any field.
pub static FIELD: Union = Union { name: "Field", tag: "type", common: COMMON, variants: VARIANTS };

static COMMON: &[Setting] = &[
    required(
        "name",
        Shape::Name,
        about!("The answer's name in conditions and in the lead, as answers.NAME. Unique in the config."),
    ),
    optional(
        "label",
        Shape::Text { max: 200 },
        about!(
            "The question, shown above the control. An earlier answer can stand in it and in every other text of the field, as \"{answers.name|there}\". Default: the name."
        ),
    ),
    optional("help", Shape::Text { max: 500 }, about!("A sentence under the label that helps to answer.")),
    optional("required", Shape::Flag, about!("Whether it must be answered. Default false.")),
    optional(
        "requiredIf",
        Shape::Logic,
        about!("It must be answered while this holds. It may read answers that stand before it."),
    ),
    optional(
        "showIf",
        Shape::Logic,
        about!(
            "Shown only while this holds; a field that is not shown has no answer. It may read answers that stand before it."
        ),
    ),
    optional(
        "prefill",
        Shape::FlagOrName,
        about!(
            "Whether the address of the page may answer it: true for a parameter of the field's name, or the parameter's name. The visitor sees the answer and can change it; one that the field does not take, or longer than 200 characters, is passed over. Default false."
        ),
    ),
    optional(
        "tells",
        Shape::OneOf(CONCEPT_WORDS),
        about!(
            "Which question of qualification the answer tells something about; every rubric reads it, by its own words."
        ),
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
    /// When it must be answered besides.
    pub required_if: Option<Condition>,
    /// When it is shown; always where absent.
    pub show_if: Option<Condition>,
    /// Which question of qualification it tells about.
    pub tells: Option<&'static str>,
    /// The parameter of the page's address that may answer it; none where absent.
    pub prefill: Option<String>,
    /// The word that named its type, as `email`.
    pub type_name: &'static str,
    /// What it asks for.
    pub asks: Box<dyn FieldType>,
    /// The group it is a part of.
    pub group: Option<Arc<Group>>,
    /// Its place among the step's fields as the owner wrote them; parts of a group share one.
    pub place: usize,
}

impl fmt::Debug for Field {
    /// Names it only: the settings of a type would bring the writing of floats into the wasm.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("name", &self.name).field("type", &self.type_name).finish_non_exhaustive()
    }
}

impl Field {
    /// Picks the fields that a step writes at `place` out of a tree whose shape has been examined:
    /// the parts of a group, or the field itself.
    #[must_use]
    pub fn pick_all(json: &Json, place: usize, words: &Words) -> Vec<Self> {
        let whole = Field { place, ..Field::pick(json) };
        // Only wide types are groups.
        let mut parts = if cfg!(feature = "wide") { whole.asks.parts(json, words) } else { Vec::new() };
        if parts.is_empty() {
            return vec![whole];
        }
        let group = Group { name: whole.name, label: whole.label, help: whole.help, layout: whole.asks.layout() };
        let group = Arc::new(group);
        for part in &mut parts {
            part.place = place;
            // What is said of the whole is said of each part, unless the part says otherwise.
            part.show_if = part.show_if.take().or_else(|| whole.show_if.clone());
            part.required_if = part.required_if.take().or_else(|| whole.required_if.clone());
            part.prefill = part.prefill.take().or_else(|| whole.prefill.as_ref().map(|_| part.name.clone()));
            part.group = Some(group.clone());
        }
        parts
    }

    /// Picks a field out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let name = json.text_at("name").unwrap_or_default();
        let wanted = json.text_at("type").unwrap_or_default();
        let tells = json.text_at("tells");
        let asks = pick_type(wanted, json);
        Field {
            name: name.to_owned(),
            label: json.text_at("label").unwrap_or(name).to_owned(),
            help: json.owned_at("help"),
            required: json.flag_at("required") && asks.is_asked(),
            required_if: if cfg!(feature = "wide") { Condition::at(json, "requiredIf") } else { None },
            prefill: match json.get("prefill").filter(|_| cfg!(feature = "wide")) {
                Some(Json::Bool(true)) => Some(name.to_owned()),
                Some(Json::Text(parameter)) => Some(parameter.clone()),
                _ => None,
            },
            show_if: Condition::at(json, "showIf"),
            tells: tells.and_then(concept::concept),
            type_name: VARIANTS.iter().map(|record| record.name).find(|name| *name == wanted).unwrap_or("text"),
            asks,
            group: None,
            place: 0,
        }
    }

    /// Reads raw input as this field does, a blank refused where the field is always required.
    ///
    /// # Errors
    /// Why the input can't be taken.
    pub fn read(&self, raw: &Raw, on: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        self.read_where(raw, on, self.required)
    }

    /// Reads raw input as this field does, a blank refused where an answer is `required`: whether one
    /// is may depend on the answers before it, so the [walk](crate::flow::Walk::requires) knows.
    ///
    /// # Errors
    /// Why the input can't be taken.
    pub fn read_where(&self, raw: &Raw, on: &Occasion<'_>, required: bool) -> Result<Option<Answer>, Invalid> {
        match self.asks.read(raw, on)? {
            None if required => Err(self.asks.blank()),
            answer => Ok(answer),
        }
    }

    /// Tells whether something besides the visitor may fill it in for them to see and change. An
    /// agreement is the visitor's own, always.
    #[must_use]
    pub fn may_be_prefilled(&self) -> bool {
        self.asks.is_asked() && self.asks.reckoned().is_none() && self.asks.agreement().is_none()
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
mod tests;
