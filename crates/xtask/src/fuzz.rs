//! Feeds the config reader and the evaluator with hostile inputs.
//!
//! Knows how the probe in `tests/probe` is built and started. What is fed, and what is bad, stands there.

use std::path::PathBuf;

use anyhow::Result;

use crate::steps::{run as run_program, step};
use crate::workspace::Workspace;

/// How much to feed.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct Options {
    /// How many inputs to feed
    #[arg(long, default_value_t = 200_000)]
    pub(crate) inputs: u64,
    /// The number of the first one; with `--inputs 1` one that a report names is fed again
    #[arg(long, default_value_t = 0)]
    pub(crate) from: u64,
    /// Stop after so many seconds, even before all inputs are fed
    #[arg(long)]
    pub(crate) seconds: Option<u64>,
    /// Where the stream of random numbers starts; the same seed gives the same inputs
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Builds the probe and feeds. Fails where an input panicked or took more than 10 ms of a processor (linting: 1 s); it is kept in
/// `target/fuzz`.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    step("probe: compiling", || build_probe(workspace))?;
    let mut probe = workspace.command(probe(workspace));
    probe.arg("fuzz").arg("--root").arg(workspace.root()).arg("--keep").arg(workspace.target().join("fuzz"));
    probe.arg("--inputs").arg(options.inputs.to_string()).arg("--seed").arg(options.seed.to_string());
    probe.arg("--from").arg(options.from.to_string());
    if let Some(seconds) = options.seconds {
        probe.arg("--seconds").arg(seconds.to_string());
    }
    run_program(&mut probe, "Feed a kept input again with a test of its own, and mend what it shows.")
}

/// Builds the program that makes random rules and hostile inputs.
pub(crate) fn build_probe(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--profile", "native", "--package", "leadlet-cli", "--example", "probe"]);
    run_program(&mut cargo, "The compiler says above what to mend.")
}

/// Returns where that program is.
pub(crate) fn probe(workspace: &Workspace) -> PathBuf {
    let file = format!("probe{}", std::env::consts::EXE_SUFFIX);
    workspace.target().join("native").join("examples").join(file)
}
