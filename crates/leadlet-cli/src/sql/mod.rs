//! `leadlet sql`: the score as one SQL text, for an engine that already holds the leads.
//!
//! Reads the plan as every other command does, so decay tables, defaults and bounds are the core's own. [`condition`] compiles
//! conditions, [`columns`] finds the facts they read, [`statement`] writes rules, groups and dimensions, [`weighing`] what
//! counts events, [`verdict`] and [`grading`] what follows: grade, rubrics, stage, route; [`model`] says a model's table. [`dialect`] knows how engines
//! differ. What SQL can't say exactly is refused by name: a statement that scores a lead otherwise than the widget
//! would be worse than none. `tests/parity` compares engines with `leadlet score`, bit for bit.

mod columns;
mod condition;
mod dialect;
mod grading;
mod model;
mod statement;
mod verdict;
mod weighing;

use crate::{
    ledger::{config_at, instant},
    terminal::plain,
};
use clap::Args;
use columns::Columns;
use dialect::{Dialect, Sort};
use statement::{Relations, statement};
use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};
use verdict::Part;

/// The help that `--help` ends with.
const FORMAT: &str = r#"The statement reads two relations; its first lines name the columns that this config needs.

leads   "leadId"; "now" (milliseconds since 1970) unless --now is given; and a column for every fact
        that conditions read, named by its path: "answers.role" text, "answers.size" double,
        "answers.agrees" boolean, "answers.uses" a list of texts, "email.free" boolean,
        "visitor.isCustomer" boolean, "attribution.utm.source" text. These are the headers that
        `leadlet score` reads in CSV. Answers are those that stand in leads: of questions that were asked.
events  "leadId", "t" (milliseconds since 1970), "kind", "path", "name".

It gives a row a lead:
  "leadId", "now"
  score                            0 to 100
  disqualified, "gates.ID"         what rules the lead out
  "dimensions.NAME.points", "dimensions.NAME.percent"
  "rules.ID"                       the points each rule gives, as contributions before bounds
  fit, completeness, grade         percent (null where nothing is known), percent, and the cell, as B3
  "engagementLevel"                1 to 4
  composite, temperature, funnel   0 to 100; hot, warm or cold; tofu, mofu, bofu or null
  "rubrics.ID.percent", "rubrics.ID.completeness", "rubrics.ID.nextQuestion"
  "model.logitBillionths", "model.likely"   of a model that is a table of bins
  stage, "route.to", "route.slaMinutes"
Numbers are 64-bit integers, so the engine gives the bits that `leadlet score` gives. A number that is NaN or
infinite is nothing told. A model's probability is not in it, nor what trees find, and a stage that reads
either is refused: --without stage gives everything else. So does it where stages need a column that you
do not have.

Conditions may hold ===, !==, <, <=, >, >= of numbers, and, or, !, !!, if, in, and var. Any other operator
is refused with its path, and so is a comparison that JavaScript would coerce.

Exit codes: 0 the statement is written; 1 SQL can't say this config exactly; 2 it can't be read."#;

/// Writes the score as one SQL statement in whole numbers.
#[derive(Debug, Args)]
#[command(after_long_help = FORMAT)]
pub(crate) struct Sql {
    /// The config to compile.
    #[arg(long, value_name = "FILE")]
    config: OsString,

    /// The engine to write for.
    #[arg(long, value_enum)]
    dialect: Dialect,

    /// The time to score for: milliseconds since 1970 or ISO 8601. Default: the column "now" of the leads.
    #[arg(long, value_name = "TIME", value_parser = instant::of_text)]
    now: Option<i64>,

    /// The relation of leads.
    #[arg(long, value_name = "NAME", default_value = "leads", value_parser = relation)]
    leads: String,

    /// The relation of events.
    #[arg(long, value_name = "NAME", default_value = "events", value_parser = relation)]
    events: String,

    /// The sort of a fact that the config leaves open, as answers.plan=text; text, number, flag or list. Repeatable.
    #[arg(long = "type", value_name = "PATH=SORT", value_parser = given_sort)]
    types: Vec<(String, Sort)>,

    /// Leaves out what SQL can't say of this config, or what you have no columns for. Repeatable.
    #[arg(long, value_enum, value_name = "PART")]
    without: Vec<Part>,
}

/// A place that SQL can't say exactly, and why.
struct Refusal {
    path: String,
    message: String,
}

impl Sql {
    /// Prints the statement, or every reason why there is none.
    pub(crate) fn run(&self) -> ExitCode {
        let Some((config, json)) = config_at(&self.config) else { return ExitCode::from(2) };
        let columns = Columns::new(&config.plan, self.dialect, self.types.clone());
        let relations = Relations { leads: &self.leads, events: &self.events, now: self.now };
        match statement(&config.plan, json.at("scoring"), &relations, columns, &self.without, self.dialect) {
            Ok(text) => match io::stdout().lock().write_all(text.as_bytes()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    eprintln!("leadlet sql: the statement could not be written: {error}");
                    ExitCode::from(2)
                }
                _ => ExitCode::SUCCESS,
            },
            Err(refusals) => {
                for Refusal { path, message } in &refusals {
                    eprintln!("{}: {}: {}", plain(&self.config.to_string_lossy()), plain(path), plain(message));
                }
                ExitCode::from(1)
            }
        }
    }
}

/// Takes the name of a relation as it stands: parts of letters, digits and underscores, with points between.
fn relation(name: &str) -> Result<String, String> {
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if name.split('.').all(is_word) {
        Ok(name.to_owned())
    } else {
        Err("write letters, digits and underscores, with a point before a schema's table".to_owned())
    }
}

fn given_sort(text: &str) -> Result<(String, Sort), String> {
    let (path, sort) = text.split_once('=').ok_or("write PATH=SORT, as answers.plan=text")?;
    let sort = <Sort as clap::ValueEnum>::from_str(sort, true)
        .map_err(|_| format!("{sort:?} is no sort; write text, number, flag or list"))?;
    Ok((path.to_owned(), sort))
}
