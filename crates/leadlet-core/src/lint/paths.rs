//! Which facts there are for a condition to read, by where the condition stands.
//!
//! A path that the facts never have reads as null, silently; so it is told here, with the path that
//! was likely meant.

use super::{
    term::{at_index, operation, visit},
    world::{COUNTS, World},
};
use crate::{
    attribution::{CAMPAIGN_KEYS, CLICK_KEYS},
    diagnostic::{Diagnostic, nearest},
    field::CONCEPTS,
    json::Json,
    score::Scoring,
};

/// Where a condition stands, which decides what it can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the flow or in a rule: what the visitor said and did.
    Lead,
    /// In the list of stages: also the grade, the rubrics and the points.
    Stage,
    /// In a route: the same, and all of the score.
    Route,
    /// In an outcome: also the score.
    Outcome,
}

impl Place {
    /// Tells whether the grade and the rubrics are parts of their own here.
    fn is_of_scoring(self) -> bool {
        matches!(self, Place::Stage | Place::Route)
    }
}

static GRADE: &[&str] = &["cell", "fit", "completeness", "letter", "engagementLevel"];
static RUBRIC: &[&str] = &["level", "percent", "completeness", "dimensions", "nextQuestion"];
static MODEL: &[&str] = &["p", "logit", "likely"];
static SCORE: &[&str] = &["total", "stage", "temperature", "composite", "funnel", "grade", "dimensions", "p"];

/// Which paths there are.
pub(super) struct Paths<'c> {
    world: &'c World<'c>,
    dimensions: Vec<&'c str>,
    rubrics: Vec<&'c str>,
    has_model: bool,
}

impl<'c> Paths<'c> {
    pub(super) fn of(world: &'c World<'c>, scoring: &'c Scoring) -> Self {
        let mut dimensions = vec!["fit", "engagement"];
        dimensions.extend(scoring.rules.iter().map(|rule| rule.dimension.as_str()));
        Paths { world, dimensions, rubrics: scoring.rubric_ids().collect(), has_model: scoring.has_model() }
    }

    /// Tells whether the facts at a place can have a path.
    fn is_there(&self, path: &str, place: Place) -> bool {
        let names: Vec<&str> = path.split('.').collect();
        let (part, inner) = names.split_first().map_or(("", &[][..]), |(part, inner)| (*part, inner));
        match (part, inner) {
            ("", []) => true,
            // That no field has the name is another fault, found by the reader.
            ("answers", [_, rest @ ..]) => match rest {
                [] | ["length"] => true,
                [index] => index.bytes().all(|byte| byte.is_ascii_digit()),
                _ => false,
            },
            ("tells", [concept]) => CONCEPTS.contains(concept),
            ("email", [what]) => self.world.of_email().contains(what),
            ("events", [_, count]) => COUNTS.contains(count),
            ("attribution", ["landing" | "referrerHost"]) => true,
            ("attribution", ["utm", key]) => CAMPAIGN_KEYS.contains(key),
            ("attribution", ["clickIds", key]) => CLICK_KEYS.contains(key),
            ("grade", [what]) => place.is_of_scoring() && GRADE.contains(what),
            ("rubrics", [id, what, ..]) => place.is_of_scoring() && self.rubrics.contains(id) && RUBRIC.contains(what),
            ("score", ["p"]) => matches!(place, Place::Route | Place::Outcome) && self.has_model,
            ("score", [what]) => match place {
                Place::Lead => false,
                Place::Stage => matches!(*what, "total" | "dimensions"),
                // There the grade stands beside the score.
                Place::Route => SCORE.contains(what) && *what != "grade",
                Place::Outcome => SCORE.contains(what),
            },
            ("score", ["dimensions", dimension, "points" | "percent"]) => {
                place != Place::Lead && self.dimensions.contains(dimension)
            }
            ("model", [what]) => place.is_of_scoring() && self.has_model && MODEL.contains(what),
            ("tells" | "email" | "attribution" | "grade" | "rubrics" | "score" | "model", [_, ..]) => false,
            ("events" | "visitor" | "asksFor", inner) => inner.len() < 3,
            ("grade" | "rubrics", []) => place.is_of_scoring(),
            ("score", []) => place != Place::Lead,
            (part, _) => self.world.parts().contains(&part),
        }
    }

    /// Lists paths that could have been meant.
    fn all(&self, place: Place) -> Vec<String> {
        let under = |part: &str, names: &[&str]| -> Vec<String> {
            names.iter().map(|name| [part, ".", name].concat()).collect()
        };
        let mut all = under("tells", CONCEPTS);
        all.extend(under("email", &self.world.of_email()));
        all.extend(under("attribution", &["landing", "referrerHost"]));
        all.extend(under("attribution.utm", &CAMPAIGN_KEYS));
        all.extend(under("attribution.clickIds", &CLICK_KEYS));
        all.extend(self.world.flow.fields().map(|(_, field)| ["answers.", &field.name].concat()));
        all.push("asksFor".to_owned());
        if place.is_of_scoring() {
            all.extend(under("grade", GRADE));
            all.extend(self.rubrics.iter().flat_map(|id| under(&["rubrics.", id].concat(), RUBRIC)));
            all.extend(under("model", MODEL));
        }
        if place != Place::Lead {
            all.extend(under("score", SCORE));
        }
        if place != Place::Lead {
            all.extend(
                self.dimensions
                    .iter()
                    .flat_map(|name| under(&["score.dimensions.", name].concat(), &["points", "percent"])),
            );
        }
        all.retain(|path| self.is_there(path, place));
        all
    }

    /// Reports every path of a condition that the facts never have.
    pub(super) fn check(&self, condition: &Json, base: &str, place: Place, faults: &mut Vec<Diagnostic>) {
        visit(condition, base, &mut |operation, _, path| {
            let names: Vec<(String, &str)> = match (operation.name, operation.args()) {
                ("var", [Json::Text(name), ..]) => vec![(operation.path(path, 0), name)],
                ("missing", [Json::List(names)]) | ("missing_some", [_, Json::List(names)]) => {
                    let list = operation.path(path, operation.args().len() - 1);
                    names
                        .iter()
                        .enumerate()
                        .filter_map(|(index, name)| Some((at_index(&list, index), name.as_text()?)))
                        .collect()
                }
                ("missing", names) => names
                    .iter()
                    .enumerate()
                    .filter_map(|(index, name)| Some((operation.path(path, index), name.as_text()?)))
                    .collect(),
                _ => Vec::new(),
            };
            for (path, name) in names {
                if !self.is_there(name, place) {
                    faults.push(self.unknown(name, &path, place));
                }
            }
        });
        self.check_bare(condition, base, faults);
    }

    fn unknown(&self, name: &str, path: &str, place: Place) -> Diagnostic {
        let told = |message: &[&str]| Diagnostic::warning("logic/unknown-fact", path, message);
        let part = name.split('.').next().unwrap_or("");
        let elsewhere = [Place::Outcome, Place::Stage].into_iter().find(|other| self.is_there(name, *other));
        if let Some(elsewhere) = elsewhere {
            let (when, who) = match (place, elsewhere) {
                (Place::Outcome, _) => ("not part of what outcomes read", "stages"),
                (_, Place::Outcome) if part == "score" && !self.is_there(name, Place::Stage) => {
                    ("not known yet here", "outcomes")
                }
                (_, Place::Outcome) => ("not known yet here", "stages and outcomes"),
                _ => ("not known yet here", "stages"),
            };
            return told(&["\"", name, "\" is ", when, ": it reads as null."]).suggest(&[
                "Only ",
                who,
                " can read it.",
            ]);
        }
        let told = told(&["No fact is ever at \"", name, "\": it reads as null."]);
        match (part, name.split('.').count()) {
            ("events", _) => {
                told.suggest(&["Write events.KIND.COUNT, where COUNT is one of: ", &COUNTS.join(", "), "."])
            }
            _ => {
                let all = self.all(place);
                let all: Vec<&str> = all.iter().map(String::as_str).collect();
                // A name without its part is the commonest slip.
                let whole = all.iter().find(|path| path.split_once('.').is_some_and(|(_, rest)| rest == name));
                match whole.copied().or_else(|| nearest(name, &all)) {
                    Some(meant) => told.suggest(&["Did you mean \"", meant, "\"?"]),
                    None => {
                        let of_part: Vec<&str> =
                            all.iter().copied().filter(|path| path.split('.').next() == Some(part)).collect();
                        if of_part.is_empty() {
                            let mut parts = self.world.parts();
                            if place != Place::Lead {
                                parts.push("score");
                            }
                            told.suggest(&["A path begins with one of: ", &parts.join(", "), "."])
                        } else {
                            told.suggest_name(name, &of_part)
                        }
                    }
                }
            }
        }
    }

    /// Reports a path that is compared as a text, because it is not written as a variable.
    fn check_bare(&self, condition: &Json, base: &str, faults: &mut Vec<Diagnostic>) {
        visit(condition, base, &mut |operation, _, path| {
            if !matches!(
                operation.name,
                "===" | "!==" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "!" | "!!" | "and" | "or" | "if" | "in"
            ) {
                return;
            }
            for (index, arg) in operation.args().iter().enumerate() {
                let Some(text) = arg.as_text() else { continue };
                let begins = text.split_once('.').is_some_and(|(part, rest)| {
                    (part == "score" || part == "answers" || self.world.parts().contains(&part)) && !rest.is_empty()
                });
                let is_there = [Place::Lead, Place::Stage, Place::Route, Place::Outcome]
                    .iter()
                    .any(|place| self.is_there(text, *place));
                if begins && is_there && !text.contains(' ') {
                    faults.push(
                        Diagnostic::warning(
                            "logic/missing-var",
                            &operation.path(path, index),
                            &["\"", text, "\" is a text here, not what stands at this path."],
                        )
                        .suggest(&["Write { \"var\": \"", text, "\" }."]),
                    );
                }
            }
        });
    }
}

/// Reports a value where a condition is meant: it would always hold, or never.
pub(super) fn check_operator(condition: &Json, path: &str, faults: &mut Vec<Diagnostic>) {
    match operation(condition) {
        Some(operation) if matches!(operation.name, "and" | "or" | "!" | "!!") => {
            for (index, arg) in operation.args().iter().enumerate() {
                check_operator(arg, &operation.path(path, index), faults);
            }
        }
        Some(_) => {}
        // `true`, `false` and null are said on purpose.
        None if matches!(condition, Json::Bool(_) | Json::Null) => {}
        None => {
            let always = if super::possible::is_true(condition) { "always" } else { "never" };
            faults.push(
                Diagnostic::warning(
                    "logic/no-operator",
                    path,
                    &["This is ", condition.kind(), " without an operator: it ", always, " holds."],
                )
                .suggest(&[
                    "Write what is to be compared, such as { \"===\": [ { \"var\": \"answers.role\" }, \"cto\" ] }.",
                ]),
            );
        }
    }
}
