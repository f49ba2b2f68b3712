//! Writes a tree as JSON text: compact in source order, or canonical (RFC 8785).

use super::{Json, Member, number_text};
use core::fmt;

impl fmt::Display for Json {
    /// Writes the value without white space, members in their own order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.compact())
    }
}

impl Json {
    /// Writes the value without white space, members in their own order.
    #[must_use]
    pub fn compact(&self) -> String {
        let mut out = String::new();
        write(self, false, &mut out);
        out
    }

    /// Writes the canonical form of RFC 8785: members sorted by UTF-16 units, the last of a
    /// repeated name kept, numbers as ECMAScript writes them. Two documents with the same meaning
    /// have the same canonical bytes, so their hash names the meaning.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        write(self, true, &mut out);
        out
    }
}

fn write(value: &Json, canonical: bool, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(number) => out.push_str(&number_text(*number)),
        Json::Text(text) => write_text(text, out),
        Json::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, canonical, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            let order = if canonical { canonical_order(members) } else { members.iter().collect() };
            out.push('{');
            for (index, (name, item)) in order.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(name, out);
                out.push(':');
                write(item, canonical, out);
            }
            out.push('}');
        }
    }
}

/// Puts each member in its place, the last of a repeated name for all of them. The sort of the
/// standard library would be 1.7 kB of compressed wasm for objects of a dozen members.
fn canonical_order(members: &[Member]) -> Vec<&Member> {
    let mut order: Vec<&Member> = Vec::with_capacity(members.len());
    for member in members {
        let place = order.partition_point(|placed| placed.0.encode_utf16().lt(member.0.encode_utf16()));
        match order.get_mut(place) {
            Some(placed) if placed.0 == member.0 => *placed = member,
            _ => order.insert(place, member),
        }
    }
    order
}

/// Writes a text in double quotes.
pub(super) fn write_text(text: &str, out: &mut String) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' => {
                let code = c as usize;
                out.push_str("\\u00");
                out.extend(HEX.get(code >> 4));
                out.extend(HEX.get(code & 15));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
