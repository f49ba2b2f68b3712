//! The additive form: a table of bins for every feature, whose logits add up.

use super::{
    ANY_NUMBER, LARGEST, LOGIT, Nanos,
    input::{FACT, Input, LABEL, LONGEST, is},
    nanos,
};
use crate::{
    about,
    facts::lookup,
    json::{Json, number_text},
    shape::{Record, Shape, optional, required},
};

/// The settings of an additive model.
pub(super) static ADDITIVE: Record = Record {
    name: "additive",
    about: about!("Adds up the logits of bins: a scorecard, a logistic regression or a naive Bayes classifier."),
    settings: &[
        optional(
            "unit",
            LOGIT,
            about!("The logit of one point: a scorecard has whole points and a unit. Default 1: points are logits."),
        ),
        required("features", Shape::List { of: &Shape::Record(&TABLE), min: 1, max: 200 }, about!("Its features.")),
    ],
};

/// The settings of one table.
static TABLE: Record = Record {
    name: "ModelTable",
    about: about!("The points of one feature, by edges for numbers or by values for anything else."),
    settings: &[
        FACT,
        LABEL,
        optional(
            "edges",
            Shape::List { of: &ANY_NUMBER, min: 0, max: 100 },
            about!(
                "The upper edges of bins of numbers, rising; an edge belongs to the bin below it. Behind the last one is one more bin."
            ),
        ),
        optional(
            "values",
            Shape::List { of: &Shape::Text { max: LONGEST }, min: 0, max: 200 },
            about!("The values that have a bin each; of several picked, the first in this list counts."),
        ),
        required(
            "points",
            Shape::List { of: &Shape::Number { min: -10_000.0, max: 10_000.0 }, min: 0, max: 200 },
            about!("The points of the bins, in their order."),
        ),
        optional("missing", POINTS, about!("The points where nobody told the fact. Default 0.")),
        optional("other", POINTS, about!("The points of any value that is not in the list. Default 0.")),
    ],
};

const POINTS: Shape = Shape::Number { min: -10_000.0, max: 10_000.0 };

/// The bins of one feature.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) input: Input,
    bins: Bins,
    logits: Vec<Nanos>,
    missing: Nanos,
    other: Nanos,
}

#[derive(Debug)]
enum Bins {
    Edges(Vec<f64>),
    Values(Vec<String>),
}

impl Table {
    /// Picks a table; a point is worth `unit` billionths of a logit.
    pub(super) fn pick(json: &Json, unit: Nanos) -> Self {
        let worth = |points: f64| match Json::Number(points).as_whole() {
            Some(whole) => whole.saturating_mul(unit),
            None => nanos((points * super::logit_of(unit)).clamp(-LARGEST, LARGEST)),
        };
        let at = |key: &str| worth(json.number_at(key).unwrap_or(0.0));
        let text = |value: &Json| value.as_text().map(str::to_owned);
        Table {
            input: Input::pick(json),
            bins: if json.get("edges").is_some() {
                Bins::Edges(json.each_some("edges", &Json::as_number))
            } else {
                Bins::Values(json.each_some("values", &text))
            },
            logits: json.each_some("points", &|points| points.as_number().map(worth)),
            missing: at("missing"),
            other: at("other"),
        }
    }

    /// Gives the logit of the bin that a lead falls into, and names the bin.
    pub(super) fn look_up(&self, facts: &Json) -> (Nanos, String) {
        let at = |bin: usize| self.logits.get(bin).copied().unwrap_or(0);
        let unknown = (self.missing, "unknown".to_owned());
        match &self.bins {
            Bins::Edges(edges) => {
                let Some(number) = self.input.number(facts) else { return unknown };
                let bin = edges.iter().take_while(|edge| number > **edge).count();
                (at(bin), between(bin.checked_sub(1).and_then(|bin| edges.get(bin)), edges.get(bin)))
            }
            Bins::Values(values) => {
                let value = lookup(facts, &self.input.fact);
                if is_blank(value) {
                    return unknown;
                }
                match values.iter().position(|known| is(value, known)) {
                    Some(bin) => (at(bin), values.get(bin).cloned().unwrap_or_default()),
                    None => (self.other, "another".to_owned()),
                }
            }
        }
    }
}

/// Tells whether nobody told a value: null, no text, or nothing picked.
fn is_blank(value: &Json) -> bool {
    match value {
        Json::Text(text) => text.is_empty(),
        Json::List(items) => items.is_empty(),
        value => *value == Json::Null,
    }
}

/// Says which numbers are in a bin.
fn between(over: Option<&f64>, to: Option<&f64>) -> String {
    match (over, to) {
        (Some(over), Some(to)) => ["over ", &number_text(*over), " to ", &number_text(*to)].concat(),
        (Some(over), None) => ["over ", &number_text(*over)].concat(),
        (None, Some(to)) => ["up to ", &number_text(*to)].concat(),
        (None, None) => "known".to_owned(),
    }
}
