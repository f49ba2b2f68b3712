//! Objects whose names the writer chooses, as the answers of a case: any name, each once.

use super::{MOST_MEMBERS, Shape, at_key, examine, wrong};
use crate::{diagnostic::Diagnostic, json::Member};

/// Reports a name that stands there twice, more members than are looked at, and every value that has
/// not the shape it must have.
pub(super) fn examine_each_once(members: &[Member], of: &Shape, path: &str, faults: &mut Vec<Diagnostic>) {
    if members.len() > MOST_MEMBERS {
        faults.push(wrong(path, &["It has more than ", &MOST_MEMBERS.to_string(), " entries."]));
    }
    for (index, (key, value)) in members.iter().take(MOST_MEMBERS).enumerate() {
        let path = at_key(path, key);
        if members.iter().take(index).any(|(earlier, _)| earlier == key) {
            faults.push(
                Diagnostic::error("config/repeated-key", &path, &["\"", key, "\" stands here twice."])
                    .suggest(&["Remove one of the two."]),
            );
        } else {
            examine(value, of, &path, faults);
        }
    }
}
