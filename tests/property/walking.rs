//! Walking a flow: whatever happens in whatever order, a visitor is never lost and no lead is made twice.

use crate::{
    cases,
    worlds::{NOW, config, draws, event, good_raw, raw, surroundings},
};
use leadlet_core::{
    answer::Occasion,
    config::{Config, read},
    flow::{Effect, Event, Failure, Phase, Progress, advance},
    json::{Json, object},
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

/// Answers and goes on, and tells whether the lead was made.
fn finish(config: &Config, mut progress: Progress) -> (Progress, bool) {
    for _ in 0..=2 * config.plan.flow.steps.len() {
        progress = answer_all(config, progress);
        let (after, effects) = advance(&config.plan.flow, progress, Event::Next { now: NOW });
        progress = after;
        if effects == [Effect::Submit] {
            return (progress, true);
        }
    }
    (progress, false)
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
            let is_still = matches!(before.phase, Phase::Sending | Phase::Waiting | Phase::Done(_));
            if effects.contains(&Effect::Submit) {
                let went_on = matches!(happened, Event::Next { .. } | Event::Retried);
                prop_assert!(went_on && !is_still, "{happened:?} while {:?}", before.phase);
                prop_assert_eq!(&after.phase, &Phase::Sending);
            }
            if is_still && matches!(happened, Event::Next { .. } | Event::Back | Event::Retried | Event::Gave { .. }) {
                let answers = |progress: &Progress| flow.fields().map(|(_, field)| progress.answer(field, &flow.locale)).collect::<Vec<_>>();
                prop_assert!((after.step, &after.phase) == (before.step, &before.phase), "{happened:?}");
                prop_assert!(matches!(before.phase, Phase::Done(_)) || answers(&after) == answers(&before), "{happened:?} while {:?}", before.phase);
            }
            if effects.iter().any(|effect| matches!(effect, Effect::Refuse(_))) {
                prop_assert!(after.refused && after.phase == Phase::Asking, "the step does not say that it refused: {happened:?}");
            }
            if let ([Effect::ShowStep(_), ..], false) = (effects.as_slice(), matches!(happened, Event::Started { .. })) {
                prop_assert_eq!(&after.phase, &Phase::Asking);
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
        let (end, sent) = finish(&config, progress);
        prop_assert!(sent, "still at step {} of {:?}", end.step, end.walk(flow).steps);
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
                // Where every step behind has fallen off the way, the button goes with the first click.
                prop_assert!(!back.can_go_back());
                prop_assert!(can || back == progress);
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
    fn going_to_a_step_leads_only_to_one_seen_before_on_the_way_and_changes_no_answer(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = begin(&config, &mut draw);
        for _ in 0..30 {
            let happened = event(&mut draw, &config);
            progress = advance(flow, progress, happened).0;
            let answers = |progress: &Progress| flow.fields().map(|(_, field)| progress.answer(field, &flow.locale)).collect::<Vec<_>>();
            let target = draw.below(flow.steps.len());
            let (gone, effects) = advance(flow, progress.clone(), Event::GoTo(target));
            let walk = progress.walk(flow);
            if effects.is_empty() {
                prop_assert_eq!(&gone, &progress);
                let might = !progress.is_busy() && !matches!(progress.phase, Phase::Done(_)) && target != progress.step;
                prop_assert!(!(might && progress.seen(&walk).contains(&target)));
                continue;
            }
            prop_assert!(gone.shown_at(gone.step) == progress.shown_at(gone.step) && progress.shown_at(gone.step).is_some());
            prop_assert!(gone.step == target || matches!(effects.last(), Some(Effect::Refuse(_))), "{effects:?}");
            prop_assert_eq!(answers(&gone), answers(&progress));
            prop_assert_eq!(gone.can_go_back(), walk.steps.iter().any(|step| *step < gone.step) || (gone.step == progress.step && progress.can_go_back()));
        }
    }

    #[test]
    fn the_bar_never_runs_backwards_while_a_visitor_goes_on(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = begin(&config, &mut draw);
        let mut said: Vec<(usize, usize, usize)> = Vec::new();
        let look = |progress: &Progress, said: &mut Vec<(usize, usize, usize)>| {
            let walk = progress.walk(flow);
            let ahead = walk.ahead(flow, progress.step);
            let place = walk.steps.iter().position(|step| *step == progress.step).expect("it is on the way") + 1;
            let follow = walk.steps.len() - place;
            assert!(ahead.fewest <= follow && follow <= ahead.most, "{follow} follow, {ahead:?}");
            said.push((place, place + ahead.fewest, place + ahead.most));
        };
        prop_assume!(progress.walk(flow).steps.contains(&progress.step));
        look(&progress, &mut said);
        let steps = loop {
            // A field that an answer brings into sight is answered too.
            let mut answered: Vec<String> = Vec::new();
            while let Some(field) = progress.walk(flow).fields(progress.step).find(|field| !answered.contains(&field.name)) {
                let raw = if draw.once_in(4) { raw(&mut draw) } else { good_raw(field) };
                let raw = if field.read_where(&raw, &Occasion { locale: &flow.locale, now: NOW }, true).is_ok() { raw } else { good_raw(field) };
                progress = advance(flow, progress.clone(), Event::Gave { name: field.name.clone(), raw, now: NOW }).0;
                answered.push(field.name.clone());
                look(&progress, &mut said);
            }
            let (after, effects) = advance(flow, progress, Event::Next { now: NOW });
            progress = after;
            prop_assert!(!matches!(effects.last(), Some(Effect::Refuse(_))), "{effects:?}");
            if effects == [Effect::Submit] {
                break progress.walk(flow).steps.len();
            }
            look(&progress, &mut said);
        };
        for pair in said.windows(2) {
            let [(place, fewest, most), (then_place, then_fewest, then_most)] = pair else { continue };
            prop_assert!(place <= then_place && fewest <= then_fewest && then_most <= most, "{said:?}");
        }
        prop_assert!(said.iter().all(|(_, fewest, most)| (*fewest..=*most).contains(&steps)), "{said:?}, {steps} in all");
    }

    #[test]
    fn a_config_that_is_read_ends_and_one_with_a_way_back_is_not_read(mut draw in draws()) {
        let names = ["step0", "step1", "step2", "step3", "end"];
        let mut backward = false;
        let steps: Vec<Json> = (0..4).map(|number| {
            let jumps = (0..draw.below(3)).map(|_| {
                let to = draw.below(names.len());
                backward |= to <= number;
                let page = object(vec![("var", "events.page.n".into())]);
                let condition = object(vec![(draw.pick(&[">", "<"]), Json::List(vec![page, draw.between(0, 3).into()]))]);
                object(vec![("if", condition), ("to", names[to].into())])
            }).collect::<Vec<_>>();
            let mut members = vec![("id", names[number].into()), ("fields", Json::List(Vec::new()))];
            if !jumps.is_empty() {
                members.push(("next", Json::List(jumps)));
            }
            object(members)
        }).collect();
        let tree = object(vec![("version", 1_i64.into()), ("id", "a".into()), ("steps", Json::List(steps))]);
        let reading = read(&tree.compact());
        let said = reading.diagnostics.iter().any(|diagnostic| diagnostic.code == "flow/backward-step");
        prop_assert_eq!((reading.config.is_none(), said), (backward, backward));
        if let Some(config) = reading.config {
            let walk = begin(&config, &mut draw).walk(&config.plan.flow).steps;
            prop_assert!(walk.len() <= 4 && walk.windows(2).all(|pair| pair[0] < pair[1]), "{walk:?}");
        }
    }

    #[test]
    fn nothing_but_a_failure_or_a_reset_lets_a_second_lead_be_made(mut draw in draws()) {
        let config = config(&mut draw);
        let begun = begin(&config, &mut draw);
        let (mut progress, sent) = finish(&config, begun);
        prop_assert!(sent);
        for _ in 0..40 {
            let happened = event(&mut draw, &config);
            if matches!(happened, Event::Reset { .. } | Event::Undelivered(_)) {
                continue;
            }
            let (after, effects) = advance(&config.plan.flow, progress, happened.clone());
            prop_assert!(!effects.contains(&Effect::Submit), "after {happened:?}");
            prop_assert!(after.phase != Phase::Asking, "after {happened:?}");
            progress = after;
        }
    }

    #[test]
    fn after_a_failure_the_visitor_can_try_again_or_go_back_and_correct(mut draw in draws()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let begun = begin(&config, &mut draw);
        let (sending, sent) = finish(&config, begun);
        prop_assert!(sent);
        let (failed, _) = advance(flow, sending, Event::Undelivered(Failure::Refused));
        let (again, effects) = advance(flow, failed.clone(), Event::Retried);
        prop_assert_eq!(effects, vec![Effect::Submit]);
        prop_assert_eq!(again.phase, Phase::Sending);
        let (back, _) = advance(flow, failed, Event::Back);
        let (_, sent) = finish(&config, back);
        prop_assert!(sent);
    }
}
