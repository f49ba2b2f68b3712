//! Says what is wrong with a file of cases: its text, its shape, and what does not fit its config.
//!
//! A case is held against the config before anything happens, so that a slip in a name is reported
//! as a slip, with its line, and not as a visitor who was refused.

use super::{
    format::{CASES, CaseFile, MOST_CASES},
    time::read_time,
};
use crate::{
    diagnostic::Diagnostic,
    field::{
        Choice, Field,
        control::{self, Control},
    },
    json::{Json, Member, Position, parse},
    lead::Plan,
    shape::{MOST_MEMBERS, Shape, at_index, at_key, examine},
    words::Word,
};

/// What a finished visit has and a refused one has not.
const OF_A_LEAD: [&str; 7] = ["score", "grade", "stage", "temperature", "outcome", "answers", "contributions"];

impl CaseFile {
    /// Reads a file of cases, and gives every fault of its text and shape. There is no file where the
    /// text is not an object of JSON; one with faults can be held against its config, but not run.
    #[must_use]
    pub fn read(text: &str) -> (Option<Self>, Vec<Diagnostic>) {
        let json = match parse(text) {
            Ok(json) => json,
            Err(fault) => {
                let Position { line, column } = Position::of(text, fault.at);
                let place = format!("Line {line}, column {column}: {}.", fault.message);
                return (None, vec![Diagnostic::error("cases/syntax", "", &[&place])]);
            }
        };
        let mut faults = Vec::new();
        examine(&json, &Shape::Record(&CASES), "", &mut faults);
        for fault in &mut faults {
            fault.code = code_of_cases(fault.code);
        }
        times(&json, &mut faults);
        (json.as_object().is_some().then(|| CaseFile::pick(&json)), faults)
    }

    /// Gives everything in the text of a file of cases that does not fit the plan they are about:
    /// names of fields, options, steps, rules and outcomes that are not there, and what nobody could
    /// give.
    #[must_use]
    pub fn check(text: &str, plan: &Plan) -> Vec<Diagnostic> {
        let json = parse(text).unwrap_or(Json::Null);
        let mut check = Check { plan, faults: Vec::new() };
        check.given(&json, "answers");
        let mut names: Vec<&str> = Vec::new();
        for (index, case) in json.list_at("cases").iter().take(MOST_CASES).enumerate() {
            let path = at_index("cases", index);
            let name = case.text_at("name").unwrap_or_default();
            if names.contains(&name) {
                check.fault("cases/repeated-name", &at_key(&path, "name"), "Another case has this name.", |fault| {
                    fault.suggest(&["Say what is different about this visitor."])
                });
            }
            names.push(name);
            check.case(case, &path);
        }
        check.faults
    }
}

/// The tables of shapes speak of configs; here the same faults are about cases.
fn code_of_cases(code: &'static str) -> &'static str {
    match code {
        "config/missing" => "cases/missing",
        "config/wrong-kind" => "cases/wrong-kind",
        "config/unknown-key" => "cases/unknown-key",
        "config/repeated-key" => "cases/repeated-key",
        "config/unknown-word" => "cases/unknown-word",
        "config/out-of-bounds" => "cases/out-of-bounds",
        "config/empty-text" => "cases/empty-text",
        "config/bad-name" => "cases/bad-name",
        other => other,
    }
}

fn times(json: &Json, faults: &mut Vec<Diagnostic>) {
    let cases =
        json.list_at("cases").iter().enumerate().map(|(index, case)| (at_index("cases", index).to_string(), case));
    for (path, holder) in core::iter::once((String::new(), json)).chain(cases) {
        if let Some(text) = holder.text_at("at").filter(|text| read_time(text).is_none()) {
            let path = at_key(&path, "at");
            faults.push(
                Diagnostic::error("cases/bad-time", &path, &["\"", text, "\" is no time."])
                    .suggest(&["Write one of UTC, such as \"2026-01-15\" or \"2026-01-15T12:00:00Z\"."]),
            );
        }
    }
}

struct Check<'p> {
    plan: &'p Plan,
    faults: Vec<Diagnostic>,
}

/// Gives the members of an object with their paths.
fn members<'j>(holder: &'j Json, path: &str, key: &str) -> Vec<(String, &'j Member)> {
    let path = at_key(path, key);
    let members = holder.at(key).as_object().unwrap_or_default();
    members.iter().take(MOST_MEMBERS).map(|member| (at_key(&path, &member.0).to_string(), member)).collect()
}

impl<'p> Check<'p> {
    fn fault(&mut self, code: &'static str, path: &str, message: &str, more: impl Fn(Diagnostic) -> Diagnostic) {
        self.faults.push(more(Diagnostic::error(code, path, &[message])));
    }

    fn case(&mut self, case: &Json, path: &str) {
        self.given(case, &at_key(path, "answers"));
        for (path, (name, _)) in members(case, path, "hidden") {
            if let Some(field) = self.field(name, &path)
                && field.type_name != "hidden"
            {
                self.fault("cases/not-hidden", &path, &format!("\"{name}\" is not a hidden field."), |fault| {
                    fault.suggest(&["Write it under \"prefill\" where the page fills it in, else under \"answers\"."])
                });
            }
        }
        for (path, (name, value)) in members(case, path, "prefill") {
            let Some(field) = self.field(name, &path) else { continue };
            if !field.may_be_prefilled() {
                let message = format!("A page can't fill in \"{name}\", which is of the type \"{}\".", field.type_name);
                self.fault("cases/not-filled-in", &path, &message, |fault| match field.type_name {
                    "hidden" => fault.suggest(&["Write it under \"hidden\"."]),
                    _ => fault.suggest(&["Remove it."]),
                });
            } else {
                self.value(field, value, &path);
            }
        }
        let linked: Vec<&str> = self.plan.flow.fields().filter_map(|(_, field)| field.prefill.as_deref()).collect();
        for (path, (name, value)) in members(case, path, "parameters") {
            if !linked.contains(&name.as_str()) {
                let message = format!("No field takes a parameter named \"{name}\".");
                self.fault("cases/unknown-parameter", &path, &message, |fault| match linked.as_slice() {
                    [] => fault.suggest(&["Give a field \"prefill\": true, or remove the parameter."]),
                    names => fault.suggest_name(name, names),
                });
            }
            let texts = |items: &[Json]| items.iter().all(|item| item.as_text().is_some());
            if value.as_text().is_none() && !value.as_list().is_some_and(texts) {
                self.wrong_kind(value, &path, "a text, or a list of texts");
            }
        }
        for (index, event) in case.list_at("events").iter().enumerate() {
            self.event(event, &at_index(&at_key(path, "events"), index));
        }
        self.expectation(case.at("expect"), &at_key(path, "expect"));
    }

    /// Checks the answers a visitor gives; the last part of `path` is `answers`.
    fn given(&mut self, holder: &Json, path: &str) {
        for (name, value) in holder.at("answers").as_object().unwrap_or_default().iter().take(MOST_MEMBERS) {
            let path = at_key(path, name);
            let Some(field) = self.field(name, &path) else { continue };
            let nobody = match field.type_name {
                "hidden" => Some("Write it under \"hidden\": the page sets it."),
                _ if field.asks.reckoned().is_some() => Some("Remove it: it is reckoned from other answers."),
                _ if !field.asks.is_asked() => Some("Remove it: there is nothing to answer."),
                _ => None,
            };
            match nobody {
                Some(advice) => {
                    let message =
                        format!("No visitor answers \"{name}\", which is of the type \"{}\".", field.type_name);
                    self.fault("cases/not-asked", &path, &message, |fault| fault.suggest(&[advice]));
                }
                None => self.value(field, value, &path),
            }
        }
    }

    /// Checks that the field's control could give such a value.
    fn value(&mut self, field: &Field, value: &Json, path: &str) {
        let fits = match (field.asks.control(), value) {
            (_, Json::Null) => true,
            #[cfg(feature = "wide")]
            (Control::One(control::Picking { other: Some(_), .. }), Json::Text(_) | Json::Number(_)) => true,
            #[cfg(feature = "wide")]
            (Control::Many(control::Picking { other: Some(_), .. }), Json::Text(_)) => true,
            #[cfg(feature = "wide")]
            (Control::Many(control::Picking { other: Some(_), .. }), Json::List(items)) => {
                items.iter().all(|item| item.as_text().is_some())
            }
            (Control::One(picking), Json::Text(text)) => return self.option(picking.options, text, path),
            (Control::One(picking), Json::Number(_)) => {
                return self.option(picking.options, &value.compact(), path);
            }
            (Control::Many(picking), _) => return self.picked(picking.options, value, path),
            (Control::Ranked(options), _) => return self.picked(options, value, path),
            (Control::Tick { .. } | Control::Either { .. }, Json::Bool(_))
            | (Control::Line { .. } | Control::Lines { .. } | Control::Track { .. }, Json::Text(_) | Json::Number(_)) => {
                true
            }
            _ => false,
        };
        if !fits {
            let wanted = match field.asks.control() {
                Control::One { .. } => "the value of an option, or null",
                Control::Tick { .. } | Control::Either { .. } => "true, false or null",
                _ => "a text, a number or null",
            };
            self.wrong_kind(value, path, wanted);
        }
    }

    fn picked(&mut self, options: &[Choice], value: &Json, path: &str) {
        let wanted = "the value of an option, or a list of several";
        match value {
            Json::Text(text) => self.option(options, text, path),
            Json::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = at_index(path, index);
                    match item {
                        Json::Text(text) => self.option(options, text, &path),
                        _ => self.wrong_kind(item, &path, wanted),
                    }
                }
            }
            _ => self.wrong_kind(value, path, wanted),
        }
    }

    fn wrong_kind(&mut self, value: &Json, path: &str, wanted: &str) {
        let message = format!("It is {}, and no visitor could give that here.", value.kind());
        self.fault("cases/wrong-kind", path, &message, |fault| fault.suggest(&["Write ", wanted, "."]));
    }

    fn option(&mut self, options: &[Choice], value: &str, path: &str) {
        let values: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
        if !values.contains(&value) {
            let message = format!("There is no option \"{value}\".");
            self.fault("cases/unknown-option", path, &message, |fault| fault.suggest_name(value, &values));
        }
    }

    fn event(&mut self, event: &Json, path: &str) {
        let is_page = event.text_at("kind") == Some("page");
        let (has_path, has_name) = (event.get("path").is_some(), event.get("name").is_some());
        if is_page && !has_path {
            self.fault("cases/event-unclear", path, "The view of a page has no \"path\".", |fault| {
                fault.suggest(&["Write \"path\": \"/pricing\"."])
            });
        }
        if is_page && has_name {
            self.fault("cases/event-unclear", &at_key(path, "name"), "The view of a page has no name.", |fault| {
                fault.suggest(&["Remove it."])
            });
        }
        if !is_page && has_path {
            let path = at_key(path, "path");
            self.fault("cases/event-unclear", &path, "Only the view of a page has a \"path\".", |fault| {
                fault.suggest(&["Write it as \"name\", or make the kind \"page\"."])
            });
        }
    }

    fn expectation(&mut self, expect: &Json, path: &str) {
        let plan = self.plan;
        let steps: Vec<&str> = plan.flow.steps.iter().map(|step| step.id.as_str()).collect();
        for (index, id) in expect.list_at("path").iter().enumerate() {
            let path = at_index(&at_key(path, "path"), index);
            self.known(id, &steps, "cases/unknown-step", "No step is named", &path);
        }
        let outcomes: Vec<&str> = plan.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        let outcome = expect.get("outcome").filter(|outcome| outcome.as_text().is_some());
        if let Some(outcome) = outcome {
            self.known(outcome, &outcomes, "cases/unknown-outcome", "No outcome is named", &at_key(path, "outcome"));
        }
        for (path, (name, _)) in members(expect, path, "answers") {
            self.field(name, &path);
        }
        let bounds = |sort: &str, id: &str| format!("{sort}:{id}");
        let groups = plan.scoring.groups.iter().map(|group| bounds("group", &group.id));
        let rules: Vec<String> = plan.scoring.rules.iter().map(|rule| rule.id.clone()).chain(groups).collect();
        let rules: Vec<&str> = rules.iter().map(String::as_str).chain(["total"]).collect();
        for (path, (name, _)) in members(expect, path, "contributions") {
            if !name.starts_with("dimension:") {
                self.known(&name.as_str().into(), &rules, "cases/unknown-rule", "No rule is named", &path);
            }
        }
        let reasons: Vec<&str> = Word::ALL.iter().map(|word| word.key()).collect();
        for (path, (name, reason)) in members(expect, path, "refused") {
            self.field(name, &path);
            self.known(reason, &reasons, "cases/unknown-reason", "There is no sentence", &path);
        }
        if let Some(grade) = expect.text_at("grade") {
            let cells =
                ["A", "B", "C", "D", "?"].iter().flat_map(|letter| (1..=4).map(move |n| format!("{letter}{n}")));
            if cells.into_iter().all(|cell| cell != grade) {
                let message = format!("There is no grade \"{grade}\".");
                self.fault("cases/unknown-grade", &at_key(path, "grade"), &message, |fault| {
                    fault.suggest(&["Write a letter from A to D, or ?, and a number from 1 to 4, as \"B3\"."])
                });
            }
        }
        let both = OF_A_LEAD.iter().find(|key| expect.get(key).is_some());
        if let (Some(key), Some(Json::Object(refused))) = (both, expect.get("refused"))
            && !refused.is_empty()
        {
            let message = format!("A visitor who is refused makes no lead, so there is no \"{key}\" to expect.");
            self.fault("cases/refused-and-lead", &at_key(path, key), &message, |fault| {
                fault.suggest(&["Keep either it or \"refused\"."])
            });
        }
    }

    fn known(&mut self, name: &Json, names: &[&str], code: &'static str, message: &str, path: &str) {
        let Some(name) = name.as_text().filter(|name| !names.contains(name)) else { return };
        self.fault(code, path, &format!("{message} \"{name}\"."), |fault| fault.suggest_name(name, names));
    }

    /// Gives the field of a name, or reports that there is none.
    fn field(&mut self, name: &str, path: &str) -> Option<&'p Field> {
        let flow = &self.plan.flow;
        let found = flow.field(name);
        if found.is_none() {
            let names: Vec<&str> = flow.fields().map(|(_, field)| field.name.as_str()).collect();
            let message = format!("No field is named \"{name}\".");
            self.fault("cases/unknown-field", path, &message, |fault| fault.suggest_name(name, &names));
        }
        found
    }
}
