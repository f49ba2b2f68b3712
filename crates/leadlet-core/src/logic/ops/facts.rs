//! Operators that read facts: `var`, `missing`, `missing_some`.

use crate::logic::{
    Operand,
    evaluate::{Answer, Evaluation, LogicStop},
    parse::{Node, Path},
};

pub(super) fn var<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let name = run.argument(args, 0, scope)?;
    match find_named(run, &name, scope)? {
        Some(value) => Ok(value),
        None => run.argument(args, 1, scope),
    }
}

fn find_named<'a>(
    run: &mut Evaluation,
    name: &Operand<'a>,
    scope: &Operand<'a>,
) -> Result<Option<Operand<'a>>, LogicStop> {
    // Only null and the empty text mean the whole; an empty list is a member without a name.
    let is_whole = match name {
        Operand::Null => true,
        Operand::Text(text) => text.is_empty(),
        _ => false,
    };
    if is_whole {
        return run.look_up(&[], scope);
    }
    let path = run.text(name.clone())?;
    run.charge_text(&path)?;
    run.look_up(&Path::names_of(&path), scope)
}

pub(super) fn missing<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let values = run.values(args, scope)?;
    // One list of names is taken for the names themselves, so that another operator may give them.
    let names = match values.first() {
        Some(list @ Operand::List(_)) => list.clone(),
        _ => run.list(values)?,
    };
    let (absent, _) = absent_names(run, &names, scope)?;
    run.list(absent)
}

pub(super) fn missing_some<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let needed = run.argument(args, 0, scope)?;
    let needed = run.number(&needed)?;
    let names = run.argument(args, 1, scope)?;
    let (absent, asked) = absent_names(run, &names, scope)?;
    let present = (asked - absent.len()) as f64;
    run.list(if present >= needed { Vec::new() } else { absent })
}

/// Gives those of a list of names whose value is null or an empty text, and how many were asked for.
fn absent_names<'a>(
    run: &mut Evaluation,
    names: &Operand<'a>,
    scope: &Operand<'a>,
) -> Result<(Vec<Operand<'a>>, usize), LogicStop> {
    let Operand::List(names) = names else { return Err(LogicStop::NamesNotAList) };
    let mut absent = Vec::new();
    for index in 0..names.len() {
        let name = run.item(names, index)?;
        let value = find_named(run, &name, scope)?.unwrap_or(Operand::Null);
        let is_absent = match value {
            Operand::Null => true,
            Operand::Text(text) => text.is_empty(),
            _ => false,
        };
        if is_absent {
            absent.push(name);
        }
    }
    Ok((absent, names.len()))
}
