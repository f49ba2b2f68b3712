//! Operators that compare: equality strict and loose, order, `in`.

use crate::logic::{
    Operand,
    evaluate::{Answer, Evaluation, LogicStop},
    parse::Node,
};
use core::cmp::Ordering;

pub(super) fn pair<'a>(
    run: &mut Evaluation,
    args: &'a [Node],
    scope: &Operand<'a>,
) -> Result<(Operand<'a>, Operand<'a>), LogicStop> {
    Ok((run.argument(args, 0, scope)?, run.argument(args, 1, scope)?))
}

pub(super) fn same<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (a, b) = pair(run, args, scope)?;
    Ok(Operand::Bool(a.is_same(&b)))
}

pub(super) fn not_same<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    Ok(Operand::Bool(!same(run, args, scope)?.is_truthy()))
}

#[cfg(feature = "rare")]
pub(super) fn alike<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (a, b) = pair(run, args, scope)?;
    run.is_alike(&a, &b).map(Operand::Bool)
}

#[cfg(feature = "rare")]
pub(super) fn not_alike<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    Ok(Operand::Bool(!alike(run, args, scope)?.is_truthy()))
}

/// Tells whether each of two or three values stands in one of two orders to the next.
fn ordered<'a>(
    run: &mut Evaluation,
    args: &'a [Node],
    scope: &Operand<'a>,
    order: [Ordering; 2],
    most: usize,
) -> Answer<'a> {
    let (a, b) = pair(run, args, scope)?;
    let third = if most > 2 { run.argument(args, 2, scope)? } else { Operand::Undefined };
    let mut holds = |a, b| Ok(run.order(a, b)?.is_some_and(|found| order.contains(&found)));
    Ok(Operand::Bool(holds(&a, &b)? && (matches!(third, Operand::Undefined) || holds(&b, &third)?)))
}

pub(super) fn below<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    ordered(run, args, scope, [Ordering::Less, Ordering::Less], 3)
}

pub(super) fn at_most<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    ordered(run, args, scope, [Ordering::Less, Ordering::Equal], 3)
}

pub(super) fn above<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    ordered(run, args, scope, [Ordering::Greater, Ordering::Greater], 2)
}

pub(super) fn at_least<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    ordered(run, args, scope, [Ordering::Greater, Ordering::Equal], 2)
}

pub(super) fn within<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (sought, place) = pair(run, args, scope)?;
    let found = match &place {
        Operand::List(list) => {
            for index in 0..list.len() {
                if run.item(list, index)?.is_same(&sought) {
                    return Ok(Operand::Bool(true));
                }
            }
            false
        }
        // The reference finds nothing in an empty text, not even the empty text.
        Operand::Text(text) if !text.is_empty() => {
            let sought = run.text(sought)?;
            run.charge(text.len().saturating_mul(sought.len()) / 1024)?;
            // A plain scan: std's two-way search would cost the wasm more than it could ever save.
            sought.is_empty() || text.as_bytes().windows(sought.len()).any(|window| window == sought.as_bytes())
        }
        _ => false,
    };
    Ok(Operand::Bool(found))
}
