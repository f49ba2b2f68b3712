//! Facts: the one document that conditions, rules and outcomes read.
//!
//! Knows how answers, signals, attribution and visitor become `answers.*`, `events.*`,
//! `attribution.*`, `visitor.*`, `email.*`, `tells.*` and `asksFor`. Missing is null. Decides
//! nothing: it is the same in the widget, the command line and a backend, because a recomputed
//! score starts here.

use crate::{
    answer::Answer,
    attribution::Attribution,
    field::{CONCEPTS, Field, email, feeds},
    json::{Json, NULL, object},
    signals::{self, Signal},
    sought,
};

/// The facts about a visitor that are observed: without the visitor's leave none of them is kept.
/// Every other one is what the owner knows anyway and the page tells, as `isCustomer`.
pub const OBSERVED: [&str; 4] = ["visits", "returning", "device", "locale"];

/// The most facts about a visitor that a lead carries.
const MOST_KNOWN: usize = 20;

/// The most characters of a fact about a visitor.
const MOST_CHARACTERS: usize = 200;

/// What is known about a visit besides the answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// Where the visit began.
    pub attribution: Attribution,
    /// What the visitor did, oldest first.
    pub signals: Vec<Signal>,
    /// What is known of the visitor, as `isCustomer` or `device`; scalars only.
    pub visitor: Vec<(String, Answer)>,
}

impl Surroundings {
    /// Keeps what the page says of the visitor; what it says of the same anew takes the place of what it
    /// said before. A fact is a text of at most 200 characters, a number, `true` or `false`, under a name of
    /// letters, digits, `-` and `_`, 64 at most; of others, and of more than 20, nothing is kept. What is
    /// observed has its place besides.
    pub fn know(&mut self, name: String, value: Answer) {
        let is_fact = match &value {
            Answer::Text(text) => text.chars().count() <= MOST_CHARACTERS,
            Answer::Number(_) | Answer::Flag(_) => true,
            Answer::Many(_) => false,
        };
        if !signals::is_fact_name(&name) || !is_fact {
            return;
        }
        if let Some((_, known)) = self.visitor.iter_mut().find(|(known, _)| *known == name) {
            *known = value;
        } else if self.visitor.len() < MOST_KNOWN || OBSERVED.contains(&name.as_str()) {
            self.visitor.push((name, value));
        }
    }

    /// Gives the inputs as they stand in a lead: `events`, `attribution`, `visitor`.
    #[must_use]
    pub fn members(&self) -> [(&'static str, Json); 3] {
        [
            ("events", Json::List(self.signals.iter().map(Json::from).collect())),
            ("attribution", Json::from(&self.attribution)),
            ("visitor", self.known()),
        ]
    }

    /// Gives what is known of the visitor as it stands in a lead.
    fn known(&self) -> Json {
        Json::Object(self.visitor.iter().map(|(name, value)| (name.clone(), value.into())).collect())
    }

    /// Reads the inputs back from a lead; what has not its form reads as absent.
    #[must_use]
    pub fn from_lead(lead: &Json) -> Self {
        let events = lead.list_at("events");
        let visitor = lead.get("visitor").and_then(Json::as_object).unwrap_or(&[]);
        Surroundings {
            attribution: Attribution::from_json(lead.get("attribution").unwrap_or(&NULL)),
            signals: newest(events).iter().filter_map(Signal::from_json).collect(),
            visitor: visitor
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), Answer::from_json(value)?)))
                .collect(),
        }
    }
}

/// Gives the last of the events, as many as are scored.
fn newest(events: &[Json]) -> &[Json] {
    events.get(events.len().saturating_sub(signals::MOST_SCORED)..).unwrap_or_default()
}

/// Collects facts while answers come in.
#[derive(Clone, Debug)]
pub struct Facts {
    document: Json,
}

impl Facts {
    /// Starts with what is known before any answer, at the time `now`.
    #[must_use]
    pub fn of(surroundings: &Surroundings, now: i64) -> Self {
        let nothing_told = CONCEPTS.iter().map(|concept| ((*concept).to_owned(), Json::Null)).collect();
        Facts {
            // A name is looked for from the end, and no part is asked for as often as the answers.
            document: object(vec![
                ("attribution", Json::from(&surroundings.attribution)),
                ("visitor", surroundings.known()),
                ("tells", Json::Object(nothing_told)),
                ("asksFor", Json::List(Vec::new())),
                ("email", email::facts(None)),
                ("events", signals::counts(&surroundings.signals, now)),
                ("answers", Json::Object(Vec::new())),
            ]),
        }
    }

    /// Adds the answer of a field and what follows from it.
    pub fn answered(&mut self, field: &Field, answer: &Answer) {
        let (name, value) = (field.name.clone(), Json::from(answer));
        if let Some(Json::Object(answers)) = self.part("answers") {
            answers.push((name, value));
        }
        if let (Some(told), Some(level), Some(Json::Object(tells))) =
            (field.tells, field.asks.level(answer), self.part("tells"))
        {
            for (_, known) in tells.iter_mut().filter(|(concept, _)| feeds(told, concept)) {
                *known = level.max(known.as_whole().unwrap_or(0)).into();
            }
        }
        if let Some(Json::List(wishes)) = self.part("asksFor") {
            wishes.extend(field.asks.asks_for(answer).into_iter().map(Json::from));
        }
        let has_address = self.document.get("email").is_some_and(|email| email.get("valid") != Some(&Json::Null));
        if let (false, "email", Answer::Text(address)) = (has_address, field.type_name, answer) {
            let told = email::facts(Some(address));
            if let Some(email) = self.part("email") {
                *email = told;
            }
        }
    }

    /// Sets a whole part, as `score`, that later conditions read.
    pub fn set(&mut self, name: &str, value: Json) {
        if let Json::Object(members) = &mut self.document {
            members.retain(|(key, _)| key != name);
            members.push((name.to_owned(), value));
        }
    }

    /// Gives the document that conditions read.
    #[must_use]
    pub fn document(&self) -> &Json {
        &self.document
    }

    fn part(&mut self, name: &str) -> Option<&mut Json> {
        let Json::Object(members) = &mut self.document else { return None };
        members.iter_mut().find(|(key, _)| key == name).map(|(_, part)| part)
    }
}

/// Gives the value at a path such as `answers.role`; null where there is none.
#[must_use]
pub fn lookup<'f>(document: &'f Json, path: &str) -> &'f Json {
    sought::parts(path, '.').try_fold(document, |value, name| value.get(name)).unwrap_or(&NULL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        flow::{Event, Flow, Progress, advance},
        json::parse,
        signals::MOST_SCORED,
        words::Words,
    };

    fn known(surroundings: &Surroundings) -> String {
        let [_, _, visitor] = surroundings.members();
        object(vec![visitor]).compact()
    }

    #[test]
    fn what_the_page_knows_of_a_visitor_is_kept_once_and_bounded() {
        let mut surroundings = Surroundings::default();
        let long = "x".repeat(201);
        let facts = [
            ("isCustomer", Answer::Flag(false)),
            ("plan", Answer::Text("pro".to_owned())),
            ("isCustomer", Answer::Flag(true)),
            ("seats", Answer::Number(12.0)),
            ("list", Answer::Many(vec!["a".to_owned()])),
            ("long", Answer::Text(long)),
            ("", Answer::Flag(true)),
            ("a.b", Answer::Flag(true)),
        ];
        facts.into_iter().for_each(|(name, value)| surroundings.know(name.to_owned(), value));
        assert_eq!(known(&surroundings), r#"{"visitor":{"isCustomer":true,"plan":"pro","seats":12}}"#);
        for number in 0..100 {
            surroundings.know(["n", &crate::json::whole_text(number)].concat(), Answer::Flag(true));
        }
        assert_eq!(surroundings.visitor.len(), MOST_KNOWN);
    }

    #[test]
    fn what_is_not_known_of_a_visitor_reads_as_null() {
        let facts = Facts::of(&Surroundings::default(), 0);
        for path in
            ["visitor.isCustomer", "visitor.visits", "events.download.n", "attribution.clickIds.gclid", "email.free"]
        {
            assert_eq!(*lookup(facts.document(), path), Json::Null, "{path}");
        }
    }

    #[test]
    fn who_refuses_is_not_observed_but_the_owner_still_knows_their_customers() {
        let flow = Flow::pick(&Json::Null, "en", &Words::default());
        let told = || {
            let observed = Answer::Text("phone".to_owned());
            Event::Knew(vec![("device".to_owned(), observed), ("isCustomer".to_owned(), Answer::Flag(true))])
        };
        let mut progress = Progress::default();
        for event in [told(), Event::Allowed(false), told()] {
            progress = advance(&flow, progress, event).0;
        }
        assert_eq!(known(&progress.surroundings), r#"{"visitor":{"isCustomer":true}}"#);
        let progress = advance(&flow, advance(&flow, progress, Event::Allowed(true)).0, told()).0;
        assert_eq!(known(&progress.surroundings), r#"{"visitor":{"isCustomer":true,"device":"phone"}}"#);
    }

    #[test]
    fn of_more_events_than_are_scored_the_last_count() {
        let event = |t: usize| format!(r#"{{"t":{t},"kind":"page","path":"/"}}"#);
        let events: Vec<String> = (0..MOST_SCORED + 5).map(event).collect();
        let lead = parse(&format!(r#"{{"events":[{}]}}"#, events.join(","))).unwrap();
        let signals = Surroundings::from_lead(&lead).signals;
        assert_eq!((signals.len(), signals.first().map(|first| first.at)), (MOST_SCORED, Some(5)));
    }
}
