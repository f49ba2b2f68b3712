//! A score as it is written: the envelope as JSON, its main columns as CSV, or its reasons in words.

use super::{Format, Scored};
use crate::terminal::{inert_cell as safe, plain};
use leadlet_core::{
    facts::lookup,
    json::{Json, Member, number_text},
    lead::Plan,
    score::{explanation, reasons},
};
use std::io::{self, Write};

/// Writes what [`line`] made, after what stands before all of it.
pub(super) struct Writer<W> {
    output: W,
    header: Option<Vec<u8>>,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(format: Format, plan: &Plan, output: W) -> Self {
        let header = (format == Format::Csv).then(|| row(&header(plan)));
        Writer { output, header }
    }

    pub(super) fn write(&mut self, line: &[u8]) -> io::Result<()> {
        if let Some(header) = self.header.take() {
            self.output.write_all(&header)?;
        }
        self.output.write_all(line)
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// Writes what came of one record, its line end included.
pub(super) fn line(format: Format, plan: &Plan, scored: &Scored) -> Vec<u8> {
    match format {
        Format::Jsonl => {
            let mut line = json(scored).compact().into_bytes();
            line.push(b'\n');
            line
        }
        Format::Csv => row(&cells(plan, scored)),
        Format::Words => words(scored).into_bytes(),
    }
}

fn json(scored: &Scored) -> Json {
    let id = scored.id.as_ref().map(|id| ("leadId".to_owned(), id.as_str().into()));
    let members: Vec<Member> = match &scored.result {
        Ok(Json::Object(members)) => members.clone(),
        Ok(other) => vec![("score".to_owned(), other.clone())],
        Err(fault) => vec![
            ("error".to_owned(), fault.message.as_str().into()),
            ("line".to_owned(), Json::Number(fault.place.line as f64)),
        ],
    };
    Json::Object(id.into_iter().chain(members).collect())
}

/// The columns that every config has, with their paths in the envelope.
const COLUMNS: [(&str, &str); 9] = [
    ("score", "score"),
    ("stage", "stage"),
    ("temperature", "temperature"),
    ("grade", "grade.cell"),
    ("fit", "grade.fit"),
    ("completeness", "grade.completeness"),
    ("p", "p"),
    ("now", "now"),
    ("config", "config"),
];

/// The dimensions of a plan, sorted, as its envelopes name them.
fn dimensions(plan: &Plan) -> Vec<&str> {
    let own = plan.scoring.rules.iter().map(|rule| rule.dimension.as_str());
    let mut names: Vec<&str> = own.chain(["fit", "engagement"]).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn header(plan: &Plan) -> Vec<String> {
    let own = COLUMNS.iter().map(|(name, _)| (*name).to_owned());
    let dimensions = dimensions(plan).into_iter().map(|name| format!("dimensions.{name}"));
    ["leadId".to_owned()]
        .into_iter()
        .chain(own)
        .chain(dimensions)
        .chain(["gates".to_owned(), "reasons".to_owned(), "error".to_owned()])
        .collect()
}

fn cells(plan: &Plan, scored: &Scored) -> Vec<String> {
    let envelope = scored.result.as_ref().unwrap_or(&Json::Null);
    let cell = |path: &str| match lookup(envelope, path) {
        Json::Text(text) => safe(text),
        Json::Number(number) => number_text(*number),
        _ => String::new(),
    };
    let mut cells = vec![safe(scored.id.as_deref().unwrap_or_default())];
    cells.extend(COLUMNS.iter().map(|(_, path)| cell(path)));
    let dimensions = dimensions(plan).into_iter().map(|name| cell(&format!("dimensions.{name}.percent")));
    cells.extend(dimensions);
    let gates: Vec<&str> = envelope.list_at("gates").iter().filter_map(|gate| gate.text_at("reason")).collect();
    cells.push(safe(&gates.join("; ")));
    cells.push(safe(&reasons(envelope).join("; ")));
    cells.push(scored.result.as_ref().err().map(|fault| safe(&fault.to_string())).unwrap_or_default());
    cells
}

fn row(cells: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory fails for nobody.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

/// Says a score to a person: the headline, and below it what the inbox and a page's script say, too.
fn words(scored: &Scored) -> String {
    let name = scored.id.as_ref().map_or_else(|| scored.place.to_string(), |id| plain(id));
    let envelope = match &scored.result {
        Ok(envelope) => envelope,
        Err(fault) => return format!("{name}: can't be scored. {}\n\n", plain(&fault.message)),
    };
    let text = |path: &str| match lookup(envelope, path) {
        Json::Text(text) => plain(text),
        Json::Number(number) => number_text(*number),
        _ => "unknown".to_owned(),
    };
    let mut said = format!(
        "{name}: {} of 100, {}, stage {}, grade {}\n",
        text("score"),
        text("temperature"),
        text("stage"),
        text("grade.cell")
    );
    for line in explanation(envelope, &scored.ahead) {
        said.push_str(&format!("  {}\n", plain(&line)));
    }
    said.push('\n');
    said
}
