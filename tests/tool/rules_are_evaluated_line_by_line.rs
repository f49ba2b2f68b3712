//! `leadlet eval` and `leadlet check --lowered`.

use crate::running::leadlet;
use leadlet_core::json::{Json, parse};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};

/// Evaluates a whole input.
fn eval(input: &[u8]) -> Output {
    let mut child = leadlet()
        .arg("eval")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let (mut stdin, input) = (child.stdin.take().expect("standard input is piped"), input.to_vec());
    let writer = std::thread::spawn(move || stdin.write_all(&input).expect("it reads everything"));
    let output = child.wait_with_output().expect("its output is read");
    writer.join().expect("everything is written");
    output
}

fn answers(input: &str) -> Vec<String> {
    let output = eval(input.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn each_line_gives_one_compact_result() {
    let input = "[{\"==\": [1, \"1\"]}, null]\r\n[{\"map\": [{\"var\": \"\"}, {\"*\": [{\"var\": \"\"}, 2]}]}, [1, 2]]\n[{\"/\": [1, 0]}, {}]\n[\"plain\", 1]";
    assert_eq!(answers(input), ["true", "[2,4]", "null", "\"plain\""]);
}

#[test]
fn a_comparison_with_what_is_missing_is_that_of_the_reference_and_not_guarded() {
    assert_eq!(answers(r#"[{"<": [{"var": "x"}, 15]}, {}]"#), ["true"]);
}

#[test]
fn a_line_that_fails_says_why_and_the_next_is_evaluated() {
    let deep = format!("[{}1{}, {{}}]", "{\"!\": ".repeat(70), "}".repeat(70));
    let nested = "{\"map\": [[0,1,2,3,4,5,6,7,8,9], ".repeat(10);
    let endless = format!("[{nested}1{}, {{}}]", "]}".repeat(10));
    let input = format!(
        "nonsense\n[1]\n{{\"a\": 1}}\n[{{\"and\": [true, {{\"lenght\": 1}}, {{\"mising\": 1}}]}}, {{}}]\n[{{\"?:\": [1, 2, {{\"nonsense\": 3}}]}}, {{}}]\n{deep}\n{endless}\n[{{\"*\": []}}, {{}}]\n[{{\"missing_some\": [1, null]}}, {{}}]\n[1, 2, 3]\n[{{\"var\": \"a\"}}, {{\"a\": 7}}]\n"
    );
    let answers = answers(&input);
    let error = |index: usize| {
        let json = parse(&answers[index]).expect("every answer is JSON");
        json.text_at("error").map(str::to_owned).unwrap_or_else(|| panic!("{json} is no error"))
    };
    assert!(error(0).starts_with("Not JSON at byte 1:"), "{}", error(0));
    assert_eq!(error(1), "The line is not a list of two, [rule, data].");
    assert_eq!(error(2), error(1));
    assert!(error(3).starts_with("and[1].lenght: There is no operator \"lenght\"."), "{}", error(3));
    assert_eq!(answers[4], "2", "an operator that nobody comes upon does no harm");
    assert!(error(5).contains("nested deeper than 64 levels"), "{}", error(5));
    assert!(error(6).contains("more than 50,000 steps"), "{}", error(6));
    assert_eq!(error(7), "\"*\" has no value to multiply.");
    assert_eq!(error(8), "The second value of \"missing_some\" is not a list of names.");
    assert_eq!(error(9), error(1));
    assert_eq!(answers[10], "7");
    assert_eq!(answers.len(), 11);
}

#[test]
fn blank_lines_give_nothing_and_bytes_that_are_no_text_give_an_error() {
    assert_eq!(answers("\n \t\r\n[1, 2]\n\n"), ["1"]);
    let output = eval(b"[\"\xff\", 1]\n[1, 2]\n");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(said, "{\"error\":\"Byte 3 is not UTF-8.\"}\n1\n");
}

#[test]
fn a_line_of_many_megabytes_is_refused_without_being_kept() {
    let mut input = vec![b'['; 30 << 20];
    input.extend_from_slice(b"\n[1, 2]\n");
    let said = String::from_utf8(eval(&input).stdout).expect("UTF-8");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].contains("the text is longer than 1 MiB"), "{said}");
    assert_eq!(lines[1..], ["1"]);
}

#[test]
fn an_answer_comes_before_the_next_question_is_asked() {
    let mut child =
        leadlet().arg("eval").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary runs");
    let mut asks = child.stdin.take().expect("standard input is piped");
    let mut hears = BufReader::new(child.stdout.take().expect("standard output is piped"));
    for number in 0..3 {
        writeln!(asks, "[{{\"+\": [{{\"var\": \"\"}}, 1]}}, {number}]").expect("it reads");
        let mut answer = String::new();
        hears.read_line(&mut answer).expect("it answers");
        assert_eq!(answer, format!("{}\n", number + 1));
    }
    drop(asks);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_config_is_printed_with_the_guards_of_its_comparisons_written_out() {
    let configs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/configs");
    let output =
        leadlet().args(["check", "--lowered"]).arg(configs.join("ebook.json")).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let published = parse(said.trim_end()).expect("one line of JSON");
    let rules = published.at("scoring").list_at("rules");
    let budget = rules.iter().find(|rule| rule.text_at("id") == Some("large-budget")).expect("the rule");
    let guarded = r#"{"and":[{"!==":[{"var":"answers.budget"},null]},{">=":[{"var":"answers.budget"},250000]}]}"#;
    assert_eq!(budget.at("if"), &parse(guarded).expect("JSON"));
    let written = std::fs::read_to_string(configs.join("ebook.json")).expect("the config");
    assert_eq!(published.get("steps"), parse(&written).expect("JSON").get("steps").cloned().as_ref());
}

#[test]
fn a_faulty_config_is_not_printed_but_explained() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/configs/bad");
    let output = leadlet()
        .current_dir(fixtures)
        .args(["check", "--lowered", "--format", "json", "ten-faults.json"])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let report = parse(&String::from_utf8(output.stdout).expect("UTF-8")).expect("one JSON report");
    assert_eq!(report.get("errors").and_then(Json::as_whole), Some(10));
}
