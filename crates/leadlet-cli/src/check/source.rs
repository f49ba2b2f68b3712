//! Where a config's text comes from, and what can be wrong before it is JSON at all.
//!
//! Knows files, standard input and their faults. Does not know what a config is; it only refuses
//! what no text can be.

use leadlet_core::diagnostic::Diagnostic;
use leadlet_core::json::MAX_BYTES;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A place to read a config from.
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, named `-` on the command line.
    Input,
}

impl Source {
    /// Reads an argument of the command line: `-` is standard input, anything else a path.
    pub(crate) fn named(argument: &OsStr) -> Self {
        if argument == "-" { Source::Input } else { Source::File(PathBuf::from(argument)) }
    }

    /// Reads an argument of the command line that may also be a directory: then every file in and
    /// below it that ends in `.json`, by name, save schemas, hidden files and `node_modules`. A
    /// directory without any is given as itself, to be reported.
    pub(crate) fn all(argument: &OsStr) -> Vec<Self> {
        let path = Path::new(argument);
        let mut files = Vec::new();
        if argument != "-" && path.is_dir() {
            collect(path, &mut files);
            files.sort();
        }
        if files.is_empty() {
            return vec![Source::named(argument)];
        }
        files.into_iter().map(Source::File).collect()
    }

    /// Gives the name to show in front of a line number.
    pub(crate) fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Input => "<stdin>".to_owned(),
        }
    }

    /// Reads the whole text.
    ///
    /// # Errors
    /// One diagnostic of the `file/…` group where there is no text that could be a config: the file
    /// is missing, a directory, not readable, longer than [`MAX_BYTES`], or not UTF-8.
    pub(crate) fn read(&self) -> Result<String, Diagnostic> {
        let bytes = match self {
            Source::File(path) => read_file(path)?,
            Source::Input => read_some(io::stdin().lock()).map_err(|error| unreadable("standard input", &error))?,
        };
        if bytes.len() > MAX_BYTES {
            return Err(too_large("is longer than 1 MiB"));
        }
        String::from_utf8(bytes).map_err(|error| not_utf8(error.utf8_error().valid_up_to()))
    }
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    // What can't be listed has no files to check; naming it alone says why.
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') || name == "node_modules" {
            continue;
        }
        // A link may lead in a circle, so only what it leads to as a file is taken.
        if entry.file_type().is_ok_and(|sort| sort.is_dir()) {
            collect(&path, files);
        } else if name.ends_with(".json") && !name.ends_with(".schema.json") && path.is_file() {
            files.push(path);
        }
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let shown = path.display().to_string();
    let fault = |error: &io::Error| match error.kind() {
        ErrorKind::NotFound => Diagnostic::error("file/missing", "", &[&format!("There is no file {shown:?}.")])
            .suggest(&["Check the name, and the directory the command is run in."]),
        ErrorKind::IsADirectory => directory(&shown),
        _ => unreadable(&format!("{shown:?}"), error),
    };
    let about = std::fs::metadata(path).map_err(|error| fault(&error))?;
    if about.is_dir() {
        return Err(directory(&shown));
    }
    if about.len() > MAX_BYTES as u64 {
        return Err(too_large(&format!("has {}", megabytes(about.len()))));
    }
    File::open(path).and_then(read_some).map_err(|error| fault(&error))
}

/// Reads no more than shows that the text is too long, so that an endless input ends.
fn read_some(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn megabytes(bytes: u64) -> String {
    const TENTH: u64 = 100_000;
    let tenths = (bytes + TENTH / 2) / TENTH;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

fn directory(shown: &str) -> Diagnostic {
    Diagnostic::error("file/directory", "", &[&format!("The directory {shown:?} holds no file that ends in .json.")])
        .suggest(&["Name the directory that holds the configs."])
}

fn unreadable(shown: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("file/unreadable", "", &[&format!("{shown} can't be read: {error}.")])
}

fn too_large(size: &str) -> Diagnostic {
    Diagnostic::error("file/too-large", "", &[&format!("The file {size}; a config may have 1 MiB.")])
        .suggest(&["Take out what is not part of the flow, such as images written as text."])
}

fn not_utf8(at: usize) -> Diagnostic {
    Diagnostic::error("file/not-utf8", "", &[&format!("The text is not UTF-8: byte {} can't be read.", at + 1)])
        .suggest(&["Save the file as UTF-8."])
}
