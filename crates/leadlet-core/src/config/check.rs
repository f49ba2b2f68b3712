//! Faults that only the whole config can show: names that clash or lead nowhere, parts that
//! contradict each other.
//!
//! Reads the typed config for what things are and the tree beside it for where they stand. Shapes
//! have been examined before; what was reported there (a missing name) is not reported again.

use super::{Config, places::Known, repeated::Names};
use crate::{
    diagnostic::{Diagnostic, doubt, fault},
    field::{Field, phone},
    flow::{END, Jump, Step},
    json::Json,
    logic::Condition,
    score::{Rule, When},
    shape::{at_index, at_key},
};

/// Adds every fault that the whole shows.
pub(super) fn check(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    let mut answers = Vec::new();
    for (_, field) in config.plan.flow.fields() {
        // Once each: what is missed is compared with every one.
        if !answers.contains(&field.name.as_str()) {
            answers.push(field.name.as_str());
        }
    }
    let mut check = Check { config, answers, before: Vec::new(), step: 0, faults };
    check.texts(json, "", &["title", "text"], Known::Everything);
    check.steps(json);
    check.rules(json);
    check.outcomes(json);
    if config.delivery.is_empty() {
        doubt!(
            faults,
            Diagnostic::warning("delivery/nowhere", "", &["\"delivery\" names no endpoint: leads would go nowhere."])
                .suggest(&["Write \"delivery\": [ { \"type\": \"json\", \"url\": \"/leads\" } ]."]),
        );
    }
}

pub(super) struct Check<'c> {
    pub(super) config: &'c Config,
    /// The names of all fields.
    pub(super) answers: Vec<&'c str>,
    /// The names of the fields above what is looked at: a condition may read them, but none below.
    pub(super) before: Vec<&'c str>,
    /// The number of the step that is looked at; behind the last one, that of none.
    pub(super) step: usize,
    pub(super) faults: &'c mut Vec<Diagnostic>,
}

impl<'c> Check<'c> {
    fn steps(&mut self, json: &Json) {
        let config = self.config;
        let (mut ids, mut names) = (Names::default(), Names::default());
        for (number, step) in config.plan.flow.steps.iter().enumerate() {
            let path = at_index("steps", number);
            let written = json.list_at("steps").get(number).unwrap_or(&crate::json::NULL);
            ids.see(&step.id, "flow/repeated-step", &at_key(&path, "id"), self.faults);
            if step.id == END {
                fault!(
                    self.faults,
                    Diagnostic::error(
                        "flow/step-named-end",
                        &at_key(&path, "id"),
                        &["\"end\" means the end of the flow."],
                    )
                    .suggest(&["Give the step another id."]),
                );
            }
            self.step = number;
            self.reads(step.show_if.as_ref(), &at_key(&path, "showIf"), true);
            self.texts(written, &path, &["title", "text"], Known::Above);
            let mut seen = None;
            for field in &step.fields {
                let path = at_index(&at_key(&path, "fields"), field.place);
                let written = written.list_at("fields").get(field.place).unwrap_or(&crate::json::NULL);
                names.see(&field.name, "flow/repeated-field", &at_key(&path, "name"), self.faults);
                // The parts of a group share what is written of it.
                let is_first = seen.replace(field.place) != Some(field.place);
                if is_first {
                    self.reads(field.show_if.as_ref(), &at_key(&path, "showIf"), true);
                    #[cfg(feature = "wide")]
                    self.reads(field.required_if.as_ref(), &at_key(&path, "requiredIf"), true);
                    self.reads(field.asks.reckoned(), &at_key(&path, "value"), true);
                    self.asked(field, &path, written);
                    self.field_texts(field, written, &path);
                }
                // The rows of a matrix share their options, too.
                if is_first || cfg!(not(feature = "wide")) || field.group.is_none() {
                    self.options(field, &path, written);
                }
                self.field(field, &path, written);
                if !self.before.contains(&field.name.as_str()) {
                    self.before.push(&field.name);
                }
            }
            let next = at_key(&path, "next");
            for (index, jump) in step.next.iter().enumerate() {
                let path = at_index(&next, index);
                self.jump(jump, step, &path);
                if jump.condition.is_none() && index + 1 < step.next.len() {
                    doubt!(
                        self.faults,
                        Diagnostic::warning(
                            "flow/jump-never-taken",
                            &at_index(&next, index + 1),
                            &["The entry above it is always taken."],
                        )
                        .suggest(&["Put the entry without a condition last."]),
                    );
                }
            }
        }
    }

    /// Reports what is said of who answers a field and can't be so.
    fn asked(&mut self, field: &Field, path: &str, json: &Json) {
        let says = |key: &str| json.get(key).is_some_and(|value| *value != Json::Bool(false));
        if says("prefill") && !field.may_be_prefilled() {
            fault!(
                self.faults,
                Diagnostic::error(
                    "flow/no-prefill",
                    &at_key(path, "prefill"),
                    &["An address must not answer a field of the type \"", field.type_name, "\"."],
                )
                .suggest(&["Remove \"prefill\". The page's own code sets hidden values with handle.hidden()."]),
            );
        }
    }

    fn jump(&mut self, jump: &Jump, from: &Step, path: &str) {
        self.reads(jump.condition.as_ref(), &at_key(path, "if"), true);
        if jump.target.is_some() || jump.to.is_empty() {
            return;
        }
        let to = at_key(path, "to");
        let mut ids = vec![END];
        for step in &self.config.plan.flow.steps {
            ids.push(&step.id);
        }
        fault!(
            self.faults,
            if ids.contains(&jump.to.as_str()) {
                Diagnostic::error(
                    "flow/backward-step",
                    &to,
                    &["\"", &jump.to, "\" is not further down. Steps only lead forward, so that every flow ends."],
                )
                .suggest(&["Name a step below this one, or \"end\". To ask again, repeat the step lower down with a \"showIf\"."])
            } else {
                ids.retain(|id| *id != from.id);
                Diagnostic::error("flow/unknown-step", &to, &["No step is named \"", &jump.to, "\"."])
                    .suggest_name(&jump.to, &ids)
            }
        );
    }

    fn options(&mut self, field: &Field, path: &str, json: &Json) {
        // Of all groups only a matrix has options, and calls them columns.
        let key = if cfg!(feature = "wide") && field.group.is_some() { "columns" } else { "options" };
        let place = at_key(path, key);
        let mut values = Names::default();
        // The countries of the world are nobody's to repeat.
        for (index, option) in field.asks.choices().iter().take(json.list_at(key).len()).enumerate() {
            let path = at_key(&at_index(&place, index), "value");
            values.see(&option.value, "flow/repeated-option", &path, self.faults);
        }
    }

    fn field(&mut self, field: &Field, path: &str, json: &Json) {
        for (low, high) in [("min", "max"), ("minLength", "maxLength"), ("minPicked", "maxPicked")] {
            if let (Some(least), Some(most)) = (json.number_at(low), json.number_at(high))
                && least > most
            {
                fault!(
                    self.faults,
                    Diagnostic::error(
                        "flow/nothing-fits",
                        &at_key(path, low),
                        &["\"", low, "\" is more than \"", high, "\": no answer would be taken."],
                    )
                    .suggest(&["Swap the two."]),
                );
            }
        }
        if field.type_name == "phone" {
            #[cfg(feature = "wide")]
            self.countries(path, json);
            #[cfg(not(feature = "wide"))]
            if phone::names_country(&self.config.plan.flow.locale) {
                self.faults.push(Diagnostic::UNEXPLAINED);
            }
        }
        let thresholds = json.each_some("levels", &Json::as_number);
        if thresholds.windows(2).any(|pair| pair.first() >= pair.last()) {
            fault!(
                self.faults,
                Diagnostic::error(
                    "flow/levels-not-rising",
                    &at_key(path, "levels"),
                    &["Each threshold must be more than the one before it."],
                )
                .suggest(&["Write them from small to large."]),
            );
        }
        let options = field.asks.choices();
        if field.tells.is_some() && !options.is_empty() && options.iter().all(|option| option.level.is_none()) {
            doubt!(
                self.faults,
                Diagnostic::warning(
                    "score/no-level",
                    &at_key(path, "tells"),
                    &["No option says what picking it tells, so the answer tells nothing."],
                )
                .suggest(&["Give the options a \"level\" from 0 to 3."]),
            );
        }
    }

    #[cfg(feature = "wide")]
    fn countries(&mut self, path: &str, json: &Json) {
        let mut named = Vec::new();
        named.extend(json.get("country").map(|country| (at_key(path, "country"), country)));
        for (index, country) in json.list_at("countries").iter().enumerate() {
            named.push((at_index(&at_key(path, "countries"), index), country));
        }
        for (path, country) in named {
            if let Some(code) = country.as_text().filter(|code| !phone::is_country(code)) {
                fault!(
                    self.faults,
                    Diagnostic::error("flow/unknown-country", &path, &["No country has the code \"", code, "\"."])
                        .suggest(&["Write two capital letters (ISO 3166), as \"DE\"."]),
                );
            }
        }
    }

    /// Reports answers that a condition reads and that no field gives; for one that stands in the
    /// flow, also those that only a later field gives.
    fn reads(&mut self, condition: Option<&Condition>, path: &str, in_flow: bool) {
        let Some(condition) = condition else { return };
        for variable in condition.variables() {
            let Some(name) = variable.strip_prefix("answers.").and_then(|rest| crate::sought::parts(rest, '.').next())
            else {
                continue;
            };
            if !self.answers.contains(&name) {
                fault!(
                    self.faults,
                    Diagnostic::error(
                        "logic/unknown-answer",
                        path,
                        &["It reads \"answers.", name, "\", but no field has this name."],
                    )
                    .suggest_name(name, &self.answers),
                );
            } else if in_flow && !self.before.contains(&name) {
                fault!(
                    self.faults,
                    Diagnostic::error(
                        "flow/reads-ahead",
                        path,
                        &["It reads \"answers.", name, "\", which is asked later."],
                    )
                    .suggest(&["Move that field up, or the condition down."]),
                );
            }
        }
    }

    fn rules(&mut self, json: &Json) {
        let (scoring, json) = (&self.config.plan.scoring, json.at("scoring"));
        let mut ids = Names::default();
        for (index, (rule, written)) in scoring.rules.iter().zip(json.list_at("rules")).enumerate() {
            let path = at_index("scoring.rules", index);
            ids.see(&rule.id, "score/repeated-rule", &at_key(&path, "id"), self.faults);
            self.rule(rule, &path, written);
        }
        for list in ["disqualifiers", "stages", "routes"] {
            for (index, written) in json.list_at(list).iter().enumerate() {
                let path = at_key(&at_index(&at_key("scoring", list), index), "if");
                self.reads(Condition::at(written, "if").as_ref(), &path, false);
            }
        }
    }

    fn rule(&mut self, rule: &Rule, path: &str, written: &Json) {
        let has = |key: &str| written.get(key).is_some();
        if has("if") == has("count") {
            fault!(
                self.faults,
                Diagnostic::error(
                    "score/if-or-count",
                    path,
                    &[if has("if") {
                        "It has both \"if\" and \"count\"."
                    } else {
                        "It has neither \"if\" nor \"count\"."
                    }],
                )
                .suggest(&["Write one of the two: \"if\" for what is true, \"count\" for what the visitor did."]),
            );
        }
        #[cfg(feature = "wide")]
        self.counting(path, written);
        if let Some(group) = &rule.group {
            let known = self.config.plan.scoring.groups.iter().map(|bounds| bounds.id.as_str()).collect::<Vec<_>>();
            if !known.contains(&group.as_str()) {
                fault!(
                    self.faults,
                    Diagnostic::error(
                        "score/unknown-group",
                        &at_key(path, "group"),
                        &["No group is named \"", group, "\"."],
                    )
                    .suggest_name(group, &known),
                );
            }
        }
        if let When::Holds(condition) = &rule.when {
            self.reads(Some(condition), &at_key(path, "if"), false);
        }
    }

    fn outcomes(&mut self, json: &Json) {
        self.step = usize::MAX;
        let outcomes = &self.config.plan.outcomes;
        let mut ids = Names::default();
        for (index, outcome) in outcomes.iter().enumerate() {
            let path = at_index("outcomes", index);
            ids.see(&outcome.id, "outcome/repeated", &at_key(&path, "id"), self.faults);
            self.reads(outcome.condition.as_ref(), &at_key(&path, "if"), false);
            let written = json.list_at("outcomes").get(index).unwrap_or(&crate::json::NULL);
            self.texts(written, &path, &["title", "text"], Known::Score);
            for (index, action) in written.list_at("actions").iter().enumerate() {
                self.texts(action, &at_index(&at_key(&path, "actions"), index), &["label"], Known::Score);
            }
            let is_last = index + 1 == outcomes.len();
            if is_last && outcome.condition.is_some() {
                fault!(
                    self.faults,
                    Diagnostic::error(
                        "outcome/no-default",
                        &path,
                        &["The last outcome has a condition: a visitor for whom none holds would see nothing."],
                    )
                    .suggest(&["Add an outcome without \"if\" at the end."]),
                );
            } else if !is_last && outcome.condition.is_none() {
                doubt!(
                    self.faults,
                    Diagnostic::warning(
                        "outcome/hides-others",
                        &path,
                        &["It always holds, so the outcomes below it are never shown."],
                    )
                    .suggest(&["Give it an \"if\", or move it to the end."]),
                );
            }
        }
    }
}
