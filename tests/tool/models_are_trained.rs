//! `leadlet train` makes models that are as good as they say, and refuses what can't be learned from.

use crate::running::{fresh_directory, run};
use leadlet_core::json::{Json, parse};
use leadlet_core::score::model::{Model, logit_of};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Output;

/// Where the public data sets of the anchors lie: beside the project, or where `LEADLET_DATA` says.
pub(crate) fn public(file: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("LEADLET_DATA").map_or(beside, PathBuf::from);
    let path = folder.join(file);
    if !path.exists() {
        eprintln!("NOT RUN: {} is not there; say with LEADLET_DATA where the public data sets are.", path.display());
        return None;
    }
    Some(path)
}

/// A tenth of UCI's Bank Marketing data set (CC BY 4.0), which lies in the project.
fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/leads/bank_sample.csv")
}

pub(crate) fn train(file: &Path, arguments: &[&str]) -> (Json, String) {
    let file = file.to_str().expect("a path in UTF-8");
    let output = run(&[&["train", file], arguments].concat());
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{said}");
    (parse(std::str::from_utf8(&output.stdout).expect("UTF-8")).expect("JSON"), said)
}

fn at<'j>(json: &'j Json, path: &str) -> &'j Json {
    path.split('.').fold(json, |json, name| json.at(name))
}

fn number(json: &Json, path: &str) -> f64 {
    at(json, path).as_number().unwrap_or_else(|| panic!("{path} is no number in {json}"))
}

const AUC: &str = "metrics.crossValidated.auc";
const PLATT: &str = "metrics.calibrationError.platt";

/// The arguments of the command that `docs/models.md` gives for a file, behind the file's name.
fn documented(file: &str) -> Vec<String> {
    let text = include_str!("../../docs/models.md");
    let start = format!("leadlet train {file} ");
    let command = text.lines().find_map(|line| line.strip_prefix(&start)).expect("the command is documented");
    // Words in double quotes hold spaces.
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(number, part)| match number % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// What leaves of X Education only what the visitor did.
const BEHAVIOUR: &[&str] = &[
    "--drop=Do Not Call",
    "--drop=Country",
    "--drop=Specialization",
    "--drop=How did*",
    "--drop=What *",
    "--drop=Search",
    "--drop=Magazine",
    "--drop=Newspaper*",
    "--drop=X Education*",
    "--drop=Digital*",
    "--drop=Through*",
    "--drop=Receive*",
    "--drop=Update me*",
    "--drop=Get updates*",
    "--drop=City",
    "--drop=I agree*",
    "--drop=A free copy*",
    "--drop=column*",
];

#[test]
fn models_of_x_education_are_as_good_as_the_anchors() {
    let Some(file) = public("leads/x_education_leads.csv") else { return };
    let command = documented("x_education_leads.csv");
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    for (kind, at_capture, behaviour) in
        [("logistic", 0.843, 0.781), ("bayes", 0.795, 0.761), ("scorecard", 0.851, 0.788)]
    {
        let kind = format!("--kind={kind}");
        for (wanted, drop) in [(at_capture, &[][..]), (behaviour, BEHAVIOUR)] {
            let (model, _) = train(&file, &[&command[..], drop, &[kind.as_str()]].concat());
            let (found, platt) = (number(&model, AUC), number(&model, PLATT));
            let rows = if drop.is_empty() { "website rows" } else { "behaviour only" };
            println!("X Education, {rows}, {kind}: AUC {found:.3} (anchor {wanted:.3}), ECE by Platt {platt:.3}");
            assert!((found - wanted).abs() <= 0.005, "{kind}: AUC {found}, wanted {wanted}");
        }
    }
}

#[test]
fn models_of_uci_bank_are_as_good_as_the_anchors() {
    let Some(file) = public("leads/bank_full_ubc.csv") else { return };
    let command = documented("bank_full_ubc.csv");
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    for (kind, wanted, error) in [("logistic", 0.765, 0.012), ("bayes", 0.759, 0.009), ("scorecard", 0.771, 0.012)] {
        let (model, _) = train(&file, &[&command[..], &["--kind", kind]].concat());
        let (found, platt) = (number(&model, AUC), number(&model, PLATT));
        assert!((found - wanted).abs() <= 0.005, "{kind}: AUC {found}, wanted {wanted}");
        println!("UCI bank, {kind}: AUC {found:.3} (anchor {wanted:.3}), ECE by Platt {platt:.3} (anchor {error:.3})");
        assert!(platt <= error + 0.01, "{kind}: ECE {platt}, wanted {error}");
        let chosen = number(&model, "metrics.crossValidated.ece");
        assert!(chosen <= error + 0.01, "{kind}: ECE {chosen}, wanted {error}");
    }
}

#[test]
fn a_tenth_of_uci_bank_gives_much_the_same_model_and_platts_line() {
    let (model, said) = train(&sample(), &["--target=y", "--drop=duration"]);
    assert!((number(&model, AUC) - 0.771).abs() < 0.03, "{said}");
    assert!(number(&model, "metrics.crossValidated.ece") < 0.022, "{said}");
    // 529 positive outcomes are not enough for steps.
    assert_eq!(at(&model, "calibration.kind").as_text(), Some("platt"));
    assert!(number(&model, "metrics.mostRecent.auc") > 0.5);
    assert_eq!((number(&model, "n"), number(&model, "positives")), (4521.0, 529.0));
    assert!(said.contains("5-fold cross-validation") && said.contains("most recent 20 %"), "{said}");
}

#[test]
fn the_same_file_gives_the_same_bytes_and_another_seed_other_folds() {
    let of_seed = |seed: &str| {
        let file = sample();
        run(&["train", file.to_str().expect("UTF-8"), "--target=y", "--drop=duration", "--seed", seed]).stdout
    };
    assert_eq!(of_seed("1"), of_seed("1"));
    assert_ne!(of_seed("1"), of_seed("2"));
}

#[test]
fn a_scorecard_has_whole_points_whose_reasons_add_up() {
    let (model, _) = train(&sample(), &["--target=y", "--drop=duration"]);
    for feature in model.list_at("features") {
        assert!(feature.list_at("points").iter().all(|points| points.as_whole().is_some()), "{feature}");
    }
    let model = Model::pick(&model).expect("a model");
    let facts =
        parse(r#"{"answers":{"poutcome":"success","month":"mar","age":61,"contact":"cellular","job":"never seen"}}"#)
            .unwrap();
    let found = model.judge(&facts);
    assert_eq!(found.base + found.parts.iter().map(|part| part.logit).sum::<i64>(), found.logit);
    assert!(found.is_likely && logit_of(found.logit) > 0.0 && found.probability > 0.5, "{found:?}");
}

/// Rows whose outcome depends on `role` and `visits`, and on nothing in `noise`.
pub(crate) fn past_leads(rows: u32) -> String {
    let mut text = String::from("id,role,visits,noise,told,won\n");
    for row in 0..rows {
        let chance = (row.wrapping_mul(2_654_435_761) >> 8) % 100;
        let (role, visits) = (["cto", "cfo", "student"][(row % 3) as usize], row / 3 % 10);
        let won = chance < 10 + 6 * visits + if row % 3 == 0 { 20 } else { 0 };
        let told = if won { "x" } else { "" };
        let _ = writeln!(text, "L{row},{role},{visits},{},{told},{}", row * 7 % 13, if won { "won" } else { "lost" });
    }
    text
}

pub(crate) fn write(text: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let directory = fresh_directory();
    let path = directory.path().join("leads.csv");
    std::fs::write(&path, text).expect("it can be written");
    (directory, path)
}

pub(crate) fn refused(text: impl AsRef<[u8]>, arguments: &[&str]) -> String {
    let (_directory, path) = write(text);
    let Output { status, stdout, stderr } = run(&[&["train", path.to_str().expect("UTF-8")], arguments].concat());
    let said = String::from_utf8(stderr).expect("UTF-8");
    assert_eq!((status.code(), stdout.as_slice()), (Some(1), &b""[..]), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

#[test]
fn a_column_stands_for_the_fact_that_the_owner_names() {
    let (_directory, path) = write(past_leads(900));
    let map = ["--map=visits=events.page.n30d", "--map=role=answers.position", "--drop=told", "--drop=noise"];
    let (json, said) = train(&path, &[&["--target=won"], &map[..]].concat());
    let facts: Vec<_> = json.list_at("features").iter().filter_map(|feature| feature.text_at("fact")).collect();
    assert_eq!(facts, ["answers.position", "events.page.n30d"]);
    assert!(said.contains("column \"id\""), "an id is no feature: {said}");
    let model = Model::pick(&json).expect("a model");
    let p = |facts: &str| model.judge(&parse(facts).unwrap()).probability;
    let best = p(r#"{"answers":{"position":"cto"},"events":{"page":{"n30d":9}}}"#);
    let worst = p(r#"{"answers":{"position":"student"},"events":{"page":{"n30d":0}}}"#);
    assert!(best > 0.7 && worst < 0.25, "{best} {worst}");
    let unknown = p("{}");
    assert!(worst < unknown && unknown < best, "{unknown}");
}

#[test]
fn columns_that_know_the_outcome_are_named() {
    let (_directory, path) = write(past_leads(900));
    let (_, said) = train(&path, &["--target=won"]);
    assert!(said.contains("column \"told\": alone it gives AUC 1.000"), "{said}");
    assert!(!said.contains("column \"noise\""), "{said}");
    // One that is filled in for half of those who won, and for a tenth of the others.
    let mut leaky = String::from("visits,note,won\n");
    for row in 0..1000 {
        let won = row % 5 == 0;
        let is_told = row % if won { 2 } else { 10 } == 0;
        let _ = writeln!(leaky, "{},{},{}", row * 7 % 11, if is_told { "called" } else { "" }, i32::from(won));
    }
    let (_directory, path) = write(leaky);
    let (_, said) = train(&path, &["--target=won"]);
    assert!(said.contains("column \"note\": its blanks predict"), "{said}");
}

#[test]
fn a_number_that_is_another_in_every_row_is_asked_about_and_flags_are_written_as_facts_have_them() {
    let mut text = String::from("number,trial,won\n");
    for row in 0..400 {
        let trial = if row % 3 == 0 { "True" } else { "False" };
        let _ = writeln!(text, "{},{trial},{}", 9000 - row, i32::from(row * 7 % 5 < 1 + i32::from(row % 3 == 0)));
    }
    let (_directory, path) = write(text);
    let (model, said) = train(&path, &["--target=won"]);
    assert!(said.contains("column \"number\": every row has a whole number of its own"), "{said}");
    let trial = model.list_at("features").iter().find(|feature| feature.text_at("fact") == Some("answers.trial"));
    let values: Vec<_> = trial.expect("a feature").list_at("values").iter().filter_map(Json::as_text).collect();
    assert_eq!(values, ["false", "true"]);
}

#[test]
fn too_few_outcomes_are_refused_and_few_are_warned_of() {
    let few = |yes: u32| {
        let mut text = String::from("visits,won\n");
        for row in 0..400 {
            let _ = writeln!(text, "{},{}", row * 7 % 11, i32::from(row < yes));
        }
        text
    };
    let said = refused(few(39), &["--target=won"]);
    assert!(said.contains("39 positive and 361 negative outcomes are too few"), "{said}");
    assert!(refused(few(361), &["--target=won"]).contains("361 positive and 39 negative"));
    let (_directory, path) = write(few(40));
    let (_, said) = train(&path, &["--target=won"]);
    assert!(said.contains("40 positive outcomes are few"), "{said}");
    // All of the most recent fifth have one outcome.
    assert!(said.contains("too few outcomes of one sort"), "{said}");
}

#[test]
fn a_bad_file_is_refused_with_the_line_of_the_fault() {
    let ragged = past_leads(300).replace("L250,", "L250,extra,");
    assert!(refused(&ragged, &["--target=won"]).contains("leads.csv:252: the row has 7 cells, the header 6"));
    let mut latin = past_leads(3).into_bytes();
    latin.extend_from_slice(b"L4,caf\xe9,1,1,,won\n");
    assert!(refused(&latin, &["--target=won"]).contains("leads.csv:5: cell 2 is not UTF-8 at byte 4"));
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(past_leads(3).bytes().flat_map(|byte| [byte, 0])).collect();
    assert!(refused(&utf16, &["--target=won"]).contains("it is UTF-16"));
    for (text, words) in [
        ("", "it is empty"),
        ("\u{feff} \n", "it is empty"),
        ("a,won\n", "there is a header and no row"),
        ("a,a,won\n1,2,1\n", "leads.csv:1: two columns are named \"a\""),
        ("a,won\n1,1\n2,1\n", "all rows have the outcome \"1\""),
        ("a,won\n1,\n2,\n", "no row is left"),
        ("a,won\n1,maybe\n2,often\n", "which outcome is positive? Say --positive with one of: maybe, often"),
        ("a,won\n1,1\n2,0\n3,2\n", "leads.csv:4: the target has a third value, \"2\""),
    ] {
        let said = refused(text, &["--target=won"]);
        assert!(said.contains(words), "{text:?} says {said}");
    }
    let said = refused(past_leads(300), &["--target=wom"]);
    assert!(said.contains("There is no column \"wom\". Did you mean \"won\"?"), "{said}");
    for (argument, words) in [
        ("--drop=rolle", "There is no column \"rolle\". Did you mean \"role\"?"),
        ("--time=whe", "There is no column \"whe\""),
        ("--map=roles=answers.role", "There is no column \"roles\""),
        ("--map=role", "write COLUMN=FACT"),
        ("--map=role=score.total", "There is no fact \"score.total\""),
        ("--map=role=answers.visits", "the columns \"role\" and \"visits\" would both be answers.visits"),
        ("--where=role=cso", "no row has \"cso\""),
        ("--where=role", "write COLUMN=VALUE"),
    ] {
        let said = refused(past_leads(900), &["--target=won", argument]);
        assert!(said.contains(words), "{argument} says {said}");
    }
    assert!(run(&["train", "nowhere.csv", "--target=won"]).status.code() == Some(1));
}

#[test]
fn semicolons_quotes_and_windows_lines_are_read() {
    let text = past_leads(900).replace(',', ";").replace('\n', "\r\n").replace("student", "\"stu;dent\"");
    let (_directory, path) = write(["\u{feff}", &text].concat());
    let (model, _) = train(&path, &["--target=won", "--drop=told"]);
    let role = model.list_at("features").iter().find(|feature| feature.text_at("fact") == Some("answers.role"));
    let values: Vec<_> = role.expect("a role").list_at("values").iter().filter_map(Json::as_text).collect();
    assert!(values.contains(&"stu;dent"), "{values:?}");
}
