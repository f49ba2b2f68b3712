//! Walks every way through the flow at once and reports what no visitor can ever reach.
//!
//! Steps only lead forward, so one pass in their order sees every way: at each step, what is known
//! on all ways that lead there is joined. The cost is that of the config's size, not of the number
//! of ways.

use super::{
    judge::{FIELD, JUMP, REQUIRED, Role, STEP, Verdict, judge},
    paths::Paths,
    reason::{Narrowed, either},
    term::{at_index, at_key},
    world::{Here, State, World},
};
use crate::{
    diagnostic::Diagnostic,
    field::{Domain, Field},
    flow::{Flow, Step, Target},
    json::{Json, NULL},
    logic::Condition,
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

    /// Judges a condition with what is known.
    fn verdict(&mut self, condition: &Json, path: &str, role: &Role, state: &State, given: &Narrowed) -> Verdict {
        let judged = Narrowed::new();
        let here = Here { world: self.world, state, judged: &judged };
        judge(self.paths, &here, (condition, path), role, given, self.faults)
    }

    /// Judges a condition with what is known, and gives what is known where it holds and where not.
    fn judged(&mut self, condition: &Json, path: &str, role: &Role, state: &State) -> [Option<State>; 2] {
        let verdict = self.verdict(condition, path, role, state, &Narrowed::new());
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
        let mut before = None;
        for field in &step.fields {
            let path = at_index(&at_key(&path, "fields"), field.place);
            let is_first = before.replace(field.place) != Some(field.place);
            let asked = written.list_at("fields").get(field.place).unwrap_or(&NULL);
            state = self.field(field, asked, &path, state, is_first);
        }
        self.reached.push(Some(state.clone()));
        self.jumps(number, step, written, &at_key(&path, "next"), state);
    }

    fn field(&mut self, field: &Field, written: &Json, path: &str, state: State, is_first: bool) -> State {
        self.unanswerable(field, written, path);
        // A part of a group may have a condition of its own, which does not stand where the group does.
        let written_here = Condition::at(written, "showIf");
        let condition = written.get("showIf").filter(|_| written_here.is_some() && written_here == field.show_if);
        let mut after = state;
        let told = self.faults.len();
        let Some(condition) = condition else {
            self.required(field, written, path, &after, &Narrowed::new());
            if !is_first {
                self.faults.truncate(told);
            }
            self.world.after(&mut after, field, true, field.show_if.is_some());
            return after;
        };
        let nothing = Narrowed::new();
        let Verdict { holds, fails } = self.verdict(condition, &at_key(path, "showIf"), &FIELD, &after, &nothing);
        if let Some(shown) = &holds {
            self.required(field, written, path, &after, shown);
        }
        if !is_first {
            // The parts of a group share its condition, which has been judged.
            self.faults.truncate(told);
        }
        let (can_show, can_hide) = (holds.is_some(), fails.is_some());
        // Only what both ways have narrowed stays so behind the field.
        if let Some(narrowed) = either(holds, fails) {
            after.narrow(self.world, &narrowed);
        }
        self.world.after(&mut after, field, can_show, can_hide);
        after
    }

    /// Judges when a field must be answered, given what is known where it is shown.
    fn required(&mut self, field: &Field, written: &Json, path: &str, state: &State, shown: &Narrowed) {
        if let Some(condition) = written.get("requiredIf").filter(|_| field.required_if.is_some() && !field.required) {
            self.verdict(condition, &at_key(path, "requiredIf"), &REQUIRED, state, shown);
        }
    }

    /// Judges whether there is any answer that a field takes.
    fn unanswerable(&mut self, field: &Field, written: &Json, path: &str) {
        let domain = field.asks.domain();
        if !field.asks.is_asked() || field.type_name == "hidden" || field.asks.reckoned().is_some() {
            return;
        }
        if domain != Domain::Nothing && !super::possible::Possible::of_domain(&domain).is_empty() {
            return;
        }
        // Too few options have a fault of their own.
        if !field.required && written.get("minPicked").is_some() {
            return;
        }
        if !field.required {
            // The parts of a group have no bounds of their own.
            let place = if written.get("min").is_some() { at_key(path, "min") } else { path.into() };
            self.faults.push(
                Diagnostic::error(
                    "flow/nothing-fits",
                    &place,
                    &["No answer is ever taken for \"", &field.name, "\": nothing is within its bounds."],
                )
                .suggest(&["Correct its bounds."]),
            );
        } else {
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
