//! The chores of the workspace: `cargo xtask <chore>`.
//!
//! This file knows which chores there are; each lives in the file of its name. Progress goes to
//! stderr and results to stdout, so that `cargo xtask size --json` can be piped.
#![forbid(unsafe_code)]

mod bench;
mod bindgen;
mod demo;
mod dist;
mod fingerprint;
mod fuzz;
mod generate;
mod glue;
mod order;
mod parity;
mod phone_table;
mod reach;
mod same;
mod setup;
mod sheet;
mod size;
mod stages;
mod steps;
mod tally;
mod test;
mod tidy;
mod wasm_opt;
mod weigh;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use workspace::Workspace;

/// The chores of the Leadlet workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Chore {
    /// Install what building needs and this machine lacks
    Setup(setup::Options),
    /// Build dist/: exactly the files a site owner copies to a server
    Dist(dist::Options),
    /// Measure dist/ and hold it to the byte budgets of wasm-pack.toml
    Size(size::Options),
    /// Build everything and serve the gallery with a receiver
    Demo(demo::Options),
    /// Write the files that are generated from the core
    Generate(generate::Options),
    /// Feed the config reader and the evaluator with hostile inputs
    Fuzz(fuzz::Options),
    /// Run the score as SQL on real engines and compare it with leadlet score, bit for bit
    Parity(parity::Options),
    /// Score random cases natively, in Node and in Chromium, and compare every byte
    Same(same::Options),
    /// Measure: `cargo xtask bench score`
    Bench(bench::Options),
    /// Check the borders of the house, and say why each is there
    Tidy,
    /// Install what tests need and run every suite
    Test(test::Options),
}

fn main() -> ExitCode {
    let chore = Chore::parse();
    let done = Workspace::find().and_then(|workspace| match chore {
        Chore::Setup(options) => setup::run(&workspace, options),
        Chore::Dist(options) => dist::run(&workspace, &options),
        Chore::Size(options) => size::run(&workspace, &options),
        Chore::Demo(options) => demo::run(&workspace, &options),
        Chore::Generate(options) => generate::run(&workspace, options),
        Chore::Fuzz(options) => fuzz::run(&workspace, options),
        Chore::Parity(options) => parity::run(&workspace, options),
        Chore::Same(options) => same::run(&workspace, options),
        Chore::Bench(options) => bench::run(&workspace, &options),
        Chore::Tidy => tidy::run(&workspace),
        Chore::Test(options) => test::run(&workspace, options),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}
