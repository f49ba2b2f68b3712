//! What changes for whom between two configs: leads by the stage they had and get, and why for those that move most.

use super::history::Verdict;
use crate::measure::Outcomes;
use std::collections::BTreeMap;

/// How many leads are shown with their reasons.
const MOST_SHOWN: usize = 20;

/// How many reasons each of them is shown with.
const MOST_REASONS: usize = 3;

/// What changes.
#[derive(Default)]
pub(super) struct Changes {
    /// Outcomes of leads by the stage they had and the stage they get.
    pub(super) stages: BTreeMap<(String, String), Outcomes>,
    /// How many leads are scored otherwise.
    pub(super) rescored: u64,
    /// Those that change stage and move most.
    pub(super) moved: Vec<Moved>,
}

/// A lead that changes stage.
pub(super) struct Moved {
    pub(super) id: String,
    pub(super) converted: bool,
    pub(super) scores: [i64; 2],
    pub(super) stages: [String; 2],
    pub(super) cells: [String; 2],
    /// Fit in percent and how much of it is known, where that is why the grade changes.
    pub(super) fit: Option<String>,
    /// The words of what gives and takes most, with the points before and after.
    pub(super) reasons: Vec<(String, [i64; 2])>,
}

impl Changes {
    /// Adds a lead: what was said of it, and what is said.
    pub(super) fn add(&mut self, id: &str, converted: bool, before: &Verdict, after: &Verdict) {
        let stages = [before.stage.clone(), after.stage.clone()];
        let [had, gets] = stages.clone();
        let outcomes = self.stages.entry((had, gets)).or_default();
        outcomes[usize::from(converted)] += 1;
        self.rescored += u64::from(before.score != after.score);
        if before.stage == after.stage {
            return;
        }
        let by = |moved: &Moved| (moved.scores[1] - moved.scores[0]).abs();
        let distance = (after.score - before.score).abs();
        // Of equal distance the first in the file are kept, so that the report is the same every time.
        let place = self.moved.iter().position(|other| by(other) < distance).unwrap_or(self.moved.len());
        if place >= MOST_SHOWN {
            return;
        }
        let moved = Moved {
            id: id.to_owned(),
            converted,
            scores: [before.score, after.score],
            stages,
            cells: [before.cell.clone(), after.cell.clone()],
            fit: if before.cell == after.cell { None } else { fit(before, after) },
            reasons: reasons(before, after),
        };
        self.moved.insert(place, moved);
        self.moved.truncate(MOST_SHOWN);
    }

    /// Counts the leads that change stage.
    pub(super) fn moved_leads(&self) -> u64 {
        self.stages.iter().filter(|((had, gets), _)| had != gets).map(|(_, [lost, won])| lost + won).sum()
    }
}

/// Says how the fit changes. Points alone do not tell why a grade falls: a criterion that is worth more makes whoever
/// fails it fit less, and one that is known of more leads counts for more.
fn fit(before: &Verdict, after: &Verdict) -> Option<String> {
    let ((had, was_known), (gets, is_known)) = (before.fit, after.fit);
    let percent = |fit: Option<u8>| fit.map_or("unknown".to_owned(), |fit| format!("{fit} %"));
    let mut words = String::new();
    if had != gets {
        words = format!("fit {} → {}", percent(had), percent(gets));
    }
    if was_known != is_known {
        let comma = if words.is_empty() { "fit " } else { ", " };
        words.push_str(&format!("{comma}known to {was_known} % → {is_known} %"));
    }
    (!words.is_empty()).then_some(words)
}

/// Finds what differs between two explanations, the largest difference first.
fn reasons(before: &Verdict, after: &Verdict) -> Vec<(String, [i64; 2])> {
    let mut points: Vec<(&str, String, [i64; 2])> = Vec::new();
    for (side, verdict) in [before, after].into_iter().enumerate() {
        for (rule, given, words) in &verdict.contributions {
            let place = points.iter().position(|(known, _, _)| known == rule).unwrap_or_else(|| {
                points.push((rule, String::new(), [0, 0]));
                points.len() - 1
            });
            let (_, said, both) = &mut points[place];
            both[side] += given;
            words.clone_into(said);
        }
    }
    points.retain(|(_, _, [before, after])| before != after);
    points.sort_by_key(|(_, _, [before, after])| -(after - before).abs());
    points.into_iter().take(MOST_REASONS).map(|(_, words, both)| (words, both)).collect()
}
