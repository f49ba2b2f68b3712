//! What an owner is told about a file of cases: every fault it can have, with its place in the text.

use crate::{
    ROOT, blesses, compare,
    diagnostics::{codes, told},
    names, read,
};
use leadlet_core::{config, replay::CaseFile};
use std::path::Path;

/// The config that all inputs are about.
const CONFIG: &str = "tests/fixtures/cases/visit.json";

#[test]
fn a_faulty_file_of_cases_says_what_is_wrong_where_and_what_to_write_instead() {
    let config = config::read(&read(CONFIG)).config.expect("the config is sound");
    compare("cases", |text| {
        let (file, mut faults) = CaseFile::read(text);
        if file.is_some() {
            faults.extend(CaseFile::check(text, &config.plan));
        }
        told(text, &faults)
    });
}

#[test]
fn every_code_about_cases_has_an_input_of_its_own_that_brings_it_about() {
    let source = read("crates/leadlet-core/src/replay/check.rs");
    let codes: Vec<&str> = codes(&source).into_iter().filter(|code| code.starts_with("cases/")).collect();
    assert!(codes.len() > 20, "only {} codes were found", codes.len());
    assert_eq!(names("cases").len(), codes.len() + 1, "one input for each code, and a sound one");
    for code in codes {
        let file = Path::new(ROOT).join(format!("tests/golden/cases/{}.txt", code.replace('/', "-")));
        let told = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(blesses() || told.contains(&format!("[{code}]")), "{} does not say {code}", file.display());
    }
}

#[test]
fn no_fault_of_a_file_of_cases_has_a_code_of_configs() {
    for name in names("cases") {
        let text = read(&format!("tests/golden/cases/{name}.txt"));
        assert!(!text.contains("[config/"), "{name}: {text}");
    }
}
