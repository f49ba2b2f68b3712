//! Finds columns that know the outcome because they were filled in after it.

use super::fit::Kind;
use super::table::BLANK;
use super::{
    folds::FOLDS,
    validate::{HeldBack, Sample},
};
use rayon::prelude::*;

/// The AUC over which a column alone is too good to be true.
const TOO_GOOD: f64 = 0.95;

/// How many times as often one outcome is met among blanks as elsewhere, or the other way round.
const TELLING: f64 = 1.5;

/// How many standard errors apart the two shares are.
const CERTAIN: f64 = 4.0;

/// A column that may leak.
pub(crate) struct Leak {
    pub(crate) column: usize,
    pub(crate) words: String,
}

/// How often [`find`] trains for these features.
pub(crate) fn rounds(used: &[usize]) -> u64 {
    (used.len() * FOLDS) as u64
}

/// Looks at every feature alone. Blanks tell of later entries only where there can be any: not `at_capture`.
pub(crate) fn find(sample: Sample<'_>, at_capture: bool) -> Vec<Leak> {
    let question =
        if at_capture { "Does the page know the outcome already?" } else { "Is it filled in after the outcome?" };
    let of_column = |column: &usize| {
        let alone = Sample { used: &[*column], ..sample };
        let auc = HeldBack::of(Kind::Bayes, alone).mean_auc();
        let too_good = (auc > TOO_GOOD).then(|| format!("alone it gives AUC {auc:.3}. {question}"));
        let words = too_good.or_else(|| if at_capture { None } else { blanks(sample, *column) })?;
        Some(Leak { column: *column, words })
    };
    sample.used.par_iter().filter_map(of_column).collect()
}

/// Says how the outcome differs where a column is blank, if it clearly does.
fn blanks(sample: Sample<'_>, column: usize) -> Option<String> {
    let codes = &sample.columns.get(column)?.codes;
    // Rows and positive outcomes: told, blank.
    let mut counts = [(0.0, 0.0); 2];
    for row in sample.rows {
        let (rows, yes) = &mut counts[usize::from(codes[*row] == BLANK)];
        *rows += 1.0;
        *yes += f64::from(u8::from(sample.positive[*row]));
    }
    let [(told, told_yes), (blank, blank_yes)] = counts;
    if told < 20.0 || blank < 20.0 {
        return None;
    }
    let (of_told, of_blank) = (told_yes / told, blank_yes / blank);
    let share = (told_yes + blank_yes) / (told + blank);
    let error = (share * (1.0 - share) * (1.0 / told + 1.0 / blank)).sqrt();
    let times = |a: f64, b: f64| a / b.max(1e-9);
    let is_telling = times(of_told, of_blank).max(times(of_blank, of_told)) >= TELLING
        && (of_told - of_blank).abs() >= CERTAIN * error;
    is_telling.then(|| {
        format!(
            "its blanks predict: of {blank} blank rows {:.1} % have a positive outcome, of the others {:.1} %. Is it filled in after the outcome?",
            100.0 * of_blank,
            100.0 * of_told
        )
    })
}
