//! The flow: steps, their fields, and which step follows which.
//!
//! Knows the order of questions and the conditions on them. [`walk`] is the one place that decides
//! what is asked: every view, the progress bar and the lead read its result. Scores and delivery
//! are none of its business.

mod ahead;
mod event;
pub mod outcome;
mod progress;
mod spec;
mod telling;

pub use ahead::Ahead;
pub use event::{Effect, Event, Failure, Phase};
pub use progress::{Progress, advance};
pub use spec::{END, Flow, Jump, STEP, Step, Target};

use crate::{
    answer::{Answer, Occasion, Raw},
    facts::{Facts, Surroundings},
    field::Field,
    json::Json,
    logic::Condition,
};

/// What is asked, given what has been answered.
#[derive(Debug)]
pub struct Walk<'f> {
    /// The steps from the first to the end, by number, in order.
    pub steps: Vec<usize>,
    /// The fields shown on those steps, in order: step number, field.
    pub shown: Vec<(usize, &'f Field)>,
    /// What conditions read: the answers of shown fields and the surroundings.
    pub facts: Facts,
    /// The answers of shown fields, in the order of the flow.
    pub answers: Vec<(&'f Field, Answer)>,
    /// The shown fields that must be answered.
    required: Vec<&'f Field>,
}

impl<'f> Walk<'f> {
    /// Gives the step after `step`, whether that one is still on the way or not; `None` at the end.
    #[must_use]
    pub fn after(&self, step: usize) -> Option<usize> {
        // Steps only lead forward, so the way has them in rising order.
        self.steps.iter().copied().find(|later| *later > step)
    }

    /// Tells whether a field must be answered, with the answers before it as they are.
    #[must_use]
    pub fn requires(&self, field: &Field) -> bool {
        self.required.iter().any(|required| core::ptr::eq(*required, field))
    }

    /// Gives the answer of a field; `None` where it has none or is not shown.
    #[must_use]
    pub fn answer(&self, field: &Field) -> Option<&Answer> {
        self.answers.iter().find(|(answered, _)| core::ptr::eq(*answered, field)).map(|(_, answer)| answer)
    }

    /// Gives the fields shown on a step.
    pub fn fields(&self, step: usize) -> impl Iterator<Item = &'f Field> {
        self.shown.iter().filter(move |(here, _)| *here == step).map(|(_, field)| *field)
    }
}

/// Walks the flow from its first step to its end with the answers there are.
///
/// Answers are looked up by `answer_of`; a calculated field is reckoned from the answers before it
/// instead, whatever was given for it. A field that is not shown, or whose step is not on the way,
/// has no answer, whatever was typed there: the same answers in any order give the same lead. Steps
/// only lead forward, so the walk ends.
#[must_use]
pub fn walk<'f>(
    flow: &'f Flow,
    surroundings: &Surroundings,
    now: i64,
    answer_of: &dyn Fn(&Field) -> Option<Answer>,
) -> Walk<'f> {
    let mut walk = Walk {
        steps: Vec::new(),
        shown: Vec::new(),
        facts: Facts::of(surroundings, now),
        answers: Vec::new(),
        required: Vec::new(),
    };
    let on = Occasion { locale: &flow.locale, now };
    let mut next = Some(0);
    while let Some((number, step)) = next.and_then(|number| Some((number, flow.steps.get(number)?))) {
        let skipped = step.show_if.as_ref().is_some_and(|condition| !condition.holds(walk.facts.document()));
        if skipped {
            next = Some(number + 1);
            continue;
        }
        walk.steps.push(number);
        for field in &step.fields {
            if field.show_if.as_ref().is_some_and(|condition| !condition.holds(walk.facts.document())) {
                continue;
            }
            walk.shown.push((number, field));
            let facts = walk.facts.document();
            if field.asks.is_asked()
                && (field.required
                    || cfg!(feature = "wide")
                        && field.required_if.as_ref().is_some_and(|condition| condition.holds(facts)))
            {
                walk.required.push(field);
            }
            let answer = match field.asks.reckoned().filter(|_| cfg!(feature = "wide")) {
                Some(expression) => reckon(field, expression, facts, &on),
                None => answer_of(field),
            };
            if let Some(answer) = answer {
                walk.facts.answered(field, &answer);
                walk.answers.push((field, answer));
            }
        }
        next = step.target(number, walk.facts.document());
    }
    walk
}

/// Gives the answer of a calculated field: what its expression comes to, as the field itself takes
/// it. Nothing where it comes to nothing.
fn reckon(field: &Field, expression: &Condition, facts: &Json, on: &Occasion<'_>) -> Option<Answer> {
    let value = expression.value(facts).ok()?;
    field.asks.read(&Raw::Set(Answer::from_json(&value)?), on).ok()?
}

#[cfg(test)]
mod tests;
