use crate::running::{fresh_directory, leadlet, run};
use leadlet_core::json::{Json, parse};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/configs/bad")
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tool/golden")
}

/// Checks one fixture and compares what a person sees with `golden/NAME.txt`.
///
/// `LEADLET_BLESS=1` writes the golden files anew; read the difference before you commit it.
fn shown(name: &str) -> Output {
    let output =
        leadlet().current_dir(fixtures()).args(["check", &format!("{name}.json")]).output().expect("the binary runs");
    assert_eq!(text(&output.stderr), "");
    let seen = text(&output.stdout);
    let file = golden().join(format!("{name}.txt"));
    if std::env::var_os("LEADLET_BLESS").is_some() {
        fs::write(&file, &seen).expect("writable");
    }
    let expected = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert!(seen == expected, "{name} is shown otherwise than in {}:\n{seen}", file.display());
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Checks a file made by the test; gives the exit code and what was said.
fn checked(bytes: &[u8]) -> (Option<i32>, String) {
    let place = fresh_directory();
    let file = place.path().join("config.json");
    fs::write(&file, bytes).expect("writable");
    let output = run(&["check", &file.display().to_string()]);
    assert_eq!(text(&output.stderr), "");
    (output.status.code(), text(&output.stdout))
}

#[test]
fn a_config_with_ten_faults_shows_ten_with_their_lines_and_exits_1() {
    let output = shown("ten-faults");
    assert_eq!(output.status.code(), Some(1));
    let seen = text(&output.stdout);
    assert_eq!(seen.lines().filter(|line| line.starts_with("error[")).count(), 10);
    assert_eq!(seen.matches("--> ten-faults.json:").count(), 10);
    assert!(seen.ends_with("10 errors in 1 file\n"));
}

#[test]
fn a_fault_of_syntax_is_shown_at_its_line() {
    assert_eq!(shown("cut-off").status.code(), Some(1));
}

#[test]
fn a_web_page_in_place_of_a_config_is_called_one() {
    assert_eq!(shown("web-page").status.code(), Some(1));
}

#[test]
fn an_empty_file_is_called_empty() {
    assert_eq!(shown("empty").status.code(), Some(1));
}

#[test]
fn a_warning_alone_is_shown_and_exits_0() {
    assert_eq!(shown("warning-only").status.code(), Some(0));
}

#[test]
fn the_json_report_has_every_fault_with_code_path_line_and_column() {
    let output = leadlet()
        .current_dir(fixtures())
        .args(["check", "--format", "json", "ten-faults.json", "warning-only.json"])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let report = parse(&text(&output.stdout)).expect("JSON");
    assert_eq!(report.get("errors").and_then(Json::as_whole), Some(10));
    assert_eq!(report.get("warnings").and_then(Json::as_whole), Some(1));
    let files = report.get("files").and_then(Json::as_list).expect("files");
    let faults = files[0].get("diagnostics").and_then(Json::as_list).expect("diagnostics");
    let step = faults
        .iter()
        .find(|fault| fault.get("code").and_then(Json::as_text) == Some("flow/unknown-step"))
        .expect("the step");
    assert_eq!(step.get("path").and_then(Json::as_text), Some("steps[0].next[0].to"));
    assert_eq!(step.get("line").and_then(Json::as_whole), Some(12));
    assert_eq!(step.get("column").and_then(Json::as_whole), Some(74));
    assert_eq!(step.get("severity").and_then(Json::as_text), Some("error"));
}

#[test]
fn every_config_of_the_gallery_is_ok() {
    let configs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/configs");
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(&configs).expect("the gallery's configs") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path.display().to_string());
        }
    }
    assert!(!files.is_empty());
    let arguments: Vec<&str> = std::iter::once("check").chain(files.iter().map(String::as_str)).collect();
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert!(text(&output.stdout).starts_with("ok"));
}

#[test]
fn a_missing_file_is_named_and_the_others_are_still_checked() {
    let output = leadlet()
        .current_dir(fixtures())
        .args(["check", "not-there.json", "warning-only.json"])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let seen = text(&output.stdout);
    assert!(seen.contains("file/missing") && seen.contains("There is no file \"not-there.json\""), "{seen}");
    assert!(seen.ends_with("1 error, 1 warning in 2 files\n"), "{seen}");
}

#[test]
fn a_directory_is_not_a_config() {
    let place = fresh_directory();
    let output = run(&["check", &place.path().display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("file/directory"), "{}", text(&output.stdout));
}

#[test]
fn five_megabytes_are_refused_with_the_size() {
    let (code, seen) = checked(format!("{{\"id\": \"{}\"}}", "x".repeat(5_000_000)).as_bytes());
    assert_eq!(code, Some(1));
    assert!(seen.contains("file/too-large") && seen.contains("5.0 MB") && seen.contains("1 MiB"), "{seen}");
    assert!(seen.len() < 1000, "the file itself is not printed");
}

#[test]
fn a_nesting_of_ten_thousand_is_a_fault_and_not_a_crash() {
    for bytes in ["[".repeat(10_000), "{\"a\":".repeat(10_000), format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))]
    {
        let (code, seen) = checked(bytes.as_bytes());
        assert_eq!(code, Some(1), "{seen}");
        assert!(seen.contains("deeper than 128 levels"), "{seen}");
    }
}

#[test]
fn what_is_not_utf8_is_refused_with_the_place() {
    let (code, seen) = checked(b"{\"title\": \"caf\xe9\"}");
    assert_eq!(code, Some(1));
    assert!(seen.contains("file/not-utf8") && seen.contains("byte 15"), "{seen}");
}

#[test]
fn a_line_of_a_hundred_thousand_letters_is_shown_around_the_fault_only() {
    let long = "x".repeat(100_000);
    let (code, seen) = checked(
        format!("{{\"version\":1,\"text\":\"{long}\",\"colour\":1,\"id\":\"a\",\"title\":\"{long}\"}}").as_bytes(),
    );
    assert_eq!(code, Some(1));
    assert!(seen.contains("\"colour\":1"), "the offending place is shown");
    assert!(seen.len() < 10_000, "{} bytes are shown", seen.len());
}

#[test]
fn control_characters_of_a_config_do_not_reach_the_terminal() {
    let (_, seen) = checked(b"{\"version\": 1, \"\x1b[2J\": 1}");
    assert!(!seen.contains('\x1b'), "{seen:?}");
    let (_, seen) = checked(br#"{"version": 1, "\u001b[2J": "\u001b]0;title\u0007"}"#);
    assert!(!seen.contains('\x1b') && !seen.contains('\x07'), "{seen:?}");
}

#[test]
fn a_dash_reads_standard_input() {
    let mut child =
        leadlet().args(["check", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary runs");
    child.stdin.take().expect("piped").write_all(b"{\n  oops\n}").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("<stdin>:2:3"), "{}", text(&output.stdout));
}

#[test]
fn a_wrong_command_line_exits_2() {
    assert_eq!(run(&["check"]).status.code(), Some(2));
    assert_eq!(run(&["check", "--format", "yaml", "a.json"]).status.code(), Some(2));
    assert_eq!(run(&["chek"]).status.code(), Some(2));
}
