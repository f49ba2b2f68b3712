//! The shape a document must have: one table of settings that the reader checks, the JSON schema
//! shows and the TypeScript types are made of, so that the three can't disagree.
//!
//! Knows kinds of values, bounds and names. Knows nothing of what a setting means: each spec type
//! keeps its own table beside the code that reads it. [`examine`] reports every fault it finds, so
//! the code that then picks values out of the tree never has to fail: what has the wrong kind
//! reads as absent there, and an owner has already been told.

#[cfg(feature = "replay")]
mod members;
mod texts;
mod wanted;

#[cfg(feature = "wide")]
use crate::{
    calendar::{DayBound, Minute},
    codes::Codes,
};
use crate::{
    diagnostic::{Diagnostic, fault},
    json::{Json, Member},
    logic::Condition,
    theme::is_color,
    web_address::{self, AddressUse},
};

pub use crate::json::{at_index, at_key};
use texts::{examine_name, examine_text, examine_word};
use wanted::wanted;

/// A named object: its settings and nothing else.
#[derive(Debug)]
pub struct Record {
    /// The name in the TypeScript types, as `Step`; for a variant of a union also its tag's value.
    pub name: &'static str,
    /// What the record is, for the schema.
    pub about: &'static str,
    /// Every setting it may hold.
    pub settings: &'static [Setting],
}

/// One of several records, told apart by a tag such as `"type": "email"`.
#[derive(Debug)]
pub struct Union {
    /// The name in the TypeScript types, as `Field`.
    pub name: &'static str,
    /// The name of the setting that tells which record it is.
    pub tag: &'static str,
    /// What every variant holds.
    pub common: &'static [Setting],
    /// The variants; the name of each is the tag's value.
    pub variants: &'static [&'static Record],
}

/// One setting of a record.
#[derive(Debug)]
pub struct Setting {
    /// The key, camelCase, with its unit where it has one (`halfLifeDays`).
    pub key: &'static str,
    /// What the value may be.
    pub shape: Shape,
    /// Whether the record is useless without it.
    pub required: bool,
    /// What it does, its unit, its default. Empty in the widget, where nobody reads it.
    pub about: &'static str,
}

/// Settings that only the full edition of the widget follows.
pub const RARE_SETTINGS: &[&str] = &["model"];

/// Settings that only a build with the feature `wide` follows; one without it can't use a config that has
/// one of them.
pub const WIDE_SETTINGS: &[&str] = &[
    "allowOther",
    "as",
    "composite",
    "countries",
    "count",
    "country",
    "funnel",
    "grade",
    "picture",
    "prefill",
    "requiredIf",
    "routes",
    "signals",
    "suggest",
];

/// What a value may be.
#[derive(Debug)]
pub enum Shape {
    /// A text of 1 to `max` characters that is not only white space.
    Text {
        /// The most characters.
        max: usize,
    },
    /// A text of at most `max` characters; it may be empty where that says something.
    #[cfg(feature = "wide")]
    TextOrNothing {
        /// The most characters.
        max: usize,
    },
    /// A text of 1 to `max` characters, or another shape that says more.
    #[cfg(feature = "wide")]
    TextOr {
        /// The most characters.
        max: usize,
        /// The other shape.
        of: &'static Shape,
    },
    /// A day such as `2026-12-24`, or one counted from today such as `today+30`.
    #[cfg(feature = "wide")]
    Day,
    /// A time of day such as `09:30`.
    #[cfg(feature = "wide")]
    Time,
    /// One of many codes, in capital letters.
    #[cfg(feature = "wide")]
    Code(&'static Codes),
    /// A name that other parts refer to: a letter, then letters, digits, `-` or `_`; 64 at most.
    Name,
    /// `true` or `false`.
    Flag,
    /// `true`, `false`, or a name.
    FlagOrName,
    /// A whole number from `min` to `max`.
    Whole {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// A number from `min` to `max`.
    Number {
        /// The least.
        min: f64,
        /// The most.
        max: f64,
    },
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// A JsonLogic expression.
    Logic,
    /// An address that is safe for this use.
    Address(AddressUse),
    /// A colour: `#rgb` or `#rrggbb`.
    Color,
    /// Anything: the part that reads it says more.
    Any,
    /// A text, a number, `true` or `false`.
    Scalar,
    /// A list of `min` to `max` items of one shape.
    List {
        /// The shape of each item.
        of: &'static Shape,
        /// The fewest items.
        min: usize,
        /// The most items.
        max: usize,
    },
    /// A record.
    Record(&'static Record),
    /// One of several records.
    Union(&'static Union),
    /// Either a word of a list, or a record of the owner's own.
    WordOr(&'static [&'static str], &'static Record),
    /// An object whose names the writer chooses, each value of one shape.
    #[cfg(feature = "replay")]
    Members(&'static Shape),
}

/// Keeps a sentence for the schema and the types out of the wasm, which has no use for it.
#[macro_export]
macro_rules! about {
    ($text:expr) => {
        if cfg!(feature = "describe") { $text } else { "" }
    };
}

/// Makes a setting that may be left out.
#[must_use]
pub const fn optional(key: &'static str, shape: Shape, about: &'static str) -> Setting {
    Setting { key, shape, required: false, about }
}

/// Makes a setting that must stand.
#[must_use]
pub const fn required(key: &'static str, shape: Shape, about: &'static str) -> Setting {
    Setting { key, shape, required: true, about }
}

/// Reports every place where `value` has not the shape it must have.
///
/// Stops at 1,000 faults: whoever has as many starts anew, and told all at once they would take long.
pub fn examine(value: &Json, shape: &Shape, path: &str, faults: &mut Vec<Diagnostic>) {
    if faults.len() >= MOST_FAULTS {
        return;
    }
    match (shape, value) {
        (Shape::Any, _)
        | (Shape::Flag | Shape::FlagOrName, Json::Bool(_))
        | (Shape::Scalar, Json::Text(_) | Json::Number(_) | Json::Bool(_)) => {}
        (Shape::Text { max }, Json::Text(text)) => examine_text(text, *max, path, faults),
        #[cfg(feature = "wide")]
        (Shape::TextOr { max, .. }, Json::Text(text)) => examine_text(text, *max, path, faults),
        #[cfg(feature = "wide")]
        (Shape::TextOr { of, .. }, _) => examine(value, of, path, faults),
        #[cfg(feature = "wide")]
        (Shape::TextOrNothing { .. }, Json::Text(text)) if text.is_empty() => {}
        #[cfg(feature = "wide")]
        (Shape::TextOrNothing { max }, Json::Text(text)) => examine_text(text, *max, path, faults),
        #[cfg(feature = "wide")]
        (Shape::Day, Json::Text(text)) if DayBound::parse(text).is_some() => {}
        #[cfg(feature = "wide")]
        (Shape::Time, Json::Text(text)) if Minute::parse(text).is_some() => {}
        #[cfg(feature = "wide")]
        (Shape::Day | Shape::Time, Json::Text(text)) => {
            fault!(faults, wrong(path, &["\"", text, "\" is none."]).suggest(&["Write ", &wanted(shape), "."]));
        }
        #[cfg(feature = "wide")]
        (Shape::Code(codes), Json::Text(text)) => match codes.find(text) {
            Some(code) if code == text => {}
            known => fault!(
                faults,
                Diagnostic::error("config/unknown-word", path, &["\"", text, "\" is not known here."]).suggest(&[
                    "Write ",
                    known.unwrap_or(codes.about),
                    ".",
                ]),
            ),
        },
        (Shape::Name | Shape::FlagOrName, Json::Text(text)) => examine_name(text, path, faults),
        (Shape::Color, Json::Text(text)) => {
            if !is_color(text) {
                fault!(
                    faults,
                    Diagnostic::error(
                        "config/bad-color",
                        path,
                        &["\"", text, "\" is not a colour of the form #rgb or #rrggbb."]
                    )
                    .suggest(&["Write ", &wanted(shape), "."]),
                );
            }
        }
        (Shape::OneOf(words), Json::Text(text)) => examine_word(text, words, path, faults),
        (Shape::WordOr(words, _), Json::Text(text)) => examine_word(text, words, path, faults),
        (Shape::Address(usage), Json::Text(text)) => {
            if let Err(refusal) = web_address::allowed(text, *usage) {
                fault!(faults, Diagnostic::error("config/unsafe-address", path, &[&refusal.say()]));
            }
        }
        (Shape::Whole { min, max }, Json::Number(_)) => {
            let within = value.as_whole().is_some_and(|n| (*min..=*max).contains(&n));
            if !within {
                fault!(faults, wrong(path, &["It must be ", &wanted(shape), "."]));
            }
        }
        (Shape::Number { min, max }, Json::Number(number)) => {
            if !(*min..=*max).contains(number) {
                fault!(faults, wrong(path, &["It must be ", &wanted(shape), "."]));
            }
        }
        (Shape::Logic, _) => {
            for found in Condition::read(value).err().unwrap_or_default() {
                fault!(faults, found.diagnostic(path));
            }
        }
        (Shape::List { of, min, max }, Json::List(items)) => {
            if items.len() < *min || items.len() > *max {
                fault!(
                    faults,
                    wrong(path, &["It must have ", &min.to_string(), " to ", &max.to_string(), " entries."])
                );
            }
            for (index, item) in items.iter().take(*max).enumerate() {
                examine(item, of, &at_index(path, index), faults);
            }
        }
        (Shape::Record(record) | Shape::WordOr(_, record), Json::Object(members)) => {
            examine_members(members, &[record.settings], None, path, faults);
        }
        #[cfg(feature = "replay")]
        (Shape::Members(of), Json::Object(members)) => members::examine_each_once(members, of, path, faults),
        (Shape::Union(union), Json::Object(members)) => examine_union(value, members, union, path, faults),
        _ => fault!(
            faults,
            Diagnostic::error("config/wrong-kind", path, &["It is ", value.kind(), "."]).suggest(&[
                "Write ",
                &wanted(shape),
                ".",
            ])
        ),
    }
}

fn wrong(path: &str, message: &[&str]) -> Diagnostic {
    Diagnostic::error("config/out-of-bounds", path, message)
}

fn examine_union(value: &Json, members: &[Member], union: &Union, path: &str, faults: &mut Vec<Diagnostic>) {
    let names: Vec<&str> = union.variants.iter().map(|variant| variant.name).collect();
    let tag = match value.get(union.tag) {
        Some(Json::Text(tag)) => tag,
        Some(other) => {
            let tag_path = at_key(path, union.tag);
            fault!(
                faults,
                Diagnostic::error("config/wrong-kind", &tag_path, &["It is ", other.kind(), "."]).suggest(&[
                    "Write one of: ",
                    &names.join(", "),
                    ".",
                ])
            );
            return;
        }
        None => {
            fault!(
                faults,
                Diagnostic::error("config/missing", path, &["\"", union.tag, "\" is missing."]).suggest(&[
                    "Write one of: ",
                    &names.join(", "),
                    ".",
                ])
            );
            return;
        }
    };
    match union.variants.iter().find(|variant| variant.name == tag) {
        Some(variant) => examine_members(members, &[union.common, variant.settings], Some(union.tag), path, faults),
        None => fault!(
            faults,
            Diagnostic::error("config/unknown-type", &at_key(path, union.tag), &["There is no type \"", tag, "\"."])
                .suggest_name(tag, &names),
        ),
    }
}

/// The most faults of shape that are told of one document.
const MOST_FAULTS: usize = 1000;

/// The most members of an object that are looked at; no record has half as many settings, and each is
/// compared with all before it.
pub(crate) const MOST_MEMBERS: usize = 300;

fn examine_members(
    members: &[Member],
    tables: &[&'static [Setting]],
    tag: Option<&str>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) {
    let settings = tables.iter().flat_map(|table| table.iter());
    if members.len() > MOST_MEMBERS {
        fault!(faults, wrong(path, &["It has more than ", &MOST_MEMBERS.to_string(), " settings."]));
    }
    for (index, (key, value)) in members.iter().take(MOST_MEMBERS).enumerate() {
        if faults.len() >= MOST_FAULTS {
            return;
        }
        if members.iter().take(index).any(|(earlier, _)| earlier == key) {
            fault!(
                faults,
                Diagnostic::error("config/repeated-key", &at_key(path, key), &["\"", key, "\" stands here twice."])
                    .suggest(&["Remove one of the two."]),
            );
            continue;
        }
        match settings.clone().find(|setting| setting.key == key) {
            Some(_) if !cfg!(feature = "wide") && WIDE_SETTINGS.contains(&key.as_str()) => {
                faults.push(Diagnostic::UNEXPLAINED);
            }
            Some(setting) => examine(value, &setting.shape, &at_key(path, key), faults),
            None if tag == Some(key.as_str()) => {}
            None => fault!(
                faults,
                Diagnostic::error("config/unknown-key", &at_key(path, key), &["\"", key, "\" is not a setting here."])
                    .suggest_name(key, &settings.clone().map(|setting| setting.key).collect::<Vec<_>>()),
            ),
        }
    }
    for setting in settings.filter(|setting| setting.required) {
        if !members.iter().any(|(key, _)| key == setting.key) {
            fault!(
                faults,
                Diagnostic::error("config/missing", path, &["\"", setting.key, "\" is missing."]).suggest(&[
                    "Write ",
                    &wanted(&setting.shape),
                    ".",
                ])
            );
        }
    }
}
