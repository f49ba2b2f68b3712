//! What is remembered of a visitor from page to page and from visit to visit, once they allow it.
//!
//! One bounded document, which all flows of a site share: how many visits there were and the newest
//! events. It is read from a text that anybody may have changed and that another tab may have written
//! meanwhile: whatever has not its form or its version reads as absent, nothing in it can make it grow,
//! and [`Memory::join`] loses neither side's events and counts none twice. Keeps nothing itself: the edge
//! stores the text, and only after the visitor's leave; without it there is no memory, and a visit has
//! the events of its one page.

use super::{MAX_BYTES, MAX_SIGNALS, Signal, keep_newest};
use crate::{
    json::{Json, object, parse},
    sorted::sort_by,
};

/// After how long without a sign of them a visitor is back for another visit: 30 minutes, in milliseconds.
pub const VISIT_ENDS_AFTER_MS: i64 = 30 * 60_000;

/// For how long an event is remembered: 90 days, in milliseconds. Who was away as long is a stranger.
pub const REMEMBERED_FOR_MS: i64 = 90 * 86_400_000;

/// Within how many milliseconds the same event, remembered by two flows of a page, is one.
const SAME_WITHIN_MS: u64 = 1000;

/// The longest text that is read, in bytes; a longer one is nothing of ours.
const MOST_BYTES: usize = 256 * 1024;

/// The most visits that are believed.
const MOST_VISITS: i64 = 100_000;

/// The version of the document. What a later one means is not known here, so it is not read.
const VERSION: i64 = 1;

/// What is remembered of a visitor besides what they did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// How many visits there were, the present one among them.
    pub visits: i64,
    /// When the visitor was last here, in milliseconds since 1970.
    pub last_seen: i64,
    /// Whether the visitor has been seen by this tab: one that is open behind others says nothing of when
    /// they were here.
    is_seen: bool,
}

impl Memory {
    /// Joins what a device has `kept` with what the visitor did here (`signals`), which then are both, oldest
    /// first, the newest of all. `arrived` says that they have come to the page just now.
    ///
    /// A text that is none, is of another version or older than [`REMEMBERED_FOR_MS`] says nothing. What both
    /// sides have, within a second, is one event: it has been stored before, or another flow of the page has
    /// seen it too. So to join twice is to join once. Pages without a flow, which nobody could judge when they
    /// were open (`passed`), are visited now, at the time they were.
    pub fn join(&mut self, kept: &str, arrived: bool, signals: &mut Vec<Signal>, now: i64) {
        let json = if kept.len() <= MOST_BYTES { parse(kept).unwrap_or(Json::Null) } else { Json::Null };
        let is_known = json.whole_at("version") == Some(VERSION);
        let seen = json.whole_at("lastSeen").unwrap_or(0).min(now);
        if is_known && now.saturating_sub(seen) <= REMEMBERED_FOR_MS {
            // What another tab has counted meanwhile is no less.
            self.visits = json.whole_at("visits").unwrap_or(0).min(MOST_VISITS).max(self.visits);
            self.last_seen = seen.max(self.last_seen);
        }
        let mut joined = Vec::new();
        for key in ["events", "passed"] {
            for entry in newest(if is_known { json.list_at(key) } else { &[] }) {
                let at = entry.whole_at("t").unwrap_or(i64::MAX);
                let is_new = |signal: &Signal| signals.iter().all(|own| !is_same(signal, own));
                // What lies ahead is a clock's error: as a visit it would keep others from being one.
                if at > now || now.saturating_sub(at) > REMEMBERED_FOR_MS {
                    continue;
                }
                if key == "passed" {
                    self.arrive(at, &mut joined);
                    joined.push(Signal::page(at, entry.text_at("path").unwrap_or("")));
                } else {
                    joined.extend(Signal::from_json(entry).filter(is_new));
                }
            }
        }
        if arrived {
            self.arrive(now, &mut joined);
        }
        if self.is_seen {
            self.last_seen = self.last_seen.max(now);
        }
        joined.append(signals);
        sort_by(&mut joined, |right, left| right.at < left.at);
        keep_newest(&mut joined);
        *signals = joined;
    }

    /// Takes note that the visitor is here. Where a visit begins, it is counted and is the event `visit`, and
    /// from the second on `return` as well. A clock that went backwards begins no visit.
    fn arrive(&mut self, now: i64, signals: &mut Vec<Signal>) {
        if self.visits == 0 || now.saturating_sub(self.last_seen) > VISIT_ENDS_AFTER_MS {
            self.visits += 1;
            signals.extend(Signal::named(now, "visit", None));
            if self.visits > 1 {
                signals.extend(Signal::named(now, "return", None));
            }
        }
        self.last_seen = self.last_seen.max(now);
        self.is_seen = true;
    }

    /// Writes what the device is to keep.
    #[must_use]
    pub fn text(&self, signals: &[Signal]) -> String {
        object(vec![
            ("version", VERSION.into()),
            ("visits", self.visits.into()),
            ("lastSeen", self.last_seen.into()),
            ("events", Json::List(signals.iter().map(Json::from).collect())),
        ])
        .compact()
    }
}

/// Gives the last of the entries, as many as are remembered.
fn newest(entries: &[Json]) -> &[Json] {
    entries.get(entries.len().saturating_sub(MAX_SIGNALS)..).unwrap_or_default()
}

fn is_same(one: &Signal, other: &Signal) -> bool {
    one.at.abs_diff(other.at) <= SAME_WITHIN_MS && Signal { at: other.at, ..one.clone() } == *other
}

// Texts may hold quotes, which are written as two characters; the rest of a memory is short.
const _: () = assert!(2 * MAX_BYTES + 1000 < MOST_BYTES, "a memory of the longest events can be read again");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;

    /// What a device keeps, and what is known of the visitor, as one tab does it.
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Tab(Memory, Vec<Signal>);

    impl Tab {
        fn of(own: &[Signal]) -> Self {
            Tab(Memory::default(), own.to_vec())
        }

        fn join(&mut self, kept: &str, arrived: bool, now: i64) -> String {
            self.0.join(kept, arrived, &mut self.1, now);
            self.0.text(&self.1)
        }

        fn kinds(&self) -> String {
            self.1.iter().map(|signal| signal.kind.as_str()).collect::<Vec<_>>().join(" ")
        }

        fn paths(&self) -> String {
            self.1.iter().filter_map(|signal| signal.path.as_deref()).collect::<Vec<_>>().join(" ")
        }
    }

    /// What a tab knows that arrives at this time and finds this text.
    fn arriving(kept: &str, now: i64) -> Tab {
        let mut tab = Tab::default();
        tab.join(kept, true, now);
        tab
    }

    #[test]
    fn a_visit_begins_after_half_an_hour_away_and_the_second_is_a_return() {
        let mut kept = String::new();
        let mut after = |at: i64| {
            let mut tab = Tab::default();
            kept = tab.join(&kept, true, at);
            (tab.0.visits, tab.kinds())
        };
        assert_eq!(after(DAY), (1, "visit".to_owned()));
        assert_eq!(after(DAY + VISIT_ENDS_AFTER_MS).0, 1);
        assert_eq!(after(DAY + 2 * VISIT_ENDS_AFTER_MS).0, 1, "the last page counts, not the first");
        assert_eq!(after(DAY).0, 1, "a clock that goes backwards begins no visit");
        assert_eq!(after(DAY + 5 * VISIT_ENDS_AFTER_MS), (2, "visit visit return".to_owned()));
    }

    #[test]
    fn who_stays_long_on_a_page_is_not_back_for_another_visit() {
        let mut tab = Tab::default();
        let kept = tab.join("", true, DAY);
        tab.join(&kept, false, DAY + 2 * VISIT_ENDS_AFTER_MS);
        assert_eq!((tab.0.visits, tab.0.last_seen), (1, DAY + 2 * VISIT_ENDS_AFTER_MS));
    }

    #[test]
    fn a_tab_that_nobody_has_looked_at_is_no_sign_of_the_visitor() {
        let kept = Tab::default().join("", true, DAY);
        let later = DAY + 2 * VISIT_ENDS_AFTER_MS;
        let mut behind = Tab::of(&[Signal::page(later, "/behind")]);
        let kept = behind.join(&kept, false, later);
        let kept = behind.join(&kept, false, later + 1);
        behind.join(&kept, true, later + 2);
        assert_eq!((behind.0.visits, behind.kinds()), (2, "visit page visit return".to_owned()));
    }

    #[test]
    fn what_is_older_than_ninety_days_is_forgotten() {
        let kept = Tab::of(&[Signal::page(0, "/old"), Signal::page(DAY, "/new")]).join("", true, DAY);
        assert_eq!(arriving(&kept, REMEMBERED_FOR_MS + 1).paths(), "/new");
        let stranger = arriving(&kept, DAY + REMEMBERED_FOR_MS + 1);
        assert_eq!((stranger.0.visits, stranger.kinds()), (1, "visit".to_owned()));
    }

    #[test]
    fn a_text_that_is_none_or_of_a_later_version_is_dropped() {
        let kept = Tab::of(&[Signal::page(DAY, "/a")]).join("", true, DAY);
        assert_eq!(arriving(&kept, DAY).kinds(), "visit page");
        let later = kept.replace(r#""version":1"#, r#""version":2"#);
        assert_ne!(later, kept);
        let huge = kept.replace(r#"["#, &"[".repeat(MOST_BYTES));
        for other in ["", "{", "null", "[]", r#"{"visits":3}"#, &later, &huge, &kept[..kept.len() - 1]] {
            assert_eq!(arriving(other, DAY), arriving("", DAY));
        }
    }

    #[test]
    fn a_clock_that_was_wrong_leaves_nothing_behind() {
        let (ahead, beyond) = (3 * DAY, 99 * DAY);
        let kept = format!(
            r#"{{"version":1,"visits":9,"lastSeen":{beyond},"events":[{{"t":{ahead},"kind":"page"}}],"passed":[{{"t":{ahead}}}]}}"#
        );
        let Tab(memory, signals) = arriving(&kept, DAY);
        assert_eq!((memory.visits, memory.last_seen, signals.len()), (9, DAY, 0));
    }

    #[test]
    fn pages_without_a_flow_are_visits_too() {
        let minute = 60_000;
        let at = |t: i64, path: &str| format!(r#"{{"t":{t},"path":"{path}"}}"#);
        let text = |passed: &[String]| format!(r#"{{"version":1,"passed":[{}]}}"#, passed.join(","));
        let passed =
            [at(DAY, "/a?mail=x"), at(DAY + minute, "/b"), at(2 * DAY, "/c"), at(9 * DAY, "/ahead"), "7".into()];
        let mut tab = Tab::of(&[Signal::page(2 * DAY + minute, "/here")]);
        let kept = tab.join(&text(&passed), true, 2 * DAY + minute);
        assert_eq!(tab.kinds(), "visit page page visit return page page");
        assert_eq!((tab.0.visits, tab.paths()), (2, "/a /b /c /here".to_owned()));
        assert!(!kept.contains("passed"), "they are taken in once");
        let many = vec![at(DAY, "/a"); 5000];
        assert_eq!(arriving(&text(&many), DAY).1.len(), MAX_SIGNALS);
    }

    #[test]
    fn two_tabs_lose_nothing_of_each_other_and_double_nothing() {
        let other = Tab::of(&[Signal::page(DAY + 2000, "/other-tab")]).join("", false, DAY + 9000);
        let mut tab = Tab::of(&[Signal::page(DAY, "/a"), Signal::page(DAY + 5000, "/a")]);
        let kept = tab.join(&other, false, DAY + 9000);
        assert_eq!(tab.paths(), "/a /other-tab /a");
        let once = tab.clone();
        assert_eq!(tab.join(&kept, false, DAY + 9000), kept);
        assert_eq!(tab, once, "what has been stored before is not added again");
        // Another flow of the page saw the same page a moment later.
        let mut flow = Tab::of(&[Signal::page(DAY + 5300, "/a")]);
        flow.join(&kept, false, DAY + 9000);
        assert_eq!(flow.paths(), "/a /other-tab /a");
        let product = || Signal::named(DAY, "product", None).unwrap();
        let mut twice = Tab::of(&[product(), product()]);
        let kept = twice.join(&Tab::of(&[product()]).join("", false, DAY), false, DAY);
        twice.join(&kept, false, DAY);
        assert_eq!(twice.kinds(), "product product", "what one page did twice was done twice");
    }

    #[test]
    fn a_memory_is_bounded_and_comes_back_as_it_was() {
        let long = "\u{1}é🎈\"".repeat(100);
        let own: Vec<Signal> = (0..1000).map(|at| Signal::named(at, &long, Some(&long)).unwrap()).collect();
        let mut tab = Tab::of(&own);
        let kept = tab.join("", true, 1000);
        assert!(tab.1.len() < MAX_SIGNALS && kept.len() < 2 * MAX_BYTES + 1000);
        assert_eq!(arriving(&kept, 1000), tab);
    }

    #[test]
    fn of_a_million_records_the_newest_are_remembered() {
        // Without optimizations a tenth has to do.
        let most = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
        let entries: Vec<String> = (0..10_000).map(|t| format!(r#"{{"t":{t},"kind":"page","path":"/{t}"}}"#)).collect();
        let kept = format!(r#"{{"version":1,"visits":1,"lastSeen":0,"events":[{}]}}"#, entries[..4000].join(","));
        let tab = arriving(&kept, 5000);
        assert_eq!((tab.1.len(), tab.1[0].at), (MAX_SIGNALS, 4000 - MAX_SIGNALS as i64));
        let mut tab = Tab::default();
        for at in 0..most {
            super::super::record(&mut tab.1, Signal::page(at, "/"));
        }
        let kept = tab.join("", true, most);
        assert_eq!((tab.1.len(), tab.1.last().map(|last| last.at)), (MAX_SIGNALS, Some(most)));
        assert!(kept.len() < MAX_BYTES);
    }

    proptest! {
        #[test]
        fn no_text_makes_a_memory_panic_or_grow(text in ".{0,60}", visits in any::<i64>(), seen in any::<i64>(), t in any::<i64>(), now in any::<i64>()) {
            arriving(&text, now);
            let bent = format!(r#"{{"version":1,"visits":{visits},"lastSeen":{seen},"events":[{{"t":{t},"kind":"a"}},7,{{}}],"passed":[{{"t":{t}}},7]}}"#);
            let tab = arriving(&bent, now);
            prop_assert!(tab.1.len() <= 6 && (1..=MOST_VISITS + 2).contains(&tab.0.visits));
        }

        #[test]
        fn a_memory_stays_small_and_in_order_whatever_tabs_do(tabs in prop::collection::vec((prop::collection::vec((0i64..40 * DAY, "[a-z]{1,3}"), 0..80), 40 * DAY..200 * DAY), 0..12)) {
            let mut kept = String::new();
            for (deeds, now) in tabs {
                let own: Vec<Signal> = deeds.iter().map(|(at, path)| Signal::page(*at, path)).collect();
                let mut tab = Tab::of(&own);
                kept = tab.join(&kept, true, now);
                prop_assert!(tab.1.len() <= MAX_SIGNALS && kept.len() < 2 * MAX_BYTES);
                prop_assert!(tab.1.windows(2).all(|pair| pair[0].at <= pair[1].at));
                let again = tab.join(&kept.clone(), false, now);
                prop_assert_eq!(&again, &kept, "to join twice is to join once");
            }
        }
    }
}
