//! Finds the place in a text that a diagnostic's path names, so that its line can be shown.
//!
//! The tree itself carries no positions: a visitor's browser never shows a line, so it does not
//! pay for them. The command line walks the text once more: once for all its faults, however many.

use super::{Json, SyntaxError, parse};
use core::ops::Range;
use std::collections::BTreeMap;

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

/// A text with the place of every value in it, so that many paths are found at the price of one walk.
#[derive(Debug)]
pub struct Outline {
    root: Result<Place, SyntaxError>,
}

#[derive(Debug)]
struct Place {
    at: Range<usize>,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Nothing,
    Items(Vec<Place>),
    /// By name; of a repeated one the last, which is the one that counts.
    Members(BTreeMap<String, Place>),
}

impl Outline {
    /// Walks a text and notes its places.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Outline { root: parse(text).map(|_| walk(text, skip_space(text, 0))) }
    }

    /// Gives the byte where the value at `path` (`steps[2].next[0].to`) starts.
    ///
    /// Where the path names a member that is not there, the place of the nearest enclosing value is
    /// given; where the text is not JSON, the place of the fault.
    #[must_use]
    pub fn offset(&self, path: &str) -> usize {
        match &self.root {
            Ok(root) => root.deepest(path).0.at.start,
            Err(fault) => fault.at,
        }
    }

    /// Gives the bytes of the value at `path`; `None` where there is none, or no JSON.
    #[must_use]
    pub fn span(&self, path: &str) -> Option<Range<usize>> {
        let (place, is_all) = self.root.as_ref().ok()?.deepest(path);
        is_all.then(|| place.at.clone())
    }
}

impl Place {
    /// Finds the deepest existing part of `path`, and tells whether that is all of it.
    fn deepest(&self, path: &str) -> (&Place, bool) {
        let mut here = self;
        for part in parts(path) {
            let inner = match (&here.inner, part) {
                (Inner::Items(items), Part::Index(index)) => items.get(index),
                (Inner::Members(members), Part::Name(name)) => members.get(&name),
                _ => None,
            };
            let Some(inner) = inner else { return (here, false) };
            here = inner;
        }
        (here, true)
    }
}

/// Finds the line and column where the value at `path` starts in `text`, as [`Outline::offset`] does. For more than a
/// path or two, make the outline once.
#[must_use]
pub fn locate(text: &str, path: &str) -> Position {
    Position::of(text, Outline::of(text).offset(path))
}

/// Notes the places in the value that starts at `at`. The text is known to be JSON, so its depth is bounded, too.
fn walk(text: &str, at: usize) -> Place {
    let open = text.as_bytes().get(at).copied();
    let close = match open {
        Some(b'{') => b'}',
        Some(b'[') => b']',
        _ => return Place { at: at..skip_leaf(text, at), inner: Inner::Nothing },
    };
    let (mut items, mut members) = (Vec::new(), BTreeMap::new());
    let mut here = skip_space(text, at + 1);
    while text.as_bytes().get(here).is_some_and(|byte| *byte != close) {
        let mut name = None;
        if close == b'}' {
            let end = skip_leaf(text, here);
            name = text.get(here..end).and_then(|written| parse(written).ok());
            here = skip_space(text, skip_space(text, end) + 1);
        }
        let place = walk(text, here);
        here = skip_space(text, place.at.end);
        if text.as_bytes().get(here) == Some(&b',') {
            here = skip_space(text, here + 1);
        }
        match name {
            Some(Json::Text(name)) => drop(members.insert(name, place)),
            _ => items.push(place),
        }
    }
    let inner = if close == b'}' { Inner::Members(members) } else { Inner::Items(items) };
    Place { at: at..here + 1, inner }
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
            let length = if quoted { skip_leaf(inside, 0) } else { inside.find(']').unwrap_or(inside.len()) };
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

fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']).len()
}

/// The byte after the text, number or word that starts at `at`.
fn skip_leaf(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let is_text = rest.first() == Some(&b'"');
    let mut escaped = false;
    for (index, byte) in rest.iter().enumerate().skip(1) {
        match byte {
            b'"' if is_text && !escaped => return at + index + 1,
            b'\\' if is_text => escaped = !escaped,
            b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r' if !is_text => return at + index,
            _ => escaped = false,
        }
    }
    text.len()
}
