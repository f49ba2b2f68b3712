//! The lead, to the byte: what happened, what had to be done about it, and the document that is sent.

use crate::{compare, visits};
use leadlet_core::{
    flow::Effect,
    json::parse,
    lead::{Doubt, ReceivedLead, compose, recompute},
    score::ENGINE,
};

fn sent(text: &str) -> String {
    let input = visits::input(text);
    let config = visits::config(&input);
    let mut out = String::new();
    let progress = visits::happen(&config, &input, |event, effects: &[Effect]| {
        let effects: Vec<String> = effects.iter().map(|effect| format!("{effect:?}")).collect();
        out.push_str(&format!("{event} -> [{}]\n", effects.join(", ")));
    });
    let id = input.text_at("leadId").expect("the lead has a fixed name");
    let lead = compose(&config.plan, &progress, id, visits::whole(&input, "now"));
    let compact = lead.body.compact();
    let received = ReceivedLead::read(&parse(&compact).expect("a lead is JSON")).expect("a lead can be read");
    // Whoever receives these bytes finds the same, but for what a visit left open.
    let doubts = recompute(&config.plan, &received).doubts;
    assert!(doubts.iter().all(|doubt| matches!(doubt, Doubt::Unanswered(_))), "{doubts:?} {compact}");
    out.push('\n');
    visits::pretty(&lead.body, "", &mut out);
    // A release changes the engine's version and nothing else.
    out.replace(&format!("\"engine\": \"{ENGINE}\""), "\"engine\": (its version)") + "\n"
}

#[test]
fn the_same_visit_gives_the_same_lead_to_the_byte() {
    compare("leads", sent);
}
