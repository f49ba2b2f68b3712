//! The templates an owner copies: without a fault or a doubt, and tested to the last branch.

use crate::running::leadlet;
use std::{fs, path::PathBuf};

/// The templates, as their files in `www/configs/` are called.
const TEMPLATES: [&str; 14] = [
    "ebook-download",
    "checklist",
    "template-pack",
    "webinar-registration",
    "free-tool",
    "roi-calculator",
    "price-quote",
    "personality-quiz",
    "graded-quiz",
    "bant-qualification",
    "champ-qualification",
    "meddic-qualification",
    "demo-request",
    "service-upgrade",
];

fn configs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../www/configs")
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let files = TEMPLATES.iter().map(|name| format!("{name}.json"));
    let output = leadlet().current_dir(configs()).args(arguments).args(files).output().expect("the binary runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_deeper_look_finds_nothing_in_a_template() {
    let (code, said) = run(&["check", "--strict"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn the_cases_of_a_template_reach_every_step_rule_outcome_option_and_branch() {
    let (code, said) = run(&["test", "--min-coverage", "100"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn the_page_of_the_templates_lists_each_of_them() {
    let page = fs::read_to_string(configs().join("../templates.html")).expect("the page");
    for name in TEMPLATES {
        assert!(page.contains(&format!("data-template=\"{name}\"")), "{name} is missing");
    }
}
