//! How far it is to the end, as far as that is certain.
//!
//! Knows which conditions are settled by the answers there are and which still hang on a question
//! to come. A flow that branches has no one length before the branch is taken: then this gives the
//! fewest and the most steps, so that a progress bar promises nothing and never runs backwards.

use super::{Flow, Step, Target, Walk};
use crate::{logic::Condition, sought};

/// How many steps can still follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The fewest.
    pub fewest: usize,
    /// The most.
    pub most: usize,
}

impl Ahead {
    /// Gives what holds whichever of two ways is taken.
    fn or(self, other: Ahead) -> Ahead {
        Ahead { fewest: self.fewest.min(other.fewest), most: self.most.max(other.most) }
    }
}

impl Walk<'_> {
    /// Gives how many steps can follow the step `here`, which is on the way.
    ///
    /// Counted with the steps passed, `fewest` never falls and `most` never rises while the visitor
    /// answers and goes on. A question of the step itself that is left open may still add steps.
    #[must_use]
    pub fn ahead(&self, flow: &Flow, here: usize) -> Ahead {
        // From the end up to `here`: what can come from each step on, itself included. The last entry
        // is the step below, so a place that a jump leads to is counted from the back.
        let count = flow.steps.len();
        let mut from: Vec<Ahead> = vec![Ahead::default()];
        let at = |from: &[Ahead], number: usize| from.get(count.saturating_sub(number)).copied().unwrap_or_default();
        for (number, step) in flow.steps.iter().enumerate().skip(here).rev() {
            let below = at(&from, number + 1);
            let after = self.after_step(flow, here, number, step, &|number| at(&from, number));
            if number == here {
                return after;
            }
            let through = Ahead { fewest: after.fewest + 1, most: after.most + 1 };
            from.push(match self.settled(flow, here, step.show_if.as_ref()) {
                Some(true) => through,
                Some(false) => below,
                None => through.or(below),
            });
        }
        Ahead::default()
    }

    /// Gives what can follow a step that is shown.
    fn after_step(&self, flow: &Flow, here: usize, number: usize, step: &Step, from: &dyn Fn(usize) -> Ahead) -> Ahead {
        let mut found: Option<Ahead> = None;
        let mut add = |ahead: Ahead| found = Some(found.map_or(ahead, |known| known.or(ahead)));
        for jump in &step.next {
            let taken = self.settled(flow, here, jump.condition.as_ref());
            if taken == Some(false) {
                continue;
            }
            add(match jump.target {
                Some(Target::End) => Ahead::default(),
                Some(Target::Step(target)) => from(target.max(number + 1)),
                None => from(number + 1),
            });
            if taken == Some(true) {
                return found.unwrap_or_default();
            }
        }
        add(from(number + 1));
        found.unwrap_or_default()
    }

    /// Tells whether a condition holds, where no question to come can change that; one that is absent
    /// always holds.
    fn settled(&self, flow: &Flow, here: usize, condition: Option<&Condition>) -> Option<bool> {
        let Some(condition) = condition else { return Some(true) };
        let is_known = |path: &&str| {
            let (part, name) = sought::cut(path, '.').unwrap_or((path, ""));
            let name = sought::parts(name, '.').next().unwrap_or_default();
            match part {
                "answers" => flow
                    .fields()
                    .find(|(_, field)| field.name == name)
                    .is_none_or(|(step, field)| step < here || self.answer(field).is_some()),
                "events" | "visitor" | "attribution" => true,
                // What answers tell besides themselves may change with each of them.
                _ => false,
            }
        };
        condition.variables().iter().all(is_known).then(|| condition.holds(self.facts.document()))
    }
}
