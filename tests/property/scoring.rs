//! Scores: whatever the rules and the bounds, the explanation adds up.

use crate::{
    cases, worlds,
    worlds::{Draw, NOW, config, draws, event, surroundings},
};
use leadlet_core::{
    config::Config,
    facts::{Facts, lookup},
    flow::{Progress, advance},
    json::{Json, parse},
    lead::compose,
    score::{Change, Score, Scoring, Tally},
    signals::Signal,
};
use proptest::prelude::*;

fn scored(draw: &mut Draw) -> (Config, Score) {
    let config = config(draw);
    let mut progress = Progress::new(surroundings(draw));
    progress.now = NOW;
    for _ in 0..draw.below(12) {
        let happened = event(draw, &config);
        progress = advance(&config.plan.flow, progress, happened).0;
    }
    let score = compose(&config.plan, &progress, "", progress.now).score;
    (config, score)
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn contributions_add_up_to_the_score_which_is_within_0_to_100(mut draw in draws()) {
        let (_, score) = scored(&mut draw);
        let sum: i64 = score.contributions.iter().map(|one| one.points).sum();
        prop_assert_eq!(sum, score.score, "{:#?}", score.contributions);
        prop_assert!((0..=100).contains(&score.score));
        prop_assert!(score.contributions.iter().all(|one| one.points != 0));
        // The envelope says the same as the value.
        let written = score.envelope.list_at("contributions");
        prop_assert_eq!(written.iter().filter_map(|one| one.whole_at("points")).sum::<i64>(), score.score);
        prop_assert_eq!(score.envelope.whole_at("score"), Some(score.score));
    }

    #[test]
    fn a_tally_gives_the_score_that_its_contributions_explain(mut draw in draws()) {
        let config = config(&mut draw);
        let surroundings = surroundings(&mut draw);
        let scoring = &config.plan.scoring;
        let facts = Facts::of(&surroundings, NOW);
        let tally = Tally::of(scoring);
        let points = tally.points(scoring, &facts, &tally.deeds(scoring, &facts, &surroundings.signals, NOW));
        prop_assert_eq!(points, scoring.score(&facts, &surroundings, NOW, "").score);
    }

    #[test]
    fn contributions_of_a_dimension_add_up_to_its_points_within_its_bounds(mut draw in draws()) {
        let (config, score) = scored(&mut draw);
        let told = lookup(&score.envelope, "dimensions").as_object().unwrap_or_default();
        prop_assert!(!told.is_empty());
        for (name, dimension) in told {
            let sum: i64 = score.contributions.iter().filter(|one| one.dimension == *name).map(|one| one.points).sum();
            prop_assert_eq!(dimension.whole_at("points"), Some(sum), "{}", name);
            let (min, max) = config.plan.scoring.dimensions.iter().find(|bounds| bounds.id == *name).map_or((-100, 100), |bounds| (bounds.min, bounds.max));
            prop_assert!((min..=max).contains(&sum), "{} has {}", name, sum);
            prop_assert!(dimension.whole_at("percent").is_some_and(|percent| (0..=100).contains(&percent)));
        }
    }

    #[test]
    fn a_lead_is_warm_by_its_composite_and_taken_care_of_by_a_route(mut draw in draws()) {
        let (_, score) = scored(&mut draw);
        prop_assert!((0..=100).contains(&score.composite));
        let warmth = match score.composite { 71.. => "hot", 30.. => "warm", _ => "cold" };
        prop_assert_eq!(score.temperature, warmth);
        let has_route = lookup(&score.envelope, "route.to").as_text().is_some();
        prop_assert!(has_route || score.stage == "none");
        let told = |name: &str| lookup(&score.envelope, name).clone();
        prop_assert_eq!(told("funnel"), Json::from(score.funnel));
        prop_assert_eq!(told("engagement"), told("dimensions.engagement.percent"));
        prop_assert_eq!(told("fit"), told("grade.fit"));
    }

    #[test]
    fn the_points_that_are_said_to_be_ahead_bring_the_lead_there(mut draw in draws()) {
        let written = worlds::scoring(&mut draw, &[]);
        let surroundings = surroundings(&mut draw);
        let facts = Facts::of(&surroundings, NOW);
        let scoring = Scoring::pick(&written);
        let score = scoring.score(&facts, &surroundings, NOW, "");
        for ahead in scoring.ahead(&facts, &score, &[]) {
            let Change::Points(points, dimension) = ahead.change else { continue };
            let dimension = if dimension.is_empty() { "fit" } else { dimension };
            // One rule more that gives them, beyond the bounds of every group.
            let rule = format!(r#"{{"id":"more","dimension":"{dimension}","points":{points},"count":{{"event":"more"}}}}"#);
            let with = |rule: &str| {
                let mut members = written.as_object().expect("it is an object").to_vec();
                for (name, value) in &mut members {
                    if let (true, Json::List(rules)) = (name == "rules", value) {
                        rules.push(parse(rule).expect("it is JSON"));
                    }
                }
                Scoring::pick(&Json::Object(members))
            };
            let mut more = surroundings.clone();
            more.signals.push(Signal::named(NOW, "more", None).expect("it has a kind"));
            let after = with(&rule).score(&facts, &more, NOW, "");
            // What a bound of the dimension holds back, more points do not bring.
            if score.contributions.iter().all(|one| !one.rule.starts_with("dimension:")) {
                prop_assert_eq!(after.stage, ahead.stage, "{} {}", ahead.words(), written.compact());
            }
        }
    }

    #[test]
    fn the_same_inputs_give_the_same_envelope_to_the_byte(draw in draws()) {
        let text = |mut draw: Draw| scored(&mut draw).1.envelope.compact();
        prop_assert_eq!(text(draw.clone()), text(draw));
    }

    #[test]
    fn no_facts_make_scoring_panic(mut draw in draws(), at in any::<i64>(), now in any::<i64>()) {
        let config = config(&mut draw);
        let mut surroundings = surroundings(&mut draw);
        for signal in &mut surroundings.signals {
            signal.at = at;
        }
        let mut progress = Progress::new(surroundings);
        progress.now = now;
        let score = compose(&config.plan, &progress, "", progress.now).score;
        prop_assert!(Json::from(score.score).as_whole().is_some());
    }
}
