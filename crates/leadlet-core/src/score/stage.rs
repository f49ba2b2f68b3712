//! The stage of a lead (MQL, SQL, PQL, service qualified) and its temperature.
//!
//! Stages are data: a list of conditions in the owner's rule language of which the first that
//! holds is the stage. The default list lies beside this file for owners to copy and change.

use crate::{
    about,
    json::{Json, parse},
    logic::Condition,
    shape::{Record, Shape, optional, required},
};

/// The stages there are, as they stand in a lead. A disqualified lead has the stage `none`.
pub static STAGES: &[&str] = &["none", "service", "pql", "sql", "mql", "lead"];

/// The default list, as JSON text.
pub static DEFAULT: &str = include_str!("stages.json");

/// The settings of one entry of the list.
pub(super) static STAGE: Record = Record {
    name: "StageRule",
    about: about!(
        "When a lead is at a stage; the first entry that holds counts. It may also read grade.*, rubrics.* and score."
    ),
    settings: &[
        required("stage", Shape::OneOf(STAGES), about!("The stage.")),
        optional("if", Shape::Logic, about!("When; always, where it is left out.")),
    ],
};

/// The settings of temperature.
pub(super) static TEMPERATURE: Record = Record {
    name: "Temperature",
    about: about!("From which composite a lead is warm or hot."),
    settings: &[
        optional("hot", Shape::Whole { min: 1, max: 100 }, about!("The least composite of a hot lead. Default 71.")),
        optional("warm", Shape::Whole { min: 1, max: 100 }, about!("The least composite of a warm lead. Default 30.")),
    ],
};

/// The list of stages of one config.
#[derive(Debug)]
pub struct Stages {
    entries: Vec<(&'static str, Option<Condition>)>,
}

impl Stages {
    /// Picks the list out of an examined tree; the default one where there is none.
    #[must_use]
    pub fn pick(json: Option<&Json>) -> Self {
        let default;
        let list = match json.and_then(Json::as_list) {
            Some(own) => own,
            None => {
                default = parse(DEFAULT).unwrap_or(Json::Null);
                default.as_list().unwrap_or(&[])
            }
        };
        let entry = |json: &Json| {
            let wanted = json.text_at("stage")?;
            let stage = STAGES.iter().copied().find(|stage| *stage == wanted)?;
            Some((stage, Condition::at(json, "if")))
        };
        Stages { entries: list.iter().filter_map(entry).collect() }
    }

    /// Gives the stage of a lead; `lead` where no entry holds.
    #[must_use]
    pub fn of(&self, facts: &Json) -> &'static str {
        let holds = |condition: &Option<Condition>| condition.as_ref().is_none_or(|condition| condition.holds(facts));
        self.entries.iter().find(|(_, condition)| holds(condition)).map_or("lead", |(stage, _)| stage)
    }
}

/// From which score a lead is warm or hot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Temperature {
    hot: i64,
    warm: i64,
}

impl Temperature {
    /// Picks the bounds out of an examined tree.
    #[must_use]
    pub fn pick(json: Option<&Json>) -> Self {
        let bound = |key, default| json.and_then(|json| json.whole_at(key)).unwrap_or(default);
        Temperature { hot: bound("hot", 71), warm: bound("warm", 30) }
    }

    /// Gives `hot`, `warm` or `cold`.
    #[must_use]
    pub fn of(self, score: i64) -> &'static str {
        if score >= self.hot {
            "hot"
        } else if score >= self.warm {
            "warm"
        } else {
            "cold"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(facts: &str) -> &'static str {
        Stages::pick(None).of(&parse(facts).unwrap())
    }

    #[test]
    fn the_default_list_has_the_shape_an_owner_would_write() {
        let mut faults = Vec::new();
        static ENTRIES: Shape = Shape::List { of: &Shape::Record(&STAGE), min: 1, max: 20 };
        crate::shape::examine(&parse(DEFAULT).unwrap(), &ENTRIES, "", &mut faults);
        assert_eq!(faults, []);
        assert_eq!(Stages::pick(None).entries.len(), 5);
    }

    #[test]
    fn the_first_stage_that_holds_counts() {
        assert_eq!(stage("{}"), "lead");
        assert_eq!(stage(r#"{"grade":{"cell":"A2"}}"#), "mql");
        assert_eq!(stage(r#"{"asksFor":["trial","demo"],"grade":{"cell":"A2"}}"#), "sql");
        assert_eq!(
            stage(r#"{"rubrics":{"bant":{"level":2}},"tells":{"need":2,"timing":2},"grade":{"letter":"B"}}"#),
            "sql"
        );
        assert_eq!(
            stage(r#"{"rubrics":{"bant":{"level":2}},"tells":{"need":2,"timing":null},"grade":{"letter":"B"}}"#),
            "lead"
        );
        assert_eq!(
            stage(r#"{"rubrics":{"bant":{"level":null}},"tells":{"need":2,"timing":1},"grade":{"letter":"B"}}"#),
            "lead"
        );
        assert_eq!(stage(r#"{"events":{"product":{"n":1}},"grade":{"letter":"C"}}"#), "pql");
        assert_eq!(stage(r#"{"visitor":{"isCustomer":true},"asksFor":["upgrade"]}"#), "service");
    }

    #[test]
    fn temperature_has_both_ends() {
        let bounds = Temperature::pick(None);
        assert_eq!(
            [0, 29, 30, 70, 71, 100].map(|score| bounds.of(score)),
            ["cold", "cold", "warm", "warm", "hot", "hot"]
        );
    }
}
