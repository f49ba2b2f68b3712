//! Past leads out of the receiver's inbox: what was known of each when it came, and what became of it.
//!
//! The facts are reckoned anew by the core, by the config the model is for, so that a model learns from exactly what
//! it will read: answers, what the visitor did, where they came from, what the page knew, the sort of their address.
//! What `tells.*` and `asksFor` say follows from answers and is left out.
//!
//! A model stands in a public config, so nothing in it may be what a visitor wrote. The values of a fact become values
//! of the model only where the owner or the page chose them: options, hidden fields, campaigns. Of a text that somebody
//! typed, the model learns that there was one.

use super::mapping::Mapping;
use super::table::{BLANK, Column, Table};
use crate::serve::store::{Mark, MarkedLead, each_marked};
use jiff::Timestamp;
use leadlet_core::{
    facts::lookup,
    field::{Domain, Field},
    json::{Json, number_text, parse},
    lead::{Plan, ReceivedLead, facts},
    piping,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// The longest value that a model names, in characters.
const LONGEST: usize = 200;

/// Marked leads, oldest first, and what was passed over.
pub(super) struct Inbox {
    pub(super) table: Table,
    /// Of every row whether the lead was won.
    pub(super) won: Vec<bool>,
    pub(super) mapping: Mapping,
    /// Where the leads are from, for the model's own account of itself.
    pub(super) origin: String,
    /// What the owner should know of leads that are left out, or that came with another version.
    pub(super) notes: Vec<String>,
}

/// What was known of one fact of one lead; what was not is absent.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Number(f64),
    /// A text; empty where there was one that the model must not name.
    Text(String),
    Several(Vec<String>),
}

/// What is gathered while leads are read.
#[derive(Default)]
struct Gathered {
    rows: Vec<HashMap<String, Told>>,
    won: Vec<bool>,
    /// When the first and the last one came.
    span: Option<(i64, i64)>,
    /// Marked leads of other configs, by the id.
    others: BTreeMap<String, usize>,
    earlier: usize,
    unreadable: usize,
}

impl Inbox {
    /// Reads the marked leads of `plan`'s flow, and of the flows named by `also`.
    ///
    /// # Errors
    /// Why the file can't be read, or that no lead in it is marked.
    pub(super) fn read(file: &Path, plan: &Plan, also: &[String]) -> Result<Self, String> {
        let mut gathered = Gathered::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| format!("the system refuses what reading a database needs: {error}."))?;
        let mut take = |lead: &MarkedLead| gathered.take(lead, plan, also);
        let unmarked = runtime.block_on(each_marked(file, &mut take)).map_err(|fault| fault.to_string())?;
        if gathered.rows.is_empty() {
            let others = gathered.others.into_keys().collect::<Vec<_>>().join(", ");
            return Err(if others.is_empty() {
                format!(
                    "{}: no lead is marked. Mark leads won or lost in the inbox of leadlet serve first.",
                    file.display()
                )
            } else {
                format!(
                    "{}: no lead of the config \"{}\" is marked, only of others: {others}. Name the config they came with, or take them in with --also.",
                    file.display(),
                    plan.id
                )
            });
        }
        Ok(gathered.arranged(file, plan, unmarked))
    }
}

impl Gathered {
    fn take(&mut self, marked: &MarkedLead, plan: &Plan, also: &[String]) {
        let lead = parse(&marked.body).ok().and_then(|body| ReceivedLead::read(&body).ok());
        let Some(lead) = lead else {
            self.unreadable += 1;
            return;
        };
        if lead.config_id != plan.id && !also.contains(&lead.config_id) {
            *self.others.entry(lead.config_id).or_default() += 1;
            return;
        }
        if lead.config_hash != plan.hash {
            self.earlier += 1;
        }
        let first = self.span.map_or(marked.received_at, |(first, _)| first);
        self.span = Some((first, marked.received_at));
        self.won.push(marked.mark == Mark::Won);
        self.rows.push(told(facts(plan, &lead).document(), plan));
    }

    fn arranged(self, file: &Path, plan: &Plan, unmarked: i64) -> Inbox {
        let answers: Vec<String> = plan.flow.fields().map(|(_, field)| format!("answers.{}", field.name)).collect();
        let met: BTreeSet<&str> = self.rows.iter().flat_map(|row| row.keys().map(String::as_str)).collect();
        let others = met.iter().copied().filter(|path| !answers.iter().any(|answer| answer == path));
        let mut columns: Vec<Column> = Vec::new();
        for path in answers.iter().map(String::as_str).filter(|path| met.contains(path)).chain(others) {
            let cells: Vec<Option<&Told>> = self.rows.iter().map(|row| row.get(path)).collect();
            let column = column(path, &cells);
            // That everybody wrote something tells nothing, and what they wrote is not looked at.
            if column.blanks() == 0 && column.values == [""] {
                continue;
            }
            // Of a visit of a day, "in all" and "within 7 days" are one number; it counts once.
            if !columns.iter().any(|known| known.codes == column.codes && known.values == column.values) {
                columns.push(column);
            }
        }
        let mapping = Mapping::of_facts(columns.iter().map(|column| (column.name.clone(), label(&column.name, plan))));
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let day = |at: i64| {
            Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |at| at.strftime("%Y-%m-%d").to_string())
        };
        let (from, to) = self.span.map(|(first, last)| (day(first), day(last))).unwrap_or_default();
        let notes = self.notes(unmarked);
        // Rows have no line in a file; the number of the lead stands for it.
        let lines = (1..=self.rows.len() as u64).collect();
        Inbox {
            table: Table { columns, lines },
            origin: format!("{name}, marked leads of {}, received {from} to {to}", plan.id),
            won: self.won,
            mapping,
            notes,
        }
    }

    fn notes(&self, unmarked: i64) -> Vec<String> {
        let mut notes = Vec::new();
        if unmarked > 0 {
            notes.push(format!("{unmarked} leads are not marked and are left out."));
        }
        for (id, count) in &self.others {
            notes.push(format!(
                "{count} marked leads are of the config \"{id}\" and are left out; --also {id} takes them in."
            ));
        }
        if self.earlier > 0 {
            notes.push(format!(
                "{} leads came with another version of the config; of them counts what it still asks.",
                self.earlier
            ));
        }
        if self.unreadable > 0 {
            notes.push(format!("{} marked leads can't be read and are left out.", self.unreadable));
        }
        notes
    }
}

/// Reads what a model can learn from out of the facts of a lead, by path.
fn told(document: &Json, plan: &Plan) -> HashMap<String, Told> {
    let mut row = HashMap::new();
    // A name with a dot in it, as a page may give an event, is at no path.
    let mut take = |path: String, value: &Json, may_name: &dyn Fn(&str) -> bool| {
        if lookup(document, &path) == value
            && let Some(told) = read(value, may_name)
        {
            row.insert(path, told);
        }
    };
    for (_, field) in plan.flow.fields() {
        let chosen = values_of(field);
        let may_name = |text: &str| chosen.as_ref().is_none_or(|chosen| chosen.iter().any(|value| value == text));
        take(format!("answers.{}", field.name), document.at("answers").at(&field.name), &may_name);
    }
    for name in ["free", "disposable", "role"] {
        take(format!("email.{name}"), document.at("email").at(name), &|_| true);
    }
    for part in ["events", "attribution", "visitor"] {
        for (name, value) in document.at(part).as_object().unwrap_or_default() {
            match value {
                Json::Object(inner) => {
                    // The id of a click is one visitor's own.
                    let may_name = |_: &str| name != "clickIds";
                    inner.iter().for_each(|(key, value)| take(format!("{part}.{name}.{key}"), value, &may_name));
                }
                value => take(format!("{part}.{name}"), value, &|_| true),
            }
        }
    }
    row
}

fn read(value: &Json, may_name: &dyn Fn(&str) -> bool) -> Option<Told> {
    let named = |text: &str| {
        if may_name(text) && text.chars().count() <= LONGEST { text.to_owned() } else { String::new() }
    };
    match value {
        Json::Number(number) => Some(Told::Number(*number)),
        Json::Bool(flag) => Some(Told::Text(flag.to_string())),
        Json::Text(text) if !text.is_empty() => Some(Told::Text(named(text))),
        Json::List(items) if !items.is_empty() => {
            let items = items.iter().filter_map(Json::as_text).map(named).filter(|text| !text.is_empty());
            let items: Vec<String> = items.collect();
            Some(if items.is_empty() { Told::Text(String::new()) } else { Told::Several(items) })
        }
        _ => None,
    }
}

/// Gives the texts among which the owner lets a visitor choose; nothing for a hidden field, whose texts are all the
/// page's.
fn values_of(field: &Field) -> Option<Vec<String>> {
    if field.type_name == "hidden" {
        return None;
    }
    let mut values: Vec<String> = field.asks.choices().iter().map(|choice| choice.value.clone()).collect();
    if let Domain::OneOf(more) | Domain::SomeOf { values: more, .. } = field.asks.domain() {
        values.extend(more);
    }
    Some(values)
}

/// Makes the column of a fact: of numbers where all that was told are, else of texts.
fn column(path: &str, cells: &[Option<&Told>]) -> Column {
    let all_numbers = cells.iter().flatten().all(|told| matches!(told, Told::Number(_)));
    let picks: Vec<Vec<String>> = cells.iter().map(|cell| cell.map(picked).unwrap_or_default()).collect();
    let texts = first_of_each(&picks);
    let mut column = Column { name: path.to_owned(), values: Vec::new(), codes: Vec::new(), numbers: None };
    let mut known: HashMap<&str, u32> = HashMap::new();
    for text in texts {
        let Some(text) = text else {
            column.codes.push(BLANK);
            continue;
        };
        let next = u32::try_from(column.values.len()).unwrap_or(BLANK - 1);
        let code = *known.entry(text).or_insert_with(|| {
            column.values.push(text.to_owned());
            next
        });
        column.codes.push(code);
    }
    if all_numbers {
        // The text of a number reads back as the same number.
        column.numbers = column.values.iter().map(|text| text.parse().ok()).collect();
    }
    column
}

fn picked(told: &Told) -> Vec<String> {
    match told {
        Told::Number(number) => vec![number_text(*number)],
        Told::Text(text) => vec![text.clone()],
        Told::Several(texts) => texts.clone(),
    }
}

/// Chooses for every row the one of its picks that a model will look up.
///
/// A model takes the first value of its list that was picked, and its list is in the order of frequency. So the most
/// frequent value takes all rows that have it, the most frequent in the rest takes all of those, and so on: no value
/// then has more rows than one before it, and training and scoring agree on every row.
fn first_of_each(picks: &[Vec<String>]) -> Vec<Option<&str>> {
    if picks.iter().all(|of_row| of_row.len() < 2) {
        // Nothing to choose; and where every lead has a value of its own, choosing would never end.
        return picks.iter().map(|of_row| of_row.first().map(String::as_str)).collect();
    }
    let mut chosen: Vec<Option<&str>> = vec![None; picks.len()];
    let mut left: Vec<usize> = (0..picks.len()).filter(|row| !picks[*row].is_empty()).collect();
    while !left.is_empty() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &left {
            let of_row: BTreeSet<&str> = picks[*row].iter().map(String::as_str).collect();
            of_row.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
        // Of equal counts the first by name, as bins are ordered.
        let Some((most, _)) = counts.into_iter().rev().max_by_key(|(_, count)| *count) else { break };
        left.retain(|row| {
            let takes = picks[*row].iter().any(|value| value == most);
            if takes {
                chosen[*row] = Some(most);
            }
            !takes
        });
    }
    chosen
}

/// Names a fact for explanations: a question by its label, the rest in a few words.
fn label(path: &str, plan: &Plan) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let words = match parts.as_slice() {
        ["answers", name] => {
            let label = plan.flow.field(name).map(|field| field.label.as_str()).unwrap_or_default();
            // An answer in a label is not there when the score is explained.
            if label.is_empty() || piping::has_marks(label) { (*name).to_owned() } else { label.to_owned() }
        }
        ["email", "free"] => "Free mail".to_owned(),
        ["email", "disposable"] => "Throw-away mail".to_owned(),
        ["email", "role"] => "Shared mailbox".to_owned(),
        ["events", kind, "n"] => format!("Events of {kind}"),
        ["events", kind, "n1d"] => format!("Events of {kind} in a day"),
        ["events", kind, "n7d"] => format!("Events of {kind} in 7 days"),
        ["events", kind, "n30d"] => format!("Events of {kind} in 30 days"),
        ["events", kind, "daysSinceLast"] => format!("Days since {kind}"),
        ["events", kind, "distinctDays30d"] => format!("Days with {kind} of the last 30"),
        _ => path.to_owned(),
    };
    words.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|picks| picks.iter().map(|pick| (*pick).to_owned()).collect()).collect()
    }

    #[test]
    fn of_several_picks_training_takes_the_one_that_scoring_will() {
        // b is picked nearly as often as a, but mostly with it: of the rest c has more.
        let mut rows = vec![&["b", "a"][..]; 8];
        rows.extend([&["c"][..]; 5]);
        rows.extend([&["c", "b"][..], &["b"], &[], &["a"], &["a"], &["a"]]);
        let picks = told(&rows);
        let chosen = first_of_each(&picks);
        assert_eq!(chosen[..13], [[Some("a"); 8].as_slice(), &[Some("c"); 5]].concat());
        assert_eq!(chosen[13..], [Some("c"), Some("b"), None, Some("a"), Some("a"), Some("a")]);
        // The order of frequency, which the model's list has, leads to the same.
        let list = ["a", "c", "b"];
        for (row, chosen) in picks.iter().zip(chosen) {
            assert_eq!(list.into_iter().find(|value| row.iter().any(|pick| pick == value)), chosen);
        }
    }

    #[test]
    fn a_value_of_its_own_in_every_lead_takes_no_time() {
        let picks: Vec<Vec<String>> = (0..200_000).map(|number: i32| vec![number.to_string()]).collect();
        assert_eq!(first_of_each(&picks).last(), Some(&Some("199999")));
    }

    #[test]
    fn what_somebody_typed_is_told_but_never_named() {
        let chosen = |text: &str| text == "cto";
        let of = |json: &str| read(&parse(json).unwrap(), &chosen);
        assert_eq!(of("\"cto\""), Some(Told::Text("cto".into())));
        assert_eq!(of("\"Ann Lee\""), Some(Told::Text(String::new())));
        assert_eq!(of(r#"["Ann Lee","cto"]"#), Some(Told::Several(vec!["cto".into()])));
        assert_eq!(of(r#"["Ann Lee"]"#), Some(Told::Text(String::new())));
        assert_eq!((of("\"\""), of("[]"), of("null")), (None, None, None));
        assert_eq!((of("true"), of("2.5")), (Some(Told::Text("true".into())), Some(Told::Number(2.5))));
    }

    #[test]
    fn a_column_is_of_numbers_only_where_all_that_was_told_are() {
        let (two, ten, text) = (Told::Number(2.0), Told::Number(10.0), Told::Text("10".into()));
        let numbers = column("answers.seats", &[Some(&two), None, Some(&ten), Some(&two)]);
        assert_eq!((numbers.codes.as_slice(), numbers.numbers), (&[0, BLANK, 1, 0][..], Some(vec![2.0, 10.0])));
        let texts = column("answers.zip", &[Some(&text), Some(&ten)]);
        assert_eq!((texts.codes.as_slice(), texts.numbers), (&[0, 0][..], None));
    }
}
