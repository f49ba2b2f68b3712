//! What bounds an expression: how deep it may be nested, and how many steps it may take.

use super::{condition, json, plain};
use crate::{
    json::Json,
    logic::{Condition, LogicFault, LogicFaultKind, LogicStop, MAX_NESTING, MAX_STEPS},
};

#[test]
fn nesting_ends_at_64_with_a_fault() {
    let nested = |depth: usize| {
        (0..depth).fold(json("1"), |inner, _| Json::Object(vec![("!".to_owned(), Json::List(vec![inner]))]))
    };
    assert!(Condition::read(&nested(MAX_NESTING)).is_ok());
    let faults = Condition::read(&nested(MAX_NESTING + 1)).expect_err("too deep");
    assert!(
        matches!(faults.as_slice(), [LogicFault { kind: LogicFaultKind::TooDeep, path }] if path.ends_with("![0]"))
    );
}

#[test]
fn an_evaluation_always_ends() {
    let facts = Json::Object(vec![("xs".to_owned(), Json::List((0..5000_i64).map(Json::from).collect()))]);
    for (rule, stop) in [
        (
            r#"{"map": [{"var": "xs"}, {"map": [[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0], 1]}]}"#,
            LogicStop::TooManySteps,
        ),
        (
            r#"{"reduce": [{"var": "xs"}, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "x"]}"#,
            LogicStop::TooManySteps,
        ),
        (
            r#"{"reduce": [{"var": "xs"}, {"merge": [{"var": "accumulator"}, {"var": "accumulator"}]}, [1]]}"#,
            LogicStop::TooManySteps,
        ),
        (r#"{"reduce": [{"var": "xs"}, [{"var": "accumulator"}], 1]}"#, LogicStop::TooDeep),
        (r#"{"reduce": [{"var": "xs"}, {"var": ""}, 1]}"#, LogicStop::TooDeep),
        (r#"{"missing_some": [1, {"var": "nothing"}]}"#, LogicStop::NamesNotAList),
    ] {
        let condition = condition(rule);
        assert_eq!(condition.evaluate(&facts).err(), Some(stop), "{rule}");
        assert!(!condition.holds(&facts));
    }
    // A small tree of shared lists whose text would have 2^40 items.
    let doubled = r#"{"cat": {"reduce": [[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0], [{"var": "accumulator"}, {"var": "accumulator"}], "x"]}}"#;
    assert_eq!(condition(doubled).evaluate(&facts).err(), Some(LogicStop::TooManySteps));
}

#[test]
fn an_evaluation_may_take_50_000_steps_and_not_one_more() {
    // Two steps for the operator and its list, two for each item and its body, four for what is made.
    let of = |items: usize| {
        let facts = Json::List(vec![Json::Null; items]);
        plain(r#"{"map": [{"var": ""}, 1]}"#).evaluate(&facts).map(|made| made.is_truthy())
    };
    let most = (MAX_STEPS as usize - 6) / 2;
    assert_eq!(of(most - 1), Ok(true));
    assert_eq!(of(most), Ok(true));
    assert_eq!(of(most + 1), Err(LogicStop::TooManySteps));
}

#[test]
fn what_grows_with_a_value_takes_steps() {
    let names: Vec<(String, Json)> = (0..2000_i64).map(|number| (format!("key{number}"), number.into())).collect();
    let facts = |item: Json| {
        let items = Json::List(vec![item; 2000]);
        Json::Object(vec![("xs".to_owned(), items), ("big".to_owned(), Json::Object(names.clone()))])
    };
    for (rule, item) in [
        (r#"{"some": [{"var": "xs"}, {"in": ["b", {"var": ""}]}]}"#, Json::from("a".repeat(4000))),
        (r#"{"some": [{"var": "xs"}, {"var": "key0"}]}"#, Json::Object(names.clone())),
        (r#"{"some": [{"var": "xs"}, {"===": [{"var": "3999"}, "b"]}]}"#, Json::from("a".repeat(4000))),
        (r#"{"some": [{"var": "xs"}, {"<": [{"+": [{"var": ""}]}, 0]}]}"#, Json::from("1e308")),
        (r#"{"some": [{"var": "xs"}, {"===": [{"cat": [{"var": ""}, 1.5e-300, 1.5e-300]}, 0]}]}"#, Json::Null),
    ] {
        assert_eq!(plain(rule).evaluate(&facts(item)).err(), Some(LogicStop::TooManySteps), "{rule}");
    }
}

#[test]
fn the_deepest_expression_fits_the_stack_of_the_wasm() {
    let nested = |wrap: fn(Json) -> Json| (0..MAX_NESTING - 1).fold(json("1"), |inner, _| wrap(inner));
    let operation = |name: &str, values: Vec<Json>| Json::Object(vec![(name.to_owned(), Json::List(values))]);
    let expressions = [
        nested(|inner| Json::Object(vec![("!".to_owned(), inner)])),
        nested(|inner| Json::Object(vec![("+".to_owned(), inner)])),
        (0..MAX_NESTING - 1).fold(json("1"), |inner, _| operation("if", vec![true.into(), inner])),
        (0..MAX_NESTING - 1).fold(json("1"), |inner, _| operation("<=", vec![inner, 1_i64.into()])),
        (0..MAX_NESTING - 1).fold(json("1"), |inner, _| operation("map", vec![json("[1]"), inner])),
        (0..MAX_NESTING - 1).fold(json("1"), |inner, _| operation("reduce", vec![json("[1]"), inner, json("0")])),
    ];
    // Half of the wasm's 1 MiB, though these are the large frames of a debug build.
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(move || {
        for expression in &expressions {
            for read in [Condition::read, Condition::read_plain] {
                let condition = read(expression).expect("it is not too deep");
                let _ = condition.value(&Json::Null);
            }
        }
    });
    assert!(thread.expect("a thread starts").join().is_ok());
}
