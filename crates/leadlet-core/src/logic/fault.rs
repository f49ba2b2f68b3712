//! What can be wrong with an expression when it is read, and how an owner is told.

use super::MAX_NESTING;
use crate::{diagnostic::Diagnostic, json::join};

/// One fault of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogicFault {
    /// Where, relative to the expression: `and[1].>[0]`; empty for the whole of it.
    pub path: String,
    /// What is wrong.
    pub kind: LogicFaultKind,
}

/// What is wrong with a place in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogicFaultKind {
    /// There is no operator of this name.
    UnknownOperator {
        /// The name as it is written.
        name: String,
        /// The operator that was likely meant.
        meant: Option<&'static str>,
    },
    /// One object holds an operator and other members; the reference would take it for a plain
    /// object, which is always true.
    SeveralOperators {
        /// The first operator among its members.
        operator: &'static str,
    },
    /// An operator is given too few or too many values.
    ValueCount {
        /// The operator.
        operator: &'static str,
        /// The fewest values it takes.
        least: usize,
        /// The most values it takes; absent where there is no bound.
        most: Option<usize>,
        /// How many are given.
        found: usize,
    },
    /// `==` or `!=`, which engines evaluate differently, for instance `null == 0`.
    LooseEquality {
        /// The operator.
        operator: &'static str,
        /// Whether it compares with a null written out.
        with_null: bool,
    },
    /// `missing_some` is given something else than a list of names.
    NamesNotAList,
    /// The expression is nested deeper than [`MAX_NESTING`].
    TooDeep,
}

impl LogicFault {
    /// Says the fault in a sentence, for an expression that stands at `base` in its document.
    #[must_use]
    pub fn diagnostic(&self, base: &str) -> Diagnostic {
        let path = join(base, &self.path);
        match &self.kind {
            LogicFaultKind::UnknownOperator { name, meant } => {
                let told =
                    Diagnostic::error("logic/unknown-operator", &path, &["There is no operator \"", name, "\"."]);
                match meant {
                    Some(meant) => told.suggest(&["Did you mean \"", meant, "\"?"]),
                    None => told.suggest(&["An object with one name is an operation, such as { \"===\": [ { \"var\": \"answers.role\" }, \"cto\" ] }."]),
                }
            }
            LogicFaultKind::SeveralOperators { operator } => Diagnostic::error(
                "logic/several-operators",
                &path,
                &["\"", operator, "\" shares its object with other names, so it would never be evaluated."],
            )
            .suggest(&["Give each operator an object of its own and join them with \"and\" or \"or\"."]),
            LogicFaultKind::ValueCount { operator, least, most, found } => Diagnostic::error(
                "logic/value-count",
                &path,
                &["\"", operator, "\" takes ", &range(*least, *most), ", here are ", &found.to_string(), "."],
            )
            .suggest(&["Write { \"", operator, "\": [ … ] } with ", &range(*least, *most), "."]),
            LogicFaultKind::LooseEquality { operator, with_null } => Diagnostic::error(
                "logic/loose-equality",
                &path,
                &[
                    "\"",
                    operator,
                    "\" takes unlike things for equal, and engines disagree which: 0 and \"\", 1 and true.",
                ],
            )
            .suggest(&[
                "Write \"",
                operator,
                if *with_null {
                    "=\"; what is missing is null here, so nothing else is needed."
                } else {
                    "=\", with a value of the same kind: 1 is not \"1\"."
                },
            ]),
            LogicFaultKind::NamesNotAList => Diagnostic::error(
                "logic/names-not-a-list",
                &path,
                &["The second value of \"missing_some\" is not a list."],
            )
            .suggest(&["Write { \"missing_some\": [ 1, [ \"answers.email\", \"answers.phone\" ] ] }."]),
            LogicFaultKind::TooDeep => Diagnostic::error(
                "logic/too-deep",
                &path,
                &["The condition is nested deeper than ", &MAX_NESTING.to_string(), " levels."],
            )
            .suggest(&["Split it: \"and\" and \"or\" take any number of values."]),
        }
    }
}

fn range(least: usize, most: Option<usize>) -> String {
    let values = |count: usize| if count == 1 { " value" } else { " values" };
    match most {
        Some(most) if most == least => [&least.to_string(), values(least)].concat(),
        Some(most) => [&least.to_string(), " to ", &most.to_string(), values(most)].concat(),
        None => ["at least ", &least.to_string(), values(least)].concat(),
    }
}
