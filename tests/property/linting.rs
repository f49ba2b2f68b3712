//! Deep analysis: what it claims of a config holds for every visitor.
//!
//! Configs are drawn whose conditions read their fields, deeds and the score in every way there is;
//! then visitors walk them, and each claim is held against what happens: a condition that is "never
//! true" is evaluated wherever a walk comes by, a step that is "unreachable" is looked for on every
//! way, a score is compared with its bounds. The runs say how many claims were put to the test.

use crate::{
    cases,
    tangled_configs::config_tree,
    worlds::{Draw, NOW, draws, surroundings},
};
use leadlet_core::{
    answer::{Answer, Occasion, Raw},
    config::Config,
    diagnostic::Diagnostic,
    facts::{Facts, Surroundings},
    field::Field,
    flow::{Flow, walk},
    json::{Json, parse},
    lint,
    logic::Condition,
};
use proptest::prelude::*;
use std::{cell::Cell, collections::BTreeMap};

const OCCASION: Occasion<'static> = Occasion { locale: "en", now: NOW };

thread_local! {
    /// Claims that were put to the test, and how many walks they were put to.
    static TRIED: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

/// Draws an answer that a field takes; nothing where it may stay blank.
fn answer(draw: &mut Draw, field: &Field) -> Option<Answer> {
    for _ in 0..12 {
        let raw = match draw.below(7) {
            0 => Raw::default(),
            1 => Raw::Ticked(draw.once_in(2)),
            2 => Raw::Set(draw.pick(&[Answer::Text("a".into()), Answer::Number(3.0), Answer::Flag(false)])),
            3 => Raw::Text(draw.pick(&["1", "0", "-2", "2.5", "4", "7", "3"]).into()),
            4 => Raw::Text(draw.pick(&["a", "b", "0", "zz", "12"]).into()),
            5 => Raw::Text(draw.pick(&["ann@firm.example", "ann@gmail.com"]).into()),
            _ => Raw::Picked(["a", "b", "c"].into_iter().filter(|_| draw.once_in(2)).map(str::to_owned).collect()),
        };
        if let Ok(answer) = field.read(&raw, &OCCASION) {
            return answer;
        }
    }
    // What every field takes: its first option, its least number, any text, a tick, an address.
    let least = match field.asks.domain() {
        leadlet_core::field::Domain::Number { min, .. } => Raw::Text(min.to_string()),
        _ => Raw::Picked(vec!["a".into(), "b".into()]),
    };
    let tries = [
        least,
        Raw::Text("a".into()),
        Raw::Picked(vec!["a".into()]),
        Raw::Ticked(true),
        Raw::Text("ann@firm.example".into()),
    ];
    tries.iter().find_map(|raw| field.read(raw, &OCCASION).ok()).expect("every drawn field takes something")
}

/// Gives what stands at a path of operators and settings.
fn at_path<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    path.split(['.', '[']).filter(|part| !part.is_empty()).try_fold(json, |here, part| {
        match part.strip_suffix(']').and_then(|digits| digits.parse::<usize>().ok()) {
            Some(index) => here.as_list()?.get(index),
            None => here.get(part),
        }
    })
}

/// What was claimed of one condition.
struct Claims<'c> {
    tree: &'c Json,
    faults: &'c [Diagnostic],
}

impl Claims<'_> {
    /// Holds every claim about the condition at `base` against the facts there are.
    fn try_on(&self, base: &str, facts: &Json) -> Result<(), TestCaseError> {
        for fault in self.faults.iter().filter(|fault| fault.path.starts_with(base)) {
            let rest = fault.path.get(base.len()..).unwrap_or_default();
            if !(rest.is_empty() || rest.starts_with(['.', '['])) {
                continue;
            }
            let (path, expected) = match fault.code {
                "logic/always-true" | "score/rule-always-fires" => (fault.path.clone(), true),
                "logic/unknown-option" | "logic/wrong-kind" | "logic/out-of-range" => {
                    // The claim is about the comparison around the value.
                    let comparison = fault.path.rsplit_once('.').map_or("", |(before, _)| before);
                    let (_, operator) = fault.path.rsplit_once('.').unwrap_or_default();
                    match operator.split('[').next() {
                        Some("===") => (comparison.to_owned(), false),
                        Some("!==") => (comparison.to_owned(), true),
                        _ => continue,
                    }
                }
                code if code.contains("never") || code == "flow/unreachable-step" => (fault.path.clone(), false),
                _ => continue,
            };
            let part = at_path(self.tree, &path).expect("a claim is about something");
            let holds = Condition::read(part).expect("it has been read").holds(facts);
            TRIED.with(|tried| tried.set((tried.get().0 + 1, tried.get().1)));
            prop_assert!(holds == expected, "{fault}\n{}\n{}", part.compact(), facts.compact());
        }
        Ok(())
    }
}

/// Walks as the flow does, and tries the claims about every condition on the way.
fn walk_and_try(
    flow: &Flow,
    claims: &Claims<'_>,
    surroundings: &Surroundings,
    answers: &BTreeMap<String, Option<Answer>>,
) -> Result<(Vec<usize>, Facts), TestCaseError> {
    let mut facts = Facts::of(surroundings, NOW);
    let mut steps = Vec::new();
    let mut next = Some(0);
    while let Some((number, step)) = next.and_then(|number| Some((number, flow.steps.get(number)?))) {
        claims.try_on(&format!("steps[{number}].showIf"), facts.document())?;
        if step.show_if.as_ref().is_some_and(|condition| !condition.holds(facts.document())) {
            next = Some(number + 1);
            continue;
        }
        steps.push(number);
        for (place, field) in step.fields.iter().enumerate() {
            claims.try_on(&format!("steps[{number}].fields[{place}].showIf"), facts.document())?;
            let is_shown = field.show_if.as_ref().is_none_or(|condition| condition.holds(facts.document()));
            if let (true, Some(Some(answer))) = (is_shown, answers.get(&field.name)) {
                facts.answered(field, answer);
            }
        }
        for (index, jump) in step.next.iter().enumerate() {
            claims.try_on(&format!("steps[{number}].next[{index}].if"), facts.document())?;
            if jump.condition.as_ref().is_none_or(|condition| condition.holds(facts.document())) {
                break;
            }
        }
        next = step.target(number, facts.document());
    }
    Ok((steps, facts))
}

fn holds_for(config: &Config, tree: &Json, draw: &mut Draw) -> Result<(), TestCaseError> {
    let (findings, faults) = lint::reason(config, tree);
    let claims = Claims { tree, faults: &faults };
    let plan = &config.plan;
    for _ in 0..12 {
        let surroundings = surroundings(draw);
        let answers: BTreeMap<String, Option<Answer>> =
            plan.flow.fields().map(|(_, field)| (field.name.clone(), answer(draw, field))).collect();
        let (steps, facts) = walk_and_try(&plan.flow, &claims, &surroundings, &answers)?;
        // The walk above is the flow's own.
        let theirs = walk(&plan.flow, &surroundings, NOW, &|field| answers.get(&field.name).cloned().flatten());
        prop_assert_eq!(&steps, &theirs.steps);
        prop_assert_eq!(facts.document(), theirs.facts.document());
        for step in &steps {
            prop_assert!(findings.reachable[*step], "step {step} was said to be unreachable");
        }
        for (index, _) in plan.scoring.rules.iter().enumerate() {
            claims.try_on(&format!("scoring.rules[{index}].if"), facts.document())?;
        }
        claims.try_on("scoring.disqualifiers[0].if", facts.document())?;
        let score = plan.scoring.score(&facts, &surroundings, NOW, &plan.hash);
        let (least, most) = findings.reach.total;
        prop_assert!((least..=most).contains(&score.score), "{} is not within {least} to {most}", score.score);
        let (least, most) = findings.reach.composite;
        prop_assert!((least..=most).contains(&score.composite), "{} is not within {least} to {most}", score.composite);
        for (name, points, percent) in &findings.reach.dimensions {
            let told = leadlet_core::facts::lookup(&score.envelope, &format!("dimensions.{name}"));
            let (has, of) = (told.whole_at("points"), told.whole_at("percent"));
            prop_assert!(
                has.is_some_and(|has| (points.0..=points.1).contains(&has)),
                "{name}: {has:?} not in {points:?}"
            );
            prop_assert!(
                of.is_some_and(|of| (percent.0..=percent.1).contains(&of)),
                "{name}: {of:?} not in {percent:?}"
            );
        }
        let mut judged = facts.clone();
        judged.set("score", score.summary());
        let mut routed = facts.clone();
        for part in ["grade", "rubrics"] {
            routed.set(part, score.envelope.at(part).clone());
        }
        let summary = score.summary();
        let of_routes = summary.as_object().unwrap_or_default().iter().filter(|(name, _)| name != "grade");
        routed.set("score", Json::Object(of_routes.cloned().collect()));
        for (index, route) in tree.at("scoring").list_at("routes").iter().enumerate() {
            claims.try_on(&format!("scoring.routes[{index}].if"), routed.document())?;
            // No lead is at a stage that was said to be out of reach.
            let path = format!("scoring.routes[{index}].stage");
            let is_out_of_reach =
                faults.iter().any(|fault| fault.path == path && fault.code == "score/route-never-taken");
            prop_assert!(!is_out_of_reach || route.text_at("stage") != Some(score.stage), "{path}");
        }
        for (index, outcome) in plan.outcomes.iter().enumerate() {
            claims.try_on(&format!("outcomes[{index}].if"), judged.document())?;
            if outcome.condition.as_ref().is_none_or(|condition| condition.holds(judged.document())) {
                break;
            }
        }
        TRIED.with(|tried| tried.set((tried.get().0, tried.get().1 + 1)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn what_is_said_to_be_impossible_never_happens_and_scores_keep_to_their_bounds(mut draw in draws(), mut visits in draws()) {
        let tree = config_tree(&mut draw);
        let text = tree.compact();
        let reading = leadlet_core::config::read(&text);
        let config = reading.config.unwrap_or_else(|| panic!("a drawn config has faults: {:?}\n{text}", reading.diagnostics));
        let tree = parse(&text).expect("it was written as JSON");
        holds_for(&config, &tree, &mut visits)?;
        let (claims, walks) = TRIED.with(Cell::get);
        if walks % 1200 == 0 {
            println!("{claims} claims were tried on {walks} walks");
        }
    }
}

#[test]
fn claims_are_really_put_to_the_test() {
    // A claim that is wrong is caught: else the property above could not fail.
    let text = r#"{"version":1,"id":"a","steps":[{"id":"s","fields":[{"name":"x","type":"number","min":0,"max":9,"required":true}],"next":[{"if":{">":[{"var":"answers.x"},5]},"to":"end"}]}]}"#;
    let tree = parse(text).expect("JSON");
    let config = leadlet_core::config::read(text).config.expect("sound");
    let wrong = [Diagnostic::warning("flow/jump-never-taken", "steps[0].next[0].if", &["It is wrong."])];
    let answers = BTreeMap::from([("x".to_owned(), Some(Answer::Number(7.0)))]);
    let claims = Claims { tree: &tree, faults: &wrong };
    assert!(walk_and_try(&config.plan.flow, &claims, &Surroundings::default(), &answers).is_err());
}
