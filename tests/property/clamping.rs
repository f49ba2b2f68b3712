//! The order of the bounds: per day, per rule, per group, per dimension, in all. Held against a second
//! reckoning that is written down from the contract alone, with the widest integers there are.

use crate::{
    cases,
    worlds::{Draw, NOW, draws, scoring},
};
use leadlet_core::{
    facts::{Facts, Surroundings, lookup},
    json::{Json, parse},
    score::Scoring,
    signals::{MOST_SCORED, Signal},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const ONE: i128 = 1 << 20;
const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// The weight of an event by the contract, from doubles and a power of two, which ours does without.
fn weight(rule: &Json, at: i64) -> i128 {
    let hours = ((NOW - at).max(0) / HOUR_MS) as f64;
    let days = |key: &str| rule.get(key).and_then(Json::as_number);
    let weight = if let Some(half) = days("halfLifeDays") {
        if hours >= 17_520.0 { 0.0 } else { (ONE as f64 * libm::exp2(-hours / (half * 24.0))).round() }
    } else if let Some(length) = days("linearDays") {
        (ONE as f64 * (1.0 - hours / (length * 24.0)).max(0.0)).round()
    } else if let Some(length) = days("stepDays") {
        let halvings = (hours / (length * 24.0)).floor() as u32;
        if halvings > 20 || hours >= 17_520.0 { 0.0 } else { (ONE >> halvings) as f64 }
    } else if let Some(length) = days("withinDays") {
        if hours < length * 24.0 { ONE as f64 } else { 0.0 }
    } else {
        ONE as f64
    };
    weight as i128
}

/// What one rule gives: its events by day, each day's bound, its own bound, then rounded once.
fn of_rule(rule: &Json, signals: &[Signal], document: &Json) -> i128 {
    let points = i128::from(rule.whole_at("points").expect("a rule has points"));
    let Some(count) = rule.get("count") else {
        let condition = leadlet_core::logic::Condition::read(rule.at("if")).expect("it can be read");
        return if condition.holds(document) { points } else { 0 };
    };
    let counts = |signal: &&Signal| {
        let path = count.text_at("path").is_none_or(|path| {
            let begins = path.trim_end_matches('*');
            signal.path.as_deref().is_some_and(|there| there.starts_with(begins))
        });
        count.text_at("event") == Some(signal.kind.as_str())
            && path
            && count.text_at("name").is_none_or(|name| signal.name.as_deref() == Some(name))
    };
    let mut days: BTreeMap<i64, i128> = BTreeMap::new();
    for signal in signals.iter().filter(counts) {
        *days.entry(signal.at.div_euclid(DAY_MS)).or_default() += points * weight(rule, signal.at);
    }
    let capped = |sum: i128, key: &str| match rule.whole_at(key) {
        Some(most) => sum.clamp(-i128::from(most) * ONE, i128::from(most) * ONE),
        None => sum,
    };
    let sum = capped(days.into_values().map(|sum| capped(sum, "maxPerDay")).sum(), "max");
    (2 * sum + ONE).div_euclid(2 * ONE)
}

/// The bounds of a group or a dimension as written.
fn bounds(written: &Json, list: &str, id: &str) -> Option<(i128, i128)> {
    let found = written.list_at(list).iter().find(|one| one.text_at("id") == Some(id))?;
    let bound = |key: &str, usual: i64| i128::from(found.whole_at(key).unwrap_or(usual));
    Some((bound("min", -100), bound("max", 100)))
}

/// Reckons the dimensions and the score of written rules anew.
fn reckoned(written: &Json, signals: &[Signal], document: &Json) -> (BTreeMap<String, i128>, i128) {
    let dimension = |rule: &Json| {
        let usual = if rule.get("count").is_some() { "engagement" } else { "fit" };
        rule.text_at("dimension").unwrap_or(usual).to_owned()
    };
    let mut sums: BTreeMap<String, i128> = [("fit".to_owned(), 0), ("engagement".to_owned(), 0)].into();
    let mut groups: Vec<(&str, String, i128)> = Vec::new();
    for rule in written.list_at("rules") {
        let points = of_rule(rule, signals, document);
        *sums.entry(dimension(rule)).or_default() += points;
        let Some(group) = rule.text_at("group") else { continue };
        match groups.iter_mut().find(|(id, _, _)| *id == group) {
            Some((_, _, sum)) => *sum += points,
            None => groups.push((group, dimension(rule), points)),
        }
    }
    for (group, of, sum) in groups {
        let (min, max) = bounds(written, "groups", group).expect("the groups are there");
        *sums.entry(of).or_default() += sum.clamp(min, max) - sum;
    }
    for (name, sum) in &mut sums {
        let (min, max) = bounds(written, "dimensions", name).unwrap_or((-100, 100));
        *sum = (*sum).clamp(min, max);
    }
    let total: i128 = sums.values().sum();
    (sums, total.clamp(0, 100))
}

/// Draws events of every age, the future and the same hour among them, in no order.
fn history(draw: &mut Draw, most: usize) -> Vec<Signal> {
    let event = |draw: &mut Draw| {
        let at = NOW - draw.between(-40 * 24, 800 * 24) * HOUR_MS + draw.between(0, 3_599_999);
        match draw.below(3) {
            0 => Signal::page(at, "/pricing"),
            1 => Signal::page(at, "/about"),
            _ => Signal::named(at, "download", Some("guide")).expect("it has a kind"),
        }
    };
    (0..draw.below(most)).map(|_| event(draw)).collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn points_are_bounded_by_day_then_rule_then_group_then_dimension_then_in_all(mut draw in draws()) {
        let written = scoring(&mut draw, &[]);
        let surroundings = Surroundings { signals: history(&mut draw, 60), ..Surroundings::default() };
        let facts = Facts::of(&surroundings, NOW);
        let score = Scoring::pick(&written).score(&facts, &surroundings, NOW, "");
        let (dimensions, total) = reckoned(&written, &surroundings.signals, facts.document());
        prop_assert_eq!(i128::from(score.score), total, "{} {:#?}", written.compact(), score.contributions);
        for (name, points) in dimensions {
            let told = lookup(&score.envelope, &format!("dimensions.{name}.points")).as_whole();
            prop_assert_eq!(told.map(i128::from), Some(points), "{} of {}", name, written.compact());
        }
    }

    #[test]
    fn the_order_of_the_events_changes_no_score(mut draw in draws()) {
        let scoring = Scoring::pick(&scoring(&mut draw, &[]));
        let mut signals = history(&mut draw, 60);
        let score = |signals: &[Signal]| {
            let surroundings = Surroundings { signals: signals.to_vec(), ..Surroundings::default() };
            scoring.score(&Facts::of(&surroundings, NOW), &surroundings, NOW, "").contributions
        };
        let one = score(&signals);
        signals.reverse();
        prop_assert_eq!(one, score(&signals));
    }
}

#[test]
fn ten_thousand_events_are_summed_exactly_whatever_they_are_worth() {
    let rule = |id: &str, points: i64, more: &str| {
        format!(r#"{{"id":"{id}","dimension":"{id}","points":{points},"count":{{"event":"page"}}{more}}}"#)
    };
    let written = format!(
        r#"{{"rules":[{},{},{},{},{}],"dimensions":[{}]}}"#,
        rule("most", 10_000, ""),
        rule("least", -10_000, ""),
        rule("faded", 10_000, r#","halfLifeDays":3.7"#),
        rule("daily", 7, r#","linearDays":730,"maxPerDay":9"#),
        rule("capped", 3, r#","stepDays":30,"max":1000"#),
        ["most", "least", "faded", "daily", "capped"]
            .map(|id| format!(r#"{{"id":"{id}","min":-10000,"max":10000}}"#))
            .join(","),
    );
    let written = parse(&written).expect("it is JSON");
    // Every hour of the last thirteen months, the newest first.
    let signals: Vec<Signal> = (0..MOST_SCORED)
        .map(|hour| Signal::page(NOW - i64::try_from(hour).expect("it is small") * HOUR_MS, "/"))
        .collect();
    let surroundings = Surroundings { signals, ..Surroundings::default() };
    let facts = Facts::of(&surroundings, NOW);
    let score = Scoring::pick(&written).score(&facts, &surroundings, NOW, "");
    for rule in written.list_at("rules") {
        let id = rule.text_at("id").expect("a rule has an id");
        let ours = score.contributions.iter().find(|one| one.rule == id).map_or(0, |one| i128::from(one.points));
        assert_eq!(ours, of_rule(rule, &surroundings.signals, facts.document()), "{id}");
    }
    assert_eq!(score.contributions.iter().find(|one| one.rule == "most").map(|one| one.points), Some(100_000_000));
    assert_eq!(lookup(facts.document(), "events.page.n").as_whole(), Some(10_000));
}
