//! Random JsonLogic expressions and facts, the same ones for the same seed.
//!
//! Also used by the properties in `tests/property`. Names, paths and texts come from short lists, so that variables meet facts and
//! texts meet the coercions that are easy to get wrong.

use leadlet_core::json::Json;

/// A stream of random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Starts the stream of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        Dice(seed)
    }

    /// Throws a number of 64 bits.
    pub(crate) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Throws a whole number below `end`, which is at least 1.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.throw() % (end as u64)).expect("it is below a usize")
    }

    /// Tells whether something happens that does so in so many of 100 cases.
    pub(crate) fn percent(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    /// Throws one of several.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What a random expression may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Whatever json-logic-js evaluates: any number of values, `==`, unknown operators.
    Plain,
    /// What a config's reader takes.
    Config,
}

/// Every operator with the fewest and the most values that are given to it.
const OPERATORS: [(&str, usize, usize); 33] = [
    ("===", 2, 2),
    ("!==", 2, 2),
    ("==", 2, 2),
    ("!=", 2, 2),
    ("<", 2, 3),
    ("<=", 2, 3),
    (">", 2, 2),
    (">=", 2, 2),
    ("and", 1, 4),
    ("or", 1, 4),
    ("!", 1, 1),
    ("!!", 1, 1),
    ("if", 0, 6),
    ("?:", 0, 5),
    ("in", 2, 2),
    ("+", 0, 4),
    ("-", 1, 2),
    ("*", 1, 3),
    ("/", 2, 2),
    ("%", 2, 2),
    ("min", 1, 4),
    ("max", 1, 4),
    ("cat", 0, 4),
    ("substr", 2, 3),
    ("merge", 0, 4),
    ("all", 2, 2),
    ("some", 2, 2),
    ("none", 2, 2),
    ("filter", 2, 2),
    ("map", 2, 2),
    ("reduce", 2, 3),
    ("log", 1, 1),
    ("missing", 0, 3),
];

const TEXTS: [&str; 34] = [
    "",
    "0",
    "1",
    "a",
    "b",
    "abc",
    "10",
    "9",
    " 12 ",
    "3 kg",
    "0x10",
    "0b11",
    "1e3",
    "-",
    "-2",
    "Infinity",
    "é",
    "😀x",
    "a.b",
    "x",
    "true",
    "null",
    "1,2",
    ".5",
    "5.",
    "undefined",
    "NaN",
    "[object Object]",
    "\u{feff}7",
    "Zoë",
    "ab",
    "gmail.com",
    "é",
    "\u{fb33}",
];

const NUMBERS: [f64; 18] = [
    0.0,
    1.0,
    -1.0,
    2.0,
    3.0,
    1.5,
    -2.25,
    10.0,
    1e21,
    1e-7,
    0.1,
    0.2,
    0.3,
    123_456_789.0,
    9_007_199_254_740_993.0,
    1e308,
    -7.0,
    15.0,
];

const PATHS: [&str; 28] = [
    "a",
    "b",
    "c",
    "x",
    "q",
    "0",
    "1",
    "length",
    "current",
    "accumulator",
    "",
    "a.b",
    "b.0",
    "x.a.b",
    "c.1",
    "current.a",
    "accumulator.length",
    "a.length",
    "x.0",
    "b.1.a",
    "01",
    "-1",
    "1.5",
    "a..b",
    ".",
    "constructor",
    "toString.name",
    "b.00",
];

/// Draws facts of so many levels.
pub(crate) fn facts(dice: &mut Dice, depth: usize) -> Json {
    if dice.percent(10) {
        return literal(dice, 2, Language::Plain);
    }
    let mut members = Vec::new();
    for name in ["a", "b", "c", "x"] {
        if dice.percent(25) {
            continue;
        }
        let value = match dice.below(5) {
            0 | 1 if depth > 0 => facts(dice, depth - 1),
            2 | 3 => {
                let length = dice.below(4);
                Json::List((0..length).map(|_| item(dice, depth)).collect())
            }
            _ => scalar(dice),
        };
        members.push((name.to_owned(), value));
    }
    Json::Object(members)
}

fn item(dice: &mut Dice, depth: usize) -> Json {
    if dice.percent(30) && depth > 0 { facts(dice, depth - 1) } else { literal(dice, 1, Language::Plain) }
}

fn scalar(dice: &mut Dice) -> Json {
    match dice.below(8) {
        0 => Json::Null,
        1 => dice.percent(50).into(),
        2..=4 => dice.pick(&NUMBERS).into(),
        _ => dice.pick(&TEXTS).into(),
    }
}

/// Draws a value without an operation in it.
fn literal(dice: &mut Dice, depth: usize, language: Language) -> Json {
    match dice.below(20) {
        0..=14 => scalar(dice),
        _ if depth == 0 => scalar(dice),
        15..=18 => {
            let length = dice.below(4);
            Json::List((0..length).map(|_| literal(dice, depth - 1, language)).collect())
        }
        _ => {
            // Two names: one alone would be an operation.
            let (first, second) = (literal(dice, depth - 1, language), literal(dice, depth - 1, language));
            let hides = dice.percent(20) && language == Language::Plain;
            let name = if hides { "<" } else { "a" };
            Json::Object(vec![(name.to_owned(), first), ("b".to_owned(), second)])
        }
    }
}

/// Draws an expression of at most so many levels.
pub(crate) fn rule(dice: &mut Dice, depth: usize, language: Language) -> Json {
    let kind = dice.below(100);
    match kind {
        _ if depth == 0 || kind < 18 => literal(dice, 1, language),
        18..40 => variable(dice, depth, language),
        40..45 => missing_some(dice, depth, language),
        45..50 => rules(dice, 2, depth, language),
        50 if language == Language::Plain => {
            let unknown = dice.pick(&["fubar", "a.b", "constructor", "val", "??"]);
            operation(unknown, rules(dice, 2, depth, language))
        }
        _ => known(dice, depth, language),
    }
}

fn operation(name: &str, values: Json) -> Json {
    Json::Object(vec![(name.to_owned(), values)])
}

fn rules(dice: &mut Dice, count: usize, depth: usize, language: Language) -> Json {
    Json::List((0..count).map(|_| rule(dice, depth - 1, language)).collect())
}

fn path(dice: &mut Dice) -> Json {
    match dice.below(40) {
        0 => Json::Null,
        1 => true.into(),
        2..=6 => dice.pick(&[0.0, 1.0, 1.5]).into(),
        _ => dice.pick(&PATHS).into(),
    }
}

fn variable(dice: &mut Dice, depth: usize, language: Language) -> Json {
    let name = if dice.percent(12) { rule(dice, depth - 1, language) } else { path(dice) };
    let values = match dice.below(10) {
        0 | 1 => vec![name],
        2 | 3 => vec![name, rule(dice, depth - 1, language)],
        4 if language == Language::Plain => vec![name, 1.0.into(), 2.0.into()],
        _ if name.as_list().is_none() => return operation("var", name),
        _ => vec![name],
    };
    operation("var", Json::List(values))
}

fn missing_some(dice: &mut Dice, depth: usize, language: Language) -> Json {
    let needed = if dice.percent(20) { scalar(dice) } else { dice.pick(&[0.0, 1.0, 2.0]).into() };
    let names = match dice.below(10) {
        0 if language == Language::Plain => rule(dice, depth - 1, language),
        1 | 2 => operation("merge", Json::List(vec![path(dice), operation("var", path(dice))])),
        _ => Json::List((0..dice.below(4)).map(|_| path(dice)).collect()),
    };
    operation("missing_some", Json::List(vec![needed, names]))
}

fn known(dice: &mut Dice, depth: usize, language: Language) -> Json {
    let (name, least, most) = loop {
        let drawn = dice.pick(&OPERATORS);
        if language == Language::Plain || !matches!(drawn.0, "==" | "!=") {
            break drawn;
        }
    };
    let mut count = least + dice.below(most - least + 1);
    if language == Language::Plain && dice.percent(4) {
        count = dice.below(4);
    }
    let Json::List(mut values) = rules(dice, count, depth, language) else { return Json::Null };
    let has_body = matches!(name, "all" | "some" | "none" | "filter" | "map" | "reduce");
    if let Some(list) = values.first_mut().filter(|_| has_body && dice.percent(80)) {
        *list = match dice.below(6) {
            0 => operation("var", "".into()),
            1 => Json::List(vec![1.0.into(), 2.0.into(), Json::Null, "3".into()]),
            2 => operation("merge", Json::List(vec![operation("var", "a".into()), operation("var", "b".into())])),
            _ => operation("var", dice.pick(&["a", "b", "c", "x"]).into()),
        };
    }
    match values.as_slice() {
        [one] if one.as_list().is_none() && dice.percent(50) => operation(name, one.clone()),
        _ => operation(name, Json::List(values)),
    }
}
