//! Looks deeper into a config than a visitor's browser has time for: what can never happen, what
//! always does, what gives a secret away, what some visitors could not read.
//!
//! Only tools have it (feature `lint`). Whatever a finding claims is certain: the reasoning behind it
//! takes too much to be possible rather than too little, and where it does not understand a
//! condition it is silent. It knows configs as a whole, and so stands above every other module of
//! the core.
//!
//! Two sorts of findings: those of the surface are told of any text that is JSON; those that reason
//! about the flow are told only of a config without an error, since half a config would be full of
//! seeming contradictions.

pub mod codes;
mod items;
mod judge;
mod language;
mod look;
mod membership;
mod names;
mod order;
mod paths;
mod points;
mod possible;
mod privacy;
mod reason;
mod rivals;
mod secrets;
mod span;
mod term;
mod ways;
mod world;

use crate::{
    config::{self, Config, Reading},
    diagnostic::Diagnostic,
    json::{Json, parse},
};
pub use points::{Range, Reach};

/// Reads a config and adds to the reader's faults all that a deeper look finds.
#[must_use]
pub fn read(text: &str) -> Reading {
    let mut reading = config::read(text);
    let Ok(json) = parse(text) else { return reading };
    if let Some(config) = &reading.config {
        let (_, mut faults) = reason(config, &json);
        reading.diagnostics.append(&mut faults);
    }
    secrets::check(&json, "", "", &mut reading.diagnostics);
    reading
}

/// What reasoning about a sound config finds out, besides faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// Whether there is a way to each step.
    pub reachable: Vec<bool>,
    /// Between which bounds the score lies.
    pub reach: Reach,
}

/// Reasons about a config without errors, whose tree is `json`.
#[must_use]
pub fn reason(config: &Config, json: &Json) -> (Findings, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let world = world::World::of(&config.plan.flow);
    let paths = paths::Paths::of(&world, &config.plan.scoring);
    let ways = ways::walk(&world, &paths, json.at("steps"), &mut faults);
    ways::check_empty(&config.plan.flow, &mut faults);
    // Every walk ends; were it not so, nothing could be said of the end.
    let end = ways.end.unwrap_or_else(|| world.beginning());
    let reach = points::check(config, json, &world, &paths, &end, &mut faults);
    rivals::check(config, json, &world, &end, &mut faults);
    rivals::thresholds(json, &reach, &mut faults);
    names::check(config, json, &mut faults);
    privacy::check(config, json, &mut faults);
    look::check(config, json, &mut faults);
    language::check(config, json, &mut faults);
    let reachable = ways.reached.iter().map(Option::is_some).collect();
    (Findings { reachable, reach }, faults)
}
