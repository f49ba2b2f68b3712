//! Operators that read facts: `var`, `missing`, `missing_some`.

use crate::logic::{
    Operand,
    evaluate::{Answer, Evaluation, LogicStop},
    parse::Node,
};
#[cfg(feature = "rare")]
use core::cmp::Ordering;

pub(super) fn var<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let name = run.argument(args, 0, scope)?;
    let default = run.argument(args, 1, scope)?;
    Ok(or_default(find_named(run, &name, scope)?, default))
}

/// Gives what was found, else the default; nothing found and no default is null.
fn or_default<'a>(found: Option<Operand<'a>>, default: Operand<'a>) -> Operand<'a> {
    match (found, default) {
        (Some(value), _) => value,
        (None, Operand::Undefined) => Operand::Null,
        (None, default) => default,
    }
}

fn find_named<'a>(
    run: &mut Evaluation,
    name: &Operand<'a>,
    scope: &Operand<'a>,
) -> Result<Option<Operand<'a>>, LogicStop> {
    // Only these mean the whole; an empty list is a member without a name.
    let is_whole = match name {
        Operand::Undefined | Operand::Null => true,
        Operand::Text(text) => text.is_empty(),
        _ => false,
    };
    if is_whole {
        return run.look_up(None, scope);
    }
    let path = run.text(name.clone())?;
    run.charge_text(&path)?;
    run.look_up(Some(&path), scope)
}

#[cfg(feature = "rare")]
pub(super) fn missing<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let names = run.values(args, scope)?;
    let names = run.list(names)?;
    let absent = absent_names(run, &names, scope)?;
    run.list(absent)
}

#[cfg(feature = "rare")]
pub(super) fn missing_some<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let needed = run.argument(args, 0, scope)?;
    let names = run.argument(args, 1, scope)?;
    // Anything but a list is one name, and is counted by its length if it has one, as JavaScript does.
    let (asked, names) = match names {
        Operand::Undefined | Operand::Null => return Err(LogicStop::NamesNotAList),
        Operand::List(_) => (names.member("length"), names),
        one => (one.member("length"), run.list(vec![one])?),
    };
    let absent = absent_names(run, &names, scope)?;
    let asked = run.number(&asked.unwrap_or(Operand::Undefined))?;
    let present = Operand::Number(asked - absent.len() as f64);
    let is_enough = run.order(&present, &needed)?.is_some_and(Ordering::is_ge);
    run.list(if is_enough { Vec::new() } else { absent })
}

#[cfg(feature = "rare")]
/// Gives those of a list of names whose value is null or an empty text. Where the first is a list
/// itself, its items are the names, so that another operator may give them.
fn absent_names<'a>(
    run: &mut Evaluation,
    names: &Operand<'a>,
    scope: &Operand<'a>,
) -> Result<Vec<Operand<'a>>, LogicStop> {
    let Operand::List(names) = names else { return Err(LogicStop::NamesNotAList) };
    let names = match names.item(0) {
        Some(Operand::List(inner)) => inner,
        _ => names.clone(),
    };
    let mut absent = Vec::new();
    for index in 0..names.len() {
        let name = run.item(&names, index)?;
        let value = match &name {
            // A list in the place of a name is a name and a default.
            Operand::List(pair) => {
                let found = find_named(run, &pair.item(0).unwrap_or(Operand::Undefined), scope)?;
                or_default(found, pair.item(1).unwrap_or(Operand::Undefined))
            }
            _ => find_named(run, &name, scope)?.unwrap_or(Operand::Null),
        };
        let is_absent = match value {
            Operand::Null => true,
            Operand::Text(text) => text.is_empty(),
            _ => false,
        };
        if is_absent {
            absent.push(name);
        }
    }
    Ok(absent)
}
