//! One file of cases with its config: read, held against each other, and run.

use super::{Reached, find::config_beside};
use crate::check::{Checked, source::Source};
use leadlet_core::{
    config::Config,
    diagnostic::{Diagnostic, Severity},
    json::Json,
    lint,
    replay::{CaseFile, Coverage, Difference, Visit, differences, visit},
    shape::at_key,
};
use std::path::{Path, PathBuf};

/// A file of cases and what came of them.
pub(super) struct Suite {
    /// The file's path, as the command line or the directory gives it.
    pub(super) name: String,
    /// Where the file is.
    pub(super) path: PathBuf,
    /// What the file says.
    pub(super) text: String,
    /// The config's path, to show.
    pub(super) config_name: String,
    /// The config the cases are about.
    pub(super) config: Config,
    /// The cases that were run, in the order of the file.
    pub(super) played: Vec<Played>,
    /// What is odd about the file and stops nothing.
    pub(super) warnings: Vec<Diagnostic>,
    file: CaseFile,
}

/// A case and what came of it.
pub(super) struct Played {
    /// The case's place in the file, from 0.
    pub(super) place: usize,
    /// The case's name.
    pub(super) name: String,
    /// What is expected, as it is written; `None` where nothing is.
    pub(super) expect: Option<Json>,
    /// What came.
    pub(super) visit: Visit,
    /// What came otherwise than expected.
    pub(super) differences: Vec<Difference>,
    /// Whether what came has been written into the file.
    pub(super) updated: bool,
}

impl Played {
    /// Tells whether something is expected, and nothing came otherwise.
    pub(super) fn passed(&self) -> bool {
        self.visit.absent.is_empty() && (self.updated || self.expects_something() && self.differences.is_empty())
    }

    /// Tells whether anything is expected: a case that expects nothing can't fail, so it proves nothing.
    pub(super) fn expects_something(&self) -> bool {
        self.expect.as_ref().and_then(Json::as_object).is_some_and(|members| !members.is_empty())
    }
}

impl Suite {
    /// Reads a file of cases and its config.
    ///
    /// # Errors
    /// Why it can't be run: the faults of either file.
    pub(super) fn read(path: &Path) -> Result<Self, Vec<Checked>> {
        let name = path.display().to_string();
        let faulty = |text: &str, diagnostics| vec![Checked::found(name.clone(), text.to_owned(), diagnostics)];
        let text = Source::named(path.as_os_str()).read().map_err(|fault| faulty("", vec![fault]))?;
        let (file, mut diagnostics) = CaseFile::read(&text);
        let Some(file) = file else { return Err(faulty(&text, diagnostics)) };
        let config_path = config_of(path, &file);
        let config_name = config_path.display().to_string();
        if !config_path.is_file() {
            diagnostics.push(no_config(&config_name, &file));
            return Err(faulty(&text, diagnostics));
        }
        let config = read_config(&config_path, &config_name).map_err(|checked| vec![checked])?;
        diagnostics.extend(CaseFile::check(&text, &config.plan));
        if !diagnostics.is_empty() {
            return Err(faulty(&text, diagnostics));
        }
        Ok(Suite {
            name,
            path: path.to_owned(),
            text,
            config_name,
            config,
            played: Vec::new(),
            warnings: Vec::new(),
            file,
        })
    }

    /// Lets the cases happen whose name contains `only`, or all.
    pub(super) fn play(&mut self, only: Option<&str>) {
        let wanted = only.map(str::to_lowercase).unwrap_or_default();
        let plan = &self.config.plan;
        for (place, case) in self.file.cases.iter().enumerate() {
            if !case.name.to_lowercase().contains(&wanted) {
                continue;
            }
            let visit = visit(plan, &self.config.words, case);
            let differences = differences(case.expect.as_ref(), &visit, plan);
            let (name, expect) = (case.name.clone(), case.expect.clone());
            self.played.push(Played { place, name, expect, visit, differences, updated: false });
        }
    }

    /// Warns of answers for all cases that no case is asked for.
    pub(super) fn note_what_is_never_asked(&mut self) {
        for (name, _) in &self.file.answers {
            if !self.played.iter().any(|played| played.visit.asked.contains(name)) {
                let message = format!("No case is asked for \"{name}\".");
                let fault = Diagnostic::warning("cases/never-asked", &at_key("answers", name), &[&message]);
                self.warnings.push(fault.suggest(&["Remove it, or add a case that comes to its step."]));
            }
        }
    }

    /// Adds what the cases have reached to what is known of their config.
    pub(super) fn add_to(&self, reached: &mut Vec<Reached>) {
        let place = reached.iter().position(|known| known.config == self.config_name).unwrap_or_else(|| {
            let coverage = Coverage::of(&self.config.plan);
            reached.push(Reached { config: self.config_name.clone(), coverage });
            reached.len() - 1
        });
        for played in &self.played {
            reached[place].coverage.add(&played.visit, &self.config.plan);
        }
    }
}

/// Gives everything that is wrong with the text of a file of cases. Where its config has errors, the
/// two are not held against each other: the config is to be mended first.
pub(crate) fn faults_of(path: &Path, text: &str) -> Vec<Diagnostic> {
    let (file, mut diagnostics) = CaseFile::read(text);
    let Some(file) = file else { return diagnostics };
    let config_path = config_of(path, &file);
    let config_name = config_path.display().to_string();
    if !config_path.is_file() {
        diagnostics.push(no_config(&config_name, &file));
    } else if let Ok(config) = read_config(&config_path, &config_name) {
        diagnostics.extend(CaseFile::check(text, &config.plan));
    }
    diagnostics
}

fn config_of(path: &Path, file: &CaseFile) -> PathBuf {
    match &file.config {
        Some(named) => path.parent().unwrap_or(Path::new("")).join(named),
        None => config_beside(path),
    }
}

fn no_config(config_name: &str, file: &CaseFile) -> Diagnostic {
    let place = if file.config.is_some() { "config" } else { "" };
    Diagnostic::error("cases/no-config", place, &[&format!("There is no config {config_name:?}.")])
        .suggest(&["Name it as \"config\", as a path from this file."])
}

/// Reads a config as `leadlet check` does; its warnings are left to that command.
fn read_config(path: &Path, name: &str) -> Result<Config, Checked> {
    let faulty = |text: String, diagnostics| Checked::found(name.to_owned(), text, diagnostics);
    let text = Source::named(path.as_os_str()).read().map_err(|fault| faulty(String::new(), vec![fault]))?;
    let reading = lint::read(&text);
    let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
    match reading.config {
        Some(config) if !reading.diagnostics.iter().any(is_error) => Ok(config),
        _ => Err(faulty(text, reading.diagnostics.into_iter().filter(is_error).collect())),
    }
}
