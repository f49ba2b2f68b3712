//! `leadlet train`: makes a model of past leads and says how good it is.
//!
//! A CSV file of leads with their outcomes goes in, or the database of an inbox whose leads are marked, and
//! the JSON of `scoring.model` comes out. The work is parted: `table` reads the file, `inbox` the database, `bins` and `fit` make tables of logits, `calibrate` turns them
//! into probabilities, `validate` measures on leads that were held back, `leaks` looks for columns
//! that know too much, `write` says it all. What a model *is* stands in the core.
//!
//! The same file, options and version give the same bytes on every machine.

mod bins;
mod calibrate;
mod fit;
mod folds;
mod inbox;
mod leaks;
pub(crate) mod mapping;
mod table;
mod validate;
mod write;

use crate::ledger::config_at;
use crate::terminal::with_commands_shown;
use clap::Args;
use fit::Kind;
use inbox::Inbox;
use leadlet_core::score::model::check;
use mapping::Mapping;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use table::{Column, Table};
use validate::Sample;
use write::Origin;

/// The fewest outcomes of either sort that a model is made of.
const FEWEST: usize = 40;

/// The positive outcomes from which a model is made without a warning.
const ENOUGH: usize = 120;

/// The values that stand for a positive outcome where the owner does not say.
const POSITIVE: &[&str] = &["1", "1.0", "yes", "true", "won", "y", "converted", "positive"];

/// Trains a model on past leads.
///
/// Reads a CSV file (UTF-8; commas, semicolons or tabs) whose first line names the columns, and writes
/// the JSON to put into a config as "scoring": { "model": … }. Every column but the target is a
/// feature; leave out with --drop what is not known when a lead is scored. Refuses with fewer than 40
/// positive or 40 negative outcomes.
///
/// With --db it reads the leads that are marked won or lost in the inbox of `leadlet serve`. Every fact that the
/// widget knows of a lead of --config is a feature then, called by its path, as answers.role.
#[derive(Debug, Args)]
pub(crate) struct Train {
    /// The file of past leads.
    #[arg(required_unless_present = "db", conflicts_with = "db")]
    file: Option<PathBuf>,
    /// The column of outcomes.
    #[arg(long, value_name = "COLUMN", required_unless_present = "db", conflicts_with = "db")]
    target: Option<String>,
    /// The database of leadlet serve, whose marked leads are learned from instead of a file.
    #[arg(long, value_name = "FILE", requires = "config")]
    db: Option<PathBuf>,
    /// The config that the model is for; its leads are learned from, those of its earlier versions too.
    #[arg(long, value_name = "FILE", requires = "db")]
    config: Option<OsString>,
    /// The id of another config whose marked leads count, too. May be repeated.
    #[arg(long, value_name = "ID", requires = "db")]
    also: Vec<String>,
    /// The target's value of a positive outcome. Default: 1, yes, true or won.
    #[arg(long, value_name = "VALUE", conflicts_with = "db")]
    positive: Option<String>,
    /// What is made: a table of whole points, of logits of a logistic regression, or of naive Bayes.
    #[arg(long, value_enum, default_value_t = Kind::Scorecard)]
    kind: Kind,
    /// Columns to leave out; a "*" at the end stands for any rest. May be repeated.
    #[arg(long, value_name = "COLUMN")]
    drop: Vec<String>,
    /// Keeps only rows whose column has one of the values: COLUMN=VALUE|VALUE. May be repeated.
    #[arg(long = "where", value_name = "COLUMN=VALUES")]
    only: Vec<String>,
    /// The fact that a column stands for: COLUMN=FACT, as "Job=answers.role". Default: an answer of the column's name.
    #[arg(long, value_name = "COLUMN=FACT", conflicts_with = "db")]
    map: Vec<String>,
    /// The column that says when a lead came: a number, or a text that sorts by time. Default: the order of the file.
    #[arg(long, value_name = "COLUMN", conflicts_with = "db")]
    time: Option<String>,
    /// Another value that stands for nothing told, besides an empty cell, NaN, NA, null and none.
    #[arg(long, value_name = "VALUE", conflicts_with = "db")]
    blank: Vec<String>,
    /// Decides which leads are in which fold.
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Where the model is written. Default: standard output.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Past leads, wherever they come from.
struct Past {
    /// Where they come from.
    file: PathBuf,
    table: Table,
    /// Of every row whether its outcome was positive.
    positive: Vec<bool>,
    /// The column of outcomes, where it is one of the table's.
    target: Option<usize>,
    /// The column of times; the order of the rows where there is none.
    time: Option<usize>,
    mapping: Mapping,
    /// Where they come from, as the model will say.
    origin: String,
    /// Whether all of it was known when the leads came.
    at_capture: bool,
}

impl Train {
    /// Writes the model; what is said about it goes to standard error.
    pub(crate) fn run(&self) -> ExitCode {
        match self.train() {
            Ok(()) => ExitCode::SUCCESS,
            Err(words) => {
                eprintln!("leadlet train: {}", with_commands_shown(&words));
                ExitCode::FAILURE
            }
        }
    }

    fn train(&self) -> Result<(), String> {
        let past = match (&self.db, &self.file, &self.target) {
            (Some(db), ..) => self.of_inbox(db)?,
            (None, Some(file), Some(target)) => self.of_file(file, target)?,
            _ => return Err("name a file with --target, or a database with --db.".to_owned()),
        };
        let in_file = |words: String| format!("{}: {words}", past.file.display());
        let positive = &past.positive;
        let yes = positive.iter().filter(|positive| **positive).count();
        let no = positive.len() - yes;
        if yes < FEWEST || no < FEWEST {
            let counted = if past.at_capture {
                format!("{yes} leads marked won and {no} marked lost")
            } else {
                format!("{yes} positive and {no} negative outcomes")
            };
            return Err(in_file(format!(
                "{counted} are too few: a model of fewer than {FEWEST} of each would learn chance. Write rules until there are more."
            )));
        }
        let used = self.features(&past).map_err(in_file)?;
        let names = used.iter().map(|index| past.table.columns[*index].name.as_str());
        if let Some(words) = Mapping::clash(names.map(|name| (name, past.mapping.fact(name)))) {
            return Err(in_file(words));
        }
        let rows = in_order(&past.table, past.time);
        let sample = Sample { columns: &past.table.columns, used: &used, positive, rows: &rows, seed: self.seed };
        for leak in leaks::find(sample, past.at_capture) {
            warn(&format!("column \"{}\": {}", past.table.columns[leak.column].name, leak.words));
        }
        if yes < ENOUGH {
            warn(&format!(
                "{yes} positive outcomes are few: with less than {ENOUGH} what is measured below varies widely."
            ));
        }
        let trained = validate::train(self.kind, sample);
        let words: String = past.origin.chars().take(200).collect();
        let origin = Origin { words, n: positive.len(), positives: yes, seed: self.seed };
        let model = write::model(&trained, &past.table.columns, &past.mapping, &origin);
        let mut faults = Vec::new();
        check(&model, None, "model", &mut faults);
        if let Some(fault) = faults.first() {
            return Err(format!("the model can't be used: {fault} Say with --map what the column is."));
        }
        eprint!("{}", with_commands_shown(&write::report(&trained, &past.table.columns, &past.mapping, &origin)));
        crate::model_file::write(&model, self.out.as_deref())
    }

    /// Reads past leads out of a file.
    fn of_file(&self, file: &Path, target: &str) -> Result<Past, String> {
        let mapping = Mapping::read(&self.map)?;
        let mut table = Table::read(file, &self.blank)?;
        let in_file = |words: String| format!("{}: {words}", file.display());
        let of_outcomes = table.column(target).map_err(in_file)?;
        let mut keep: Vec<bool> =
            (0..table.lines.len()).map(|row| table.columns[of_outcomes].text(row).is_some()).collect();
        let without = keep.iter().filter(|keep| !**keep).count();
        if without > 0 {
            warn(&format!("{without} rows have no outcome and are left out."));
        }
        self.select(&table, &mut keep).map_err(in_file)?;
        table.retain(&keep);
        let time = self.time.as_deref().map(|time| table.column(time)).transpose().map_err(in_file)?;
        for column in mapping.columns() {
            table.column(column).map_err(in_file)?;
        }
        let positive = self.outcomes(file, &table, of_outcomes)?;
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Past {
            file: file.to_owned(),
            table,
            positive,
            target: Some(of_outcomes),
            time,
            mapping,
            origin: format!("{name}, target {target}"),
            at_capture: false,
        })
    }

    /// Reads past leads out of the database of an inbox.
    fn of_inbox(&self, db: &Path) -> Result<Past, String> {
        let config = self.config.as_ref().and_then(|config| config_at(config));
        let (config, _) = config.ok_or("the config can't be used; see above.")?;
        let mut inbox = Inbox::read(db, &config.plan, &self.also)?;
        for note in &inbox.notes {
            eprintln!("note: {}", with_commands_shown(note));
        }
        let mut keep = vec![true; inbox.won.len()];
        self.select(&inbox.table, &mut keep).map_err(|words| format!("{}: {words}", db.display()))?;
        inbox.table.retain(&keep);
        let mut kept = keep.iter();
        inbox.won.retain(|_| kept.next().copied().unwrap_or(false));
        Ok(Past {
            file: db.to_owned(),
            table: inbox.table,
            positive: inbox.won,
            target: None,
            time: None,
            mapping: inbox.mapping,
            origin: inbox.origin,
            at_capture: true,
        })
    }

    /// Keeps of the rows those that are asked for.
    fn select(&self, table: &Table, keep: &mut [bool]) -> Result<(), String> {
        for only in &self.only {
            let (column, values) =
                only.split_once('=').ok_or_else(|| format!("--where \"{only}\": write COLUMN=VALUE|VALUE."))?;
            let column = &table.columns[table.column(column.trim())?];
            let values: Vec<&str> = values.split('|').map(str::trim).collect();
            if let Some(unknown) = values.iter().find(|value| !column.values.iter().any(|known| known == *value)) {
                let known: Vec<&str> = column.values.iter().map(String::as_str).collect();
                let meant = leadlet_core::diagnostic::nearest(unknown, &known);
                let meant = meant.map(|meant| format!(" Did you mean \"{meant}\"?")).unwrap_or_default();
                return Err(format!("--where: no row has \"{unknown}\" in the column \"{}\".{meant}", column.name));
            }
            for (row, keep) in keep.iter_mut().enumerate() {
                *keep &= column.text(row).is_some_and(|text| values.contains(&text));
            }
        }
        if keep.contains(&true) { Ok(()) } else { Err("no row is left.".to_owned()) }
    }

    /// Tells of every row whether its outcome was positive.
    fn outcomes(&self, file: &Path, table: &Table, target: usize) -> Result<Vec<bool>, String> {
        let column = &table.columns[target];
        let rows = 0..table.lines.len();
        let mut met: Vec<&str> = Vec::new();
        for row in rows.clone() {
            let Some(text) = column.text(row) else { continue };
            if !met.contains(&text) {
                met.push(text);
            }
            if met.len() > 2 && self.positive.is_none() {
                return Err(format!(
                    "{}:{}: the target has a third value, \"{text}\", besides \"{}\" and \"{}\". Say with --positive which one is positive.",
                    file.display(),
                    table.lines[row],
                    met[0],
                    met[1]
                ));
            }
        }
        let said = self.positive.as_deref();
        let wanted =
            said.or_else(|| met.iter().copied().find(|value| POSITIVE.contains(&value.to_ascii_lowercase().as_str())));
        if met.len() < 2 {
            let only = met.first().copied().unwrap_or_default();
            return Err(format!(
                "{}: all rows have the outcome \"{only}\"; a model learns from leads with both outcomes.",
                file.display()
            ));
        }
        match wanted {
            Some(wanted) if met.contains(&wanted) => Ok(rows.map(|row| column.text(row) == Some(wanted)).collect()),
            _ => Err(format!(
                "{}: which outcome is positive? Say --positive with one of: {}.",
                file.display(),
                met.iter().take(12).copied().collect::<Vec<_>>().join(", ")
            )),
        }
    }

    /// Chooses the columns that are features, and says which can be none.
    fn features(&self, past: &Past) -> Result<Vec<usize>, String> {
        let table = &past.table;
        for wanted in &self.drop {
            if !table.columns.iter().any(|column| is_meant(&column.name, wanted)) {
                let found = table.column(wanted.trim_end_matches('*').trim()).err();
                return Err(format!(
                    "--drop: {}",
                    found.unwrap_or_else(|| format!("no column begins with \"{wanted}\"."))
                ));
            }
        }
        let rows = table.lines.len();
        let mut used = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            if Some(index) == past.target
                || Some(index) == past.time
                || self.drop.iter().any(|wanted| is_meant(&column.name, wanted))
            {
                continue;
            }
            let met = distinct(column);
            let told = rows - column.blanks();
            let why = if met <= 1 && (met == 0 || told == rows) {
                "it has the same value everywhere"
            } else if column.numbers.is_none() && met * 2 > told {
                "nearly every row has a value of its own, as of an id or a name"
            } else {
                let is_whole = |numbers: &Vec<f64>| numbers.iter().all(|number| number.fract() == 0.0);
                if met == rows && column.numbers.as_ref().is_some_and(is_whole) {
                    let name = &column.name;
                    warn(&format!(
                        "column \"{name}\": every row has a whole number of its own. If it is an id, --drop it."
                    ));
                }
                used.push(index);
                continue;
            };
            eprintln!("left out: column \"{}\", {why}.", with_commands_shown(&column.name));
        }
        match used.len() {
            0 => Err("no column is left to learn from.".to_owned()),
            1..=200 => Ok(used),
            many => Err(format!(
                "{many} columns are too many for a model, which has at most 200. Leave some out with --drop."
            )),
        }
    }
}

fn warn(words: &str) {
    eprintln!("warning: {}", with_commands_shown(words));
}

/// How many different values the rows of a column have.
fn distinct(column: &Column) -> usize {
    let mut seen = vec![false; column.values.len()];
    for code in &column.codes {
        if let Some(seen) = seen.get_mut(*code as usize) {
            *seen = true;
        }
    }
    seen.into_iter().filter(|seen| *seen).count()
}

fn is_meant(column: &str, wanted: &str) -> bool {
    wanted.strip_suffix('*').map_or(column == wanted, |start| column.starts_with(start))
}

/// Puts the rows in the order of time; those of which it is not told come first.
fn in_order(table: &Table, time: Option<usize>) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..table.lines.len()).collect();
    if let Some(column) = time.and_then(|time| table.columns.get(time)) {
        if column.numbers.is_some() {
            let when = |row: usize| column.number(row).unwrap_or(f64::NEG_INFINITY);
            rows.sort_by(|a, b| when(*a).total_cmp(&when(*b)));
        } else {
            rows.sort_by_key(|row| column.text(*row));
        }
    }
    rows
}
