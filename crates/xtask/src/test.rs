//! Installs what tests need and runs every suite, the quick and cheap ones first.
//!
//! Knows the order, what each suite costs to start, and what to do when one fails. It stops at the
//! first failure, since the later suites would only repeat it.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::sheet::Sheet;
use crate::steps::run as run_program;
use crate::tally::{Tally, count};
use crate::workspace::{WASM, Workspace};
use crate::{demo, dist, fuzz, generate, parity, same, setup, size, tidy};

/// How much to test.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct Options {
    /// Only the suites that need no wasm build and no browser
    #[arg(long)]
    fast: bool,
}

/// A suite: its name, what runs it, and what to do when it fails.
struct Suite {
    name: &'static str,
    run: fn(&Workspace, &mut Tally) -> Result<()>,
    next: &'static str,
    /// Whether it needs neither a wasm build nor a browser.
    fast: bool,
}

const SUITES: [Suite; 17] = [
    Suite { name: "format", run: format, next: "Run `cargo fmt --all`.", fast: true },
    Suite {
        name: "borders",
        run: |workspace, _| tidy::run(workspace),
        next: "Mend what it names; each border says why it is there.",
        fast: true,
    },
    Suite {
        name: "generated files",
        run: |workspace, _| generate::check(workspace),
        next: "Run `cargo xtask generate` and look at what changed.",
        fast: true,
    },
    Suite { name: "clippy: core, cli, xtask", run: clippy_native, next: "Mend what clippy names above.", fast: true },
    Suite { name: "clippy: widget", run: clippy_widget, next: "Mend what clippy names above.", fast: false },
    Suite { name: "tests: core, xtask", run: test_core, next: CARGO_TEST, fast: true },
    Suite { name: "tests: cli", run: test_cli, next: CARGO_TEST, fast: false },
    Suite {
        name: "receiver",
        run: |workspace, _| demo::build_receiver(workspace),
        next: "Mend what the compiler names above.",
        fast: false,
    },
    Suite {
        name: "cases of the demo configs",
        run: test_cases,
        next: "Run `leadlet test www/configs`, mend the config or its cases, or write what came with --update.",
        fast: false,
    },
    Suite {
        name: "fuzz",
        run: |workspace, _| fuzz::run(workspace, fuzz::Options { inputs: 200_000, from: 0, seconds: None, seed: 1 }),
        next: "Run `cargo xtask fuzz` alone; it says where the bad input is kept.",
        fast: false,
    },
    Suite {
        name: "differential: json-logic-js",
        run: test_differential,
        next: "Look at the shortest rule it names; decide by reading the reference.",
        fast: false,
    },
    Suite {
        name: "parity: SQL engines",
        run: |workspace, tally| parity::compare(workspace, parity::Options::default(), tally),
        next: "Run `cargo xtask parity`; it names the first lead and what differs. The contract is the core's.",
        fast: false,
    },
    Suite {
        name: "dist",
        run: |workspace, _| dist::run(workspace, &dist::Options::default()),
        next: "Run `cargo xtask dist` alone to see it sooner.",
        fast: false,
    },
    Suite {
        name: "size",
        run: |workspace, _| size::run(workspace, &size::Options::default()),
        next: "Run `cargo xtask size --crates` and make something smaller.",
        fast: false,
    },
    Suite {
        name: "same: native, Node, Chromium",
        run: |workspace, tally| same::compare(workspace, same::Options::default(), tally),
        next: "Run `cargo xtask same`; it shows the first case that differs.",
        fast: false,
    },
    Suite {
        name: "tests: npm package",
        run: test_package,
        next: "Run one file alone: node --test tests/package/<file>.",
        fast: false,
    },
    Suite {
        name: "tests: browser",
        run: test_browser,
        next: "Run one file alone: LEADLET_DIST=dist node --test tests/e2e/<file>.",
        fast: false,
    },
];

const CARGO_TEST: &str = "Run the failing test alone: cargo test <its name>.";

/// Runs the suites. Fails with the name of the first that does.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    setup::run(workspace, setup::Options { tests: !options.fast })?;
    let suites: Vec<&Suite> = SUITES.iter().filter(|suite| suite.fast || !options.fast).collect();
    let mut tally = Tally::default();
    let mut times = Vec::new();
    let mut failure = None;
    for (index, suite) in suites.iter().enumerate() {
        println!("== {}/{} {}", index + 1, suites.len(), suite.name);
        let started = Instant::now();
        let outcome = (suite.run)(workspace, &mut tally);
        let seconds = started.elapsed().as_secs_f64();
        println!("== {}/{} {}: {seconds:.1} s", index + 1, suites.len(), suite.name);
        times.push((suite.name, seconds, outcome.is_ok()));
        if let Err(error) = outcome {
            failure = Some(error.context(format!("the suite `{}` failed. {}", suite.name, suite.next)));
            break;
        }
    }
    print!("{}", summary(&times, suites.len(), &tally));
    failure.map_or(Ok(()), Err)
}

/// The table of suites and, last, the line that counts tests.
fn summary(times: &[(&str, f64, bool)], suites: usize, tally: &Tally) -> String {
    let mut lines = vec![String::new(), format!("{:28} {:>9}", "suite", "seconds")];
    lines.extend(
        times
            .iter()
            .map(|(name, seconds, ok)| format!("{name:28} {seconds:>9.1}  {}", if *ok { "ok" } else { "FAILED" })),
    );
    let total: f64 = times.iter().map(|(_, seconds, _)| seconds).sum();
    lines.push(format!("{:28} {total:>9.1}", "together"));
    if times.len() < suites {
        lines.push(format!("not run: {} suites after the failure", suites - times.len()));
    }
    if tally.skipped > 0 {
        lines.push(format!("skipped or ignored: {}", tally.skipped));
    }
    lines.push(format!("tests: {} passed, {} failed", tally.passed, tally.failed));
    lines.push(String::new());
    lines.join("\n")
}

fn format(workspace: &Workspace, _: &mut Tally) -> Result<()> {
    let mut cargo = workspace.cargo();
    run_program(cargo.args(["fmt", "--all", "--", "--check"]), "The differences stand above.")
}

fn clippy_native(workspace: &Workspace, _: &mut Tally) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--workspace", "--exclude", "leadlet", "--all-targets", "--all-features"]);
    run_program(cargo.args(["--", "-D", "warnings"]), "The findings stand above.")
}

fn clippy_widget(workspace: &Workspace, _: &mut Tally) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--package", "leadlet", "--target", WASM, "--all-features"]);
    run_program(cargo.args(["--", "-D", "warnings"]), "The findings stand above.")
}

fn test_core(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--package", "leadlet-core", "--package", "xtask", "--all-features"]);
    count(&mut cargo, tally)
}

fn test_cli(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let mut cargo = workspace.cargo();
    count(cargo.args(["test", "--profile", "native", "--package", "leadlet-cli"]), tally)
}

fn test_cases(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    count(workspace.command(workspace.leadlet_binary()).args(["test", "www/configs"]), tally)
}

fn test_differential(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let mut node = workspace.command("node");
    node.args(["--test", "--test-reporter=spec"]).args(node_tests(workspace, "tests/differential")?);
    node.env("LEADLET_BIN", workspace.leadlet_binary()).env("LEADLET_PROBE", fuzz::probe(workspace));
    count(&mut node, tally)
}

fn test_package(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let mut node = workspace.command("node");
    node.args(["--test", "--test-reporter=spec"]).args(node_tests(workspace, "tests/package")?);
    node.env("LEADLET_DIST", workspace.path(&Sheet::read(workspace)?.out.dir));
    node.env("LEADLET_BIN", workspace.leadlet_binary());
    count(&mut node, tally)
}

fn test_browser(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let chromium = setup::chromium().context("there is no Chromium; run `cargo xtask setup --tests`")?;
    let files = node_tests(workspace, "tests/e2e")?;
    let mut node = workspace.command("node");
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files);
    node.env("LEADLET_BIN", workspace.leadlet_binary());
    node.env("LEADLET_DIST", workspace.path(&Sheet::read(workspace)?.out.dir));
    node.env("LEADLET_CHROMIUM", chromium);
    count(&mut node, tally)
}

/// Every `*.test.mjs` of a folder, by name. Fails if there is none: nothing proven is not success.
fn node_tests(workspace: &Workspace, folder: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(workspace.path(folder)).with_context(|| format!("cannot list {folder}"))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() {
        bail!("{folder} has no *.test.mjs");
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{Tally, summary};

    #[test]
    fn the_last_line_counts_tests_and_the_rest_is_named_when_a_suite_fails() {
        let counted = Tally { passed: 41, failed: 1, skipped: 0 };
        let text = summary(&[("format", 0.5, true), ("tests: core, xtask", 2.0, false)], 5, &counted);
        assert_eq!(text.lines().last(), Some("tests: 41 passed, 1 failed"));
        assert!(text.contains("FAILED") && text.contains("not run: 3 suites"), "{text}");
    }
}
