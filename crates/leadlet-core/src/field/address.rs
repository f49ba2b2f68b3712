//! `address`: where somebody lives or works, as a group of ordinary fields.
//!
//! Knows the parts that browsers fill in. Does not check that a place exists or how its country
//! writes a postal code: both change more often than a page is built.

use super::{
    Example, Field, FieldType,
    control::Control,
    parts::{PartKind, listed_parts, part_settings},
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional, required},
    words::{Word, Words},
};

static NAMES: &[&str] = &["street", "line2", "postalCode", "city", "region", "country"];

static PART: Record = Record {
    name: "AddressPart",
    about: about!("One part of an address, with what is special about it."),
    settings: &part_settings(required("part", Shape::OneOf(NAMES), about!("Which part."))),
};

/// The settings of an address.
pub static RECORD: Record = Record {
    name: "address",
    about: about!("A postal address: several fields that browsers fill in at once. Each part is an answer of its own, as answers.city; the group has none. Required means that street, postalCode, city and country are, unless they say otherwise."),
    settings: &[
        optional("parts", Shape::List { of: &Shape::WordOr(NAMES, &PART), min: 1, max: 6 }, about!("What is asked, in this order. Default: street, postalCode, city, country.")),
        optional("prefix", Shape::Name, about!("Put before the names of the answers: \"billing\" makes billingCity. Default: none.")),
        optional("only", super::country::CODES, about!("The only countries to pick from. Default: all.")),
        optional("first", super::country::CODES, about!("The countries that stand first in the list, in this order. Default: none.")),
    ],
};

static KNOWN: &[PartKind] = &[
    PartKind { name: "street", asked_by: "text", autocomplete: "address-line1", label: Word::Street, follows: true },
    PartKind { name: "line2", asked_by: "text", autocomplete: "address-line2", label: Word::AddressLine2, follows: false },
    PartKind { name: "postalCode", asked_by: "text", autocomplete: "postal-code", label: Word::PostalCode, follows: true },
    PartKind { name: "city", asked_by: "text", autocomplete: "address-level2", label: Word::City, follows: true },
    PartKind { name: "region", asked_by: "text", autocomplete: "address-level1", label: Word::Region, follows: false },
    PartKind { name: "country", asked_by: "country", autocomplete: "country", label: Word::Country, follows: true },
];

/// Where somebody lives or works.
pub struct Address;

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(_: &Json) -> Address {
    Address
}

impl FieldType for Address {
    fn control(&self) -> Control<'_> {
        Control::None
    }

    fn read(&self, _: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        Ok(None)
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn parts(&self, json: &Json, words: &Words) -> Vec<Field> {
        listed_parts(json, KNOWN, &["street", "postalCode", "city", "country"], &["only", "first"], words)
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Nothing
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#"{"street":"Long Lane 1","city":"Bath","country":["GB"]}"#, result: Ok(r#"{"street":"Long Lane 1","city":"Bath","country":"GB"}"#) },
    Example { settings: r#""required":true,"parts":["line2","city"]"#, input: r#"{"city":"Bath"}"#, result: Ok(r#"{"city":"Bath"}"#) },
    Example { settings: r#""required":true,"parts":["line2","city"]"#, input: r#"{"line2":"c/o Lee"}"#, result: Err(Invalid::Required) },
    Example { settings: r#""parts":["country"],"only":["AT","DE"]"#, input: r#"{"country":["FR"]}"#, result: Err(Invalid::NotAnOption) },
];
