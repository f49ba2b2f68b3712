//! What an owner is told: every diagnostic the readers can give, with its place in the text.

use crate::{ROOT, blesses, compare, read};
use leadlet_core::{
    config,
    diagnostic::{Diagnostic, Severity},
    json::{locate, parse},
    lead::ReceivedLead,
};
use std::path::Path;

/// The sources that name codes.
const SOURCES: [&str; 7] =
    ["config/mod.rs", "config/check.rs", "config/places.rs", "shape.rs", "logic/fault.rs", "web_address.rs", "lead.rs"];

pub(crate) fn told(text: &str, diagnostics: &[Diagnostic]) -> String {
    let line = |diagnostic: &Diagnostic| {
        let place = locate(text, &diagnostic.path);
        let severity = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        format!("{}:{} {severity}\n{diagnostic}\n", place.line, place.column)
    };
    if diagnostics.is_empty() {
        "nothing\n".to_owned()
    } else {
        diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn a_faulty_config_says_what_is_wrong_where_and_what_to_write_instead() {
    compare("diagnostics", |text| told(text, &config::read(text).diagnostics));
}

#[test]
fn a_text_too_long_for_a_config_says_so() {
    compare("long-texts", |input| {
        let parts = parse(input).expect("an input is JSON");
        let times = usize::try_from(parts.whole_at("times").expect("it says how often")).expect("it is not negative");
        let text = parts.text_at("again").expect("it says what stands there again and again").repeat(times);
        told(&text, &config::read(&text).diagnostics)
    });
}

#[test]
fn a_body_that_is_no_lead_says_why() {
    compare("received", |text| match ReceivedLead::read(&parse(text).expect("an input is JSON")) {
        Ok(_) => "a lead\n".to_owned(),
        Err(faults) => told(text, &faults),
    });
}

/// Finds the texts of a source that have the form of a code, `word/word-word`.
pub(crate) fn codes(source: &str) -> Vec<&str> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_code = |text: &&str| text.split_once('/').is_some_and(|(area, name)| is_word(area) && is_word(name));
    let mut found: Vec<&str> = source.split('"').filter(is_code).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn every_code_has_an_input_of_its_own_that_brings_it_about() {
    let mut count = 0;
    let mut missing = Vec::new();
    for source in SOURCES {
        let text = read(&format!("crates/leadlet-core/src/{source}"));
        for code in codes(&text) {
            count += 1;
            let file = code.replace('/', "-");
            let said = ["diagnostics", "long-texts", "received"].iter().any(|group| {
                let path = Path::new(ROOT).join(format!("tests/golden/{group}/{file}.txt"));
                std::fs::read_to_string(path).is_ok_and(|text| text.contains(&format!("[{code}]")))
            });
            // Codes of `leadlet check` have a pair of examples besides, see `codes.rs`.
            let pair = format!("tests/fixtures/configs/bad/{}.json", code.replacen('/', "--", 1));
            if !said && !Path::new(ROOT).join(pair).exists() {
                missing.push(code.to_owned());
            }
        }
    }
    assert!(count > 35, "only {count} codes were found: are they still written as \"area/name\"?");
    // While the texts are being written it can't be told what they say.
    assert!(
        blesses() || missing.is_empty(),
        "{missing:?} have no input: write tests/golden/diagnostics/<area>-<name>.json for each"
    );
}

#[test]
fn the_configs_of_the_demos_are_sound() {
    let folder = Path::new(ROOT).join("www/configs");
    let files: Vec<_> = std::fs::read_dir(folder)
        .expect("the demos have configs")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| !path.to_string_lossy().ends_with(".cases.json"))
        .collect();
    assert!(!files.is_empty());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(config::read(&text).diagnostics, [], "{}", file.display());
    }
}
