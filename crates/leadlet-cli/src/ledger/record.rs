//! A record read: one lead as the core takes it, or why it can't be scored.
//!
//! What could only give a wrong number is refused: a member with a slip in its name, an event without
//! a time, an answer that is no answer. What is merely odd, as an answer that the field would not
//! have taken, is scored as it stands and said by the core's doubts.

use super::{
    Content, Entry, Fault,
    events::{Found, event},
    instant,
    sheet::Names,
};
use leadlet_core::{
    answer::Answer,
    diagnostic::nearest,
    facts::{Surroundings, lookup},
    json::{Json, Member, parse},
    lead::ReceivedLead,
    signals::{MOST_SCORED, Signal},
};

/// The members of a record that mean something, and those of a posted lead that do not matter here.
const MEMBERS: [&str; 15] = [
    "answers",
    "events",
    "visitor",
    "attribution",
    "now",
    "submittedAt",
    "leadId",
    "id",
    "lead_id",
    "score",
    "outcome",
    "config",
    "consents",
    "locale",
    "version",
];

/// One lead's facts.
pub(crate) struct Record {
    /// The lead's name, where it has one.
    pub(crate) id: Option<String>,
    /// What the core scores.
    pub(crate) lead: ReceivedLead,
    /// The value of the column that was asked for beside the facts.
    pub(crate) extra: Option<Json>,
}

impl Entry {
    /// Reads the record. `now` is the time it is scored for, whatever the record says.
    ///
    /// # Errors
    /// Why it can't be scored.
    pub(crate) fn read(&mut self, names: &Names, now: Option<i64>) -> Result<Record, Fault> {
        let events = core::mem::take(&mut self.events);
        let content = &self.content;
        let read = || -> Result<Record, String> {
            let (json, mut extra) = match content {
                Content::Line(line) => (line_json(line)?, None),
                Content::Row(row, sheet) => sheet.record(row)?,
            };
            if let (Some(path), Content::Line(_)) = (&names.extra, content) {
                extra = Some(lookup(&json, path).clone());
            }
            Record::of(&json, events, now, extra, names)
        };
        read().map_err(|message| Fault { place: self.place.clone(), message })
    }

    /// Gives the name of the lead as far as it can be read without the rest.
    pub(crate) fn id(&self) -> Option<String> {
        match &self.content {
            Content::Line(line) => line_json(line).ok().and_then(|json| id_of(&json)),
            Content::Row(row, sheet) => sheet.id(row),
        }
    }
}

pub(super) fn line_json(line: &[u8]) -> Result<Json, String> {
    let text = core::str::from_utf8(line)
        .map_err(|error| format!("Byte {} is not UTF-8; save the file as UTF-8.", error.valid_up_to() + 1))?;
    parse(text).map_err(|error| format!("Not JSON at byte {}: {}.", error.at + 1, error.message))
}

pub(super) fn id_of(json: &Json) -> Option<String> {
    ["leadId", "id", "lead_id"].into_iter().find_map(|name| match json.get(name)? {
        Json::Text(text) => Some(text.clone()),
        Json::Number(number) => Some(leadlet_core::json::number_text(*number)),
        _ => None,
    })
}

impl Record {
    fn of(
        json: &Json,
        of_file: Vec<Found>,
        now: Option<i64>,
        extra: Option<Json>,
        names: &Names,
    ) -> Result<Self, String> {
        let Some(members) = json.as_object() else {
            return Err(format!("The line is {}; an object with answers must stand here.", json.kind()));
        };
        for (name, _) in members.iter().filter(|(name, _)| !MEMBERS.contains(&name.as_str())) {
            let is_asked = names.extra.as_deref() == Some(name.as_str());
            if let Some(meant) = nearest(name, &MEMBERS).filter(|_| !is_asked) {
                return Err(format!("There is no member {name:?} in a lead. Did you mean {meant:?}?"));
            }
        }
        let answers = answers_of(json)?;
        let signals = signals_of(json, of_file)?;
        let submitted_at = match now {
            Some(now) => now,
            None => time_of(json)?,
        };
        check_scalars(json, "visitor")?;
        check_scalars(json, "attribution")?;
        // The core reads them as a receiver would; the events it is given beside, because a receiver
        // takes fewer than a warehouse may hold.
        let without_events = members.iter().filter(|(name, _)| name != "events").cloned().collect();
        let surroundings = Surroundings { signals, ..Surroundings::from_lead(&Json::Object(without_events)) };
        let text = |path| lookup(json, path).as_text().unwrap_or_default().to_owned();
        Ok(Record {
            id: id_of(json),
            extra,
            lead: ReceivedLead {
                lead_id: text("leadId"),
                config_id: text("config.id"),
                config_hash: text("config.hash"),
                submitted_at,
                answers,
                surroundings,
                // What it was scored before is not looked at: this is the score.
                score: None,
                outcome: None,
            },
        })
    }
}

fn answers_of(json: &Json) -> Result<Vec<Member>, String> {
    let answers = match json.get("answers") {
        None | Some(Json::Null) => return Ok(Vec::new()),
        Some(Json::Object(answers)) => answers,
        Some(other) => return Err(format!("answers: It is {}, not an object of names and answers.", other.kind())),
    };
    for (index, (name, answer)) in answers.iter().enumerate() {
        if answers.iter().take(index).any(|(other, _)| other == name) {
            return Err(format!("answers.{name}: It is there twice."));
        }
        if *answer != Json::Null && Answer::from_json(answer).is_none() {
            return Err(format!(
                "answers.{name}: It is {}; an answer is a text, a number, true or false, or a list of texts.",
                answer.kind()
            ));
        }
    }
    Ok(answers.iter().filter(|(_, answer)| *answer != Json::Null).cloned().collect())
}

fn signals_of(json: &Json, of_file: Vec<Found>) -> Result<Vec<Signal>, String> {
    let own = match json.get("events") {
        None | Some(Json::Null) => &[],
        Some(Json::List(events)) => events.as_slice(),
        Some(other) => return Err(format!("events: It is {}, not a list.", other.kind())),
    };
    if !own.is_empty() && !of_file.is_empty() {
        return Err("events: They stand here and in the file of events; give one of them.".to_owned());
    }
    let count = own.len() + of_file.len();
    if count > MOST_SCORED {
        return Err(format!(
            "events: There are {count}; a lead is scored exactly up to {MOST_SCORED}. Keep the newest, or those that rules count."
        ));
    }
    let place = |index: usize| move |message: String| format!("events[{index}]{message}");
    let own = own.iter().enumerate().map(|(index, json)| event(json).map_err(place(index)));
    let of_file = of_file.into_iter().map(|found| {
        found.map_err(|Fault { place, message }| format!("An event of this lead can't be used: {place}: {message}"))
    });
    own.chain(of_file).collect()
}

/// Finds the time a record is scored for: its own, when it was submitted, or when it was scored before.
fn time_of(json: &Json) -> Result<i64, String> {
    for path in ["now", "score.now", "submittedAt"] {
        let time = lookup(json, path);
        if *time != Json::Null {
            return instant::of_json(time).map_err(|wrong| format!("{path}: It {wrong}."));
        }
    }
    Err("There is no time to score it for: give --now, or now or submittedAt in the record.".to_owned())
}

/// Refuses what the core would read as absent.
fn check_scalars(json: &Json, part: &str) -> Result<(), String> {
    let members = match json.get(part) {
        None | Some(Json::Null) => return Ok(()),
        Some(Json::Object(members)) => members,
        Some(other) => return Err(format!("{part}: It is {}, not an object.", other.kind())),
    };
    for (name, value) in members {
        let may_nest = part == "attribution";
        if matches!(value, Json::List(_) | Json::Object(_)) && !may_nest {
            return Err(format!(
                "{part}.{name}: It is {}; a text, a number, true or false belongs here.",
                value.kind()
            ));
        }
    }
    Ok(())
}
