//! Which numbers a field takes, for every type whose answer is one: bounds, steps and levels.

use crate::{
    answer::{Answer, Invalid},
    json::{Json, decimals, rounded},
};

/// Which numbers are taken.
pub(super) struct Amounts {
    /// The least.
    pub(super) min: f64,
    /// The most.
    pub(super) max: f64,
    /// Whether only whole numbers are.
    pub(super) whole: bool,
    /// From one number that is taken to the next; any where absent.
    pub(super) step: Option<f64>,
    /// Where the steps begin.
    pub(super) base: f64,
    /// The amounts from which an answer reaches level 1, 2 and 3.
    pub(super) levels: Vec<f64>,
}

impl Amounts {
    /// Picks bounds, step and levels; `min` and `max` are those where none are written.
    pub(super) fn pick(json: &Json, min: f64, max: f64) -> Self {
        let written = json.number_at("min");
        Amounts {
            min: written.unwrap_or(min),
            max: json.number_at("max").unwrap_or(max),
            whole: json.flag_at("whole"),
            step: json.number_at("step"),
            base: written.unwrap_or(0.0),
            levels: json.each_some("levels", &Json::as_number),
        }
    }

    /// Takes a number, or says why not.
    pub(super) fn take(&self, number: f64) -> Result<Option<Answer>, Invalid> {
        if self.whole && libm::trunc(number) != number {
            return Err(Invalid::NotWhole);
        }
        if number < self.min {
            return Err(Invalid::BelowMin(self.min));
        }
        if number > self.max {
            return Err(Invalid::AboveMax(self.max));
        }
        if let Some(step) = self.step {
            let places = decimals(self.base).max(decimals(step));
            let at = |count: f64| rounded(self.base + count * step, places);
            let count = libm::floor((number - self.base) / step);
            let (below, above) = (at(count), at(count + 1.0));
            if number != below && number != above {
                // At an end there may be only one that fits.
                let fits = |near: f64| (self.min..=self.max).contains(&near);
                return Err(match (fits(below), fits(above)) {
                    (true, false) => Invalid::OffStep(at(count - 1.0).max(self.min), below),
                    (false, true) => Invalid::OffStep(above, at(count + 2.0).min(self.max)),
                    _ => Invalid::OffStep(below, above),
                });
            }
        }
        Ok(Some(Answer::Number(number + 0.0)))
    }

    /// Gives the level whose threshold an answer reaches; 1 where there are none.
    pub(super) fn level(&self, answer: &Answer) -> Option<i64> {
        let Answer::Number(number) = answer else { return None };
        if self.levels.is_empty() {
            return Some(1);
        }
        i64::try_from(self.levels.iter().filter(|threshold| number >= threshold).count()).ok()
    }

    /// Tells which answers there can be.
    #[cfg(feature = "lint")]
    pub(super) fn domain(&self) -> super::Domain {
        let whole = |number: f64| libm::trunc(number) == number;
        super::Domain::Number {
            min: self.min,
            max: self.max,
            whole: self.whole || self.step.is_some_and(whole) && whole(self.base),
        }
    }
}
