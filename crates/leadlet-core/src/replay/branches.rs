//! The branches of a flow: every place where conditions lead one visitor one way and another one
//! another, and which of them a visit took.
//!
//! The walk itself keeps no record of what its conditions said; a visitor's browser has no use for
//! one. So its way is gone once more here, with the answers it found, and each condition is asked at
//! the same point with the same facts.

use crate::{
    facts::Facts,
    field::Field,
    flow::{Flow, Progress, Walk},
    logic::Condition,
};

/// One way out of a place where ways part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// A step with a `showIf` is shown, or passed over.
    Step {
        /// The step's number.
        step: usize,
        /// Whether it is shown.
        shown: bool,
    },
    /// A field with a `showIf` is shown, or not.
    Field {
        /// The step's number.
        step: usize,
        /// The field's number in the step.
        field: usize,
        /// Whether it is shown.
        shown: bool,
    },
    /// A field with a `requiredIf` must be answered where it is shown, or need not.
    Required {
        /// The step's number.
        step: usize,
        /// The field's number in the step.
        field: usize,
        /// Whether it must be answered.
        required: bool,
    },
    /// An entry of a step's `next` is taken; none, where no entry holds and the step below follows.
    Jump {
        /// The step's number.
        step: usize,
        /// The entry's number.
        entry: Option<usize>,
    },
}

impl Branch {
    /// Lists all branches of a flow, in its order.
    #[must_use]
    pub fn all(flow: &Flow) -> Vec<Branch> {
        let mut all = Vec::new();
        for (number, step) in flow.steps.iter().enumerate() {
            if step.show_if.is_some() {
                all.extend([true, false].map(|shown| Branch::Step { step: number, shown }));
            }
            for (index, field) in step.fields.iter().enumerate() {
                if field.show_if.is_some() {
                    all.extend([true, false].map(|shown| Branch::Field { step: number, field: index, shown }));
                }
                if sometimes_required(field).is_some() {
                    let branch = |required| Branch::Required { step: number, field: index, required };
                    all.extend([true, false].map(branch));
                }
            }
            all.extend((0..step.next.len()).map(|entry| Branch::Jump { step: number, entry: Some(entry) }));
            if !step.next.is_empty() && step.next.iter().all(|jump| jump.condition.is_some()) {
                all.push(Branch::Jump { step: number, entry: None });
            }
        }
        all
    }

    /// Lists the branches that the walk of this progress takes, in the order of the walk.
    #[must_use]
    pub fn taken(flow: &Flow, progress: &Progress, walk: &Walk<'_>) -> Vec<Branch> {
        let mut facts = Facts::of(&progress.surroundings, progress.now);
        let mut taken = Vec::new();
        let mut next = Some(0);
        while let Some((number, step)) = next.and_then(|number| Some((number, flow.steps.get(number)?))) {
            let holds = |condition: &Condition, facts: &Facts| condition.holds(facts.document());
            if let Some(condition) = &step.show_if {
                let shown = holds(condition, &facts);
                taken.push(Branch::Step { step: number, shown });
                if !shown {
                    next = Some(number + 1);
                    continue;
                }
            }
            for (index, field) in step.fields.iter().enumerate() {
                if let Some(condition) = &field.show_if {
                    let shown = holds(condition, &facts);
                    taken.push(Branch::Field { step: number, field: index, shown });
                    if !shown {
                        continue;
                    }
                }
                if let Some(condition) = sometimes_required(field) {
                    let required = holds(condition, &facts);
                    taken.push(Branch::Required { step: number, field: index, required });
                }
                if let Some((_, answer)) = walk.answers.iter().find(|(answered, _)| answered.name == field.name) {
                    facts.answered(field, answer);
                }
            }
            if !step.next.is_empty() {
                let entry = step
                    .next
                    .iter()
                    .position(|jump| jump.condition.as_ref().is_none_or(|condition| holds(condition, &facts)));
                taken.push(Branch::Jump { step: number, entry });
            }
            next = step.target(number, facts.document());
        }
        taken
    }

    /// Gives the number of the step it belongs to.
    #[must_use]
    pub fn step(self) -> usize {
        match self {
            Branch::Step { step, .. }
            | Branch::Field { step, .. }
            | Branch::Required { step, .. }
            | Branch::Jump { step, .. } => step,
        }
    }

    /// Says it in words: `"fit" passed over`, `"budget" of "fit" shown`, `"need" → "contact" (next[0])`.
    #[must_use]
    pub fn say(self, flow: &Flow) -> String {
        let name = |step: usize| flow.steps.get(step).map(|step| step.id.as_str()).unwrap_or_default();
        let field_name = |step: usize, field: usize| {
            let field = flow.steps.get(step).and_then(|step| step.fields.get(field));
            field.map(|field| field.name.as_str()).unwrap_or_default()
        };
        match self {
            Branch::Step { step, shown: true } => format!("step \"{}\" shown", name(step)),
            Branch::Step { step, shown: false } => format!("step \"{}\" passed over", name(step)),
            Branch::Field { step, field, shown } => {
                format!("\"{}\" {}", field_name(step, field), if shown { "shown" } else { "not shown" })
            }
            Branch::Required { step, field, required } => {
                format!("\"{}\" {}", field_name(step, field), if required { "required" } else { "not required" })
            }
            Branch::Jump { step, entry: None } => format!("from \"{}\" to the step below", name(step)),
            Branch::Jump { step, entry: Some(entry) } => {
                let jump = flow.steps.get(step).and_then(|step| step.next.get(entry));
                let to = jump.map(|jump| jump.to.as_str()).unwrap_or_default();
                format!("from \"{}\" to \"{to}\" (next[{entry}])", name(step))
            }
        }
    }
}

/// Gives when a field must be answered, where that is a matter of the facts: one that always must is not.
fn sometimes_required(field: &Field) -> Option<&Condition> {
    field.required_if.as_ref().filter(|_| !field.required && field.asks.is_asked())
}
