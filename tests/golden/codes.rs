//! The table of codes: complete, true to the sources, and each code shown by a pair of configs.

use crate::{ROOT, read};
use leadlet_core::{
    diagnostic::Severity,
    json::parse,
    lint::{
        self,
        codes::{CODES, Code, Example},
    },
};
use std::{collections::BTreeSet, fs, path::Path};

/// Where codes of `leadlet check` are given.
const SOURCES: [&str; 3] = ["crates/leadlet-core/src", "crates/leadlet-cli/src/check", "crates/leadlet-cli/src/replay"];

/// The area whose codes are told to somebody else than an owner: who posts a lead.
const OTHER_AREAS: [&str; 2] = ["lead", "facts"];

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        }
    }
}

/// Finds the codes that sources name where a diagnostic is made or its code is chosen.
fn codes_in_sources() -> BTreeSet<String> {
    let areas: BTreeSet<&str> = CODES.iter().filter_map(|code| code.code.split('/').next()).collect();
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let mut texts = Vec::new();
    for folder in SOURCES {
        sources(&Path::new(ROOT).join(folder), &mut texts);
    }
    let mut found = BTreeSet::new();
    for text in &texts {
        // What tests make up is not told to anybody.
        let told = text.split("#[cfg(test)]").next().unwrap_or("");
        let made = ["Diagnostic::error(", "Diagnostic::warning(", "fault("];
        for literal in told.split('"') {
            let Some((area, name)) = literal.split_once('/') else { continue };
            if is_word(area) && is_word(name) && areas.contains(area) {
                found.insert(literal.to_owned());
            }
        }
        // A new area is noticed where a diagnostic is made with it.
        for (_, after) in
            made.iter().flat_map(|call| told.match_indices(call).map(move |(at, call)| (at, &told[at + call.len()..])))
        {
            let literal = after.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or("");
            if let Some((area, name)) = literal.split_once('/')
                && is_word(area)
                && is_word(name)
                && !OTHER_AREAS.contains(&area)
            {
                found.insert(literal.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_code_that_is_told_stands_in_the_table_and_no_other() {
    let told = codes_in_sources();
    // Told where faults are not explained; no owner sees it.
    let hidden = ["config/unexplained"];
    let known: BTreeSet<String> = CODES.iter().map(|code| code.code.to_owned()).collect();
    let unknown: Vec<_> =
        told.iter().filter(|code| !known.contains(*code) && !hidden.contains(&code.as_str())).collect();
    assert!(
        unknown.is_empty(),
        "{unknown:?} are missing in lint/codes/table.rs: write an entry and the pair \
         tests/fixtures/configs/{{bad,good}}/AREA--NAME.json for each"
    );
    let gone: Vec<_> = known.difference(&told).collect();
    assert!(gone.is_empty(), "{gone:?} stand in lint/codes/table.rs, but nothing tells them");
    assert_eq!(known.len(), CODES.len(), "a code stands in the table twice");
}

fn codes_of(text: &str) -> Vec<(&'static str, Severity)> {
    lint::read(text).diagnostics.iter().map(|fault| (fault.code, fault.severity)).collect()
}

#[test]
fn a_bad_example_has_its_fault_and_no_other_and_the_good_one_has_none() {
    let mut wrong = Vec::new();
    let mut pairs = 0;
    for Code { code, severity, example, .. } in CODES {
        let Example::Pair { bad, good, .. } = example else { continue };
        pairs += 1;
        let found = codes_of(bad);
        let is_only = found.iter().all(|(found, _)| found == code) && found.contains(&(*code, *severity));
        if !is_only {
            wrong.push(format!("the bad example of {code} has {found:?}"));
        }
        let found = codes_of(good);
        if !found.is_empty() {
            wrong.push(format!("the good example of {code} has {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{pairs} pairs of examples, {} codes", CODES.len());
}

#[test]
fn every_example_belongs_to_a_code() {
    for (sort, end) in [("bad", "json"), ("bad", "txt"), ("good", "json")] {
        let folder = Path::new(ROOT).join("tests/fixtures/configs").join(sort);
        for entry in fs::read_dir(folder).expect("the examples can be listed") {
            let name = entry.expect("a folder can be listed").file_name().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(&format!(".{end}")).filter(|stem| stem.contains("--")) else { continue };
            assert!(Code::named(&stem.replacen("--", "/", 1)).is_some(), "{sort}/{name} belongs to no code");
        }
    }
}

#[test]
fn an_entry_says_something_of_its_own_in_whole_sentences() {
    for (index, code) in CODES.iter().enumerate() {
        assert!(!code.title.ends_with('.') && code.title.len() < 60, "{}: {}", code.code, code.title);
        for text in [code.why, code.fix] {
            assert!(text.ends_with('.') && text.len() > 10, "{}: {text}", code.code);
        }
        for other in CODES.iter().take(index) {
            assert!(
                other.title != code.title && other.why != code.why,
                "{} and {} say the same",
                code.code,
                other.code
            );
        }
    }
}

#[test]
fn the_configs_of_the_demos_are_clean_for_the_deeper_look_too() {
    let folder = Path::new(ROOT).join("www/configs");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the demos have configs") {
        let name = entry.expect("a folder can be listed").file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") && !name.ends_with(".cases.json") {
            count += 1;
            let found = lint::read(&read(&format!("www/configs/{name}"))).diagnostics;
            assert_eq!(found, [], "{name}");
        }
    }
    assert!(count > 3);
}

#[test]
fn a_name_that_is_nearly_a_code_finds_it() {
    for (name, meant) in [("flow/unkown-step", "flow/unknown-step"), ("unknown-step", "flow/unknown-step")] {
        assert_eq!(Code::meant(name).map(|code| code.code), Some(meant));
    }
    assert!(Code::meant("something else").is_none());
    assert!(Code::named("flow/unknown-step").is_some_and(|code| code.page().contains("## Bad")));
    assert!(
        parse(Code::named("flow/unknown-step").map_or("", |code| match code.example {
            Example::Pair { bad, .. } => bad,
            Example::Faulty { .. } | Example::None(_) => "",
        }))
        .is_ok()
    );
}
