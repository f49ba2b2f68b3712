//! Where in a text a diagnostic points: at the value its path names, or at the name before it.
//!
//! The core gives the byte at which a value starts; this module knows its line, how far it reaches on it
//! and, for faults of a name, steps back to the name.

use leadlet_core::diagnostic::Diagnostic;
use leadlet_core::json::Outline;
use leadlet_core::lint::codes::{At, Code};
use std::ops::Range;

/// A text whose lines and values have been noted once.
pub(crate) struct Places<'t> {
    text: &'t str,
    /// The byte at which each line starts.
    lines: Vec<usize>,
    outline: Outline,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The byte at which it starts.
    pub(super) start: usize,
    /// Its line, from 1.
    pub(super) line: usize,
    /// Its column in characters, from 1.
    pub(super) column: usize,
    /// How many characters are marked, at least one.
    pub(super) width: usize,
    /// The bytes that are marked, within the line.
    pub(super) marked: Range<usize>,
}

impl<'t> Places<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Places { text, lines: std::iter::once(0).chain(starts).collect(), outline: Outline::of(text) }
    }

    /// Gives a line without its end, from 1.
    pub(super) fn line(&self, line: usize) -> &'t str {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    /// Finds the byte at which what a diagnostic points at starts.
    pub(super) fn start(&self, fault: &Diagnostic) -> usize {
        let value = self.outline.offset(&fault.path);
        let is_key = Code::named(fault.code).is_some_and(|code| code.at == At::Key);
        let start = if is_key { key_before(self.text, value).unwrap_or(value) } else { value };
        self.text.floor_char_boundary(start)
    }

    /// Finds what a diagnostic points at.
    pub(super) fn find(&self, fault: &Diagnostic) -> Place {
        let start = self.start(fault);
        let line = self.lines.partition_point(|begin| *begin <= start).max(1);
        let begin = self.lines.get(line - 1).copied().unwrap_or(0);
        let shown = self.line(line);
        let marked = value_span(shown, start.saturating_sub(begin).min(shown.len()));
        let column = shown.get(..marked.start).unwrap_or("").chars().count() + 1;
        let width = shown.get(marked.clone()).unwrap_or("").chars().count().max(1);
        Place { start, line, column, width, marked }
    }
}

/// Finds where the name starts that stands before the value at `value`; nothing where none does.
fn key_before(text: &str, value: usize) -> Option<usize> {
    let before = text.get(..value)?.trim_end().strip_suffix(':')?.trim_end().strip_suffix('"')?;
    // An odd number of backslashes before a quote makes it part of the name.
    before.rmatch_indices('"').map(|(at, _)| at).find(|at| {
        let slashes = before.get(..*at).unwrap_or("").bytes().rev().take_while(|byte| *byte == b'\\').count();
        slashes % 2 == 0
    })
}

/// Finds the bytes of the value that starts at a byte of a line: a text or a word whole, of a list or
/// an object only its bracket.
fn value_span(line: &str, start: usize) -> Range<usize> {
    let rest = line.get(start..).unwrap_or("");
    let length = match rest.bytes().next() {
        Some(b'"') => text_length(rest),
        Some(b'{' | b'[' | b'}' | b']' | b',' | b':') => 1,
        _ => rest.find([',', '}', ']', ' ', '\t', '\r']).unwrap_or(rest.len()),
    };
    let shortest = rest.chars().next().map_or(0, char::len_utf8);
    start..start + length.max(shortest)
}

/// Counts the bytes of the text in quotes that `rest` starts with, up to the end of the line where
/// the closing quote is missing.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_cover_a_whole_text_or_word_and_only_the_bracket_of_a_list() {
        let line = r#"  "to": "a \" b", "n": 12, "l": [1]"#;
        let covered = |start| line.get(value_span(line, start));
        assert_eq!(covered(8), Some(r#""a \" b""#));
        assert_eq!(covered(23), Some("12"));
        assert_eq!(covered(32), Some("["));
    }

    #[test]
    fn carets_stay_within_the_line() {
        assert_eq!(value_span("", 0), 0..0);
        assert_eq!(value_span("\"open", 0), 0..5);
        assert_eq!(value_span("é", 0), 0..2);
        assert_eq!(value_span("ab", 2), 2..2);
    }

    #[test]
    fn a_fault_of_a_name_points_at_the_name() {
        let text = "{\n  \"é\": 1,\n  \"lab\\\"le\" :\n    \"Role\"\n}";
        let places = Places::of(text);
        let value = text.find("\"Role\"").unwrap();
        let key = key_before(text, value).unwrap();
        assert_eq!(text.get(key..key + 9), Some("\"lab\\\"le\""));
        let fault = Diagnostic::error("config/unknown-key", "é", &["It is not known."]);
        let place = places.find(&fault);
        assert_eq!((place.line, place.column, place.width), (2, 3, 3));
        let fault = Diagnostic::error("config/wrong-kind", "é", &["It is a number."]);
        let place = places.find(&fault);
        assert_eq!((place.line, place.column, place.width), (2, 8, 1));
    }
}
