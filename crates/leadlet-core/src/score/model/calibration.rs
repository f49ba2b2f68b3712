//! Calibration: how a logit becomes a probability that means what it says.

use super::{ANY_NUMBER, LARGEST, SHARE};
use crate::{
    about,
    json::Json,
    shape::{Record, Shape, Union, required},
};

/// The settings of a calibration.
pub(super) static CALIBRATION: Union =
    Union { name: "Calibration", tag: "kind", common: &[], variants: &[&PLATT, &ISOTONIC] };

static PLATT: Record = Record {
    name: "platt",
    about: about!("The logistic function of a line: 1 / (1 + e^-(slope × logit + shift))."),
    settings: &[
        required("slope", Shape::Number { min: 0.0, max: LARGEST }, about!("The slope of the line.")),
        required("shift", Shape::Number { min: -LARGEST, max: LARGEST }, about!("Its value at 0.")),
    ],
};

static ISOTONIC: Record = Record {
    name: "isotonic",
    about: about!("Rising points with straight lines between them, level before the first and behind the last."),
    settings: &[
        required(
            "logits",
            Shape::List { of: &ANY_NUMBER, min: 1, max: 200 },
            about!("The logits of the points, rising."),
        ),
        required("p", Shape::List { of: &SHARE, min: 1, max: 200 }, about!("Their probabilities, never falling.")),
    ],
};

/// A way from logits to probabilities.
#[derive(Debug)]
pub(super) enum Calibration {
    Platt { slope: f64, shift: f64 },
    Isotonic(Vec<(f64, f64)>),
}

impl Calibration {
    /// Picks a calibration; without one a logit means what it says.
    pub(super) fn pick(json: &Json) -> Self {
        if json.text_at("kind") == Some("isotonic") {
            let p = json.each_some("p", &Json::as_number);
            return Calibration::Isotonic(json.each_some("logits", &Json::as_number).into_iter().zip(p).collect());
        }
        let number = |key, default| json.number_at(key).unwrap_or(default);
        Calibration::Platt { slope: number("slope", 1.0), shift: number("shift", 0.0) }
    }

    /// Gives the probability of a logit.
    pub(super) fn probability(&self, logit: f64) -> f64 {
        match self {
            Calibration::Platt { slope, shift } => 1.0 / (1.0 + libm::exp(-(slope * logit + shift))),
            Calibration::Isotonic(points) => {
                let mut before: Option<(f64, f64)> = None;
                for (at, p) in points.iter().copied() {
                    if logit <= at {
                        return before.map_or(p, |(from, low)| {
                            if at > from { low + (p - low) * ((logit - from) / (at - from)) } else { p }
                        });
                    }
                    before = Some((at, p));
                }
                before.map_or(0.5, |(_, p)| p)
            }
        }
    }

    /// Tells whether the probability of a logit reaches a threshold. Of a line the logits are compared:
    /// near 0 and 1 probabilities lie so close together that different logits round to the same one.
    pub(super) fn reaches(&self, logit: f64, threshold: f64) -> bool {
        match self {
            Calibration::Platt { slope, shift } if threshold > 0.0 && threshold < 1.0 => {
                slope * logit + shift >= libm::log(threshold / (1.0 - threshold))
            }
            _ => self.probability(logit) >= threshold,
        }
    }
}
