//! Writes the files that are generated: those that mirror the core, and the table of telephone
//! codes that the core carries.
//!
//! The core is asked through the binary `describe`, which is built here and not with the chores:
//! they have to start while the core does not compile. The table goes first, because the core does
//! not compile without it.

use std::collections::BTreeMap;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::fingerprint;
use crate::phone_table;
use crate::steps::{read, run as run_program};
use crate::workspace::Workspace;

/// What `describe` is asked for, and the file that keeps the answer.
const FILES: [(&str, &str); 4] = [
    ("schema", "www/config.schema.json"),
    ("cases", "www/cases.schema.json"),
    ("types", "src/embed/config.d.ts"),
    ("wide", "src/embed/wide.js"),
];

/// What the table of telephone codes is made from, and the file that keeps it.
const PHONES: [&str; 2] = ["crates/xtask/data/phone-regions.json", "crates/leadlet-core/src/field/phone/regions.txt"];

/// Where the pages about the checks stand; nothing else stands there.
const CHECKS: &str = "docs/checks";

/// Whether to write or to compare.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct Options {
    /// Write nothing; fail if a file is not what would be written
    #[arg(long)]
    check: bool,
}

/// Writes the generated files, or checks them.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    let mut stale = Vec::new();
    let [extract, table] = PHONES;
    settle(workspace, options, table, &phone_table::table(&workspace.text(extract)?)?, &mut stale)?;
    let describe = build_describe(workspace)?;
    for (what, file) in FILES {
        settle(workspace, options, file, &ask(workspace, &describe, what)?, &mut stale)?;
    }
    let pages: BTreeMap<String, String> =
        serde_json::from_str(&ask(workspace, &describe, "checks")?).context("`describe checks` prints no JSON")?;
    let mut fresh = 0;
    for (page, text) in &pages {
        fresh += usize::from(keep(workspace, options, &format!("{CHECKS}/{page}"), text, &mut stale)?);
    }
    for page in pages_there(&workspace.path(CHECKS), "")?.iter().filter(|page| !pages.contains_key(*page)) {
        let file = format!("{CHECKS}/{page}");
        if options.check {
            stale.push(format!("{file} is about a code that is gone"));
        } else {
            fs::remove_file(workspace.path(&file)).with_context(|| format!("cannot remove {file}"))?;
            eprintln!("-- {file}: removed");
        }
    }
    eprintln!("-- {CHECKS}: {fresh} of {} pages fresh", pages.len());
    if !stale.is_empty() {
        bail!("{}; run `cargo xtask generate`", stale.join(", "));
    }
    Ok(())
}

/// Keeps one file: tells whether it is fresh, writes it, or notes that it is not.
fn keep(workspace: &Workspace, options: Options, file: &str, fresh: &str, stale: &mut Vec<String>) -> Result<bool> {
    let kept = workspace.text(file).ok();
    match judge(kept.as_deref(), fresh) {
        State::Fresh => return Ok(true),
        State::Missing | State::Stale if !options.check => {
            let path = workspace.path(file);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            }
            fingerprint::write(&path, fresh.as_bytes())?;
            eprintln!("-- {file}: written");
        }
        State::Missing => stale.push(format!("{file} is missing")),
        State::Stale => stale.push(format!("{file} is stale")),
    }
    Ok(false)
}

/// Lists the pages in a folder and below it, by their path in it.
fn pages_there(folder: &Path, within: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    // Where nothing has been written yet there is no folder.
    let Ok(entries) = fs::read_dir(folder) else { return Ok(found) };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(pages_there(&entry.path(), &format!("{name}/"))?);
        } else {
            found.push(name);
        }
    }
    Ok(found)
}

/// Checks the generated files.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    run(workspace, Options { check: true })
}

/// Writes a file that is not as it should be, or notes that it is stale.
fn settle(workspace: &Workspace, options: Options, file: &str, fresh: &str, stale: &mut Vec<String>) -> Result<()> {
    if keep(workspace, options, file, fresh, stale)? {
        eprintln!("-- {file}: fresh");
    }
    Ok(())
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
