//! The options of a choice.

use crate::{
    about,
    json::Json,
    shape::{Record, Shape, optional, required},
    web_address::AddressUse,
};

/// One option that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What stands in the lead.
    pub value: String,
    /// What the visitor reads.
    pub label: String,
    /// A second line under the label.
    pub text: Option<String>,
    /// Where a picture of it stands.
    pub picture: Option<String>,
    /// What the picture shows; empty where the label says all.
    pub alt: String,
    /// What picking it tells, 0 to 3.
    pub level: Option<i64>,
    /// What picking it asks the owner for.
    pub asks_for: Option<&'static str>,
}

/// What a visitor can ask an owner for; the default stages read it.
pub(super) static WISHES: &[&str] = &["demo", "quote", "call", "trial", "upgrade", "support"];

/// The settings of an option.
pub(super) static OPTION: Record = Record {
    name: "Option",
    about: about!("One option that can be picked."),
    settings: &[
        required(
            "value",
            Shape::Text { max: 100 },
            about!("What stands in the lead and in conditions. Unique in the field."),
        ),
        optional("label", Shape::Text { max: 200 }, about!("What the visitor reads. Default: the value.")),
        optional("text", Shape::Text { max: 300 }, about!("A second line under the label. Default: none.")),
        optional(
            "picture",
            Shape::Address(AddressUse::Picture),
            about!("The address of a picture of it, shown where the choice is shown as pictures. Default: none."),
        ),
        optional(
            "alt",
            Shape::Text { max: 300 },
            about!("What the picture shows, for those who can't see it. Default: nothing, since the label names it."),
        ),
        optional(
            "level",
            Shape::Whole { min: 0, max: 3 },
            about!("What picking it tells, for a field that says what it tells: 0 nothing good, 3 all one could wish."),
        ),
        optional(
            "asksFor",
            Shape::OneOf(WISHES),
            about!("What picking it asks you for. A demo, quote or call makes the lead sales qualified by default."),
        ),
    ],
};

impl Choice {
    /// Makes an option that is no more than its value.
    #[cfg(feature = "wide")]
    pub(super) fn of(value: &str) -> Self {
        Choice {
            value: value.to_owned(),
            label: value.to_owned(),
            text: None,
            picture: None,
            alt: String::new(),
            level: None,
            asks_for: None,
        }
    }

    /// Picks an option out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let value = json.owned_at("value").unwrap_or_default();
        Choice {
            label: json.owned_at("label").unwrap_or_else(|| value.clone()),
            value,
            text: json.owned_at("text"),
            picture: json.owned_at("picture").filter(|_| cfg!(feature = "wide")),
            alt: if cfg!(feature = "wide") { json.owned_at("alt").unwrap_or_default() } else { String::new() },
            level: json.whole_at("level"),
            asks_for: WISHES.iter().copied().find(|wish| json.text_at("asksFor") == Some(wish)),
        }
    }
}
