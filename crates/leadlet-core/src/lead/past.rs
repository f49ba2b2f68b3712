//! What was known of a lead when it came, for who learns from past leads.
//!
//! A model reads what the walk of its own plan gives, so past leads are read in the same way. Knows nothing of what
//! became of them.

use super::{Plan, ReceivedLead, walk_again};
use crate::{answer::Answer, facts::Facts};

/// Gives the facts of a received lead, at the time its score names, as a model of this plan reads them.
///
/// Where the lead came with this very plan, they are those of its walk. Where it came with another, the walk of
/// that one is not known: every answer counts that this plan still asks for, whether it would ask it here or not.
#[must_use]
pub fn facts(plan: &Plan, lead: &ReceivedLead) -> Facts {
    let (walk, now) = walk_again(plan, lead);
    if lead.config_hash == plan.hash {
        return walk.facts;
    }
    let mut facts = Facts::of(&lead.surroundings, now);
    for (_, field) in plan.flow.fields() {
        let told = lead.answers.iter().find(|(name, _)| *name == field.name);
        if let Some(answer) = told.and_then(|(_, value)| Answer::from_json(value)) {
            facts.answered(field, &answer);
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Surroundings;

    #[test]
    fn of_a_lead_of_another_version_every_answer_counts_that_is_still_asked() {
        let config = r#"{"version":1,"id":"c","steps":[{"id":"s","fields":[{"name":"firm","type":"text"},
            {"name":"seats","type":"number","showIf":{"!!":[{"var":"answers.firm"}]}}]}],"delivery":[{"type":"json","url":"/leads"}]}"#;
        let plan = crate::config::read(config).config.unwrap().plan;
        let lead = |hash: &str| ReceivedLead {
            lead_id: String::new(),
            config_id: plan.id.clone(),
            config_hash: hash.to_owned(),
            submitted_at: 1,
            answers: vec![("seats".to_owned(), 7_i64.into()), ("gone".to_owned(), "x".into())],
            surroundings: Surroundings::default(),
            score: None,
            outcome: None,
        };
        let answers = |hash: &str| facts(&plan, &lead(hash)).document().at("answers").compact();
        assert_eq!(answers(&plan.hash), "{}", "this very flow would not have asked for seats");
        assert_eq!(answers("an older one"), r#"{"seats":7}"#);
    }
}
