//! `leadlet train`: makes a model of past leads and says how good it is.
//!
//! A CSV file of leads with their outcomes goes in, or the database of an inbox whose leads are marked, and
//! the JSON of `scoring.model` comes out. The work is parted: `past` chooses the leads to learn from, `table`
//! reads them out of a file and `inbox` out of a database, `bins` and `fit` make tables of logits, `calibrate`
//! turns them into probabilities, `validate` measures on leads that were held back, `leaks` looks for columns
//! that know too much, `writing` for numbers and days that are written for people, `write` says it all. What a
//! model *is* stands in the core.
//!
//! The same file, options and version give the same bytes on every machine.

mod bins;
mod calibrate;
mod fit;
mod folds;
mod inbox;
mod leaks;
pub(crate) mod mapping;
mod past;
mod table;
mod validate;
mod write;
mod writing;

use crate::{ledger::progress::Progress, terminal::with_commands_shown};
use clap::Args;
use fit::Kind;
use leadlet_core::score::model::check;
use mapping::Mapping;
use past::{Past, in_order};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use table::Column;
use validate::Sample;
use write::Origin;
use writing::Odd;

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
    /// The target's value of a positive outcome, in capitals or not; all others are negative. Default: 1, yes, true or won.
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
    /// The column that says when a lead came: a number, or a day or time as 2026-01-31. Default: the order of the file.
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
        let rows = in_order(&past.table, past.time).map_err(|words| format!("{}:{words}", past.file.display()))?;
        let columns = &past.table.columns;
        let alone = Progress::of_rounds(leaks::rounds(&used));
        let sample = Sample { columns, used: &used, positive, rows: &rows, seed: self.seed, progress: &alone };
        let leaks = leaks::find(sample, past.at_capture);
        alone.end();
        for leak in leaks {
            warn(&format!("column \"{}\": {}", columns[leak.column].name, leak.words));
        }
        if yes < ENOUGH {
            warn(&format!(
                "{yes} positive outcomes are few: with less than {ENOUGH} what is measured below varies widely."
            ));
        }
        let progress = Progress::of_rounds(validate::ROUNDS);
        let trained = validate::train(self.kind, Sample { progress: &progress, ..sample });
        progress.end();
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
        let mut constant = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            if Some(index) == past.target
                || Some(index) == past.time
                || self.drop.iter().any(|wanted| is_meant(&column.name, wanted))
            {
                continue;
            }
            let met = distinct(column);
            let told = rows - column.blanks();
            let odd = writing::look(table, column);
            let why = if met <= 1 && (met == 0 || told == rows) {
                constant.push(column.name.as_str());
                continue;
            } else if let Some(Odd::Unusable(words)) = odd {
                words
            } else if column.numbers.is_none() && met * 2 > told {
                "nearly every row has a value of its own, as of an id or a name".to_owned()
            } else {
                if let Some(Odd::Doubtful(words)) = odd {
                    warn(&format!("column \"{}\": {words}", column.name));
                }
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
            eprintln!("left out: column \"{}\", {}.", with_commands_shown(&column.name), with_commands_shown(&why));
        }
        for name in constant.iter().take(10) {
            eprintln!("left out: column \"{}\", it has the same value everywhere.", with_commands_shown(name));
        }
        if let Some(more) = constant.len().checked_sub(10).filter(|more| *more > 0) {
            eprintln!("left out: {more} more columns with the same value everywhere.");
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
