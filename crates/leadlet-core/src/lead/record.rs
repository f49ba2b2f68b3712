//! One lead's facts as a backend keeps them: read strictly, or refused with every reason.
//!
//! [`ReceivedLead::read`] is for what a widget posts, and passes over what it does not know. Here somebody
//! puts facts together by hand, so what could only give a wrong number is refused: a slip in a member's
//! name, an event without a time, seconds for milliseconds, an answer that is no answer.

use super::ReceivedLead;
use crate::{
    answer::Answer,
    diagnostic::Diagnostic,
    facts::{Surroundings, lookup},
    json::{Json, Member, at_index, at_key, whole_text},
    signals::{MOST_SCORED, Signal},
};

/// The members that mean something here, and those of a posted lead that do not matter.
const MEMBERS: [&str; 13] = [
    "answers",
    "events",
    "visitor",
    "attribution",
    "now",
    "submittedAt",
    "leadId",
    "score",
    "outcome",
    "config",
    "consents",
    "locale",
    "version",
];

/// The first time that is taken for milliseconds, in 1973: what is less is likely seconds.
const FIRST: i64 = 100_000_000_000;

/// The last one: the end of the year 9999.
const LAST: i64 = 253_402_300_799_999;

impl ReceivedLead {
    /// Reads facts: `answers`, `events`, `visitor`, `attribution`, each of which may be missing. A whole lead
    /// will do. `now` is the time to score them for, in milliseconds since 1970 (from 1973 to 9999); `None`
    /// takes their own `now`, else when they were scored (`score.now`), else `submittedAt`.
    ///
    /// What the facts claim as their score is not kept: this is for scoring them.
    ///
    /// # Errors
    /// Everything that could only give a wrong number, each with its path and what belongs there.
    pub fn of_facts(facts: &Json, now: Option<i64>) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let Some(members) = facts.as_object() else {
            let message = ["The facts are ", facts.kind(), "; an object with answers must stand here."];
            return Err(vec![Diagnostic::error("facts/not-an-object", "", &message)]);
        };
        for (name, _) in members {
            if !MEMBERS.contains(&name.as_str()) {
                faults.push(
                    Diagnostic::error("facts/unknown-member", name, &["There is no such member in a lead's facts."])
                        .suggest_name(name, &MEMBERS),
                );
            }
        }
        let answers = answers(facts, &mut faults);
        let signals = events(facts, &mut faults);
        scalars(facts, "visitor", &mut faults);
        let submitted_at = match now {
            Some(now) => time(&now.into(), "now", &mut faults),
            None => own_time(facts, &mut faults),
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        let text = |path| lookup(facts, path).as_text().unwrap_or_default().to_owned();
        // The events are here already, and the answers are not looked at.
        let is_still = |member: &&Member| matches!(member.0.as_str(), "attribution" | "visitor");
        let still = Json::Object(members.iter().filter(is_still).cloned().collect());
        Ok(ReceivedLead {
            lead_id: text("leadId"),
            config_id: text("config.id"),
            config_hash: text("config.hash"),
            submitted_at,
            answers,
            surroundings: Surroundings { signals, ..Surroundings::from_lead(&still) },
            score: None,
            outcome: None,
        })
    }
}

fn answers(facts: &Json, faults: &mut Vec<Diagnostic>) -> Vec<Member> {
    let mut read: Vec<Member> = Vec::new();
    for (name, answer) in members_of(facts, "answers", faults) {
        let path = at_key("answers", name);
        if read.iter().any(|(other, _)| other == name) {
            faults.push(Diagnostic::error("facts/repeated", &path, &["It is there twice."]));
        } else if *answer != Json::Null && Answer::from_json(answer).is_none() {
            faults.push(
                Diagnostic::error("facts/bad-answer", &path, &["It is ", answer.kind(), "."])
                    .suggest(&["An answer is a text, a number, true or false, or a list of texts."]),
            );
        } else if *answer != Json::Null {
            read.push((name.clone(), answer.clone()));
        }
    }
    read
}

fn events(facts: &Json, faults: &mut Vec<Diagnostic>) -> Vec<Signal> {
    let events = match facts.at("events") {
        Json::Null => &[],
        Json::List(events) => events.as_slice(),
        other => {
            faults.push(Diagnostic::error("facts/bad-events", "events", &["It is ", other.kind(), ", not a list."]));
            &[]
        }
    };
    if events.len() > MOST_SCORED {
        let count = whole_text(i64::try_from(events.len()).unwrap_or(i64::MAX));
        let message = ["There are ", &count, "; a lead is scored exactly up to 10000."];
        faults.push(
            Diagnostic::error("facts/too-many-events", "events", &message)
                .suggest(&["Keep the newest, or those that rules count."]),
        );
        return Vec::new();
    }
    let mut signals = Vec::with_capacity(events.len());
    for (index, event) in events.iter().enumerate() {
        match signal(event) {
            Some(signal) => signals.push(signal),
            None => explain(event, &at_index("events", index), faults),
        }
    }
    signals
}

/// Reads an event; `None` where something about it is wrong.
fn signal(event: &Json) -> Option<Signal> {
    let is_timed = event.whole_at("t").is_some_and(|time| (FIRST..=LAST).contains(&time));
    let is_kind = event.text_at("kind").is_some_and(|kind| !kind.trim().is_empty());
    let has_texts = ["path", "name"].iter().all(|name| matches!(event.at(name), Json::Null | Json::Text(_)));
    if is_timed && is_kind && has_texts { Signal::from_json(event) } else { None }
}

/// Adds everything that is wrong with an event.
fn explain(event: &Json, path: &str, faults: &mut Vec<Diagnostic>) {
    if event.as_object().is_none() {
        let message = ["It is ", event.kind(), ", not an object with t and kind."];
        faults.push(Diagnostic::error("facts/bad-event", path, &message));
        return;
    }
    time(event.at("t"), &at_key(path, "t"), faults);
    if event.text_at("kind").is_none_or(|kind| kind.trim().is_empty()) {
        let message = ["The kind of the event is missing, as \"page\"."];
        faults.push(Diagnostic::error("facts/bad-event", &at_key(path, "kind"), &message));
    }
    for name in ["path", "name"] {
        if !matches!(event.at(name), Json::Null | Json::Text(_)) {
            let message = ["It is ", event.at(name).kind(), ", not a text."];
            faults.push(Diagnostic::error("facts/bad-event", &at_key(path, name), &message));
        }
    }
}

/// Reads a time, or adds why it is none; then the time is 0 and nothing is scored.
fn time(json: &Json, path: &str, faults: &mut Vec<Diagnostic>) -> i64 {
    let wrong = match json.as_whole() {
        Some(time) if (FIRST..=LAST).contains(&time) => return time,
        Some(time) if (0..FIRST).contains(&time) => {
            ["It is ", &whole_text(time), ", which looks like seconds or a count."].concat()
        }
        Some(time) => ["It is ", &whole_text(time), ", which no clock shows between 1973 and 9999."].concat(),
        None if json.as_number().is_some() => "It is no whole number of milliseconds.".to_owned(),
        None if *json == Json::Null => "The time is missing.".to_owned(),
        None => ["It is ", json.kind(), ", not a time."].concat(),
    };
    faults.push(
        Diagnostic::error("facts/bad-time", path, &[&wrong])
            .suggest(&["Write whole milliseconds since 1970, as 1768478400000."]),
    );
    0
}

fn own_time(facts: &Json, faults: &mut Vec<Diagnostic>) -> i64 {
    let given = ["now", "score.now", "submittedAt"].into_iter().find(|path| *lookup(facts, path) != Json::Null);
    if let Some(path) = given {
        return time(lookup(facts, path), path, faults);
    }
    faults.push(
        Diagnostic::error("facts/no-time", "now", &["There is no time to score the facts for."])
            .suggest(&["Give now beside the facts, or now or submittedAt in them."]),
    );
    0
}

/// Refuses what the core would read as absent.
fn scalars(facts: &Json, part: &str, faults: &mut Vec<Diagnostic>) {
    for (name, value) in members_of(facts, part, faults) {
        if matches!(value, Json::List(_) | Json::Object(_)) {
            let message = ["It is ", value.kind(), "; a text, a number, true or false belongs here."];
            faults.push(Diagnostic::error("facts/bad-fact", &at_key(part, name), &message));
        }
    }
}

fn members_of<'f>(facts: &'f Json, part: &str, faults: &mut Vec<Diagnostic>) -> &'f [Member] {
    match facts.at(part) {
        Json::Null => &[],
        Json::Object(members) => members,
        other => {
            let message = ["It is ", other.kind(), ", not an object of names and values."];
            faults.push(Diagnostic::error("facts/bad-part", part, &message));
            &[]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn faults(text: &str, now: Option<i64>) -> Vec<String> {
        let refused = ReceivedLead::of_facts(&parse(text).unwrap(), now).expect_err("it must be refused");
        refused.iter().map(|fault| [&fault.path, " ", fault.code].concat()).collect()
    }

    const NOW: i64 = 1_768_478_400_000;

    #[test]
    fn the_least_facts_are_a_time() {
        let lead = ReceivedLead::of_facts(&parse("{}").unwrap(), Some(NOW)).unwrap();
        assert_eq!((lead.submitted_at, lead.answers.len(), lead.surroundings), (NOW, 0, Surroundings::default()));
        let own = ReceivedLead::of_facts(&parse(r#"{"submittedAt":1768478400000}"#).unwrap(), None).unwrap();
        assert_eq!(own.submitted_at, NOW);
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let text = r#"{"answer":{},"answers":{"a":1,"a":2,"b":{}},"visitor":{"plan":[]},
            "events":[{"t":1768478400,"kind":"page"},{"t":1768478400000,"kind":" ","path":3},7,{"kind":"page"}]}"#;
        assert_eq!(
            faults(text, None),
            [
                "answer facts/unknown-member",
                "answers.a facts/repeated",
                "answers.b facts/bad-answer",
                "events[0].t facts/bad-time",
                "events[1].kind facts/bad-event",
                "events[1].path facts/bad-event",
                "events[2] facts/bad-event",
                "events[3].t facts/bad-time",
                "visitor.plan facts/bad-fact",
                "now facts/no-time",
            ]
        );
    }

    #[test]
    fn a_million_events_are_refused_and_ten_thousand_are_not() {
        let with = |count: usize| {
            let event = r#"{"t":1768478400000,"kind":"page"}"#;
            format!(r#"{{"events":[{}]}}"#, vec![event; count].join(","))
        };
        assert_eq!(faults(&with(MOST_SCORED + 1), Some(NOW)), ["events facts/too-many-events"]);
        let lead = ReceivedLead::of_facts(&parse(&with(MOST_SCORED)).unwrap(), Some(NOW)).unwrap();
        assert_eq!(lead.surroundings.signals.len(), MOST_SCORED);
    }

    #[test]
    fn a_time_that_is_none_is_refused_wherever_it_stands() {
        for now in [-1, 0, 1_768_478_400, LAST + 1, i64::MIN, i64::MAX] {
            assert_eq!(faults("{}", Some(now)), ["now facts/bad-time"], "{now}");
        }
        assert_eq!(faults(r#"{"score":{"now":1.5}}"#, None), ["score.now facts/bad-time"]);
        assert_eq!(faults(r#"[]"#, None), [" facts/not-an-object"]);
    }
}
