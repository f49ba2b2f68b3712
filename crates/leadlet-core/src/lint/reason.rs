//! Reasons about conditions: what they can give, and what must be so where one holds.
//!
//! Two questions are asked of every part: which values can it have ([`Reasoning::value`]), and what
//! is left of the facts if it counts as true, or as false ([`Reasoning::assume`]). Where nothing is
//! left, it never does. Answers may be too large, never too small: what is not understood (loops,
//! texts that are made, computed names) can be anything. What operators do to single values is not
//! written here a second time: the evaluator itself is asked.

use super::{
    items::Items,
    order::{Order, compared},
    possible::{Possible, is_true},
    span::Span,
    term::{Operation, is_constant, operation, variable},
};
use crate::{
    json::{Json, NULL},
    logic::Condition,
};
use std::collections::BTreeMap;

/// What a condition has narrowed, by path.
pub(super) type Narrowed = BTreeMap<String, Possible>;

/// The most combinations of single values that are tried one by one.
const MOST_TRIED: usize = 1024;

/// What is known of the facts before a condition is looked at.
pub(super) trait Known {
    /// Tells what a path such as `answers.role` can lead to.
    fn look(&self, path: &str) -> Possible;
}

/// Reasons with what is known.
pub(super) struct Reasoning<'k> {
    known: &'k dyn Known,
}

impl<'k> Reasoning<'k> {
    pub(super) fn with(known: &'k dyn Known) -> Self {
        Reasoning { known }
    }

    /// Tells what a path can lead to, once some paths have been narrowed.
    pub(super) fn look(&self, path: &str, narrowed: &Narrowed) -> Possible {
        narrowed.get(path).cloned().unwrap_or_else(|| self.known.look(path))
    }

    /// Tells whether a condition can count as `truth`.
    pub(super) fn can_be(&self, json: &Json, truth: bool) -> bool {
        self.assume(json, truth, &Narrowed::new()).is_some()
    }

    /// Tells what an expression can give.
    pub(super) fn value(&self, json: &Json, narrowed: &Narrowed) -> Possible {
        let Some(operation) = operation(json) else {
            return if is_constant(json) {
                Possible::one_of([json.clone()])
            } else {
                Possible::lists(Items { min: json.as_list().map_or(0, <[Json]>::len), ..Items::ANY })
            };
        };
        let args = operation.args();
        match operation.name {
            "var" => match (variable(json), args) {
                (Some(path), _) => self.look(path, narrowed),
                (None, [Json::Text(path), default]) if !path.is_empty() => {
                    self.look(path, narrowed).join(&self.value(default, narrowed))
                }
                _ => Possible::anything(),
            },
            "and" => self.first(args, false, narrowed),
            "or" => self.first(args, true, narrowed),
            "if" | "?:" => self.branches(args, narrowed),
            "log" => args.first().map_or(Possible::anything(), |arg| self.value(arg, narrowed)),
            "!" | "!!" | "===" | "!==" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "all" | "some" | "none" => {
                let can = |truth| self.assume(json, truth, narrowed).is_some();
                Possible::flags(can(true), can(false))
            }
            "missing" | "missing_some" | "merge" | "map" | "filter" => Possible::lists(Items::ANY),
            "cat" | "substr" => self.tried(&operation, narrowed).unwrap_or_else(|| Possible::texts(0, usize::MAX)),
            "+" | "-" | "*" | "/" | "%" | "min" | "max" => {
                self.tried(&operation, narrowed).unwrap_or_else(|| self.reckoned(&operation, narrowed))
            }
            _ => Possible::anything(),
        }
    }

    /// The values of `and` and `or`: that of the first part whose truth is `wanted`, else of the last.
    fn first(&self, args: &[Json], wanted: bool, narrowed: &Narrowed) -> Possible {
        let mut found = Possible::nothing();
        let mut here = narrowed.clone();
        for (index, arg) in args.iter().enumerate() {
            let value = self.value(arg, &here);
            let is_last = index + 1 == args.len();
            found = found.join(&if is_last { value } else { value.that_is(wanted) });
            match self.assume(arg, !wanted, &here) {
                Some(next) => here = next,
                None => break,
            }
        }
        found
    }

    fn branches(&self, args: &[Json], narrowed: &Narrowed) -> Possible {
        let mut found = Possible::nothing();
        let mut here = narrowed.clone();
        for test_and_value in args.chunks(2) {
            match test_and_value {
                [test, value] => {
                    if let Some(inside) = self.assume(test, true, &here) {
                        found = found.join(&self.value(value, &inside));
                    }
                    match self.assume(test, false, &here) {
                        Some(next) => here = next,
                        None => return found,
                    }
                }
                [otherwise] => return found.join(&self.value(otherwise, &here)),
                _ => {}
            }
        }
        found.join(&Possible::null())
    }

    /// Asks the evaluator for every combination of single values, where these are all there are.
    fn tried(&self, operation: &Operation<'_>, narrowed: &Narrowed) -> Option<Possible> {
        let values: Vec<Possible> = operation.args().iter().map(|arg| self.value(arg, narrowed)).collect();
        let mut rows: Vec<Vec<Json>> = vec![Vec::new()];
        for value in &values {
            let each = value.each()?;
            if rows.len() * each.len() > MOST_TRIED {
                return None;
            }
            rows = rows
                .iter()
                .flat_map(|row| each.iter().map(move |one| row.iter().cloned().chain([one.clone()]).collect()))
                .collect();
        }
        let mut found = Possible::nothing();
        for row in rows {
            match evaluated(operation.name, row) {
                // Of numbers null is "not a number" or infinity.
                Some(Json::Null) | None => found.other = true,
                Some(value) => found = found.and(value),
            }
        }
        Some(found)
    }

    /// Reckons with ranges.
    fn reckoned(&self, operation: &Operation<'_>, narrowed: &Narrowed) -> Possible {
        // `+` and `*` read texts as parseFloat does, which makes "not a number" of null.
        let leading = matches!(operation.name, "+" | "*");
        let args: Vec<Numbers> =
            operation.args().iter().map(|arg| Numbers::of(&self.value(arg, narrowed), leading)).collect();
        let unknown = Possible { other: true, ..Possible::numbers(Span::ALL) };
        let other = args.iter().any(|arg| arg.other);
        let spans: Option<Vec<Span>> = args.iter().map(|arg| arg.span).collect();
        let Some(spans) = spans.filter(|spans| !spans.is_empty()) else { return unknown };
        let mut rest = spans.iter().skip(1);
        let Some(first) = spans.first().copied() else { return unknown };
        let folded = |reckon: fn(f64, f64) -> f64| spans.iter().skip(1).try_fold(first, |a, b| a.corners(b, reckon));
        let found = match (operation.name, spans.as_slice()) {
            ("+", _) => folded(|a, b| a + b),
            // A single value is given back as it is.
            ("*", [_]) => return unknown,
            ("*", _) => folded(|a, b| a * b),
            ("-", [_]) => Some(Span { min: -first.max, max: -first.min, ..Span::ALL }),
            ("-", _) => folded(|a, b| a - b),
            ("/", [a, b]) if !b.contains(0.0) => a.corners(b, |a, b| a / b),
            ("min", _) => rest.try_fold(first, |a, b| a.corners(b, f64::min)),
            ("max", _) => rest.try_fold(first, |a, b| a.corners(b, f64::max)),
            _ => None,
        };
        found.map_or(unknown, |span| Possible { other, ..Possible::numbers(span) })
    }

    /// Tells what is left of the facts if an expression counts as `truth`; nothing where it never does.
    pub(super) fn assume(&self, json: &Json, truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        if let Some(path) = variable(json) {
            return self.keep(json, self.look(path, narrowed).that_is(truth), narrowed);
        }
        let Some(operation) = operation(json) else {
            // A list that is not constant has as many items as are written.
            let counts =
                if is_constant(json) { is_true(json) } else { json.as_list().is_some_and(|list| !list.is_empty()) };
            return (counts == truth).then(|| narrowed.clone());
        };
        let args = operation.args();
        match (operation.name, args) {
            ("!", [arg]) => self.assume(arg, !truth, narrowed),
            ("!!" | "log", [arg]) => self.assume(arg, truth, narrowed),
            ("and", _) => self.all(args, true, truth, narrowed),
            ("or", _) => self.all(args, false, truth, narrowed),
            ("if" | "?:", _) => self.assume_branches(args, truth, narrowed),
            ("===", [a, b]) => self.same(a, b, truth, narrowed),
            ("!==", [a, b]) => self.same(a, b, !truth, narrowed),
            ("<" | "<=" | ">" | ">=", _) => self.guarded(&operation, truth, narrowed),
            ("in", [sought, place]) => self.within(sought, place, truth, narrowed),
            ("missing", _) => self.missing(args, truth, narrowed),
            ("missing_some", [Json::Number(needed), names]) => self.missing_some(*needed, names, truth, narrowed),
            ("some" | "none" | "all", [list, body]) => {
                let can = self.over_items(operation.name, &self.value(list, narrowed), body, truth);
                can.then(|| narrowed.clone())
            }
            ("==" | "!=", _) => {
                let can = self
                    .tried(&operation, narrowed)
                    .is_none_or(|value| value.contains(&Json::Bool(truth)) || value.other);
                can.then(|| narrowed.clone())
            }
            _ => (!self.value(json, narrowed).that_is(truth).is_empty()).then(|| narrowed.clone()),
        }
    }

    /// Takes it that every part counts as `each`, or, for `truth` other than `each`, that one does not.
    fn all(&self, args: &[Json], each: bool, truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let mut here = narrowed.clone();
        let mut found = None;
        for arg in args {
            if truth != each {
                found = either(found, self.assume(arg, !each, &here));
            }
            match self.assume(arg, each, &here) {
                Some(next) => here = next,
                None => return found,
            }
        }
        if truth == each { Some(here) } else { found }
    }

    fn assume_branches(&self, args: &[Json], truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let mut here = narrowed.clone();
        let mut found = None;
        for test_and_value in args.chunks(2) {
            match test_and_value {
                [test, value] => {
                    let inside = self.assume(test, true, &here).and_then(|inside| self.assume(value, truth, &inside));
                    found = either(found, inside);
                    match self.assume(test, false, &here) {
                        Some(next) => here = next,
                        None => return found,
                    }
                }
                [otherwise] => return either(found, self.assume(otherwise, truth, &here)),
                _ => {}
            }
        }
        // Where no test holds and there is no last value, it gives null.
        if truth { found } else { either(found, Some(here)) }
    }

    /// Narrows what a plain variable reads; nothing where no value is left.
    pub(super) fn keep(&self, json: &Json, left: Possible, narrowed: &Narrowed) -> Option<Narrowed> {
        if left.is_empty() {
            return None;
        }
        let mut narrowed = narrowed.clone();
        if let Some(path) = variable(json) {
            narrowed.insert(path.to_owned(), left);
        }
        Some(narrowed)
    }

    fn same(&self, a: &Json, b: &Json, truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let (left, right) = (self.value(a, narrowed), self.value(b, narrowed));
        if truth {
            let mut met = left.meet(&right);
            // A list that is written is equal to itself only.
            if [a, b].iter().any(|side| is_constant(side)) {
                met.lists = None;
            }
            return self.keep(b, met.clone(), &self.keep(a, met, narrowed)?);
        }
        let rest = |one: &Possible, other: &Possible| match other.only() {
            Some(only) => one.without(only),
            None => one.clone(),
        };
        self.keep(b, rest(&right, &left), &self.keep(a, rest(&left, &right), narrowed)?)
    }

    /// Takes it that a comparison holds or not; it does not where something compared is missing.
    fn guarded(&self, operation: &Operation<'_>, truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let mut compared = Vec::new();
        parts_of_arithmetic(operation.args(), &mut compared);
        let mut here = narrowed.clone();
        let mut missing = None;
        for part in compared {
            let value = self.value(part, &here);
            if !truth && value.contains(&Json::Null) {
                missing = either(missing, self.keep(part, Possible::null(), &here));
            }
            match self.keep(part, value.without(&Json::Null), &here) {
                Some(there) => here = there,
                None => return missing,
            }
        }
        let order = Order::of(operation.name);
        let found = match (operation.args(), truth) {
            ([a, b], _) => self.ordered(order, a, b, truth, &here),
            ([a, b, c], true) => {
                self.ordered(order, a, b, true, &here).and_then(|here| self.ordered(order, b, c, true, &here))
            }
            ([a, b, c], false) => {
                let then =
                    self.ordered(order, a, b, true, &here).and_then(|here| self.ordered(order, b, c, false, &here));
                either(self.ordered(order, a, b, false, &here), then)
            }
            _ => Some(here),
        };
        either(missing, found)
    }

    fn ordered(&self, order: Order, a: &Json, b: &Json, truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let (left, right) = (self.value(a, narrowed), self.value(b, narrowed));
        let kept = self.keep(a, compared(&left, &right, order, truth), narrowed)?;
        self.keep(b, compared(&right, &left, order.turned(), truth), &kept)
    }
}

/// Joins two ways: only what both have narrowed stays so.
pub(super) fn either(one: Option<Narrowed>, other: Option<Narrowed>) -> Option<Narrowed> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    Some(one.iter().filter_map(|(path, a)| other.get(path).map(|b| (path.clone(), a.join(b)))).collect())
}

/// Asks the evaluator what an operator gives for these values.
pub(super) fn evaluated(name: &str, values: Vec<Json>) -> Option<Json> {
    let written = Json::Object(vec![(name.to_owned(), Json::List(values))]);
    Condition::read(&written).ok()?.value(&NULL).ok()
}

/// Lists what a comparison asks to be there: its values, and what they are reckoned from.
fn parts_of_arithmetic<'c>(args: &'c [Json], parts: &mut Vec<&'c Json>) {
    for arg in args {
        match operation(arg) {
            Some(inner) if matches!(inner.name, "+" | "-" | "*" | "/" | "%" | "min" | "max") => {
                parts_of_arithmetic(inner.args(), parts);
            }
            _ => parts.push(arg),
        }
    }
}

/// A value as a number.
struct Numbers {
    span: Option<Span>,
    /// Whether it can be "not a number".
    other: bool,
}

impl Numbers {
    fn of(value: &Possible, leading: bool) -> Self {
        let unknown = value.other || value.texts.is_some() || value.lists.is_some();
        let mut found = Numbers { span: if unknown { Some(Span::ALL) } else { value.numbers }, other: unknown };
        for one in &value.values {
            let number = match (one, leading) {
                (Json::Number(number), _) => Some(*number),
                (one, true) => evaluated("+", vec![one.clone()]).and_then(|json| json.as_number()),
                (one, false) => evaluated("-", vec![one.clone(), 0_i64.into()]).and_then(|json| json.as_number()),
            };
            match number {
                Some(number) => {
                    let point = Span::point(number);
                    found.span = Some(found.span.map_or(point, |span| span.join(&point)));
                }
                None => found.other = true,
            }
        }
        found
    }
}
