//! Models: whatever the tables and the trees, the reasons add up and a receiver finds the same.

use crate::{
    cases,
    worlds::{Draw, NOW, config, draws, event, surroundings},
};
use leadlet_core::{
    flow::{Event, Progress, advance},
    json::{Json, object, parse},
    lead::{Doubt, ReceivedLead, compose, recompute},
};
use proptest::prelude::*;

/// Draws no model, a table or a forest over the answers and the events.
pub(crate) fn model(draw: &mut Draw, names: &[String]) -> Option<Json> {
    let kind = draw.pick(&["none", "additive", "trees"]);
    if kind == "none" {
        return None;
    }
    let mut facts: Vec<String> = names.iter().map(|name| ["answers.", name].concat()).collect();
    facts.extend(["events.page.n30d", "tells.budget", "email.free", "attribution.utm.source"].map(str::to_owned));
    let features: Vec<Json> = (0..1 + draw.below(6)).map(|_| feature(draw, kind, &facts)).collect();
    let count = features.len();
    let mut members = vec![
        ("kind", kind.into()),
        ("version", 1_i64.into()),
        ("base", part(draw)),
        ("threshold", (draw.between(0, 100) as f64 / 100.0).into()),
        ("features", Json::List(features)),
    ];
    if kind == "trees" {
        members.push(("single", draw.once_in(2).into()));
        members.push(("trees", Json::List((0..1 + draw.below(5)).map(|_| tree(draw, count)).collect())));
    } else if draw.once_in(2) {
        members.push(("unit", 0.034_657_359.into()));
    }
    if draw.once_in(2) {
        members.push(("calibration", parse(r#"{"kind":"isotonic","logits":[-2,0,1.5],"p":[0.05,0.3,0.3]}"#).ok()?));
    }
    Some(object(members))
}

/// A logit with more decimals than the core keeps.
fn part(draw: &mut Draw) -> Json {
    (draw.between(-3_000_000, 3_000_000) as f64 / 1_234_567.0).into()
}

fn feature(draw: &mut Draw, kind: &str, facts: &[String]) -> Json {
    let mut members = vec![("fact", draw.pick(facts).into())];
    if kind == "trees" {
        if draw.once_in(2) {
            members.push(("is", draw.pick(&["a", "b", "true"]).into()));
        }
        return object(members);
    }
    let bins = if draw.once_in(2) {
        members.push(("edges", parse("[0,1.5,20]").expect("JSON")));
        4
    } else {
        members.push(("values", parse(r#"["a","true","7"]"#).expect("JSON")));
        3
    };
    members.push(("points", Json::List((0..bins).map(|_| part(draw)).collect())));
    members.extend([("missing", part(draw)), ("other", part(draw))]);
    object(members)
}

/// A tree that goes on to the right, or a leaf alone.
fn tree(draw: &mut Draw, features: usize) -> Json {
    let nodes = draw.below(4);
    let each = |draw: &mut Draw, one: &dyn Fn(&mut Draw, usize) -> Json| -> Json {
        Json::List((0..nodes).map(|node| one(draw, node)).collect())
    };
    let whole = |number: usize| Json::Number(number as f64);
    object(vec![
        ("feature", each(draw, &|draw, _| whole(draw.below(features)))),
        ("below", each(draw, &|draw, _| part(draw))),
        ("left", each(draw, &|_, node| Json::Number(-1.0 - node as f64))),
        (
            "right",
            each(draw, &|_, node| if node + 1 < nodes { whole(node + 1) } else { Json::Number(-1.0 - nodes as f64) }),
        ),
        ("missingLeft", each(draw, &|draw, _| draw.once_in(2).into())),
        ("leaf", Json::List((0..=nodes).map(|_| part(draw)).collect())),
        ("weight", Json::List((0..=nodes).map(|_| whole(draw.below(9))).collect())),
    ])
}

/// A decimal as billionths.
fn billionths(json: &Json) -> i64 {
    (json.as_number().expect("a logit") * 1e9).round() as i64
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_reasons_of_a_model_add_up_to_its_logit_and_a_receiver_finds_the_same_bytes(mut draw in draws()) {
        let config = config(&mut draw);
        let mut progress = Progress::new(surroundings(&mut draw));
        progress = advance(&config.plan.flow, progress, Event::Started { now: NOW }).0;
        for _ in 0..draw.below(25) {
            let happened = event(&mut draw, &config);
            progress = advance(&config.plan.flow, progress, happened).0;
        }
        let lead = compose(&config.plan, &progress, "01999999-0000-7000-8000-000000000001", NOW);
        let body = parse(&lead.body.compact()).expect("a lead is JSON");
        let received = ReceivedLead::read(&body).expect("a lead that was made can be read");
        let doubts = recompute(&config.plan, &received).doubts;
        // A visit that was cut short left something open; that is no matter of the model.
        prop_assert!(doubts.iter().all(|doubt| matches!(doubt, Doubt::Unanswered(_))), "{:?}", doubts);
        let told = body.at("score");
        if let Some(model) = told.get("model") {
            let parts: i64 = model.list_at("contributions").iter().map(|part| billionths(part.at("logit"))).sum();
            prop_assert_eq!(billionths(model.at("base")) + parts, billionths(told.at("logit")));
            let p = told.number_at("p").expect("a probability");
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert!((p * 1e6 - (p * 1e6).round()).abs() < 1e-6, "six decimals: {}", p);
        }
    }
}
