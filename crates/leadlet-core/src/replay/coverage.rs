//! Coverage: how much of a config its cases have reached, and what they have not.

use super::{
    branches::Branch,
    visit::{End, Visit},
};
use crate::{
    field::{
        Field,
        control::{Control, Labels},
    },
    lead::Plan,
};

/// What stands for the two answers of a question that is answered by yes or no.
pub(super) const YES: &str = "yes";
/// The other one.
pub(super) const NO: &str = "no";

/// What a part of a config is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A step; reached when it is shown.
    Step,
    /// A rule; reached when it gives or takes points.
    Rule,
    /// A disqualifier; reached when it rules a lead out.
    Disqualifier,
    /// An outcome; reached when a visitor is led there.
    Outcome,
    /// An option of a field; reached when it is picked.
    Option,
    /// One way of a condition in the flow; reached when it is taken.
    Branch,
}

impl Sort {
    /// All sorts, in the order they are told.
    pub const ALL: [Sort; 6] = [Sort::Step, Sort::Rule, Sort::Disqualifier, Sort::Outcome, Sort::Option, Sort::Branch];

    /// Names many of the sort.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Sort::Step => "steps",
            Sort::Rule => "rules",
            Sort::Disqualifier => "disqualifiers",
            Sort::Outcome => "outcomes",
            Sort::Option => "options",
            Sort::Branch => "branches",
        }
    }

    /// Says what has not happened to one that is not reached.
    #[must_use]
    pub fn missed(self) -> &'static str {
        match self {
            Sort::Step => "never shown",
            Sort::Rule => "never gave points",
            Sort::Disqualifier => "never ruled a lead out",
            Sort::Outcome => "never reached",
            Sort::Option => "never picked",
            Sort::Branch => "never taken",
        }
    }
}

/// A part of a config that a case can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub sort: Sort,
    /// Its name in words: the id of a step, `role: cto` for an option.
    pub name: String,
    /// Whether a case has reached it.
    pub reached: bool,
}

/// How much of one config its cases have reached.
#[derive(Clone, Debug)]
pub struct Coverage {
    parts: Vec<Part>,
}

impl Coverage {
    /// Starts with nothing reached.
    ///
    /// Left out is what no case could reach, a rule that is worth 0 points, and what nobody would write
    /// cases for: every country of a list of countries.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut parts = Vec::new();
        let mut add = |sort, name: String| parts.push(Part { sort, name, reached: false });
        for step in &plan.flow.steps {
            add(Sort::Step, step.id.clone());
        }
        for rule in plan.scoring.rules.iter().filter(|rule| rule.points != 0) {
            add(Sort::Rule, rule.id.clone());
        }
        for id in plan.scoring.disqualifiers() {
            add(Sort::Disqualifier, id.to_owned());
        }
        for outcome in &plan.outcomes {
            add(Sort::Outcome, outcome.id.clone());
        }
        for (_, field) in plan.flow.fields().filter(|(_, field)| !lists_the_world(field)) {
            for option in field.asks.choices() {
                add(Sort::Option, named(&field.name, &option.value));
            }
            if let Control::Either { .. } = field.asks.control() {
                add(Sort::Option, named(&field.name, YES));
                add(Sort::Option, named(&field.name, NO));
            }
        }
        for branch in Branch::all(&plan.flow) {
            add(Sort::Branch, branch.say(&plan.flow));
        }
        Coverage { parts }
    }

    /// Adds what a visit has reached.
    pub fn add(&mut self, visit: &Visit, plan: &Plan) {
        for number in &visit.path {
            if let Some(step) = plan.flow.steps.get(*number) {
                self.reach(Sort::Step, &step.id);
            }
        }
        for branch in &visit.branches {
            self.reach(Sort::Branch, &branch.say(&plan.flow));
        }
        for (field, value) in &visit.picked {
            self.reach(Sort::Option, &named(field, value));
        }
        if let End::Lead(lead) = &visit.end {
            for contribution in &lead.score.contributions {
                self.reach(Sort::Rule, &contribution.rule);
            }
            for gate in lead.score.envelope.list_at("gates") {
                self.reach(Sort::Disqualifier, gate.text_at("id").unwrap_or_default());
            }
            self.reach(Sort::Outcome, &lead.outcome);
        }
    }

    fn reach(&mut self, sort: Sort, name: &str) {
        for part in self.parts.iter_mut().filter(|part| part.sort == sort && part.name == name) {
            part.reached = true;
        }
    }

    /// Gives the parts of one sort, in the order of the config.
    pub fn parts(&self, sort: Sort) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.sort == sort)
    }

    /// Counts the parts that are reached, and all: of one sort, or together.
    #[must_use]
    pub fn count(&self, sort: Option<Sort>) -> (usize, usize) {
        let parts = || self.parts.iter().filter(|part| sort.is_none_or(|sort| part.sort == sort));
        (parts().filter(|part| part.reached).count(), parts().count())
    }

    /// Gives how much is reached in whole percent, rounded down, so that 100 means all of it.
    #[must_use]
    pub fn percent(&self, sort: Option<Sort>) -> usize {
        let (reached, all) = self.count(sort);
        (100 * reached).checked_div(all).unwrap_or(100)
    }
}

fn lists_the_world(field: &Field) -> bool {
    match field.asks.control() {
        Control::One(picking) | Control::Many(picking) => matches!(picking.labels, Labels::Regions { .. }),
        _ => false,
    }
}

fn named(field: &str, value: &str) -> String {
    format!("{field}: {value}")
}
