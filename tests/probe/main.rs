//! Makes random expressions and hostile inputs for the core. `cargo xtask fuzz` builds and runs it,
//! and so does the differential suite, by `cargo xtask test`.
#![forbid(unsafe_code)]

mod cases;
mod configs;
mod differential;
mod fuzz;
mod inputs;
mod models;
mod report;
mod rules;
mod visits;

use std::process::ExitCode;

use clap::Parser;

/// Makes random expressions and hostile inputs for the core.
#[derive(Parser)]
enum Probe {
    /// Print lines of `[rule, data]` for `leadlet eval` and json-logic-js
    Rules(differential::Options),
    /// Print lines of `[lowered rule, data, value of the guarded rule]`
    Lowered(differential::Options),
    /// Print configs and facts, and the hash of what is made of them
    Cases(cases::Options),
    /// Feed the config reader and the evaluator with hostile inputs
    Fuzz(fuzz::Options),
}

fn main() -> ExitCode {
    match Probe::parse() {
        Probe::Rules(options) => differential::rules(&options),
        Probe::Lowered(options) => differential::lowered(&options),
        Probe::Cases(options) => cases::run(&options),
        Probe::Fuzz(options) => fuzz::run(&options),
    }
}
