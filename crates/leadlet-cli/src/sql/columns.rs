//! Facts as columns: which relation holds a fact, what sort it has, and how a derived one is reckoned.
//!
//! Answers, the visitor and the attribution stand in the leads, each in a column named by its path; so do the facts about an
//! address, because the lists of providers are the core's. What an answer tells, what it asks for, and the counts of events
//! are reckoned in the statement.

use super::{
    dialect::{Dialect, Sort},
    statement::DAY_MS,
};
use leadlet_core::{
    answer::Answer,
    facts::{Facts, Surroundings, lookup},
    field::{CONCEPTS, Domain, Field, control::Control},
    lead::Plan,
};
use std::collections::{BTreeMap, BTreeSet};

/// An expression that gives a fact.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) sql: String,
    pub(super) sort: Sort,
    /// Whether a missing value is the same as null, so that a default stands for it.
    pub(super) may_default: bool,
}

/// The facts that a statement reads, found while conditions are compiled.
pub(super) struct Columns<'p> {
    plan: &'p Plan,
    dialect: Dialect,
    given: Vec<(String, Sort)>,
    /// The columns of the leads, with their sorts.
    pub(super) leads: BTreeMap<String, Sort>,
    /// The counts of events: the kind and the part (`n7d`).
    pub(super) counts: BTreeSet<(String, &'static str)>,
    /// What the score itself has found, which only stages and routes read: `grade.letter`, `score.total`.
    pub(super) found: BTreeMap<String, Fact>,
    /// The rubrics that are left out: what they find is not nothing, only not there.
    pub(super) left_out: Vec<String>,
    /// Why SQL can't say the model, where there is one that it can't.
    pub(super) no_model: Option<String>,
}

/// The counts of a kind of event, each with what it is within a kind.
pub(super) const COUNTS: [&str; 6] = ["n", "n1d", "n7d", "n30d", "daysSinceLast", "distinctDays30d"];

impl<'p> Columns<'p> {
    /// Starts with no column. `given` says the sort of paths that the config leaves open.
    pub(super) fn new(plan: &'p Plan, dialect: Dialect, given: Vec<(String, Sort)>) -> Self {
        Columns {
            plan,
            dialect,
            given,
            leads: BTreeMap::new(),
            counts: BTreeSet::new(),
            found: BTreeMap::new(),
            left_out: Vec::new(),
            no_model: None,
        }
    }

    /// Finds what gives a fact.
    ///
    /// # Errors
    /// Why SQL has no exact expression for it.
    pub(super) fn fact(&mut self, path: &str) -> Result<Fact, String> {
        if let Some(found) = self.found.get(path) {
            return Ok(found.clone());
        }
        let (part, rest) = path.split_once('.').unwrap_or((path, ""));
        match part {
            "answers" if !rest.is_empty() && !rest.contains('.') => {
                let sort = self.sort_of_answer(rest)?;
                Ok(self.column(path, sort, true))
            }
            "tells" if CONCEPTS.contains(&rest) => self.told(rest),
            "email" => match rest {
                "valid" | "free" | "disposable" | "role" => Ok(self.column(path, Sort::Flag, false)),
                "domain" => Ok(self.column(path, Sort::Text, false)),
                _ => Err(format!("SQL has no column for the fact {path:?}.")),
            },
            "events" => {
                let (kind, count) = rest.rsplit_once('.').unwrap_or((rest, ""));
                let Some(count) = COUNTS.into_iter().find(|known| *known == count).filter(|_| !kind.is_empty()) else {
                    return Err(format!("SQL counts events.KIND.{}, not {path:?}.", COUNTS.join(", events.KIND.")));
                };
                self.counts.insert((kind.to_owned(), count));
                self.counts.insert((kind.to_owned(), "n"));
                let name = self.dialect.name(&count_name(kind, count));
                let n = self.dialect.name(&count_name(kind, "n"));
                // Of a kind that never happened nothing is known, not even that it happened 0 times.
                let sql = format!("CAST(CASE WHEN {n} > 0 THEN {name} END AS {})", self.dialect.type_of(Sort::Number));
                Ok(Fact { sql, sort: Sort::Number, may_default: true })
            }
            "attribution" => match rest {
                // The core reads a missing path of landing as an empty one.
                "landing" => {
                    let fact = self.column(path, Sort::Text, false);
                    Ok(Fact { sql: format!("COALESCE({}, '')", fact.sql), ..fact })
                }
                "referrerHost" => Ok(self.column(path, Sort::Text, false)),
                _ if rest.starts_with("utm.") || rest.starts_with("clickIds.") => {
                    Ok(self.column(path, Sort::Text, true))
                }
                _ => Err(format!("SQL has no column for the fact {path:?}.")),
            },
            "visitor" if !rest.is_empty() => {
                let given = self.given.iter().find(|(known, _)| known == path).map(|(_, sort)| *sort);
                let sort = given.or(match rest {
                    "isCustomer" | "returning" => Some(Sort::Flag),
                    "visits" => Some(Sort::Number),
                    "device" | "locale" => Some(Sort::Text),
                    _ => None,
                });
                let sort = sort.ok_or_else(|| untyped(path))?;
                Ok(self.column(path, sort, true))
            }
            "grade" | "rubrics" | "score" | "model" if !rest.is_empty() => self.not_found(part, path),
            _ => Err(format!("SQL has no column for the fact {path:?}.")),
        }
    }

    /// Says what a part of the score is that was not found: nothing for rules, which come before it, nor where the
    /// config has no such rubric.
    fn not_found(&self, part: &str, path: &str) -> Result<Fact, String> {
        let rubric = path.split('.').nth(1).unwrap_or_default();
        let is_of_found = |known: &String| known.split('.').take(2).eq(["rubrics", rubric]);
        let is_nothing = self.found.is_empty()
            || (part == "rubrics"
                && !self.left_out.iter().any(|known| known == rubric)
                && !self.found.keys().any(is_of_found));
        if is_nothing {
            let sql = format!("CAST(NULL AS {})", self.dialect.type_of(Sort::Number));
            return Ok(Fact { sql, sort: Sort::Number, may_default: false });
        }
        Err(match part {
            "model" => match &self.no_model {
                Some(why) => why.clone(),
                None => "SQL says model.logit and model.likely; a probability is no whole number.".to_owned(),
            },
            _ => format!("SQL has no column for {path:?}."),
        })
    }

    /// Tells whether a fact is known.
    ///
    /// # Errors
    /// Why SQL has no exact expression for it.
    pub(super) fn known(&mut self, path: &str) -> Result<String, String> {
        // A list of wishes is always there, empty or not.
        if path == "asksFor" {
            return Ok("TRUE".to_owned());
        }
        Ok(format!("{} IS NOT NULL", self.fact(path)?.sql))
    }

    fn column(&mut self, path: &str, sort: Sort, may_default: bool) -> Fact {
        self.leads.insert(path.to_owned(), sort);
        Fact { sql: self.dialect.name(path), sort, may_default }
    }

    fn sort_of_answer(&self, name: &str) -> Result<Sort, String> {
        let path = format!("answers.{name}");
        if let Some((_, sort)) = self.given.iter().find(|(known, _)| *known == path) {
            return Ok(*sort);
        }
        let field = self.plan.flow.field(name).ok_or_else(|| format!("The config has no field {name:?}."))?;
        sort_of(field).ok_or_else(|| untyped(&path))
    }

    /// Says what answers tell of a concept: the highest level that one of its fields gives.
    fn told(&mut self, concept: &str) -> Result<Fact, String> {
        let plan = self.plan;
        let path = format!("tells.{concept}");
        let mut levels = Vec::new();
        for (_, field) in plan.flow.fields().filter(|(_, field)| field.tells.is_some()) {
            let told = |answer: &Answer| {
                let level = lookup(facts_of(field, answer).document(), &path).as_whole();
                level.map(|level| level.to_string())
            };
            // A field that tells of something else need not be one that SQL can read.
            if !possible(field).iter().any(|answer| told(answer).is_some()) {
                continue;
            }
            let cases = self.by_answer(field, &told)?;
            // A list may have several levels; where none is told there is none.
            levels.extend(cases.into_iter().map(|(when, level)| format!("CASE WHEN {when} THEN {level} ELSE -1 END")));
        }
        let highest = match levels.as_slice() {
            [] => "CAST(NULL AS bigint)".to_owned(),
            [one] => format!("NULLIF({one}, -1)"),
            many => format!("NULLIF(GREATEST({}), -1)", many.join(", ")),
        };
        let sql = format!("CAST({highest} AS {})", self.dialect.type_of(Sort::Number));
        Ok(Fact { sql, sort: Sort::Number, may_default: false })
    }

    /// Tells whether answers ask for something: a demo, a quote.
    ///
    /// # Errors
    /// Why SQL can't say it exactly.
    pub(super) fn asks_for(&mut self, wish: &str) -> Result<String, String> {
        let plan = self.plan;
        let mut asked = Vec::new();
        for (_, field) in plan.flow.fields() {
            let picked = |answer: &Answer| {
                let facts = facts_of(field, answer);
                lookup(facts.document(), "asksFor").as_list()?.contains(&wish.into()).then(String::new)
            };
            if possible(field).iter().any(|answer| picked(answer).is_some()) {
                asked.extend(self.by_answer(field, &picked)?.into_iter().map(|(when, _)| when));
            }
        }
        Ok(if asked.is_empty() { "FALSE".to_owned() } else { format!("({})", asked.join(" OR ")) })
    }

    /// Lists the answers of a field that mean something, each as a condition with its meaning.
    fn by_answer(
        &mut self,
        field: &Field,
        meaning: &dyn Fn(&Answer) -> Option<String>,
    ) -> Result<Vec<(String, String)>, String> {
        let path = format!("answers.{}", field.name);
        if matches!(field.asks.control(), Control::Ranked { .. }) {
            return Err(format!("What {path:?} tells is its first place, which this SQL does not say."));
        }
        let sort = self.sort_of_answer(&field.name)?;
        let column = self.column(&path, sort, true).sql;
        let mut cases = Vec::new();
        match sort {
            Sort::Flag => {
                for (flag, when) in [(true, column.clone()), (false, format!("NOT {column}"))] {
                    let found = meaning(&Answer::Flag(flag));
                    cases.extend(found.map(|meaning| (format!("COALESCE({when}, FALSE)"), meaning)));
                }
            }
            Sort::Text | Sort::List if !field.asks.choices().is_empty() => {
                for choice in field.asks.choices() {
                    let literal = self.dialect.text(&choice.value);
                    let (answer, when) = if sort == Sort::Text {
                        (Answer::Text(choice.value.clone()), format!("{column} = {literal}"))
                    } else {
                        (Answer::Many(vec![choice.value.clone()]), self.dialect.has(&column, &literal))
                    };
                    cases.extend(meaning(&answer).map(|meaning| (format!("COALESCE({when}, FALSE)"), meaning)));
                }
            }
            Sort::Text => {
                let any = meaning(&Answer::Text("anything".to_owned()));
                cases.extend(any.map(|meaning| (format!("{column} IS NOT NULL"), meaning)));
            }
            Sort::Number | Sort::List => {
                return Err(format!(
                    "What {path:?} tells depends on an amount or an order, which this SQL does not say; compare the answer itself."
                ));
            }
        }
        Ok(cases)
    }
}

/// Says what sort the answers of a field have; nothing where that is open.
fn sort_of(field: &Field) -> Option<Sort> {
    if matches!(field.asks.control(), Control::Many { .. } | Control::Ranked { .. }) {
        return Some(Sort::List);
    }
    match field.asks.domain() {
        Domain::Flag { .. } => Some(Sort::Flag),
        Domain::Number { .. } => Some(Sort::Number),
        Domain::SomeOf { .. } => Some(Sort::List),
        Domain::Text { .. } | Domain::OneOf(_) => Some(Sort::Text),
        Domain::Anything | Domain::Nothing => {
            // A hidden or calculated value may be of any sort; what is not known to be a text is asked for.
            matches!(field.type_name, "email" | "phone" | "country").then_some(Sort::Text)
        }
    }
}

/// Has the core say what follows from a single answer, so that what it tells of is decided there alone.
fn facts_of(field: &Field, answer: &Answer) -> Facts {
    let mut facts = Facts::of(&Surroundings::default(), 0);
    facts.answered(field, answer);
    facts
}

/// Gives answers of every sort, among which are all that mean something where a field has options: enough to see whether
/// a field can tell of something at all.
fn possible(field: &Field) -> Vec<Answer> {
    let values = field.asks.choices().iter().map(|choice| choice.value.clone());
    let picked = values.flat_map(|value| [Answer::Text(value.clone()), Answer::Many(vec![value])]);
    let numbers = [-1e15, 0.0, 1e15].map(Answer::Number);
    let others = [Answer::Flag(true), Answer::Flag(false), Answer::Text("anything".to_owned())];
    picked.chain(numbers).chain(others).collect()
}

fn untyped(path: &str) -> String {
    format!(
        "The config does not say what sort of value {path:?} is; say it with --type {path}=text, number, flag or list."
    )
}

/// Names the column of a count: by the path of the fact, as the columns of the leads are.
pub(super) fn count_name(kind: &str, count: &str) -> String {
    format!("events.{kind}.{count}")
}

/// Writes the aggregate that counts one part of a kind of event.
pub(super) fn counting(dialect: Dialect, kind: &str, count: &str) -> String {
    let is_kind = format!("kind = {}", dialect.text(kind));
    let within = |days: i64| format!("{is_kind} AND age < {}", days * DAY_MS);
    let sum = |when: &str| format!("COUNT(CASE WHEN {when} THEN 1 END)");
    match count {
        "n1d" => sum(&within(1)),
        "n7d" => sum(&within(7)),
        "n30d" => sum(&within(30)),
        "daysSinceLast" => dialect.divide(&format!("MIN(CASE WHEN {is_kind} THEN age END)"), &DAY_MS.to_string()),
        "distinctDays30d" => {
            let day = dialect.divide("(at_ms - age)", &DAY_MS.to_string());
            format!("COUNT(DISTINCT CASE WHEN {} THEN {day} END)", within(30))
        }
        _ => sum(&is_kind),
    }
}
