//! `agreement`: a box to tick, whose exact words are kept as the record of a consent.
//!
//! Never ticked beforehand, never bundled: one purpose, one box.

use super::{Example, FieldType, control::Control};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional, required},
    web_address::AddressUse,
};

/// The settings of an agreement.
pub static RECORD: Record = Record {
    name: "agreement",
    about: about!("A box to tick. What it says is kept with the lead, whether ticked or not."),
    settings: &[
        required("text", Shape::Text { max: 1000 }, about!("What is agreed to, in the visitor's words.")),
        optional("purpose", Shape::Name, about!("What the agreement is for, as \"marketing\" or \"terms\". Default: the field's name.")),
        optional("policyUrl", Shape::Address(AddressUse::Link), about!("Where the full policy stands.")),
        optional("policyVersion", Shape::Text { max: 60 }, about!("Which edition of the policy, kept with the lead.")),
    ],
};

/// A box to tick.
#[derive(Debug)]
pub struct Agreement {
    /// What is agreed to.
    pub text: String,
    /// What the agreement is for.
    pub purpose: String,
    /// Where the full policy stands.
    pub policy_url: Option<String>,
    /// Which edition of the policy.
    pub policy_version: Option<String>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Agreement {
    Agreement {
        text: json.owned_at("text").unwrap_or_default(),
        purpose: json.owned_at("purpose").or_else(|| json.owned_at("name")).unwrap_or_default(),
        policy_url: json.owned_at("policyUrl"),
        policy_version: json.owned_at("policyVersion"),
    }
}

impl FieldType for Agreement {
    fn control(&self) -> Control<'_> {
        Control::Tick(self)
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        Ok((*raw == Raw::Ticked(true)).then_some(Answer::Flag(true)))
    }

    fn blank(&self) -> Invalid {
        Invalid::RequiredAgreement
    }

    fn agreement(&self) -> Option<&Agreement> {
        Some(self)
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Flag { can_be_false: false }
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: r#""text":"Send me the letter.""#, input: "true", result: Ok("true") },
    Example { settings: r#""text":"Send me the letter.","policyUrl":"/privacy""#, input: "false", result: Ok("null") },
];
