//! `leadlet eval`: evaluates JsonLogic, a line in and a line out.
//!
//! Knows lines and how a result is written. What an expression means is the core's business: here it
//! is the *plain* language, every operator of json-logic-js with `==` and without a config's guards,
//! so that rules can be compared with other engines. A bad line gives an error in its own place and
//! never ends the run.

use clap::Args;
use leadlet_core::json::{Json, MAX_BYTES, SyntaxError, object, parse};
use leadlet_core::logic::{Condition, LogicFault, LogicFaultKind, LogicStop};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, StdinLock, Write};
use std::process::ExitCode;

/// Evaluates JsonLogic: reads lines of `[rule, data]`, writes a line of JSON for each.
///
/// The language is that of json-logic-js, `==` and `!=` included, without the guards that a config's
/// conditions have (`leadlet check --lowered` shows those). Infinity, "not a number" and undefined
/// are written as null.
///
/// A line that can't be evaluated gives {"error": "…"}: it is not JSON, not a list of two, or longer
/// than 1 MiB; the rule has an unknown operator, is nested deeper than 64 levels, or takes more than
/// 50,000 steps. Blank lines give nothing. Exits with 0, whatever the lines say.
#[derive(Debug, Args)]
pub(crate) struct Eval {}

impl Eval {
    /// Answers standard input on standard output until it ends.
    #[expect(clippy::unused_self, reason = "a command runs as the others do; this one has no options")]
    pub(crate) fn run(&self) -> ExitCode {
        match answer_all(BufReader::with_capacity(1 << 16, io::stdin().lock()), io::stdout().lock()) {
            // A reader that went away (`leadlet eval | head`) is no fault.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                eprintln!("leadlet eval: {error}");
                ExitCode::from(2)
            }
            _ => ExitCode::SUCCESS,
        }
    }
}

fn answer_all(mut input: BufReader<StdinLock<'_>>, output: impl Write) -> io::Result<()> {
    let mut output = BufWriter::with_capacity(1 << 16, output);
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        if !line.trim_ascii().is_empty() {
            writeln!(output, "{}", answer(&line))?;
        }
        // Whoever waits for an answer before writing on gets it; a whole file is not slowed down.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()
}

/// Reads a line, of one that is too long only enough to show it; tells whether there was one.
pub(crate) fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let most = MAX_BYTES as u64 + 2;
    let read = input.by_ref().take(most).read_until(b'\n', line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read as u64 == most {
        input.skip_until(b'\n')?;
    }
    Ok(read > 0)
}

fn answer(line: &[u8]) -> Json {
    evaluate(line).unwrap_or_else(|error| object(vec![("error", error.into())]))
}

/// Evaluates one line; the error is a sentence.
fn evaluate(line: &[u8]) -> Result<Json, String> {
    let text = core::str::from_utf8(line).map_err(|error| format!("Byte {} is not UTF-8.", error.valid_up_to() + 1))?;
    let json = parse(text).map_err(|SyntaxError { at, message }| format!("Not JSON at byte {}: {message}.", at + 1))?;
    let Some([rule, data]) = json.as_list() else {
        return Err("The line is not a list of two, [rule, data].".to_owned());
    };
    let condition = Condition::read_plain(rule).map_err(|faults| said(faults.first()))?;
    condition.value(data).map_err(|stop| match stop {
        LogicStop::UnknownOperator => {
            let faults = Condition::read(rule).err().unwrap_or_default();
            said(faults.iter().find(|fault| matches!(fault.kind, LogicFaultKind::UnknownOperator { .. })))
        }
        stop => sentence(&stop.to_string()),
    })
}

/// Says a fault with its place and what was likely meant.
fn said(fault: Option<&LogicFault>) -> String {
    let Some(fault) = fault else { return sentence(&LogicStop::UnknownOperator.to_string()) };
    let told = fault.diagnostic("");
    let place = if told.path.is_empty() { String::new() } else { format!("{}: ", told.path) };
    let suggestion = told.suggestion.map(|suggestion| format!(" {suggestion}")).unwrap_or_default();
    format!("{place}{}{suggestion}", told.message)
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}
