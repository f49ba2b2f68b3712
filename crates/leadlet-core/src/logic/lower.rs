//! Writes a config's condition as plain JsonLogic, so that any other engine evaluates it the same.
//!
//! Knows what a config's reader adds to the language: a comparison does not hold where one of its
//! values is null, or one that arithmetic makes any of them of. Here that guard is written out:
//! `{"<": [{"var": "x"}, 15]}` becomes
//! `{"and": [{"!==": [{"var": "x"}, null]}, {"<": [{"var": "x"}, 15]}]}`. Only tools need it; the
//! widget evaluates the guard itself (`Node::Guarded`).

use super::{
    Condition, LogicFault,
    ops::{self, Operator, Role},
};
use crate::json::{Json, Member};

/// The most places that a lowered expression has. A guard repeats what it guards, so comparisons
/// nested in what other comparisons compare would double an expression at each level.
const MAX_PLACES: usize = 10_000;

/// Why an expression can't be lowered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotLowered {
    /// It can't be read; every fault with a path relative to it.
    Faulty(Vec<LogicFault>),
    /// Its guards would make it longer than 10,000 places.
    TooLong,
}

/// Writes an expression of a config as plain JsonLogic with the same value for all facts.
///
/// # Errors
/// Why there is no such expression.
pub fn lower(json: &Json) -> Result<Json, NotLowered> {
    Condition::read(json).map_err(NotLowered::Faulty)?;
    Lowering { places_left: MAX_PLACES }.expression(json).ok_or(NotLowered::TooLong)
}

struct Lowering {
    places_left: usize,
}

impl Lowering {
    /// Lowers one place; nothing when there are too many.
    fn expression(&mut self, json: &Json) -> Option<Json> {
        self.places_left = self.places_left.checked_sub(1)?;
        if let Json::List(items) = json {
            return items.iter().map(|item| self.expression(item)).collect::<Option<_>>().map(Json::List);
        }
        let Some((operator, values)) = operation(json) else { return Some(json.clone()) };
        let lowered: Vec<Json> = arguments(values).iter().map(|value| self.expression(value)).collect::<Option<_>>()?;
        let mut guards = Vec::new();
        if matches!(operator.role, Role::Order) {
            lowered.iter().for_each(|value| guard(value, &mut guards));
        }
        for guard in &guards {
            self.places_left = self.places_left.checked_sub(places(guard))?;
        }
        // The sugar of a single value without brackets stays as it was written.
        let values = match <[Json; 1]>::try_from(lowered) {
            Ok([one]) if values.as_list().is_none() => one,
            Ok([one]) => Json::List(vec![one]),
            Err(values) => Json::List(values),
        };
        let plain = node(operator.name, values);
        if guards.is_empty() {
            return Some(plain);
        }
        guards.push(plain);
        Some(node("and", Json::List(guards)))
    }
}

/// Gives the operator of a place and what it is given, where the place is an operation.
fn operation(json: &Json) -> Option<(&'static Operator, &Json)> {
    let members: &[Member] = json.as_object()?;
    let (name, _) = members.first()?;
    let is_one = members.iter().all(|(other, _)| other == name);
    Some((ops::find(name).filter(|_| is_one)?, json.get(name)?))
}

fn arguments(values: &Json) -> &[Json] {
    values.as_list().unwrap_or(core::slice::from_ref(values))
}

fn node(name: &str, values: Json) -> Json {
    Json::Object(vec![(name.to_owned(), values)])
}

fn places(json: &Json) -> usize {
    match json {
        Json::List(items) => 1 + items.iter().map(places).sum::<usize>(),
        Json::Object(members) => 1 + members.iter().map(|(_, value)| places(value)).sum::<usize>(),
        _ => 1,
    }
}

/// Adds the guards that a compared value needs, each once.
fn guard(value: &Json, guards: &mut Vec<Json>) {
    match operation(value) {
        Some((operator, values)) if matches!(operator.role, Role::Arithmetic) => {
            arguments(values).iter().for_each(|part| guard(part, guards));
        }
        Some((operator, _)) if !may_be_null(operator) => {}
        None if *value != Json::Null => {}
        _ => {
            let guard = node("!==", Json::List(vec![value.clone(), Json::Null]));
            if !guards.contains(&guard) {
                guards.push(guard);
            }
        }
    }
}

/// Tells whether an operator may give null, other than arithmetic, whose values are guarded instead.
fn may_be_null(operator: &Operator) -> bool {
    matches!(operator.name, "var" | "and" | "or" | "if" | "?:" | "reduce" | "log")
}
