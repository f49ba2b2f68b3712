//! The least and the most points of several rules together: of a group, a dimension, or all.

use super::{Contribution, rule::MOST_POINTS};
use crate::{
    about,
    json::{Json, whole_text},
    shape::{Record, Shape, optional, required},
};

const BOUND: Shape = Shape::Whole { min: -MOST_POINTS, max: MOST_POINTS };

/// The settings of bounds.
pub(super) static BOUNDS: Record = Record {
    name: "Bounds",
    about: about!("The least and the most points of several rules together."),
    settings: &[
        required("id", Shape::Name, about!("The name that rules refer to.")),
        optional("min", BOUND, about!("The least. Default -100.")),
        optional("max", BOUND, about!("The most. Default 100.")),
    ],
};

/// The least and the most points of several rules together.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// The name of the group or dimension.
    pub id: String,
    /// The least.
    pub min: i64,
    /// The most.
    pub max: i64,
}

impl Bounds {
    /// Gives the bounds of a dimension for which the owner says none: -100 to 100.
    #[must_use]
    pub fn usual(name: &str) -> Self {
        Bounds { id: name.to_owned(), min: -100, max: 100 }
    }

    pub(super) fn pick(json: &Json) -> Self {
        let bound = |key, default| json.whole_at(key).unwrap_or(default);
        Bounds { id: json.owned_at("id").unwrap_or_default(), min: bound("min", -100), max: bound("max", 100) }
    }

    /// Gives points that are within the bounds.
    #[must_use]
    pub fn within(&self, points: i64) -> i64 {
        points.clamp(self.min, self.max.max(self.min))
    }

    /// Gives points as a part of the most, 0 to 100: `floor(100 · points / max)`, clamped.
    #[must_use]
    pub fn percent(&self, points: i64) -> i64 {
        if self.max > 0 { (100 * points).div_euclid(self.max).clamp(0, 100) } else { 0 }
    }

    /// Gives what the bounds add or take, where a sum is outside them.
    pub(super) fn bite(&self, sum: i64, sort: &str, dimension: &str) -> Option<Contribution> {
        let points = self.within(sum) - sum;
        let (words, bound) = if points < 0 { ("At most ", self.max) } else { ("At least ", self.min) };
        (points != 0).then(|| Contribution {
            rule: [sort, &self.id].concat(),
            dimension: dimension.to_owned(),
            points,
            reason: [
                words,
                &whole_text(bound),
                if sort.is_empty() { " in all" } else { " for " },
                if sort.is_empty() { "" } else { &self.id },
            ]
            .concat(),
        })
    }
}
