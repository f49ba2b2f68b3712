//! Models: what past leads say of a new one, as a probability with exact reasons.
//!
//! A model is data. `additive` is one table: every feature of the lead falls into a bin, and the
//! logits of the bins add up; a scorecard of whole points, a logistic regression and a naive Bayes
//! classifier all have this form. `trees` is a boosted forest from elsewhere (`leadlet
//! import-model`). Both add in whole billionths of a logit, so that a sum has the same bits in any
//! order and on any machine, and the contributions of the features and the base add up to the
//! logit exactly. The one transcendental function, of the calibration, is `libm`'s.
//!
//! Knows nothing of how a model is made: `leadlet train` and `leadlet import-model` do. A lead is
//! likely where its calibrated probability reaches the threshold, which is compared as a logit.

mod additive;
mod calibration;
mod check;
mod input;
mod tree;

pub use check::{VERSION, check};
pub use input::Input;

use crate::{
    about,
    json::{Json, object, rounded},
    shape::{Setting, Shape, Union, optional, required},
};
use additive::Table;
use calibration::Calibration;
use tree::Tree;

/// The settings of a model.
pub static MODEL: Union =
    Union { name: "Model", tag: "kind", common: COMMON, variants: &[&additive::ADDITIVE, &tree::TREES] };

/// The largest logit of one bin, leaf or base, so that all sums stay below 2^53 billionths.
const LARGEST: f64 = 1000.0;

const LOGIT: Shape = Shape::Number { min: -LARGEST, max: LARGEST };

const SHARE: Shape = Shape::Number { min: 0.0, max: 1.0 };

const ANY_NUMBER: Shape = Shape::Number { min: f64::MIN, max: f64::MAX };

static COMMON: &[Setting] = &[
    required("version", Shape::Whole { min: 1, max: 1_000_000 }, about!("The version of this format: 1.")),
    optional("base", LOGIT, about!("The logit before any feature is looked at. Default 0.")),
    optional(
        "calibration",
        Shape::Union(&calibration::CALIBRATION),
        about!("How a logit becomes a probability. Default: by the logistic function alone."),
    ),
    optional(
        "threshold",
        SHARE,
        about!("From which probability a lead is likely, which makes it an MQL by default. Default 0.5."),
    ),
    optional("baseRate", SHARE, about!("The share of positive outcomes it was trained on.")),
    optional(
        "trainedOn",
        Shape::Text { max: 200 },
        about!("What it was trained on, in words. Leadlet does not read it."),
    ),
    optional("n", Shape::Whole { min: 0, max: 1 << 52 }, about!("How many leads it was trained on.")),
    optional("positives", Shape::Whole { min: 0, max: 1 << 52 }, about!("How many of them had a positive outcome.")),
    optional("metrics", Shape::Any, about!("How good it was when it was trained. Leadlet does not read it.")),
];

/// A logit as a whole number of billionths.
pub(crate) type Nanos = i64;

const NANOS: f64 = 1e9;

/// Rounds a logit to billionths.
fn nanos(logit: f64) -> Nanos {
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and larger ones have been reported")]
    let whole = libm::round(logit * NANOS) as Nanos;
    whole
}

/// Gives billionths as a logit: the nearest `f64`, which reads back as the same billionths.
#[must_use]
pub fn logit_of(nanos: i64) -> f64 {
    nanos as f64 / NANOS
}

/// A model.
#[derive(Debug)]
pub struct Model {
    base: Nanos,
    form: Form,
    calibration: Calibration,
    threshold: f64,
}

#[derive(Debug)]
enum Form {
    Additive(Vec<Table>),
    Trees { inputs: Vec<Input>, trees: Vec<Tree>, single: bool },
}

/// What a model finds for one lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The logit in billionths: the base and all parts.
    pub logit: i64,
    /// The calibrated probability, not rounded.
    pub probability: f64,
    /// Whether the probability reaches the threshold.
    pub is_likely: bool,
    /// What no feature decides, in billionths: of trees the mean of all leads they were made of.
    pub base: i64,
    /// What each feature adds or takes, in the order of the model.
    pub parts: Vec<Part>,
}

/// What one feature adds to a logit, or takes from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The path of the fact.
    pub fact: String,
    /// The logit in billionths.
    pub logit: i64,
    /// The words: "Pages viewed: over 5".
    pub reason: String,
}

impl Model {
    /// Picks a model out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Option<Self> {
        let base = nanos(json.number_at("base").unwrap_or(0.0));
        let form = match json.text_at("kind")? {
            "additive" => {
                let unit = nanos(json.number_at("unit").unwrap_or(1.0));
                Form::Additive(json.each("features", &|feature| Table::pick(feature, unit)))
            }
            "trees" => {
                let single = json.flag_at("single");
                let trees = json.each("trees", &|tree| Tree::pick(tree, single));
                Form::Trees { inputs: json.each("features", &Input::pick), trees, single }
            }
            _ => return None,
        };
        let calibration = Calibration::pick(json.at("calibration"));
        Some(Model { base, form, calibration, threshold: json.number_at("threshold").unwrap_or(0.5) })
    }

    /// Gives the features it reads.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        let (tables, inputs) = match &self.form {
            Form::Additive(tables) => (tables.as_slice(), [].as_slice()),
            Form::Trees { inputs, .. } => ([].as_slice(), inputs.as_slice()),
        };
        tables.iter().map(|table| &table.input).chain(inputs)
    }

    /// Judges a lead by its facts.
    #[must_use]
    pub fn judge(&self, facts: &Json) -> Judgement {
        let mut base = self.base;
        let part = |input: &Input, logit: Nanos, found: &str| Part {
            fact: input.fact.clone(),
            logit,
            reason: [&input.label, ": ", found].concat(),
        };
        let mut parts = Vec::new();
        match &self.form {
            Form::Additive(tables) => {
                for table in tables {
                    let (logit, found) = table.look_up(facts);
                    parts.push(part(&table.input, logit, &found));
                }
            }
            Form::Trees { inputs, trees, single } => {
                let mut values = Vec::new();
                for input in inputs {
                    let value = input.number(facts);
                    values.push(if *single { value.map(tree::as_single) } else { value });
                }
                let mut logits = vec![0; inputs.len()];
                for tree in trees {
                    base += tree.walk(&values, &mut logits);
                }
                for ((input, value), logit) in inputs.iter().zip(values).zip(logits) {
                    parts.push(part(input, logit, &input.told(value)));
                }
            }
        }
        let logit = base + parts.iter().map(|part| part.logit).sum::<Nanos>();
        Judgement {
            logit,
            probability: self.calibration.probability(logit_of(logit)),
            is_likely: self.calibration.reaches(logit_of(logit), self.threshold),
            base,
            parts,
        }
    }
}

impl Judgement {
    /// Gives the probability as it is printed: with six decimals.
    #[must_use]
    pub fn p(&self) -> f64 {
        rounded(self.probability, 6)
    }

    /// Gives what stages may read as `model.*`.
    #[must_use]
    pub fn facts(&self) -> Json {
        object(vec![("p", self.p().into()), ("logit", logit_of(self.logit).into()), ("likely", self.is_likely.into())])
    }

    /// Gives its members of an envelope: `p`, `logit`, and `model`, the base and the parts that change
    /// the logit, which add up to it to the last of its nine decimals.
    #[must_use]
    pub fn members(&self) -> Vec<(&'static str, Json)> {
        let mut parts = Vec::new();
        for part in &self.parts {
            if part.logit != 0 {
                parts.push(object(vec![
                    ("fact", part.fact.as_str().into()),
                    ("logit", logit_of(part.logit).into()),
                    ("reason", part.reason.as_str().into()),
                ]));
            }
        }
        let explained = object(vec![("base", logit_of(self.base).into()), ("contributions", Json::List(parts))]);
        vec![("p", self.p().into()), ("logit", logit_of(self.logit).into()), ("model", explained)]
    }
}

#[cfg(test)]
mod tests;
