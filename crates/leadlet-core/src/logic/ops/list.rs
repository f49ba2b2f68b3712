//! Operators that make lists or go through them to make something: `merge`, `filter`, `map`, `reduce`.

use crate::logic::{
    Operand,
    evaluate::{Answer, Evaluation},
    parse::Node,
};

pub(super) fn merge<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let mut merged = Vec::new();
    for arg in args {
        match run.value(arg, scope)? {
            Operand::List(list) => {
                for index in 0..list.len() {
                    merged.push(run.item(&list, index)?);
                }
            }
            one => merged.push(one),
        }
    }
    run.list(merged)
}

pub(super) fn filter<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let mut kept = Vec::new();
    if let Operand::List(items) = run.argument(args, 0, scope)? {
        for index in 0..items.len() {
            let item = run.item(&items, index)?;
            if run.argument(args, 1, &item)?.is_truthy() {
                kept.push(item);
            }
        }
    }
    run.list(kept)
}

pub(super) fn map<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let mut made = Vec::new();
    if let Operand::List(items) = run.argument(args, 0, scope)? {
        for index in 0..items.len() {
            let item = run.item(&items, index)?;
            made.push(run.argument(args, 1, &item)?);
        }
    }
    run.list(made)
}

pub(super) fn reduce<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let list = run.argument(args, 0, scope)?;
    let mut accumulator = if args.len() > 2 { run.argument(args, 2, scope)? } else { Operand::Null };
    if let Operand::List(items) = list {
        for index in 0..items.len() {
            let current = run.item(&items, index)?;
            let scope = run.fold_scope(current, accumulator)?;
            accumulator = run.argument(args, 1, &scope)?;
        }
    }
    Ok(accumulator)
}
