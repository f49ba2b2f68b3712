//! What the visitor did on the owner's site: first-party signals, as plain values.
//!
//! Knows the form of a signal, its bounds, and the counts derived from many. Measures nothing: the
//! widget's browser edge does. Holds nothing about a person: a path without its query, a name the
//! owner chose, and what the owner's own code says of the event (`props`).
//!
//! However much a page records, a list of signals stays small: at most [`MAX_SIGNALS`] of them and
//! [`MAX_BYTES`] in all, the newest. A lead with more would be refused by its receiver.

#[cfg(feature = "wide")]
mod memory;
#[cfg(feature = "wide")]
mod watch;

#[cfg(feature = "wide")]
pub use memory::{Memory, REMEMBERED_FOR_MS, VISIT_ENDS_AFTER_MS};
#[cfg(feature = "wide")]
pub use watch::{SIGNALS, Watch};

use crate::{
    answer::Answer,
    json::{Json, Member, object},
    sorted::each_once,
};

/// The most signals a lead carries; of more, the newest are kept. At 120 bytes each they fill
/// half of the 64 KiB a receiver takes.
pub const MAX_SIGNALS: usize = 256;

/// The most bytes that the signals of a lead take together, by [`Signal::weight`]; of more, the newest are
/// kept. Half of the 64 KiB a receiver takes: the answers need the other.
pub const MAX_BYTES: usize = 32 * 1024;

/// The most properties of a signal; of more, the first are kept.
pub const MAX_PROPS: usize = 10;

/// The most events that a score looks at; of more, the last that are given. It keeps every sum below
/// 2^53, where plain JavaScript is exact, whatever a backend has collected.
pub const MOST_SCORED: usize = 10_000;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// One thing the visitor did.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What sort, as `page`, `download`, `product`.
    pub kind: String,
    /// The page's path, where it is about a page.
    pub path: Option<String>,
    /// Its name, where it has one (`case-study`).
    pub name: Option<String>,
    /// What else the page says of it, as `seats`; scalars only.
    pub props: Vec<(String, Answer)>,
}

impl Signal {
    /// Makes the signal of a page that was opened. The query and the fragment are cut off.
    #[must_use]
    pub fn page(at: i64, path: &str) -> Self {
        Signal { at, kind: "page".to_owned(), path: Some(bounded(bare(path))), name: None, props: Vec::new() }
    }

    /// Makes the signal of a named event; `None` where the kind is empty.
    #[must_use]
    pub fn named(at: i64, kind: &str, name: Option<&str>) -> Option<Self> {
        let kind = kind.trim();
        let name = name.map(str::trim).filter(|name| !name.is_empty()).map(bounded);
        (!kind.is_empty()).then(|| Signal { at, kind: bounded(kind), path: None, name, props: Vec::new() })
    }

    /// Adds what else the page says of it: scalars under a name of letters, digits, `-` and `_`, 64 at most;
    /// texts are cut to 200 characters. Of others, and of more than [`MAX_PROPS`], nothing is kept.
    #[must_use]
    pub fn with_props(mut self, props: &Json) -> Self {
        for (name, value) in props.as_object().unwrap_or(&[]) {
            let value = match value {
                Json::Text(text) => Answer::Text(bounded(text)),
                Json::Number(number) => Answer::Number(*number),
                Json::Bool(flag) => Answer::Flag(*flag),
                _ => continue,
            };
            let is_new = self.props.iter().all(|(known, _)| known != name);
            if is_new && self.props.len() < MAX_PROPS && is_fact_name(name) {
                self.props.push((name.clone(), value));
            }
        }
        self
    }

    /// Tells about how many bytes the signal takes in a lead.
    fn weight(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, |text| text.len() + 10);
        let props = self
            .props
            .iter()
            .map(|(name, value)| name.len() + if let Answer::Text(text) = value { text.len() + 6 } else { 24 });
        34 + self.kind.len() + text(&self.path) + text(&self.name) + props.sum::<usize>()
    }

    /// Reads a signal from a lead; `None` where it has not its form.
    #[must_use]
    pub fn from_json(json: &Json) -> Option<Self> {
        let signal = Signal {
            at: json.whole_at("t")?,
            kind: bounded(json.text_at("kind")?),
            path: json.text_at("path").map(bounded),
            name: json.text_at("name").map(bounded),
            props: Vec::new(),
        };
        // The plain edition is told of none.
        Some(if cfg!(feature = "wide") { signal.with_props(json.at("props")) } else { signal })
    }
}

impl From<&Signal> for Json {
    fn from(signal: &Signal) -> Self {
        let mut members: Vec<Member> =
            vec![("t".into(), signal.at.into()), ("kind".into(), signal.kind.as_str().into())];
        let texts = [("path", &signal.path), ("name", &signal.name)];
        members.extend(texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text.as_deref()?.into()))));
        if cfg!(feature = "wide") && !signal.props.is_empty() {
            let props = signal.props.iter().map(|(name, value)| (name.clone(), value.into()));
            members.push(("props".into(), Json::Object(props.collect())));
        }
        Json::Object(members)
    }
}

/// Cuts the query and the fragment off an address: both may hold anything.
fn bare(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or("")
}

/// Cuts a text to 200 characters, none of them a control character: no signal needs more, and a page
/// can't fill a lead with one.
fn bounded(text: &str) -> String {
    // Hardly a text is cut, and a backend reads a hundred of them for each lead.
    if !cfg!(feature = "compact") && text.len() <= 200 && text.bytes().all(|byte| byte >= b' ') {
        return text.to_owned();
    }
    text.chars().filter(|letter| *letter >= ' ').take(200).collect()
}

/// Tells whether a text can be the name of a fact: letters, digits, `-` and `_`, 1 to 64 of them.
pub(crate) fn is_fact_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Tells whether a path is the wanted one, or begins so where a `*` ends that.
#[must_use]
pub fn fits(wanted: &str, path: &str) -> bool {
    wanted.strip_suffix('*').map_or(path == wanted, |start| path.starts_with(start))
}

/// Adds a signal and drops the oldest where there are too many, or where they take too many bytes.
pub fn record(signals: &mut Vec<Signal>, signal: Signal) {
    signals.push(signal);
    keep_newest(signals);
}

/// Drops the oldest of the signals until they are as few and as small as a lead may carry.
fn keep_newest(signals: &mut Vec<Signal>) {
    let (mut bytes, mut from) = (0, signals.len());
    for signal in signals.iter().rev().take(MAX_SIGNALS) {
        bytes += signal.weight();
        if bytes > MAX_BYTES {
            break;
        }
        from -= 1;
    }
    signals.drain(..from);
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
