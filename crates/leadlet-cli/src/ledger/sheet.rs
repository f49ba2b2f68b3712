//! CSV with paths of facts as headers: what each column means, and a row as the same tree that a line
//! of JSON gives.
//!
//! A cell is read by the field it answers: an option of several by `|` or as a JSON list, a number as
//! JSON writes it, yes and no as `true`/`false`, `yes`/`no` or `1`/`0`. A blank cell is no answer.

use leadlet_core::{
    diagnostic::nearest,
    field::{Domain, Field, control::Control},
    json::{Json, Member, parse},
    lead::Plan,
    logic::Condition,
    score::When,
};
use std::io::Read;

/// What paths mean for one config.
pub(crate) struct Names {
    answers: Vec<(String, Cell)>,
    /// The paths that rules read.
    read: Vec<String>,
    /// A column whose value is kept beside the facts.
    pub(crate) extra: Option<String>,
    has_events_file: bool,
}

/// How a cell becomes an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Text,
    Number,
    Flag,
    Many,
    /// As it looks: a number, true, false, or a text.
    Loose,
}

/// The columns of one file.
#[derive(Debug)]
pub(crate) struct Sheet {
    columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// A member of the record itself: leadId, now.
    Own(&'static str),
    Answer(String, Cell),
    Events,
    /// A member of visitor, as isCustomer.
    Visitor(String),
    /// A member of attribution, or of its utm.
    Attribution(Vec<String>),
    Extra,
    Ignored,
}

/// The headers that stand for members of the record itself.
const OWN: [(&str, &str); 5] =
    [("leadId", "leadId"), ("id", "leadId"), ("lead_id", "leadId"), ("now", "now"), ("submittedAt", "submittedAt")];

const ATTRIBUTION: [&str; 3] = ["landing", "referrerHost", "utm"];

impl Names {
    /// Knows the fields of all plans; of fields of one name the first counts.
    pub(super) fn of(plans: &[&Plan], extra: Option<&str>, has_events_file: bool) -> Self {
        let conditions = plans.iter().flat_map(|plan| &plan.scoring.rules).filter_map(|rule| match &rule.when {
            When::Holds(condition) => Some(condition),
            _ => None,
        });
        let mut read: Vec<String> = conditions.flat_map(Condition::variables).map(str::to_owned).collect();
        read.sort();
        read.dedup();
        Names {
            answers: plans
                .iter()
                .flat_map(|plan| plan.flow.fields())
                .map(|(_, field)| (field.name.clone(), Cell::of(field)))
                .collect(),
            read,
            extra: extra.map(str::to_owned),
            has_events_file,
        }
    }

    fn column(&self, header: &str) -> Result<Column, String> {
        if self.extra.as_deref() == Some(header) {
            return Ok(Column::Extra);
        }
        if let Some((_, own)) = OWN.iter().find(|(name, _)| *name == header) {
            return Ok(Column::Own(own));
        }
        if header == "events" && self.has_events_file {
            return Err("There is a column of events and a file of events; give one of them.".to_owned());
        }
        let (part, rest) = header.split_once('.').unwrap_or((header, ""));
        match part {
            "events" if rest.is_empty() => Ok(Column::Events),
            "events" | "email" | "tells" | "grade" | "rubrics" | "score" => Err(format!(
                "The column {header:?} is reckoned from answers and events; leave it out, and give those instead."
            )),
            "answers" => match self.answers.iter().find(|(name, _)| name == rest) {
                Some((name, cell)) => Ok(Column::Answer(name.clone(), *cell)),
                None => {
                    let names: Vec<&str> = self.answers.iter().map(|(name, _)| name.as_str()).collect();
                    let meant = match nearest(rest, &names) {
                        Some(name) => format!("Did you mean \"answers.{name}\"?"),
                        None => format!("The fields are: {}.", names.join(", ")),
                    };
                    Err(format!("The column {header:?} answers no field of the config. {meant}"))
                }
            },
            "visitor" if !rest.is_empty() && !rest.contains('.') => Ok(Column::Visitor(rest.to_owned())),
            "attribution" if ATTRIBUTION.contains(&rest.split('.').next().unwrap_or("")) => {
                Ok(Column::Attribution(rest.split('.').map(str::to_owned).collect()))
            }
            "visitor" | "attribution" => Err(format!(
                "There is no fact {header:?}; write visitor.NAME, attribution.landing, attribution.referrerHost or attribution.utm.NAME."
            )),
            _ if rest.is_empty() => Ok(Column::Ignored),
            _ => {
                let parts = ["answers", "events", "visitor", "attribution"];
                match nearest(part, &parts) {
                    Some(meant) => Err(format!("There is no fact {header:?}. Did you mean {meant}.{rest}?")),
                    None => Ok(Column::Ignored),
                }
            }
        }
    }
}

impl Cell {
    fn of(field: &Field) -> Self {
        match field.asks.control() {
            Control::Many { .. } | Control::Ranked { .. } => return Cell::Many,
            _ => {}
        }
        match field.asks.domain() {
            Domain::Flag { .. } => Cell::Flag,
            Domain::Number { .. } => Cell::Number,
            Domain::SomeOf { .. } => Cell::Many,
            Domain::Text { .. } | Domain::OneOf(_) => Cell::Text,
            Domain::Anything | Domain::Nothing => match field.type_name {
                "email" | "phone" | "country" => Cell::Text,
                _ => Cell::Loose,
            },
        }
    }

    /// Reads a cell that is not blank.
    fn answer(self, text: &str) -> Result<Json, String> {
        match self {
            Cell::Text => Ok(text.into()),
            Cell::Number => number(text),
            Cell::Flag => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "1" => Ok(true.into()),
                "false" | "no" | "n" | "0" => Ok(false.into()),
                _ => Err(format!("{text:?} is neither yes nor no; write true or false")),
            },
            Cell::Many if text.starts_with('[') => {
                let list = parse(text).map_err(|error| format!("the list is not JSON: {}", error.message))?;
                let texts = list.as_list().filter(|items| items.iter().all(|item| item.as_text().is_some()));
                texts.map(|_| list.clone()).ok_or_else(|| "a list of texts must stand here".to_owned())
            }
            Cell::Many => {
                let values = text.split('|').map(str::trim).filter(|value| !value.is_empty());
                Ok(Json::List(values.map(Json::from).collect()))
            }
            Cell::Loose => Ok(loose(text)),
        }
    }
}

/// Finds what separates the columns by the start of a file: of comma, semicolon and tab the one that its first line has
/// most of, outside of quotes; the comma where it has none.
pub(crate) fn delimiter_of(start: &[u8]) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b'\t', 0_usize), (b';', 0), (b',', 0)];
    for byte in start {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            sign if !is_quoted => {
                counts.iter_mut().filter(|(known, _)| known == sign).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign)
}

fn number(text: &str) -> Result<Json, String> {
    match parse(text) {
        Ok(number @ Json::Number(_)) => Ok(number),
        _ => Err(format!(
            "{text:?} is not a number; write digits with a point for decimals, as 1500 or 0.25, and leave unknown cells blank"
        )),
    }
}

fn loose(text: &str) -> Json {
    match parse(text) {
        Ok(value @ (Json::Number(_) | Json::Bool(_))) => value,
        _ => text.into(),
    }
}

impl Sheet {
    /// Reads the header. Adds to `notes` what is passed over and what is unknown of every lead.
    pub(super) fn read<R: Read>(
        reader: &mut csv::Reader<R>,
        names: &Names,
        notes: &mut Vec<String>,
    ) -> Result<Self, String> {
        let header = reader.byte_headers().map_err(|error| format!("The header can't be read: {error}."))?;
        if header.iter().all(|name| name.trim_ascii().is_empty()) {
            return Err("The file is empty: a header must stand in the first line.".to_owned());
        }
        let mut columns = Vec::new();
        let (mut seen, mut ignored): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (index, name) in header.iter().enumerate() {
            let name = core::str::from_utf8(name)
                .map_err(|_| format!("The header of column {} is not UTF-8; save the file as UTF-8.", index + 1))?;
            let name = name.trim_start_matches('\u{feff}').trim();
            if name.contains('\0') {
                return Err("The header holds a NUL byte: the file is UTF-16 or damaged; save it as UTF-8.".to_owned());
            }
            if name.is_empty() {
                ignored.push(format!("column {}", index + 1));
                columns.push(Column::Ignored);
                continue;
            }
            let column = names.column(name)?;
            if columns.contains(&column) && column != Column::Ignored {
                return Err(format!("The column {name:?} is there twice; leave one out."));
            }
            if column == Column::Ignored {
                ignored.push(name.to_owned());
            }
            seen.push(name.to_owned());
            columns.push(column);
        }
        let has_facts =
            columns.iter().any(|column| !matches!(column, Column::Ignored | Column::Own(_) | Column::Extra));
        if !has_facts && !names.has_events_file {
            let hint = if seen.len() == 1 && seen.iter().any(|name| name.contains(['|', ':'])) {
                " Columns are separated by commas, semicolons or tabs."
            } else {
                ""
            };
            return Err(format!(
                "No column is a fact: write headers such as answers.{}, events or visitor.isCustomer.{hint}",
                names.answers.first().map_or("role", |(name, _)| name)
            ));
        }
        if let Some(extra) = names.extra.as_ref().filter(|_| !columns.contains(&Column::Extra)) {
            return Err(format!("There is no column {extra:?}. The columns are: {}.", seen.join(", ")));
        }
        if !ignored.is_empty() {
            notes.push(format!("These columns are no facts and were passed over: {}.", ignored.join(", ")));
        }
        let unknown: Vec<&str> = names
            .read
            .iter()
            .map(String::as_str)
            .filter(|path| path.starts_with("answers.") && !seen.iter().any(|name| name == path))
            .collect();
        if !unknown.is_empty() {
            notes.push(format!(
                "Rules read what no column holds, so it is unknown of every lead: {}.",
                unknown.join(", ")
            ));
        }
        Ok(Sheet { columns })
    }

    /// Makes of a row what a line of JSON would say, and gives the value of the extra column.
    pub(super) fn record(&self, row: &csv::ByteRecord) -> Result<(Json, Option<Json>), String> {
        if row.len() != self.columns.len() {
            return Err(format!(
                "The row has {} cells, the header {}. Is a cell with a delimiter or a line end not in quotes?",
                row.len(),
                self.columns.len()
            ));
        }
        let [mut own, mut answers, mut visitor, mut attribution, mut utm]: [Vec<Member>; 5] = Default::default();
        let mut extra = None;
        for (index, (column, cell)) in self.columns.iter().zip(row).enumerate() {
            if *column == Column::Ignored {
                continue;
            }
            let text = core::str::from_utf8(cell)
                .map_err(|_| format!("The cell in column {} is not UTF-8; save the file as UTF-8.", index + 1))?
                .trim();
            if text.is_empty() {
                continue;
            }
            if text.contains('\0') {
                return Err(format!(
                    "The cell in column {} holds a NUL byte: the file is UTF-16 or damaged; save it as UTF-8.",
                    index + 1
                ));
            }
            let at = |message: String| format!("Column {}: {message}.", index + 1);
            match column {
                Column::Own(name) => own.push(((*name).to_owned(), text.into())),
                Column::Answer(name, cell) => {
                    let answer = cell.answer(text).map_err(|message| format!("answers.{name}: {message}."))?;
                    answers.push((name.clone(), answer));
                }
                Column::Events => {
                    let events =
                        parse(text).map_err(|error| at(format!("the events are not JSON: {}", error.message)))?;
                    own.push(("events".to_owned(), events));
                }
                Column::Visitor(name) => visitor.push((name.clone(), loose(text))),
                Column::Attribution(path) => match path.as_slice() {
                    [_, name] => utm.push((name.clone(), text.into())),
                    [name] => attribution.push((name.clone(), text.into())),
                    _ => {}
                },
                Column::Extra => extra = Some(text.into()),
                Column::Ignored => {}
            }
        }
        if !utm.is_empty() {
            attribution.push(("utm".to_owned(), Json::Object(utm)));
        }
        own.push(("answers".to_owned(), Json::Object(answers)));
        own.push(("visitor".to_owned(), Json::Object(visitor)));
        own.push(("attribution".to_owned(), Json::Object(attribution)));
        Ok((Json::Object(own), extra))
    }

    /// Gives the cell that names the lead.
    pub(super) fn id(&self, row: &csv::ByteRecord) -> Option<String> {
        let place = self.columns.iter().position(|column| *column == Column::Own("leadId"))?;
        let text = core::str::from_utf8(row.get(place)?).ok()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}
