//! Operators that ask of how many items of a list something holds: `some`, `all`, `none`.

use crate::logic::{
    Operand,
    evaluate::{Answer, Evaluation, LogicStop},
    parse::Node,
};

/// Tells whether the body of a loop holds as `wanted` for some item of the list, and how many there are.
fn any_item<'a>(
    run: &mut Evaluation,
    args: &'a [Node],
    scope: &Operand<'a>,
    wanted: bool,
) -> Result<(bool, usize), LogicStop> {
    let Operand::List(items) = run.argument(args, 0, scope)? else { return Ok((false, 0)) };
    for index in 0..items.len() {
        let item = run.item(&items, index)?;
        if run.argument(args, 1, &item)?.is_truthy() == wanted {
            return Ok((true, items.len()));
        }
    }
    Ok((false, items.len()))
}

pub(super) fn all<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (fails_somewhere, count) = any_item(run, args, scope, false)?;
    Ok(Operand::Bool(count > 0 && !fails_somewhere))
}

pub(super) fn some<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    any_item(run, args, scope, true).map(|(holds_somewhere, _)| Operand::Bool(holds_somewhere))
}

pub(super) fn none<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    any_item(run, args, scope, true).map(|(holds_somewhere, _)| Operand::Bool(!holds_somewhere))
}
