//! Operators that choose: `and`, `or`, `!`, `!!`, `if`, and `log`, which chooses what it is given.

use crate::logic::{
    Operand,
    evaluate::{Answer, Evaluation},
    parse::Node,
};

/// Gives the first value whose truth is `wanted`, else the last.
fn first<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>, wanted: bool) -> Answer<'a> {
    let mut last = Operand::Undefined;
    for arg in args {
        last = run.value(arg, scope)?;
        if last.is_truthy() == wanted {
            break;
        }
    }
    Ok(last)
}

pub(super) fn and<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    first(run, args, scope, false)
}

pub(super) fn or<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    first(run, args, scope, true)
}

pub(super) fn not<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    Ok(Operand::Bool(!run.argument(args, 0, scope)?.is_truthy()))
}

pub(super) fn truthy<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    Ok(Operand::Bool(run.argument(args, 0, scope)?.is_truthy()))
}

pub(super) fn choose<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    for test_and_value in args.chunks(2) {
        match test_and_value {
            [test, value] => {
                if run.holds(test, scope)? {
                    return run.value(value, scope);
                }
            }
            otherwise => return run.argument(otherwise, 0, scope),
        }
    }
    Ok(Operand::Null)
}

#[cfg(feature = "rare")]
pub(super) fn log<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    run.argument(args, 0, scope)
}
