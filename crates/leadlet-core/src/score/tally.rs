//! The tally: the score alone, for who needs no reasons and has many leads.
//!
//! [`Scoring::score`] tells everything about one lead, and most of its time goes into the telling. A
//! tally knows where the points of each rule go, and finds the events that each rule counts before any
//! points are asked for; so that nothing is compared by name, copied or hashed while it adds up, and an
//! event's age is reckoned once, however many rules count it. What a rule is worth is asked of the same
//! rules, so the number is the same: `tests/property` holds the two to each other.

use super::{Bounds, Rule, Scoring, When};
use crate::{
    facts::Facts,
    logic::{Quick, Slot, Slots},
    signals::{Signal, age_hours},
    sorted::each_once,
};

/// Where the points of each rule of a config go.
#[derive(Debug)]
pub struct Tally {
    /// For each rule the place of its dimension, and that of its group where it has one.
    places: Vec<(usize, Option<usize>)>,
    /// For each group the place of the dimension of its first rule; `None` where it has no rule.
    group_dimensions: Vec<Option<usize>>,
    /// The bounds of every dimension that there is, in the order of their names.
    dimensions: Vec<Bounds>,
    /// The kinds of event that are counted, each with the places of the rules that do.
    kinds: Vec<(String, Vec<usize>)>,
    /// The paths that quick conditions read, and of each rule its quick condition, where it has one.
    slots: Slots,
    quick: Vec<Option<Quick>>,
}

/// What is known of a visitor and what they did, as the rules of one config look at it.
#[derive(Debug)]
pub struct Deeds {
    /// What stands where the quick conditions look.
    slots: Vec<Slot>,
    /// The age in hours and the time of each event that some rule counts.
    dated: Vec<(i64, i64)>,
    /// For each rule the events it counts, by their places in `dated`.
    found: Vec<Vec<usize>>,
}

impl Tally {
    /// Finds where the points of each rule go.
    #[must_use]
    pub fn of(scoring: &Scoring) -> Self {
        let names = each_once(scoring.rules.iter().map(|rule| rule.dimension.as_str()).chain(["fit", "engagement"]));
        let place = |rule: &Rule| {
            let group = scoring.groups.iter().position(|group| rule.group.as_deref() == Some(group.id.as_str()));
            (names.partition_point(|name| *name < rule.dimension.as_str()), group)
        };
        let places: Vec<(usize, Option<usize>)> = scoring.rules.iter().map(place).collect();
        let first_of = |group: usize| places.iter().find(|(_, own)| *own == Some(group)).map(|(place, _)| *place);
        let bounds = |name: &&str| {
            let own = scoring.dimensions.iter().find(|bounds| bounds.id == *name);
            own.map_or_else(|| Bounds::usual(name), Bounds::clone)
        };
        let mut kinds: Vec<(String, Vec<usize>)> = Vec::new();
        for (place, rule) in scoring.rules.iter().enumerate() {
            let When::Counts(count) = &rule.when else { continue };
            match kinds.iter_mut().find(|(kind, _)| *kind == count.event) {
                Some((_, rules)) => rules.push(place),
                None => kinds.push((count.event.clone(), vec![place])),
            }
        }
        let mut slots = Slots::default();
        let quick = scoring.rules.iter().map(|rule| match &rule.when {
            When::Holds(condition) => slots.quicken(condition),
            _ => None,
        });
        Tally {
            quick: quick.collect(),
            slots,
            kinds,
            group_dimensions: (0..scoring.groups.len()).map(first_of).collect(),
            dimensions: names.iter().map(bounds).collect(),
            places,
        }
    }

    /// Finds what the rules of `scoring`, of which this is the tally, look at: the facts their conditions read,
    /// the events that each counts, and how old they are at `now`.
    #[must_use]
    pub fn deeds(&self, scoring: &Scoring, facts: &Facts, signals: &[Signal], now: i64) -> Deeds {
        let mut deeds = Deeds {
            slots: self.slots.read(facts.document()),
            dated: Vec::new(),
            found: scoring.rules.iter().map(|_| Vec::new()).collect(),
        };
        for signal in signals {
            let place = deeds.dated.len();
            let rules = self.kinds.iter().find(|(kind, _)| *kind == signal.kind).map_or(&[][..], |(_, rules)| rules);
            let mut is_counted = false;
            for number in rules {
                let (Some(rule), Some(found)) = (scoring.rules.get(*number), deeds.found.get_mut(*number)) else {
                    continue;
                };
                if matches!(&rule.when, When::Counts(count) if count.counts(signal)) {
                    found.push(place);
                    is_counted = true;
                }
            }
            if is_counted {
                deeds.dated.push((age_hours(signal.at, now), signal.at));
            }
        }
        deeds
    }

    /// Gives the score alone, 0 to 100: what `scoring`, of which this is the tally, says with its reasons. `facts`
    /// are those that `deeds` was made of.
    #[must_use]
    pub fn points(&self, scoring: &Scoring, facts: &Facts, deeds: &Deeds) -> i64 {
        let document = facts.document();
        let mut groups = vec![0; self.group_dimensions.len()];
        let mut dimensions = vec![0; self.dimensions.len()];
        let rules = scoring.rules.iter().zip(&self.quick).zip(&self.places).zip(&deeds.found);
        for (((rule, quick), (dimension, group)), found) in rules {
            let points = match &rule.when {
                When::Counts(count) => {
                    count.points(rule.points, found.iter().filter_map(|place| deeds.dated.get(*place).copied()))
                }
                _ => match quick.as_ref().and_then(|quick| quick.holds(&deeds.slots)) {
                    Some(true) => rule.points,
                    Some(false) => 0,
                    None => rule.contributes(document, &[], 0),
                },
            };
            add(&mut dimensions, Some(*dimension), points);
            add(&mut groups, *group, points);
        }
        for ((bounds, sum), dimension) in scoring.groups.iter().zip(&groups).zip(&self.group_dimensions) {
            add(&mut dimensions, *dimension, bounds.within(*sum) - sum);
        }
        let within = self.dimensions.iter().zip(&dimensions).map(|(bounds, sum)| bounds.within(*sum));
        within.sum::<i64>().clamp(0, 100)
    }
}

/// Adds points to the sum at a place, if there is one.
fn add(sums: &mut [i64], place: Option<usize>, points: i64) {
    if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
        *sum += points;
    }
}
