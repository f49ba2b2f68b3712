//! Finds the place in a text that a diagnostic's path names, so that its line can be shown.
//!
//! The tree itself carries no positions: a visitor's browser never shows a line, so it does not
//! pay for them. The command line walks the text once more.

use super::{Json, SyntaxError, parse};
use core::ops::Range;

/// A place in a text as an editor counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Counts the line and column of the byte offset `at`.
    #[must_use]
    pub fn of(text: &str, at: usize) -> Self {
        let mut end = at.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(..end).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or("").chars().count() + 1,
        }
    }
}

/// Finds where the value at `path` (`steps[2].next[0].to`) starts in `text`.
///
/// Where the path names a member that is not there, the place of the nearest enclosing value is
/// given; where the text is not JSON, the place of the fault.
#[must_use]
pub fn locate(text: &str, path: &str) -> Position {
    let at = match parse(text) {
        Ok(_) => offset(text, path),
        Err(SyntaxError { at, .. }) => at,
    };
    Position::of(text, at)
}

/// Gives the bytes of the value at `path` in `text`; `None` where there is none, or no JSON.
#[must_use]
pub fn span(text: &str, path: &str) -> Option<Range<usize>> {
    parse(text).ok()?;
    let mut at = skip_space(text, 0);
    for part in parts(path) {
        at = descend(text, at, &part)?;
    }
    Some(at..skip_value(text, at))
}

/// The byte where the deepest existing part of `path` starts. `text` is known to be JSON.
fn offset(text: &str, path: &str) -> usize {
    let mut at = skip_space(text, 0);
    for part in parts(path) {
        let Some(inner) = descend(text, at, &part) else { break };
        at = inner;
    }
    at
}

enum Part {
    Name(String),
    Index(usize),
}

fn parts(path: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = path.trim_start_matches('.');
    while !rest.is_empty() {
        let mut end = rest.find(['.', '[']).unwrap_or(rest.len());
        let mut part = None;
        if let Some(inside) = rest.strip_prefix('[') {
            let quoted = inside.starts_with('"');
            let length = if quoted { skip_value(inside, 0) } else { inside.find(']').unwrap_or(inside.len()) };
            let written = inside.get(..length).unwrap_or("");
            part = match parse(written) {
                Ok(Json::Text(name)) => Some(Part::Name(name)),
                _ => written.parse().ok().map(Part::Index),
            };
            end = 1 + length;
        }
        parts.push(part.unwrap_or_else(|| Part::Name(rest.get(..end).unwrap_or("").to_owned())));
        rest = rest.get(end..).unwrap_or("").trim_start_matches([']', '.']);
    }
    parts
}

fn descend(text: &str, at: usize, part: &Part) -> Option<usize> {
    let mut here = skip_space(text, at + 1);
    let mut index = 0;
    let mut found = None;
    loop {
        let open = *text.as_bytes().get(at)?;
        if !matches!(open, b'{' | b'[') || matches!(text.as_bytes().get(here)?, b'}' | b']') {
            return found;
        }
        let mut value = here;
        if open == b'{' {
            let name_end = skip_value(text, here);
            let name = parse(text.get(here..name_end)?).ok();
            value = skip_space(text, skip_space(text, name_end) + 1);
            if let (Part::Name(wanted), Some(Json::Text(name))) = (part, name)
                && *wanted == name
            {
                found = Some(value);
            }
        } else if let Part::Index(wanted) = part
            && *wanted == index
        {
            return Some(value);
        }
        index += 1;
        here = skip_space(text, skip_value(text, value));
        if text.as_bytes().get(here) == Some(&b',') {
            here = skip_space(text, here + 1);
        }
    }
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']).len()
}

/// The byte after the value that starts at `at`.
fn skip_value(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut here, mut depth, mut quoted) = (at, 0_usize, false);
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'\\' if quoted => here += 1,
            b'"' => {
                quoted = !quoted;
                if !quoted && depth == 0 {
                    return here + 1;
                }
            }
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return here,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return here + 1;
                }
            }
            b',' | b' ' | b'\n' | b'\t' | b'\r' if depth == 0 => return here,
            _ => {}
        }
        here += 1;
    }
    here
}
