//! Leads: they hold what was asked and nothing else, and a receiver can prove their score.

use crate::{
    cases,
    worlds::{Draw, NOW, config, draws, event, raw, surroundings},
};
use leadlet_core::{
    answer::Raw,
    config::Config,
    flow::{Event, Phase, Progress, advance},
    json::{Json, object, parse},
    lead::{Doubt, Lead, ReceivedLead, compose, recompute},
    signals::counts,
};
use proptest::prelude::*;

const LEAD_ID: &str = "01999999-0000-7000-8000-000000000001";

/// A visitor who did all sorts of things and then had the lead made.
fn visited(draw: &mut Draw) -> (Config, Lead) {
    let config = config(draw);
    let mut progress = Progress::new(surroundings(draw));
    progress = advance(&config.plan.flow, progress, Event::Started { now: NOW }).0;
    for _ in 0..draw.below(25) {
        let happened = event(draw, &config);
        progress = advance(&config.plan.flow, progress, happened).0;
    }
    let lead = compose(&config.plan, &progress, LEAD_ID, NOW);
    (config, lead)
}

fn received(body: &Json) -> ReceivedLead {
    let parsed = parse(&body.compact()).expect("a lead is JSON");
    ReceivedLead::read(&parsed).expect("a lead that was made can be read")
}

/// Finds what is wrong with a lead, besides what a visit cut short has left open.
fn doubts(config: &Config, body: &Json) -> Vec<Doubt> {
    let mut found = recompute(&config.plan, &received(body)).doubts;
    found.retain(|doubt| !matches!(doubt, Doubt::Unanswered(_)));
    found
}

/// Replaces the member at a path of names.
fn replace(json: &Json, path: &[&str], value: &Json) -> Json {
    let Some((name, rest)) = path.split_first() else { return value.clone() };
    let members = json.as_object().unwrap_or_default();
    let inner =
        |(key, old): &(String, Json)| (key.clone(), if key == name { replace(old, rest, value) } else { old.clone() });
    Json::Object(members.iter().map(inner).collect())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_lead_holds_only_answers_of_fields_that_were_shown(mut draw in draws()) {
        let (config, lead) = visited(&mut draw);
        let flow = &config.plan.flow;
        let told = received(&lead.body);
        // Drawn conditions read earlier answers only, so they hold at the end as they did in between.
        let answers = Json::Object(told.answers.clone());
        let visitor = Json::Object(told.surroundings.visitor.iter().map(|(name, value)| (name.clone(), value.into())).collect());
        let facts = object(vec![("answers", answers), ("events", counts(&told.surroundings.signals, NOW)), ("visitor", visitor)]);
        let holds = |condition: Option<&leadlet_core::logic::Condition>| condition.is_none_or(|condition| condition.holds(&facts));
        let mut steps: Vec<usize> = Vec::new();
        let mut number = 0;
        while let Some(step) = flow.steps.get(number) {
            let shown = holds(step.show_if.as_ref());
            if shown {
                steps.push(number);
            }
            number = if shown { step.target(number, &facts).unwrap_or(flow.steps.len()) } else { number + 1 };
        }
        for (name, _) in &told.answers {
            let (step, field) = flow.fields().find(|(_, field)| field.name == *name).expect("an answer has a field");
            prop_assert!(steps.contains(&step), "{name} stands on step {step}, the way is {steps:?}");
            prop_assert!(holds(field.show_if.as_ref()), "{name}");
        }
    }

    /// All but one thing: when an agreement was first shown and when its box was last changed.
    #[test]
    fn the_same_answers_in_any_order_give_the_same_lead(mut draw in draws(), order in any::<prop::sample::Index>()) {
        let config = config(&mut draw);
        let flow = &config.plan.flow;
        let start = Progress::new(surroundings(&mut draw));
        let start = advance(flow, start, Event::Started { now: NOW }).0;
        let mut given: Vec<(String, Raw)> = flow.fields().map(|(_, field)| (field.name.clone(), raw(&mut draw))).collect();
        let detours: Vec<Event> = (0..draw.below(20)).map(|_| match draw.below(5) {
            0 | 1 => Event::Next { now: NOW + 5 },
            2 => Event::Back,
            3 => Event::Left { name: draw.pick(&["f0", "f1", "f2"]).to_owned() },
            _ => Event::GoTo(draw.below(flow.steps.len())),
        }).collect();
        let give = |given: &[(String, Raw)], noise: Option<&Raw>| {
            let mut progress = start.clone();
            let mut detours = detours.iter().filter(|_| noise.is_some());
            for (name, raw) in given {
                // First thoughts leave no trace, nor does where they were had.
                for raw in noise.into_iter().chain([raw]) {
                    progress = advance(flow, progress, Event::Gave { name: name.clone(), raw: raw.clone(), now: NOW }).0;
                    if progress.phase == Phase::Asking && let Some(detour) = detours.next() {
                        progress = advance(flow, progress, detour.clone()).0;
                    }
                    // A lead that is on its way takes no answers; these visitors are not done yet.
                    progress.phase = Phase::Asking;
                }
            }
            let body = compose(&config.plan, &progress, LEAD_ID, NOW).body;
            let times = ["shownAt", "givenAt"];
            let timeless = body.list_at("consents").iter().map(|consent| times.iter().fold(consent.clone(), |consent, time| replace(&consent, &[time], &Json::Null)));
            replace(&body, &["consents"], &Json::List(timeless.collect())).compact()
        };
        let expected = give(&given, None);
        let noise = raw(&mut draw);
        given.reverse();
        prop_assert_eq!(&give(&given, Some(&noise)), &expected);
        if !given.is_empty() {
            let by = order.index(given.len());
            given.rotate_left(by);
            prop_assert_eq!(&give(&given, Some(&noise)), &expected);
        }
    }

    #[test]
    fn a_receiver_computes_the_same_envelope_to_the_byte(mut draw in draws()) {
        let (config, lead) = visited(&mut draw);
        let found = recompute(&config.plan, &received(&lead.body));
        prop_assert_eq!(doubts(&config, &lead.body), []);
        prop_assert_eq!(found.envelope.compact(), lead.score.envelope.compact());
        prop_assert_eq!(found.outcome, lead.outcome);
    }

    /// The envelope names its inputs by their hash, so a change shows even where the score stays the same.
    #[test]
    fn a_lead_whose_inputs_were_changed_does_not_match(mut draw in draws(), which in any::<prop::sample::Index>()) {
        let (config, lead) = visited(&mut draw);
        let body = &lead.body;
        let told = received(body);
        let mut forged: Vec<Json> = Vec::new();
        if !told.answers.is_empty() {
            let (name, value) = &told.answers[which.index(told.answers.len())];
            let others: Vec<_> = told.answers.iter().filter(|(other, _)| other != name).cloned().collect();
            forged.push(replace(body, &["answers"], &Json::Object(others)));
            for other in [Json::from("forged"), Json::from(true), Json::Number(77.25), Json::List(vec!["a".into()])] {
                if other != *value {
                    forged.push(replace(body, &["answers", name], &other));
                }
            }
        }
        let more: Vec<_> = told.answers.iter().cloned().chain([("unasked".to_owned(), true.into())]).collect();
        forged.push(replace(body, &["answers"], &Json::Object(more)));
        let mut events = body.list_at("events").to_vec();
        events.push(object(vec![("t", NOW.into()), ("kind", "page".into()), ("path", "/pricing".into())]));
        forged.push(replace(body, &["events"], &Json::List(events)));
        forged.push(replace(body, &["attribution", "landing"], &"/forged".into()));
        forged.push(replace(body, &["visitor"], &object(vec![("isCustomer", "maybe".into())])));
        for forged in forged {
            prop_assert!(!doubts(&config, &forged).is_empty(), "{}", forged.compact());
        }
    }

    #[test]
    fn a_lead_whose_score_or_outcome_was_changed_does_not_match(mut draw in draws(), which in any::<prop::sample::Index>()) {
        let (config, lead) = visited(&mut draw);
        let body = &lead.body;
        let envelope = lead.score.envelope.as_object().unwrap_or_default();
        let (part, value) = &envelope[which.index(envelope.len())];
        let mut forged = vec![
            replace(body, &["outcome"], &"forged".into()),
            replace(body, &["outcome"], &Json::Null),
            replace(body, &["score"], &Json::Null),
            replace(body, &["score", "score"], &(lead.score.score + 1).into()),
            replace(body, &["submittedAt"], &(NOW + 1).into()),
            replace(body, &["score", part], &if *value == Json::Null { true.into() } else { Json::Null }),
        ];
        if let Some(first) = lead.score.contributions.first() {
            let mut contributions = body.at("score").list_at("contributions").to_vec();
            contributions[0] = replace(&contributions[0], &["points"], &(first.points + 1).into());
            forged.push(replace(body, &["score", "contributions"], &Json::List(contributions)));
        }
        for forged in forged {
            prop_assert!(!doubts(&config, &forged).is_empty(), "{}", forged.compact());
        }
    }

    /// Answers are a set of names: their order, and what is not an input of the score, proves nothing.
    #[test]
    fn the_order_of_answers_and_what_is_not_scored_do_not_matter(mut draw in draws()) {
        let (config, lead) = visited(&mut draw);
        let mut answers = received(&lead.body).answers;
        answers.reverse();
        let turned = replace(&lead.body, &["answers"], &Json::Object(answers));
        prop_assert_eq!(doubts(&config, &turned), []);
        let other_name = replace(&lead.body, &["leadId"], &"01999999-0000-7000-8000-000000000002".into());
        prop_assert_eq!(doubts(&config, &other_name), []);
    }

    #[test]
    fn a_body_that_is_damaged_is_refused_or_read_never_a_panic(mut draw in draws(), cut in any::<prop::sample::Index>(), insert in "[\\[\\]{}\",:0-9a-z]{0,3}") {
        let (config, lead) = visited(&mut draw);
        let mut text = lead.body.compact();
        let at = cut.index(text.len());
        prop_assume!(text.is_char_boundary(at));
        text.insert_str(at, &insert);
        let Ok(body) = parse(&text) else { return Ok(()) };
        match ReceivedLead::read(&body) {
            Ok(read) => {
                let _ = recompute(&config.plan, &read);
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
