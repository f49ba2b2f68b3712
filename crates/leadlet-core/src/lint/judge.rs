//! Tells an owner of conditions that never hold, that always hold, or that compare a field with what
//! it can't be.
//!
//! The nearest cause is told, once: where a comparison names an option that does not exist, it is
//! that option, and not the rule that therefore never fires.

use super::{
    paths::{Paths, Place, check_operator},
    possible::Possible,
    reason::{Narrowed, Reasoning},
    term::{operation, variable, visit},
    world::Here,
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    field::Domain,
    json::Json,
};

/// What a condition decides.
pub(super) struct Role {
    /// The code of one that never holds.
    pub(super) never: &'static str,
    /// What follows from that.
    pub(super) so_never: &'static str,
    /// The code of one that always holds.
    pub(super) always: &'static str,
    /// What follows from that.
    pub(super) so_always: &'static str,
    /// What it can read.
    pub(super) place: Place,
}

pub(super) static STEP: Role = Role {
    never: "flow/unreachable-step",
    so_never: "the step is never shown",
    always: "logic/always-true",
    so_always: "the condition decides nothing",
    place: Place::Lead,
};
pub(super) static FIELD: Role = Role { never: "flow/field-never-shown", so_never: "the field is never shown", ..STEP };
pub(super) static REQUIRED: Role = Role {
    never: "flow/never-required",
    so_never: "the field is never required",
    so_always: "the field is always required",
    ..STEP
};
pub(super) static JUMP: Role = Role {
    never: "flow/jump-never-taken",
    so_never: "the entry is never taken",
    so_always: "no entry below it is ever taken, and the step below only if it is named",
    ..STEP
};
pub(super) static RULE: Role = Role {
    never: "score/rule-never-fires",
    so_never: "the rule never fires",
    always: "score/rule-always-fires",
    so_always: "every lead gets the points",
    place: Place::Lead,
};
pub(super) static GATE: Role = Role {
    never: "score/gate-never-closes",
    so_never: "no lead is ever ruled out by it",
    so_always: "every lead is ruled out",
    ..STEP
};
pub(super) static STAGE: Role = Role {
    never: "score/stage-never-reached",
    so_never: "no lead is ever at this stage by it",
    so_always: "no entry below it is ever reached",
    place: Place::Stage,
    ..STEP
};
pub(super) static ROUTE: Role =
    Role { never: "score/route-never-taken", so_never: "no lead ever takes this route", place: Place::Route, ..STEP };
pub(super) static OUTCOME: Role = Role {
    never: "outcome/never-reached",
    so_never: "the outcome is never shown",
    so_always: "no outcome below it is ever shown",
    place: Place::Outcome,
    ..STEP
};

/// What comes of a condition.
pub(super) struct Verdict {
    /// What is known where it holds; nothing where it never does.
    pub(super) holds: Option<Narrowed>,
    /// What is known where it does not hold; nothing where it always does.
    pub(super) fails: Option<Narrowed>,
}

/// Judges a condition, given what the ones before it have narrowed, and reports what is wrong.
pub(super) fn judge(
    paths: &Paths<'_>,
    here: &Here<'_>,
    (condition, path): (&Json, &str),
    role: &Role,
    given: &Narrowed,
    faults: &mut Vec<Diagnostic>,
) -> Verdict {
    let reasoning = Reasoning::with(here);
    let verdict =
        Verdict { holds: reasoning.assume(condition, true, given), fails: reasoning.assume(condition, false, given) };
    let known = faults.len();
    paths.check(condition, path, role.place, faults);
    check_operator(condition, path, faults);
    compare_with_fields(here, condition, path, faults);
    let is_said = faults.len() > known || matches!(condition, Json::Bool(_) | Json::Null);
    if is_said {
        return verdict;
    }
    if verdict.holds.is_none() {
        faults.push(never(here, &reasoning, condition, path, role, given));
    } else if verdict.fails.is_none() && !is_presence(condition) {
        let facts = facts_of(&reasoning, condition, given);
        faults.push(
            Diagnostic::warning(role.always, path, &["This is always true, so ", role.so_always, &facts, "."])
                .suggest(&["Correct the condition, or leave it out."]),
        );
    } else {
        dead_parts(&reasoning, condition, path, given, faults);
    }
    verdict
}

fn never(
    here: &Here<'_>,
    reasoning: &Reasoning<'_>,
    condition: &Json,
    path: &str,
    role: &Role,
    given: &Narrowed,
) -> Diagnostic {
    let alone = Reasoning::with(here).can_be(condition, true);
    let (part, place) = culprit(reasoning, condition, path.to_owned(), given);
    let facts = facts_of(reasoning, part, given);
    let why = if alone {
        "The entries above it take every case in which this is true"
    } else if operation(part).is_some_and(|operation| operation.name == "and") {
        "Its parts are never true together"
    } else {
        "This is never true"
    };
    Diagnostic::warning(role.never, if alone { path } else { &place }, &[why, ", so ", role.so_never, &facts, "."])
        .suggest(&["Correct the condition, or remove what depends on it."])
}

/// Finds the smallest part that is never true and because of which the whole is not.
fn culprit<'c>(reasoning: &Reasoning<'_>, json: &'c Json, path: String, given: &Narrowed) -> (&'c Json, String) {
    if let Some(operation) = operation(json).filter(|operation| operation.name == "and") {
        for (index, arg) in operation.args().iter().enumerate() {
            if reasoning.assume(arg, true, given).is_none() {
                return culprit(reasoning, arg, operation.path(&path, index), given);
            }
        }
    }
    (json, path)
}

/// Reports alternatives of an "or" that never hold, inside a condition that can.
fn dead_parts(reasoning: &Reasoning<'_>, json: &Json, path: &str, given: &Narrowed, faults: &mut Vec<Diagnostic>) {
    let Some(operation) = operation(json) else { return };
    if !matches!(operation.name, "and" | "or" | "!" | "!!") {
        return;
    }
    for (index, arg) in operation.args().iter().enumerate() {
        let path = operation.path(path, index);
        let is_dead = operation.name == "or" && !matches!(arg, Json::Bool(_) | Json::Null);
        if is_dead && reasoning.assume(arg, true, given).is_none() {
            let facts = facts_of(reasoning, arg, given);
            faults.push(
                Diagnostic::warning("logic/never-true", &path, &["This alternative is never true", &facts, "."])
                    .suggest(&["Correct it, or remove it."]),
            );
        } else {
            dead_parts(reasoning, arg, &path, given, faults);
        }
    }
}

/// Says what is known of the facts that a condition reads: `: answers.role is "cto" or "cfo"`.
fn facts_of(reasoning: &Reasoning<'_>, condition: &Json, given: &Narrowed) -> String {
    const MOST: usize = 3;
    let mut said: Vec<String> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    visit(condition, "", &mut |operation, json, _| {
        let names = match operation.args() {
            [.., Json::List(names)] => names,
            names => names,
        };
        let is_of_names = matches!(operation.name, "missing" | "missing_some");
        let named = names.iter().filter(|_| is_of_names).filter_map(Json::as_text);
        for path in variable(json).into_iter().chain(named) {
            if seen.contains(&path) {
                continue;
            }
            seen.push(path);
            let possible = reasoning.look(path, given);
            if !possible.other {
                said.push([path, " is ", &possible.words(), " here"].concat());
            }
        }
    });
    said.truncate(MOST);
    if said.is_empty() { String::new() } else { [": ", &said.join(", ")].concat() }
}

/// Tells whether a condition only asks whether something was answered. Of what must be answered that
/// is always so in the end, and no mistake: points are given from then on.
fn is_presence(condition: &Json) -> bool {
    if variable(condition).is_some() {
        return true;
    }
    let Some(operation) = operation(condition) else { return false };
    let is_one_of = |values: [Json; 2]| operation.args().iter().any(|arg| values.contains(arg));
    match operation.name {
        "!!" => operation.args().iter().all(is_presence),
        "and" | "or" => operation.args().iter().all(is_presence),
        "!==" => is_one_of([Json::Null, Json::from("")]) && operation.args().iter().any(is_presence),
        "===" => is_one_of([Json::Bool(true), Json::Bool(true)]) && operation.args().iter().any(is_presence),
        "!" => operation.args().iter().all(|arg| {
            variable(arg).is_none()
                && self::operation(arg).is_some_and(|inner| matches!(inner.name, "missing" | "missing_some"))
        }),
        _ => false,
    }
}

/// Reports comparisons of a field with a value that it can't have: no option, or another kind.
fn compare_with_fields(here: &Here<'_>, condition: &Json, base: &str, faults: &mut Vec<Diagnostic>) {
    visit(condition, base, &mut |operation, _, path| {
        let (operator, args) = (operation.name, operation.args());
        let [a, b] = args else { return };
        match operator {
            "===" | "!==" | "==" | "!=" => {
                for (side, value, index) in [(a, b, 1), (b, a, 0)] {
                    one_value(here, side, value, &operation.path(path, index), operator, faults);
                }
            }
            "in" => {
                for (index, value) in b.as_list().unwrap_or_default().iter().enumerate() {
                    let place = super::term::at_index(&operation.path(path, 1), index);
                    one_value(here, a, value, &place, operator, faults);
                }
                if let Some(field) = variable(b).and_then(|path| here.world.field(path)) {
                    contained(here, field, a, &operation.path(path, 0), faults);
                }
            }
            _ => {}
        }
    });
}

/// Looks at one value that a field is compared with.
fn one_value(here: &Here<'_>, side: &Json, value: &Json, path: &str, operator: &str, faults: &mut Vec<Diagnostic>) {
    let Some(field) = variable(side).and_then(|path| here.world.field(path)) else { return };
    if *value == Json::Null || operation(value).is_some() {
        return;
    }
    let answers = here.world.answers(field);
    let domain = field.asks.domain();
    if matches!(domain, Domain::Anything | Domain::Nothing) || field.asks.reckoned().is_some() {
        return;
    }
    let name = ["\"answers.", &field.name, "\""].concat();
    let result = match operator {
        "!==" | "!=" => "always true",
        "in" => "never found",
        _ => "never true",
    };
    if let (Domain::SomeOf { values, .. }, Some(text)) = (&domain, value.as_text()) {
        let told = Diagnostic::warning(
            "logic/wrong-kind",
            path,
            &[&name, " is a list, because several can be picked; compared with a text this is ", result, "."],
        );
        let meant = values.iter().map(String::as_str).collect::<Vec<_>>();
        let meant = if meant.contains(&text) { text } else { nearest(text, &meant).unwrap_or(text) };
        faults.push(told.suggest(&["Write { \"in\": [ \"", meant, "\", { \"var\": ", &name, " } ] }."]));
        return;
    }
    if !is_kind(&domain, value) {
        let domain_kind = match &domain {
            Domain::Flag { .. } => "true or false",
            Domain::Number { .. } => "a number",
            Domain::SomeOf { .. } => "a list",
            _ => "a text",
        };
        let told = Diagnostic::warning(
            "logic/wrong-kind",
            path,
            &[&name, " is ", domain_kind, "; compared with ", value.kind(), " this is ", result, "."],
        );
        let meant = match (&domain, value) {
            (Domain::Number { .. }, Json::Text(text)) => {
                crate::json::parse(text).ok().filter(|json| json.as_number().is_some())
            }
            (Domain::Flag { .. }, Json::Text(text)) => match text.as_str() {
                "true" | "yes" => Some(Json::Bool(true)),
                "false" | "no" => Some(Json::Bool(false)),
                _ => None,
            },
            (_, Json::Number(_) | Json::Bool(_)) if answers.contains(&Json::Text(value.compact())) => {
                Some(Json::Text(value.compact()))
            }
            _ => None,
        };
        faults.push(match meant {
            Some(meant) => told.suggest(&["Write ", &meant.compact(), "."]),
            None => told,
        });
        return;
    }
    if answers.contains(value) {
        return;
    }
    match (&domain, value) {
        (Domain::OneOf(values), Json::Text(text)) => {
            let names: Vec<&str> = values.iter().map(String::as_str).collect();
            faults.push(
                Diagnostic::warning(
                    "logic/unknown-option",
                    path,
                    &["\"", text, "\" is no option of ", &name, ": this is ", result, "."],
                )
                .suggest_name(text, &names),
            );
        }
        (Domain::Flag { .. }, _) => {
            // A box that is not ticked has no answer.
            faults.push(
                Diagnostic::warning(
                    "logic/out-of-range",
                    path,
                    &[&name, " is true or missing, never false: this is ", result, "."],
                )
                .suggest(&["Write { \"!\": [ { \"var\": ", &name, " } ] }."]),
            );
        }
        _ => {
            let what = if value.as_text() == Some("") { "never empty: it is missing instead" } else { "never that" };
            let words = Possible::words(&answers);
            faults.push(
                Diagnostic::warning(
                    "logic/out-of-range",
                    path,
                    &[&name, " is ", &words, ", ", what, "; this is ", result, "."],
                )
                .suggest(&[if value.as_text() == Some("") {
                    "Write null instead of \"\"."
                } else {
                    "Compare it with a value that can be given."
                }]),
            );
        }
    }
}

/// Looks at what is sought in the list that a field gives.
fn contained(here: &Here<'_>, field: &crate::field::Field, sought: &Json, path: &str, faults: &mut Vec<Diagnostic>) {
    let Domain::SomeOf { values, .. } = field.asks.domain() else { return };
    let names: Vec<&str> = values.iter().map(String::as_str).collect();
    let sought: Vec<Json> = match variable(sought) {
        Some(_) => here.world.field(variable(sought).unwrap_or("")).map(|_| Vec::new()).unwrap_or_default(),
        None if operation(sought).is_some() => Vec::new(),
        None => vec![sought.clone()],
    };
    for value in &sought {
        match value.as_text() {
            Some(text) if names.contains(&text) => {}
            Some(text) => faults.push(
                Diagnostic::warning(
                    "logic/unknown-option",
                    path,
                    &["\"", text, "\" is no option of \"answers.", &field.name, "\": it is never found."],
                )
                .suggest_name(text, &names),
            ),
            None => faults.push(Diagnostic::warning(
                "logic/wrong-kind",
                path,
                &["\"answers.", &field.name, "\" is a list of texts: ", value.kind(), " is never found in it."],
            )),
        }
    }
}

fn is_kind(domain: &Domain, value: &Json) -> bool {
    match domain {
        Domain::Anything | Domain::Nothing => true,
        Domain::Flag { .. } => value.as_bool().is_some(),
        Domain::Number { .. } => value.as_number().is_some(),
        Domain::OneOf(_) | Domain::Text { .. } => value.as_text().is_some(),
        Domain::SomeOf { .. } => false,
    }
}
