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
            let mut order: Vec<&Member> = members.iter().collect();
            if canonical {
                order.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
                order = last_of_each(&order);
            }
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

/// Keeps the last of each run of equal names; the sort before it is stable.
fn last_of_each<'j>(sorted: &[&'j Member]) -> Vec<&'j Member> {
    let mut kept: Vec<&Member> = Vec::with_capacity(sorted.len());
    for member in sorted {
        if kept.last().is_some_and(|last| last.0 == member.0) {
            kept.pop();
        }
        kept.push(member);
    }
    kept
}

fn write_text(text: &str, out: &mut String) {
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
