//! `leadlet check`: says everything that is wrong with config files, and where.
//!
//! Faults of the *file* (missing, a directory, not a text) are found by [`source`]; faults of the
//! *config* by the core's one reader, the same that runs in the page, and by the deeper look that
//! only tools have time for; those of cases beside a config by the reader that [`replay`] uses. Nothing
//! is judged here: this module gathers diagnostics, counts them, and has [`report`] or [`sarif`] show
//! them.

mod explain;
mod lowered;
mod place;
pub(crate) mod report;
mod sarif;
pub(crate) mod source;

use crate::replay;
use clap::{Args, ValueEnum};
use leadlet_core::diagnostic::{Diagnostic, Severity};
use place::Places;
use source::Source;
use std::ffi::OsString;
use std::process::ExitCode;

/// Checks config files and shows every fault with its line.
///
/// Exits with 0 when no file has an error (warnings alone do not fail, unless --strict), 1 when one
/// has, and 2 when the command line itself is wrong.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The config files to check; `-` reads standard input. Of a directory every file that ends in
    /// .json is checked, save schemas, hidden files and node_modules.
    #[arg(required_unless_present = "explain", value_name = "FILE")]
    files: Vec<OsString>,

    /// How to show the faults.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Print the configs as they are published: one line of JSON each, every condition in plain
    /// JsonLogic with the guards against missing values written out. Where there is an error, the
    /// faults are shown instead.
    #[arg(long)]
    lowered: bool,

    /// Exit with 1 for warnings, too.
    #[arg(long, visible_alias = "deny-warnings")]
    strict: bool,

    /// Print the page about a code, as flow/unknown-step.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["files", "format", "strict", "lowered"])]
    explain: Option<String>,
}

/// A way of showing faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person: the offending line with a caret below it.
    Human,
    /// For a program: one JSON document.
    Json,
    /// For a build server: SARIF 2.1.0.
    Sarif,
}

/// One file and everything found in it.
pub(crate) struct Checked {
    /// The name to show, as the caller wrote it.
    pub(crate) name: String,
    /// What the file says; empty where it could not be read.
    pub(crate) text: String,
    /// Every fault, in the order of their places.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Check {
    /// Checks every file and prints the report on standard output.
    pub(crate) fn run(&self) -> ExitCode {
        if let Some(code) = &self.explain {
            return explain::run(code);
        }
        let sources = self.files.iter().flat_map(|file| Source::all(file));
        let mut checked: Vec<Checked> = sources.map(|source| Checked::of(&source)).collect();
        let lowered = if self.lowered { lowered::lower(&mut checked) } else { Vec::new() };
        let printed = match self.format {
            _ if self.lowered && count(&checked, Severity::Error) == 0 => lowered::print(&lowered),
            Format::Human => report::human(&checked),
            Format::Json => report::json(&checked),
            Format::Sarif => sarif::print(&checked),
        };
        // A reader that went away (`leadlet check … | head`) is no fault of the configs.
        if let Err(error) = printed
            && error.kind() != std::io::ErrorKind::BrokenPipe
        {
            eprintln!("leadlet check: the report could not be written: {error}");
            return ExitCode::from(2);
        }
        let failing =
            count(&checked, Severity::Error) + if self.strict { count(&checked, Severity::Warning) } else { 0 };
        ExitCode::from(u8::from(failing > 0))
    }
}

impl Checked {
    fn of(source: &Source) -> Self {
        let name = source.name();
        match source.read() {
            Ok(text) => {
                let diagnostics = match source {
                    Source::File(path) if replay::is_cases(path) => replay::faults_of(path, &text),
                    _ => leadlet_core::lint::read(&text).diagnostics,
                };
                Checked::found(name, text, diagnostics)
            }
            Err(fault) => Checked { name, text: String::new(), diagnostics: vec![fault] },
        }
    }

    /// Puts what was found in a text into the order of its places: the passes of a reader follow one
    /// another, but a person reads from top to bottom.
    pub(crate) fn found(name: String, text: String, mut diagnostics: Vec<Diagnostic>) -> Self {
        let places = Places::of(&text);
        diagnostics.sort_by_cached_key(|fault| places.start(fault));
        Checked { name, text, diagnostics }
    }
}

fn count(checked: &[Checked], severity: Severity) -> usize {
    checked.iter().flat_map(|file| &file.diagnostics).filter(|fault| fault.severity == severity).count()
}
