//! Random facts of one lead, as text: sensible, missing, huge, of the future, and hostile.
//!
//! Text and not a tree, because how a number is spelled is part of what has to come out the same.

use leadlet_core::config::Config;
use leadlet_core::field::Domain;
use leadlet_core::json::{Json, object};

use crate::rules::Dice;

const HOUR: i64 = 3_600_000;

/// Numbers as nobody writes them and JSON allows them.
const SPELLED: [&str; 16] = [
    "-0",
    "0.1000000000000000055511151231257827",
    "1e-400",
    "5e-324",
    "1.7976931348623157e308",
    "123456789012345678901234567890",
    "0.30000000000000004",
    "1E5",
    "9007199254740993",
    "2.2250738585072011e-308",
    "1e21",
    "999999999999999900000",
    "4.35",
    "0.000001",
    "1e-7",
    "100.00",
];

/// Texts that are no name of anybody's role.
const HOSTILE: [&str; 20] = [
    "",
    " ",
    "ann@gmail.com",
    "Ann@FIRM.example",
    "x@mailinator.com",
    "a\u{0}b",
    "\u{202e}evil",
    "\u{feff}7",
    "😀👩‍👩‍👧",
    "e\u{301}",
    "é",
    "<script>alert(1)</script>",
    "\"\\\n\r\t\u{8}\u{c}\u{1f}\u{7f}",
    "__proto__",
    "constructor",
    "Infinity",
    "1e999",
    "\u{fffd}\u{ffff}\u{10ffff}",
    "+49 30 1234567",
    "null",
];

/// What stands in a tree for a number that is spelled by hand afterwards.
const PLACE: &str = "\u{1}spelled";

/// Draws the facts of a lead and, in most cases, the time to score them for.
pub(crate) fn visit(dice: &mut Dice, config: &Config) -> (Option<i64>, String) {
    let now = match dice.below(10) {
        0 => 100_000_000_000,
        1 => 253_402_300_799_999,
        2 => 1_768_478_400_000,
        _ => 1_700_000_000_000 + whole(dice, 0, 90_000_000_000),
    };
    let mut members = vec![("answers", answers(dice, config))];
    if dice.percent(85) {
        let most = if dice.percent(3) { 400 } else { 25 };
        let count = dice.below(most);
        members.push(("events", Json::List((0..count).map(|_| event(dice, now)).collect())));
    }
    if dice.percent(60) {
        members.push(("visitor", visitor(dice)));
    }
    if dice.percent(60) {
        members.push(("attribution", attribution(dice)));
    }
    let stands_inside = dice.percent(20);
    if stands_inside {
        members.push(("now", now.into()));
    }
    if dice.percent(1) {
        // A slip, which is refused: the refusal has to be the same everywhere, too.
        members.push(("answer", Json::Null));
    }
    (if stands_inside { None } else { Some(now) }, spelled(dice, &object(members).compact()))
}

fn whole(dice: &mut Dice, low: i64, high: i64) -> i64 {
    let range = u64::try_from(high - low + 1).expect("low is at most high");
    low + i64::try_from(dice.throw() % range).expect("it is within an i64")
}

/// Puts spelled numbers into their places.
fn spelled(dice: &mut Dice, text: &str) -> String {
    let place = Json::from(PLACE).compact();
    let mut parts = text.split(&place);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push_str(dice.pick(&SPELLED));
        whole.push_str(part);
    }
    whole
}

fn answers(dice: &mut Dice, config: &Config) -> Json {
    let mut members: Vec<(String, Json)> = Vec::new();
    for (_, field) in config.plan.flow.fields() {
        if dice.percent(20) {
            continue;
        }
        let value = match field.asks.domain() {
            _ if dice.percent(15) => any(dice),
            Domain::OneOf(values) if !values.is_empty() => values[dice.below(values.len())].as_str().into(),
            Domain::SomeOf { values, .. } => {
                Json::List(values.iter().filter(|_| dice.percent(50)).map(|value| value.as_str().into()).collect())
            }
            Domain::Number { .. } => number(dice),
            Domain::Flag { .. } => dice.percent(50).into(),
            _ => dice.pick(&HOSTILE).into(),
        };
        members.push((field.name.clone(), value));
    }
    if dice.percent(10) {
        members.push((dice.pick(&HOSTILE[9..16]).to_owned(), any(dice)));
    }
    Json::Object(members)
}

fn any(dice: &mut Dice) -> Json {
    match dice.below(6) {
        0 => Json::Null,
        1 => dice.percent(50).into(),
        2 => number(dice),
        3 => Json::List((0..dice.below(4)).map(|_| dice.pick(&HOSTILE).into()).collect()),
        4 => "long ".repeat(dice.below(200)).into(),
        _ => dice.pick(&HOSTILE).into(),
    }
}

fn number(dice: &mut Dice) -> Json {
    match dice.below(5) {
        0 => PLACE.into(),
        1 => {
            let drawn = f64::from_bits(dice.throw());
            Json::Number(if drawn.is_finite() { drawn } else { 0.5 })
        }
        2 => (whole(dice, -1_000_000, 1_000_000) as f64 / 1000.0).into(),
        _ => whole(dice, 0, 300).into(),
    }
}

fn event(dice: &mut Dice, now: i64) -> Json {
    let age = match dice.below(6) {
        0 => whole(dice, -48, 0) * HOUR,
        1 => whole(dice, 0, 24 * 800) * HOUR,
        2 => whole(dice, 0, 24 * 20) * HOUR - 1,
        3 => whole(dice, 0, 20 * HOUR),
        _ => whole(dice, 0, 24 * 60 * HOUR),
    };
    let mut members = vec![
        ("t", now.saturating_sub(age).clamp(100_000_000_000, 253_402_300_799_999).into()),
        ("kind", dice.pick(&["page", "page", "download", "product", "constructor", "😀", "dwell"]).into()),
    ];
    if dice.percent(60) {
        members.push(("path", dice.pick(&["/pricing", "/pricing/eu", "/", "", "/über?x=1", "/pricingx"]).into()));
    }
    if dice.percent(50) {
        members.push(("name", dice.pick(&["guide", "trial", "Guide", "\u{0}"]).into()));
    }
    if dice.percent(40) {
        let mut props: Vec<(String, Json)> = Vec::new();
        for name in ["seats", "plan", "trial", "ratio", "constructor"] {
            if dice.percent(60) {
                let value = match dice.below(4) {
                    0 => dice.percent(50).into(),
                    1 => dice.pick(&["pro", "free", "", "😀"]).into(),
                    2 => number(dice),
                    _ => whole(dice, 0, 9).into(),
                };
                props.push((name.to_owned(), value));
            }
        }
        members.push(("props", Json::Object(props)));
    }
    object(members)
}

fn visitor(dice: &mut Dice) -> Json {
    let mut members: Vec<(String, Json)> = Vec::new();
    for name in ["isCustomer", "visits", "plan", "device", "returning"] {
        if dice.percent(50) {
            let value = match dice.below(4) {
                0 => dice.percent(50).into(),
                1 => number(dice),
                2 => Json::Null,
                _ => dice.pick(&["pro", "phone", "10", "\u{202e}"]).into(),
            };
            members.push((name.to_owned(), value));
        }
    }
    Json::Object(members)
}

fn attribution(dice: &mut Dice) -> Json {
    object(vec![
        ("landing", dice.pick(&["/", "/landing", "", "😀"]).into()),
        ("referrerHost", if dice.percent(50) { Json::Null } else { "news.example".into() }),
        ("utm", object(vec![("source", dice.pick(&["search", "a", "constructor", ""]).into())])),
    ])
}
