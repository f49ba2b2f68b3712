//! The official JsonLogic suite, `tests/fixtures/jsonlogic/compatible.json`.

use leadlet_core::{
    json::{self, Json},
    logic::Condition,
};

const SUITE: &str = include_str!("../fixtures/jsonlogic/compatible.json");
const CASES: usize = 278;

fn fault_of(case: &Json) -> Option<String> {
    let null = Json::Null;
    let (Some(rule), Some(expected)) = (case.get("rule"), case.get("result")) else {
        return Some("the case has no rule or no result".to_owned());
    };
    let facts = case.get("data").unwrap_or(&null);
    let condition = match Condition::read_plain(rule) {
        Ok(condition) => condition,
        Err(faults) => return Some(format!("it is refused: {faults:?}")),
    };
    match condition.value(facts) {
        Ok(value) if value == *expected => None,
        Ok(value) => Some(format!("it gives {value}, not {expected}")),
        Err(stop) => Some(format!("it stops: {stop}")),
    }
}

#[test]
fn every_case_of_the_official_jsonlogic_suite_passes() {
    let suite = json::parse(SUITE).expect("the suite is JSON");
    // Texts between the cases are headings.
    let cases: Vec<&Json> =
        suite.as_list().expect("the suite is a list").iter().filter(|case| case.as_text().is_none()).collect();
    let mut failures = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        if let Some(fault) = fault_of(case) {
            failures.push(format!("case {index}, {case}: {fault}"));
        }
    }
    println!("{} of {CASES} official JsonLogic cases pass", cases.len() - failures.len());
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(cases.len(), CASES, "the suite has lost or gained cases");
}

#[test]
fn the_suite_would_notice_a_wrong_result() {
    let wrong = json::parse(r#"{"rule": {"+": [1, 1]}, "result": 3}"#).expect("the test writes JSON");
    assert_eq!(fault_of(&wrong).as_deref(), Some("it gives 2, not 3"));
}
