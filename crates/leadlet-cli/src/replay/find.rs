//! Finds files of cases: named ones, those beside named configs, and all in a directory.

use crate::check::{Checked, source::Source};
use leadlet_core::{
    diagnostic::Diagnostic,
    json::{Json, parse},
};
use std::{
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
};

/// What the name of every file of cases ends with.
const ENDING: &str = ".cases.json";

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    /// The files of cases, each once, in the order of the command line; those of a directory by name.
    pub(super) files: Vec<PathBuf>,
    /// What was named and can't be run.
    pub(super) faulty: Vec<Checked>,
    /// Configs in the directories that nobody has written cases for.
    pub(super) without_cases: Vec<String>,
}

/// Looks for files of cases in what the command line names.
pub(super) fn files(paths: &[OsString]) -> Found {
    let mut found = Found::default();
    for path in paths.iter().map(Path::new) {
        let before = found.files.len();
        if path.is_dir() {
            if let Err(error) = found.look_into(path) {
                let message = format!("{:?} can't be read: {error}.", path.display().to_string());
                found.refuse(path, Diagnostic::error("file/unreadable", "", &[&message]));
            }
            if found.files.len() == before && found.faulty.is_empty() {
                found.refuse(path, nothing_in(path));
            }
        } else if is_cases(path) || !path.exists() {
            found.add(path.to_owned());
        } else {
            let cases = path.with_extension("cases.json");
            if cases.exists() { found.add(cases) } else { found.refuse(path, nothing_beside(path, &cases)) }
        }
    }
    found
}

/// Gives the config that a file of cases lies beside: `ebook.json` for `ebook.cases.json`.
pub(super) fn config_beside(cases: &Path) -> PathBuf {
    let name = cases.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    let stem = name.strip_suffix(ENDING).or_else(|| name.strip_suffix(".json")).unwrap_or(&name);
    cases.with_file_name(format!("{stem}.json"))
}

impl Found {
    fn add(&mut self, file: PathBuf) {
        if !self.files.contains(&file) {
            self.files.push(file);
        }
    }

    fn refuse(&mut self, path: &Path, fault: Diagnostic) {
        let name = path.display().to_string();
        self.faulty.push(Checked { name, text: String::new(), diagnostics: vec![fault] });
    }

    fn look_into(&mut self, directory: &Path) -> io::Result<()> {
        let mut entries = fs::read_dir(directory)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            // `.` itself is shown by nobody: "./ebook.json" says no more than "ebook.json".
            let path = if directory == Path::new(".") { PathBuf::from(&name) } else { entry.path() };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                let foreign = name.starts_with('.') || matches!(name.as_str(), "node_modules" | "target");
                if !foreign {
                    self.look_into(&path)?;
                }
            } else if is_cases(&path) {
                self.add(path);
            } else if path.extension() == Some(OsStr::new("json"))
                && !path.with_extension("cases.json").exists()
                && is_config(&path)
            {
                self.without_cases.push(path.display().to_string());
            }
        }
        Ok(())
    }
}

/// Tells whether a file is one of cases, by its name.
pub(crate) fn is_cases(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING))
}

/// Tells whether a file is a config, as far as one look tells: it has steps and a version.
fn is_config(path: &Path) -> bool {
    let text = Source::named(path.as_os_str()).read().unwrap_or_default();
    parse(&text).is_ok_and(|json| !json.list_at("steps").is_empty() && *json.at("version") != Json::Null)
}

fn nothing_in(path: &Path) -> Diagnostic {
    let message = format!("There is no file of cases in {:?}.", path.display().to_string());
    Diagnostic::error("cases/none", "", &[&message]).suggest(&[
        "Write one beside a config: \"ebook.cases.json\" beside \"ebook.json\". `leadlet test --help` shows how.",
    ])
}

fn nothing_beside(config: &Path, cases: &Path) -> Diagnostic {
    let message = format!("There are no cases for {:?}.", config.display().to_string());
    let advice = format!("Write {:?}. `leadlet test --help` shows how.", cases.display().to_string());
    Diagnostic::error("cases/none", "", &[&message]).suggest(&[&advice])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_cases_lies_beside_its_config() {
        assert_eq!(config_beside(Path::new("www/ebook.cases.json")), Path::new("www/ebook.json"));
        assert_eq!(config_beside(Path::new("a.b.cases.json")), Path::new("a.b.json"));
        assert_eq!(Path::new("a.b.json").with_extension("cases.json"), Path::new("a.b.cases.json"));
    }
}
