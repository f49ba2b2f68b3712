//! What a config said of all leads, and what became of them: counts by score, by probability, by cell and by stage.

use crate::measure::{Outcomes, sum};
use leadlet_core::{
    facts::lookup,
    json::{Json, number_text},
};
use std::collections::BTreeMap;

/// What a config says of one lead.
pub(super) struct Verdict {
    pub(super) score: i64,
    /// The probability in millionths, where there is a model.
    pub(super) millionths: Option<i64>,
    pub(super) stage: String,
    pub(super) cell: String,
    /// Fit in percent, where anything of it is known, and how much is known.
    pub(super) fit: (Option<u8>, u8),
    /// Rule, points, words.
    pub(super) contributions: Vec<(String, i64, String)>,
}

/// Counts of outcomes.
#[derive(Default)]
pub(super) struct History {
    pub(super) by_score: BTreeMap<i64, Outcomes>,
    by_millionths: BTreeMap<i64, Outcomes>,
    pub(super) by_cell: BTreeMap<String, Outcomes>,
    pub(super) by_stage: BTreeMap<String, Outcomes>,
}

impl Verdict {
    /// Reads it out of an envelope.
    pub(super) fn of(envelope: &Json) -> Self {
        let percent = |json: &Json, name: &str| json.whole_at(name).and_then(|percent| u8::try_from(percent).ok());
        let text = |path: &str| lookup(envelope, path).as_text().unwrap_or_default().to_owned();
        let contributions = envelope.list_at("contributions").iter().filter_map(|one| {
            Some((one.owned_at("rule")?, one.whole_at("points")?, one.owned_at("reason").unwrap_or_default()))
        });
        Verdict {
            score: envelope.whole_at("score").unwrap_or(0),
            millionths: millionths(envelope.at("p")),
            stage: text("stage"),
            cell: text("grade.cell"),
            fit: (percent(envelope, "fit"), percent(envelope.at("grade"), "completeness").unwrap_or(0)),
            contributions: contributions.collect(),
        }
    }
}

/// Reads a probability with its six decimals, written as a number or as a text.
fn millionths(p: &Json) -> Option<i64> {
    let text = match p {
        Json::Number(number) => number_text(*number),
        Json::Text(text) => text.clone(),
        _ => return None,
    };
    let p: f64 = text.parse().ok().filter(|p| (0.0..=1.0).contains(p))?;
    Some((p * 1e6).round() as i64)
}

impl History {
    pub(super) fn add(&mut self, verdict: &Verdict, converted: bool) {
        let place = usize::from(converted);
        let count = |outcomes: &mut Outcomes| outcomes[place] += 1;
        count(self.by_score.entry(verdict.score).or_default());
        if let Some(millionths) = verdict.millionths {
            count(self.by_millionths.entry(millionths).or_default());
        }
        count(self.by_cell.entry(verdict.cell.clone()).or_default());
        count(self.by_stage.entry(verdict.stage.clone()).or_default());
    }

    /// Gives how many leads did not convert, and how many did.
    pub(super) fn outcomes(&self) -> Outcomes {
        sum(self.by_score.values())
    }

    /// Gives the leads by score, the highest first.
    pub(super) fn by_score(&self) -> Vec<(f64, Outcomes)> {
        self.by_score.iter().rev().map(|(score, outcomes)| (*score as f64, *outcomes)).collect()
    }

    /// Gives the leads by the model's probability, the highest first; nothing where not all have one.
    pub(super) fn by_probability(&self) -> Option<Vec<(f64, Outcomes)>> {
        let all = sum(self.by_millionths.values()) == self.outcomes();
        all.then(|| self.by_millionths.iter().rev().map(|(p, outcomes)| (*p as f64 / 1e6, *outcomes)).collect())
    }
}
