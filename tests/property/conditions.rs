//! Conditions: the guards of a config mean the same written out as built in, and no rule, however
//! it is made, panics or runs on.

#[path = "../probe/rules.rs"]
mod rules;

use crate::cases;
use leadlet_core::{
    json::Json,
    logic::{Condition, LogicStop, MAX_NESTING, NotLowered, lower},
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
