//! What an owner reads about a lead: its score in words, how far it is qualified, and where it was led.

use crate::{compare, read, visits};
use leadlet_core::{
    facts::lookup,
    json::parse,
    lead::{ReceivedLead, compose, explain},
    score::Rubric,
};

fn explained(text: &str) -> String {
    let input = visits::input(text);
    let config = visits::config(&input);
    let progress = visits::happen(&config, &input, |_, _| {});
    let now = visits::whole(&input, "now");
    let lead = compose(&config.plan, &progress, "01999999-0000-7000-8000-000000000001", now);
    let envelope = &lead.score.envelope;
    let grade = |name: &str| lookup(envelope, &format!("grade.{name}"));
    let mut lines = vec![
        format!(
            "score {}, {}, stage {}, outcome {}",
            lead.score.score, lead.score.temperature, lead.score.stage, lead.outcome
        ),
        format!(
            "grade {}: fit {}, {} % known",
            grade("cell").as_text().unwrap_or_default(),
            grade("fit"),
            grade("completeness")
        ),
    ];
    let config_text = input.text_at("config").map_or_else(|| input.at("config").compact(), read);
    let written = parse(&config_text).expect("it was read before");
    // At the time of the lead, as compose() sees it.
    let mut then = progress;
    then.now = now;
    let walk = then.walk(&config.plan.flow);
    for rubric in written.at("scoring").list_at("rubrics").iter().filter_map(Rubric::pick) {
        let found = rubric.qualify(walk.facts.document());
        lines.push(format!("{}; next question: {}", found.words(), found.next_question.as_deref().unwrap_or("none")));
    }
    let told = |name: &str| envelope.at(name).compact();
    lines.push(format!("composite {}, funnel {}, route {}", told("composite"), told("funnel"), told("route")));
    let received = ReceivedLead::read(&parse(&lead.body.compact()).expect("a lead is JSON")).expect("it can be read");
    lines.extend(explain(&config.plan, &received));
    lines.join("\n") + "\n"
}

#[test]
fn a_score_is_explained_in_words_that_add_up() {
    compare("explanations", explained);
}
