use crate::cases_are_replayed::tested_in;
use crate::running::{fresh_directory, run};
use leadlet_core::json::{Json, parse};
use std::fs;

#[test]
fn an_open_choice_takes_what_is_no_option_and_conditions_scores_and_texts_see_it() {
    let place = fresh_directory();
    let config = r#"{ "version": 1, "id": "open", "steps": [
      { "id": "from", "fields": [
        { "name": "from", "type": "choice", "allowOther": true, "tells": "need", "label": "Whom from?", "required": true,
          "options": [{ "value": "ad", "level": 1 }, { "value": "call", "label": "A call", "level": 3, "asksFor": "call" }] },
        { "name": "uses", "type": "choice", "many": true, "minPicked": 3, "allowOther": true, "options": [{ "value": "a" }, { "value": "b" }] }
      ] },
      { "id": "friend", "showIf": { "===": [{ "var": "answers.from" }, "A friend"] },
        "fields": [{ "name": "which", "type": "text", "label": "Which friend? You wrote: {answers.from}" }] },
      { "id": "last", "fields": [{ "name": "email", "type": "email", "required": true }] } ],
      "scoring": { "rules": [
        { "id": "friend", "points": 7, "if": { "===": [{ "var": "answers.from" }, "A friend"] } },
        { "id": "sings", "points": 5, "if": { "in": ["singing", { "var": "answers.uses" }] } },
        { "id": "calls", "points": 3, "if": { "in": ["call", { "var": "asksFor" }] } } ] },
      "delivery": [{ "type": "json", "url": "/leads" }] }"#;
    fs::write(place.path().join("open.json"), config).expect("written");
    let cases = r#"{ "answers": { "email": "ann@firm.example" }, "cases": [
      { "name": "own words", "answers": { "from": " A friend ", "uses": ["singing", "b", "a"] },
        "expect": { "path": ["from", "friend", "last"], "score": 12, "answers": { "from": "A friend", "uses": ["a", "b", "singing"] } } },
      { "name": "an option by its words", "answers": { "from": "a CALL" }, "expect": { "path": ["from", "last"], "answers": { "from": "call" } } },
      { "name": "nothing written", "answers": { "from": "" }, "expect": { "refused": { "from": "required" } } },
      { "name": "two that are no options", "answers": { "from": "x", "uses": ["y", "z", "a"] }, "expect": { "refused": { "uses": "notAnOption" } } }
    ] }"#;
    fs::write(place.path().join("open.cases.json"), cases).expect("written");
    let (code, seen) = tested_in(place.path(), &[]);
    assert_eq!(code, Some(0), "{seen}");
    let config = place.path().join("open.json").display().to_string();
    let checked = String::from_utf8_lossy(&run(&["check", &config]).stdout).into_owned();
    for claim in ["logic/", "score/", "flow/"] {
        assert!(!checked.contains(claim), "an open choice makes no claim false:\n{checked}");
    }
}

#[test]
fn a_field_that_is_required_on_a_condition_has_two_branches_to_be_reached() {
    let place = fresh_directory();
    let config = r#"{ "version": 1, "id": "firm", "steps": [{ "id": "who", "fields": [
        { "name": "business", "type": "choice", "options": [{ "value": "yes" }, { "value": "no" }] },
        { "name": "company", "type": "text", "requiredIf": { "===": [{ "var": "answers.business" }, "yes"] } },
        { "name": "email", "type": "email", "required": true, "requiredIf": true }
      ] }], "delivery": [{ "type": "json", "url": "/leads" }] }"#;
    fs::write(place.path().join("firm.json"), config).expect("written");
    let case = |more: &str| {
        format!(
            r#"{{ "name": "{more}", "answers": {{ "email": "ann@firm.example", "business": "{more}" }}, "expect": {{ "path": ["who"] }} }}"#
        )
    };
    let missed = |cases: &str| {
        fs::write(place.path().join("firm.cases.json"), format!(r#"{{ "cases": [{cases}] }}"#)).expect("written");
        let (_, seen) = tested_in(place.path(), &["--format", "json"]);
        let report = parse(&seen).expect("JSON");
        let Some([coverage]) = report.list_at("coverage").get(..1) else { panic!("{seen}") };
        coverage
            .at("branches")
            .list_at("missed")
            .iter()
            .filter_map(Json::as_text)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(missed(&case("no")), ["\"company\" required"]);
    assert_eq!(missed(&case("yes")), ["\"company\" not required"], "a visitor who is refused has been asked, too");
    assert!(missed(&[case("no"), case("yes")].join(",")).is_empty());
}

#[test]
fn what_a_case_types_is_composed_as_a_browser_would() {
    let place = fresh_directory();
    let config = r#"{ "version": 1, "id": "name", "steps": [{ "id": "who", "fields": [
        { "name": "name", "type": "text" },
        { "name": "fruit", "type": "choice", "allowOther": true, "options": [{ "value": "cafe\u0301" }] },
        { "name": "email", "type": "email", "required": true }
      ] }], "delivery": [{ "type": "json", "url": "/leads" }] }"#;
    fs::write(place.path().join("name.json"), config).expect("written");
    let cases = r#"{ "answers": { "email": "ann@firm.example", "name": "Zoe\u0308" }, "cases": [
      { "name": "written", "answers": { "fruit": "pe\u0301che" }, "expect": { "answers": { "name": "Zo\u00eb", "fruit": "p\u00e9che" } } },
      { "name": "an option stays as its owner wrote it", "answers": { "fruit": "cafe\u0301" }, "expect": { "answers": { "fruit": "cafe\u0301" } } } ] }"#;
    fs::write(place.path().join("name.cases.json"), cases).expect("written");
    let (code, seen) = tested_in(place.path(), &[]);
    assert_eq!(code, Some(0), "{seen}");
}
