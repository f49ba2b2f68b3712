//! What a model reads of a lead: one fact, as a number or as one of some values.

use crate::{
    about,
    facts::lookup,
    json::{Json, number_text},
    shape::{Setting, Shape, optional, required},
};

/// The longest path of a fact and the longest value.
pub(super) const LONGEST: usize = 200;

pub(super) const FACT: Setting = required(
    "fact",
    Shape::Text { max: LONGEST },
    about!("The fact it reads, as \"answers.role\" or \"events.page.n30d\"."),
);

pub(super) const LABEL: Setting =
    optional("label", Shape::Text { max: LONGEST }, about!("Its name in explanations. Default: the fact."));

pub(super) const IS: Setting = optional(
    "is",
    Shape::Text { max: LONGEST },
    about!("Reads the fact as 1 where it is this value, or a list with it, and else as 0."),
);

/// A fact that a model reads.
#[derive(Debug)]
pub struct Input {
    /// Its path.
    pub fact: String,
    /// Its name in explanations.
    pub label: String,
    is: Option<String>,
}

impl Input {
    pub(super) fn pick(json: &Json) -> Self {
        let fact = json.owned_at("fact").unwrap_or_default();
        Input { label: json.owned_at("label").unwrap_or_else(|| fact.clone()), fact, is: json.owned_at("is") }
    }

    /// Gives the fact as a number: true is 1, false is 0. What is no number is missing, unless it is
    /// only asked whether it is one value.
    pub(super) fn number(&self, facts: &Json) -> Option<f64> {
        let value = lookup(facts, &self.fact);
        match (&self.is, value) {
            (Some(wanted), _) => Some(f64::from(u8::from(is(value, wanted)))),
            (None, Json::Number(number)) => Some(*number),
            (None, Json::Bool(flag)) => Some(f64::from(u8::from(*flag))),
            _ => None,
        }
    }

    /// Says what was found.
    pub(super) fn told(&self, value: Option<f64>) -> String {
        match (&self.is, value) {
            (Some(wanted), Some(1.0)) => wanted.clone(),
            (Some(wanted), _) => ["not ", wanted].concat(),
            (None, Some(number)) => number_text(number),
            (None, None) => "unknown".to_owned(),
        }
    }
}

/// Tells whether a fact is a value, or a list with it.
pub(super) fn is(fact: &Json, value: &str) -> bool {
    match fact {
        Json::Text(text) => text == value,
        Json::Bool(flag) => value == if *flag { "true" } else { "false" },
        Json::Number(number) => number_text(*number) == value,
        Json::List(items) => items.iter().any(|item| is(item, value)),
        Json::Null | Json::Object(_) => false,
    }
}
