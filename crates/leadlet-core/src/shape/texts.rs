//! What can be wrong with a text that has the right kind: empty, too long, no name, no known word.

use super::wrong;
use crate::diagnostic::{Diagnostic, fault};

pub(super) fn examine_text(text: &str, max: usize, path: &str, faults: &mut Vec<Diagnostic>) {
    if text.trim().is_empty() {
        fault!(
            faults,
            Diagnostic::error("config/empty-text", path, &["The text is empty."])
                .suggest(&["Write a text, or leave the setting out."]),
        );
    } else if text.chars().count() > max {
        fault!(faults, wrong(path, &["The text is longer than ", &max.to_string(), " characters."]));
    }
}

pub(super) fn examine_name(text: &str, path: &str, faults: &mut Vec<Diagnostic>) {
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let goes_on_well = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !(starts_well && goes_on_well && text.len() <= 64) {
        fault!(
            faults,
            Diagnostic::error("config/bad-name", path, &["\"", text, "\" can't be a name."])
                .suggest(&["Begin with a letter, go on with letters, digits, - or _, 64 at most."]),
        );
    }
}

pub(super) fn examine_word(text: &str, words: &'static [&'static str], path: &str, faults: &mut Vec<Diagnostic>) {
    if !words.contains(&text) {
        fault!(
            faults,
            Diagnostic::error("config/unknown-word", path, &["\"", text, "\" is not known here."])
                .suggest_name(text, words),
        );
    }
}
