//! Rules that contradict each other, and thresholds of the score that are never or always reached.
//!
//! Two rules contradict each other where they fire for exactly the same leads, count for the same
//! dimension, and one gives what the other takes: whoever wrote the second did not know of the
//! first. Rules that merely overlap do not; weighing one fact against another is what rules are for.

use super::{
    points::Reach,
    reason::{Narrowed, Reasoning},
    term::{at_index, at_key},
    world::{Here, State, World},
};
use crate::{
    config::Config,
    diagnostic::Diagnostic,
    json::{Json, NULL},
    score::{Rule, When},
};

/// Reports rules that contradict each other, and such as repeat each other.
pub(super) fn check(config: &Config, json: &Json, world: &World<'_>, end: &State, faults: &mut Vec<Diagnostic>) {
    let judged = Narrowed::new();
    let here = Here { world, state: end, judged: &judged };
    let reasoning = Reasoning::with(&here);
    let written = json.at("scoring").list_at("rules");
    let rules = &config.plan.scoring.rules;
    let reads: Vec<Option<Vec<&str>>> = rules
        .iter()
        .map(|rule| if let When::Holds(condition) = &rule.when { Some(condition.variables()) } else { None })
        .collect();
    for (index, rule) in rules.iter().enumerate() {
        for (before, other) in rules.iter().enumerate().take(index) {
            let conditions =
                (written.get(index).unwrap_or(&NULL).at("if"), written.get(before).unwrap_or(&NULL).at("if"));
            let comparable = reads.get(index) == reads.get(before) && reads.get(index).is_some_and(Option::is_some);
            if !comparable || rule.dimension != other.dimension || rule.points == 0 || other.points == 0 {
                continue;
            }
            if !is_same(&reasoning, conditions) {
                continue;
            }
            faults.push(told(rule, other, index));
            break;
        }
    }
}

fn told(rule: &Rule, other: &Rule, index: usize) -> Diagnostic {
    let path = at_index("scoring.rules", index);
    let points = |rule: &Rule| rule.points.to_string();
    let parts = [
        "\"",
        &rule.id,
        "\" (",
        &points(rule),
        ") and \"",
        &other.id,
        "\" (",
        &points(other),
        ") fire for the same leads",
    ];
    if (rule.points > 0) == (other.points > 0) {
        Diagnostic::warning("score/same-condition", &at_key(&path, "if"), &[&parts.concat(), "."])
            .suggest(&["Make them one rule, or correct one of the conditions."])
    } else {
        Diagnostic::warning(
            "score/contradicting-rules",
            &at_key(&path, "points"),
            &[&parts.concat(), ": one takes what the other gives."],
        )
        .suggest(&["Keep one, or correct its condition."])
    }
}

/// Tells whether two conditions hold for the same leads: as written, or because neither can hold
/// without the other.
fn is_same(reasoning: &Reasoning<'_>, (one, other): (&Json, &Json)) -> bool {
    if one == other {
        return true;
    }
    let nothing = Narrowed::new();
    let can = reasoning.can_be(one, true) && reasoning.can_be(other, true);
    let never_without = |one: &Json, other: &Json| {
        reasoning.assume(one, true, &nothing).is_none_or(|narrowed| reasoning.assume(other, false, &narrowed).is_none())
    };
    can && never_without(one, other) && never_without(other, one)
}

/// Reports thresholds of the score that the rules never reach, or that every lead reaches.
pub(super) fn thresholds(json: &Json, reach: &Reach, faults: &mut Vec<Diagnostic>) {
    let (least, most) = reach.composite;
    let temperature = json.at("scoring").at("temperature");
    for key in ["hot", "warm"] {
        let Some(threshold) = temperature.whole_at(key) else { continue };
        let path = at_key("scoring.temperature", key);
        let threshold_text = threshold.to_string();
        if threshold > most {
            faults.push(
                Diagnostic::warning(
                    "score/threshold-never-reached",
                    &path,
                    &[
                        "No lead is ever ",
                        key,
                        ": that takes ",
                        &threshold_text,
                        " points, and the rules give at most ",
                        &most.to_string(),
                        ".",
                    ],
                )
                .suggest(&["Lower the threshold, or give more points."]),
            );
        } else if threshold <= least {
            faults.push(
                Diagnostic::warning(
                    "score/threshold-always-reached",
                    &path,
                    &[
                        "Every lead is at least ",
                        key,
                        ": that takes ",
                        &threshold_text,
                        " points, and no lead has less than ",
                        &least.to_string(),
                        ".",
                    ],
                )
                .suggest(&["Raise the threshold."]),
            );
        }
    }
}
