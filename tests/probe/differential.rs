//! Prints random expressions, a line each, for engines to be compared.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use leadlet_core::json::Json;
use leadlet_core::logic::{Condition, lower};

use crate::rules::{Dice, Language, facts, rule};

/// How many, and which.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many lines to print
    #[arg(long, default_value_t = 20_000)]
    count: u64,
    /// Where the stream of random numbers starts
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Prints lines of `[rule, data]` in the whole language of the reference.
pub(crate) fn rules(options: &Options) -> ExitCode {
    print(options, |dice| {
        let depth = 1 + dice.below(5);
        Some(vec![rule(dice, depth, Language::Plain), facts(dice, 2)])
    })
}

/// Prints lines of `[lowered, data, value]`: what a config's condition becomes for other engines, and
/// what it gives here. A value that was given up is left to the reference to compute alone.
pub(crate) fn lowered(options: &Options) -> ExitCode {
    print(options, |dice| {
        let depth = 1 + dice.below(5);
        let (written, data) = (rule(dice, depth, Language::Config), facts(dice, 2));
        let condition = Condition::read(&written).ok()?;
        let (value, lowered) = (condition.value(&data).ok()?, lower(&written).ok()?);
        Some(vec![lowered, data, value])
    })
}

fn print(options: &Options, mut draw: impl FnMut(&mut Dice) -> Option<Vec<Json>>) -> ExitCode {
    let mut dice = Dice::of(options.seed);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut left = options.count;
    while left > 0 {
        let Some(parts) = draw(&mut dice) else { continue };
        left -= 1;
        if writeln!(out, "{}", Json::List(parts)).is_err() {
            return ExitCode::FAILURE;
        }
    }
    if out.flush().is_err() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
