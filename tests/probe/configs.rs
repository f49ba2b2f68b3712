//! Random configs that have everything a score can be made of, the same ones for the same seed.
//!
//! Fields are taken from the demo page that has every type; conditions, rules with every way of fading,
//! caps, groups, disqualifiers, rubrics, models and the settings of grades, stages and routes are drawn.

use leadlet_core::config::{self, Config};
use leadlet_core::json::{Json, object, parse};

use crate::models::model;
use crate::rules::Dice;

/// How much of the widget a config asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Edition {
    /// What most forms have.
    Plain,
    /// Every field type and setting.
    Wide,
    /// Models, too.
    Full,
}

/// The types of fields that the plain edition knows.
const PLAIN_TYPES: [&str; 6] = ["choice", "email", "number", "phone", "text", "textarea"];

/// The types that have no answer a backend could be sent alone, or that show no control.
const NOT_ASKED: [&str; 5] = ["agreement", "calculated", "contact", "address", "statement"];

/// What a flow is put together from.
pub(crate) struct Palette(Vec<Json>);

/// A config that can be used, and its text.
pub(crate) struct Drawn {
    pub(crate) text: String,
    pub(crate) config: Config,
}

impl Palette {
    /// Reads the fields of the demo config that has every type. Panics where it is not there or has none.
    pub(crate) fn read(root: &std::path::Path) -> Self {
        let text = std::fs::read_to_string(root.join("www/configs/every-field.json")).expect("the demo config");
        let config = parse(&text).expect("it is JSON");
        let fields = config.list_at("steps").iter().flat_map(|step| step.list_at("fields")).cloned();
        let fields: Vec<Json> = fields.filter(|field| !NOT_ASKED.contains(&sort(field))).collect();
        assert!(fields.len() > 10, "the demo config has every field");
        Palette(fields)
    }

    /// Draws a config that can be used.
    pub(crate) fn config(&self, dice: &mut Dice, edition: Edition) -> Drawn {
        loop {
            let tree = self.tree(dice, edition);
            let text = tree.compact();
            if let Some(config) = config::read(&text).config {
                return Drawn { text, config };
            }
        }
    }

    fn tree(&self, dice: &mut Dice, edition: Edition) -> Json {
        let mut names: Vec<String> = Vec::new();
        let steps = 1 + dice.below(2);
        let steps = (0..steps).map(|number| self.step(dice, edition, number, &mut names)).collect();
        let scoring = scoring(dice, edition, &names);
        let outcome = |id: &str| vec![("id", id.into()), ("title", id.into())];
        let mut first = outcome("first");
        first.push(("if", condition(dice, edition, &names, 2)));
        object(vec![
            ("version", 1_i64.into()),
            ("id", "drawn".into()),
            ("locale", dice.pick(&["en", "de", "fr-CH"]).into()),
            ("steps", Json::List(steps)),
            ("scoring", scoring),
            ("outcomes", Json::List(vec![object(first), object(outcome("last"))])),
            ("delivery", Json::List(vec![object(vec![("type", "json".into()), ("url", "/leads".into())])])),
        ])
    }

    fn step(&self, dice: &mut Dice, edition: Edition, number: usize, names: &mut Vec<String>) -> Json {
        let mut fields = Vec::new();
        for _ in 0..1 + dice.below(5) {
            fields.push(self.field(dice, edition, names));
        }
        object(vec![("id", format!("step{number}").into()), ("fields", Json::List(fields))])
    }

    fn field(&self, dice: &mut Dice, edition: Edition, names: &mut Vec<String>) -> Json {
        let name = format!("f{}", names.len());
        let mut members = vec![("name".to_owned(), name.as_str().into())];
        if dice.percent(20) {
            members.push(("type".to_owned(), "hidden".into()));
        } else {
            let mut drawn = &self.0[dice.below(self.0.len())];
            while edition == Edition::Plain && !PLAIN_TYPES.contains(&sort(drawn)) {
                drawn = &self.0[dice.below(self.0.len())];
            }
            let left_out = |key: &str| {
                let is_wide = matches!(key, "as" | "allowOther" | "prefill" | "suggest" | "countries" | "country");
                matches!(key, "name" | "required" | "showIf" | "requiredIf") || edition == Edition::Plain && is_wide
            };
            let own = drawn.as_object().unwrap_or_default().iter().filter(|(key, _)| !left_out(key));
            members.extend(own.map(|(key, value)| (key.clone(), without_wide(value, edition))));
        }
        if dice.percent(20) && !names.is_empty() {
            members.push(("showIf".to_owned(), condition(dice, edition, names, 1)));
        }
        if !members.iter().any(|(key, _)| key == "tells") && dice.percent(30) {
            // MEDDIC's finer words are for the wide edition.
            let concepts = ["budget", "authority", "need", "timing", "metrics"];
            let known = if edition == Edition::Plain { &concepts[..4] } else { &concepts[..] };
            members.push(("tells".to_owned(), dice.pick(known).into()));
        }
        names.push(name);
        Json::Object(members)
    }
}

/// Takes the pictures of options out of what the plain edition is given.
fn without_wide(value: &Json, edition: Edition) -> Json {
    match value {
        Json::List(items) if edition == Edition::Plain => {
            Json::List(items.iter().map(|item| without_wide(item, edition)).collect())
        }
        Json::Object(members) if edition == Edition::Plain => {
            Json::Object(members.iter().filter(|(key, _)| key != "picture").cloned().collect())
        }
        other => other.clone(),
    }
}

fn sort(field: &Json) -> &str {
    field.text_at("type").unwrap_or_default()
}

/// The facts that conditions read besides the answers.
const PATHS: [&str; 18] = [
    "events.page.n",
    "events.page.n7d",
    "events.page.distinctDays30d",
    "events.download.daysSinceLast",
    "events.nobody.n30d",
    "visitor.isCustomer",
    "visitor.visits",
    "visitor.plan",
    "attribution.utm.source",
    "attribution.landing",
    "attribution.referrerHost",
    "email.free",
    "email.domain",
    "email.disposable",
    "tells.need",
    "tells.budget",
    "asksFor",
    "answers.nobody",
];

/// What values are compared with.
const TEXTS: [&str; 10] = ["plan", "lake", "rooms", "pro", "a", "", "10", "constructor", "😀", "gmail.com"];

fn var(path: &str) -> Json {
    object(vec![("var", path.into())])
}

fn operation(name: &'static str, values: Vec<Json>) -> Json {
    object(vec![(name, Json::List(values))])
}

/// Draws a condition of a few levels.
pub(crate) fn condition(dice: &mut Dice, edition: Edition, names: &[String], depth: usize) -> Json {
    if depth > 0 && dice.percent(35) {
        let [one, other] = [0; 2].map(|_| condition(dice, edition, names, depth - 1));
        return match dice.below(4) {
            0 => operation("and", vec![one, other]),
            1 => operation("or", vec![one, other]),
            2 => operation("!", vec![one]),
            _ => operation("if", vec![one, other, dice.percent(50).into()]),
        };
    }
    let value = read(dice, names);
    let number = || Json::Number(0.0);
    match dice.below(if edition == Edition::Plain { 7 } else { 9 }) {
        0 => operation("===", vec![value, dice.pick(&TEXTS).into()]),
        1 => operation("!==", vec![value, dice.pick(&TEXTS).into()]),
        2 => operation("in", vec![dice.pick(&TEXTS).into(), value]),
        3 => operation("in", vec![value, Json::List(vec![dice.pick(&TEXTS).into(), "lake".into(), 3_i64.into()])]),
        4 => operation(dice.pick(&["<", "<=", ">", ">="]), vec![value, bound(dice)]),
        5 => operation("<=", vec![bound(dice), value, bound(dice)]),
        6 => operation("!!", vec![value]),
        7 => operation(
            dice.pick(&[">", "<"]),
            vec![operation(dice.pick(&["+", "-", "*", "/", "%"]), vec![value, bound(dice)]), number()],
        ),
        _ => operation(">", vec![operation(dice.pick(&["min", "max"]), vec![value, read(dice, names)]), bound(dice)]),
    }
}

fn read(dice: &mut Dice, names: &[String]) -> Json {
    if names.is_empty() || dice.percent(40) {
        return var(dice.pick(&PATHS));
    }
    let path = format!("answers.{}", names[dice.below(names.len())]);
    if dice.percent(10) { operation("var", vec![path.into(), bound(dice)]) } else { var(&path) }
}

fn bound(dice: &mut Dice) -> Json {
    dice.pick(&[0.0, 1.0, 2.0, 0.5, 3.0, 10.0, 99.95, 250.0, 1e6, -1.0, 0.1]).into()
}

fn whole(dice: &mut Dice, low: i64, high: i64) -> i64 {
    let range = usize::try_from(high - low + 1).expect("low is at most high");
    low + i64::try_from(dice.below(range)).expect("it is small")
}

fn scoring(dice: &mut Dice, edition: Edition, names: &[String]) -> Json {
    let is_wide = edition != Edition::Plain;
    let rules = (0..1 + dice.below(30)).map(|number| rule(dice, edition, number, names)).collect();
    let bounds = |dice: &mut Dice, id: &str| {
        let (one, other) = (whole(dice, -60, 120), whole(dice, -60, 120));
        object(vec![("id", id.into()), ("min", one.min(other).into()), ("max", one.max(other).into())])
    };
    let mut members = vec![
        ("rules", Json::List(rules)),
        ("groups", Json::List(["g0", "g1", "g2"].map(|id| bounds(dice, id)).to_vec())),
    ];
    let mut dimensions: Vec<Json> = Vec::new();
    for id in ["fit", "engagement", "own"] {
        if dice.percent(50) {
            dimensions.push(bounds(dice, id));
        }
    }
    members.push(("dimensions", Json::List(dimensions)));
    if dice.percent(50) {
        let gate = object(vec![("id", "out".into()), ("if", condition(dice, edition, names, 1))]);
        members.push(("disqualifiers", Json::List(vec![gate])));
    }
    let rubrics: Vec<Json> = if is_wide {
        ["bant", "champ", "meddic"].into_iter().filter(|_| dice.percent(70)).map(Json::from).collect()
    } else {
        vec!["bant".into()]
    };
    members.push(("rubrics", Json::List(rubrics)));
    if dice.percent(30) {
        let entry = |dice: &mut Dice, stage: &str| {
            object(vec![("stage", stage.into()), ("if", condition(dice, edition, names, 1))])
        };
        members.push(("stages", Json::List(["service", "sql", "mql", "pql"].map(|stage| entry(dice, stage)).to_vec())));
    }
    if dice.percent(30) {
        members.push(("temperature", object(vec![("hot", whole(dice, 41, 90).into()), ("warm", 40_i64.into())])));
    }
    if is_wide && dice.percent(60) {
        let part = |dice: &mut Dice, name: &str| {
            object(vec![("dimension", name.into()), ("weight", whole(dice, 1, 9).into())])
        };
        members.push(("composite", Json::List(vec![part(dice, "fit"), part(dice, "engagement")])));
        let cuts = Json::List(vec![90_i64.into(), whole(dice, 30, 60).into(), 10_i64.into()]);
        members.push(("grade", object(vec![("fit", cuts), ("minCompleteness", whole(dice, 0, 100).into())])));
        members.push(("funnel", object(vec![("mofu", whole(dice, 1, 60).into())])));
        let route = vec![("stage", "mql".into()), ("if", condition(dice, edition, names, 1)), ("to", "desk".into())];
        let others = object(vec![("to", "others".into()), ("slaMinutes", 9_i64.into())]);
        members.push(("routes", Json::List(vec![object(route), others])));
    }
    if edition == Edition::Full {
        members.push(("model", model(dice, names)));
    }
    object(members)
}

fn rule(dice: &mut Dice, edition: Edition, number: usize, names: &[String]) -> Json {
    let is_wide = edition != Edition::Plain;
    let points = if dice.percent(8) { dice.pick(&[-10_000, 10_000]) } else { whole(dice, -60, 60) };
    let mut members: Vec<(&'static str, Json)> = vec![("id", format!("r{number}").into()), ("points", points.into())];
    if is_wide && dice.percent(50) {
        let kind = dice.pick(&["page", "download", "product", "constructor", "😀"]);
        let mut count = vec![("event", kind.into())];
        match dice.below(4) {
            0 => count.push(("path", dice.pick(&["/pricing*", "/pricing", "/", "*"]).into())),
            1 => count.push(("name", dice.pick(&["guide", "trial"]).into())),
            _ => {}
        }
        if dice.percent(30) {
            let seats = whole(dice, 0, 9);
            let written = dice.pick(&[
                r#"{">":[{"var":"props.seats"},%]}"#,
                r#"{"===":[{"var":"props.plan"},"pro"]}"#,
                r#"{"!":{"var":"props.trial"}}"#,
                r#"{"and":[{"var":"props.trial"},{"<=":[{"var":"props.seats"},%]}]}"#,
            ]);
            let written = written.replace('%', &seats.to_string());
            count.push(("if", parse(&written).expect("it is JSON")));
        }
        members.push(("count", object(count)));
        match dice.below(6) {
            0 => members.push(("halfLifeDays", Json::Number(whole(dice, 1, 1800) as f64 / 10.0))),
            1 => members.push(("halfLifeDays", dice.pick(&[7.0, 14.0, 30.0, 0.1, 179.99]).into())),
            2 => members.push(("withinDays", whole(dice, 1, 730).into())),
            4 => members.push(("linearDays", whole(dice, 1, 730).into())),
            5 => members.push(("stepDays", whole(dice, 1, 365).into())),
            _ => {}
        }
        if dice.percent(50) {
            members.push(("max", whole(dice, 1, 500).into()));
        }
        if dice.percent(50) {
            members.push(("maxPerDay", whole(dice, 1, 50).into()));
        }
    } else {
        members.push(("if", condition(dice, edition, names, 2)));
    }
    if dice.percent(40) {
        members.push(("group", dice.pick(&["g0", "g1", "g2"]).into()));
    }
    if is_wide && dice.percent(30) {
        members.push(("funnel", dice.pick(&["tofu", "mofu", "bofu"]).into()));
    }
    if dice.percent(40) {
        members.push(("dimension", dice.pick(&["fit", "engagement", "own"]).into()));
    }
    if dice.percent(30) {
        members.push(("reason", dice.pick(&["Asked \"for\" a price", "Größe \\ 😀", "a\u{7f}b"]).into()));
    }
    object(members)
}
