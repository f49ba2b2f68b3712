//! Facts: the one document that conditions, rules and outcomes read.
//!
//! Knows how answers, signals, attribution and visitor become `answers.*`, `events.*`,
//! `attribution.*`, `visitor.*`, `email.*`, `tells.*` and `asksFor`. Missing is null. Decides
//! nothing: it is the same in the widget, the command line and a backend, because a recomputed
//! score starts here.

use crate::{
    answer::Answer,
    attribution::Attribution,
    field::{CONCEPTS, Field, email},
    json::{Json, Member, NULL, object},
    signals::{self, Signal},
    sought,
};

/// What is known about a visit besides the answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// Where the visit began.
    pub attribution: Attribution,
    /// What the visitor did, oldest first.
    pub signals: Vec<Signal>,
    /// What the page says of the visitor, as `isCustomer`; scalars only.
    pub visitor: Vec<(String, Answer)>,
}

impl Surroundings {
    /// Gives the inputs as they stand in a lead: `events`, `attribution`, `visitor`.
    #[must_use]
    pub fn members(&self) -> [(&'static str, Json); 3] {
        let visitor: Vec<Member> = self.visitor.iter().map(|(name, value)| (name.clone(), value.into())).collect();
        [
            ("events", Json::List(self.signals.iter().map(Json::from).collect())),
            ("attribution", Json::from(&self.attribution)),
            ("visitor", Json::Object(visitor)),
        ]
    }

    /// Reads the inputs back from a lead; what has not its form reads as absent.
    #[must_use]
    pub fn from_lead(lead: &Json) -> Self {
        let events = lead.list_at("events");
        let visitor = lead.get("visitor").and_then(Json::as_object).unwrap_or(&[]);
        Surroundings {
            attribution: Attribution::from_json(lead.get("attribution").unwrap_or(&NULL)),
            signals: events.iter().take(signals::MAX_SIGNALS).filter_map(Signal::from_json).collect(),
            visitor: visitor
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), Answer::from_json(value)?)))
                .collect(),
        }
    }
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
        let [_, attribution, visitor] = surroundings.members();
        let nothing_told = CONCEPTS.iter().map(|concept| ((*concept).to_owned(), Json::Null)).collect();
        Facts {
            document: object(vec![
                ("answers", Json::Object(Vec::new())),
                ("tells", Json::Object(nothing_told)),
                ("asksFor", Json::List(Vec::new())),
                ("email", email::facts(None)),
                ("events", signals::counts(&surroundings.signals, now)),
                attribution,
                visitor,
            ]),
        }
    }

    /// Adds the answer of a field and what follows from it.
    pub fn answered(&mut self, field: &Field, answer: &Answer) {
        let (name, value) = (field.name.clone(), Json::from(answer));
        if let Some(Json::Object(answers)) = self.part("answers") {
            answers.push((name, value));
        }
        if let (Some(concept), Some(level)) = (field.tells, field.asks.level(answer)) {
            let known = self.document.get("tells").and_then(|tells| tells.get(concept)).and_then(Json::as_whole);
            if let Some(Json::Object(tells)) = self.part("tells")
                && let Some((_, told)) = tells.iter_mut().find(|(name, _)| name == concept)
            {
                *told = level.max(known.unwrap_or(0)).into();
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
