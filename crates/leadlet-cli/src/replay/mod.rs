//! `leadlet test`: lets the cases beside a config happen and says what came otherwise than expected.
//!
//! What a case is, how a visit happens and what it is compared by is the core's ([`leadlet_core::replay`]).
//! This module finds the files ([`find`]), lets each one run ([`suite`]), shows the result to a person
//! ([`report`], [`difference`]) or to a program ([`machine`]), and writes expectations into a file
//! without touching anything else in it ([`update`]).
//!
//! A file of cases lies beside its config, `ebook.cases.json` beside `ebook.json`:
//!
//! ```json
//! {
//!   "$schema": "../cases.schema.json",
//!   "answers": { "name": "Ann Lee", "email": "ann@firm.example", "terms": true },
//!   "cases": [
//!     {
//!       "name": "a CTO with a budget, two days after a look at the prices",
//!       "answers": { "need": "cost", "role": "cto", "size": "501+", "budget": "250,000", "timing": "now" },
//!       "events": [{ "kind": "page", "path": "/pricing.html", "daysAgo": 2 }],
//!       "expect": { "path": ["need", "fit", "contact"], "score": 95, "stage": "sql", "outcome": "book" }
//!     },
//!     {
//!       "name": "somebody who throws the address away",
//!       "answers": { "need": "study", "email": "ann@mailinator.com" },
//!       "expect": { "refused": { "email": "disposableMail" } }
//!     }
//!   ]
//! }
//! ```
//!
//! Every setting is in `www/cases.schema.json`, which editors complete by.

mod difference;
mod find;
mod machine;
mod report;
mod suite;
mod update;

use crate::{check::Checked, terminal::plain};
use clap::{Args, ValueEnum};
use find::Found;
pub(crate) use find::is_cases;
use leadlet_core::{
    diagnostic::Severity,
    replay::{Coverage, Sort},
};
use std::{ffi::OsString, io, process::ExitCode};
use suite::Suite;
pub(crate) use suite::faults_of;

/// The help that `--help` ends with.
const FORMAT: &str = r#"Cases lie beside their config: ebook.cases.json beside ebook.json.

  {
    "$schema": "cases.schema.json",
    "answers": { "name": "Ann Lee", "email": "ann@firm.example" },
    "cases": [
      {
        "name": "a CTO who looked at the prices",
        "answers": { "role": "cto", "budget": "250,000", "news": true },
        "events": [{ "kind": "page", "path": "/pricing", "daysAgo": 2 }],
        "expect": { "path": ["fit", "contact"], "score": 45, "stage": "sql", "outcome": "book" }
      }
    ]
  }

answers   By the field's name, as a visitor gives them: what is typed, the value of an option or a
          list of several, true or false for a box; null leaves a field blank. The file's own
          answers are for all its cases, where they are asked. A case's answer that is never asked
          for fails the case.
expect    What must come of it; what is left out is free. path (the ids of the steps shown), score,
          grade, stage, temperature, outcome, answers (as the lead holds them), contributions (the
          points by rule), or refused: which answers are not taken, and the key of the sentence that
          says why, as in { "email": "freeMail" }.
besides   page, parameters, events, attribution, visitor, hidden, prefill, consent and at. Cases happen on
          2026-01-15 at 12:00 UTC where they do not say when, so that fading points stay the same.

To begin, write names and answers only, run `leadlet test --update`, and read what it wrote.
Every setting is explained in cases.schema.json; editors that know it complete as you write.

Exit codes: 0 all cases passed; 1 one failed, or too little was reached; 2 something could not be run."#;

/// Replays written-down visits and shows what came otherwise than expected.
#[derive(Debug, Args)]
#[command(after_long_help = FORMAT)]
pub(crate) struct Test {
    /// Configs, files of cases (NAME.cases.json), or directories to look for such files in.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<OsString>,

    /// Runs only cases whose name contains this, in capitals or not.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,

    /// Writes what came of each case into its file as what is expected.
    #[arg(long)]
    update: bool,

    /// Fails where less of a config is reached by its cases: steps, rules, outcomes, options and
    /// branches together.
    #[arg(long, value_name = "PERCENT", conflicts_with = "only", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,

    /// How to show the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// A way of showing the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    Human,
    /// For a program: one JSON document.
    Json,
}

/// All that came of a run.
struct Run {
    /// The files of cases that were run.
    suites: Vec<Suite>,
    /// Files that were not run, and why.
    faulty: Vec<Checked>,
    /// Per config, how much its cases have reached; empty where not all cases were run.
    reached: Vec<Reached>,
    /// Configs that nobody has written cases for.
    without_cases: Vec<String>,
    /// The least that has to be reached, in percent.
    least: usize,
}

/// How much of one config its cases have reached.
struct Reached {
    config: String,
    coverage: Coverage,
}

impl Test {
    /// Runs the cases and prints what came of them on standard output.
    pub(crate) fn run(&self) -> ExitCode {
        let run = match self.play() {
            Ok(run) => run,
            Err(message) => {
                eprintln!("leadlet test: {}", plain(&message));
                return ExitCode::from(2);
            }
        };
        let printed = match self.format {
            Format::Human => report::human(&run),
            Format::Json => machine::json(&run),
        };
        if let Err(error) = printed
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            eprintln!("leadlet test: the report could not be written: {error}");
            return ExitCode::from(2);
        }
        run.exit_code()
    }

    fn play(&self) -> Result<Run, String> {
        let Found { files, mut faulty, without_cases } = find::files(&self.paths);
        let mut suites: Vec<Suite> = Vec::new();
        for file in &files {
            match Suite::read(file) {
                Ok(suite) => suites.push(suite),
                Err(faults) => faulty.extend(faults),
            }
        }
        let mut reached: Vec<Reached> = Vec::new();
        for suite in &mut suites {
            suite.play(self.only.as_deref());
            if self.only.is_none() {
                suite.note_what_is_never_asked();
                suite.add_to(&mut reached);
            }
        }
        if let Some(wanted) = &self.only
            && faulty.is_empty()
            && suites.iter().all(|suite| suite.played.is_empty())
        {
            return Err(format!("no case has \"{}\" in its name", wanted.escape_debug()));
        }
        if self.update {
            for suite in &mut suites {
                update::write(suite).map_err(|error| format!("{} can't be written: {error}", suite.name))?;
            }
        }
        Ok(Run { suites, faulty, reached, without_cases, least: self.min_coverage.unwrap_or(0).into() })
    }
}

impl Run {
    fn exit_code(&self) -> ExitCode {
        let unplayable = self.faulty.iter().flat_map(|file| &file.diagnostics);
        if unplayable.into_iter().any(|fault| fault.severity == Severity::Error) {
            return ExitCode::from(2);
        }
        let too_little = self.reached.iter().any(|one| self.is_too_little(one));
        ExitCode::from(u8::from(too_little || self.count(|played| !played.passed()) > 0))
    }

    fn is_too_little(&self, reached: &Reached) -> bool {
        reached.coverage.percent(None) < self.least
    }

    fn count(&self, which: impl Fn(&suite::Played) -> bool) -> usize {
        self.suites.iter().flat_map(|suite| &suite.played).filter(|played| which(played)).count()
    }
}

impl Reached {
    /// Gives the sorts of parts that the config has.
    fn sorts(&self) -> impl Iterator<Item = Sort> {
        Sort::ALL.into_iter().filter(|sort| self.coverage.count(Some(*sort)).1 > 0)
    }
}
