//! The leads as a file: CSV for a spreadsheet, JSON for a program.
//!
//! Both are written while they are read, and break off visibly where the database fails. In the CSV
//! nothing a visitor wrote can become a formula: see [`inert_cell`](safe).

use super::reading::{Reading, rfc3339, told};
use super::{Asked, understood};
use crate::serve::Receiver;
use crate::serve::reply::Refusal;
use crate::serve::store::{Found, Search, StoredLead};
use crate::terminal::inert_cell as safe;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use leadlet_core::json::{Json, object};
use std::io;
use std::sync::Arc;

/// `GET /inbox/leads.csv`: one row per lead, one column per answer name.
///
/// Starts with a byte order mark, without which Excel takes UTF-8 for another encoding. Everything
/// but the score is in quotes, so that a spreadsheet that separates by semicolons can't split a
/// cell.
pub(super) async fn csv(State(receiver): State<Arc<Receiver>>, asked: Asked) -> Result<Response, Refusal> {
    let search = understood(asked)?;
    Ok(download(&receiver, search, "text/csv; charset=utf-8", "leads.csv", Box::<Csv>::default()))
}

/// `GET /inbox/leads.json`: a list of `{lead, receivedAt, scoreCheck, doubts, samePersonAs, disposableMail,
/// mark, markedAt, recomputed}`, `lead` as it came.
pub(super) async fn json(State(receiver): State<Arc<Receiver>>, asked: Asked) -> Result<Response, Refusal> {
    let search = understood(asked)?;
    Ok(download(&receiver, search, "application/json", "leads.json", Box::<JsonList>::default()))
}

/// A file format, written piece by piece.
trait Format: Send {
    /// Writes one piece.
    fn piece(&mut self, found: &Found) -> io::Result<Vec<u8>>;

    /// Writes what stands after the last lead.
    fn end(&mut self) -> Vec<u8>;
}

fn download(receiver: &Receiver, search: Search, media: &'static str, name: &str, format: Box<dyn Format>) -> Response {
    let pieces = stream::unfold((receiver.store.all(search), Some(format)), async |(mut found, format)| {
        let mut format = format?;
        let piece = match found.recv().await {
            Some(Ok(piece)) => format.piece(&piece),
            // An error here closes the connection before the announced end, so that nobody takes
            // half an export for a whole one.
            Some(Err(error)) => Err(io::Error::other(error)),
            None => return Some((Ok(format.end()), (found, None))),
        };
        if let Err(error) = &piece {
            tracing::error!(%error, "an export broke off");
        }
        Some((piece, (found, Some(format))))
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, Body::from_stream(pieces)).into_response()
}

/// The columns before those of the answers.
const COLUMNS: [&str; 17] = [
    "leadId",
    "receivedAt",
    "submittedAt",
    "config",
    "email",
    "score",
    "stage",
    "temperature",
    "outcome",
    "scoreCheck",
    "reasons",
    "consentsGiven",
    "consentsRefused",
    "samePersonAs",
    "disposableMail",
    "mark",
    "markedAt",
];

#[derive(Default)]
struct Csv {
    names: Vec<String>,
}

impl Format for Csv {
    fn piece(&mut self, found: &Found) -> io::Result<Vec<u8>> {
        match found {
            Found::AnswerNames(names) => {
                self.names.clone_from(names);
                let answers = names.iter().map(|name| format!("answers.{name}"));
                let head: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).chain(answers).collect();
                Ok(["\u{feff}".as_bytes(), &record(head)?].concat())
            }
            Found::Lead(lead) => record(self.cells(lead)),
        }
    }

    fn end(&mut self) -> Vec<u8> {
        Vec::new()
    }
}

impl Csv {
    fn cells(&self, lead: &StoredLead) -> Vec<String> {
        let reading = Reading::of(lead);
        let consents = reading.consents();
        let purposes = |given: bool| {
            let chosen = consents.iter().filter(|consent| consent.given == given);
            safe(&chosen.map(|consent| consent.purpose.as_str()).collect::<Vec<_>>().join("; "))
        };
        let column = |value: &Option<String>| safe(value.as_deref().unwrap_or_default());
        let mut cells = vec![
            safe(&lead.lead_id),
            rfc3339(lead.received_at),
            rfc3339(lead.submitted_at),
            safe(&lead.config_id),
            column(&lead.email),
            // A number of our own; made safe, a negative score would no longer be one.
            lead.score.map(|score| score.to_string()).unwrap_or_default(),
            column(&lead.stage),
            column(&lead.temperature),
            column(&lead.outcome),
            lead.score_check.word().to_owned(),
            safe(&reading.reasons().join("; ")),
            purposes(true),
            purposes(false),
            column(&lead.first_of_person),
            if reading.is_disposable() { "yes" } else { "no" }.to_owned(),
            lead.marked.map(|marked| marked.mark.word().to_owned()).unwrap_or_default(),
            lead.marked.map(|marked| rfc3339(marked.at)).unwrap_or_default(),
        ];
        let answers = reading.body().get("answers").unwrap_or(&Json::Null);
        cells.extend(self.names.iter().map(|name| safe(&answers.get(name).map(told).unwrap_or_default())));
        cells
    }
}

fn record(cells: Vec<String>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::NonNumeric)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(cells)?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

#[derive(Default)]
struct JsonList {
    has_some: bool,
}

impl Format for JsonList {
    fn piece(&mut self, found: &Found) -> io::Result<Vec<u8>> {
        let Found::Lead(lead) = found else {
            return Ok(b"[".to_vec());
        };
        let reading = Reading::of(lead);
        let entry = object(vec![
            ("lead", reading.body().clone()),
            ("receivedAt", lead.received_at.into()),
            ("scoreCheck", lead.score_check.word().into()),
            ("doubts", reading.doubts().into()),
            ("samePersonAs", lead.first_of_person.clone().into()),
            ("disposableMail", reading.is_disposable().into()),
            ("mark", lead.marked.map(|marked| marked.mark.word()).into()),
            ("markedAt", lead.marked.map(|marked| marked.at).into()),
            ("recomputed", reading.our_envelope().cloned().unwrap_or(Json::Null)),
        ]);
        let before = if self.has_some { ",\n" } else { "\n" };
        self.has_some = true;
        Ok(format!("{before}{entry}").into_bytes())
    }

    fn end(&mut self) -> Vec<u8> {
        b"\n]\n".to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_starts_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"] {
            assert_eq!(safe(text), format!("'{text}"));
        }
        assert_eq!(safe("1=1"), "1=1");
    }
}
