//! Shows diagnostics: for a person as rustc shows them, for a program as JSON.
//!
//! Shows the line of each diagnostic with carets below what it names. Does not know what any of the
//! faults mean.

use super::place::Places;
use super::{Checked, count};
use crate::terminal::{plain, with_c1_shown};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use leadlet_core::diagnostic::{Diagnostic, Severity};
use leadlet_core::json::{Json, object};
use leadlet_core::lint::codes::Code;
use std::io::{self, Write};

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
    let places = Places::of(&file.text);
    for diagnostic in &file.diagnostics {
        writeln!(out, "{}\n", renderer.render(&[shown(file, &places, diagnostic)]))?;
    }
    Ok(())
}

/// Prints one JSON document: per file its diagnostics with line and column, then the counts.
pub(super) fn json(checked: &[Checked]) -> io::Result<()> {
    let files: Vec<Json> = checked
        .iter()
        .map(|file| object(vec![("file", file.name.clone().into()), ("diagnostics", described(file))]))
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

/// Describes every diagnostic of a file with its line and column.
pub(crate) fn described(file: &Checked) -> Json {
    let places = (!file.text.is_empty()).then(|| Places::of(&file.text));
    let faults = file.diagnostics.iter().map(|fault| one_described(fault, places.as_ref()));
    Json::List(faults.collect())
}

fn one_described(fault: &Diagnostic, places: Option<&Places<'_>>) -> Json {
    let place = places.map(|places| places.find(fault));
    object(vec![
        ("code", fault.code.into()),
        ("severity", severity_word(fault.severity).into()),
        ("path", fault.path.clone().into()),
        ("message", fault.message.clone().into()),
        ("suggestion", fault.suggestion.clone().into()),
        ("line", place.as_ref().map(|place| whole(place.line)).unwrap_or(Json::Null)),
        ("column", place.map(|place| whole(place.column)).unwrap_or(Json::Null)),
        ("docs", Code::named(fault.code).map(Code::address).into()),
    ])
}

/// Names a severity as programs read it.
pub(super) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Gives a count as JSON.
pub(crate) fn whole(count: usize) -> Json {
    Json::from(i64::try_from(count).unwrap_or(i64::MAX))
}

fn shown<'a>(file: &'a Checked, places: &Places<'a>, fault: &'a Diagnostic) -> Group<'a> {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(plain(without_full_stop(&fault.message))).id(fault.code);
    let mut group = if file.text.is_empty() {
        title.element(Origin::path(plain(&file.name)))
    } else {
        let place = places.find(fault);
        // Only the one line is handed over: a config may be a single line of a million bytes, and
        // one with hundreds of faults must not be laid out hundreds of times.
        let line = places.line(place.line);
        let (before, rest) = line.split_at(place.marked.start);
        let (marked, after) = rest.split_at(place.marked.len());
        let [before, marked, after] = [before, marked, after].map(with_c1_shown);
        let mark = AnnotationKind::Primary.span(before.len()..before.len() + marked.len()).label(plain(&fault.path));
        let source = Snippet::source([before, marked, after].concat()).line_start(place.line).path(plain(&file.name));
        title.element(source.annotation(mark))
    };
    if let Some(suggestion) = &fault.suggestion {
        group = group.element(Level::HELP.message(plain(suggestion)));
    }
    group
}

/// rustc's messages end without one, and the code stands in front of them.
fn without_full_stop(message: &str) -> &str {
    message.strip_suffix('.').unwrap_or(message)
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
