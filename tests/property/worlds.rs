//! Sound configs, visitors and deeds, drawn from a stream of random numbers.
//!
//! One stream makes everything, so that proptest can shrink a failure by itself: fewer and smaller
//! numbers are simpler configs and shorter visits.

use leadlet_core::{
    answer::{Answer, Raw},
    attribution::Attribution,
    config::{Config, read},
    facts::Surroundings,
    field::Field,
    flow::{Event, Failure},
    json::{Json, object},
    signals::Signal,
};
use proptest::prelude::*;

/// A time that every visit is near to, in milliseconds since 1970.
pub(crate) const NOW: i64 = 1_760_000_000_000;

/// A stream of random choices; when it runs dry, everything is the simplest there is.
#[derive(Clone, Debug)]
pub(crate) struct Draw {
    numbers: std::vec::IntoIter<u16>,
}

/// Any stream.
pub(crate) fn draws() -> impl Strategy<Value = Draw> {
    prop::collection::vec(any::<u16>(), 0..300).prop_map(|numbers| Draw { numbers: numbers.into_iter() })
}

impl Draw {
    /// Draws a whole number below `end`, which is at least 1.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::from(self.numbers.next().unwrap_or(0)) % end
    }

    /// Draws a number from `low` to `high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let end = usize::try_from(high - low + 1).expect("low is at most high");
        low + i64::try_from(self.below(end)).expect("it is small")
    }

    /// Tells whether something happens that does so once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// Draws one of several.
    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// Draws a sound config as a tree: it has no fault, not even a warning that matters.
pub(crate) fn config_tree(draw: &mut Draw) -> Json {
    let mut names: Vec<String> = Vec::new();
    let count = 1 + draw.below(4);
    let steps: Vec<Json> = (0..count).map(|number| step(draw, number, count, &mut names)).collect();
    let scoring = scoring(draw, &names);
    let first = object(vec![("id", "first".into()), ("title", "First".into()), ("if", condition(draw, &names))]);
    let last = object(vec![("id", "last".into()), ("title", "Last".into())]);
    object(vec![
        ("version", 1_i64.into()),
        ("id", "drawn".into()),
        ("locale", draw.pick(&["en", "de", "fr-CH"]).into()),
        ("steps", Json::List(steps)),
        ("scoring", scoring),
        ("outcomes", Json::List(vec![first, last])),
        ("delivery", Json::List(vec![object(vec![("type", "json".into()), ("url", "/leads".into())])])),
    ])
}

/// Reads a drawn config.
pub(crate) fn config(draw: &mut Draw) -> Config {
    let text = config_tree(draw).compact();
    let reading = read(&text);
    reading.config.unwrap_or_else(|| panic!("a drawn config has faults: {:?}\n{text}", reading.diagnostics))
}

fn step(draw: &mut Draw, number: usize, count: usize, names: &mut Vec<String>) -> Json {
    let mut members = vec![("id", format!("step{number}").into())];
    if draw.once_in(4) {
        members.push(("showIf", condition(draw, names)));
    }
    let fields = (0..draw.below(4)).map(|_| field(draw, names)).collect();
    members.push(("fields", Json::List(fields)));
    if draw.once_in(3) {
        let to = (number + 1..count).map(|later| format!("step{later}")).chain(["end".to_owned()]).collect::<Vec<_>>();
        let jump = object(vec![("if", condition(draw, names)), ("to", draw.pick(&to).into())]);
        members.push(("next", Json::List(vec![jump])));
    }
    object(members)
}

fn field(draw: &mut Draw, names: &mut Vec<String>) -> Json {
    let name = format!("f{}", names.len());
    let sort = draw.pick(&[
        "text",
        "choice",
        "number",
        "agreement",
        "hidden",
        "email",
        "phone",
        "textarea",
        "calculated",
        "contact",
    ]);
    let mut members: Vec<(&'static str, Json)> = vec![("name", name.as_str().into()), ("type", sort.into())];
    let option = |value: &str, level: i64, wish: &str| {
        object(vec![("value", value.into()), ("level", level.into()), ("asksFor", wish.into())])
    };
    match sort {
        "choice" => {
            members.push((
                "options",
                Json::List(vec![option("a", 0, "trial"), option("b", 2, "demo"), option("c", 3, "call")]),
            ));
            members.push(("many", draw.once_in(2).into()));
        }
        "agreement" => members.push(("text", "Write to me.".into())),
        "calculated" => {
            let known = |draw: &mut Draw| match names.as_slice() {
                [] => 7_i64.into(),
                names => object(vec![("var", format!("answers.{}", draw.pick(names)).into())]),
            };
            let (one, other) = (known(draw), known(draw));
            let sign = draw.pick(&["*", "+", "-", "/", "cat", "==="]);
            members.push(("value", object(vec![(sign, Json::List(vec![one, other]))])));
        }
        "contact" => {
            members.push(("prefix", name.as_str().into()));
            members.push(("parts", Json::List(vec!["firstName".into(), "email".into()])));
        }
        "hidden" if draw.once_in(2) => members.push(("value", "preset".into())),
        _ => {}
    }
    // A hidden field that nobody has to set can't be required: no visitor could.
    if sort != "hidden" && draw.once_in(3) {
        members.push(("required", true.into()));
    }
    if draw.once_in(4) {
        members.push(("requiredIf", condition(draw, names)));
    }
    if draw.once_in(3) {
        members.push(("showIf", condition(draw, names)));
    }
    if sort == "contact" {
        // A group has no answer of its own; its parts have.
        names.extend(["FirstName", "Email"].map(|part| format!("{name}{part}")));
        return object(members);
    }
    if draw.once_in(3) {
        members.push((
            "tells",
            draw.pick(&["budget", "authority", "need", "timing", "metrics", "economicBuyer", "money"]).into(),
        ));
    }
    names.push(name);
    object(members)
}

/// Draws a condition on answers that stand before it, on deeds, or on what the page says.
fn condition(draw: &mut Draw, names: &[String]) -> Json {
    let var = |path: &str| object(vec![("var", path.into())]);
    let known = names.len();
    match draw.below(if known == 0 { 2 } else { 5 }) {
        0 => object(vec![(">=", Json::List(vec![var("events.page.n"), draw.between(0, 3).into()]))]),
        1 => object(vec![("!", Json::List(vec![var("visitor.isCustomer")]))]),
        2 => object(vec![("!!", Json::List(vec![var(&format!("answers.{}", draw.pick(names)))]))]),
        3 => object(vec![("!", Json::List(vec![var(&format!("answers.{}", draw.pick(names)))]))]),
        _ => object(vec![(
            "===",
            Json::List(vec![var(&format!("answers.{}", draw.pick(names))), draw.pick(&["a", "b", "preset"]).into()]),
        )]),
    }
}

/// Draws rules, groups and dimensions, with bounds that bite.
pub(crate) fn scoring(draw: &mut Draw, names: &[String]) -> Json {
    let groups = ["g0", "g1", "g2"];
    let rules = (0..draw.below(8)).map(|number| rule(draw, number, names, &groups)).collect();
    let bounds = |draw: &mut Draw, id: &str| {
        let (one, other) = (draw.between(-60, 120), draw.between(-60, 120));
        object(vec![("id", id.into()), ("min", one.min(other).into()), ("max", one.max(other).into())])
    };
    let dimensions = ["fit", "engagement", "own", "nobody"];
    let mut members = Vec::new();
    if draw.once_in(2) {
        let part = |draw: &mut Draw, name: &str| {
            object(vec![("dimension", name.into()), ("weight", draw.between(1, 9).into())])
        };
        members.push(("composite", Json::List(vec![part(draw, "fit"), part(draw, "engagement")])));
        members.push(("grade", object(vec![("engagement", Json::List([90, 20, 10].map(Json::from).to_vec()))])));
        members.push(("funnel", object(vec![("mofu", draw.between(1, 60).into())])));
        let when = condition(draw, names);
        let route =
            object(vec![("stage", draw.pick(&["sql", "mql", "lead"]).into()), ("if", when), ("to", "desk".into())]);
        members.push((
            "routes",
            Json::List(vec![route, object(vec![("to", "others".into()), ("slaMinutes", 9_i64.into())])]),
        ));
    }
    let bounded = dimensions.into_iter().filter(|_| draw.once_in(2)).collect::<Vec<_>>();
    members.extend([
        ("rules", Json::List(rules)),
        ("groups", Json::List(groups.iter().map(|id| bounds(draw, id)).collect())),
        ("dimensions", Json::List(bounded.into_iter().map(|id| bounds(draw, id)).collect())),
        ("rubrics", Json::List(vec!["bant".into(), "champ".into(), "meddic".into()])),
    ]);
    #[cfg(feature = "models")]
    members.extend(crate::models::model(draw, names).map(|model| ("model", model)));
    object(members)
}

fn rule(draw: &mut Draw, number: usize, names: &[String], groups: &[&str]) -> Json {
    let points = if draw.once_in(8) { draw.pick(&[-10_000, 10_000]) } else { draw.between(-60, 60) };
    let mut members: Vec<(&'static str, Json)> = vec![("id", format!("r{number}").into()), ("points", points.into())];
    if draw.once_in(2) {
        let count = match draw.below(3) {
            0 => object(vec![("event", "page".into())]),
            1 => object(vec![("event", "page".into()), ("path", "/p*".into())]),
            _ => object(vec![("event", "download".into()), ("name", "guide".into())]),
        };
        members.push(("count", count));
        match draw.below(5) {
            0 => members.push(("halfLifeDays", Json::Number(draw.between(1, 100) as f64 / 10.0))),
            1 => members.push(("linearDays", draw.between(1, 40).into())),
            2 => members.push(("stepDays", draw.between(1, 20).into())),
            3 => members.push(("withinDays", draw.between(1, 40).into())),
            _ => {}
        }
        if draw.once_in(2) {
            members.push(("max", draw.between(1, 50).into()));
        }
        if draw.once_in(2) {
            members.push(("maxPerDay", draw.between(1, 50).into()));
        }
    } else {
        members.push(("if", condition(draw, names)));
    }
    if draw.once_in(2) {
        members.push(("group", draw.pick(groups).into()));
    }
    if draw.once_in(3) {
        members.push(("funnel", draw.pick(&["tofu", "mofu", "bofu"]).into()));
    }
    if draw.once_in(2) {
        members.push(("dimension", draw.pick(&["fit", "engagement", "own"]).into()));
    }
    object(members)
}

/// Draws what is known of a visit before any answer.
pub(crate) fn surroundings(draw: &mut Draw) -> Surroundings {
    let query = [("utm_source".to_owned(), "search".to_owned())];
    Surroundings {
        attribution: if draw.once_in(2) {
            Attribution::of("/landing", &query, Some("news.example"))
        } else {
            Attribution::default()
        },
        signals: (0..draw.below(10)).map(|_| signal(draw)).collect(),
        visitor: if draw.once_in(2) {
            vec![("isCustomer".to_owned(), Answer::Flag(draw.once_in(2)))]
        } else {
            Vec::new()
        },
    }
}

fn signal(draw: &mut Draw) -> Signal {
    let at = NOW - draw.between(-50, 1500) * 3_600_000 / 2;
    match draw.below(3) {
        0 => Signal::page(at, "/pricing"),
        1 => Signal::page(at, "/other?x=1"),
        _ => Signal::named(at, "download", Some("guide")).expect("it has a kind"),
    }
}

/// Draws what somebody may put into a field, sensible or not.
pub(crate) fn raw(draw: &mut Draw) -> Raw {
    match draw.below(6) {
        0 => Raw::Text(
            draw.pick(&[
                "",
                " ",
                "a",
                "12,5",
                "1.500",
                "-3",
                "ann@firm.example",
                "ann@gmail.com",
                "+49 30 1234567",
                "\u{200b}",
                "x@y",
            ])
            .to_owned(),
        ),
        1 => Raw::Picked(["c", "a", "b", "d"].into_iter().filter(|_| draw.once_in(2)).map(str::to_owned).collect()),
        2 => Raw::Ticked(draw.once_in(2)),
        3 => Raw::Set(answer(draw)),
        4 => Raw::Picked(vec![draw.pick(&["a", "b", "c"]).to_owned()]),
        _ => Raw::Text(draw.pick(&["a", "b", "c"]).to_owned()),
    }
}

fn answer(draw: &mut Draw) -> Answer {
    match draw.below(4) {
        0 => Answer::Text("a".to_owned()),
        1 => Answer::Number(f64::from(u32::try_from(draw.below(9000)).expect("it is small")) / 8.0),
        2 => Answer::Flag(draw.once_in(2)),
        _ => Answer::Many(vec!["c".to_owned(), "a".to_owned()]),
    }
}

/// Gives what a sensible visitor puts into a field: it is always taken.
pub(crate) fn good_raw(field: &Field) -> Raw {
    match field.type_name {
        "choice" => Raw::Picked(vec!["b".to_owned()]),
        "agreement" => Raw::Ticked(true),
        "hidden" => Raw::Set(Answer::Text("set".to_owned())),
        "email" => Raw::Text("ann@firm.example".to_owned()),
        "number" => Raw::Text("12".to_owned()),
        "phone" => Raw::Text("+49 30 1234567".to_owned()),
        _ => Raw::Text("words".to_owned()),
    }
}

/// Draws something that happens while a flow is shown.
pub(crate) fn event(draw: &mut Draw, config: &Config) -> Event {
    let names: Vec<String> =
        config.plan.flow.fields().map(|(_, field)| field.name.clone()).chain(["nobody".to_owned()]).collect();
    let now = NOW + draw.between(0, 1000);
    match draw.below(19) {
        0..=2 => Event::Next { now },
        3 => Event::Back,
        4 | 5 => {
            let name = draw.pick(&names);
            let raw = config.plan.flow.field(&name).map_or_else(|| Raw::Ticked(true), good_raw);
            Event::Gave { name, raw, now }
        }
        6 => Event::Gave { name: draw.pick(&names), raw: raw(draw), now },
        7 => Event::Left { name: draw.pick(&names) },
        8 => Event::Prefilled(vec![(draw.pick(&names), answer(draw))]),
        9 => Event::Hidden(vec![(draw.pick(&names), answer(draw))]),
        10 => Event::Did(signal(draw)),
        11 => Event::Allowed(!draw.once_in(2)),
        12 => draw.pick(&[
            Event::Delayed,
            Event::Undelivered(Failure::Refused),
            Event::Undelivered(Failure::Offline),
            Event::Retried,
        ]),
        13 => Event::Delivered("last".to_owned()),
        14 => Event::Reset { now },
        15 => Event::GoTo(draw.below(config.plan.flow.steps.len() + 1)),
        17 => Event::Knew(vec![(
            draw.pick(&["isCustomer", "device", "visits", "seats", "no name"]).to_owned(),
            answer(draw),
        )]),
        16 => Event::Linked(vec![(
            draw.pick(&names),
            vec![draw.pick(&["a", "12", "b,c", "ann@firm.example", "true"]).to_owned()],
        )]),
        _ => Event::Started { now },
    }
}
