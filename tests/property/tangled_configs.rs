//! Configs for the deeper look: every operator that is reasoned about, over fields of every kind, deeds
//! and the score; many of them contradict themselves.

use crate::worlds::Draw;
use leadlet_core::json::{Json, object};

fn list(items: Vec<Json>) -> Json {
    Json::List(items)
}

fn op(name: &str, args: Vec<Json>) -> Json {
    Json::Object(vec![(name.to_owned(), list(args))])
}

fn var(path: &str) -> Json {
    object(vec![("var", path.into())])
}

/// A field that was drawn: its name and its type, for conditions that suit it.
#[derive(Clone)]
struct Asked {
    name: String,
    sort: &'static str,
}

static SORTS: &[&str] =
    &["one", "many", "number", "whole", "text", "agreement", "hidden", "email", "yes-no", "scale", "rating"];

fn field(draw: &mut Draw, asked: &mut Vec<Asked>) -> Json {
    let sort = draw.pick(SORTS);
    let name = format!("f{}", asked.len());
    let condition = draw.once_in(3).then(|| condition(draw, asked, false, 2));
    let kind = match sort {
        "one" | "many" => "choice",
        "whole" => "number",
        other => other,
    };
    let mut members: Vec<(&'static str, Json)> = vec![("name", name.as_str().into()), ("type", kind.into())];
    match sort {
        "one" | "many" => {
            let level = |draw: &mut Draw| draw.between(0, 3);
            let option = |value: &str, level: i64| {
                object(vec![("value", value.into()), ("level", level.into()), ("asksFor", "demo".into())])
            };
            let options = ["a", "b", "c"].map(|value| option(value, level(draw)));
            members.push(("options", list(options.to_vec())));
            if draw.once_in(4) {
                members.push(("allowOther", true.into()));
            }
            if sort == "many" {
                members.push(("many", true.into()));
                if draw.once_in(2) {
                    members.push(("minPicked", draw.between(1, 2).into()));
                    members.push(("maxPicked", draw.between(2, 3).into()));
                }
            }
        }
        "number" | "whole" => {
            let min = draw.between(-3, 3);
            members.push(("min", min.into()));
            members.push(("max", (min + draw.between(0, 8)).into()));
            members.push(("whole", (sort == "whole").into()));
        }
        "text" => {
            members.push(("minLength", 1_i64.into()));
            members.push(("maxLength", draw.between(1, 4).into()));
        }
        "agreement" => members.push(("text", "Write to me.".into())),
        "hidden" if draw.once_in(2) => members.push(("value", draw.pick(&["a", "b"]).into())),
        _ => {}
    }
    if sort != "hidden" && draw.once_in(2) {
        members.push(("required", true.into()));
    }
    if let Some(condition) = condition {
        members.push(("showIf", condition));
    }
    if draw.once_in(3) {
        members.push(("tells", draw.pick(&["budget", "need", "economicBuyer", "challenges"]).into()));
    }
    asked.push(Asked { name, sort });
    object(members)
}

/// Draws a value that a field of this sort may well be compared with.
fn value(draw: &mut Draw, sort: &str) -> Json {
    match (sort, draw.below(8)) {
        (_, 0) => Json::Null,
        (_, 1) => draw.pick(&[Json::Bool(true), Json::Bool(false), "".into(), "zz".into(), 0_i64.into()]),
        ("number" | "whole" | "scale" | "rating", _) => Json::Number(draw.between(-8, 16) as f64 / 2.0),
        ("agreement", _) => Json::Bool(true),
        ("yes-no", _) => Json::Bool(draw.once_in(2)),
        _ => draw.pick(&["a", "b", "c"]).into(),
    }
}

/// Draws something that has a value: a fact, a constant, or what is reckoned from them.
fn term(draw: &mut Draw, asked: &[Asked], with_score: bool, depth: usize) -> (Json, &'static str) {
    let facts = [
        ("events.page.n", "whole"),
        ("events.page.n7d", "whole"),
        ("visitor.isCustomer", "agreement"),
        ("tells.budget", "whole"),
        ("tells.need", "whole"),
        ("tells.authority", "whole"),
        ("attribution.clickIds.gclid", "text"),
        ("email.free", "agreement"),
        ("attribution.utm.source", "text"),
    ];
    let scores = [
        ("score.total", "whole"),
        ("score.stage", "text"),
        ("score.temperature", "text"),
        ("score.composite", "whole"),
        ("score.funnel", "text"),
        ("score.dimensions.fit.points", "whole"),
        ("score.dimensions.own.percent", "whole"),
        ("score.grade", "text"),
    ];
    match draw.below(if depth == 0 { 5 } else { 8 }) {
        0 => {
            let (path, sort) = draw.pick(&facts);
            (var(path), sort)
        }
        1 if with_score => {
            let (path, sort) = draw.pick(&scores);
            (var(path), sort)
        }
        5 => {
            let (a, b) = (term(draw, asked, with_score, depth - 1).0, term(draw, asked, with_score, depth - 1).0);
            (op(draw.pick(&["+", "-", "*", "/", "min", "max", "%"]), vec![a, b]), "number")
        }
        6 => {
            let test = condition(draw, asked, with_score, depth - 1);
            let (a, sort) = term(draw, asked, with_score, depth - 1);
            (op("if", vec![test, a, value(draw, sort)]), sort)
        }
        _ if asked.is_empty() => (var("events.page.n30d"), "whole"),
        7 => {
            let one = draw.pick(asked);
            (var(&format!("answers.{}.length", one.name)), "whole")
        }
        _ => {
            let one = draw.pick(asked);
            (var(&format!("answers.{}", one.name)), one.sort)
        }
    }
}

/// Draws a condition of any operator that is reasoned about.
fn condition(draw: &mut Draw, asked: &[Asked], with_score: bool, depth: usize) -> Json {
    if depth > 0 && draw.once_in(2) {
        let part = |draw: &mut Draw| condition(draw, asked, with_score, depth - 1);
        return match draw.below(4) {
            0 | 1 => {
                let (a, b) = (part(draw), part(draw));
                op("and", vec![a, b])
            }
            2 => {
                let (a, b) = (part(draw), part(draw));
                op("or", vec![a, b])
            }
            _ => {
                let inner = part(draw);
                op("!", vec![inner])
            }
        };
    }
    let (one, sort) = term(draw, asked, with_score, depth);
    match draw.below(10) {
        0 | 1 => op(draw.pick(&["===", "!=="]), vec![one, value(draw, sort)]),
        2 | 3 => op(draw.pick(&["<", "<=", ">", ">="]), vec![one, value(draw, sort)]),
        4 => op("<=", vec![value(draw, sort), one, value(draw, sort)]),
        5 => {
            let items = (0..draw.below(4)).map(|_| value(draw, sort)).collect();
            op("in", vec![one, list(items)])
        }
        6 => op("in", vec![value(draw, sort), one]),
        7 => {
            let names: Vec<Json> = (0..1 + draw.below(2))
                .map(|_| {
                    if asked.is_empty() {
                        "email.domain".into()
                    } else {
                        format!("answers.{}", draw.pick(asked).name).into()
                    }
                })
                .collect();
            if draw.once_in(2) { op("missing", names) } else { op("missing_some", vec![1_i64.into(), list(names)]) }
        }
        8 => op(
            draw.pick(&["some", "all", "none"]),
            vec![one, op("in", vec![var(""), list(vec![draw.pick(&["a", "b", "zz"]).into(), "c".into()])])],
        ),
        _ => op("!!", vec![one]),
    }
}

/// Draws a config without errors, whose conditions read whatever there is.
pub(crate) fn config_tree(draw: &mut Draw) -> Json {
    let mut asked: Vec<Asked> = Vec::new();
    let count = 1 + draw.below(5);
    let steps: Vec<Json> = (0..count)
        .map(|number| {
            let mut members = vec![("id", format!("step{number}").into()), ("text", "Read this.".into())];
            if draw.once_in(3) {
                members.push(("showIf", condition(draw, &asked, false, 2)));
            }
            let fields = (0..draw.below(4)).map(|_| field(draw, &mut asked)).collect();
            members.push(("fields", list(fields)));
            let later: Vec<String> =
                (number + 1..count).map(|later| format!("step{later}")).chain(["end".to_owned()]).collect();
            let jumps: Vec<Json> = (0..draw.below(3))
                .map(|_| object(vec![("if", condition(draw, &asked, false, 2)), ("to", draw.pick(&later).into())]))
                .collect();
            if !jumps.is_empty() {
                members.push(("next", list(jumps)));
            }
            object(members)
        })
        .collect();
    let rules = (0..draw.below(7))
        .map(|number| {
            let mut members: Vec<(&'static str, Json)> =
                vec![("id", format!("r{number}").into()), ("points", draw.between(-60, 90).into())];
            if draw.once_in(4) {
                members.push(("count", object(vec![("event", "page".into())])));
                if draw.once_in(2) {
                    members.push((draw.pick(&["max", "maxPerDay"]), draw.between(1, 80).into()));
                }
            } else {
                members.push(("if", condition(draw, &asked, false, 1)));
            }
            if draw.once_in(3) {
                members.push(("funnel", draw.pick(&["tofu", "mofu", "bofu"]).into()));
            }
            if draw.once_in(3) {
                members.push(("group", draw.pick(&["g0", "g1"]).into()));
            }
            if draw.once_in(2) {
                members.push(("dimension", draw.pick(&["fit", "engagement", "own"]).into()));
            }
            object(members)
        })
        .collect();
    let bounds = |draw: &mut Draw, id: &str| {
        let (one, other) = (draw.between(-60, 120), draw.between(-60, 120));
        object(vec![("id", id.into()), ("min", one.min(other).into()), ("max", one.max(other).into())])
    };
    let groups = list(vec![bounds(draw, "g0"), bounds(draw, "g1")]);
    let bounded: Vec<&str> = ["fit", "engagement", "own"].into_iter().filter(|_| draw.once_in(3)).collect();
    let dimensions: Vec<Json> = bounded.into_iter().map(|id| bounds(draw, id)).collect();
    let mut scoring = vec![
        ("rules", list(rules)),
        ("groups", groups),
        ("dimensions", list(dimensions)),
        ("rubrics", list(vec!["bant".into()])),
    ];
    if draw.once_in(3) {
        let gate = object(vec![("id", "gate".into()), ("if", condition(draw, &asked, false, 1))]);
        scoring.push(("disqualifiers", list(vec![gate])));
    }
    if draw.once_in(2) {
        let part = |draw: &mut Draw, name: &str| {
            object(vec![("dimension", name.into()), ("weight", draw.between(1, 100).into())])
        };
        let parts = ["fit", "engagement", "own", "nobody"].map(|name| part(draw, name));
        scoring.push(("composite", list(parts.into_iter().skip(draw.below(4)).collect())));
        let mut cuts: Vec<i64> = (0..3).map(|_| draw.between(0, 100)).collect();
        cuts.sort_unstable_by(|one, other| other.cmp(one));
        scoring.push(("grade", object(vec![("engagement", list(cuts.into_iter().map(Json::from).collect()))])));
        let routes = (0..draw.below(4)).map(|_| {
            let mut members = vec![("to", "desk".into()), ("if", condition(draw, &asked, true, 2))];
            if draw.once_in(2) {
                members.push(("stage", draw.pick(&["service", "pql", "sql", "mql", "lead", "none"]).into()));
            }
            object(members)
        });
        scoring.push(("routes", list(routes.collect())));
    }
    if draw.once_in(2) {
        let (hot, warm) = (draw.between(1, 100), draw.between(1, 100));
        scoring.push(("temperature", object(vec![("hot", hot.into()), ("warm", warm.into())])));
    }
    let mut outcomes: Vec<Json> = (0..draw.below(4))
        .map(|number| {
            object(vec![
                ("id", format!("o{number}").into()),
                ("title", "One".into()),
                ("if", condition(draw, &asked, true, 2)),
            ])
        })
        .collect();
    outcomes.push(object(vec![("id", "last".into()), ("title", "Last".into())]));
    object(vec![
        ("version", 1_i64.into()),
        ("id", "drawn".into()),
        ("steps", list(steps)),
        ("scoring", object(scoring)),
        ("outcomes", list(outcomes)),
        ("delivery", list(vec![object(vec![("type", "json".into()), ("url", "/leads".into())])])),
    ])
}
