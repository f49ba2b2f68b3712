//! Conditions as they are written: which operation stands where.
//!
//! Reasoning goes by the owner's text and not by the tree that is evaluated, so that every finding
//! has the path of the very part it is about. Knows the form of JsonLogic, not its meaning. Only
//! conditions that the reader has taken come here.

use crate::{json::Json, shape};

/// Appends a member's name to a path.
pub(super) fn at_key(path: &str, key: &str) -> String {
    shape::at_key(path, key).to_string()
}

/// Appends an item's number to a path.
pub(super) fn at_index(path: &str, index: usize) -> String {
    shape::at_index(path, index).to_string()
}

/// One operation of a condition.
#[derive(Clone, Copy)]
pub(super) struct Operation<'c> {
    pub(super) name: &'c str,
    values: &'c Json,
}

/// Reads an operation; nothing where a value stands.
pub(super) fn operation(json: &Json) -> Option<Operation<'_>> {
    let members = json.as_object()?;
    let (name, _) = members.first()?;
    let is_one = members.iter().all(|(other, _)| other == name);
    is_one.then(|| Operation { name, values: json.at(name) })
}

impl<'c> Operation<'c> {
    /// Gives the values it is given.
    pub(super) fn args(&self) -> &'c [Json] {
        match self.values {
            Json::List(items) => items,
            one => core::slice::from_ref(one),
        }
    }

    /// Gives the path of a value, for an operation that stands at `base`.
    pub(super) fn path(&self, base: &str, index: usize) -> String {
        let path = at_key(base, self.name);
        if self.values.as_list().is_some() { at_index(&path, index) } else { path }
    }
}

/// Gives the path that a plain variable reads: `answers.role` of `{ "var": "answers.role" }`.
pub(super) fn variable(json: &Json) -> Option<&str> {
    let operation = operation(json).filter(|operation| operation.name == "var")?;
    match operation.args() {
        [Json::Text(path)] if !path.is_empty() => Some(path),
        _ => None,
    }
}

/// Tells whether nothing in a value is reckoned: it holds no operation.
pub(super) fn is_constant(json: &Json) -> bool {
    match json {
        Json::List(items) => items.iter().all(is_constant),
        Json::Object(_) => operation(json).is_none(),
        _ => true,
    }
}

/// Calls `see` with every operation of a condition and its path, the outer one first.
///
/// The bodies of loops are left out: their variables start from an item.
pub(super) fn visit<'c>(json: &'c Json, path: &str, see: &mut dyn FnMut(Operation<'c>, &'c Json, &str)) {
    match (json, operation(json)) {
        (_, Some(operation)) => {
            see(operation, json, path);
            let loops = matches!(operation.name, "map" | "filter" | "reduce" | "all" | "some" | "none");
            for (index, arg) in operation.args().iter().enumerate() {
                if !(loops && index == 1) {
                    visit(arg, &operation.path(path, index), see);
                }
            }
        }
        (Json::List(items), None) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &at_index(path, index), see);
            }
        }
        _ => {}
    }
}
