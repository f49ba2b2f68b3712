//! The tables of operators: a new one is one entry here and one function in a file of its kind.
//! A build without the feature `wide` has the common ones only, one without `rare` lacks those that
//! hardly anybody asks for; neither can read a condition with another.
//!
//! An operator is given its values unevaluated and evaluates those it needs, so that choices and
//! loops are operators like any other and a comparison needs no list of its values.

mod choose;
mod compare;
mod facts;
#[cfg(feature = "rare")]
mod list;
#[cfg(feature = "rare")]
mod quantify;
#[cfg(feature = "wide")]
mod reckon;
#[cfg(feature = "rare")]
mod text;

use super::{
    Operand,
    evaluate::{Answer, Evaluation, LogicStop},
    parse::Node,
};
use crate::diagnostic::nearest;
use core::fmt;

/// One operator.
pub(super) struct Operator {
    pub(super) name: &'static str,
    /// What people write who know it from elsewhere; only for "Did you mean …?".
    elsewhere: &'static [&'static str],
    /// The fewest values it takes.
    pub(super) least: u8,
    /// The most values it takes, where there is a bound.
    pub(super) most: Option<u8>,
    pub(super) role: Role,
    pub(super) run: Run,
}

/// What the values of an operator mean to those who only look at an expression.
#[derive(Debug)]
pub(super) enum Role {
    /// Values like any other.
    Plain,
    /// Every value is compared with the next by its order.
    Order,
    /// The values are compared after a coercion on which engines disagree.
    Loose,
    /// Every value is made a number and goes into what the operator gives.
    Arithmetic,
    /// Any value may be what the operator gives, but those at even places, save a last one, are tests.
    Choice,
    /// Every value goes into what the operator gives.
    Join,
    /// The second value is evaluated with an item as its scope.
    Body,
    /// The first value names a path.
    Name,
    /// Every value names paths.
    Names,
    /// The second value names paths.
    CountAndNames,
}

type Run = for<'a> fn(&mut Evaluation, &'a [Node], &Operand<'a>) -> Answer<'a>;

const fn op(
    name: &'static str,
    elsewhere: &'static [&'static str],
    least: u8,
    most: Option<u8>,
    role: Role,
    run: Run,
) -> Operator {
    let elsewhere = if cfg!(feature = "explain") { elsewhere } else { &[] };
    Operator { name, elsewhere, least, most, role, run }
}

/// What conditions are mostly made of.
static COMMON: &[Operator] = &[
    op("var", &["get", "field", "variable", "$var", "val"], 0, Some(2), Role::Name, facts::var),
    op("===", &["=", "eq", "equals", "is"], 2, Some(2), Role::Plain, compare::same),
    op("!==", &["<>", "ne", "neq", "not_equals"], 2, Some(2), Role::Plain, compare::not_same),
    op("<", &["lt"], 2, Some(3), Role::Order, compare::below),
    op("<=", &["lte", "=<"], 2, Some(3), Role::Order, compare::at_most),
    op(">", &["gt"], 2, Some(2), Role::Order, compare::above),
    op(">=", &["gte", "=>"], 2, Some(2), Role::Order, compare::at_least),
    op("and", &["&&", "&"], 1, None, Role::Plain, choose::and),
    op("or", &["||", "|", "??"], 1, None, Role::Plain, choose::or),
    op("!", &["not"], 1, Some(1), Role::Plain, choose::not),
    op("!!", &["bool", "truthy"], 1, Some(1), Role::Plain, choose::truthy),
    op("if", &["cond", "ternary"], 0, None, Role::Choice, choose::choose),
    op("in", &["contains", "includes", "one_of"], 2, Some(2), Role::Plain, compare::within),
];

/// What few conditions hold.
#[cfg(feature = "wide")]
static LESS_COMMON: &[Operator] = &[
    op("?:", &["?"], 0, None, Role::Choice, choose::choose),
    op("+", &["add", "sum", "plus"], 0, None, Role::Arithmetic, reckon::add),
    op("-", &["subtract", "minus"], 1, Some(2), Role::Arithmetic, reckon::subtract),
    op("*", &["multiply", "product", "times"], 1, None, Role::Arithmetic, reckon::multiply),
    op("/", &["divide", "div"], 2, Some(2), Role::Arithmetic, reckon::divide),
    op("%", &["mod", "modulo"], 2, Some(2), Role::Arithmetic, reckon::remainder),
    op("min", &["least"], 1, None, Role::Arithmetic, reckon::least),
    op("max", &["greatest"], 1, None, Role::Arithmetic, reckon::greatest),
];

/// What hardly any condition holds.
#[cfg(feature = "rare")]
static RARE: &[Operator] = &[
    op("==", &[], 2, Some(2), Role::Loose, compare::alike),
    op("!=", &[], 2, Some(2), Role::Loose, compare::not_alike),
    op("missing", &["empty", "exists"], 0, None, Role::Names, facts::missing),
    op("missing_some", &[], 2, Some(2), Role::CountAndNames, facts::missing_some),
    op("cat", &["concat", "join"], 0, None, Role::Plain, text::cat),
    op("substr", &["substring", "slice"], 2, Some(3), Role::Plain, text::substr),
    op("merge", &["append", "flatten"], 0, None, Role::Join, list::merge),
    op("all", &["every"], 2, Some(2), Role::Body, quantify::all),
    op("some", &["any"], 2, Some(2), Role::Body, quantify::some),
    op("none", &["nor"], 2, Some(2), Role::Body, quantify::none),
    op("filter", &["where"], 2, Some(2), Role::Body, list::filter),
    op("map", &["select"], 2, Some(2), Role::Body, list::map),
    op("reduce", &["fold"], 2, Some(3), Role::Body, list::reduce),
    op("log", &["print"], 1, Some(1), Role::Plain, choose::log),
];

/// Gives every operator of this build.
fn operators() -> impl Iterator<Item = &'static Operator> {
    let all = COMMON.iter();
    #[cfg(feature = "wide")]
    let all = all.chain(LESS_COMMON);
    #[cfg(feature = "rare")]
    let all = all.chain(RARE);
    all
}

/// What a plain expression has where there is no such operator: only coming upon it is an error.
pub(super) static UNKNOWN: Operator = op("", &[], 0, None, Role::Plain, |_, _, _| Err(LogicStop::UnknownOperator));

/// Finds an operator by its name.
pub(super) fn find(name: &str) -> Option<&'static Operator> {
    operators().find(|operator| operator.name == name)
}

/// Finds the operator that an unknown name was likely meant to be.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let known = operators().find(|operator| operator.elsewhere.iter().any(|word| word.eq_ignore_ascii_case(name)));
    // Any sign is one edit from any other, and a long text is no slip: only words are worth a guess.
    let is_word = |name: &str| name.len() < 24 && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let words = operators().map(|operator| operator.name).filter(|name| is_word(name));
    match known {
        Some(operator) => Some(operator.name),
        None if is_word(name) => nearest(name, &words.collect::<Vec<_>>()),
        None => None,
    }
}

/// Operators are told apart by name: there is one table.
impl PartialEq for Operator {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
pub(super) fn names() -> Vec<&'static str> {
    operators().map(|operator| operator.name).collect()
}

#[cfg(test)]
pub(super) fn words_from_elsewhere() -> impl Iterator<Item = &'static str> {
    operators().flat_map(|operator| operator.elsewhere.iter().copied())
}
