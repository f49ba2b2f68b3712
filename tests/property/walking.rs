//! Walking a flow: whatever happens in whatever order, a visitor is never lost and no lead is made twice.

use crate::{
    cases,
    worlds::{NOW, config, draws, event, good_raw, surroundings},
};
use leadlet_core::{
    config::Config,
    flow::{Effect, Event, Phase, Progress, advance},
};
use proptest::prelude::*;

fn begin(config: &Config, draw: &mut crate::worlds::Draw) -> Progress {
    let progress = Progress::new(surroundings(draw));
    advance(&config.plan.flow, progress, Event::Started { now: NOW }).0
}

/// Answers all that is shown, sensibly.
fn answer_all(config: &Config, mut progress: Progress) -> Progress {
    let flow = &config.plan.flow;
    for field in progress.walk(flow).shown.iter().map(|(_, field)| *field).collect::<Vec<_>>() {
        let gave = Event::Gave { name: field.name.clone(), raw: good_raw(field), now: NOW };
        progress = advance(flow, progress, gave).0;
    }
    progress
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_lead_is_made_only_by_going_on_from_a_step_and_once(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = begin(&config, &mut draw);
        for _ in 0..40 {
            let before = progress.clone();
            let happened = event(&mut draw, &config);
            let (after, effects) = advance(flow, progress, happened.clone());
            prop_assert!(after.step < flow.steps.len());
            if effects.contains(&Effect::Submit) {
                let went_on = matches!(happened, Event::Next { .. });
                prop_assert!(went_on);
                prop_assert_eq!(&before.phase, &Phase::Asking);
                prop_assert_eq!(&after.phase, &Phase::Sending);
            }
            let again = advance(flow, after.clone(), Event::Next { now: NOW });
            if after.phase != Phase::Asking {
                prop_assert_eq!(again.1, vec![]);
            }
            progress = after;
        }
    }

    #[test]
    fn going_on_passes_no_step_by_that_is_on_the_way(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = begin(&config, &mut draw);
        for _ in 0..40 {
            let (here, asking) = (progress.step, progress.phase == Phase::Asking);
            let happened = event(&mut draw, &config);
            let is_next = asking && matches!(happened, Event::Next { .. });
            let (after, effects) = advance(flow, progress, happened);
            progress = after;
            let Some(effect) = effects.first().filter(|_| is_next) else { continue };
            let end = match effect {
                Effect::ShowStep(step) if *step > here => *step,
                Effect::Submit => flow.steps.len(),
                _ => continue,
            };
            let walk = progress.walk(flow);
            prop_assert!(!walk.steps.iter().any(|step| (here + 1..end).contains(step)), "from {here} to {end}, past one of {:?}", walk.steps);
        }
    }

    #[test]
    fn whatever_has_happened_sensible_answers_lead_to_the_end(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = begin(&config, &mut draw);
        for _ in 0..draw.below(30) {
            let happened = event(&mut draw, &config);
            let (after, _) = advance(flow, progress.clone(), happened);
            // What happens once a lead is on its way is another property's.
            if after.phase == Phase::Asking {
                progress = after;
            }
        }
        for _ in 0..=2 * flow.steps.len() {
            progress = answer_all(&config, progress);
            let (after, effects) = advance(flow, progress, Event::Next { now: NOW });
            progress = after;
            if effects == [Effect::Submit] {
                return Ok(());
            }
        }
        prop_assert!(false, "still at step {} of {:?}", progress.step, progress.walk(flow).steps);
    }

    #[test]
    fn going_back_leads_to_a_step_on_the_way_and_on_again_keeps_every_answer(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = begin(&config, &mut draw);
        for _ in 0..30 {
            let happened = event(&mut draw, &config);
            progress = advance(flow, progress, happened).0;
            let before: Vec<_> = flow.fields().map(|(_, field)| progress.answer(field, &flow.locale)).collect();
            let can = progress.can_go_back();
            let (back, effects) = advance(flow, progress.clone(), Event::Back);
            if effects.is_empty() {
                prop_assert!(!can, "the button would do nothing");
                prop_assert_eq!(&back, &progress);
                continue;
            }
            prop_assert!(can);
            prop_assert_eq!(&effects, &[Effect::ShowStep(back.step)]);
            prop_assert!(back.step < progress.step && back.walk(flow).steps.contains(&back.step), "{:?}", back.walk(flow).steps);
            let (on, _) = advance(flow, back, Event::Next { now: progress.now });
            let after: Vec<_> = flow.fields().map(|(_, field)| on.answer(field, &flow.locale)).collect();
            prop_assert_eq!(after, before);
        }
    }

    #[test]
    fn a_lead_on_its_way_stays_the_lead_that_was_made(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = begin(&config, &mut draw);
        let mut frozen = false;
        for _ in 0..40 {
            let happened = event(&mut draw, &config);
            let begins_anew = matches!(happened, Event::Reset { .. });
            let (after, effects) = advance(flow, progress, happened);
            progress = after;
            // The outbox takes no second lead while it holds one: a visitor would wait for ever.
            prop_assert!(!(frozen && effects.contains(&Effect::Submit)));
            frozen = (frozen || effects.contains(&Effect::Submit)) && !begins_anew;
            // Only the answer of the receiver moves on; drawn ones come without a lead too.
            if !frozen && progress.phase != Phase::Asking {
                return Ok(());
            }
        }
    }
}
