//! Shows what came of a run to a person: a line for each case, what came otherwise, and what the
//! cases have not reached.
//!
//! Signs and colours only underline: what failed is also said in a word.

use super::{
    Reached, Run, difference,
    suite::{Played, Suite},
};
use crate::check::{
    Checked,
    report::{counted, faults},
};
use crate::terminal::plain;
use clap::builder::styling::{AnsiColor, Style};
use leadlet_core::replay::{Coverage, Sort};
use std::io::{self, Write};

/// Names of the same sort that are told before "and 12 more".
const MOST_NAMES: usize = 10;

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const NEW: Style = AnsiColor::Yellow.on_default();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Prints the whole report; its last line counts the cases.
pub(super) fn human(run: &Run) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    for file in &run.faulty {
        faults(&mut out, file)?;
    }
    for suite in &run.suites {
        cases(&mut out, suite)?;
    }
    for reached in &run.reached {
        coverage(&mut out, run, reached)?;
    }
    if !run.without_cases.is_empty() {
        writeln!(out, "{FAINT}no cases for:{FAINT:#} {}\n", listed(run.without_cases.iter().map(String::as_str)))?;
    }
    writeln!(out, "{}", summary(run))?;
    out.flush()
}

fn cases(out: &mut impl Write, suite: &Suite) -> io::Result<()> {
    if suite.played.is_empty() {
        return Ok(());
    }
    writeln!(out, "{STRONG}{}{STRONG:#}", plain(&suite.name))?;
    for played in &suite.played {
        case(out, suite, played)?;
    }
    writeln!(out)?;
    let checked = Checked { name: suite.name.clone(), text: suite.text.clone(), diagnostics: suite.warnings.clone() };
    faults(out, &checked)
}

fn case(out: &mut impl Write, suite: &Suite, played: &Played) -> io::Result<()> {
    let (style, sign, word) = match (played.passed(), played.updated) {
        (true, true) => (NEW, "✓", " (updated)"),
        (true, false) => (GOOD, "✓", ""),
        (false, _) => (BAD, "✗", " (failed)"),
    };
    writeln!(out, "  {style}{sign}{style:#} {}{style}{word}{style:#}", plain(&played.name))?;
    if played.passed() {
        return Ok(());
    }
    for line in difference::lines(played, &suite.config.plan) {
        writeln!(out, "      {}", plain(&line))?;
    }
    writeln!(out)
}

fn coverage(out: &mut impl Write, run: &Run, reached: &Reached) -> io::Result<()> {
    writeln!(out, "{STRONG}reached in {}{STRONG:#}", plain(&reached.config))?;
    for sort in reached.sorts() {
        let missed = reached.coverage.parts(sort).filter(|part| !part.reached).map(|part| part.name.as_str());
        let missed = listed(missed);
        let missed = if missed.is_empty() { missed } else { format!("   {}: {missed}", sort.missed()) };
        writeln!(out, "  {:14}{}{missed}", sort.plural(), share(&reached.coverage, Some(sort)))?;
    }
    let enough = match (run.is_too_little(reached), run.least) {
        (true, least) => format!("   {BAD}failed: at least {least} % is asked{BAD:#}"),
        (false, _) => String::new(),
    };
    writeln!(out, "  {:14}{}{enough}\n", "together", share(&reached.coverage, None))
}

fn share(coverage: &Coverage, sort: Option<Sort>) -> String {
    let (reached, all) = coverage.count(sort);
    let percent = coverage.percent(sort);
    let style = if percent == 100 { GOOD } else { NEW };
    format!("{reached:>3} of {all:<3} {style}{percent:>3} %{style:#}")
}

/// Lists names, some of many.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let shown = names.iter().take(MOST_NAMES).map(|name| plain(name)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn summary(run: &Run) -> String {
    let passed = run.count(|played| played.passed() && !played.updated);
    let (updated, failed) =
        (run.count(|played| played.passed() && played.updated), run.count(|played| !played.passed()));
    let mut parts = vec![format!("{passed} passed")];
    if updated > 0 {
        parts.push(format!("{updated} updated"));
    }
    let style = if failed > 0 { BAD } else { Style::new() };
    parts.push(format!("{style}{failed} failed{style:#}"));
    if !run.faulty.is_empty() {
        parts.push(format!("{BAD}{} not run{BAD:#}", counted(run.faulty.len(), "file")));
    }
    format!("cases: {}", parts.join(", "))
}
