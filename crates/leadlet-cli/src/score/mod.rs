//! `leadlet score`: facts in, envelopes out, as many as there are.
//!
//! Reads records ([`ledger`](crate::ledger)), has the core score each one as a receiver recomputes a lead, and writes the
//! envelopes in the same order ([`shown`]). Decides nothing about a score: this module counts what
//! could not be scored and what was odd, and says it on standard error.

mod shown;

use crate::ledger::{
    Entry, Fault, Files, Ledger, Place, config_at, instant,
    lanes::{self, threads},
    sheet::Names,
};
use crate::terminal::plain;
use clap::{Args, ValueEnum};
use leadlet_core::{
    json::Json,
    lead::{Doubt, Plan, ahead_of, recompute},
    score::Ahead,
};
use shown::Writer;
use std::{
    ffi::OsString,
    io::{self, BufWriter, Write},
    num::NonZeroUsize,
    process::ExitCode,
};

/// The help that `--help` ends with.
const FORMAT: &str = r#"Facts as lines of JSON: what a lead holds; a whole lead as a widget posts it will do.

  {"leadId":"a1","now":1768478400000,"answers":{"role":"cto","uses":["crm","mail"]},
   "events":[{"t":1768400000000,"kind":"page","path":"/pricing"}],"visitor":{"isCustomer":true}}

Facts as CSV, separated by commas, semicolons or tabs: the headers are paths of facts. Several options are separated by |. Blank is unknown.

  leadId,now,answers.role,answers.uses,visitor.isCustomer,events
  a1,2026-01-15,cto,crm|mail,true,"[{""t"":1768400000000,""kind"":""page"",""path"":""/pricing""}]"

time      now, else when it was scored (score.now), else submittedAt; --now is for all. Milliseconds
          since 1970, a day of UTC, or ISO 8601 with an offset.
answers   are walked as in the widget: what the flow would not have asked is not scored. That, and an
          answer its field would not take, is scored as it stands, counted and said at the end.
events    at most 10,000 a lead. One in the future counts as new. Order does not matter.
result    one line a record, in order: the envelope, with leadId in front where the record has one.
          A record that can't be scored gives {"error":"…","line":N} in its place.

Exit codes: 0 everything was scored; 1 a record could not be; 2 nothing could be, or not to the end."#;

/// Scores facts: lines of JSON or CSV in, envelopes out.
#[derive(Debug, Args)]
#[command(after_long_help = FORMAT)]
pub(crate) struct Score {
    /// The config to score by.
    #[arg(long, value_name = "FILE")]
    config: OsString,

    /// The time to score for, whatever the facts say: milliseconds since 1970 or ISO 8601.
    #[arg(long, value_name = "TIME", value_parser = instant::of_text)]
    now: Option<i64>,

    #[command(flatten)]
    files: Files,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,

    /// Write the reasons in words instead, largest first, and what would change the stage.
    #[arg(long, conflicts_with = "format")]
    explain: bool,

    /// Stop at the first record that can't be scored, or that its flow would not have made.
    #[arg(long)]
    strict: bool,

    /// How many threads score. Default: one for each core.
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,
}

/// A way of writing the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line of JSON for each record: the whole envelope.
    Jsonl,
    /// A row for each record: the main columns.
    Csv,
    /// For a person: the reasons in words.
    #[value(skip)]
    Words,
}

/// What came of one record.
struct Scored {
    place: Place,
    id: Option<String>,
    /// The envelope, or why there is none.
    result: Result<Json, Fault>,
    /// What would bring it to a better stage, where somebody wants to read it.
    ahead: Vec<Ahead>,
    doubts: Vec<Doubt>,
}

/// What was scored and what was not.
#[derive(Default)]
struct Tally {
    scored: u64,
    faulty: u64,
    odd: u64,
    first_doubt: Option<String>,
}

/// How many faulty lines are said one by one.
const MOST_SAID: u64 = 20;

impl Score {
    /// Scores everything and says on standard error what could not be.
    pub(crate) fn run(&self) -> ExitCode {
        let Some((config, _)) = config_at(&self.config) else { return ExitCode::from(2) };
        let mut ledger = match Ledger::open(&self.files, &[&config.plan], None) {
            Ok(ledger) => ledger,
            Err(fault) => return stopped(&fault),
        };
        let names = ledger.names();
        let format = if self.explain { Format::Words } else { self.format };
        let mut tally = Tally::default();
        let mut writer = Writer::new(format, &config.plan, BufWriter::with_capacity(1 << 16, io::stdout().lock()));
        let plan = &config.plan;
        let work = |entry: Entry| {
            let scored = self.scored(plan, &names, entry);
            let line = shown::line(format, plan, &scored);
            (scored, line)
        };
        let ended = lanes::run(
            threads(self.threads),
            || ledger.next(),
            work,
            |(scored, line)| {
                tally.count(&scored);
                writer.write(&line)?;
                if self.strict && (scored.result.is_err() || !scored.doubts.is_empty()) {
                    writer.end()?;
                    return Err(io::Error::other(Stop));
                }
                Ok(())
            },
        );
        let ended = ended.and_then(|ended| writer.end().map(|()| ended));
        let code = match ended {
            Ok(Ok(())) => tally.exit_code(),
            Ok(Err(fault)) => {
                tally.say();
                return stopped(&fault);
            }
            // A reader that went away (`leadlet score | head`) is no fault.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) if error.get_ref().is_some_and(|inner| inner.is::<Stop>()) => ExitCode::from(1),
            Err(error) => {
                eprintln!("leadlet score: the result could not be written: {error}");
                ExitCode::from(2)
            }
        };
        for note in &ledger.notes {
            eprintln!("note: {}", plain(note));
        }
        tally.say();
        code
    }

    /// Scores one record as a receiver recomputes a lead.
    fn scored(&self, plan: &Plan, names: &Names, mut entry: Entry) -> Scored {
        let place = entry.place.clone();
        let record = match entry.read(names, self.now) {
            Ok(record) => record,
            Err(fault) => {
                return Scored { place, id: entry.id(), result: Err(fault), ahead: Vec::new(), doubts: Vec::new() };
            }
        };
        let recomputed = recompute(plan, &record.lead);
        // A bulk of facts is no set of submitted leads: nobody claims a score, and old questions may be blank.
        let matters = |doubt: &Doubt| matches!(doubt, Doubt::NotAsked(_) | Doubt::CannotBe(_) | Doubt::Reckoned(_));
        let doubts = recomputed.doubts.into_iter().filter(matters).collect();
        // It tries hundreds of leads, so nobody pays for it who does not read it.
        let ahead = if self.explain { ahead_of(plan, &record.lead) } else { Vec::new() };
        Scored { place, id: record.id, result: Ok(recomputed.envelope), ahead, doubts }
    }
}

/// What `--strict` ends the run with.
#[derive(Debug)]
struct Stop;

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stopped at the first fault")
    }
}

impl std::error::Error for Stop {}

fn stopped(fault: &Fault) -> ExitCode {
    eprintln!("leadlet score: {fault}");
    ExitCode::from(2)
}

impl Tally {
    fn count(&mut self, scored: &Scored) {
        match &scored.result {
            Ok(_) => self.scored += 1,
            Err(fault) => {
                self.faulty += 1;
                if self.faulty <= MOST_SAID {
                    eprintln!("error: {fault}");
                }
            }
        }
        if let Some(doubt) = scored.doubts.first() {
            self.odd += 1;
            self.first_doubt.get_or_insert_with(|| format!("{}: {}", scored.place, plain(&doubt.say())));
        }
    }

    fn say(&self) {
        if let Some(first) = &self.first_doubt {
            let records = if self.odd == 1 { "1 record has".to_owned() } else { format!("{} records have", self.odd) };
            eprintln!("note: {records} answers that this flow would not have made; the first is {first}");
        }
        if self.faulty > MOST_SAID {
            eprintln!("error: {} more records can't be scored", self.faulty - MOST_SAID);
        }
        // Written even where standard error is a file: a count that is missing says that the run broke off.
        let _ = writeln!(io::stderr(), "{} scored, {} not", self.scored, self.faulty);
    }

    fn exit_code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.faulty > 0))
    }
}
