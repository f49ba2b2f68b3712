//! Conditions: JsonLogic, read once into a typed tree and evaluated many times.
//!
//! Knows the operators of json-logic-js and its semantics, JavaScript's coercions included, and
//! passes the official suite. Knows nothing of flows, leads or what a fact means: facts are one
//! [`Json`] tree that a dotted path walks into (`answers.role`, `events.page.n7d`).
//!
//! Evaluating is total: it ends after [`MAX_STEPS`] steps whatever the condition
//! and the facts, never panics, and needs no memory for variables, comparisons and choices.
//!
//! To add an operator, add one entry to the table in `ops.rs`; nothing else knows their names.
//!
//! What deliberately differs from json-logic-js:
//! - nothing is inherited: `{"var": "constructor"}` is missing;
//! - `missing` and `missing_some` read names, never expressions hidden in the facts;
//! - a character that takes two UTF-16 units is never split: `substr` leaves it out, and half of it
//!   is missing;
//! - `log` gives its value and logs nothing;
//! - an evaluation is given up where it takes too long or nests too deep.
//!
//! A config is read by rules of its own ([`Condition::read`]), because a condition that quietly
//! never holds costs its owner leads: an unknown operator, a wrong number of values, two operators in
//! one object and `==` are faults, and a comparison does not hold where a value it compares is
//! missing, or one that arithmetic (`+ - * / % min max`) makes such a value of. A default stands for
//! what is missing: `{"<": [{"var": ["x", 0]}, 15]}` holds without x. [`Condition::read_plain`] reads
//! the language of the reference, in which `{"<": [{"var": "x"}, 15]}` holds without x. The newer
//! operators of other engines (`val`, `??`, `exists`, `try`) are not in the reference and not here.

mod coerce;
mod evaluate;
mod fault;
#[cfg(feature = "lint")]
mod lower;
mod operand;
mod ops;
mod parse;
#[cfg(feature = "wide")]
mod quick;

pub use evaluate::{LogicStop, MAX_STEPS};
pub use fault::{LogicFault, LogicFaultKind};
#[cfg(feature = "lint")]
pub use lower::{NotLowered, lower};
pub use operand::{Compound, Operand};
pub use parse::MAX_NESTING;
#[cfg(feature = "wide")]
pub use quick::{Quick, Slot, Slots};

use crate::{json::Json, sorted::insert_once};
use evaluate::Evaluation;
use ops::Role;
use parse::{Dialect, Node};

/// A JsonLogic expression, ready to be evaluated.
///
/// Mostly used for whether it [holds](Condition::holds), but an expression may give any value.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    root: Node,
}

impl Condition {
    /// Reads an expression as it stands in a config: strictly, and with guarded comparisons.
    ///
    /// # Errors
    /// Every fault of the expression, each with a path relative to it (`and[1].>[0]`).
    pub fn read(json: &Json) -> Result<Condition, Vec<LogicFault>> {
        parse::read(json, Dialect::Config).map(|root| Condition { root })
    }

    /// Reads an expression as json-logic-js would, without a config's rules: `==` is there, nothing is
    /// guarded, values may be left out, and an unknown operator stops only the evaluation that comes
    /// upon it.
    ///
    /// # Errors
    /// The places that are nested deeper than [`MAX_NESTING`].
    pub fn read_plain(json: &Json) -> Result<Condition, Vec<LogicFault>> {
        parse::read(json, Dialect::Plain).map(|root| Condition { root })
    }

    /// Reads the expression that is the member `name` of an object; `None` where there is none, or
    /// one with faults, which the reader of the whole has reported.
    #[must_use]
    #[inline(never)]
    pub fn at(json: &Json, name: &str) -> Option<Condition> {
        Condition::read(json.get(name)?).ok()
    }

    /// Gives the value of the expression for these facts, borrowed from them where it can be.
    ///
    /// # Errors
    /// The reason why the evaluation was given up. Facts that are missing are no error: they read
    /// as null.
    pub fn evaluate<'a>(&'a self, facts: &'a Json) -> Result<Operand<'a>, LogicStop> {
        Evaluation::begin().value(&self.root, &Operand::from(facts))
    }

    /// Gives the value of the expression as a tree of its own; infinity and "not a number" are
    /// null in it, as in all JSON.
    ///
    /// # Errors
    /// The reason why the evaluation was given up.
    pub fn value(&self, facts: &Json) -> Result<Json, LogicStop> {
        let mut evaluation = Evaluation::begin();
        let operand = evaluation.value(&self.root, &Operand::from(facts))?;
        evaluation.json(&operand)
    }

    /// Tells whether the expression's value counts as true; an evaluation given up does not.
    ///
    /// False are null, `false`, 0, "not a number", the empty text and the empty list.
    #[must_use]
    pub fn holds(&self, facts: &Json) -> bool {
        self.evaluate(facts).is_ok_and(|value| value.is_truthy())
    }

    /// Lists every path that the expression reads by a name written in it, sorted, each once.
    ///
    /// Left out are the bodies of `map`, `filter`, `reduce`, `all`, `some` and `none`, whose paths
    /// start from an item, the whole of the facts (`{"var": ""}`), and names that are computed.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut paths = Vec::new();
        collect_reads(&self.root, &mut paths);
        paths
    }
}

fn collect_reads<'c>(node: &'c Node, paths: &mut Vec<&'c str>) {
    match node {
        Node::Constant(_) => {}
        Node::Variable(path) => collect_name(path, paths),
        Node::List(items) => items.iter().for_each(|item| collect_reads(item, paths)),
        Node::Operation(operator, args) | Node::Guarded(operator, args) => {
            for (index, arg) in args.iter().enumerate() {
                match (&operator.role, index) {
                    (Role::Body, 1) => continue,
                    (Role::Name, 0) | (Role::Names, _) | (Role::CountAndNames, 1) => collect_names(arg, paths),
                    _ => {}
                }
                collect_reads(arg, paths);
            }
        }
    }
}

/// Collects the names written in the part of an expression that gives names, choices included:
/// `{"missing": {"merge": ["vin", {"if": [{"var": "financing"}, ["apr"], []]}]}}`.
fn collect_names<'c>(node: &'c Node, paths: &mut Vec<&'c str>) {
    match node {
        Node::Constant(json) => collect_constant_names(json, paths),
        Node::Variable(_) | Node::Guarded(..) => {}
        Node::List(items) => items.iter().for_each(|item| collect_names(item, paths)),
        Node::Operation(operator, args) => {
            for (index, arg) in args.iter().enumerate() {
                let is_test = matches!(operator.role, Role::Choice) && index % 2 == 0 && index + 1 < args.len();
                if matches!(operator.role, Role::Choice | Role::Join) && !is_test {
                    collect_names(arg, paths);
                }
            }
        }
    }
}

fn collect_constant_names<'c>(json: &'c Json, paths: &mut Vec<&'c str>) {
    match json {
        Json::Text(name) => collect_name(name, paths),
        Json::List(names) => names.iter().for_each(|name| collect_constant_names(name, paths)),
        _ => {}
    }
}

fn collect_name<'c>(name: &'c str, paths: &mut Vec<&'c str>) {
    if !name.is_empty() {
        insert_once(paths, name);
    }
}

#[cfg(test)]
mod tests;
