//! `leadlet backtest`: what a config would have said of leads whose outcome is known.
//!
//! Scores history as `leadlet score` does and holds it against a column of outcomes. Keeps counts, never leads: a
//! score has 101 values and a probability a million, so the memory does not grow with the history. [`measure`](crate::measure)
//! and [`tenths`] reckon, [`history`] counts, [`change`] tells two configs apart, [`text`] and [`page`] show.

mod change;
mod history;
mod page;
mod plots;
mod tenths;
mod text;

use crate::ledger::{
    Entry, Fault, Files, Ledger, config_at, instant,
    lanes::{self, threads},
    sheet::Names,
};
use crate::terminal::plain;
use change::Changes;
use clap::Args;
use history::{History, Verdict};
use leadlet_core::{
    json::{Json, number_text},
    lead::{Plan, recompute},
};
use std::{
    ffi::OsString,
    io::{self, Write},
    num::NonZeroUsize,
    path::PathBuf,
    process::ExitCode,
};

/// The help that `--help` ends with.
const FORMAT: &str = r#"The data are facts as `leadlet score` reads them (see there), with a column of outcomes beside them; in lines
of JSON the outcome is a member or a path. Won: 1, true, yes, won, converted. Lost: 0, false, no, lost. A blank
outcome is not known yet, and its lead is passed over. Other words: name the one that counts with --positive.

AUC       how likely a converted lead is scored above one that is not; equal scores count half
PR-AUC    average precision
log-loss, Brier, ECE
          of the model's probability; where the config has no model, of the score turned into one by a logistic
          curve with two parameters (Platt) fitted to these very leads, so they flatter a little.
          ECE: ten bins of equal width.
deciles   tenths of the leads by score; equal scores are shared out evenly

Score for the time at which each lead was known, not for today: give `now` or submittedAt in the data.
Exit codes: 0 measured; 1 some records could not be read and were left out; 2 nothing could be measured."#;

/// Measures a config on leads whose outcome is known, and tells two configs apart.
#[derive(Debug, Args)]
#[command(after_long_help = FORMAT)]
pub(crate) struct Backtest {
    /// The config to measure.
    #[arg(long, value_name = "FILE")]
    config: OsString,

    /// Another config to compare it with, as the one in use.
    #[arg(long, value_name = "FILE")]
    against: Option<OsString>,

    /// The column, or the path in lines of JSON, that says what became of a lead.
    #[arg(long, value_name = "COLUMN")]
    outcome: String,

    /// The value of the outcome that counts as converted; any other does not.
    #[arg(long, value_name = "VALUE")]
    positive: Option<String>,

    /// The time to score for, whatever the facts say: milliseconds since 1970 or ISO 8601.
    #[arg(long, value_name = "TIME", value_parser = instant::of_text)]
    now: Option<i64>,

    /// How many leads sales can work; repeatable. Default: 1, 5, 10, 20, 30 and 50 in a hundred of the leads.
    #[arg(long, value_name = "LEADS")]
    capacity: Vec<u64>,

    /// Write a page with plots, too.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// How many threads score. Default: one for each core.
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    files: Files,
}

/// All that came of a backtest.
struct Measured {
    /// The name of the column.
    outcome: String,
    /// The config that was measured: its name, its hash, its history.
    own: Side,
    /// The one it is compared with, and what is different.
    other: Option<(Side, Changes)>,
    /// How many leads sales can work.
    capacities: Vec<u64>,
    /// Leads without an outcome, and records that could not be read.
    open: u64,
    faulty: u64,
}

/// One config and what it said.
struct Side {
    id: String,
    hash: String,
    history: History,
}

/// What came of one record.
enum Judged {
    Known { id: String, converted: bool, own: Verdict, other: Option<Verdict> },
    Open,
    Faulty(Fault),
}

/// How many faulty lines are said one by one.
const MOST_SAID: u64 = 20;

impl Backtest {
    /// Measures, prints the summary on standard output and writes the page.
    pub(crate) fn run(&self) -> ExitCode {
        let Some((own, _)) = config_at(&self.config) else { return ExitCode::from(2) };
        let other = match &self.against {
            None => None,
            Some(path) => match config_at(path) {
                Some((other, _)) => Some(other.plan),
                None => return ExitCode::from(2),
            },
        };
        let measured = match self.measure(&own.plan, other.as_ref()) {
            Ok(measured) => measured,
            Err(message) => {
                eprintln!("leadlet backtest: {message}");
                return ExitCode::from(2);
            }
        };
        let written = io::stdout().lock().write_all(text::summary(&measured).as_bytes());
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            eprintln!("leadlet backtest: the summary could not be written: {error}");
            return ExitCode::from(2);
        }
        if let Some(path) = &self.html
            && let Err(error) = std::fs::write(path, page::page(&measured))
        {
            eprintln!("leadlet backtest: {} can't be written: {error}", plain(&path.to_string_lossy()));
            return ExitCode::from(2);
        }
        ExitCode::from(u8::from(measured.faulty > 0))
    }

    fn measure(&self, own: &Plan, other: Option<&Plan>) -> Result<Measured, String> {
        let plans: Vec<&Plan> = [own].into_iter().chain(other).collect();
        let mut ledger = Ledger::open(&self.files, &plans, Some(&self.outcome)).map_err(|fault| fault.to_string())?;
        let names = ledger.names();
        let side = |plan: &Plan| Side { id: plan.id.clone(), hash: plan.hash.clone(), history: History::default() };
        let mut measured = Measured {
            outcome: self.outcome.clone(),
            own: side(own),
            other: other.map(|plan| (side(plan), Changes::default())),
            capacities: Vec::new(),
            open: 0,
            faulty: 0,
        };
        let work = |entry: Entry| self.judge(own, other, &names, entry);
        let ended = lanes::run(
            threads(self.threads),
            || ledger.next(),
            work,
            |judged| {
                measured.count(judged);
                Ok(())
            },
        );
        match ended {
            Ok(Err(fault)) => return Err(fault.to_string()),
            Err(error) => return Err(error.to_string()),
            Ok(Ok(())) => {}
        }
        for note in &ledger.notes {
            eprintln!("note: {}", plain(note));
        }
        if measured.faulty > MOST_SAID {
            eprintln!("error: {} more records can't be scored", measured.faulty - MOST_SAID);
        }
        let [lost, won] = measured.own.history.outcomes();
        if lost == 0 || won == 0 {
            return Err(format!(
                "nothing can be measured: {won} leads converted and {lost} did not; both sorts are needed ({} have no outcome, {} could not be read)",
                measured.open, measured.faulty
            ));
        }
        let share = |percent: u64| ((lost + won) * percent).div_ceil(100);
        measured.capacities =
            if self.capacity.is_empty() { [1, 5, 10, 20, 30, 50].map(share).to_vec() } else { self.capacity.clone() };
        measured.capacities.sort_unstable();
        measured.capacities.dedup();
        Ok(measured)
    }

    fn judge(&self, own: &Plan, other: Option<&Plan>, names: &Names, mut entry: Entry) -> Judged {
        let place = entry.place.clone();
        let record = match entry.read(names, self.now) {
            Ok(record) => record,
            Err(fault) => return Judged::Faulty(fault),
        };
        let converted = match self.converted(record.extra.as_ref().unwrap_or(&Json::Null)) {
            Ok(Some(converted)) => converted,
            Ok(None) => return Judged::Open,
            Err(message) => return Judged::Faulty(Fault { place, message }),
        };
        let verdict = |plan: &Plan| Verdict::of(&recompute(plan, &record.lead).envelope);
        let id = record.id.clone().unwrap_or_else(|| place.to_string());
        Judged::Known { id, converted, own: verdict(own), other: other.map(verdict) }
    }

    /// Reads what became of a lead; nothing where it is not known yet.
    fn converted(&self, outcome: &Json) -> Result<Option<bool>, String> {
        let word = match outcome {
            Json::Null => return Ok(None),
            Json::Bool(flag) if self.positive.is_none() => return Ok(Some(*flag)),
            Json::Bool(flag) => flag.to_string(),
            Json::Number(number) => number_text(*number),
            Json::Text(text) => text.trim().to_owned(),
            other => return Err(format!("{}: It is {}, not an outcome.", self.outcome, other.kind())),
        };
        if word.is_empty() {
            return Ok(None);
        }
        if let Some(positive) = &self.positive {
            return Ok(Some(word == *positive));
        }
        match word.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" | "y" | "won" | "converted" => Ok(Some(true)),
            "0" | "false" | "no" | "n" | "lost" => Ok(Some(false)),
            _ => Err(format!("{}: {word:?} is no outcome; name the value that counts with --positive.", self.outcome)),
        }
    }
}

impl Measured {
    fn count(&mut self, judged: Judged) {
        match judged {
            Judged::Open => self.open += 1,
            Judged::Faulty(fault) => {
                self.faulty += 1;
                if self.faulty <= MOST_SAID {
                    eprintln!("error: {fault}");
                }
            }
            Judged::Known { id, converted, own, other } => {
                self.own.history.add(&own, converted);
                if let (Some((side, changes)), Some(other)) = (&mut self.other, other) {
                    side.history.add(&other, converted);
                    changes.add(&id, converted, &other, &own);
                }
            }
        }
    }
}
