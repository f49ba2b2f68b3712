//! What is remembered of a visitor from page to page and from visit to visit, once they allow it.
//!
//! One bounded document: how many visits there were and the newest events. It is read from a text that
//! anybody may have changed, so that whatever has not its form reads as absent and nothing in it can
//! make it grow. Keeps nothing itself: the edge stores the text, and only after the visitor's leave;
//! without it there is no memory, and a visit has the events of its one page.

use super::{MAX_SIGNALS, Signal, record};
use crate::{
    answer::Answer,
    json::{Json, object, parse},
};

/// After how long without a page a visitor is back for another visit: 30 minutes, in milliseconds.
pub const VISIT_ENDS_AFTER_MS: i64 = 30 * 60_000;

/// For how long an event is remembered: 90 days, in milliseconds.
pub const REMEMBERED_FOR_MS: i64 = 90 * 86_400_000;

/// The longest text that is read, in bytes; a longer one is nothing of ours.
const MOST_BYTES: usize = 1_000_000;

/// What is remembered of a visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// How many visits there were, the present one among them.
    pub visits: i64,
    /// When a page was last seen, in milliseconds since 1970.
    pub last_seen: i64,
    /// What the visitor did, oldest first; at most as many as a lead carries.
    pub signals: Vec<Signal>,
}

impl Memory {
    /// Reads a memory; an empty one where the text is none.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let json = if text.len() <= MOST_BYTES { parse(text).unwrap_or(Json::Null) } else { Json::Null };
        let mut memory = Memory {
            visits: json.whole_at("visits").unwrap_or(0).clamp(0, 100_000),
            last_seen: json.whole_at("lastSeen").unwrap_or(0).max(0),
            signals: Vec::new(),
        };
        for event in json.list_at("events") {
            if let Some(signal) = Signal::from_json(event) {
                record(&mut memory.signals, signal);
            }
        }
        memory
    }

    /// Writes the memory as the edge stores it.
    #[must_use]
    pub fn text(&self) -> String {
        object(vec![
            ("visits", self.visits.into()),
            ("lastSeen", self.last_seen.into()),
            ("events", Json::List(self.signals.iter().map(Json::from).collect())),
        ])
        .compact()
    }

    /// Takes note of a page that has been opened: gives the signal of a visit where one begins
    /// (`visit`, and from the second on `return` as well), which are remembered, and forgets what is
    /// too old. A clock that went backwards begins no visit.
    pub fn arrive(&mut self, now: i64) -> Vec<Signal> {
        self.signals.retain(|signal| now.saturating_sub(signal.at) <= REMEMBERED_FOR_MS);
        let is_new = self.visits == 0 || now.saturating_sub(self.last_seen) > VISIT_ENDS_AFTER_MS;
        self.last_seen = self.last_seen.max(now);
        if !is_new {
            return Vec::new();
        }
        self.visits += 1;
        let kinds: &[&str] = if self.visits > 1 { &["visit", "return"] } else { &["visit"] };
        let begun: Vec<Signal> = kinds.iter().filter_map(|kind| Signal::named(now, kind, None)).collect();
        begun.iter().cloned().for_each(|signal| self.note(signal));
        begun
    }

    /// Remembers something the visitor did; of too much the oldest is forgotten.
    pub fn note(&mut self, signal: Signal) {
        record(&mut self.signals, signal);
    }

    /// Gives what it tells of the visitor: `visits` and `returning`.
    #[must_use]
    pub fn facts(&self) -> Vec<(String, Answer)> {
        vec![
            ("visits".to_owned(), Answer::Number(self.visits as f64)),
            ("returning".to_owned(), Answer::Flag(self.visits > 1)),
        ]
    }
}

// Three texts of 200 characters each, of which every one may be written as six (`\u0001`).
const _: () = assert!(MAX_SIGNALS * 3_700 < MOST_BYTES, "a memory of the longest events can be read again");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;

    fn kinds(signals: &[Signal]) -> Vec<&str> {
        signals.iter().map(|signal| signal.kind.as_str()).collect()
    }

    #[test]
    fn a_visit_begins_after_half_an_hour_away_and_the_second_is_a_return() {
        let mut memory = Memory::default();
        assert_eq!(kinds(&memory.arrive(DAY)), ["visit"]);
        assert_eq!(memory.facts()[1].1, Answer::Flag(false));
        assert_eq!(memory.arrive(DAY + VISIT_ENDS_AFTER_MS), []);
        assert_eq!(memory.arrive(DAY + 2 * VISIT_ENDS_AFTER_MS), [], "the last page counts, not the first");
        assert_eq!(memory.arrive(DAY), [], "a clock that goes backwards begins no visit");
        assert_eq!(kinds(&memory.arrive(DAY + 3 * VISIT_ENDS_AFTER_MS + 1)), ["visit", "return"]);
        assert_eq!(memory.facts(), [("visits".into(), Answer::Number(2.0)), ("returning".into(), Answer::Flag(true))]);
        assert_eq!(kinds(&memory.signals), ["visit", "visit", "return"]);
    }

    #[test]
    fn what_is_older_than_ninety_days_is_forgotten() {
        let mut memory = Memory::default();
        memory.note(Signal::page(0, "/old"));
        memory.note(Signal::page(DAY, "/new"));
        memory.arrive(REMEMBERED_FOR_MS + 1);
        assert_eq!(kinds(&memory.signals), ["page", "visit"]);
    }

    #[test]
    fn a_memory_is_bounded_and_comes_back_as_it_was() {
        let mut memory = Memory::default();
        let long = "\u{1}é🎈".repeat(100);
        for at in 0..1000 {
            memory.note(Signal::page(at, &long));
            memory.note(Signal::named(at, &long, Some(&long)).unwrap());
        }
        memory.arrive(1000);
        assert_eq!(memory.signals.len(), MAX_SIGNALS);
        assert_eq!(Memory::read(&memory.text()), memory, "{} bytes", memory.text().len());
    }

    proptest! {
        #[test]
        fn no_text_makes_a_memory_panic_or_grow(text in ".{0,60}", visits in any::<i64>(), seen in any::<i64>(), t in any::<i64>(), now in any::<i64>()) {
            _ = Memory::read(&text).arrive(now);
            let bent = format!(r#"{{"visits":{visits},"lastSeen":{seen},"events":[{{"t":{t},"kind":"a"}},7,{{}}]}}"#);
            let mut memory = Memory::read(&bent);
            prop_assert!(memory.signals.len() <= 1);
            let begun = memory.arrive(now).len();
            prop_assert!(begun <= 2 && memory.signals.len() <= 3);
        }
    }
}
