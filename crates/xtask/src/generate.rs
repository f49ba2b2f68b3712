//! Writes the files that are generated from the core, so that no mirror of it is kept by hand.
//!
//! The core is asked through the binary `describe`, which is built here and not with the chores:
//! they have to start while the core does not compile.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::fingerprint;
use crate::steps::{read, run as run_program};
use crate::workspace::Workspace;

/// What `describe` is asked for, and the file that keeps the answer.
const FILES: [(&str, &str); 4] = [
    ("schema", "www/config.schema.json"),
    ("cases", "www/cases.schema.json"),
    ("types", "src/embed/config.d.ts"),
    ("wide", "src/embed/wide.js"),
];

/// Whether to write or to compare.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct Options {
    /// Write nothing; fail if a file is not what would be written
    #[arg(long)]
    check: bool,
}

/// Writes the generated files, or checks them.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    let describe = build_describe(workspace)?;
    let mut stale = Vec::new();
    for (what, file) in FILES {
        let fresh = ask(workspace, &describe, what)?;
        let kept = workspace.text(file).ok();
        match judge(kept.as_deref(), &fresh) {
            State::Fresh => eprintln!("-- {file}: as the core says"),
            State::Missing | State::Stale if !options.check => {
                fingerprint::write(&workspace.path(file), fresh.as_bytes())?;
                eprintln!("-- {file}: written");
            }
            State::Missing => stale.push(format!("{file} is missing")),
            State::Stale => stale.push(format!("{file} is stale")),
        }
    }
    if !stale.is_empty() {
        bail!("{}; run `cargo xtask generate`", stale.join(", "));
    }
    Ok(())
}

/// Checks the generated files.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    run(workspace, Options { check: true })
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Fresh,
    Stale,
    Missing,
}

fn judge(kept: Option<&str>, fresh: &str) -> State {
    match kept {
        None => State::Missing,
        // A checkout may have made the line ends those of its machine.
        Some(kept) if kept.replace("\r\n", "\n") == fresh => State::Fresh,
        Some(_) => State::Stale,
    }
}

/// Builds the binary `describe` and returns where it is.
fn build_describe(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "xtask", "--features", "describe", "--bin", "describe"]);
    run_program(&mut cargo, "The compiler says above what to mend.")?;
    Ok(workspace.target().join("debug").join(format!("describe{EXE_SUFFIX}")))
}

fn ask(workspace: &Workspace, describe: &Path, what: &str) -> Result<String> {
    let mut text = read(workspace.command(describe).arg(what))?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{State, judge};

    #[test]
    fn a_file_that_differs_from_the_core_is_stale() {
        assert_eq!(judge(Some("{}\n"), "{\"a\":1}\n"), State::Stale);
    }

    #[test]
    fn a_file_that_is_not_there_is_missing() {
        assert_eq!(judge(None, "{}\n"), State::Missing);
    }

    #[test]
    fn line_ends_of_another_machine_are_not_a_difference() {
        assert_eq!(judge(Some("{\r\n}\r\n"), "{\n}\n"), State::Fresh);
    }
}
