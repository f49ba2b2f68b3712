//! The score for backends in JavaScript: leadlet-core behind a wall of texts.
//!
//! Everything crosses as JSON text and comes back as JSON text, so no number is turned into another on
//! the way, and what comes out is the very text whose bytes are compared. `js/score.js` makes objects of
//! it. Knows no clock, no file, no network and no page: the same wasm runs in Node, Deno, Bun and a
//! browser.
//!
//! A second wall beside the widget's `src/embed`, because a backend wants neither Leptos nor a page, but
//! speed and every edition's settings; so it is compiled for speed, with all that the core has.

/// The heap of the widget, which takes half the time of std's: a lead is a thousand short texts that
/// come and go. What is freed is used again, so memory stays at what the largest leads took.
#[cfg(target_arch = "wasm32")]
#[path = "../../../src/heap.rs"]
mod heap;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: heap::Heap = heap::Heap::new();

use leadlet_core::{
    config,
    diagnostic::{Diagnostic, Severity},
    facts::{Facts, Surroundings},
    json::{Json, Outline, Position, object, parse},
    lead::{Plan, ReceivedLead, compare, explain, facts_of, recompute},
    score::{Deeds, ENGINE, Tally},
};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Gives the version of the engine that stands in every envelope.
#[wasm_bindgen]
#[must_use]
pub fn engine() -> String {
    ENGINE.to_owned()
}

/// A config that can be used.
#[wasm_bindgen]
pub struct Config {
    plan: Rc<Plan>,
    tally: Rc<Tally>,
    warnings: String,
}

/// One lead's facts, read once and ready to be scored by the config they were read for.
#[wasm_bindgen]
pub struct Held {
    plan: Rc<Plan>,
    tally: Rc<Tally>,
    deeds: Deeds,
    facts: Facts,
    surroundings: Surroundings,
    now: i64,
}

#[wasm_bindgen]
impl Config {
    /// Reads a config.
    ///
    /// # Errors
    /// The faults of a text that is none, warnings among them, as a JSON list.
    pub fn read(text: &str) -> Result<Config, String> {
        let reading = config::read(text);
        let told = faults(text, &reading.diagnostics);
        match reading.config {
            Some(config::Config { plan, .. }) => {
                Ok(Config { tally: Rc::new(Tally::of(&plan.scoring)), plan: Rc::new(plan), warnings: told })
            }
            None => Err(told),
        }
    }

    /// Gives the name of the config.
    #[must_use]
    pub fn id(&self) -> String {
        self.plan.id.clone()
    }

    /// Gives the hash of the config: SHA-256 of its canonical JSON (RFC 8785).
    #[must_use]
    pub fn hash(&self) -> String {
        self.plan.hash.clone()
    }

    /// Gives what works but likely not as meant, as a JSON list.
    #[must_use]
    pub fn warnings(&self) -> String {
        self.warnings.clone()
    }

    /// Scores facts. `now` is in milliseconds since 1970; nothing takes the time that stands in the facts.
    ///
    /// # Errors
    /// Why they can't be scored, as a JSON list.
    pub fn score(&self, facts: &str, now: Option<f64>) -> Result<String, String> {
        Ok(recompute(&self.plan, &lead(facts, now)?).envelope.canonical())
    }

    /// Tells in words how facts are scored, as a JSON list of lines.
    ///
    /// # Errors
    /// Why they can't be scored, as a JSON list.
    pub fn explain(&self, facts: &str, now: Option<f64>) -> Result<String, String> {
        Ok(Json::from(explain(&self.plan, &lead(facts, now)?)).compact())
    }

    /// Scores a received lead anew and compares: JSON of `same`, `differences`, `outcome` and `envelope`.
    ///
    /// # Errors
    /// Why it is no lead, as a JSON list.
    pub fn recompute(&self, lead: &str) -> Result<String, String> {
        let body = tree(lead, "lead")?;
        let read = ReceivedLead::read(&body).map_err(|diagnostics| faults(lead, &diagnostics))?;
        let compared = compare(&self.plan, &read);
        let differences = compared.differences.iter();
        let differences =
            differences.map(|found| object(vec![("part", found.part().into()), ("message", found.say().into())]));
        let (outcome, envelope) = compared
            .recomputed
            .as_ref()
            .map_or((Json::Null, Json::Null), |made| (made.outcome.as_str().into(), made.envelope.canonical().into()));
        let told = object(vec![
            ("same", compared.is_same().into()),
            ("differences", Json::List(differences.collect())),
            ("outcome", outcome),
            ("envelope", envelope),
        ]);
        Ok(told.compact())
    }

    /// Scores facts and gives the score alone, 0 to 100.
    ///
    /// # Errors
    /// Why they can't be scored, as a JSON list.
    pub fn points(&self, facts: &str, now: Option<f64>) -> Result<i32, String> {
        Ok(self.hold(facts, now)?.points())
    }

    /// Reads facts to be scored later, or more than once.
    ///
    /// # Errors
    /// Why they can't be scored, as a JSON list.
    pub fn hold(&self, facts: &str, now: Option<f64>) -> Result<Held, String> {
        let lead = lead(facts, now)?;
        let (facts, now) = facts_of(&self.plan, &lead);
        let deeds = self.tally.deeds(&self.plan.scoring, &facts, &lead.surroundings.signals, now);
        Ok(Held {
            plan: self.plan.clone(),
            tally: self.tally.clone(),
            deeds,
            facts,
            surroundings: lead.surroundings,
            now,
        })
    }
}

#[wasm_bindgen]
impl Held {
    /// Gives the score alone, 0 to 100.
    #[must_use]
    pub fn points(&self) -> i32 {
        let points = self.tally.points(&self.plan.scoring, &self.facts, &self.deeds);
        i32::try_from(points).unwrap_or_default()
    }

    /// Gives the envelope.
    #[must_use]
    pub fn score(&self) -> String {
        self.plan.scoring.score(&self.facts, &self.surroundings, self.now, &self.plan.hash).envelope.canonical()
    }
}

/// Reads facts for a time that crossed as a number.
fn lead(text: &str, now: Option<f64>) -> Result<ReceivedLead, String> {
    let facts = tree(text, "facts")?;
    let now = match now.map(|now| Json::Number(now).as_whole()) {
        None => None,
        Some(Some(now)) => Some(now),
        Some(None) => {
            let fault = Diagnostic::error("facts/bad-time", "now", &["It is no whole number of milliseconds."])
                .suggest(&["Write whole milliseconds since 1970, as 1768478400000."]);
            return Err(faults(text, &[fault]));
        }
    };
    ReceivedLead::of_facts(&facts, now).map_err(|diagnostics| faults(text, &diagnostics))
}

/// Reads JSON, or says where it is none.
fn tree(text: &str, what: &str) -> Result<Json, String> {
    parse(text).map_err(|error| {
        let Position { line, column } = Position::of(text, error.at);
        let message = format!("Line {line}, column {column}: {}.", error.message);
        faults(text, &[Diagnostic::error(if what == "lead" { "lead/syntax" } else { "facts/syntax" }, "", &[&message])])
    })
}

/// Writes faults as a JSON list, each with the line and column of its place in `text`.
fn faults(text: &str, diagnostics: &[Diagnostic]) -> String {
    let outline = Outline::of(text);
    let told = |fault: &Diagnostic| {
        let Position { line, column } = Position::of(text, outline.offset(&fault.path));
        let count = |count: usize| Json::Number(count as f64);
        object(vec![
            ("code", fault.code.into()),
            ("severity", if fault.severity == Severity::Error { "error" } else { "warning" }.into()),
            ("path", fault.path.as_str().into()),
            ("message", fault.message.as_str().into()),
            ("suggestion", fault.suggestion.as_deref().into()),
            ("line", count(line)),
            ("column", count(column)),
        ])
    };
    Json::List(diagnostics.iter().map(told).collect()).compact()
}
