//! Faults of rules that count events: settings without a count, several ways of fading, and conditions on an
//! event that read what no event has.
//!
//! Knows what an event tells of itself. Without the feature `wide` there are no such rules.

use super::check::Check;
use crate::{
    diagnostic::{Diagnostic, fault},
    json::Json,
    shape::at_key,
};
#[cfg(feature = "explain")]
use crate::{logic::Condition, sought};

impl Check<'_> {
    /// Reports settings about events in a rule that counts none, or that fade in several ways, and what of a
    /// single event nobody tells.
    pub(super) fn counting(&mut self, path: &str, written: &Json) {
        let has = |key: &str| written.get(key).is_some();
        let fading = ["halfLifeDays", "linearDays", "stepDays", "withinDays"].into_iter().filter(|key| has(key));
        if fading.clone().count() > 1 {
            fault!(
                self.faults,
                Diagnostic::error(
                    "score/several-decays",
                    path,
                    &["It fades in several ways: ", &fading.clone().collect::<Vec<_>>().join(", "), "."],
                )
                .suggest(&["Keep one."]),
            );
        }
        let mut counting = fading.chain(["max", "maxPerDay"].into_iter().filter(|key| has(key)));
        if let (false, Some(key)) = (has("count"), counting.next()) {
            fault!(
                self.faults,
                Diagnostic::error(
                    "score/nothing-to-count",
                    &at_key(path, key),
                    &["\"", key, "\" is about counted events."],
                )
                .suggest(&["Remove it, or write \"count\" instead of \"if\"."]),
            );
        }
        #[cfg(feature = "explain")]
        self.reads_the_event(path, written.at("count"));
    }

    /// Remarks on a condition on events that reads what no event has.
    #[cfg(feature = "explain")]
    fn reads_the_event(&mut self, path: &str, count: &Json) {
        let Some(condition) = Condition::at(count, "if") else { return };
        let is_told = |name: &&str| {
            let (first, _) = sought::cut(name, '.').unwrap_or((name, ""));
            matches!(first, "kind" | "name" | "path" | "props" | "t")
        };
        if let Some(name) = condition.variables().into_iter().find(|name| !is_told(name)) {
            self.faults.push(
                Diagnostic::warning(
                    "score/not-of-the-event",
                    &at_key(&at_key(path, "count"), "if"),
                    &["It reads \"", name, "\", but here only the event itself can be read."],
                )
                .suggest(&["Read kind, path, name, t or props.NAME; a rule with \"if\" reads the other facts."]),
            );
        }
    }
}
