//! Tells what came of a run to a program: one JSON document.

use super::{
    Run,
    suite::{Played, Suite},
};
use crate::check::{
    Checked,
    report::{described, whole},
};
use leadlet_core::{
    json::{Json, object},
    replay::{Absence, Difference, outcome_of},
};
use std::io::{self, Write};

/// Prints the document: per file its cases with what came of each, what could not be run, per config
/// what was reached and what was not, and the counts.
pub(super) fn json(run: &Run) -> io::Result<()> {
    let report = object(vec![
        ("files", Json::List(run.suites.iter().map(suite).collect())),
        ("notRun", Json::List(run.faulty.iter().map(faulty).collect())),
        ("coverage", coverage(run)),
        ("withoutCases", run.without_cases.clone().into()),
        ("passed", whole(run.count(Played::passed))),
        ("failed", whole(run.count(|played| !played.passed()))),
        ("updated", whole(run.count(|played| played.updated))),
    ]);
    let mut out = io::stdout().lock();
    writeln!(out, "{report}")?;
    out.flush()
}

fn suite(suite: &Suite) -> Json {
    let case = |played: &Played| {
        let differences = played.differences.iter().map(difference).collect();
        object(vec![
            ("name", played.name.as_str().into()),
            ("passed", played.passed().into()),
            ("updated", played.updated.into()),
            ("differences", Json::List(differences)),
            ("neverAsked", Json::List(played.visit.absent.iter().map(absence).collect())),
            ("got", outcome_of(&played.visit, &suite.config.plan)),
        ])
    };
    let checked = Checked { name: suite.name.clone(), text: suite.text.clone(), diagnostics: suite.warnings.clone() };
    object(vec![
        ("file", suite.name.as_str().into()),
        ("config", suite.config_name.as_str().into()),
        ("cases", Json::List(suite.played.iter().map(case).collect())),
        ("diagnostics", described(&checked)),
    ])
}

fn difference(one: &Difference) -> Json {
    object(vec![("what", one.what.as_str().into()), ("expected", one.expected.clone()), ("got", one.got.clone())])
}

fn absence(one: &Absence) -> Json {
    object(vec![
        ("field", one.name.as_str().into()),
        ("step", one.step.as_str().into()),
        ("stepShown", one.step_was_shown.into()),
    ])
}

fn faulty(file: &Checked) -> Json {
    object(vec![("file", file.name.as_str().into()), ("diagnostics", described(file))])
}

fn coverage(run: &Run) -> Json {
    let of_config = |one: &super::Reached| {
        let mut members = vec![
            ("config", one.config.as_str().into()),
            ("percent", whole(one.coverage.percent(None))),
            ("enough", (!run.is_too_little(one)).into()),
        ];
        for sort in one.sorts() {
            let (reached, all) = one.coverage.count(Some(sort));
            let missed = one.coverage.parts(sort).filter(|part| !part.reached);
            let missed = missed.map(|part| part.name.as_str().into()).collect();
            let told = object(vec![("reached", whole(reached)), ("of", whole(all)), ("missed", Json::List(missed))]);
            members.push((sort.plural(), told));
        }
        object(members)
    };
    Json::List(run.reached.iter().map(of_config).collect())
}
