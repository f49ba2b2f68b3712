//! Proves the exact text a person sees: each input lies beside the text that must come of it.
//!
//! `tests/golden/<group>/<name>.json` is the input, `<name>.txt` the text. After a change that is
//! meant, `LEADLET_BLESS=1 cargo test -p leadlet-core --test golden` writes the texts anew; what
//! changed is then read like any other change.

#![expect(clippy::disallowed_methods, reason = "the core reads no files; what runs its tests does")]

#[cfg(feature = "replay")]
mod cases;
#[cfg(feature = "lint")]
mod codes;
mod diagnostics;
mod documents;
mod explanations;
mod leads;
mod requests;
mod sentences;
mod visits;

use std::{fmt::Write, fs, path::Path};

/// The root of the repository, whose paths inputs use.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Gives the names of a group's inputs, sorted.
fn names(group: &str) -> Vec<String> {
    let folder = Path::new(ROOT).join("tests/golden").join(group);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.map(|entry| entry.expect("a folder can be listed").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = files.filter_map(|file| file.strip_suffix(".json").map(str::to_owned)).collect();
    names.sort();
    assert!(!names.is_empty(), "{} has no input", folder.display());
    names
}

/// Tells whether the texts are written anew instead of compared.
fn blesses() -> bool {
    std::env::var_os("LEADLET_BLESS").is_some()
}

/// Compares what every input of a group comes to with the text beside it.
fn compare(group: &str, told: impl Fn(&str) -> String) {
    let mut faults = String::new();
    for name in names(group) {
        let place = format!("tests/golden/{group}/{name}");
        let input = read(&format!("{place}.json"));
        let found = told(&input);
        let file = Path::new(ROOT).join(format!("{place}.txt"));
        if blesses() {
            fs::write(&file, &found).unwrap_or_else(|error| panic!("{place}.txt: {error}"));
            continue;
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if expected != found {
            write!(faults, "\n{place}.txt (- as it lies there, + as it is now)\n{}", difference(&expected, &found))
                .expect("a text grows");
        }
    }
    assert!(faults.is_empty(), "{faults}\nIf this is meant, run with LEADLET_BLESS=1 and look at what changed.");
}

/// Reads a file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Shows the lines in which two texts differ, with what stands around them left out.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), found.split('\n').collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let marked = |sign: &str, lines: &[&str]| lines.iter().map(|line| format!("{sign} {line}\n")).collect::<String>();
    let (gone, come) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    format!("line {}:\n{}{}", start + 1, marked("-", gone), marked("+", come))
}

#[test]
fn a_difference_shows_the_lines_that_differ_and_no_others() {
    assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), "line 2:\n- b\n+ x\n+ y\n");
    assert_eq!(difference("a\n", "a\na\n"), "line 2:\n+ a\n");
    assert_eq!(difference("", "a\n"), "line 1:\n+ a\n");
}
