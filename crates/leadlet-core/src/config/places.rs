//! Faults of places in texts: `{answers.nmae}`, which would be shown as nothing.
//!
//! Knows which texts a visitor reads and which answers are there when they are read. The words of an
//! agreement are the record of a consent, the same for every visitor: they have no places.

use super::check::Check;
use crate::{
    diagnostic::{Diagnostic, doubt, fault},
    field::Field,
    flow::Target,
    json::Json,
    piping::{self, Piece, has_marks, take_apart},
    shape::{at_index, at_key},
    sought,
};

/// What is known where a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// The answers above it.
    Above,
    /// Every answer there will be, none at the start.
    Everything,
    /// Every answer, and the score.
    Score,
}

/// The settings of a field, at any depth, that a visitor reads.
const READ: [&str; 10] = ["label", "help", "text", "title", "content", "items", "options", "rows", "columns", "parts"];

/// What the score tells in a text.
const SCORE: [&str; 4] = ["score.total", "score.grade", "score.stage", "score.temperature"];

/// What a model tells in a text.
const PROBABILITY: &str = "score.p";

impl Check<'_> {
    /// Checks the texts of a record, by key.
    pub(super) fn texts(&mut self, json: &Json, path: &str, keys: &[&str], known: Known) {
        for key in keys {
            if let Some(text) = json.text_at(key) {
                self.places(text, &at_key(path, key), known, None);
            }
        }
    }

    /// Checks the texts of a field.
    pub(super) fn field_texts(&mut self, field: &Field, json: &Json, path: &str) {
        let agreed = field.asks.agreement().and(json.text_at("text"));
        if agreed.is_some_and(has_place) {
            fault!(
                self.faults,
                Diagnostic::error(
                    "flow/piping-in-agreement",
                    &at_key(path, "text"),
                    &["What is agreed to is kept word for word, so no answer is put into it."],
                )
                .suggest(&["Write the words out; \"help\" may hold an answer."]),
            );
        }
        for (key, value) in json.as_object().unwrap_or(&[]) {
            if READ.contains(&key.as_str()) && !(agreed.is_some() && key == "text") {
                self.read_texts(field, value, &at_key(path, key));
            }
        }
    }

    fn read_texts(&mut self, field: &Field, json: &Json, path: &str) {
        match json {
            Json::Text(text) => self.places(text, path, Known::Above, Some(field)),
            Json::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.read_texts(field, item, &at_index(path, index));
                }
            }
            Json::Object(members) => {
                for (key, value) in members.iter().filter(|(key, _)| READ.contains(&key.as_str())) {
                    self.read_texts(field, value, &at_key(path, key));
                }
            }
            _ => {}
        }
    }

    fn places(&mut self, text: &str, path: &str, known: Known, reader: Option<&Field>) {
        if !has_marks(text) {
            return;
        }
        if !piping::IS_KNOWN {
            return fault!(self.faults, Diagnostic::UNEXPLAINED);
        }
        take_apart(text, &mut |piece| match piece {
            Piece::Plain(_) => {}
            Piece::Open(rest) => fault!(
                self.faults,
                Diagnostic::error(
                    "flow/unknown-place",
                    path,
                    &["The place \"", rest.get(..20).unwrap_or(rest), "\" is never closed."],
                )
                .suggest(&["Close it with }, or write {{ for a brace."]),
            ),
            Piece::Place { name, fallback } => self.place(name, fallback, path, known, reader),
        });
    }

    fn place(&mut self, name: &str, fallback: Option<&str>, path: &str, known: Known, reader: Option<&Field>) {
        if known == Known::Score && (is_of_score(name) || self.is_of_model(name)) {
            return;
        }
        let answer = name.strip_prefix("answers.").unwrap_or_default();
        if !self.answers.contains(&answer) {
            fault!(self.faults, self.unknown(name, path, known));
        } else if known == Known::Above && !self.before.contains(&answer) {
            fault!(
                self.faults,
                Diagnostic::error("flow/reads-ahead", path, &["\"{", name, "}\" is asked later."])
                    .suggest(&["Move that field up, or the text down."]),
            );
        } else if cfg!(feature = "explain") && fallback.is_none() && self.may_be_missing(answer, known, reader) {
            doubt!(
                self.faults,
                Diagnostic::warning(
                    "flow/place-without-fallback",
                    path,
                    &["\"{", name, "}\" may have no answer: the text would have a hole."],
                )
                .suggest(&["Say what stands there then, as \"{", name, "|there}\"."]),
            );
        }
    }

    fn unknown(&self, name: &str, path: &str, known: Known) -> Diagnostic {
        let mut names: Vec<String> = self.answers.iter().map(|answer| ["answers.", answer].concat()).collect();
        if known == Known::Score {
            names.extend(SCORE.map(str::to_owned));
            names.extend(self.is_of_model(PROBABILITY).then(|| PROBABILITY.to_owned()));
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let why = match name {
            PROBABILITY if known == Known::Score => ": the config has no model.",
            name if name == PROBABILITY || is_of_score(name) => ": the score is known in outcomes only.",
            _ => ".",
        };
        Diagnostic::error("flow/unknown-place", path, &["Nothing can be put in for \"{", name, "}\"", why])
            .suggest_name(name, &names)
    }

    /// Tells whether a name is what the config's model tells.
    fn is_of_model(&self, name: &str) -> bool {
        #[cfg(feature = "models")]
        return name == PROBABILITY && self.config.plan.scoring.has_model();
        #[cfg(not(feature = "models"))]
        {
            // An edition without models can't use a config that has one.
            _ = name;
            false
        }
    }

    /// Tells whether a text may be read while an answer is missing.
    fn may_be_missing(&self, name: &str, known: Known, reader: Option<&Field>) -> bool {
        let flow = &self.config.plan.flow;
        let Some((number, field)) = flow.fields().find(|(_, field)| field.name == name) else { return true };
        if known == Known::Everything {
            return true;
        }
        // What is shown under the same condition is read only when the other is there.
        let together = field.show_if.is_none() || reader.is_some_and(|reader| reader.show_if == field.show_if);
        let has_answer = field.required || field.asks.preset().is_some() || field.asks.reckoned().is_some();
        let here = self.step;
        let is_passed_by = number != here
            && (flow.steps.get(number).is_some_and(|step| step.show_if.is_some())
                || flow.steps.iter().take(number).any(|step| {
                    step.next.iter().any(|jump| match jump.target {
                        Some(Target::Step(target)) => target > number,
                        Some(Target::End) => true,
                        None => false,
                    })
                }));
        !has_answer || !together || is_passed_by
    }
}

fn has_place(text: &str) -> bool {
    let mut found = false;
    take_apart(text, &mut |piece| found |= !matches!(piece, Piece::Plain(_)));
    found
}

fn is_of_score(name: &str) -> bool {
    let mut parts = sought::parts(name, '.');
    let is_dimension = parts.next() == Some("score")
        && parts.next() == Some("dimensions")
        && parts.next().is_some()
        && matches!(parts.next(), Some("points" | "percent"))
        && parts.next().is_none();
    is_dimension || SCORE.contains(&name)
}
