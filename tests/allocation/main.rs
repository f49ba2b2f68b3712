//! Proves that evaluating a condition of the common kinds needs no memory at all: a page evaluates
//! every condition of its flow after each key press. Only a number that must be read out of a text
//! takes some.

use allocation_counter::{AllocationInfo, measure};
use leadlet_core::{
    json::{Json, parse},
    logic::Condition,
};
use std::hint::black_box;

const FACTS: &str = r#"{
    "answers": {"role": "cto", "budget": 250000, "seats": 40, "tools": ["crm", "mail"], "news": true},
    "events": {"page": {"n7d": 3}}, "items": [{"price": 5}, {"price": 7}]
}"#;

/// Conditions of every operator that must not allocate, nested as owners nest them.
const COMMON: [&str; 25] = [
    r#"{"===": [{"var": "answers.role"}, "cto"]}"#,
    r#"{"!==": [{"var": "answers.role"}, null]}"#,
    r#"{"<": [{"var": "answers.budget"}, 300000]}"#,
    r#"{"<=": [1, {"var": "events.page.n7d"}, 5]}"#,
    r#"{">": [{"var": "answers.seats"}, 10]}"#,
    r#"{">=": [{"var": "answers.role"}, "b"]}"#,
    r#"{"<": [{"var": "answers.gone"}, 15]}"#,
    r#"{"in": [{"var": "answers.role"}, ["cfo", "cto"]]}"#,
    r#"{"in": ["mail", {"var": "answers.tools"}]}"#,
    r#"{"in": ["t", {"var": "answers.role"}]}"#,
    r#"{"and": [{"var": "answers.news"}, {"or": [{"var": "answers.gone"}, {"!": {"var": "answers.gone"}}]}]}"#,
    r#"{"!!": [{"var": "answers.tools"}]}"#,
    r#"{"if": [{"var": "answers.news"}, {"var": "answers.role"}, "nobody"]}"#,
    r#"{"?:": [{"var": "answers.gone"}, 1, {"var": "answers.tools.1"}]}"#,
    r#"{"var": ["answers.gone", 7]}"#,
    r#"{"var": "answers.role.length"}"#,
    r#"{"+": [{"var": "answers.budget"}, 1, 2.5]}"#,
    r#"{"-": [{"var": "answers.budget"}, {"-": 4}]}"#,
    r#"{"*": [{"var": "events.page.n7d"}, {"var": "answers.seats"}]}"#,
    r#"{"/": [{"var": "answers.budget"}, 12]}"#,
    r#"{"%": [{"var": "answers.budget"}, 7]}"#,
    r#"{"max": [{"var": "events.page.n7d"}, 2, {"min": [9, 8]}]}"#,
    r#"{"<": [{"+": [{"var": "answers.budget"}, {"var": "events.page.n7d"}]}, 300000]}"#,
    r#"{"some": [{"var": "items"}, {">": [{"var": "price"}, 6]}]}"#,
    r#"{"all": [{"var": "items"}, {"===": [{"var": "price"}, 5]}]}"#,
];

fn json(text: &str) -> Json {
    parse(text).expect("the test writes JSON")
}

fn allocations(rule: &str) -> AllocationInfo {
    let (condition, facts) = (Condition::read(&json(rule)).expect(rule), json(FACTS));
    measure(|| {
        black_box(condition.evaluate(black_box(&facts)).is_ok());
    })
}

#[test]
fn evaluating_a_common_condition_allocates_nothing() {
    for rule in COMMON {
        assert_eq!(allocations(rule).count_total, 0, "{rule}");
    }
    println!("{} conditions evaluated without an allocation", COMMON.len());
}

#[test]
fn an_allocation_would_be_counted() {
    assert!(allocations(r#"{"cat": [{"var": "answers.role"}, "!"]}"#).count_total > 0);
    assert!(allocations(r#"{"map": [{"var": "items"}, {"var": "price"}]}"#).count_total > 0);
    assert!(allocations(r#"{"<": [{"var": "answers.role.length"}, "40"]}"#).count_total > 0);
}
