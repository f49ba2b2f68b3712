//! What the visitor did on the owner's site: first-party signals, as plain values.
//!
//! Knows the form of a signal, its bounds, and the counts derived from many. Measures nothing: the
//! widget's browser edge does. Holds nothing about a person: a path without its query, a name the
//! owner chose.

mod memory;
mod watch;

pub use memory::{Memory, REMEMBERED_FOR_MS, VISIT_ENDS_AFTER_MS};
pub use watch::{SIGNALS, Watch};

use crate::{
    json::{Json, Member, object},
    sorted::each_once,
};

/// The most signals a lead carries; of more, the newest are kept. At 120 bytes each they fill
/// half of the 64 KiB a receiver takes.
pub const MAX_SIGNALS: usize = 256;

/// The most events that a score looks at; of more, the last that are given. It keeps every sum below
/// 2^53, where plain JavaScript is exact, whatever a backend has collected.
pub const MOST_SCORED: usize = 10_000;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// One thing the visitor did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What sort, as `page`, `download`, `product`.
    pub kind: String,
    /// The page's path, where it is about a page.
    pub path: Option<String>,
    /// Its name, where it has one (`case-study`).
    pub name: Option<String>,
}

impl Signal {
    /// Makes the signal of a page that was opened. The query and the fragment are cut off.
    #[must_use]
    pub fn page(at: i64, path: &str) -> Self {
        let bare = path.split(['?', '#']).next().unwrap_or("");
        Signal { at, kind: "page".to_owned(), path: Some(bounded(bare)), name: None }
    }

    /// Makes the signal of a named event; `None` where the kind is empty.
    #[must_use]
    pub fn named(at: i64, kind: &str, name: Option<&str>) -> Option<Self> {
        let kind = kind.trim();
        let name = name.map(str::trim).filter(|name| !name.is_empty()).map(bounded);
        (!kind.is_empty()).then(|| Signal { at, kind: bounded(kind), path: None, name })
    }

    /// Reads a signal from a lead; `None` where it has not its form.
    #[must_use]
    pub fn from_json(json: &Json) -> Option<Self> {
        Some(Signal {
            at: json.whole_at("t")?,
            kind: bounded(json.text_at("kind")?),
            path: json.text_at("path").map(bounded),
            name: json.text_at("name").map(bounded),
        })
    }
}

impl From<&Signal> for Json {
    fn from(signal: &Signal) -> Self {
        let mut members: Vec<Member> =
            vec![("t".into(), signal.at.into()), ("kind".into(), signal.kind.as_str().into())];
        let texts = [("path", &signal.path), ("name", &signal.name)];
        members.extend(texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text.as_deref()?.into()))));
        Json::Object(members)
    }
}

/// Cuts a text to 200 characters: no signal needs more, and a page can't fill a lead with one.
fn bounded(text: &str) -> String {
    // Hardly a text is cut, and a backend reads a hundred of them for each lead.
    if !cfg!(feature = "compact") && text.len() <= 200 {
        return text.to_owned();
    }
    text.chars().take(200).collect()
}

/// Tells whether a path is the wanted one, or begins so where a `*` ends that.
#[must_use]
pub fn fits(wanted: &str, path: &str) -> bool {
    wanted.strip_suffix('*').map_or(path == wanted, |start| path.starts_with(start))
}

/// Adds a signal and drops the oldest where there are too many.
pub fn record(signals: &mut Vec<Signal>, signal: Signal) {
    signals.push(signal);
    if signals.len() > MAX_SIGNALS {
        signals.drain(..signals.len() - MAX_SIGNALS);
    }
}

/// Gives the counts that conditions read as `events.<kind>.n7d`: for each kind `n` (all), `n1d`,
/// `n7d`, `n30d`, `daysSinceLast`, `distinctDays30d`. A signal in the future counts as now.
#[must_use]
pub fn counts(signals: &[Signal], now: i64) -> Json {
    let kinds = each_once(signals.iter().map(|signal| signal.kind.as_str()));
    let of_kind = |kind: &str| {
        let ages: Vec<i64> =
            signals.iter().filter(|s| s.kind == kind).map(|s| now.saturating_sub(s.at).max(0)).collect();
        let within = |days: i64| {
            Json::from(i64::try_from(ages.iter().filter(|age| **age < days * DAY_MS).count()).unwrap_or(i64::MAX))
        };
        let days = each_once(ages.iter().filter(|age| **age < 30 * DAY_MS).map(|age| (now - age).div_euclid(DAY_MS)));
        object(vec![
            ("n", within(i64::MAX / DAY_MS)),
            ("n1d", within(1)),
            ("n7d", within(7)),
            ("n30d", within(30)),
            ("daysSinceLast", Json::from(ages.iter().min().map(|age| age / DAY_MS))),
            ("distinctDays30d", Json::from(i64::try_from(days.len()).unwrap_or(i64::MAX))),
        ])
    };
    Json::Object(kinds.into_iter().map(|kind| (kind.to_owned(), of_kind(kind))).collect())
}

/// Counts whole hours from `at` to `now`; the future counts as hour 0.
#[must_use]
pub fn age_hours(at: i64, now: i64) -> i64 {
    now.saturating_sub(at).max(0) / HOUR_MS
}

/// Gives the UTC day a time falls on, counted from 1970.
#[must_use]
pub fn day_of(at: i64) -> i64 {
    at.div_euclid(DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_signal_holds_no_query() {
        assert_eq!(Signal::page(0, "/pricing?email=a@b.example#x").path.as_deref(), Some("/pricing"));
    }

    #[test]
    fn counts_are_by_kind_and_age() {
        let now = 40 * DAY_MS;
        let signals = [
            Signal::page(now, "/"),
            Signal::page(now - 2 * DAY_MS, "/a"),
            Signal::page(now - 35 * DAY_MS, "/b"),
            Signal::page(now + DAY_MS, "/c"),
        ];
        let page = counts(&signals, now);
        let number = |key| page.get("page").and_then(|p| p.get(key)).and_then(Json::as_whole);
        assert_eq!(
            [
                number("n"),
                number("n1d"),
                number("n7d"),
                number("n30d"),
                number("daysSinceLast"),
                number("distinctDays30d")
            ],
            [Some(4), Some(2), Some(3), Some(3), Some(0), Some(2)]
        );
    }

    #[test]
    fn the_newest_signals_are_kept() {
        let mut signals = Vec::new();
        for at in 0..1000 {
            record(&mut signals, Signal::page(at, "/"));
        }
        assert_eq!((signals.len(), signals.first().map(|s| s.at)), (MAX_SIGNALS, Some(1000 - MAX_SIGNALS as i64)));
    }
}
