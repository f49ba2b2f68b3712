//! A config with its conditions written as plain JsonLogic, for engines that know no guards.
//!
//! Finds conditions by the settings tables, as the reader does, so a new setting needs nothing here.
//! What lowering a condition means stands in [`logic::lower`].

use super::CONFIG;
use crate::{
    diagnostic::Diagnostic,
    json::{Json, Member, at_index, at_key},
    logic::{NotLowered, lower},
    shape::{Record, Setting, Shape},
};

/// Writes every condition of a sound config as plain JsonLogic and leaves the rest as it is.
///
/// # Errors
/// A condition that can't be written so, because it would become too long or has a fault.
pub fn lowered(json: &Json) -> Result<Json, Diagnostic> {
    record(json, &CONFIG, "")
}

fn value(json: &Json, shape: &Shape, path: &str) -> Result<Json, Diagnostic> {
    match (shape, json) {
        (Shape::Logic, _) => lower(json).map_err(|reason| fault(&reason, path)),
        (Shape::List { of, .. }, Json::List(items)) => {
            let items = items.iter().enumerate().map(|(index, item)| value(item, of, &at_index(path, index)));
            items.collect::<Result<_, _>>().map(Json::List)
        }
        (Shape::Record(of) | Shape::WordOr(_, of), Json::Object(_)) => record(json, of, path),
        (Shape::Union(union), Json::Object(found)) => {
            let tag = json.text_at(union.tag).unwrap_or_default();
            let variant = union.variants.iter().find(|variant| variant.name == tag);
            members(found, &[union.common, variant.map_or(&[], |variant| variant.settings)], path)
        }
        _ => Ok(json.clone()),
    }
}

fn record(json: &Json, of: &Record, path: &str) -> Result<Json, Diagnostic> {
    members(json.as_object().unwrap_or_default(), &[of.settings], path)
}

fn members(found: &[Member], tables: &[&'static [Setting]], path: &str) -> Result<Json, Diagnostic> {
    let mut kept = Vec::with_capacity(found.len());
    for (key, inner) in found {
        let setting = tables.iter().copied().flatten().find(|setting| setting.key == key);
        let inner = match setting {
            Some(setting) => value(inner, &setting.shape, &at_key(path, key))?,
            None => inner.clone(),
        };
        kept.push((key.clone(), inner));
    }
    Ok(Json::Object(kept))
}

fn fault(reason: &NotLowered, path: &str) -> Diagnostic {
    match reason {
        NotLowered::Faulty(faults) => match faults.first() {
            Some(fault) => fault.diagnostic(path),
            None => Diagnostic::error("logic/not-lowered", path, &["The condition can't be read."]),
        },
        NotLowered::TooLong => Diagnostic::error(
            "logic/not-lowered",
            path,
            &["With its guards written out the condition would have more than 10,000 places."],
        )
        .suggest(&["Do not nest comparisons in what other comparisons compare."]),
    }
}
