//! Weighing: what rules and bounds give in whole points, before anything is said in words.
//!
//! The one place that adds up. [`Scoring::score`] tells what came of it; [`Scoring::points`] gives the
//! number alone, for who needs no reasons. An event is looked at once for its kind and its age, however
//! many rules count it.

use super::{Bounds, Rule, Scoring};
use crate::{
    facts::{Facts, Surroundings},
    json::Json,
    signals::{Signal, age_hours},
    sorted::each_once,
};

/// Where the points of rules go: found when the config is read, so that weighing compares no names.
#[derive(Debug)]
pub(super) struct Scales {
    /// The bounds of every dimension that there is, in the order of their names.
    pub(super) dimensions: Vec<Bounds>,
    /// For each rule the place of its dimension, and that of its group where it has one.
    places: Vec<(usize, Option<usize>)>,
}

/// What rules and bounds give, in whole points.
pub(super) struct Weighed {
    /// What each rule gives.
    pub(super) rules: Vec<i64>,
    /// What the rules of each group give together, before the group's bounds.
    pub(super) groups: Vec<i64>,
    /// What comes to each dimension, before its bounds.
    pub(super) dimensions: Vec<i64>,
    /// The points of all dimensions within their bounds, before the bounds of the score.
    pub(super) total: i64,
}

/// What the visitor did, by kind: the age in whole hours, and the event.
pub(super) struct Deeds<'s>(Vec<(&'s str, Vec<(i64, &'s Signal)>)>);

impl<'s> Deeds<'s> {
    /// Sorts events by kind; within a kind they keep their order.
    pub(super) fn of(signals: &'s [Signal], now: i64) -> Self {
        let mut kinds: Vec<(&str, Vec<(i64, &Signal)>)> = Vec::new();
        for signal in signals {
            let deed = (age_hours(signal.at, now), signal);
            match kinds.iter_mut().find(|(kind, _)| *kind == signal.kind) {
                Some((_, deeds)) => deeds.push(deed),
                None => kinds.push((&signal.kind, vec![deed])),
            }
        }
        Deeds(kinds)
    }

    /// Gives the events of a kind.
    pub(super) fn of_kind(&self, wanted: &str) -> &[(i64, &'s Signal)] {
        self.0.iter().find(|(kind, _)| *kind == wanted).map_or(&[], |(_, deeds)| deeds)
    }
}

impl Scales {
    /// Finds where the points of `rules` go.
    pub(super) fn of(rules: &[Rule], groups: &[Bounds], dimensions: &[Bounds]) -> Self {
        let names = each_once(rules.iter().map(|rule| rule.dimension.as_str()).chain(["fit", "engagement"]));
        let place = |rule: &Rule| {
            let dimension = names.partition_point(|name| *name < rule.dimension.as_str());
            (dimension, groups.iter().position(|group| rule.group.as_deref() == Some(group.id.as_str())))
        };
        let bounds = |name: &&str| {
            let own = dimensions.iter().find(|bounds| bounds.id == *name);
            own.map_or_else(|| Bounds::usual(name), Bounds::clone)
        };
        Scales { places: rules.iter().map(place).collect(), dimensions: names.iter().map(bounds).collect() }
    }

    /// Gives the dimension that the points of a group belong to: that of its first rule. `None` where it
    /// has no rule: then there is nothing to bound.
    pub(super) fn dimension_of(&self, group: usize) -> Option<usize> {
        self.places.iter().find(|(_, own)| *own == Some(group)).map(|(dimension, _)| *dimension)
    }
}

impl Scoring {
    /// Gives the score alone, 0 to 100: what [`score`](Scoring::score) says, without its reasons.
    #[must_use]
    pub fn points(&self, facts: &Facts, surroundings: &Surroundings, now: i64) -> i64 {
        self.weigh(facts.document(), &surroundings.signals, now).total.clamp(0, 100)
    }

    /// Adds up what rules give, and what is left of it within the bounds of groups and of dimensions.
    pub(super) fn weigh(&self, document: &Json, signals: &[Signal], now: i64) -> Weighed {
        let deeds = Deeds::of(signals, now);
        let mut weighed = Weighed {
            rules: Vec::with_capacity(self.rules.len()),
            groups: vec![0; self.groups.len()],
            dimensions: vec![0; self.scales.dimensions.len()],
            total: 0,
        };
        for (rule, (dimension, group)) in self.rules.iter().zip(&self.scales.places) {
            let points = rule.contributes(document, &deeds);
            weighed.rules.push(points);
            add(&mut weighed.dimensions, Some(*dimension), points);
            add(&mut weighed.groups, *group, points);
        }
        for (number, (group, sum)) in self.groups.iter().zip(&weighed.groups).enumerate() {
            add(&mut weighed.dimensions, self.scales.dimension_of(number), group.within(*sum) - sum);
        }
        for (bounds, sum) in self.scales.dimensions.iter().zip(&weighed.dimensions) {
            weighed.total += bounds.within(*sum);
        }
        weighed
    }
}

/// Adds points to the sum at a place, if there is one.
fn add(sums: &mut [i64], place: Option<usize>, points: i64) {
    if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
        *sum += points;
    }
}
