//! Events: what one must look like, and files that hold nothing else.
//!
//! A file of events is held in memory by lead, unless it and the leads are sorted: then both are read
//! side by side, and an order that is not kept is found at the first line that breaks it, before any
//! lead could be scored without its events.

use super::{
    Fault, Place, instant, opened,
    progress::Progress,
    record::{id_of, line_json},
};
use crate::{eval::read_line, terminal::plain};
use leadlet_core::{
    json::{Json, Member, parse},
    signals::{MAX_PROPS, MOST_SCORED, Signal},
};
use std::{
    collections::HashMap,
    ffi::OsStr,
    io::{BufReader, Read},
    path::Path,
    sync::Arc,
};

/// Reads an event as a lead holds it; the time may also be of ISO 8601.
///
/// # Errors
/// What is wrong, beginning with the member it is about: ".t: It is missing …".
pub(super) fn event(json: &Json) -> Result<Signal, String> {
    if json.as_object().is_none() {
        return Err(format!(": It is {}, not an object with t and kind.", json.kind()));
    }
    let at = match json.get("t") {
        None | Some(Json::Null) => return Err(".t: The time of the event is missing.".to_owned()),
        Some(time) => instant::of_json(time).map_err(|wrong| format!(".t: It {wrong}."))?,
    };
    if json.text_at("kind").is_none_or(|kind| kind.trim().is_empty()) {
        return Err(".kind: The kind of the event is missing, as \"page\".".to_owned());
    }
    for name in ["path", "name"] {
        if !matches!(json.at(name), Json::Null | Json::Text(_)) {
            return Err(format!(".{name}: It is {}, not a text.", json.at(name).kind()));
        }
    }
    if let Some(wrong) = props_fault(json.at("props")) {
        return Err(format!(".props{wrong}"));
    }
    let members = json.as_object().unwrap_or_default();
    let others = members.iter().filter(|(name, _)| name != "t").cloned();
    let exact = Json::Object([("t".to_owned(), Json::from(at))].into_iter().chain(others).collect());
    Signal::from_json(&exact).ok_or_else(|| ": It has not the form of an event.".to_owned())
}

/// Finds what of the properties of an event would be dropped or cut: a rule that reads it could only be wrong.
fn props_fault(json: &Json) -> Option<String> {
    let props = match json {
        Json::Null => return None,
        Json::Object(props) => props,
        other => return Some(format!(": It is {}, not an object of names and values.", other.kind())),
    };
    if props.len() > MAX_PROPS {
        return Some(format!(": There are {}; an event has at most {MAX_PROPS}.", props.len()));
    }
    let kept = Signal::page(0, "").with_props(json).props;
    props.iter().enumerate().find_map(|(index, (name, value))| match value {
        Json::Text(text) if text.chars().count() > 200 => Some(format!(".{name}: It has more than 200 characters.")),
        Json::Text(_) | Json::Number(_) | Json::Bool(_) => {
            let is_kept = kept.get(index).is_some_and(|(known, _)| known == name);
            (!is_kept).then(|| format!(".{name}: A name stands once and is of letters, digits, - and _, 64 at most."))
        }
        other => Some(format!(".{name}: It is {}, not a text, a number, true or false.", other.kind())),
    })
}

/// Takes away what joins a message to the place of an event in a list.
fn bare(message: &str) -> String {
    message.trim_start_matches(['.', ':', ' ']).to_owned()
}

/// A file of events.
pub(super) struct Events {
    input: Input,
    how: How,
}

enum How {
    /// All events by lead, with the place of the first.
    Held(HashMap<String, Group>),
    /// The next one, and the lead that was asked for last.
    Merged { next: Option<Owned>, last: Option<String>, strays: u64 },
}

/// The events of one lead.
#[derive(Default)]
struct Group {
    events: Vec<Found>,
    is_asked_for: bool,
}

/// An event of a file, or what is wrong with it and where.
pub(super) type Found = Result<Signal, Fault>;

/// An event with the name of its lead and its place.
type Owned = (String, Place, Found);

struct Input {
    file: Arc<str>,
    line: u64,
    form: Form,
}

enum Form {
    Lines(BufReader<Box<dyn Read + Send>>),
    Rows(Box<csv::Reader<Box<dyn Read + Send>>>, Vec<String>),
    Read,
}

/// The columns of a CSV of events; others are passed over.
const COLUMNS: [&str; 6] = ["leadId", "t", "kind", "path", "name", "props"];

impl Events {
    pub(super) fn open(name: &OsStr, sorted: bool) -> Result<Self, Fault> {
        let shown: Arc<str> = plain(&name.to_string_lossy()).into();
        let input = opened(name, &shown, &Progress::over([].into_iter()))?;
        let is_csv = Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        let form = if is_csv { rows(input, &shown)? } else { Form::Lines(input) };
        let mut input = Input { file: shown, line: 0, form };
        if sorted {
            let next = input.next()?;
            return Ok(Events { input, how: How::Merged { next, last: None, strays: 0 } });
        }
        let mut held: HashMap<String, Group> = HashMap::new();
        while let Some((id, _, event)) = input.next()? {
            let group = held.entry(id).or_default();
            // More than can be scored are refused anyway; one more shows that they are too many.
            if group.events.len() <= MOST_SCORED {
                group.events.push(event);
            }
        }
        input.form = Form::Read;
        Ok(Events { input, how: How::Held(held) })
    }

    /// Gives the events of a lead.
    ///
    /// # Errors
    /// Where the files are not sorted as promised, or the file of events can't be read on.
    pub(super) fn of(&mut self, id: Option<&str>, lead: &Place) -> Result<Vec<Found>, Fault> {
        let Some(id) = id else {
            let message = "It has no leadId, by which its events are found.".to_owned();
            return Ok(vec![Err(Fault { place: lead.clone(), message })]);
        };
        let (next, last, strays) = match &mut self.how {
            How::Held(held) => {
                let Some(group) = held.get_mut(id) else { return Ok(Vec::new()) };
                group.is_asked_for = true;
                return Ok(group.events.clone());
            }
            How::Merged { next, last, strays } => (next, last, strays),
        };
        if last.as_deref().is_some_and(|last| last >= id) {
            return Err(Fault {
                place: lead.clone(),
                message: format!(
                    "The lead {id:?} comes after {:?}: the leads are not sorted, or one is there twice. Sort both files by leadId with LC_ALL=C, or leave out --sorted.",
                    last.as_deref().unwrap_or_default()
                ),
            });
        }
        *last = Some(id.to_owned());
        let mut found = Vec::new();
        while let Some((owner, place, event)) = next.take_if(|(owner, _, _)| owner.as_str() <= id) {
            if owner == id {
                found.push(event);
            } else {
                *strays += 1;
            }
            *next = self.input.next()?;
            if let Some((after, place_after, _)) = next
                && *after < owner
            {
                let message = format!(
                    "An event of {after:?} comes after one of {owner:?} (line {}): the events are not sorted. Sort both files by leadId with LC_ALL=C, or leave out --sorted.",
                    place.line
                );
                return Err(Fault { place: place_after.clone(), message });
            }
        }
        Ok(found)
    }

    /// Says how many events belong to no lead that was read.
    pub(super) fn left_over(&mut self) -> Result<Option<String>, Fault> {
        let strays = match &mut self.how {
            How::Held(held) => {
                held.values().filter(|group| !group.is_asked_for).map(|group| group.events.len() as u64).sum()
            }
            How::Merged { next, strays, .. } => {
                let mut count = *strays + u64::from(next.is_some());
                while self.input.next()?.is_some() {
                    count += 1;
                }
                count
            }
        };
        Ok((strays > 0).then(|| format!("{strays} events of {} belong to no lead that was read.", self.input.file)))
    }
}

fn rows(input: BufReader<Box<dyn Read + Send>>, shown: &Arc<str>) -> Result<Form, Fault> {
    let delimiter = super::sheet::delimiter_of(input.buffer());
    let input: Box<dyn Read + Send> = Box::new(input);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(input);
    let header =
        reader.headers().map_err(|error| Fault::of_file(shown, format!("The header can't be read: {error}.")))?;
    let header: Vec<String> = header
        .iter()
        .map(|name| match name.trim_start_matches('\u{feff}').trim() {
            "id" | "lead_id" => "leadId".to_owned(),
            name => name.to_owned(),
        })
        .collect();
    for needed in ["leadId", "t", "kind"] {
        if header.iter().filter(|name| *name == needed).count() != 1 {
            return Err(Fault::of_file(
                shown,
                format!("Events need one column {needed:?}; the columns are: {}.", header.join(", ")),
            ));
        }
    }
    Ok(Form::Rows(Box::new(reader), header))
}

impl Input {
    fn next(&mut self) -> Result<Option<Owned>, Fault> {
        let at = |line: u64, message: String| Fault { place: Place { file: self.file.clone(), line }, message };
        match &mut self.form {
            Form::Read => Ok(None),
            Form::Lines(input) => loop {
                self.line += 1;
                let mut line = Vec::new();
                let read = read_line(input, &mut line);
                if !read.map_err(|error| at(self.line, format!("Reading breaks off here: {error}.")))? {
                    return Ok(None);
                }
                if line.trim_ascii().is_empty() {
                    continue;
                }
                let json = line_json(&line).map_err(|message| at(self.line, message))?;
                let id = id_of(&json).ok_or_else(|| at(self.line, "The event has no leadId.".to_owned()))?;
                let found = event(&json).map_err(|message| at(self.line, bare(&message)));
                return Ok(Some((id, Place { file: self.file.clone(), line: self.line }, found)));
            },
            Form::Rows(reader, header) => {
                let mut row = csv::StringRecord::new();
                let here = reader.position().line();
                if !reader
                    .read_record(&mut row)
                    .map_err(|error| at(here, format!("The row can't be read: {error}.")))?
                {
                    return Ok(None);
                }
                let line = row.position().map_or(here, csv::Position::line);
                if row.len() != header.len() {
                    return Err(at(line, format!("The row has {} cells, the header {}.", row.len(), header.len())));
                }
                let mut id = String::new();
                let mut members: Vec<Member> = Vec::new();
                for (name, cell) in header
                    .iter()
                    .zip(&row)
                    .filter(|(name, cell)| COLUMNS.contains(&name.as_str()) && !cell.trim().is_empty())
                {
                    if name == "leadId" {
                        id = cell.trim().to_owned();
                    } else if name == "props" {
                        // What is no JSON stays a text, which the event is refused for.
                        members.push((name.clone(), parse(cell).unwrap_or_else(|_| cell.into())));
                    } else {
                        members.push((name.clone(), cell.trim().into()));
                    }
                }
                if id.is_empty() {
                    return Err(at(line, "The event has no leadId.".to_owned()));
                }
                let found = event(&Json::Object(members)).map_err(|message| at(line, bare(&message)));
                Ok(Some((id, Place { file: self.file.clone(), line }, found)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlet_core::json::parse;

    fn read(props: &str) -> Result<usize, String> {
        let text = format!(r#"{{"t":1760000000000,"kind":"product","props":{props}}}"#);
        event(&parse(&text).unwrap()).map(|signal| signal.props.len())
    }

    #[test]
    fn properties_of_an_event_are_kept_whole_or_refused() {
        assert_eq!(read(r#"{"seats":12,"plan":"team","paid":true}"#), Ok(3));
        assert_eq!(read("null"), Ok(0));
        for (props, wrong) in [
            ("[]", ".props: It is a list"),
            (r#"{"a b":1}"#, ".props.a b: A name stands once"),
            (r#"{"a":1,"a":2}"#, ".props.a: A name stands once"),
            (r#"{"deep":{}}"#, ".props.deep: It is an object"),
        ] {
            let said = read(props).unwrap_err();
            assert!(said.starts_with(wrong), "{said}");
        }
        let many: Vec<String> = (0..11).map(|number| format!(r#""n{number}":1"#)).collect();
        assert!(read(&format!("{{{}}}", many.join(","))).unwrap_err().contains("at most 10"));
        assert!(read(&format!(r#"{{"long":"{}"}}"#, "x".repeat(201))).unwrap_err().contains("200 characters"));
    }
}
