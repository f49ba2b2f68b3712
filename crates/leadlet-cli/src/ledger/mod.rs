//! Facts in bulk: files of leads, read one record at a time, however long they are.
//!
//! A record is one lead's facts: `answers`, `events`, `attribution`, `visitor`, and the time it is
//! scored for. It stands on a line of JSON, which may be a whole lead as a widget posts it, or in a row
//! of CSV whose headers are paths of facts ([`sheet`]). Events may stand in a file
//! of their own ([`events`]). What a record means is decided in one place for both forms ([`record`]).
//!
//! [`Ledger`] only cuts the files into records; whoever reads it does the rest in parallel
//! ([`lanes`]). Nothing grows with the number of records, except where events of their own file are
//! kept in memory. Knows nothing of what is done with a lead.

mod events;
pub(crate) mod instant;
pub(crate) mod lanes;
pub(crate) mod progress;
pub(crate) mod record;
pub(crate) mod sheet;

use crate::{
    check::{Checked, report, source::Source},
    eval::read_line,
    terminal::plain,
};
use clap::ValueEnum;
use events::Events;
use leadlet_core::{
    config::{self, Config},
    diagnostic::Severity,
    json::{Json, parse},
    lead::Plan,
};
use progress::Progress;
use sheet::Sheet;
use std::{
    collections::VecDeque,
    ffi::{OsStr, OsString},
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::Arc,
};

/// A form of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// A line of JSON for each lead.
    Jsonl,
    /// A row for each lead; the headers are paths of facts, as answers.role.
    Csv,
}

/// Which files are read, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct Files {
    /// The files of facts; `-` or none reads standard input.
    #[arg(value_name = "FILE")]
    files: Vec<OsString>,

    /// The form of the facts. Default: csv for files that end in .csv, else jsonl.
    #[arg(long, value_enum, value_name = "FORM")]
    input: Option<Form>,

    /// A file of events, for facts that do not hold their own: CSV with the columns leadId, t, kind,
    /// path and name, or lines of JSON with such members.
    #[arg(long, value_name = "FILE")]
    events: Option<OsString>,

    /// Leads and events are sorted by leadId, byte by byte (`LC_ALL=C sort`): the events are read
    /// along with the leads instead of being held in memory.
    #[arg(long, requires = "events")]
    sorted: bool,
}

/// A line, or a file, that can't be used, and why.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The file, and the line of it where it is about one.
    pub(crate) place: Place,
    /// What is wrong, and what to write instead.
    pub(crate) message: String,
}

/// Where something stands.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    file: Arc<str>,
    /// From 1; 0 for the file as a whole.
    pub(crate) line: u64,
}

/// One record, cut out and not yet read.
pub(crate) struct Entry {
    pub(crate) place: Place,
    content: Content,
    /// What the file of events has for it.
    events: Vec<events::Found>,
}

enum Content {
    Line(Vec<u8>),
    Row(csv::ByteRecord, Arc<Sheet>),
}

impl lanes::Weighty for Entry {
    fn bytes(&self) -> usize {
        /// About what an event takes once it is read.
        const EVENT: usize = 150;
        let content = match &self.content {
            Content::Line(line) => line.len(),
            Content::Row(row, _) => row.as_slice().len(),
        };
        content + EVENT * self.events.len()
    }
}

/// Reads CSV and gives up where a single row swallows too much: a quote that is never closed would take in the rest of
/// the file, however long.
struct Rowwise {
    input: Box<dyn Read + Send>,
    since_row: usize,
}

/// The most bytes that are read for one row.
const LONGEST_ROW: usize = 16 << 20;

impl Read for Rowwise {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since_row > LONGEST_ROW {
            return Err(io::Error::other("the row is longer than 16 MiB; is the quote of a cell closed?"));
        }
        let read = self.input.read(buffer)?;
        self.since_row += read;
        Ok(read)
    }
}

/// Files of facts, read record by record.
pub(crate) struct Ledger {
    waiting: VecDeque<OsString>,
    form: Option<Form>,
    open: Option<Open>,
    events: Option<Events>,
    names: Arc<sheet::Names>,
    progress: Progress,
    has_records: bool,
    /// What an owner should know about the files, beside the faults of their lines.
    pub(crate) notes: Vec<String>,
}

enum Open {
    Lines { file: Arc<str>, input: BufReader<Box<dyn Read + Send>>, line: u64 },
    Rows { file: Arc<str>, reader: Box<csv::Reader<Rowwise>>, sheet: Arc<Sheet> },
}

impl Ledger {
    /// Prepares to read what is scored by `plans`. `extra` is a column, or a path in lines of JSON, whose value is kept beside the facts.
    ///
    /// # Errors
    /// Why the file of events can't be used.
    pub(crate) fn open(files: &Files, plans: &[&Plan], extra: Option<&str>) -> Result<Self, Fault> {
        let waiting: VecDeque<OsString> =
            if files.files.is_empty() { [OsString::from("-")].into() } else { files.files.iter().cloned().collect() };
        let events = files.events.as_ref().map(|file| Events::open(file, files.sorted)).transpose()?;
        let progress = Progress::over(waiting.iter().map(OsString::as_os_str));
        Ok(Ledger {
            waiting,
            form: files.input,
            open: None,
            names: Arc::new(sheet::Names::of(plans, extra, events.is_some())),
            events,
            progress,
            has_records: false,
            notes: Vec::new(),
        })
    }

    /// Gives what paths and columns mean for this plan.
    pub(crate) fn names(&self) -> Arc<sheet::Names> {
        self.names.clone()
    }

    /// Cuts out the next record; `None` at the end of the last file.
    ///
    /// # Errors
    /// What nothing can be read after: a file that is missing or breaks off, a header that can't be
    /// used, no record at all, files that are not sorted as promised.
    pub(crate) fn next(&mut self) -> Result<Option<Entry>, Fault> {
        loop {
            let Some(open) = &mut self.open else {
                let Some(name) = self.waiting.pop_front() else { return self.end().map(|()| None) };
                self.open = Some(self.begin(&name)?);
                continue;
            };
            let Some(mut entry) = open.next()? else {
                self.open = None;
                continue;
            };
            self.has_records = true;
            if let Some(events) = &mut self.events {
                let id = entry.id();
                entry.events = events.of(id.as_deref(), &entry.place)?;
            }
            return Ok(Some(entry));
        }
    }

    fn begin(&mut self, name: &OsStr) -> Result<Open, Fault> {
        let shown: Arc<str> = if name == "-" { "<stdin>".into() } else { plain(&name.to_string_lossy()).into() };
        let ends_in_csv = Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        let form = self.form.unwrap_or(if ends_in_csv { Form::Csv } else { Form::Jsonl });
        let input = opened(name, &shown, &self.progress)?;
        match form {
            Form::Jsonl => Ok(Open::Lines { file: shown, input, line: 0 }),
            Form::Csv => {
                // What `opened` has looked at already is in the buffer.
                let delimiter = sheet::delimiter_of(input.buffer());
                let input = Rowwise { input: Box::new(input), since_row: 0 };
                let mut builder = csv::ReaderBuilder::new();
                let mut reader =
                    builder.flexible(true).delimiter(delimiter).buffer_capacity(1 << 16).from_reader(input);
                let sheet = Sheet::read(&mut reader, &self.names, &mut self.notes)
                    .map_err(|message| Fault::of_file(&shown, message))?;
                Ok(Open::Rows { file: shown, reader: Box::new(reader), sheet: Arc::new(sheet) })
            }
        }
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.progress.end();
        if let Some(events) = &mut self.events {
            self.notes.extend(events.left_over()?);
        }
        if self.has_records {
            return Ok(());
        }
        Err(Fault::of_file("the facts", "There is no lead in what was read: it is empty."))
    }
}

impl Open {
    fn next(&mut self) -> Result<Option<Entry>, Fault> {
        match self {
            Open::Lines { file, input, line } => loop {
                let mut content = Vec::new();
                *line += 1;
                if !read_line(input, &mut content).map_err(|error| broken(file, *line, &error))? {
                    return Ok(None);
                }
                if content.trim_ascii().is_empty() {
                    continue;
                }
                let place = Place { file: file.clone(), line: *line };
                return Ok(Some(Entry { place, content: Content::Line(content), events: Vec::new() }));
            },
            Open::Rows { file, reader, sheet } => {
                let mut row = csv::ByteRecord::new();
                let line = reader.position().line();
                reader.get_mut().since_row = 0;
                if !reader.read_byte_record(&mut row).map_err(|error| broken(file, line, &error.into()))? {
                    return Ok(None);
                }
                let line = row.position().map_or(line, csv::Position::line);
                let place = Place { file: file.clone(), line };
                Ok(Some(Entry { place, content: Content::Row(row, sheet.clone()), events: Vec::new() }))
            }
        }
    }
}

/// Opens a file for reading and refuses what is no text at all.
fn opened(name: &OsStr, shown: &Arc<str>, progress: &Progress) -> Result<BufReader<Box<dyn Read + Send>>, Fault> {
    let input: Box<dyn Read + Send> = if name == "-" {
        Box::new(io::stdin())
    } else {
        let what = |error: io::Error| {
            let why = match error.kind() {
                io::ErrorKind::NotFound => "There is no such file.".to_owned(),
                _ => format!("It can't be read: {error}."),
            };
            Fault::of_file(shown, why)
        };
        let file = File::open(name).map_err(what)?;
        if file.metadata().is_ok_and(|about| about.is_dir()) {
            return Err(Fault::of_file(shown, "It is a directory; name the files in it."));
        }
        Box::new(file)
    };
    let mut input = BufReader::with_capacity(1 << 16, progress.count(input));
    let start = input.fill_buf().map_err(|error| broken(shown, 0, &error))?;
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return Err(Fault::of_file(shown, "The text is UTF-16, as Excel's \"Unicode text\" is; save it as UTF-8."));
    }
    if start.starts_with(&[0x1f, 0x8b]) {
        return Err(Fault::of_file(shown, "The file is compressed; give it through `gzip -dc FILE |`."));
    }
    if start.starts_with(b"PK\x03\x04") {
        return Err(Fault::of_file(shown, "The file is a spreadsheet or an archive; save the sheet as CSV in UTF-8."));
    }
    Ok(input)
}

fn broken(file: &Arc<str>, line: u64, error: &io::Error) -> Fault {
    Fault { place: Place { file: file.clone(), line }, message: format!("Reading breaks off here: {error}.") }
}

impl Fault {
    fn of_file(file: &str, message: impl Into<String>) -> Self {
        Fault { place: Place { file: file.into(), line: 0 }, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, plain(&self.message))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// Reads a config that leads are to be scored by, with the tree it was read from; shows its faults on standard error where it can't be used.
pub(crate) fn config_at(path: &OsStr) -> Option<(Config, Json)> {
    let source = Source::named(path);
    let faulty = |text: String, diagnostics| {
        let checked = Checked::found(source.name(), text, diagnostics);
        // Where standard error can't be written, there is nobody to tell.
        let _ = report::faults(&mut anstream::AutoStream::auto(io::stderr().lock()), &checked);
    };
    match source.read() {
        Err(fault) => faulty(String::new(), vec![fault]),
        Ok(text) => {
            let mut reading = config::read(&text);
            if let (Some(config), Ok(json)) = (reading.config.take(), parse(&text)) {
                return Some((config, json));
            }
            reading.diagnostics.retain(|fault| fault.severity == Severity::Error);
            faulty(text, reading.diagnostics);
        }
    }
    None
}
