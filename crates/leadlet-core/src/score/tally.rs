//! The tally: the score alone, for who needs no reasons and has many leads.
//!
//! [`Scoring::score`] tells everything about one lead, and most of its time goes into the telling. A
//! tally knows where the points of each rule go, and events lie by kind before any rule asks for them;
//! so that nothing is compared by name, copied or hashed while it adds up. What a rule is worth is asked
//! of the same rules, so the number is the same: `tests/property` holds the two to each other.

use super::{Bounds, Rule, Scoring};
use crate::{facts::Facts, signals::Signal, sorted::each_once};

/// Where the points of each rule of a config go.
#[derive(Debug)]
pub struct Tally {
    /// For each rule the place of its dimension, and that of its group where it has one.
    places: Vec<(usize, Option<usize>)>,
    /// For each group the place of the dimension of its first rule; `None` where it has no rule.
    group_dimensions: Vec<Option<usize>>,
    /// The bounds of every dimension that there is, in the order of their names.
    dimensions: Vec<Bounds>,
    /// For each rule that counts, the kind of event it counts, by its place in `kinds`.
    counted: Vec<Option<usize>>,
    /// The kinds of event that rules count.
    kinds: Vec<String>,
}

/// What a visitor did, by the kinds that a tally's rules count.
#[derive(Debug)]
pub struct Deeds(Vec<Vec<Signal>>);

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
        let kinds = each_once(scoring.rules.iter().filter_map(Rule::counted_kind));
        let counted = scoring.rules.iter().map(|rule| kinds.binary_search(&rule.counted_kind()?).ok()).collect();
        Tally {
            group_dimensions: (0..scoring.groups.len()).map(first_of).collect(),
            dimensions: names.iter().map(bounds).collect(),
            counted,
            kinds: kinds.into_iter().map(str::to_owned).collect(),
            places,
        }
    }

    /// Sorts events by the kinds that are counted; those of a kind keep their order.
    #[must_use]
    pub fn deeds(&self, signals: &[Signal]) -> Deeds {
        let mut deeds: Vec<Vec<Signal>> = self.kinds.iter().map(|_| Vec::new()).collect();
        for signal in signals {
            let place = self.kinds.iter().position(|kind| *kind == signal.kind);
            if let Some(deeds) = place.and_then(|place| deeds.get_mut(place)) {
                deeds.push(signal.clone());
            }
        }
        Deeds(deeds)
    }

    /// Gives the score alone, 0 to 100: what `scoring`, of which this is the tally, says with its reasons.
    #[must_use]
    pub fn points(&self, scoring: &Scoring, facts: &Facts, deeds: &Deeds, now: i64) -> i64 {
        let document = facts.document();
        let mut groups = vec![0; self.group_dimensions.len()];
        let mut dimensions = vec![0; self.dimensions.len()];
        for ((rule, (dimension, group)), counted) in scoring.rules.iter().zip(&self.places).zip(&self.counted) {
            let signals = counted.and_then(|kind| deeds.0.get(kind)).map_or(&[][..], Vec::as_slice);
            let points = rule.contributes(document, signals, now);
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
