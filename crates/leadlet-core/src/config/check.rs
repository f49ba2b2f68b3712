//! Faults that only the whole config can show: names that clash or lead nowhere, parts that
//! contradict each other.
//!
//! Reads the typed config for what things are and the tree beside it for where they stand. Shapes
//! have been examined before; what was reported there (a missing name) is not reported again.

use super::Config;
use crate::{
    diagnostic::Diagnostic,
    field::Field,
    flow::{END, Step},
    json::Json,
    logic::Condition,
    score::When,
    shape::{at_index, at_key},
};

/// Adds every fault that the whole shows.
pub(super) fn check(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    let steps = &config.plan.flow.steps;
    repeated(steps.iter().map(|step| step.id.as_str()).enumerate().map(|(n, id)| (at_key(&at_index("steps", n), "id"), id)), "flow/repeated-step", "step", faults);
    repeated(named_fields(steps), "flow/repeated-field", "field", faults);
    for (number, step) in steps.iter().enumerate() {
        check_step(number, step, steps, faults);
    }
    check_fields(config, json, faults);
    check_scoring(config, json, faults);
    check_outcomes(config, faults);
    if config.delivery.is_empty() {
        faults.push(
            Diagnostic::warning("delivery/nowhere", "", &["\"delivery\" names no endpoint: leads would go nowhere."])
                .suggest(&["Write \"delivery\": [ { \"type\": \"json\", \"url\": \"/leads\" } ]."]),
        );
    }
}

fn field_path(step: usize, field: usize) -> String {
    at_index(&at_key(&at_index("steps", step), "fields"), field)
}

fn named_fields(steps: &[Step]) -> impl Iterator<Item = (String, &str)> {
    steps.iter().enumerate().flat_map(|(n, step)| {
        step.fields.iter().enumerate().map(move |(f, field)| (at_key(&field_path(n, f), "name"), field.name.as_str()))
    })
}

/// Reports every name that stands a second time.
fn repeated<'n>(names: impl Iterator<Item = (String, &'n str)>, code: &'static str, what: &str, faults: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&str> = Vec::new();
    for (path, name) in names.filter(|(_, name)| !name.is_empty()) {
        if seen.contains(&name) {
            faults.push(Diagnostic::error(code, &path, &["There is another ", what, " named \"", name, "\"."]).suggest(&["Give each its own name."]));
        }
        seen.push(name);
    }
}

fn check_step(number: usize, step: &Step, steps: &[Step], faults: &mut Vec<Diagnostic>) {
    let path = at_index("steps", number);
    if step.id == END {
        faults.push(Diagnostic::error("flow/step-named-end", &at_key(&path, "id"), &["\"end\" means the end of the flow."]).suggest(&["Give the step another id."]));
    }
    for (index, jump) in step.next.iter().enumerate() {
        let jump_path = at_index(&at_key(&path, "next"), index);
        if jump.target.is_none() && !jump.to.is_empty() {
            let to = at_key(&jump_path, "to");
            let known = steps.iter().any(|step| step.id == jump.to);
            faults.push(if known {
                Diagnostic::error("flow/backward-step", &to, &["\"", &jump.to, "\" is not further down. Steps only lead forward, so that every flow ends."])
                    .suggest(&["Name a step below this one, or \"end\"."])
            } else {
                let names: Vec<&str> = steps.iter().map(|step| step.id.as_str()).chain([END]).filter(|id| *id != step.id).collect();
                Diagnostic::error("flow/unknown-step", &to, &["No step is named \"", &jump.to, "\"."]).suggest_name(&jump.to, &names)
            });
        }
        if jump.condition.is_none() && index + 1 < step.next.len() {
            faults.push(
                Diagnostic::warning("flow/jump-never-taken", &at_index(&at_key(&path, "next"), index + 1), &["The entry above it is always taken."])
                    .suggest(&["Put the entry without a condition last."]),
            );
        }
    }
}

fn check_fields(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    let steps = &config.plan.flow.steps;
    let all: Vec<&str> = config.plan.flow.fields().map(|(_, field)| field.name.as_str()).collect();
    // What stands before a condition may be read by it; what stands below has no answer yet.
    let mut before: Vec<&str> = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        let path = at_index("steps", n);
        reads(step.show_if.as_ref(), &at_key(&path, "showIf"), &all, Some(&before), faults);
        for (f, field) in step.fields.iter().enumerate() {
            let path = field_path(n, f);
            reads(field.show_if.as_ref(), &at_key(&path, "showIf"), &all, Some(&before), faults);
            check_field(field, &path, value_at(json, n, f), faults);
            before.push(&field.name);
        }
        for (index, jump) in step.next.iter().enumerate() {
            let path = at_key(&at_index(&at_key(&path, "next"), index), "if");
            reads(jump.condition.as_ref(), &path, &all, Some(&before), faults);
        }
    }
}

fn value_at(json: &Json, step: usize, field: usize) -> &Json {
    let fields = json.list_at("steps").get(step).map(|step| step.list_at("fields"));
    fields.and_then(|fields| fields.get(field)).unwrap_or(&crate::json::NULL)
}

fn check_field(field: &Field, path: &str, json: &Json, faults: &mut Vec<Diagnostic>) {
    let options = field.asks.choices();
    let values = options.iter().enumerate().map(|(n, option)| (at_key(&at_index(&at_key(path, "options"), n), "value"), option.value.as_str()));
    repeated(values, "flow/repeated-option", "option", faults);
    for (low, high) in [("min", "max"), ("minLength", "maxLength"), ("minPicked", "maxPicked")] {
        let bound = |key| json.number_at(key);
        if let (Some(least), Some(most)) = (bound(low), bound(high))
            && least > most
        {
            faults.push(
                Diagnostic::error("flow/nothing-fits", &at_key(path, low), &["\"", low, "\" is more than \"", high, "\": no answer would be taken."])
                    .suggest(&["Swap the two."]),
            );
        }
    }
    let thresholds: Vec<f64> = json.each_some("levels", &Json::as_number);
    if thresholds.windows(2).any(|pair| pair.first() >= pair.last()) {
        faults.push(Diagnostic::error("flow/levels-not-rising", &at_key(path, "levels"), &["Each threshold must be more than the one before it."]).suggest(&["Write them from small to large."]));
    }
    if field.tells.is_some() && !options.is_empty() && options.iter().all(|option| option.level.is_none()) {
        faults.push(
            Diagnostic::warning("score/no-level", &at_key(path, "tells"), &["No option says what picking it tells, so the answer tells nothing."])
                .suggest(&["Give the options a \"level\" from 0 to 3."]),
        );
    }
}

/// Reports answers that a condition reads and that no field gives, or only a later one.
fn reads(condition: Option<&Condition>, path: &str, all: &[&str], before: Option<&[&str]>, faults: &mut Vec<Diagnostic>) {
    for variable in condition.map(Condition::variables).unwrap_or_default() {
        let Some(name) = variable.strip_prefix("answers.").and_then(|rest| rest.split('.').next()) else { continue };
        if !all.contains(&name) {
            faults.push(
                Diagnostic::error("logic/unknown-answer", path, &["It reads \"answers.", name, "\", but no field has this name."])
                    .suggest_name(name, all),
            );
        } else if before.is_some_and(|before| !before.contains(&name)) {
            faults.push(
                Diagnostic::error("flow/reads-ahead", path, &["It reads \"answers.", name, "\", which is asked later."])
                    .suggest(&["Move that field up, or the condition down."]),
            );
        }
    }
}

fn check_scoring(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    let scoring = &config.plan.scoring;
    let all: Vec<&str> = config.plan.flow.fields().map(|(_, field)| field.name.as_str()).collect();
    let rule_path = |n: usize| at_index("scoring.rules", n);
    repeated(scoring.rules.iter().enumerate().map(|(n, rule)| (at_key(&rule_path(n), "id"), rule.id.as_str())), "score/repeated-rule", "rule", faults);
    let written = json.at("scoring").list_at("rules");
    for (n, (rule, written)) in scoring.rules.iter().zip(written).enumerate() {
        let path = rule_path(n);
        let has = |key: &str| written.get(key).is_some();
        if has("if") == has("count") {
            faults.push(
                Diagnostic::error("score/if-or-count", &path, &[if has("if") { "It has both \"if\" and \"count\"." } else { "It has neither \"if\" nor \"count\"." }])
                    .suggest(&["Write one of the two: \"if\" for what is true, \"count\" for what the visitor did."]),
            );
        }
        let fading: Vec<&str> = ["halfLifeDays", "linearDays", "stepDays", "withinDays"].into_iter().filter(|key| has(key)).collect();
        if fading.len() > 1 {
            faults.push(Diagnostic::error("score/several-decays", &path, &["It fades in several ways: ", &fading.join(", "), "."]).suggest(&["Keep one."]));
        }
        let only_counted = fading.first().copied().into_iter().chain(["max", "maxPerDay"].into_iter().filter(|key| has(key)));
        if let (false, Some(key)) = (has("count"), only_counted.into_iter().next()) {
            faults.push(Diagnostic::error("score/nothing-to-count", &at_key(&path, key), &["\"", key, "\" is about counted events."]).suggest(&["Remove it, or write \"count\" instead of \"if\"."]));
        }
        if let Some(group) = &rule.group
            && !scoring.groups.iter().any(|known| known.id == *group)
        {
            faults.push(
                Diagnostic::error("score/unknown-group", &at_key(&path, "group"), &["No group is named \"", group, "\"."])
                    .suggest_name(group, &scoring.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>()),
            );
        }
        if let When::Holds(condition) = &rule.when {
            reads(Some(condition), &at_key(&path, "if"), &all, None, faults);
        }
    }
}

fn check_outcomes(config: &Config, faults: &mut Vec<Diagnostic>) {
    let outcomes = &config.plan.outcomes;
    let all: Vec<&str> = config.plan.flow.fields().map(|(_, field)| field.name.as_str()).collect();
    repeated(outcomes.iter().enumerate().map(|(n, outcome)| (at_key(&at_index("outcomes", n), "id"), outcome.id.as_str())), "outcome/repeated", "outcome", faults);
    for (n, outcome) in outcomes.iter().enumerate() {
        let path = at_index("outcomes", n);
        reads(outcome.condition.as_ref(), &at_key(&path, "if"), &all, None, faults);
        let last = n + 1 == outcomes.len();
        if last && outcome.condition.is_some() {
            faults.push(
                Diagnostic::error("outcome/no-default", &path, &["The last outcome has a condition: a visitor for whom none holds would see nothing."])
                    .suggest(&["Add an outcome without \"if\" at the end."]),
            );
        } else if !last && outcome.condition.is_none() {
            faults.push(Diagnostic::warning("outcome/hides-others", &path, &["It always holds, so the outcomes below it are never shown."]).suggest(&["Give it an \"if\", or move it to the end."]));
        }
    }
}
