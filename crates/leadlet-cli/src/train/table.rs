//! The rows of a CSV file, column by column, each value kept once.
//!
//! Knows encodings, delimiters, ragged rows and what stands for "nothing told", and says in which
//! line a fault is. Knows nothing of targets or of what a column means.

use crate::ledger::sheet::delimiter_of;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// What stands in a cell where nobody told anything.
const BLANKS: &[&str] = &["", "nan", "na", "n/a", "null", "none"];

/// The code of a blank cell.
pub(crate) const BLANK: u32 = u32::MAX;

/// A file's rows, column by column.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    /// The line each row begins in.
    pub(crate) lines: Vec<u64>,
}

/// One column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// Its distinct values, in the order they are met.
    pub(crate) values: Vec<String>,
    /// For each row the number of its value, or [`BLANK`].
    pub(crate) codes: Vec<u32>,
    /// The distinct values as numbers, where all of them are.
    pub(crate) numbers: Option<Vec<f64>>,
}

impl Column {
    /// The value of a row as a number.
    pub(crate) fn number(&self, row: usize) -> Option<f64> {
        self.numbers.as_ref()?.get(usize::try_from(*self.codes.get(row)?).ok()?).copied()
    }

    /// The value of a row as a text.
    pub(crate) fn text(&self, row: usize) -> Option<&str> {
        self.values.get(usize::try_from(*self.codes.get(row)?).ok()?).map(String::as_str)
    }

    /// How many rows are blank.
    pub(crate) fn blanks(&self) -> usize {
        self.codes.iter().filter(|code| **code == BLANK).count()
    }
}

impl Table {
    /// Reads a file. The error is a sentence that names the file and, where there is one, the line.
    pub(crate) fn read(path: &Path, more_blanks: &[String]) -> Result<Self, String> {
        let name = path.display();
        let file = File::open(path).map_err(|error| format!("{name}: it can't be read: {error}."))?;
        let mut start = Vec::new();
        let mut file = BufReader::with_capacity(1 << 16, file);
        file.by_ref()
            .take(1 << 16)
            .read_to_end(&mut start)
            .map_err(|error| format!("{name}: it can't be read: {error}."))?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(format!("{name}: it is UTF-16. Save it as UTF-8, in a spreadsheet \"CSV UTF-8\"."));
        }
        let marked = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
        if marked.trim_ascii().is_empty() {
            return Err(format!("{name}: it is empty. The first line names the columns."));
        }
        let delimiter = delimiter_of(marked);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(marked.chain(file));
        let fault = |line: u64, words: &str| format!("{name}:{line}: {words}");
        let mut record = csv::ByteRecord::new();
        let mut table = Table { columns: Vec::new(), lines: Vec::new() };
        let mut known: Vec<HashMap<String, u32>> = Vec::new();
        loop {
            let line = reader.position().line();
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return Err(fault(line, &format!("it can't be read: {error}."))),
            }
            let line = record.position().map_or(line, csv::Position::line);
            let mut cells = Vec::with_capacity(record.len());
            for (index, cell) in record.iter().enumerate() {
                let cell = std::str::from_utf8(cell).map_err(|error| {
                    let at = error.valid_up_to() + 1;
                    let words = format!("cell {} is not UTF-8 at byte {at}. Save the file as UTF-8.", index + 1);
                    fault(line, &words)
                })?;
                if cell.contains('\0') {
                    let words = format!(
                        "cell {} holds a NUL byte: the file is UTF-16 or damaged. Save it as UTF-8.",
                        index + 1
                    );
                    return Err(fault(line, &words));
                }
                cells.push(cell.trim());
            }
            if table.columns.is_empty() {
                table.columns = header_of(&cells).map_err(|words| fault(line, &words))?;
                known = vec![HashMap::new(); table.columns.len()];
                continue;
            }
            if cells.len() != table.columns.len() {
                let words = format!(
                    "the row has {} cells, the header {}. Is a cell with a delimiter or a line end not in quotes?",
                    cells.len(),
                    table.columns.len()
                );
                return Err(fault(line, &words));
            }
            for ((cell, column), known) in cells.iter().zip(&mut table.columns).zip(&mut known) {
                let is_blank = BLANKS.contains(&cell.to_ascii_lowercase().as_str());
                let code = if is_blank || more_blanks.iter().any(|blank| blank == cell) {
                    BLANK
                } else if let Some(code) = known.get(*cell) {
                    *code
                } else {
                    let code = u32::try_from(column.values.len()).unwrap_or(BLANK - 1);
                    known.insert((*cell).to_owned(), code);
                    column.values.push((*cell).to_owned());
                    code
                };
                column.codes.push(code);
            }
            table.lines.push(line);
        }
        if table.lines.is_empty() {
            return Err(format!("{name}: there is a header and no row below it."));
        }
        for column in &mut table.columns {
            column.numbers = column.values.iter().map(|value| number(value)).collect();
        }
        Ok(table)
    }

    /// Keeps the rows for which `keep` holds.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        let mut kept = keep.iter();
        self.lines.retain(|_| kept.next().copied().unwrap_or(false));
        for column in &mut self.columns {
            let mut kept = keep.iter();
            column.codes.retain(|_| kept.next().copied().unwrap_or(false));
        }
    }

    /// Finds a column, or says which there are.
    pub(crate) fn column(&self, name: &str) -> Result<usize, String> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        names.iter().position(|known| *known == name).ok_or_else(|| {
            match leadlet_core::diagnostic::nearest(name, &names) {
                Some(near) => format!("There is no column \"{name}\". Did you mean \"{near}\"?"),
                None if names.len() == 1 => format!(
                    "There is no column \"{name}\", only \"{}\". Columns are separated by commas, semicolons or tabs.",
                    names.join("")
                ),
                None => format!("There is no column \"{name}\". There are: {}.", names.join(", ")),
            }
        })
    }
}

/// Names the columns; a trailing delimiter makes one without a name, which is called by its number.
fn header_of(cells: &[&str]) -> Result<Vec<Column>, String> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let name = if cell.is_empty() { format!("column {}", index + 1) } else { (*cell).to_owned() };
        if columns.iter().any(|column| column.name == name) {
            return Err(format!("two columns are named \"{name}\". Give each its own name."));
        }
        columns.push(Column { name, values: Vec::new(), codes: Vec::new(), numbers: None });
    }
    Ok(columns)
}

/// Reads a number as a lead has it: digits, a point for decimals, perhaps an exponent.
pub(super) fn number(text: &str) -> Option<f64> {
    let looks_like_one = text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse().ok().filter(|number: &f64| looks_like_one && number.is_finite())
}
