//! Conditions: the guards of a config mean the same written out as built in, and no rule, however
//! it is made, panics or runs on.

#[path = "../probe/rules.rs"]
mod rules;

use crate::cases;
use leadlet_core::{
    json::Json,
    logic::{Condition, LogicStop, MAX_NESTING, NotLowered, Slots, lower},
};
use proptest::prelude::*;
use rules::{Dice, Language, facts, rule};

/// Draws a rule in the language of configs that has no fault, with facts.
fn sound(seed: u64) -> (Json, Condition, Json) {
    let mut dice = Dice::of(seed);
    loop {
        let depth = 1 + dice.below(6);
        let (written, data) = (rule(&mut dice, depth, Language::Config), facts(&mut dice, 2));
        if let Ok(condition) = Condition::read(&written) {
            return (written, condition, data);
        }
    }
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn a_condition_lowered_for_other_engines_has_the_same_value_for_all_facts(seed in any::<u64>()) {
        let (written, condition, data) = sound(seed);
        let lowered = lower(&written).expect("a sound condition of this size can be lowered");
        let plain = Condition::read_plain(&lowered).expect("it is nested two levels deeper at most");
        if let (Ok(guarded), Ok(plain)) = (condition.value(&data), plain.value(&data)) {
            prop_assert_eq!(guarded, plain, "{} becomes {} for {}", written, lowered, data);
        }
    }

    #[test]
    fn a_rule_ends_with_a_value_or_a_reason_in_both_languages(seed in any::<u64>(), depth in 1..9_usize) {
        let mut dice = Dice::of(seed);
        let (written, data) = (rule(&mut dice, depth, Language::Plain), facts(&mut dice, 3));
        let plain = Condition::read_plain(&written).expect("it is not too deep").value(&data);
        if let (Ok(condition), Ok(value)) = (Condition::read(&written), &plain) {
            let guards = lower(&written).expect("it is not too long") != written;
            prop_assert!(guards || condition.value(&data).as_ref() == Ok(value), "{} of {}", written, data);
        }
    }
}

/// Draws a condition of comparisons with constants, as most of a config are.
fn usual(dice: &mut Dice, depth: usize) -> Json {
    let constant = |dice: &mut Dice| match dice.below(9) {
        0 => Json::Null,
        1 => Json::Bool(dice.percent(50)),
        2 | 3 => Json::Number([0.0, -1.0, 1.5, 50.0, 1e300][dice.below(5)]),
        _ => ["", "a", "b", "50", " 1.5 ", "cto"][dice.below(6)].into(),
    };
    let variable = |dice: &mut Dice| {
        let path = ["a", "b", "b.a", "b.0", "a.length", "c"][dice.below(6)];
        operation("var", vec![path.into()])
    };
    let pair = |one: Json, other: Json, turned: bool| if turned { vec![other, one] } else { vec![one, other] };
    if depth > 0 && dice.percent(50) {
        let name = ["and", "or", "!", "!!"][dice.below(4)];
        let count = if name.starts_with('!') { 1 } else { 1 + dice.below(3) };
        return operation(name, (0..count).map(|_| usual(dice, depth - 1)).collect());
    }
    match dice.below(5) {
        0 => variable(dice),
        1 => {
            let (name, turned) = (["===", "!=="][dice.below(2)], dice.percent(30));
            operation(name, pair(variable(dice), constant(dice), turned))
        }
        2 => {
            let items = (0..dice.below(5)).map(|_| constant(dice)).collect();
            operation("in", vec![variable(dice), Json::List(items)])
        }
        3 => operation(["<", "<="][dice.below(2)], vec![constant(dice), variable(dice), constant(dice)]),
        _ => {
            let (name, turned) = (["<", "<=", ">", ">="][dice.below(4)], dice.percent(30));
            operation(name, pair(variable(dice), constant(dice), turned))
        }
    }
}

#[test]
fn a_quick_condition_holds_where_the_evaluator_says_so_or_leaves_it_to_it() {
    let (mut made, mut answered, mut held) = (0, 0, 0);
    for seed in 0..60_000 {
        let mut dice = Dice::of(seed);
        let depth = dice.below(4);
        let written = match dice.percent(80) {
            true => usual(&mut dice, depth),
            false => rule(&mut dice, depth, Language::Config),
        };
        let Ok(condition) = Condition::read(&written) else { continue };
        let mut slots = Slots::default();
        let Some(quick) = slots.quicken(&condition) else { continue };
        made += 1;
        for _ in 0..3 {
            let data = facts(&mut dice, 2);
            let Some(holds) = quick.holds(&slots.read(&data)) else { continue };
            assert_eq!(holds, condition.holds(&data), "{written} of {data}");
            answered += 1;
            held += usize::from(holds);
        }
    }
    assert!(made > 20_000 && answered > 40_000, "{made} quick conditions gave {answered} answers");
    assert!(held > answered / 10 && held < answered * 9 / 10, "{held} of {answered} held");
}

fn around(inner: Json, times: usize, wrap: impl Fn(Json) -> Json) -> Json {
    (0..times).fold(inner, |inner, _| wrap(inner))
}

fn operation(name: &str, values: Vec<Json>) -> Json {
    Json::Object(vec![(name.to_owned(), Json::List(values))])
}

#[test]
fn guards_that_would_double_a_condition_at_every_level_are_not_written_out() {
    let nested = |times| {
        around("x".into(), times, |inner| {
            let choice = operation("if", vec![inner, 1_i64.into(), Json::Null]);
            operation("<", vec![choice, 2_i64.into()])
        })
    };
    assert!(lower(&nested(8)).is_ok());
    assert_eq!(lower(&nested(MAX_NESTING / 4)).err(), Some(NotLowered::TooLong));
    let condition = Condition::read(&nested(MAX_NESTING / 4)).expect("it may be read");
    assert!(matches!(condition.evaluate(&Json::Null), Err(LogicStop::TooManySteps)));
}

#[test]
fn a_condition_that_is_faulty_is_not_lowered() {
    let loose = operation("==", vec![1_i64.into(), 1_i64.into()]);
    assert!(matches!(lower(&loose), Err(NotLowered::Faulty(faults)) if faults.len() == 1));
}
