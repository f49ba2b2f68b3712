//! How an event's points fade with age, as a table of fixed-point weights.
//!
//! The table is built once, when the config is read, with `libm`, so that every machine has the
//! same bits; scoring itself is integer arithmetic only. Weights are Q20: 2^20 is the full weight.

use crate::{
    about,
    json::Json,
    shape::{Setting, Shape, optional},
};
use core::{cell::RefCell, f64::consts::LN_2};
use std::sync::Arc;

/// The full weight: 1.0 in Q20.
pub(super) const FULL: i64 = 1 << 20;

/// The oldest event with any weight where points fade, in hours: two years. It bounds the table.
const OLDEST_HOURS: usize = 2 * 365 * 24;

/// The settings of fading, which a counting rule holds at most one of.
pub(super) const SETTINGS: [Setting; 4] = [
    optional(
        "halfLifeDays",
        Shape::Number { min: 0.1, max: 180.0 },
        about!("With count: an event is worth half after so many days, a quarter after twice as many."),
    ),
    optional(
        "linearDays",
        Shape::Whole { min: 1, max: 730 },
        about!("With count: an event's worth falls evenly to nothing over so many days."),
    ),
    optional(
        "stepDays",
        Shape::Whole { min: 1, max: 365 },
        about!("With count: an event's worth halves at once every so many days."),
    ),
    optional(
        "withinDays",
        Shape::Whole { min: 1, max: 730 },
        about!("With count: an event counts in full for so many days, then not at all."),
    ),
];

/// How points fade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Decay {
    /// The weight by whole hours of age; `None` where nothing fades. Beyond its end the weight is 0.
    table: Option<Arc<[u32]>>,
}

/// The tables of one config. Rules that fade alike share one: a table takes longer to build than all
/// else that is read of a rule, and owners give most rules the same half-life.
#[derive(Default)]
pub(super) struct Tables(RefCell<Vec<Table>>);

/// The key of a setting, its days, and the weights.
type Table = (&'static str, f64, Arc<[u32]>);

impl Decay {
    /// Picks the first of the settings that a rule has, and builds its table unless it is there.
    #[must_use]
    pub(super) fn pick(json: &Json, tables: &Tables) -> Self {
        for setting in &SETTINGS {
            if let Some(days) = json.number_at(setting.key) {
                return Decay { table: Some(tables.of(setting.key, days)) };
            }
        }
        Decay::default()
    }

    /// Gives the weight of an event of this age, 0 to [`FULL`].
    #[must_use]
    pub(super) fn weight(&self, age_hours: i64) -> i64 {
        let Some(table) = &self.table else { return FULL };
        usize::try_from(age_hours).ok().and_then(|hour| table.get(hour)).map_or(0, |weight| i64::from(*weight))
    }

    /// Gives the whole table; `None` where nothing fades.
    #[cfg(feature = "lint")]
    pub(super) fn weights(&self) -> Option<&[u32]> {
        self.table.as_deref()
    }
}

impl Tables {
    fn of(&self, key: &'static str, days: f64) -> Arc<[u32]> {
        let mut tables = self.0.borrow_mut();
        if let Some((_, _, table)) = tables.iter().find(|(other, length, _)| *other == key && *length == days) {
            return table.clone();
        }
        let hours = days * 24.0;
        let table: Arc<[u32]> = match key {
            "halfLifeDays" => tabulate(OLDEST_HOURS, &|age| libm::round(FULL as f64 * halved(age / hours))),
            "linearDays" => tabulate(hours as usize, &|age| libm::round(FULL as f64 * (1.0 - age / hours))),
            "stepDays" => tabulate(OLDEST_HOURS, &|age| FULL.checked_shr((age / hours) as u32).unwrap_or(0) as f64),
            _ => tabulate(hours as usize, &|_| FULL as f64),
        }
        .into();
        tables.push((key, days, table.clone()));
        table
    }
}

/// Gives 2^-`times`: exactly after whole times, and without `libm::exp2`, whose table has 4 kB.
fn halved(times: f64) -> f64 {
    let whole = libm::trunc(times);
    libm::scalbn(libm::exp((whole - times) * LN_2), (whole as i32).saturating_neg())
}

/// Tabulates weights by hour until they reach 0 or the table is long enough.
fn tabulate(hours: usize, weight: &dyn Fn(f64) -> f64) -> Vec<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weights are whole numbers from 0 to 2^20"
    )]
    let at = |hour: usize| weight(hour as f64) as u32;
    let mut table = Vec::new();
    for weight in (0..hours.min(OLDEST_HOURS)).map(at) {
        if weight == 0 {
            break;
        }
        table.push(weight);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn decay(text: &str) -> Decay {
        Decay::pick(&parse(text).unwrap(), &Tables::default())
    }

    #[test]
    fn half_is_left_after_one_half_life() {
        let decay = decay(r#"{"halfLifeDays":14}"#);
        assert_eq!([decay.weight(0), decay.weight(14 * 24), decay.weight(28 * 24)], [FULL, FULL / 2, FULL / 4]);
        // round(2^20 · 2^(−1/336)), by an independent calculation with 50 digits.
        assert_eq!(decay.weight(1), 1_046_415);
        assert_eq!(decay.weight(1_000_000), 0);
    }

    #[test]
    fn after_whole_half_lives_exactly_so_many_halves_are_left() {
        for half_life_days in [0.5, 1.0, 3.5, 7.0, 30.0] {
            let decay = decay(&format!(r#"{{"halfLifeDays":{half_life_days}}}"#));
            let hours = (half_life_days * 24.0) as i64;
            for halvings in 0..=20 {
                assert_eq!(
                    decay.weight(halvings * hours),
                    FULL >> halvings,
                    "{halvings} half-lives of {half_life_days} days"
                );
            }
            // Half of the smallest weight is a tie and rounds up.
            assert_eq!(decay.weight(21 * hours), 1);
        }
    }

    #[test]
    fn linear_step_and_window_fade_as_they_are_named() {
        let linear = decay(r#"{"linearDays":10}"#);
        assert_eq!([linear.weight(0), linear.weight(120), linear.weight(240)], [FULL, FULL / 2, 0]);
        let step = decay(r#"{"stepDays":1}"#);
        assert_eq!([step.weight(23), step.weight(24), step.weight(48)], [FULL, FULL / 2, FULL / 4]);
        let window = decay(r#"{"withinDays":1}"#);
        assert_eq!([window.weight(23), window.weight(24)], [FULL, 0]);
    }

    #[test]
    fn a_setting_out_of_bounds_which_has_been_reported_does_not_panic() {
        for days in ["-1e-300", "1e-300", "-1e300", "0", "-0.0"] {
            for key in ["halfLifeDays", "linearDays", "stepDays", "withinDays"] {
                assert!(decay(&format!(r#"{{"{key}":{days}}}"#)).weight(1) >= 0, "{key} {days}");
            }
        }
    }

    #[test]
    fn rules_that_fade_alike_share_one_table() {
        let tables = Tables::default();
        let table = |text: &str| Decay::pick(&parse(text).unwrap(), &tables).table.unwrap();
        let first = table(r#"{"halfLifeDays":14}"#);
        assert!(Arc::ptr_eq(&first, &table(r#"{"halfLifeDays":14}"#)));
        assert!(!Arc::ptr_eq(&first, &table(r#"{"halfLifeDays":15}"#)));
        assert!(!Arc::ptr_eq(&first, &table(r#"{"linearDays":14}"#)));
    }

    #[test]
    fn without_a_setting_nothing_fades() {
        assert_eq!(decay("{}").weight(i64::MAX), FULL);
    }
}
