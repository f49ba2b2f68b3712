//! Rules: a condition or a count of events, and the points it is worth.
//!
//! All sums are `i64` in Q20 until a rule's own cap has been applied; then they are rounded once,
//! half up, to whole points, so that contributions add up exactly. Points of at most 10^4 and at
//! most 10^4 events keep every sum below 2^53, where plain JavaScript is exact too.
//!
//! Counting stands behind the feature `wide`: an edition without it can't use a config that counts.

#[cfg(feature = "wide")]
use super::decay::{self, Decay, FULL, Tables};
use super::funnel::FUNNEL_PARTS;
#[cfg(feature = "wide")]
use crate::signals::{age_hours, day_of, fits};
use crate::{
    about,
    json::Json,
    logic::Condition,
    shape::{Record, Shape, optional, required},
    signals::Signal,
};

/// The most points a rule may give or take.
pub(super) const MOST_POINTS: i64 = 10_000;

/// The cap of a rule that has none.
#[cfg(feature = "wide")]
const UNBOUNDED: i64 = i64::MAX / FULL;

const POINTS: Shape = Shape::Whole { min: -MOST_POINTS, max: MOST_POINTS };

/// The settings of a rule.
pub static RULE: Record = Record {
    name: "Rule",
    about: about!("Points for what is true or for what the visitor did. Exactly one of if and count."),
    settings: &{
        #[cfg(feature = "wide")]
        let [half_life, linear, step, within] = decay::SETTINGS;
        [
            required("id", Shape::Name, about!("The rule's name in explanations. Unique in the config.")),
            optional(
                "dimension",
                Shape::Name,
                about!(
                    "What the points are about: \"fit\", \"engagement\", or a name of your own. Default \"fit\" with if, \"engagement\" with count."
                ),
            ),
            required("points", POINTS, about!("What it is worth, -10000 to 10000; with count, each event.")),
            optional("if", Shape::Logic, about!("The points are given once when this holds.")),
            #[cfg(feature = "wide")]
            optional("count", Shape::Record(&COUNT), about!("The points are given for every such event.")),
            #[cfg(feature = "wide")]
            optional(
                "max",
                Shape::Whole { min: 1, max: MOST_POINTS },
                about!("With count: the most the rule gives in all (or takes, for negative points)."),
            ),
            #[cfg(feature = "wide")]
            optional(
                "maxPerDay",
                Shape::Whole { min: 1, max: MOST_POINTS },
                about!("With count: the most the rule gives for one UTC day."),
            ),
            #[cfg(feature = "wide")]
            half_life,
            #[cfg(feature = "wide")]
            linear,
            #[cfg(feature = "wide")]
            step,
            #[cfg(feature = "wide")]
            within,
            optional("group", Shape::Name, about!("The id of a group whose bounds hold for its rules together.")),
            optional(
                "funnel",
                Shape::OneOf(FUNNEL_PARTS),
                about!(
                    "Which part of the funnel the content is for that the rule is about: awareness (tofu), evaluation (mofu) or decision (bofu)."
                ),
            ),
            optional(
                "reason",
                Shape::Text { max: 200 },
                about!("The words that explain the points, as \"Asked for a price\". Default: the id."),
            ),
        ]
    },
};

#[cfg(feature = "wide")]
static COUNT: Record = Record {
    name: "Count",
    about: about!("Which events count."),
    settings: &[
        required("event", Shape::Text { max: 100 }, about!("The kind of event, as \"page\" or \"download\".")),
        optional(
            "path",
            Shape::Text { max: 200 },
            about!("Only events on this path; with * at the end, on every path that begins so."),
        ),
        optional("name", Shape::Text { max: 200 }, about!("Only events with this name.")),
        optional(
            "if",
            Shape::Logic,
            about!(
                "Only events of which this holds; it reads the event: kind, path, name, t, and props.NAME, what the page says of it with record()."
            ),
        ),
    ],
};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name in explanations.
    pub id: String,
    /// What its points are about.
    pub dimension: String,
    /// What it is worth, once or per event.
    pub points: i64,
    /// What it is worth them for.
    pub when: When,
    /// The group whose bounds it shares.
    pub group: Option<String>,
    /// The part of the funnel its content is for.
    pub funnel: Option<&'static str>,
    /// The words that explain it.
    pub reason: String,
}

/// What a rule gives points for.
#[derive(Debug)]
pub enum When {
    /// For what is true.
    Holds(Condition),
    /// For what the visitor did.
    #[cfg(feature = "wide")]
    Counts(Count),
    /// For nothing: the rule has neither, which has been reported.
    Never,
}

/// Which events count, and how much each.
#[cfg(feature = "wide")]
#[derive(Debug)]
pub struct Count {
    pub(super) event: String,
    path: Option<String>,
    name: Option<String>,
    condition: Option<Condition>,
    max: i64,
    max_per_day: i64,
    decay: Decay,
}

impl Rule {
    /// Picks a rule out of a tree whose shape has been examined.
    #[must_use]
    pub(super) fn pick(json: &Json, #[cfg(feature = "wide")] tables: &Tables) -> Self {
        let id = json.owned_at("id").unwrap_or_default();
        let holds = Condition::at(json, "if").map_or(When::Never, When::Holds);
        #[cfg(feature = "wide")]
        let when = json.get("count").map_or(holds, |count| When::Counts(Count::pick(count, json, tables)));
        #[cfg(not(feature = "wide"))]
        let when = holds;
        let usual = if matches!(when, When::Holds(_) | When::Never) { "fit" } else { "engagement" };
        Rule {
            dimension: json.owned_at("dimension").unwrap_or_else(|| usual.to_owned()),
            points: json.whole_at("points").unwrap_or(0).clamp(-MOST_POINTS, MOST_POINTS),
            group: json.owned_at("group"),
            funnel: json.text_at("funnel").and_then(|tag| FUNNEL_PARTS.iter().copied().find(|part| *part == tag)),
            reason: json.owned_at("reason").unwrap_or_else(|| id.clone()),
            when,
            id,
        }
    }

    /// Gives the points the rule contributes now.
    #[must_use]
    #[cfg_attr(not(feature = "wide"), expect(unused_variables, reason = "only rules that count look at signals"))]
    pub fn contributes(&self, facts: &Json, signals: &[Signal], now: i64) -> i64 {
        match &self.when {
            When::Holds(condition) => {
                if condition.holds(facts) {
                    self.points
                } else {
                    0
                }
            }
            #[cfg(feature = "wide")]
            When::Counts(count) => {
                let found = signals.iter().filter(|signal| count.counts(signal));
                count.points(self.points, found.map(|signal| (age_hours(signal.at, now), signal.at)))
            }
            When::Never => 0,
        }
    }
}

#[cfg(feature = "wide")]
impl Count {
    fn pick(count: &Json, rule: &Json, tables: &Tables) -> Self {
        Count {
            event: count.owned_at("event").unwrap_or_default(),
            path: count.owned_at("path"),
            name: count.owned_at("name"),
            condition: Condition::at(count, "if"),
            max: rule.whole_at("max").unwrap_or(UNBOUNDED),
            max_per_day: rule.whole_at("maxPerDay").unwrap_or(UNBOUNDED),
            decay: Decay::pick(rule, tables),
        }
    }

    /// Gives the points for events that count, each with its age in hours and its time: `points` for each,
    /// faded, each day's and the whole capped, all in Q20, and rounded once.
    pub(super) fn points(&self, points: i64, found: impl Iterator<Item = (i64, i64)>) -> i64 {
        let within = |sum: i64, cap: i64| sum.clamp(-cap * FULL, cap * FULL);
        let worth = |age: i64| points * self.decay.weight(age);
        // Where no day is bounded there is nothing to keep apart; a visitor's browser does it all the same.
        if !cfg!(feature = "compact") && self.max_per_day == UNBOUNDED {
            return rounded(within(found.map(|(age, _)| worth(age)).sum(), self.max));
        }
        // Sorted by day: a backend's history has thousands of events, in whatever order.
        let mut days: Vec<(i64, i64)> = Vec::new();
        for (age, at) in found {
            let day = day_of(at);
            let place = days.partition_point(|(known, _)| *known < day);
            match days.get_mut(place) {
                Some((known, sum)) if *known == day => *sum += worth(age),
                _ => days.insert(place, (day, worth(age))),
            }
        }
        rounded(within(days.into_iter().map(|(_, sum)| within(sum, self.max_per_day)).sum(), self.max))
    }

    /// Tells whether an event counts.
    pub(super) fn counts(&self, signal: &Signal) -> bool {
        let path = signal.path.as_deref().unwrap_or("");
        let path_fits = self.path.as_deref().is_none_or(|wanted| fits(wanted, path));
        let name_fits = self.name.is_none() || self.name == signal.name;
        signal.kind == self.event
            && path_fits
            && name_fits
            && self.condition.as_ref().is_none_or(|condition| condition.holds(&Json::from(signal)))
    }
}

#[cfg(feature = "lint")]
impl Count {
    /// Gives the kind of event that counts, and the path (with `*` at its end for all that begin so) and the name
    /// that it must have, where one is asked.
    #[must_use]
    pub fn counted(&self) -> (&str, Option<&str>, Option<&str>) {
        (&self.event, self.path.as_deref(), self.name.as_deref())
    }

    /// Gives the most points in all and for one day; `None` where there is no bound.
    #[must_use]
    pub fn caps(&self) -> (Option<i64>, Option<i64>) {
        let bound = |most: i64| (most <= MOST_POINTS).then_some(most);
        (bound(self.max), bound(self.max_per_day))
    }

    /// Gives the weight of an event by its age in whole hours, in Q20, nothing beyond the end; `None` where nothing
    /// fades.
    #[must_use]
    pub fn weights(&self) -> Option<&[u32]> {
        self.decay.weights()
    }
}

/// Rounds Q20 to whole points, halves up (towards plus infinity): `floor(x / 2^20 + 1/2)`.
#[cfg(feature = "wide")]
fn rounded(fixed: i64) -> i64 {
    (fixed + FULL / 2) >> 20
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    const DAY: i64 = 86_400_000;

    fn rule(text: &str) -> Rule {
        Rule::pick(&parse(text).unwrap(), &Tables::default())
    }

    fn pages(ats: &[i64]) -> Vec<Signal> {
        ats.iter().map(|at| Signal::page(*at, "/pricing")).collect()
    }

    #[test]
    fn a_condition_gives_its_points_once() {
        let rule = rule(r#"{"id":"r","points":-40,"if":{"===":[{"var":"answers.need"},"study"]}}"#);
        let facts = |need| parse(&format!(r#"{{"answers":{{"need":"{need}"}}}}"#)).unwrap();
        assert_eq!(rule.contributes(&facts("study"), &[], 0), -40);
        assert_eq!(rule.contributes(&facts("cost"), &[], 0), 0);
        assert_eq!((rule.dimension.as_str(), rule.reason.as_str()), ("fit", "r"));
    }

    #[test]
    fn events_are_counted_faded_and_capped_by_day_then_in_all() {
        let signals = pages(&[0, 1, 2, DAY, DAY + 1]);
        let sum = |text: &str| rule(text).contributes(&Json::Null, &signals, DAY + 2);
        assert_eq!(sum(r#"{"id":"r","points":10,"count":{"event":"page"}}"#), 50);
        assert_eq!(sum(r#"{"id":"r","points":10,"count":{"event":"page"},"maxPerDay":15}"#), 30);
        assert_eq!(sum(r#"{"id":"r","points":10,"count":{"event":"page"},"maxPerDay":15,"max":20}"#), 20);
        assert_eq!(sum(r#"{"id":"r","points":-10,"count":{"event":"page"},"max":20}"#), -20);
        assert_eq!(sum(r#"{"id":"r","points":10,"count":{"event":"page"},"withinDays":1}"#), 20);
        // Three a day old at a quarter (half-life 12 h) and two new ones: 3 × 2.5 + 2 × 10 = 27.5, halves up.
        assert_eq!(sum(r#"{"id":"r","points":10,"count":{"event":"page"},"halfLifeDays":0.5}"#), 28);
    }

    #[test]
    fn only_the_events_that_are_meant_count() {
        let signals = [
            Signal::page(0, "/pricing/eu"),
            Signal::page(0, "/about"),
            Signal::named(0, "download", Some("guide")).unwrap(),
        ];
        let sum = |text: &str| rule(text).contributes(&Json::Null, &signals, 0);
        assert_eq!(sum(r#"{"id":"r","points":1,"count":{"event":"page","path":"/pricing*"}}"#), 1);
        assert_eq!(sum(r#"{"id":"r","points":1,"count":{"event":"page","path":"/pricing"}}"#), 0);
        assert_eq!(sum(r#"{"id":"r","points":1,"count":{"event":"download","name":"guide"}}"#), 1);
        assert_eq!(sum(r#"{"id":"r","points":1,"count":{"event":"download","name":"other"}}"#), 0);
    }

    #[test]
    fn an_event_of_the_future_counts_as_new() {
        let signals = pages(&[DAY]);
        assert_eq!(
            rule(r#"{"id":"r","points":10,"count":{"event":"page"},"halfLifeDays":1}"#).contributes(
                &Json::Null,
                &signals,
                0
            ),
            10
        );
    }
}
