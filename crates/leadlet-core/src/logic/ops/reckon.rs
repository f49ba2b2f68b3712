//! Operators that reckon with numbers.

use super::compare::pair;
use crate::logic::{
    Operand,
    evaluate::{Answer, Evaluation, LogicStop},
    parse::Node,
};
use core::cmp::Ordering;

fn numbers<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Result<(f64, f64), LogicStop> {
    let (a, b) = pair(run, args, scope)?;
    Ok((run.number(&a)?, run.number(&b)?))
}

pub(super) fn add<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let mut total = 0.0;
    for arg in args {
        let value = run.value(arg, scope)?;
        total += run.leading_number(&value)?;
    }
    Ok(Operand::Number(total))
}

pub(super) fn multiply<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    if args.is_empty() {
        return Err(LogicStop::NothingToMultiply);
    }
    let mut product = run.argument(args, 0, scope)?;
    // A single value is given back as it is, a text as a text: so does the reference.
    for arg in args.iter().skip(1) {
        let value = run.value(arg, scope)?;
        product = Operand::Number(run.leading_number(&product)? * run.leading_number(&value)?);
    }
    Ok(product)
}

pub(super) fn subtract<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (a, b) = pair(run, args, scope)?;
    let first = run.number(&a)?;
    Ok(Operand::Number(if matches!(b, Operand::Undefined) { -first } else { first - run.number(&b)? }))
}

pub(super) fn divide<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (a, b) = numbers(run, args, scope)?;
    Ok(Operand::Number(a / b))
}

pub(super) fn remainder<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (a, b) = numbers(run, args, scope)?;
    Ok(Operand::Number(rest_of_division(a, b)))
}

/// Gives `a % b`, exact and with the sign of `a`, by long division in base two: the operator of the
/// language brings 2 kB of 128-bit division into the wasm, and this one is rarely used.
fn rest_of_division(a: f64, b: f64) -> f64 {
    if !a.is_finite() || b.is_nan() || b == 0.0 {
        return f64::NAN;
    }
    if b.is_infinite() {
        return a;
    }
    let (mut rest, divisor) = (a.abs(), b.abs());
    let mut multiple = divisor;
    // Doubling, halving back and subtracting what is at most twice as small are all exact.
    while multiple * 2.0 <= rest {
        multiple *= 2.0;
    }
    while multiple >= divisor {
        if rest >= multiple {
            rest -= multiple;
        }
        multiple /= 2.0;
    }
    rest.copysign(a)
}

/// Gives the number that is furthest in one direction; "not a number" wins over all, as in `Math.min`.
/// Of no numbers the furthest is the infinity at the other end.
fn extreme<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>, direction: Ordering) -> Answer<'a> {
    let mut found = if direction == Ordering::Less { f64::INFINITY } else { f64::NEG_INFINITY };
    for arg in args {
        let value = run.value(arg, scope)?;
        let number = run.number(&value)?;
        if number.is_nan() || number.partial_cmp(&found) == Some(direction) {
            found = number;
        }
    }
    Ok(Operand::Number(found))
}

pub(super) fn least<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    extreme(run, args, scope, Ordering::Less)
}

pub(super) fn greatest<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    extreme(run, args, scope, Ordering::Greater)
}

#[cfg(test)]
mod tests {
    use super::rest_of_division;
    use proptest::prelude::*;

    /// Compares with the language's own operator, the sign of zero included.
    fn is_exact(a: f64, b: f64) -> bool {
        let (ours, theirs) = (rest_of_division(a, b), a % b);
        ours.to_bits() == theirs.to_bits() || (ours.is_nan() && theirs.is_nan())
    }

    #[test]
    fn the_rest_of_a_division_at_the_ends_of_the_range_is_exact() {
        for a in [
            0.0,
            -0.0,
            5e-324,
            -5.5,
            1.0,
            f64::MIN_POSITIVE,
            f64::MAX,
            f64::MIN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
        ] {
            for b in [0.0, -0.0, 5e-324, -1e-310, 3.0, f64::MAX, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
                assert!(is_exact(a, b), "{a} % {b} gives {}, not {}", rest_of_division(a, b), a % b);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_rest_of_a_division_is_exact(a in any::<f64>(), b in any::<f64>(), whole in -10_000_i32..10_000, step in 1_i32..100) {
            prop_assert!(is_exact(a, b), "{} % {}", a, b);
            let (a, b) = (f64::from(whole) / 8.0, f64::from(step) / 10.0);
            prop_assert!(is_exact(a, b), "{} % {}", a, b);
        }
    }
}
