use crate::running::{fresh_directory, leadlet, run};
use leadlet_core::diagnostic::Severity;
use leadlet_core::json::{Json, parse};
use leadlet_core::lint::codes::{CODES, Example};
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

#[test]
fn every_code_is_shown_with_its_line_and_what_to_write_instead() {
    let mut wrong = String::new();
    for code in CODES {
        let Example::Pair { .. } = code.example else { continue };
        let name = code.code.replacen('/', "--", 1);
        let output =
            leadlet().current_dir(fixtures()).args(["check", &format!("{name}.json")]).output().expect("it runs");
        let (seen, file) = (text(&output.stdout), fixtures().join(format!("{name}.txt")));
        assert!(seen.contains(&format!("[{}]", code.code)), "{name} is shown as:\n{seen}");
        assert_eq!(output.status.code(), Some(i32::from(code.severity == Severity::Error)), "{name}");
        if std::env::var_os("LEADLET_BLESS").is_some() {
            fs::write(&file, &seen).expect("writable");
        } else if fs::read_to_string(&file).unwrap_or_default() != seen {
            wrong.push_str(&format!("\n{} is not what is shown now:\n{seen}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nIf this is meant, run with LEADLET_BLESS=1 and look at what changed.");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Checks a file made by the test; gives the exit code and what was said.
pub(crate) fn checked(bytes: &[u8]) -> (Option<i32>, String) {
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
fn warnings_fail_a_strict_check() {
    for flag in ["--strict", "--deny-warnings"] {
        let output =
            leadlet().current_dir(fixtures()).args(["check", flag, "warning-only.json"]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{flag}");
    }
    let good = fixtures().join("../good/flow--unknown-step.json");
    assert_eq!(run(&["check", "--strict", &good.display().to_string()]).status.code(), Some(0));
}

#[test]
fn of_a_directory_every_config_is_checked_by_name_and_nothing_else() {
    let place = fresh_directory();
    for name in ["b.json", "a/c.json", "node_modules/x.json", ".hidden/y.json", "config.schema.json", "notes.txt"] {
        let file = place.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("writable");
        fs::write(file, "{}").expect("writable");
    }
    let output =
        leadlet().current_dir(place.path()).args(["check", "--format", "json", "."]).output().expect("it runs");
    let report = parse(&text(&output.stdout)).expect("JSON");
    let names: Vec<_> = report.list_at("files").iter().filter_map(|file| file.text_at("file")).collect();
    assert_eq!(names, ["./a/c.json", "./b.json"]);
}

#[test]
fn faults_are_told_in_the_order_of_their_lines() {
    let output = leadlet()
        .current_dir(fixtures())
        .args(["check", "--format", "json", "ten-faults.json"])
        .output()
        .expect("it runs");
    let report = parse(&text(&output.stdout)).expect("JSON");
    let faults = report.list_at("files")[0].list_at("diagnostics");
    let places: Vec<_> = faults.iter().map(|fault| (fault.whole_at("line"), fault.whole_at("column"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(faults.iter().all(|fault| fault.text_at("docs").is_some_and(|docs| docs.ends_with(".md"))));
}

#[test]
fn a_code_about_cases_is_explained_and_named_with_its_page() {
    let output = run(&["check", "--explain", "cases/unknown-option"]);
    assert_eq!(output.status.code(), Some(0));
    let page = text(&output.stdout);
    assert!(page.contains("`cases/unknown-option`, error") && page.contains("\"costs\""), "{page}");
    let slips = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/cases/slips.cases.json");
    let told = text(&run(&["check", "--format", "json", &slips.display().to_string()]).stdout);
    assert!(told.contains("/docs/checks/cases/unknown-option.md"), "{told}");
}

#[test]
fn a_code_is_explained_with_a_bad_and_a_good_example() {
    let output = run(&["check", "--explain", "flow/unknown-step"]);
    assert_eq!(output.status.code(), Some(0));
    let page = text(&output.stdout);
    assert!(page.contains("## Bad") && page.contains("## Good") && page.contains("error[flow/unknown-step]"), "{page}");
    let output = run(&["check", "--explain", "flow/unkown-step"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("Did you mean \"flow/unknown-step\"?"), "{}", text(&output.stderr));
}

#[test]
fn the_sarif_report_has_every_fault_with_its_rule_and_its_region() {
    let output = leadlet()
        .current_dir(fixtures())
        .args(["check", "--format", "sarif", "ten-faults.json", "warning-only.json", "not-there.json"])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let report = parse(&text(&output.stdout)).expect("JSON");
    assert_eq!(report.text_at("version"), Some("2.1.0"));
    let run = &report.list_at("runs")[0];
    let (rules, results) = (run.at("tool").at("driver").list_at("rules"), run.list_at("results"));
    assert_eq!(results.len(), 12);
    for result in results {
        let index = usize::try_from(result.whole_at("ruleIndex").expect("a rule")).expect("it is not negative");
        assert_eq!(rules[index].text_at("id"), result.text_at("ruleId"));
        let place = result.list_at("locations")[0].at("physicalLocation");
        let is_missing = result.text_at("ruleId") == Some("file/missing");
        assert_eq!(place.at("region").whole_at("startLine").is_none(), is_missing);
    }
}

/// A hundred steps of fifty fields, as many as a config may have, each with a condition on what stands
/// before; and a thousand steps, which are too many. An unoptimised build takes 1.4 s of
/// processor time for the first.
#[test]
fn the_largest_config_is_checked_while_somebody_waits() {
    let fields = |step: usize| {
        (0..50)
            .map(|field| {
                let before = if step == 0 { "true".to_owned() } else {
                    format!(r#"{{"and":[{{">":[{{"var":"answers.f{}x{field}"}},{}]}},{{"!":[{{"var":"visitor.isCustomer"}}]}}]}}"#, step - 1, field % 7)
                };
                format!(r#"{{"name":"f{step}x{field}","type":"number","label":"F{field}","min":0,"max":9,"showIf":{before}}}"#)
            })
            .collect::<Vec<_>>()
            .join(",")
    };
    for count in [100, 1000] {
        let steps: Vec<String> = (0..count)
            .map(|step| {
                let few = if count > 100 { format!(r#"{{"name":"f{step}","type":"text","label":"F"}}"#) } else { fields(step) };
                format!(r#"{{"id":"s{step}","fields":[{few}],"next":[{{"if":{{"===":[{{"var":"visitor.kind"}},"x{step}"]}},"to":"end"}}]}}"#)
            })
            .collect();
        let config = format!(
            r#"{{"version":1,"id":"large","steps":[{}],"outcomes":[{{"id":"o","title":"O"}}],"delivery":[{{"type":"json","url":"/leads"}}]}}"#,
            steps.join(",")
        );
        if config.len() > 1 << 20 {
            continue;
        }
        let began = std::time::Instant::now();
        let (code, seen) = checked(config.as_bytes());
        let took = began.elapsed();
        assert_eq!(code, Some(i32::from(count > 100)), "{}", seen.lines().last().unwrap_or(""));
        // A debug build is five to ten times slower, and what else the machine does counts as well.
        let most = if cfg!(debug_assertions) { 60.0 } else { 6.0 };
        println!("{count} steps, {} kB: {took:?}", config.len() / 1024);
        assert!(took.as_secs_f64() < most, "{count} steps take {took:?}");
    }
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
fn a_directory_without_configs_is_no_success() {
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
fn bounds_of_days_and_times_that_leave_no_answer_are_found_and_others_are_not() {
    let found = |field: &str| {
        let config = format!(
            r#"{{"version": 1, "id": "a", "steps": [{{"id": "s", "fields": [{{"name": "when", "label": "When?", {field}}}]}}], "delivery": [{{"type": "json", "url": "/leads"}}]}}"#
        );
        checked(config.as_bytes()).1
    };
    for none in [
        r#""type": "date", "min": "2026-12-24", "max": "2026-01-01""#,
        r#""type": "date", "min": "today+14", "max": "today""#,
        r#""type": "date", "min": "today-16y", "max": "today-18y""#,
        r#""type": "time", "min": "17:00", "max": "09:00""#,
        r#""type": "number", "min": 1.2, "max": 1.8, "whole": true"#,
    ] {
        let seen = found(none);
        assert!(seen.contains("error[flow/nothing-fits]: No answer is ever taken for \"when\""), "{none}: {seen}");
        assert!(found(&[none, ", \"required\": true"].concat()).contains("error[flow/dead-end]"), "{none}");
    }
    for some in [
        r#""type": "date", "min": "today", "max": "today""#,
        r#""type": "date", "min": "2030-01-01", "max": "today""#,
        r#""type": "date", "min": "today+30", "max": "today+1m""#,
        r#""type": "time", "min": "09:00", "max": "09:00""#,
    ] {
        let seen = found(some);
        assert!(!seen.contains("nothing-fits") && !seen.contains("unreachable"), "{some}: {seen}");
    }
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
