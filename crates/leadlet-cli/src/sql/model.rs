//! A model's table as SQL: its logit in billionths, and whether the lead is likely.
//!
//! A table of bins is a sum of whole numbers, so it is as exact as the score. What each bin is worth is what the core
//! itself finds for a lead with that one fact, and the logit from which a lead is likely is found by asking it, too: the
//! exponential between them is not written down. Trees are not said, and no probability is.

use super::{condition::Compiler, dialect::Sort};
use leadlet_core::{
    json::{Json, number_text, object},
    score::model::{Model, logit_of},
};

/// Larger than any sum of a model's logits, in billionths, and still exact as a number of JSON.
const LARGEST: i64 = 4_000_000_000_000_000;

/// A model, compiled.
pub(super) struct Table {
    /// The logit in billionths.
    pub(super) logit: String,
    /// Whether the logit, a column of this name, reaches the threshold.
    pub(super) likely: String,
}

impl Table {
    /// Compiles a model; `column` is the name that its logit will have.
    ///
    /// # Errors
    /// Why SQL can't say it, as a sentence.
    pub(super) fn compile(json: &Json, column: &str, compiler: &mut Compiler<'_>) -> Result<Self, String> {
        if json.text_at("kind") != Some("additive") {
            return Err("SQL does not say what trees find, only a model of the kind \"additive\".".to_owned());
        }
        let model = Model::pick(json).ok_or("The model can't be read.")?;
        let mut terms = vec![model.judge(&Json::Null).base.to_string()];
        for (number, feature) in json.list_at("features").iter().enumerate() {
            let path = feature.text_at("fact").unwrap_or_default();
            let worth = |value: Json| -> i64 {
                let facts = path.rsplit('.').fold(value, |value, name| Json::Object(vec![(name.to_owned(), value)]));
                model.judge(&facts).parts.get(number).map_or(0, |part| part.logit)
            };
            terms.push(compiler.table(feature, path, &worth)?);
        }
        Ok(Table { logit: terms.join("\n    + "), likely: likely(json, column)? })
    }
}

impl Compiler<'_> {
    /// Says what the bin of one feature is worth.
    fn table(&mut self, feature: &Json, path: &str, worth: &dyn Fn(Json) -> i64) -> Result<String, String> {
        let fact = self.columns.fact(path)?;
        let (sql, missing) = (fact.sql.as_str(), worth(Json::Null));
        let mut cases = vec![(format!("{sql} IS NULL"), missing)];
        let values: Vec<&str> = feature.list_at("values").iter().filter_map(Json::as_text).collect();
        let edges: Vec<f64> = feature.list_at("edges").iter().filter_map(Json::as_number).collect();
        let has_edges = feature.get("edges").is_some();
        let others = match fact.sort {
            Sort::Flag => {
                cases.push((sql.to_owned(), worth(true.into())));
                worth(false.into())
            }
            Sort::Number if has_edges => {
                // An edge belongs to the bin below it, so it is a lead of that bin.
                cases.extend(
                    edges.iter().map(|edge| (format!("{sql} <= {}", self.number(*edge)), worth((*edge).into()))),
                );
                worth(edges.last().map_or(0.0, |last| last.next_up()).into())
            }
            // What is no number is missing for bins of numbers.
            Sort::Text | Sort::List if has_edges => missing,
            Sort::Number => {
                for value in values {
                    let number = value.parse::<f64>().ok().filter(|number| number_text(*number) == value);
                    cases.extend(
                        number.map(|number| (format!("{sql} = {}", self.number(number)), worth(number.into()))),
                    );
                }
                worth(unseen(feature))
            }
            Sort::Text => {
                cases.push((format!("{sql} = ''"), worth("".into())));
                cases.extend(
                    values.iter().map(|value| (format!("{sql} = {}", self.text(value)), worth((*value).into()))),
                );
                worth(unseen(feature))
            }
            Sort::List => {
                cases.push((self.is_empty(sql), missing));
                let has = |value: &&str| (self.has(sql, value), worth(Json::List(vec![(*value).into()])));
                cases.extend(values.iter().map(has));
                worth(unseen(feature))
            }
        };
        let whens: String = cases.iter().map(|(when, worth)| format!(" WHEN {when} THEN {worth}")).collect();
        Ok(format!("CAST(CASE{whens} ELSE {others} END AS bigint)"))
    }
}

/// Gives a value that is in no list of the feature.
fn unseen(feature: &Json) -> Json {
    let longest = feature.list_at("values").iter().filter_map(Json::as_text).map(str::len).max().unwrap_or(0);
    "x".repeat(longest + 1).into()
}

/// Finds the least logit with which a lead is likely, by asking the core of a model that has nothing but a base.
fn likely(json: &Json, column: &str) -> Result<String, String> {
    let is_likely = |nanos: i64| {
        let mut members = vec![("kind", "additive".into()), ("base", logit_of(nanos).into())];
        members
            .extend(["calibration", "threshold"].into_iter().filter_map(|name| Some((name, json.get(name)?.clone()))));
        Model::pick(&object(members)).is_some_and(|model| model.judge(&Json::Null).is_likely)
    };
    let (mut no, mut yes) = (-LARGEST, LARGEST);
    match (is_likely(no), is_likely(yes)) {
        (true, true) => return Ok("TRUE".to_owned()),
        (false, false) => return Ok("FALSE".to_owned()),
        (true, false) => {
            return Err("The model's calibration falls, so no logit parts likely leads from others.".to_owned());
        }
        (false, true) => {}
    }
    while yes - no > 1 {
        let middle = no + (yes - no) / 2;
        if is_likely(middle) { yes = middle } else { no = middle }
    }
    Ok(format!("({column} >= {yes})"))
}
