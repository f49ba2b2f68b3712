//! Operators that make texts: `cat`, `substr`.

use super::compare::pair;
use crate::logic::{
    Operand,
    coerce::truncated,
    evaluate::{Answer, Evaluation},
    parse::Node,
};
use std::borrow::Cow;

pub(super) fn cat<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let mut out = String::new();
    for arg in args {
        let value = run.value(arg, scope)?;
        run.append(&value, &mut out)?;
    }
    Ok(Operand::Text(Cow::Owned(out)))
}

pub(super) fn substr<'a>(run: &mut Evaluation, args: &'a [Node], scope: &Operand<'a>) -> Answer<'a> {
    let (source, start) = pair(run, args, scope)?;
    let text = run.text(source)?;
    run.charge_text(&text)?;
    let start = truncated(run.number(&start)?);
    let size = text.encode_utf16().count() as f64;
    let from = if start < 0.0 { (size + start).max(0.0) } else { start.min(size) };
    let rest = size - from;
    let mut to = size;
    let count = run.argument(args, 2, scope)?;
    if !matches!(count, Operand::Undefined) {
        let number = run.number(&count)?;
        let taken = match count {
            _ if number >= 0.0 || number.is_nan() => truncated(number).min(rest),
            // A negative count leaves out that many units at the end, as PHP does.
            Operand::Number(_) => truncated(rest + number).max(0.0),
            // The reference would add its text to a number: nothing is taken.
            _ => 0.0,
        };
        to = from + taken;
    }
    Ok(Operand::Text(match text {
        Cow::Borrowed(text) => Cow::Borrowed(cut(text, from, to)),
        Cow::Owned(text) => Cow::Owned(cut(&text, from, to).to_owned()),
    }))
}

/// Cuts out the characters that lie wholly between two places counted in UTF-16 units.
fn cut(text: &str, from: f64, to: f64) -> &str {
    let mut units = 0.0;
    let (mut start, mut end) = (text.len(), 0);
    for (at, c) in text.char_indices() {
        let after = units + c.len_utf16() as f64;
        if units >= from && after <= to {
            start = start.min(at);
            end = at + c.len_utf8();
        }
        units = after;
    }
    text.get(start..end).unwrap_or("")
}
