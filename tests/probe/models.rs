//! Random models: tables and forests over the answers and what is reckoned from them, calibrated or not.

use leadlet_core::json::{Json, object, parse};

use crate::rules::Dice;

/// Draws a table or a forest.
pub(crate) fn model(dice: &mut Dice, names: &[String]) -> Json {
    let kind = dice.pick(&["additive", "trees"]);
    let mut facts: Vec<String> = names.iter().map(|name| format!("answers.{name}")).collect();
    facts.extend(["events.page.n30d", "tells.budget", "email.free", "attribution.utm.source"].map(str::to_owned));
    let features: Vec<Json> = (0..1 + dice.below(6)).map(|_| feature(dice, kind, &facts)).collect();
    let count = features.len();
    let mut members = vec![
        ("kind", kind.into()),
        ("version", 1_i64.into()),
        ("base", part(dice)),
        ("threshold", (dice.below(101) as f64 / 100.0).into()),
        ("features", Json::List(features)),
    ];
    if kind == "trees" {
        members.push(("single", dice.percent(50).into()));
        members.push(("trees", Json::List((0..1 + dice.below(8)).map(|_| tree(dice, count)).collect())));
    } else if dice.percent(50) {
        members.push(("unit", 0.034_657_359.into()));
    }
    match dice.below(3) {
        0 => members.push(("calibration", written(r#"{"kind":"isotonic","logits":[-2,0,1.5],"p":[0.05,0.3,0.3]}"#))),
        1 => members.push(("calibration", written(r#"{"kind":"platt","slope":1.25,"shift":-0.3}"#))),
        _ => {}
    }
    object(members)
}

fn written(text: &str) -> Json {
    parse(text).expect("it is JSON")
}

/// A logit with more decimals than the core keeps.
fn part(dice: &mut Dice) -> Json {
    ((dice.below(6_000_001) as f64 - 3_000_000.0) / 1_234_567.0).into()
}

fn feature(dice: &mut Dice, kind: &str, facts: &[String]) -> Json {
    let mut members = vec![("fact", facts[dice.below(facts.len())].as_str().into())];
    if kind == "trees" {
        if dice.percent(50) {
            members.push(("is", dice.pick(&["lake", "plan", "true"]).into()));
        }
        return object(members);
    }
    let bins = if dice.percent(50) {
        members.push(("edges", Json::List([0.0, 1.5, 20.0].map(Json::Number).to_vec())));
        4
    } else {
        members.push(("values", Json::List(["lake", "true", "7"].map(Json::from).to_vec())));
        3
    };
    members.push(("points", Json::List((0..bins).map(|_| part(dice)).collect())));
    members.extend([("missing", part(dice)), ("other", part(dice))]);
    object(members)
}

/// A tree that goes on to the right, or a leaf alone.
fn tree(dice: &mut Dice, features: usize) -> Json {
    let nodes = dice.below(4);
    let whole = |number: usize| Json::Number(number as f64);
    let right = |node: usize| if node + 1 < nodes { whole(node + 1) } else { Json::Number(-1.0 - nodes as f64) };
    let splits: Vec<(Json, Json, Json)> =
        (0..nodes).map(|_| (whole(dice.below(features)), part(dice), dice.percent(50).into())).collect();
    object(vec![
        ("feature", Json::List(splits.iter().map(|split| split.0.clone()).collect())),
        ("below", Json::List(splits.iter().map(|split| split.1.clone()).collect())),
        ("left", Json::List((0..nodes).map(|node| Json::Number(-1.0 - node as f64)).collect())),
        ("right", Json::List((0..nodes).map(right).collect())),
        ("missingLeft", Json::List(splits.iter().map(|split| split.2.clone()).collect())),
        ("leaf", Json::List((0..=nodes).map(|_| part(dice)).collect())),
        ("weight", Json::List((0..=nodes).map(|_| whole(dice.below(9))).collect())),
    ])
}
