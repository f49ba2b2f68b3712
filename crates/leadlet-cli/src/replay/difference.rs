//! Puts what came otherwise than expected into lines for a person: what was expected, what came, and
//! why, as far as the config tells.
//!
//! The lines hold other people's texts as they are; whoever prints them makes them harmless. Only where the width of a
//! text counts, that is done here.

use super::{report::listed, suite::Played};
use crate::terminal::plain;
use leadlet_core::{
    json::Json,
    lead::{Lead, Plan},
    replay::{Absence, Branch, Difference, End, Refusal, Visit, renewed},
    score::Contribution,
};
use std::cmp::Reverse;

/// The widest path that is shown whole.
const WIDTH: usize = 72;

/// The column where values begin, after what they are of.
const LABEL: usize = 10;

/// Gives the lines that tell why a case has not passed.
pub(super) fn lines(played: &Played, plan: &Plan) -> Vec<String> {
    let visit = &played.visit;
    let mut lines = Vec::new();
    for difference in &played.differences {
        match difference.what.as_str() {
            "path" => lines.extend(path(difference, visit, plan)),
            "refused" => lines.extend(refused(difference, visit, plan)),
            _ => lines.extend(values(difference, visit, plan)),
        }
    }
    for absence in &visit.absent {
        lines.push(never_asked(absence, visit, plan));
    }
    if !played.expects_something() && played.differences.is_empty() {
        lines.push("Nothing is expected yet. This came of it; --update writes it down:".to_owned());
        lines.push(renewed(None, visit, plan).compact());
    }
    lines
}

fn labelled(label: &str, value: &str) -> String {
    format!("{label:LABEL$}{value}")
}

/// Gives a path with arrows; the step where the ways part is marked below and said in words.
fn path(difference: &Difference, visit: &Visit, plan: &Plan) -> Vec<String> {
    let ids = |json: &Json| -> Vec<String> {
        json.as_list().unwrap_or_default().iter().filter_map(Json::as_text).map(plain).collect()
    };
    let (mut expected, mut got) = (ids(&difference.expected), ids(&difference.got));
    let common = expected.iter().zip(&got).take_while(|(a, b)| a == b).count();
    let why = parted(expected.get(common), got.get(common), common, visit, plan);
    // A way that ends where the other one goes on has something to point at, too.
    if got.len() == common {
        got.push(if matches!(visit.end, End::Refused(_)) { "(refused)" } else { "(end)" }.to_owned());
    }
    if expected.len() == common {
        expected.push("(end)".to_owned());
    }
    let longest = arrows(&expected).chars().count().max(arrows(&got).chars().count());
    let mut at = common;
    if longest > WIDTH && common > 2 {
        for ids in [&mut expected, &mut got] {
            ids.splice(..common - 1, ["…".to_owned()]);
        }
        at = 2;
    }
    let before = arrows(&got[..at]).chars().count() + if at > 0 { " → ".chars().count() } else { 0 };
    let mark = "^".repeat(got[at].chars().count());
    vec![
        labelled("path", &format!("expected  {}", arrows(&expected))),
        labelled("", &format!("got       {}", arrows(&got))),
        labelled("", &format!("          {}{mark} {why}", " ".repeat(before))),
    ]
}

fn arrows(ids: &[String]) -> String {
    ids.join(" → ")
}

/// Says why the ways part at the step number `common` of the path.
fn parted(expected: Option<&String>, got: Option<&String>, common: usize, visit: &Visit, plan: &Plan) -> String {
    let number = |id: &String| plan.flow.steps.iter().position(|step| step.id == *id);
    if let Some(wanted) = expected.and_then(number)
        && visit.branches.contains(&Branch::Step { step: wanted, shown: false })
    {
        return format!("step {:?} is passed over: its showIf does not hold", plan.flow.steps[wanted].id);
    }
    let before = common.checked_sub(1).and_then(|before| visit.path.get(before));
    let jump = visit.branches.iter().find(|branch| matches!(branch, Branch::Jump { step, .. } if Some(step) == before));
    match (jump, got) {
        (Some(jump), _) => format!("the way goes {}", jump.say(&plan.flow)),
        (None, Some(_)) => "the ways part here".to_owned(),
        (None, None) => "the way is over here".to_owned(),
    }
}

/// Gives why the visitor was refused, in the words the visitor reads.
fn refused(difference: &Difference, visit: &Visit, plan: &Plan) -> Vec<String> {
    let mut expected: Vec<String> = match difference.expected.as_object().unwrap_or_default() {
        [] => vec!["nothing: every answer is taken".to_owned()],
        fields => {
            fields.iter().map(|(name, reason)| format!("{name}: {}", reason.as_text().unwrap_or_default())).collect()
        }
    };
    let mut got: Vec<String> = match &visit.end {
        End::Lead(_) => vec!["nothing: every answer is taken".to_owned()],
        End::Refused(refusals) => refusals.iter().map(refusal).collect(),
    };
    if let (End::Refused(_), Some(step)) = (&visit.end, visit.path.last().and_then(|step| plan.flow.steps.get(*step))) {
        got.push(format!("The visit ends at step {:?}.", step.id));
    }
    let mut lines = Vec::new();
    for (label, values) in [("expected  ", &mut expected), ("got       ", &mut got)] {
        for (index, value) in values.iter().enumerate() {
            let what = if lines.is_empty() { "refused" } else { "" };
            let label = if index == 0 { label } else { "          " };
            lines.push(labelled(what, &format!("{label}{value}")));
        }
    }
    lines
}

fn refusal(one: &Refusal) -> String {
    let blank = if one.blank { "; the case gives no answer for it" } else { "" };
    format!("{}: {} ({}{blank})", one.name, Json::from(one.sentence.as_str()), one.reason)
}

/// Gives two values; for the score also the reasons that sum to it.
fn values(difference: &Difference, visit: &Visit, plan: &Plan) -> Vec<String> {
    // An answer is shown with its quotes: the text "5" is not the number 5.
    let quoted = difference.what.contains('.');
    let shown = |json: &Json| match json {
        Json::Null => "nothing".to_owned(),
        Json::Text(text) if !quoted => text.clone(),
        other => other.compact(),
    };
    let label = plain(&difference.what);
    let score = match &visit.end {
        End::Lead(lead) if difference.what == "score" => sum(lead, plan),
        _ => Vec::new(),
    };
    let from = if score.is_empty() { "" } else { ", the sum of" };
    let mut values = vec![
        format!("expected  {}", shown(&difference.expected)),
        format!("got       {}{from}", shown(&difference.got)),
    ];
    values.extend(score.into_iter().map(|line| format!("          {line}")));
    let mut lines = Vec::new();
    if label.chars().count() >= LABEL {
        lines.push(label.clone());
    }
    for value in values {
        let label = if lines.is_empty() { &label } else { "" };
        lines.push(labelled(label, &value));
    }
    lines
}

/// Gives the contributions that sum to the score, the largest first, and the rules that gave nothing.
fn sum(lead: &Lead, plan: &Plan) -> Vec<String> {
    let mut contributions: Vec<&Contribution> = lead.score.contributions.iter().collect();
    contributions.sort_by_key(|one| Reverse(one.points.abs()));
    let told = |one: &&Contribution| {
        let rule = if one.rule == one.reason { String::new() } else { format!(" ({})", one.rule) };
        format!("{:+} {}{rule}", one.points, one.reason)
    };
    let mut lines: Vec<String> = contributions.iter().map(told).collect();
    let rules = plan.scoring.rules.iter().map(|rule| rule.id.as_str());
    let silent: Vec<&str> = rules.filter(|id| contributions.iter().all(|one| one.rule != *id)).collect();
    if !silent.is_empty() {
        lines.push(format!("0 from {}", listed(silent.into_iter())));
    }
    lines
}

fn never_asked(absence: &Absence, visit: &Visit, plan: &Plan) -> String {
    let (name, step) = (&absence.name, &absence.step);
    let number = plan.flow.steps.iter().position(|known| known.id == *step).unwrap_or_default();
    let why = if absence.step_was_shown {
        format!("its showIf does not hold on step {step:?}")
    } else if visit.branches.contains(&Branch::Step { step: number, shown: false }) {
        format!("the showIf of step {step:?} does not hold")
    } else {
        format!("step {step:?} is not on the way")
    };
    labelled("answers", &format!("{name} is given, but never asked for: {why}"))
}
