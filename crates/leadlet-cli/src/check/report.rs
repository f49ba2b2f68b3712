//! Shows diagnostics: for a person as rustc shows them, for a program as JSON.
//!
//! Finds the line of each diagnostic from its path and draws carets below the value it names.
//! Does not know what any of the faults mean.

use super::{Checked, count};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use leadlet_core::diagnostic::{Diagnostic, Severity};
use leadlet_core::json::{Json, Position, locate, object};
use std::io::{self, Write};
use std::ops::Range;

/// Prints every diagnostic with its source line, then one line that counts them.
pub(super) fn human(checked: &[Checked]) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    for file in checked {
        faults(&mut out, file)?;
    }
    writeln!(out, "{}", summary(checked))?;
    out.flush()
}

/// Prints every diagnostic of a file with its source line.
pub(crate) fn faults(out: &mut impl Write, file: &Checked) -> io::Result<()> {
    let renderer = Renderer::styled();
    for diagnostic in &file.diagnostics {
        writeln!(out, "{}\n", renderer.render(&[shown(file, diagnostic)]))?;
    }
    Ok(())
}

/// Prints one JSON document: per file its diagnostics with line and column, then the counts.
pub(super) fn json(checked: &[Checked]) -> io::Result<()> {
    let files: Vec<Json> = checked
        .iter()
        .map(|file| {
            let faults: Vec<Json> = file.diagnostics.iter().map(|fault| described(file, fault)).collect();
            object(vec![("file", file.name.clone().into()), ("diagnostics", faults.into())])
        })
        .collect();
    let report = object(vec![
        ("files", files.into()),
        ("errors", whole(count(checked, Severity::Error))),
        ("warnings", whole(count(checked, Severity::Warning))),
    ]);
    let mut out = io::stdout().lock();
    writeln!(out, "{report}")?;
    out.flush()
}

/// Describes a diagnostic with its line and column.
pub(crate) fn described(file: &Checked, fault: &Diagnostic) -> Json {
    let severity = match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = (!file.text.is_empty()).then(|| locate(&file.text, &fault.path));
    object(vec![
        ("code", fault.code.into()),
        ("severity", severity.into()),
        ("path", fault.path.clone().into()),
        ("message", fault.message.clone().into()),
        ("suggestion", fault.suggestion.clone().into()),
        ("line", place.map(|place| whole(place.line)).unwrap_or(Json::Null)),
        ("column", place.map(|place| whole(place.column)).unwrap_or(Json::Null)),
    ])
}

/// Gives a count as JSON.
pub(crate) fn whole(count: usize) -> Json {
    Json::from(i64::try_from(count).unwrap_or(i64::MAX))
}

fn shown<'a>(file: &'a Checked, fault: &'a Diagnostic) -> Group<'a> {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(without_full_stop(&fault.message)).id(fault.code);
    let mut group = if file.text.is_empty() {
        title.element(Origin::path(file.name.as_str()))
    } else {
        let Position { line, column } = locate(&file.text, &fault.path);
        // Only the one line is handed over: a config may be a single line of a million bytes, and
        // one with hundreds of faults must not be laid out hundreds of times.
        let source = file.text.lines().nth(line - 1).unwrap_or("");
        let mark = AnnotationKind::Primary.span(value_span(source, column)).label(fault.path.as_str());
        title.element(Snippet::source(source).line_start(line).path(file.name.as_str()).annotation(mark))
    };
    if let Some(suggestion) = &fault.suggestion {
        group = group.element(Level::HELP.message(normalize_untrusted_str(suggestion)));
    }
    group
}

/// rustc's messages end without one, and the code stands in front of them.
fn without_full_stop(message: &str) -> &str {
    message.strip_suffix('.').unwrap_or(message)
}

/// Finds the bytes of the value that starts at `column` (from 1) of a line: a text or a word whole,
/// of a list or an object only its bracket.
fn value_span(line: &str, column: usize) -> Range<usize> {
    let start = line.char_indices().nth(column - 1).map_or(line.len(), |(at, _)| at);
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

fn summary(checked: &[Checked]) -> String {
    let files = counted(checked.len(), "file");
    match (count(checked, Severity::Error), count(checked, Severity::Warning)) {
        (0, 0) => format!("ok: no fault in {files}"),
        (0, warnings) => format!("ok, with {} in {files}", counted(warnings, "warning")),
        (errors, 0) => format!("{} in {files}", counted(errors, "error")),
        (errors, warnings) => format!("{}, {} in {files}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// Counts things in words: "1 file", "2 files".
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_cover_a_whole_text_or_word_and_only_the_bracket_of_a_list() {
        let line = r#"  "to": "a \" b", "n": 12, "l": [1]"#;
        let covered = |column| line.get(value_span(line, column));
        assert_eq!(covered(9), Some(r#""a \" b""#));
        assert_eq!(covered(24), Some("12"));
        assert_eq!(covered(33), Some("["));
    }

    #[test]
    fn carets_stay_within_the_line() {
        assert_eq!(value_span("", 1), 0..0);
        assert_eq!(value_span("\"open", 1), 0..5);
        assert_eq!(value_span("é", 1), 0..2);
        assert_eq!(value_span("ab", 40), 2..2);
    }
}
