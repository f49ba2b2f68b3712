//! Scores: whatever the rules and the bounds, the explanation adds up.

use crate::{
    cases,
    worlds::{Draw, NOW, config, draws, event, surroundings},
};
use leadlet_core::{
    config::Config,
    facts::lookup,
    flow::{Progress, advance},
    json::Json,
    lead::score_so_far,
    score::Score,
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
    let score = score_so_far(&config.plan, &progress);
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
        let score = score_so_far(&config.plan, &progress);
        prop_assert!(Json::from(score.score).as_whole().is_some());
    }
}
