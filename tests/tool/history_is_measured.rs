//! `leadlet backtest`: what a config would have said of leads whose outcome is known.

use crate::running::leadlet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Two hundred leads, of whom decision makers with large companies convert more often.
fn history() -> String {
    let mut text = "id,now,answers.role,answers.seats,answers.uses,won\n".to_owned();
    for number in 0..200_u32 {
        let role = ["cto", "lead", ""][number as usize % 3];
        let seats = [2, 50, 501, 0][number as usize / 3 % 4];
        let uses = ["crm|mail", "mail"][number as usize % 2];
        // Numbers without a pattern, from a linear congruence.
        let chance = number.wrapping_mul(1_103_515_245).wrapping_add(12_345) / 65_536 % 100;
        let wins = 10 + if role == "cto" { 35 } else { 0 } + if seats > 100 { 30 } else { 0 };
        let won = if number % 50 == 49 {
            ""
        } else if chance < wins {
            "yes"
        } else {
            "no"
        };
        let _ = writeln!(text, "l{number},2026-01-15,{role},{seats},{uses},{won}");
    }
    text
}

/// The parity config with less for CTOs and stages of its own.
fn older(directory: &Path) {
    let text = fs::read_to_string(root().join("tests/parity/config.json")).expect("the config");
    let rule = r#"{ "id": "cto", "points": 30, "#;
    assert!(text.contains(rule), "the config has the rule that this test takes the points from");
    let text = text.replace(rule, r#"{ "id": "cto", "points": 1, "#).replace(r#""id": "parity""#, r#""id": "older""#).replace(
        r#""scoring": {"#,
        r#""scoring": { "stages": [{ "stage": "mql", "if": { ">=": [{ "var": "score.total" }, 60] } }, { "stage": "lead" }],"#,
    );
    fs::write(directory.join("older.json"), text).expect("a file");
}

fn backtest(data: &str, arguments: &[&str]) -> (Output, Option<String>) {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("history.csv"), data).expect("a file");
    older(directory.path());
    let mut command = leadlet();
    command.current_dir(directory.path()).arg("backtest").arg("--config").arg(root().join("tests/parity/config.json"));
    let output = command.args(arguments).arg("history.csv").output().expect("the binary runs");
    (output, fs::read_to_string(directory.path().join("report.html")).ok())
}

const ALL: &[&str] =
    &["--against", "older.json", "--outcome", "won", "--html", "report.html", "--capacity", "20", "--capacity", "100"];

#[test]
fn the_summary_is_what_a_person_sees() {
    let (output, _) = backtest(&history(), ALL);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let seen = String::from_utf8(output.stdout).expect("UTF-8");
    let file = root().join("tests/tool/golden/backtest.txt");
    if std::env::var_os("LEADLET_BLESS").is_some() {
        fs::write(&file, &seen).expect("the golden file is written");
    }
    let wanted = fs::read_to_string(&file).expect("LEADLET_BLESS=1 writes the golden file");
    assert_eq!(seen, wanted, "if this is meant, run it with LEADLET_BLESS=1 and read the difference");
}

#[test]
fn the_page_fetches_and_runs_nothing_and_shows_names_as_texts() {
    let data = history().replace("l0,", "<b>l0</b>,");
    let (output, page) = backtest(&data, ALL);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page = page.expect("the page is written");
    for forbidden in ["<script", "http://", "https://", "src=", "@import", "url(", "<b>l0"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("prefers-color-scheme: dark"));
    assert_eq!(page.matches("<svg").count(), 5);
    assert!(!page.contains("NaN") && !page.contains("inf "), "every place in a plot is a number");
}

#[test]
fn a_config_against_itself_changes_nothing() {
    let config = root().join("tests/parity/config.json");
    let (output, _) = backtest(&history(), &["--outcome", "won", "--against", &config.to_string_lossy()]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("0 leads are scored otherwise, 0 change stage"), "{text}");
}

#[test]
fn outcomes_of_one_sort_or_of_unknown_words_are_refused() {
    let (output, _) = backtest(&history().replace(",yes", ",no"), &["--outcome", "won"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("0 leads converted and 196 did not; both sorts are needed (4 have no outcome"), "{said}");
    let (output, _) = backtest(&history().replace(",yes", ",signed"), &["--outcome", "won"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("won: \"signed\" is no outcome; name the value that counts with --positive."), "{said}");
    let (output, _) = backtest(&history().replace(",yes", ",signed"), &["--outcome", "won", "--positive", "signed"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let (output, _) = backtest(&history(), &["--outcome", "wonn"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("There is no column \"wonn\". The columns are: id, now, "), "{said}");
}

#[test]
fn a_grade_that_falls_while_points_rise_says_so_by_the_fit() {
    // Worth more, a criterion makes whoever fails it fit less.
    let dear = fs::read_to_string(root().join("tests/parity/config.json")).expect("the config");
    let cheap = dear.replace(r#"{ "id": "seats-many", "points": 25, "#, r#"{ "id": "seats-many", "points": 5, "#);
    assert_ne!(dear, cheap);
    let directory = tempfile::tempdir().expect("a directory");
    let stages = r#""scoring": { "stages": [{ "stage": "mql", "if": { "in": [{ "var": "grade.letter" }, ["A"]] } }, { "stage": "lead" }],"#;
    for (name, text) in [("dear.json", dear), ("cheap.json", cheap)] {
        fs::write(directory.path().join(name), text.replace(r#""scoring": {"#, stages)).expect("a file");
    }
    fs::write(directory.path().join("history.csv"), history()).expect("a file");
    let mut command = leadlet();
    command.current_dir(directory.path()).args(["backtest", "--config", "dear.json", "--against", "cheap.json"]);
    let output = command.args(["--outcome", "won", "history.csv"]).output().expect("the binary runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let fallen = text.split("\n\n").find(|part| part.contains("mql -> lead"));
    let fallen = text.split("\n\n  l").skip(1).find(|lead| lead.contains("mql -> lead")).or(fallen).expect("one falls");
    assert!(fallen.contains("    fit ") && fallen.contains(" % -> "), "{fallen}");
}
