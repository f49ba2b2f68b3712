use crate::running::{fresh_directory, leadlet, run};
use leadlet_core::json::{Json, parse};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn fixtures() -> PathBuf {
    root().join("tests/fixtures/cases")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Runs `leadlet test` in a directory; nothing is ever said on the other output.
pub(crate) fn tested_in(directory: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output: Output =
        leadlet().current_dir(directory).arg("test").args(arguments).output().expect("the binary runs");
    assert_eq!(text(&output.stderr), "");
    (output.status.code(), text(&output.stdout))
}

/// Compares what a person sees with `golden/NAME.txt`; `LEADLET_BLESS=1` writes it anew.
fn shown(name: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let (code, seen) = tested_in(&fixtures(), arguments);
    let file = root().join("tests/tool/golden").join(format!("{name}.txt"));
    if std::env::var_os("LEADLET_BLESS").is_some() {
        fs::write(&file, &seen).expect("writable");
    }
    let expected = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert!(seen == expected, "{name} is shown otherwise than in {}:\n{seen}", file.display());
    (code, seen)
}

/// A directory with the config of the fixtures and a file of cases made by the test.
fn place(cases: &str) -> TempDir {
    let place = fresh_directory();
    fs::copy(fixtures().join("visit.json"), place.path().join("visit.json")).expect("copied");
    fs::write(place.path().join("visit.cases.json"), cases).expect("written");
    place
}

fn cases_in(place: &TempDir) -> String {
    fs::read_to_string(place.path().join("visit.cases.json")).expect("it is there")
}

/// One case for a student, with more members.
fn student(more: &str) -> String {
    format!(
        r#"{{ "cases": [{{ "name": "a student", "answers": {{ "need": "study", "email": "ann@firm.example", "terms": true }}{more} }}] }}"#
    )
}

#[test]
fn cases_that_come_as_expected_pass_and_what_they_have_not_reached_is_named() {
    let (code, seen) = shown("cases-as-expected", &["visit.json"]);
    assert_eq!(code, Some(0));
    assert!(seen.ends_with("cases: 4 passed, 0 failed\n"));
    assert!(seen.contains("never gave points: pro") && seen.contains("never picked: role: clerk"), "{seen}");
}

#[test]
fn a_case_that_comes_otherwise_shows_both_and_the_reasons() {
    let (code, seen) = shown("cases-otherwise", &["otherwise.cases.json"]);
    assert_eq!(code, Some(1));
    assert!(seen.ends_with("cases: 0 passed, 9 failed\n"));
}

#[test]
fn every_field_is_answered_as_its_control_would_and_read_in_the_language_of_the_config() {
    let (code, seen) = tested_in(&fixtures(), &["every-field.json"]);
    assert_eq!(code, Some(0), "{seen}");
}

#[test]
fn slips_in_a_file_of_cases_are_shown_with_their_lines_and_nothing_is_run() {
    let (code, seen) = shown("cases-slips", &["slips.cases.json"]);
    assert_eq!(code, Some(2));
    assert!(seen.contains("--> slips.cases.json:3:") && seen.contains("Did you mean \"email\"?"), "{seen}");
}

#[test]
fn check_finds_the_same_slips() {
    let output = leadlet().current_dir(fixtures()).args(["check", "slips.cases.json"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let faults =
        |seen: &str| seen.lines().filter(|line| line.starts_with("error[")).map(str::to_owned).collect::<Vec<_>>();
    let (_, tested) = tested_in(&fixtures(), &["slips.cases.json"]);
    assert_eq!(faults(&text(&output.stdout)), faults(&tested));
    assert!(!faults(&tested).is_empty());
}

#[test]
fn the_cases_of_the_gallery_pass_and_each_of_its_configs_has_some() {
    let (code, seen) = tested_in(&root(), &["www/configs"]);
    assert_eq!(code, Some(0), "{seen}");
    assert!(!seen.contains("no cases for:"), "{seen}");
}

#[test]
fn a_config_with_errors_is_shown_as_by_check_and_its_cases_are_not_run() {
    let place = place(&student(""));
    fs::write(
        place.path().join("visit.json"),
        r#"{ "version": 1, "id": "visit", "colour": 1, "steps": [{ "id": "a", "fields": [] }] }"#,
    )
    .expect("written");
    let (code, seen) = tested_in(place.path(), &["visit.json"]);
    assert_eq!(code, Some(2));
    assert!(
        seen.starts_with("error[config/unknown-key]: \"colour\" is not a setting here\n --> visit.json:1:"),
        "{seen}"
    );
    assert!(seen.ends_with("cases: 0 passed, 0 failed, 1 file not run\n"), "{seen}");
}

#[test]
fn the_faults_of_one_file_leave_the_others_running() {
    let place = place(&student(r#", "expect": { "score": 0 }"#));
    fs::write(place.path().join("broken.cases.json"), "{ oops }").expect("written");
    let (code, seen) = tested_in(place.path(), &["."]);
    assert_eq!(code, Some(2));
    assert!(seen.contains("cases/syntax") && seen.ends_with("cases: 1 passed, 0 failed, 1 file not run\n"), "{seen}");
}

#[test]
fn update_writes_what_came_and_nothing_else_in_the_file() {
    let before = "{\n  \"cases\": [\n    { \"name\":\"a student\",  \"answers\": { \"need\": \"study\", \"email\": \"ann@firm.example\", \"terms\": true },\n      \"expect\": { \"score\": 99, \"contributions\": { \"studies\": 1 } } }\n  ]\n}\n\n";
    let place = place(before);
    let (code, seen) = tested_in(place.path(), &["--update"]);
    assert_eq!(code, Some(0));
    assert!(seen.ends_with("cases: 0 passed, 1 updated, 0 failed\n"), "{seen}");
    let expected = before.replace(
        "{ \"score\": 99, \"contributions\": { \"studies\": 1 } }",
        "{ \"score\": 0, \"contributions\": { \"studies\": -20 } }",
    );
    assert_eq!(cases_in(&place), expected);
    let (code, seen) = tested_in(place.path(), &["--update"]);
    assert_eq!((code, cases_in(&place)), (Some(0), expected));
    assert!(seen.ends_with("cases: 1 passed, 0 failed\n"), "{seen}");
}

#[test]
fn update_writes_path_score_stage_and_outcome_where_nothing_is_expected() {
    for more in ["", r#", "expect": {}"#] {
        let place = place(&student(more));
        let (code, seen) = tested_in(place.path(), &["visit.json"]);
        assert_eq!(code, Some(1), "a case that expects nothing proves nothing");
        assert!(seen.contains("Nothing is expected yet"), "{seen}");
        assert_eq!(tested_in(place.path(), &["visit.json", "--update"]).0, Some(0));
        let written = parse(&cases_in(&place)).expect("JSON");
        assert_eq!(
            written.list_at("cases")[0].at("expect").compact(),
            r#"{"path":["need","contact"],"score":0,"stage":"lead","outcome":"guide"}"#
        );
    }
}

#[test]
fn update_turns_the_score_of_a_visitor_who_is_now_refused_into_the_reason_and_back() {
    let refused = r#"{ "cases": [
        { "name": "a", "answers": { "need": "study", "email": "ann@gmail.com", "terms": true },
          "expect": { "score": 0, "stage": "lead" } }] }"#;
    let place = place(refused);
    assert_eq!(tested_in(place.path(), &["--update"]).0, Some(0));
    assert!(cases_in(&place).contains(r#""expect": { "refused": { "email": "freeMail" } }"#), "{}", cases_in(&place));
    let taken = cases_in(&place).replace("ann@gmail.com", "ann@firm.example");
    fs::write(place.path().join("visit.cases.json"), taken).expect("written");
    assert_eq!(tested_in(place.path(), &["--update"]).0, Some(0));
    assert!(
        cases_in(&place)
            .contains(r#""expect": { "path": ["need", "contact"], "score": 0, "stage": "lead", "outcome": "guide" }"#),
        "{}",
        cases_in(&place)
    );
}

#[test]
fn update_does_not_hide_an_answer_that_is_never_asked_for() {
    let place = place(
        r#"{ "cases": [{ "name": "a", "answers": { "need": "study", "role": "cto", "email": "ann@firm.example", "terms": true }, "expect": {} }] }"#,
    );
    let (code, seen) = tested_in(place.path(), &["--update"]);
    assert_eq!(code, Some(1));
    assert!(seen.contains("role is given, but never asked for"), "{seen}");
}

#[test]
fn only_the_cases_whose_name_is_asked_for_are_run() {
    let (code, seen) = tested_in(&fixtures(), &["visit.json", "--only", "STUDENT"]);
    assert_eq!(code, Some(0));
    assert!(seen.contains("✓ a student\n") && !seen.contains("a free address"), "{seen}");
    assert!(seen.ends_with("cases: 1 passed, 0 failed\n") && !seen.contains("reached in"), "{seen}");
}

#[test]
fn asking_for_a_name_that_no_case_has_is_no_success() {
    let output = leadlet().current_dir(fixtures()).args(["test", "visit.json", "--only", "nobody at all"]).output();
    let output = output.expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no case has \"nobody at all\" in its name"), "{}", text(&output.stderr));
}

#[test]
fn less_coverage_than_asked_for_fails() {
    assert_eq!(tested_in(&fixtures(), &["visit.json", "--min-coverage", "83"]).0, Some(0));
    let (code, seen) = tested_in(&fixtures(), &["visit.json", "--min-coverage", "84"]);
    assert_eq!(code, Some(1));
    assert!(seen.contains("failed: at least 84 % is asked"), "{seen}");
}

#[test]
fn two_files_of_cases_reach_one_config_together() {
    let place = place(&student(r#", "expect": { "score": 0 }"#));
    let other = r#"{ "config": "visit.json", "cases": [{ "name": "other", "answers": { "need": "other", "email": "a@firm.example", "terms": true }, "expect": { "score": 0 } }] }"#;
    fs::write(place.path().join("other.cases.json"), other).expect("written");
    let (code, seen) = tested_in(place.path(), &[]);
    assert_eq!(code, Some(0), "{seen}");
    assert_eq!(seen.matches("reached in").count(), 1, "{seen}");
    assert!(seen.contains("step \"fit\" shown"), "only the shown step is left: {seen}");
    assert!(!seen.contains("step \"fit\" passed over"), "{seen}");
}

#[test]
fn the_json_report_has_every_case_every_difference_and_what_was_not_reached() {
    let (code, seen) =
        tested_in(&fixtures(), &["otherwise.cases.json", "visit.json", "slips.cases.json", "--format", "json"]);
    assert_eq!(code, Some(2));
    let report = parse(&seen).expect("JSON");
    assert_eq!((report.whole_at("passed"), report.whole_at("failed")), (Some(4), Some(9)));
    let first = &report.list_at("files")[0].list_at("cases")[0];
    assert_eq!(first.at("passed"), &Json::Bool(false));
    let score =
        first.list_at("differences").iter().find(|one| one.text_at("what") == Some("score")).expect("the score");
    assert_eq!((score.whole_at("expected"), score.whole_at("got")), (Some(45), Some(0)));
    assert_eq!(first.at("got").at("path").compact(), r#"["need","contact"]"#);
    let dead = &report.list_at("files")[0].list_at("cases")[6].list_at("neverAsked")[0];
    assert_eq!((dead.text_at("field"), dead.at("stepShown")), (Some("budget"), &Json::Bool(true)));
    let coverage = &report.list_at("coverage")[0];
    assert_eq!(coverage.at("rules").at("missed").compact(), r#"["pro"]"#);
    let fault = &report.list_at("notRun")[0].list_at("diagnostics")[0];
    assert_eq!((fault.text_at("code"), fault.whole_at("line")), (Some("cases/unknown-field"), Some(3)));
}

#[test]
fn configs_without_cases_are_named() {
    let place = place(&student(r#", "expect": { "score": 0 }"#));
    fs::copy(fixtures().join("visit.json"), place.path().join("lonely.json")).expect("copied");
    fs::write(place.path().join("package.json"), "{}").expect("written");
    let (code, seen) = tested_in(place.path(), &[]);
    assert_eq!(code, Some(0));
    assert!(seen.contains("no cases for: lonely.json\n"), "{seen}");
}

#[test]
fn a_config_that_is_named_and_has_no_cases_is_not_tested() {
    let place = fresh_directory();
    fs::copy(fixtures().join("visit.json"), place.path().join("lonely.json")).expect("copied");
    for path in ["lonely.json", "."] {
        let (code, seen) = tested_in(place.path(), &[path]);
        assert_eq!(code, Some(2));
        assert!(seen.contains("cases/none"), "{seen}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (code, seen) = tested_in(&fixtures(), &["not-there.cases.json", "visit.json"]);
    assert_eq!(code, Some(2));
    assert!(seen.contains("file/missing") && seen.contains("cases: 4 passed"), "{seen}");
}

#[test]
fn points_that_fade_are_the_same_whenever_the_cases_are_run() {
    let looked = |more: &str| {
        let place = place(&student(&format!(
            r#", "events": [{{ "kind": "page", "path": "/pricing", "daysAgo": 2 }}], "expect": {{ "contributions": {{ "prices": 5 }} }}{more}"#
        )));
        tested_in(place.path(), &[]).0
    };
    assert_eq!(looked(""), Some(0), "half of 10 points after a half-life of two days");
    assert_eq!(looked(r#", "at": "2031-07-01T08:30:00Z""#), Some(0));
}

#[test]
fn an_answer_for_all_cases_that_none_is_asked_for_is_remarked_on() {
    let cases = student(r#", "expect": { "score": 0 }"#).replacen('{', r#"{ "answers": { "role": "cto" },"#, 1);
    let (code, seen) = tested_in(place(&cases).path(), &[]);
    assert_eq!(code, Some(0));
    assert!(seen.contains("warning[cases/never-asked]: No case is asked for \"role\""), "{seen}");
}

#[test]
fn the_page_hidden_values_prefilled_answers_and_consent_are_as_in_a_page() {
    let place = place(&student(
        r#", "page": "/pricing?x=1", "hidden": { "plan": "pro" }, "visitor": { "isCustomer": true }, "expect": { "stage": "none", "answers": { "plan": "pro" }, "contributions": { "pro": 5, "prices": 10 } }"#,
    ));
    let (code, seen) = tested_in(place.path(), &[]);
    assert_eq!(code, Some(0), "{seen}");
    let cases = r#"{ "cases": [{ "name": "filled in", "prefill": { "need": "study" }, "parameters": { "email": "ann@firm.example" }, "answers": { "terms": true }, "page": "/pricing", "consent": false, "expect": { "answers": { "need": "study", "email": "ann@firm.example" }, "contributions": { "prices": 0 } } }] }"#;
    fs::write(place.path().join("visit.cases.json"), cases).expect("written");
    let (code, seen) = tested_in(place.path(), &[]);
    assert_eq!(code, Some(0), "{seen}");
}

#[test]
fn control_characters_of_a_file_of_cases_do_not_reach_the_terminal() {
    let cases = r#"{ "cases": [{ "name": "\u001b[2Ja\u009b", "answers": { "need": "study", "email": "\u001b]0;x\u0007", "terms": true }, "expect": { "answers": { "email": "\u001b[2J" } } }] }"#;
    let (code, seen) = tested_in(place(cases).path(), &[]);
    assert_eq!(code, Some(1));
    assert!(!seen.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{seen:?}");
}

#[test]
fn what_failed_is_said_in_words_without_colours() {
    let (_, seen) = tested_in(&fixtures(), &["otherwise.cases.json"]);
    assert_eq!(seen.lines().filter(|line| line.ends_with(" (failed)")).count(), 9);
    assert!(!seen.contains('\u{1b}'));
}

#[test]
fn the_help_shows_a_whole_file_of_cases() {
    let help = text(&run(&["test", "--help"]).stdout);
    for word in ["\"cases\"", "\"expect\"", "\"refused\"", "--update", "cases.schema.json", "Exit codes"] {
        assert!(help.contains(word) || word == "\"refused\"" && help.contains("refused"), "{word} is not in the help");
    }
}

#[test]
fn a_wrong_command_line_of_test_exits_2() {
    assert_eq!(run(&["test", "--min-coverage", "101"]).status.code(), Some(2));
    assert_eq!(run(&["test", "--min-coverage", "50", "--only", "a"]).status.code(), Some(2));
}

#[test]
fn of_thousands_of_slips_some_hundred_are_shown() {
    let many = (0..3_000).map(|number| format!("\"a{number}\":1")).collect::<Vec<_>>().join(",\n");
    for cases in [
        format!("{{\"cases\":[{{\"name\":\"a\",\"answers\":{{{many}}}}}]}}"),
        format!("{{\"answers\":{{{many}}},\"cases\":[{{\"name\":\"a\"}}]}}"),
        format!("{{\"cases\":[{}]}}", vec!["{\"name\":\"a\"}"; 3_000].join(",\n")),
    ] {
        let place = place(&cases);
        let (code, seen) = tested_in(place.path(), &[]);
        assert_eq!(code, Some(2));
        assert!(seen.contains("cases/out-of-bounds"));
        let faults = seen.lines().filter(|line| line.starts_with("error[")).count();
        assert!((300..=600).contains(&faults), "{faults} are shown");
    }
}
