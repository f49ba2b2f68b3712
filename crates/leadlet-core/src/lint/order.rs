//! What is left of a set of values after it was compared with another: `<`, `<=`, `>`, `>=`.
//!
//! Values compare as in JavaScript: two texts by their letters, anything else as numbers. That a
//! comparison with something missing does not hold is looked after before.

use super::{possible::Possible, reason::evaluated, span::Span};
use crate::json::Json;

/// A way to compare, seen from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Order {
    /// Reads `<`, `<=`, `>` or `>=`.
    pub(super) fn of(operator: &str) -> Self {
        match operator {
            "<" => Order::Below,
            "<=" => Order::AtMost,
            ">" => Order::Above,
            _ => Order::AtLeast,
        }
    }

    /// Gives the same comparison seen from the right.
    pub(super) fn turned(self) -> Self {
        match self {
            Order::Below => Order::Above,
            Order::AtMost => Order::AtLeast,
            Order::Above => Order::Below,
            Order::AtLeast => Order::AtMost,
        }
    }

    fn operator(self) -> &'static str {
        match self {
            Order::Below => "<",
            Order::AtMost => "<=",
            Order::Above => ">",
            Order::AtLeast => ">=",
        }
    }

    /// Gives the comparison of two numbers that holds when this one does not.
    fn opposite(self) -> Self {
        match self {
            Order::Below => Order::AtLeast,
            Order::AtMost => Order::Above,
            Order::Above => Order::AtMost,
            Order::AtLeast => Order::Below,
        }
    }
}

/// The most pairs of single values that are compared one by one.
const MOST_PAIRS: usize = 4096;

/// Gives those values of `one` for which the comparison with some value of `other` is `truth`.
pub(super) fn compared(one: &Possible, other: &Possible, order: Order, truth: bool) -> Possible {
    if one.values.len().saturating_mul(other.values.len()) > MOST_PAIRS {
        return one.clone();
    }
    // Texts and lists are not reckoned with: against them, and for them, anything may come out.
    let is_vague = |set: &Possible| set.texts.is_some() || set.lists.is_some() || set.other;
    if is_vague(other) {
        return one.clone();
    }
    let mut left = Possible { values: Vec::new(), numbers: None, ..one.clone() };
    for value in &one.values {
        let fits = other.values.iter().any(|against| compares(order, value, against) == truth)
            || other.numbers.is_some_and(|span| fits_range(value, &span, order, truth));
        if fits {
            left = left.and(value.clone());
        }
    }
    if let Some(span) = one.numbers {
        let mut found: Option<Span> = None;
        let mut add = |cut: Option<Span>| {
            if let Some(cut) = cut {
                found = Some(found.map_or(cut, |span| span.join(&cut)));
            }
        };
        for against in &other.values {
            match as_number(against) {
                Some(number) => add(cut(span, &Span::point(number), order, truth)),
                // No number at all: no comparison with it holds.
                None => add((!truth).then_some(span)),
            }
        }
        if let Some(against) = &other.numbers {
            add(cut(span, against, order, truth));
        }
        left.numbers = found;
    }
    left.settled()
}

fn compares(order: Order, a: &Json, b: &Json) -> bool {
    evaluated(order.operator(), vec![a.clone(), b.clone()]) == Some(Json::Bool(true))
}

fn fits_range(value: &Json, span: &Span, order: Order, truth: bool) -> bool {
    match as_number(value) {
        Some(number) => cut(Span::point(number), span, order, truth).is_some(),
        None => !truth,
    }
}

/// Gives the part of `span` for which some number of `other` compares as wanted.
fn cut(span: Span, other: &Span, order: Order, truth: bool) -> Option<Span> {
    let order = if truth { order } else { order.opposite() };
    match order {
        Order::Below => span.up_to(other.max, true),
        Order::AtMost => span.up_to(other.max, other.max_open),
        Order::Above => span.from(other.min, true),
        Order::AtLeast => span.from(other.min, other.min_open),
    }
    .settled()
}

/// Reads a value as a number, as a comparison does; nothing where it is none.
fn as_number(value: &Json) -> Option<f64> {
    match value {
        Json::Number(number) => Some(*number),
        other => evaluated("-", vec![other.clone(), 0_i64.into()]).and_then(|json| json.as_number()),
    }
}
