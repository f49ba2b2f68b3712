//! The documents for owners show the defaults as they are, to the letter, so that they can be copied.

use crate::read;
use leadlet_core::score::{BUILT_IN_RUBRICS, DEFAULT_ROUTES, DEFAULT_STAGES};

#[test]
fn the_defaults_of_scoring_can_be_copied_out_of_the_documents() {
    let document = read("docs/scoring.md");
    let rubrics = BUILT_IN_RUBRICS.iter().map(|(_, text)| *text);
    for text in rubrics.chain([DEFAULT_STAGES, DEFAULT_ROUTES]) {
        let shown = format!("```json\n{}\n```", text.trim());
        assert!(document.contains(&shown), "docs/scoring.md does not show this default:\n{text}");
    }
}

#[test]
fn the_explanation_in_the_documents_is_one_that_was_given() {
    let (document, golden) = (read("docs/scoring.md"), read("tests/golden/explanations/nearly-there.txt"));
    let shown = document.rsplit("```").nth(1).expect("it ends with a fence").trim();
    assert!(golden.contains(shown), "{shown}\nis not in\n{golden}");
}
