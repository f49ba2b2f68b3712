//! Measures the score: in one Chromium beside a function written by hand and two rule engines, and
//! natively by cores and by rows.
//!
//! Knows what has to be built before. What is measured stands in `tests/bench`.

use anyhow::{Context, Result};

use crate::sheet::Sheet;
use crate::steps::{run as run_program, step};
use crate::workspace::Workspace;
use crate::{demo, dist, setup};

const FOLDER: &str = "tests/bench";

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// The score: in Chromium beside others, natively by cores and by rows
    Score {
        /// For how many rows to look at the memory, separated by commas
        #[arg(long, default_value = "10000,100000,1000000,10000000")]
        rows: String,
    },
}

/// Builds what is measured, and measures.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let What::Score { rows } = &options.what;
    setup::run(workspace, setup::Options { tests: true })?;
    setup::npm_packages(workspace, FOLDER)?;
    dist::run(workspace, &dist::Options::default())?;
    step("native: compiling leadlet", || demo::build_receiver(workspace))?;
    let chromium = setup::chromium().context("there is no Chromium; run `cargo xtask setup --tests`")?;
    for script in ["browser.mjs", "native.mjs"] {
        let mut node = workspace.command("node");
        node.arg(workspace.path(FOLDER).join(script));
        node.arg("--dist").arg(workspace.path(&Sheet::read(workspace)?.out.dir)).arg("--chromium").arg(&chromium);
        node.arg("--leadlet").arg(workspace.leadlet_binary()).arg("--work").arg(workspace.target().join("bench"));
        node.args(["--rows", rows]);
        run_program(&mut node, "It says above what differs.")?;
    }
    Ok(())
}
