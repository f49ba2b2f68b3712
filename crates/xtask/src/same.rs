//! Compares scores natively, in Node and in Chromium, byte by byte, and those of the pages' own wasm.
//!
//! Knows what has to be built before. What is compared stands in `tests/same`.

use anyhow::{Context, Result};

use crate::sheet::Sheet;
use crate::steps::step;
use crate::tally::{Tally, count};
use crate::workspace::Workspace;
use crate::{dist, fuzz, setup};

/// How much to compare.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct Options {
    /// How many cases to score natively, in Node and in Chromium
    #[arg(long, default_value_t = 20_000)]
    pub(crate) cases: u64,
    /// How many leads each edition of the widget sends from a page
    #[arg(long, default_value_t = 200)]
    pub(crate) pages: u64,
    /// Where the stream of random numbers starts; the same seed makes the same cases
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options { cases: 20_000, pages: 200, seed: 1 }
    }
}

/// Builds what is compared, and compares. Fails at the first case that differs.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    setup::run(workspace, setup::Options { tests: true })?;
    dist::run(workspace, &dist::Options::default())?;
    step("probe: compiling", || fuzz::build_probe(workspace))?;
    compare(workspace, options, &mut Tally::default())
}

/// Compares with what is built already.
pub(crate) fn compare(workspace: &Workspace, options: Options, tally: &mut Tally) -> Result<()> {
    let chromium = setup::chromium().context("there is no Chromium; run `cargo xtask setup --tests`")?;
    let dist = workspace.path(&Sheet::read(workspace)?.out.dir);
    for script in ["cases.mjs", "pages.mjs"] {
        let mut node = workspace.command("node");
        node.arg(workspace.path("tests/same").join(script));
        node.arg("--probe").arg(fuzz::probe(workspace)).arg("--dist").arg(&dist).arg("--chromium").arg(&chromium);
        node.args(["--cases", &options.cases.to_string(), "--pages", &options.pages.to_string()]);
        node.args(["--seed", &options.seed.to_string()]);
        count(&mut node, tally)?;
    }
    Ok(())
}
