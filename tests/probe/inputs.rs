//! Hostile inputs: real configs bent out of shape, JSON that means nothing, noise, random rules.
//!
//! Knows how an input is made from its number alone, so that any of them can be made again, and what
//! it is fed to. Does not know what comes out of it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use leadlet_core::config;
use leadlet_core::json::{Json, parse};
use leadlet_core::lint;
use leadlet_core::logic::{Condition, lower};

use crate::report::LIMIT;
use crate::rules::{Dice, Language, facts, rule};

/// The longest input that is made, in bytes. A config with hundreds of questions has 100 kB.
const LONGEST: usize = 128 * 1024;

/// The longest rule that is made of short ones, in bytes. A long condition of an owner has 1 kB.
const LONGEST_RULE: usize = 32 * 1024;

/// A sort of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The text of a config with bytes changed, cut, repeated and put elsewhere.
    BentText,
    /// The tree of a config with values changed, removed, repeated and replaced by random ones.
    BentTree,
    /// Such a tree, looked at as deeply as `leadlet check` does.
    Linted,
    /// Signs and words of JSON in any order.
    Tokens,
    /// Random bytes.
    Noise,
    /// A random rule with random facts.
    Rule,
    /// The text of such a pair with bytes changed.
    BentRule,
}

impl Sort {
    /// Every sort.
    pub(crate) const ALL: [Sort; 7] =
        [Sort::BentText, Sort::BentTree, Sort::Linted, Sort::Tokens, Sort::Noise, Sort::Rule, Sort::BentRule];

    /// How long an input may take of a processor: what a visitor waits for hardly any time, what an owner
    /// does more.
    pub(crate) fn limit(self) -> Duration {
        if self == Sort::Linted { Duration::from_secs(1) } else { LIMIT }
    }

    /// Its name in a report.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Sort::BentText => "configs with bent text",
            Sort::BentTree => "configs with bent trees",
            Sort::Linted => "such configs, linted",
            Sort::Tokens => "tokens of JSON",
            Sort::Noise => "random bytes",
            Sort::Rule => "random rules",
            Sort::BentRule => "rules with bent text",
        }
    }

    fn is_rule(self) -> bool {
        matches!(self, Sort::Rule | Sort::BentRule)
    }
}

/// One input.
pub(crate) struct Input {
    /// How it was made.
    pub(crate) sort: Sort,
    /// What is fed.
    pub(crate) text: String,
}

/// The texts of real configs and other documents to start from.
pub(crate) struct Seeds {
    texts: Vec<String>,
    trees: Vec<Json>,
}

impl Seeds {
    /// Reads every JSON file in some folders of the workspace; panics where there is none, because a
    /// run without them proves little.
    pub(crate) fn read(root: &Path) -> Self {
        let folders = [
            "www/configs",
            "www/faulty",
            "tests/fixtures/configs",
            "tests/fixtures/configs/bad",
            "tests/golden/diagnostics",
        ];
        let mut files: Vec<_> = folders
            .iter()
            .filter_map(|folder| fs::read_dir(root.join(folder)).ok())
            .flat_map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())))
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        files.sort();
        let texts: Vec<String> = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
        let trees: Vec<Json> = texts.iter().filter_map(|text| parse(text).ok()).collect();
        assert!(!trees.is_empty(), "{} holds no configs", root.display());
        Seeds { texts, trees }
    }
}

impl Input {
    /// Makes the input of this number in the stream of `seed`.
    pub(crate) fn numbered(seeds: &Seeds, seed: u64, number: u64) -> Self {
        let mut dice = Dice::of(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        let dice = &mut dice;
        // Configs are long, rules are short: half of the time goes to each.
        let sort = match dice.below(200) {
            0..30 => Sort::BentText,
            30..58 => Sort::BentTree,
            58 | 59 => Sort::Linted,
            60..80 => Sort::Tokens,
            80..90 => Sort::Noise,
            90..170 => Sort::Rule,
            _ => Sort::BentRule,
        };
        let text = match sort {
            Sort::BentText => bent(seeds.texts[dice.below(seeds.texts.len())].as_bytes(), dice),
            Sort::BentTree | Sort::Linted => {
                let mut tree = seeds.trees[dice.below(seeds.trees.len())].clone();
                for _ in 0..1 + dice.below(6) {
                    bend(&mut tree, dice);
                }
                tree.compact()
            }
            Sort::Tokens => tokens(dice),
            Sort::Noise => {
                let length = dice.below(300);
                let bytes: Vec<u8> = (0..length).map(|_| dice.throw().to_le_bytes()[0]).collect();
                String::from_utf8_lossy(&bytes).into_owned()
            }
            Sort::Rule => pair(dice),
            Sort::BentRule => {
                let text = pair(dice);
                bent(text.as_bytes(), dice)
            }
        };
        Input { sort, text }
    }

    /// Feeds the input to the reader or, in one of the two languages, to the evaluator.
    pub(crate) fn feed(&self) {
        if self.sort == Sort::Linted {
            std::hint::black_box(lint::read(&self.text));
            return;
        }
        if !self.sort.is_rule() {
            std::hint::black_box(config::read(&self.text));
            return;
        }
        let Ok(json) = parse(&self.text) else { return };
        let (rule, data) = match json.as_list() {
            Some([rule, data]) => (rule, data),
            _ => (&json, &json),
        };
        if self.text.len().is_multiple_of(2) {
            if let Ok(condition) = Condition::read_plain(rule) {
                let _ = std::hint::black_box(condition.value(data));
            }
        } else if let Ok(condition) = Condition::read(rule) {
            std::hint::black_box(condition.holds(data));
            std::hint::black_box(condition.variables());
            let _ = std::hint::black_box(lower(rule));
        }
    }
}

fn pair(dice: &mut Dice) -> String {
    let depth = 1 + dice.below(7);
    let language = if dice.percent(50) { Language::Plain } else { Language::Config };
    let (mut written, data) = (rule(dice, depth, language), facts(dice, 3));
    if dice.percent(5) {
        written = hostile(dice, written);
    }
    Json::List(vec![written, data]).compact()
}

/// Wraps a rule in operators that multiply what there is to do, as often as its length allows.
fn hostile(dice: &mut Dice, mut inner: Json) -> Json {
    let list: Json = (0..40_i64).map(Json::from).collect::<Vec<_>>().into();
    let wrap = |name: &str, values: Vec<Json>| Json::Object(vec![(name.to_owned(), Json::List(values))]);
    let accumulated = || Json::Object(vec![("var".to_owned(), "accumulator".into())]);
    let mut length = inner.compact().len();
    for _ in 0..1 + dice.below(70) {
        let way = dice.below(6);
        length = if way == 3 { 2 * length } else { length + 200 };
        if length > LONGEST_RULE {
            break;
        }
        inner = match way {
            0 => wrap("map", vec![list.clone(), inner]),
            1 => wrap("reduce", vec![list.clone(), wrap("cat", vec![accumulated(), accumulated()]), inner]),
            2 => wrap("reduce", vec![list.clone(), Json::List(vec![accumulated(), accumulated()]), inner]),
            3 => wrap("<", vec![wrap("if", vec![inner.clone(), inner, 1_i64.into()]), 3_i64.into()]),
            4 => wrap("merge", vec![inner, list.clone()]),
            _ => wrap("!", vec![inner]),
        };
    }
    inner
}

/// Changes bytes of a text in a few ways.
fn bent(text: &[u8], dice: &mut Dice) -> String {
    let mut bytes = text.to_vec();
    for _ in 0..1 + dice.below(8) {
        let (from, length) = (dice.below(bytes.len() + 1), dice.below(40));
        let to = (from + length).min(bytes.len());
        match dice.below(7) {
            0 => {
                bytes.drain(from..to);
            }
            1 => {
                let piece = bytes[from..to].repeat(1 + dice.below(50));
                bytes.splice(from..from, piece);
            }
            2 => {
                if let Some(byte) = bytes.get_mut(from) {
                    *byte = dice.throw().to_le_bytes()[0];
                }
            }
            3 => {
                let token = dice.pick(&TOKENS);
                bytes.splice(from..to, token.bytes());
            }
            4 => {
                let piece = bytes[from..to].to_vec();
                let there = dice.below(bytes.len() + 1);
                bytes.splice(there..there, piece);
            }
            5 => {
                let (open, times) = (dice.pick(&["[", "{\"a\":", "[{\"!\":"]), 1 + dice.below(200));
                bytes.splice(from..from, open.repeat(times).into_bytes());
            }
            _ => bytes.truncate(from.max(bytes.len() / 2)),
        }
        bytes.truncate(LONGEST);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

const TOKENS: [&str; 34] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\"\"",
    "\"a\"",
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e308",
    "1e999",
    "-0",
    "1e-400",
    "0.1",
    "9007199254740993",
    "\\u0000",
    "\\ud83d",
    "\\",
    " ",
    "\n",
    "\u{feff}",
    "\u{0}",
    "\"if\"",
    "\"===\"",
    "\"var\"",
    "\"steps\"",
    "\"type\"",
    "\"answers.\"",
    "😀",
];

fn tokens(dice: &mut Dice) -> String {
    let count = dice.below(120);
    (0..count).map(|_| dice.pick(&TOKENS)).collect()
}

/// Changes one place of a tree, deeper ones more often.
fn bend(tree: &mut Json, dice: &mut Dice) {
    match tree {
        Json::List(items) if !items.is_empty() && dice.percent(85) => {
            let index = dice.below(items.len());
            match dice.below(12) {
                0 => {
                    items.remove(index);
                }
                1 => {
                    let again = items[index].clone();
                    let times = if dice.percent(10) { dice.below(60) } else { 1 };
                    for _ in 0..times {
                        items.insert(index, again.clone());
                    }
                }
                2 => items.swap(0, index),
                _ => bend(&mut items[index], dice),
            }
        }
        Json::Object(members) if !members.is_empty() && dice.percent(85) => {
            let index = dice.below(members.len());
            match dice.below(12) {
                0 => {
                    members.remove(index);
                }
                1 => members.push(members[index].clone()),
                2 => members[index].0.push('x'),
                3 => {
                    let other = dice.below(members.len());
                    let value = members[other].1.clone();
                    members[index].1 = value;
                }
                _ => bend(&mut members[index].1, dice),
            }
        }
        place => {
            let depth = dice.below(4);
            *place = match dice.below(6) {
                0 => facts(dice, depth),
                1 => Json::Text("long ".repeat(dice.below(2000))),
                2 => Json::List((0..dice.below(400)).map(|_| 1_i64.into()).collect()),
                3 => Json::Object((0..dice.below(400)).map(|n| (format!("key{}", n / 2), 1_i64.into())).collect()),
                _ => rule(dice, depth, Language::Config),
            };
        }
    }
}
