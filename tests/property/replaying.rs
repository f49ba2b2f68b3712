//! Replays: visits that are written down happen as they would in a page.

use crate::{
    cases,
    worlds::{self, Draw, draws},
};
use leadlet_core::{
    answer::Raw,
    config::Config,
    facts::Surroundings,
    flow::Progress,
    json::{Json, object},
    replay::{Branch, Case, Coverage, End, Given, Visit, differences, outcome_of, renewed, visit},
};
use proptest::prelude::*;

/// Draws a visitor who answers some fields sensibly and leaves others.
fn case(draw: &mut Draw, config: &Config, surroundings: Surroundings) -> Case {
    let mut answers = Vec::new();
    for (_, field) in config.plan.flow.fields() {
        let value = match worlds::good_raw(field) {
            Raw::Text(text) => text.into(),
            Raw::Picked(values) | Raw::Beside(values, _) => values.into(),
            Raw::Ticked(ticked) => ticked.into(),
            Raw::Set(_) => continue,
        };
        if !draw.once_in(4) {
            answers.push(Given { name: field.name.clone(), value, own: draw.once_in(2) });
        }
    }
    Case {
        name: "drawn".to_owned(),
        at: worlds::NOW,
        answers,
        surroundings,
        hidden: Vec::new(),
        parameters: Vec::new(),
        prefill: Vec::new(),
        consent: !draw.once_in(4),
        expect: None,
    }
}

fn played(draw: &mut Draw) -> (Config, Case, Visit) {
    let config = worlds::config(draw);
    let surroundings = worlds::surroundings(draw);
    let case = case(draw, &config, surroundings);
    let visit = visit(&config.plan, &config.words, &case);
    (config, case, visit)
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_branches_that_are_told_are_those_the_walk_takes(mut draw in draws()) {
        let config = worlds::config(&mut draw);
        let flow = &config.plan.flow;
        let mut progress = Progress::new(worlds::surroundings(&mut draw));
        for _ in 0..draw.below(20) {
            let event = worlds::event(&mut draw, &config);
            progress = leadlet_core::flow::advance(flow, progress, event).0;
        }
        let walk = progress.walk(flow);
        let taken = Branch::taken(flow, &progress, &walk);
        let all = Branch::all(flow);
        for branch in &taken {
            prop_assert!(all.contains(branch), "{}", branch.say(flow));
            match *branch {
                Branch::Step { step, shown } => prop_assert_eq!(walk.steps.contains(&step), shown),
                Branch::Field { step, field, shown } => {
                    let name = &flow.steps[step].fields[field].name;
                    prop_assert_eq!(walk.fields(step).any(|field| field.name == *name), shown);
                }
                Branch::Required { step, field, required } => {
                    let field = &flow.steps[step].fields[field];
                    prop_assert!(walk.fields(step).any(|shown| shown.name == field.name));
                    prop_assert_eq!(walk.requires(field), required);
                }
                Branch::Jump { step, .. } => prop_assert!(walk.steps.contains(&step)),
            }
        }
        for step in &walk.steps {
            prop_assert_eq!(
                taken.contains(&Branch::Step { step: *step, shown: true }),
                flow.steps[*step].show_if.is_some()
            );
            prop_assert_eq!(
                taken.iter().any(|branch| matches!(branch, Branch::Jump { step: of, .. } if of == step)),
                !flow.steps[*step].next.is_empty()
            );
        }
    }

    #[test]
    fn a_visit_that_ends_with_a_lead_went_the_way_of_the_walk(mut draw in draws()) {
        let (config, case, visit) = played(&mut draw);
        if let End::Lead(lead) = &visit.end {
            prop_assert_eq!(lead.body.whole_at("submittedAt"), Some(case.at));
            prop_assert!(!visit.path.is_empty());
            prop_assert!(visit.path.windows(2).all(|pair| pair[0] < pair[1]));
            let answers = lead.body.at("answers").as_object().expect("a lead has answers");
            for (name, _) in answers {
                prop_assert!(visit.asked.contains(name), "{} is in the lead, but nobody was asked", name);
            }
            for given in case.answers.iter().filter(|given| given.own) {
                let asked = visit.asked.contains(&given.name);
                prop_assert_eq!(visit.absent.iter().any(|absence| absence.name == given.name), !asked);
            }
        } else if let End::Refused(refusals) = &visit.end {
            prop_assert!(!refusals.is_empty());
            for refusal in refusals {
                prop_assert!(!refusal.reason.is_empty() && !refusal.sentence.is_empty());
                prop_assert!(config.plan.flow.field(&refusal.name).is_some_and(|field| field.required || field.required_if.is_some()));
            }
        }
    }

    #[test]
    fn what_is_written_anew_is_what_comes(mut draw in draws()) {
        let (config, _, visit) = played(&mut draw);
        let plan = &config.plan;
        let whole = outcome_of(&visit, plan);
        prop_assert_eq!(differences(Some(&whole), &visit, plan), []);
        let other = object(vec![
            ("score", 101_i64.into()),
            ("path", Json::List(Vec::new())),
            ("contributions", object(vec![("r0", 7_i64.into()), ("r1", 0_i64.into())])),
            ("refused", object(vec![("nobody", "freeMail".into())])),
        ]);
        for before in [None, Some(object(Vec::new())), Some(whole), Some(other)] {
            let after = renewed(before.as_ref(), &visit, plan);
            prop_assert!(!after.as_object().expect("an object").is_empty());
            prop_assert_eq!(differences(Some(&after), &visit, plan), [], "{}", after);
            prop_assert_eq!(renewed(Some(&after), &visit, plan), after);
        }
    }

    #[test]
    fn a_case_that_happens_again_reaches_nothing_more(mut draw in draws()) {
        let (config, _, visit) = played(&mut draw);
        let mut coverage = Coverage::of(&config.plan);
        prop_assert_eq!(coverage.count(None).0, 0);
        coverage.add(&visit, &config.plan);
        let once = coverage.count(None);
        coverage.add(&visit, &config.plan);
        prop_assert_eq!(coverage.count(None), once);
        prop_assert!(once.0 > 0 && once.0 <= once.1, "the first step at least is shown: {:?}", once);
    }
}
