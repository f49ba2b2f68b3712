//! Walks every way through the flow at once and reports what no visitor can ever reach.
//!
//! Steps only lead forward, so one pass in their order sees every way: at each step, what is known
//! on all ways that lead there is joined. The cost is that of the config's size, not of the number
//! of ways.

use super::{
    judge::{FIELD, JUMP, STEP, judge},
    paths::Paths,
    reason::Narrowed,
    term::{at_index, at_key},
    world::{Here, State, World},
};
use crate::{
    diagnostic::Diagnostic,
    field::{Domain, Field},
    flow::{Flow, Step, Target},
    json::{Json, NULL},
};

/// What comes of walking all ways.
pub(super) struct Ways {
    /// What is known at each step where there is a way to it.
    pub(super) reached: Vec<Option<State>>,
    /// What is known at the end; nothing where no way leads there.
    pub(super) end: Option<State>,
}

/// Walks all ways of a flow and reports what is never reached.
pub(super) fn walk(world: &World<'_>, paths: &Paths<'_>, steps: &Json, faults: &mut Vec<Diagnostic>) -> Ways {
    let count = world.flow.steps.len();
    let mut walking = Walking { world, paths, arriving: vec![None; count + 1], reached: Vec::new(), faults };
    walking.arrive(0, &world.beginning());
    for (number, step) in world.flow.steps.iter().enumerate() {
        let written = steps.as_list().and_then(|steps| steps.get(number)).unwrap_or(&NULL);
        walking.step(number, step, written);
    }
    Ways { end: walking.arriving.pop().flatten(), reached: walking.reached }
}

struct Walking<'w> {
    world: &'w World<'w>,
    paths: &'w Paths<'w>,
    /// What is known on all ways to each step found so far; last, to the end.
    arriving: Vec<Option<State>>,
    reached: Vec<Option<State>>,
    faults: &'w mut Vec<Diagnostic>,
}

impl Walking<'_> {
    fn arrive(&mut self, number: usize, state: &State) {
        if let Some(place) = self.arriving.get_mut(number) {
            *place = Some(place.as_ref().map_or_else(|| state.clone(), |known| known.join(state)));
        }
    }

    /// Judges a condition with what is known, and gives what is known where it holds and where not.
    fn judged(&mut self, condition: &Json, path: &str, role: &super::judge::Role, state: &State) -> [Option<State>; 2] {
        let judged = Narrowed::new();
        let here = Here { world: self.world, state, judged: &judged };
        let verdict = judge(self.paths, &here, (condition, path), role, &Narrowed::new(), self.faults);
        [verdict.holds, verdict.fails].map(|narrowed| {
            let mut state = state.clone();
            state.narrow(self.world, &narrowed?);
            Some(state)
        })
    }

    fn step(&mut self, number: usize, step: &Step, written: &Json) {
        let path = at_index("steps", number);
        let Some(arriving) = self.arriving.get_mut(number).and_then(Option::take) else {
            self.reached.push(None);
            self.faults.push(
                Diagnostic::warning(
                    "flow/unreachable-step",
                    &at_key(&path, "id"),
                    &["No way leads to the step \"", &step.id, "\": every step above it leads past it."],
                )
                .suggest(&["Name it in the \"next\" of a step above, or remove it."]),
            );
            return;
        };
        let mut shown = Some(arriving.clone());
        if let (Some(_), Some(condition)) = (&step.show_if, written.get("showIf")) {
            let [holds, fails] = self.judged(condition, &at_key(&path, "showIf"), &STEP, &arriving);
            if let Some(skipped) = fails {
                self.arrive(number + 1, &skipped);
            }
            shown = holds;
        }
        let Some(mut state) = shown else {
            self.reached.push(None);
            return;
        };
        for field in &step.fields {
            let path = at_index(&at_key(&path, "fields"), field.place);
            state = self.field(field, written.list_at("fields").get(field.place).unwrap_or(&NULL), &path, state);
        }
        self.reached.push(Some(state.clone()));
        self.jumps(number, step, written, &at_key(&path, "next"), state);
    }

    fn field(&mut self, field: &Field, written: &Json, path: &str, state: State) -> State {
        if field.required && field.asks.reckoned().is_none() {
            self.unanswerable(field, path);
        }
        // Only what the owner wrote is judged: a part of a group has the condition of its group.
        let condition = field.show_if.as_ref().and_then(|_| written.get("showIf"));
        let is_first = field.group.is_none() || field.name.starts_with(written.text_at("name").unwrap_or_default());
        let Some(condition) = condition else {
            let mut after = state;
            self.world.after(&mut after, field, true, field.show_if.is_some());
            return after;
        };
        let [holds, fails] = if is_first {
            self.judged(condition, &at_key(path, "showIf"), &FIELD, &state)
        } else {
            [Some(state.clone()), Some(state)]
        };
        let shown = holds.map(|mut shown| {
            self.world.after(&mut shown, field, true, false);
            shown
        });
        let hidden = fails.map(|mut hidden| {
            self.world.after(&mut hidden, field, false, false);
            hidden
        });
        match (shown, hidden) {
            (Some(shown), Some(hidden)) => shown.join(&hidden),
            (Some(one), None) | (None, Some(one)) => one,
            // A condition that can neither hold nor fail does not exist.
            (None, None) => self.world.beginning(),
        }
    }

    fn unanswerable(&mut self, field: &Field, path: &str) {
        let domain = field.asks.domain();
        if field.type_name == "hidden" || field.asks.reckoned().is_some() {
            return;
        }
        if domain == Domain::Nothing || super::possible::Possible::of_domain(&domain).is_empty() {
            self.faults.push(
                Diagnostic::error(
                    "flow/dead-end",
                    &at_key(path, "required"),
                    &["\"", &field.name, "\" must be answered, but no answer is ever taken: nobody gets past it."],
                )
                .suggest(&["Correct its bounds, or remove \"required\"."]),
            );
        }
    }

    fn jumps(&mut self, number: usize, step: &Step, written: &Json, path: &str, state: State) {
        let mut left = Some(state);
        for (index, jump) in step.next.iter().enumerate() {
            let Some(state) = left.take() else { return };
            let path = at_index(path, index);
            let target = match jump.target {
                Some(Target::End) => self.arriving.len() - 1,
                Some(Target::Step(target)) if target > number => target,
                _ => number + 1,
            };
            let condition = written.list_at("next").get(index).and_then(|jump| jump.get("if"));
            let (Some(_), Some(condition)) = (&jump.condition, condition) else {
                self.arrive(target, &state);
                return;
            };
            let [holds, fails] = self.judged(condition, &at_key(&path, "if"), &JUMP, &state);
            if let Some(taken) = holds {
                self.arrive(target, &taken);
            }
            left = fails;
        }
        if let Some(state) = left {
            self.arrive(number + 1, &state);
        }
    }
}

/// Reports steps that show nothing.
pub(super) fn check_empty(flow: &Flow, faults: &mut Vec<Diagnostic>) {
    for (number, step) in flow.steps.iter().enumerate() {
        if step.fields.is_empty() && step.text.is_none() && step.title.is_none() {
            faults.push(
                Diagnostic::warning(
                    "flow/empty-step",
                    &at_key(&at_index("steps", number), "fields"),
                    &["The step \"", &step.id, "\" has no field and no text: the visitor sees an empty screen."],
                )
                .suggest(&["Give it fields or a text, or remove it."]),
            );
        }
    }
}
