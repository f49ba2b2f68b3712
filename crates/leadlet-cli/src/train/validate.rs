//! Trains a model, and says how good it is on leads that it has not seen.
//!
//! Twice: on random fifths, each by a model of the other four; and on the most recent fifth by a
//! model of all before it, which is how it will be used and where drift shows. Calibration is
//! validated in the same way: a fold's probabilities come from a calibration of the other folds.

use super::calibrate::Calibration;
use super::fit::{Fitted, Kind, fit};
use super::folds::{FOLDS, recent, stratified};
use super::table::Column;
use crate::ledger::progress::Progress;
use crate::measure::{self, auc, average_precision, groups};
use rayon::prelude::*;

/// How good a model is on rows it has not seen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quality {
    /// How often a positive outcome ranks above a negative one.
    pub(crate) auc: f64,
    /// The average precision, the area under precision over recall.
    pub(crate) pr_auc: f64,
    /// The mean surprise, in nats.
    pub(crate) log_loss: f64,
    /// The mean squared error.
    pub(crate) brier: f64,
    /// How far probabilities are from frequencies, over ten equal steps.
    pub(crate) ece: f64,
}

impl Quality {
    /// Measures probabilities; `ranks` are what they are ranked by, which calibration may flatten.
    fn of(probabilities: &[f64], ranks: &[f64], positive: &[bool]) -> Self {
        let (ranked, fit) = (groups(ranks, positive), measure::fit(&groups(probabilities, positive)));
        Quality {
            auc: auc(&ranked),
            pr_auc: average_precision(&ranked),
            log_loss: fit.log_loss,
            brier: fit.brier,
            ece: fit.ece,
        }
    }
}

/// What is trained on.
#[derive(Clone, Copy)]
pub(crate) struct Sample<'s> {
    pub(crate) columns: &'s [Column],
    /// The columns that are features.
    pub(crate) used: &'s [usize],
    /// Of every row whether its outcome was positive.
    pub(crate) positive: &'s [bool],
    /// The rows, oldest first.
    pub(crate) rows: &'s [usize],
    pub(crate) seed: u64,
    /// Counts the trainings, [`ROUNDS`] in all.
    pub(crate) progress: &'s Progress,
}

impl Sample<'_> {
    /// Trains on some of the rows.
    fn fit(&self, kind: Kind, rows: &[usize]) -> Fitted {
        let fitted = fit(kind, self.columns, self.used, self.positive, rows);
        self.progress.next();
        fitted
    }
}

/// How often [`train`] trains: on all rows, on all fifths but one, and both once more without the most recent ones.
pub(crate) const ROUNDS: u64 = 2 * (FOLDS as u64 + 1);

/// A trained model and what is known of it.
pub(crate) struct Trained {
    pub(crate) fitted: Fitted,
    pub(crate) calibration: Calibration,
    /// On random fifths; its AUC is the mean of the five.
    pub(crate) crossed: Quality,
    /// The calibration error on random fifths: of logits as they are, of a line, of steps.
    pub(crate) errors: [f64; 3],
    /// On the most recent fifth, where both outcomes are in it.
    pub(crate) recent: Option<Quality>,
    /// The probability from which a lead is likely: where precision and recall together are best (F1).
    pub(crate) threshold: f64,
}

/// Trains and validates.
pub(crate) fn train(kind: Kind, sample: Sample<'_>) -> Trained {
    let held_back = HeldBack::of(kind, sample);
    let fitted = sample.fit(kind, sample.rows);
    let calibration = Calibration::fit(&held_back.logits, &held_back.positive);
    let probabilities = held_back.calibrated(&Calibration::fit);
    let mut crossed = Quality::of(&probabilities, &held_back.logits, &held_back.positive);
    crossed.auc = held_back.mean_auc();
    let as_it_is = |_: &[f64], _: &[bool]| Calibration::Line { slope: 1.0, shift: 0.0 };
    let error = |probabilities: &[f64]| measure::fit(&groups(probabilities, &held_back.positive)).ece;
    let errors = [
        error(&held_back.calibrated(&as_it_is)),
        error(&held_back.calibrated(&Calibration::line)),
        error(&held_back.calibrated(&Calibration::steps)),
    ];
    Trained {
        fitted,
        calibration,
        crossed,
        errors,
        recent: on_recent(kind, sample),
        threshold: best_threshold(&probabilities, &held_back.positive),
    }
}

/// Trains on the earlier rows and measures on the most recent ones.
fn on_recent(kind: Kind, sample: Sample<'_>) -> Option<Quality> {
    let (earlier, later) = recent(sample.rows);
    let has_both = |rows: &[usize]| {
        let yes = rows.iter().filter(|row| sample.positive[**row]).count();
        yes >= FOLDS && rows.len() - yes >= FOLDS
    };
    if !has_both(earlier) || !has_both(later) {
        return None;
    }
    let earlier = Sample { rows: earlier, ..sample };
    let held_back = HeldBack::of(kind, earlier);
    let calibration = Calibration::fit(&held_back.logits, &held_back.positive);
    let logits = sample.fit(kind, earlier.rows).logits(sample.columns);
    let logits: Vec<f64> = later.iter().map(|row| logits[*row]).collect();
    let positive: Vec<bool> = later.iter().map(|row| sample.positive[*row]).collect();
    let probabilities: Vec<f64> = logits.iter().map(|logit| calibration.probability(*logit)).collect();
    Some(Quality::of(&probabilities, &logits, &positive))
}

/// The logits of rows, each by a model that has not seen it.
pub(crate) struct HeldBack {
    pub(crate) logits: Vec<f64>,
    pub(crate) positive: Vec<bool>,
    fold_of: Vec<usize>,
}

impl HeldBack {
    pub(crate) fn of(kind: Kind, sample: Sample<'_>) -> Self {
        let fold_of = stratified(sample.positive, sample.rows, sample.seed);
        let of_fold = |fold: usize| {
            let others = sample.rows.iter().zip(&fold_of).filter(|(_, of)| **of != fold);
            let others: Vec<usize> = others.map(|(row, _)| *row).collect();
            sample.fit(kind, &others).logits(sample.columns)
        };
        // Each fold is reckoned alone and in one order, so threads change nothing.
        let by_fold: Vec<Vec<f64>> = (0..FOLDS).into_par_iter().map(of_fold).collect();
        HeldBack {
            logits: sample.rows.iter().zip(&fold_of).map(|(row, fold)| by_fold[*fold][*row]).collect(),
            positive: sample.rows.iter().map(|row| sample.positive[*row]).collect(),
            fold_of,
        }
    }

    /// The mean of the folds' AUC.
    pub(crate) fn mean_auc(&self) -> f64 {
        let of_fold = |fold: usize| {
            let (logits, positive) = self.part(|of| of == fold);
            auc(&groups(&logits, &positive))
        };
        (0..FOLDS).map(of_fold).sum::<f64>() / FOLDS as f64
    }

    fn part(&self, is_in: impl Fn(usize) -> bool) -> (Vec<f64>, Vec<bool>) {
        let rows = (0..self.logits.len()).filter(|row| is_in(self.fold_of[*row]));
        rows.map(|row| (self.logits[row], self.positive[row])).unzip()
    }

    /// The probabilities of all rows, each by a calibration of the folds that it is not in.
    fn calibrated(&self, calibrate: &dyn Fn(&[f64], &[bool]) -> Calibration) -> Vec<f64> {
        let of_fold = |fold: usize| {
            let (logits, positive) = self.part(|of| of != fold);
            calibrate(&logits, &positive)
        };
        let by_fold: Vec<Calibration> = (0..FOLDS).map(of_fold).collect();
        let rows = self.logits.iter().zip(&self.fold_of);
        rows.map(|(logit, fold)| by_fold[*fold].probability(*logit)).collect()
    }
}

fn best_threshold(probabilities: &[f64], positive: &[bool]) -> f64 {
    let all = positive.iter().filter(|positive| **positive).count() as f64;
    let mut order: Vec<usize> = (0..positive.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    let (mut found, mut best) = (0.0, (0.0, 0.5));
    for (seen, row) in order.iter().enumerate() {
        found += f64::from(u8::from(positive[*row]));
        let next = order.get(seen + 1).map(|row| probabilities[*row]);
        let f1 = 2.0 * found / (all + seen as f64 + 1.0);
        if next != Some(probabilities[*row]) && f1 > best.0 {
            best = (f1, probabilities[*row]);
        }
    }
    // Rounded down, so that whoever is at the edge is in.
    libm::floor(best.1 * 1e4) / 1e4
}
