//! Progress: where a visitor is, as a value, and the pure function that moves it on.
//!
//! [`advance`] takes what happened and gives the new progress and what must be done about it. It
//! sends nothing, shows nothing and reads no clock: times come with the events.

use super::{Effect, Event, Flow, Phase, Walk, walk};
#[cfg(feature = "wide")]
use crate::signals::Memory;
use crate::{
    answer::{Answer, Invalid, Occasion, Raw},
    attribution::Attribution,
    facts::{OBSERVED, Surroundings},
    field::Field,
    signals, sought,
};

/// The most parameters of an address that are looked at.
const MOST_PARAMETERS: usize = 20;

/// The most characters that a parameter may fill in.
const MOST_CHARACTERS: usize = 200;

/// Where a visitor is in a flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The number of the step that is shown.
    pub step: usize,
    /// What is going on.
    pub phase: Phase,
    /// What is known besides the answers.
    pub surroundings: Surroundings,
    /// The latest time an event told, in milliseconds since 1970.
    pub now: i64,
    /// Whether the visitor was refused on the step that is shown.
    pub refused: bool,
    /// Whether the visitor refused that what was observed is kept.
    denied: bool,
    /// What is remembered of the visitor besides what they did, once they have allowed it.
    #[cfg(feature = "wide")]
    memory: Option<Memory>,
    /// The steps before this one, in the order they were left: the way of "back".
    trail: Vec<usize>,
    entries: Vec<Entry>,
    /// When each step was first shown.
    shown_at: Vec<(usize, i64)>,
}

/// What was put into one field.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    raw: Raw,
    given_at: i64,
    /// Whether the visitor has been told, or may be told, what is wrong with it.
    checked: bool,
}

/// Moves progress on by one event.
#[must_use]
pub fn advance(flow: &Flow, mut progress: Progress, event: Event) -> (Progress, Vec<Effect>) {
    let effects = match event {
        Event::Started { now } => {
            progress.now = now;
            progress.trail.clear();
            let first = progress.walk(flow).steps.first().copied().unwrap_or(0);
            progress.show(first)
        }
        // While the lead is on its way nothing changes: what is sent and what is shown stay the same.
        Event::Gave { .. } if progress.is_busy() => Vec::new(),
        Event::Gave { name, raw, now } => {
            progress.now = now;
            progress.give(&name, raw);
            vec![Effect::Answered(name)]
        }
        Event::Left { name } => {
            // Passing an empty field by is no fault yet; a wrong entry is.
            let blank = progress.raw(&name).is_none_or(|raw| matches!(raw, Raw::Text(text) if text.trim().is_empty()));
            if let (false, Some(entry)) = (blank, progress.entries.iter_mut().find(|entry| entry.name == name)) {
                entry.checked = true;
            }
            Vec::new()
        }
        Event::Next { now } => {
            progress.now = now;
            progress.next(flow)
        }
        Event::Back if progress.can_go_back() => progress.back(flow),
        Event::Back => Vec::new(),
        Event::GoTo(step) => progress.go_to(flow, step),
        Event::Prefilled(values) => {
            progress.preset(flow, values, Field::may_be_prefilled);
            Vec::new()
        }
        Event::Linked(parameters) => {
            progress.follow_link(flow, &parameters);
            Vec::new()
        }
        Event::Hidden(values) => {
            progress.preset(flow, values, |field| field.type_name == "hidden");
            Vec::new()
        }
        Event::Knew(facts) => {
            for (name, value) in facts {
                if !(progress.denied && OBSERVED.contains(&name.as_str())) {
                    progress.surroundings.know(name, value);
                }
            }
            Vec::new()
        }
        Event::Did(signal) => {
            if !progress.denied {
                signals::record(&mut progress.surroundings.signals, signal);
            }
            Vec::new()
        }
        Event::Allowed(allowed) => {
            progress.denied = !allowed;
            #[cfg(feature = "wide")]
            {
                progress.memory = allowed.then(|| progress.memory.unwrap_or_default());
            }
            if progress.denied {
                progress.surroundings.signals.clear();
                progress.surroundings.attribution = Attribution::default();
                progress.surroundings.visitor.retain(|(name, _)| !OBSERVED.contains(&name.as_str()));
            }
            Vec::new()
        }
        Event::Delivered(outcome) => {
            progress.phase = Phase::Done(outcome.clone());
            vec![Effect::ShowOutcome(outcome)]
        }
        Event::Delayed => {
            progress.phase = Phase::Waiting;
            Vec::new()
        }
        Event::Undelivered(failure) => {
            progress.phase = Phase::Failed(failure);
            vec![Effect::ShowFailure(failure)]
        }
        Event::Retried if matches!(progress.phase, Phase::Failed(_)) => progress.next(flow),
        Event::Retried => Vec::new(),
        Event::Reset { now } => {
            let hidden = |entry: &Entry| flow.field(&entry.name).is_some_and(|field| field.type_name == "hidden");
            let kept: Vec<Entry> = progress.entries.drain(..).filter(hidden).collect();
            progress = Progress {
                surroundings: progress.surroundings,
                denied: progress.denied,
                #[cfg(feature = "wide")]
                memory: progress.memory,
                entries: kept,
                ..Progress::default()
            };
            let (begun, effects) = advance(flow, progress, Event::Started { now });
            progress = begun;
            effects
        }
    };
    (progress, effects)
}

impl Progress {
    /// Begins, with what is known before any answer.
    #[must_use]
    pub fn new(surroundings: Surroundings) -> Self {
        Progress { surroundings, ..Progress::default() }
    }

    /// Joins what the visitor's device has kept of earlier pages and visits with what they did here, and gives
    /// what it is to keep from now on. Without the visitor's leave nothing is taken in, and nothing given.
    #[cfg(feature = "wide")]
    pub fn remember(&mut self, kept: &str, arrived: bool, now: i64) -> Option<String> {
        let memory = self.memory.as_mut()?;
        let known = &mut self.surroundings;
        memory.join(kept, arrived, &mut known.signals, now);
        known.know("visits".to_owned(), Answer::Number(memory.visits as f64));
        known.know("returning".to_owned(), Answer::Flag(memory.visits > 1));
        Some(memory.text(&known.signals))
    }

    /// Gives what stands in a field, as it was put in.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&Raw> {
        self.entry(name).map(|entry| &entry.raw)
    }

    /// Gives when a field was last changed.
    #[must_use]
    pub fn given_at(&self, name: &str) -> Option<i64> {
        self.entry(name).map(|entry| entry.given_at)
    }

    /// Gives when a step was first shown.
    #[must_use]
    pub fn shown_at(&self, step: usize) -> Option<i64> {
        self.shown_at.iter().find(|(shown, _)| *shown == step).map(|(_, at)| *at)
    }

    /// Tells whether the visitor has left a field, or has been refused with it.
    #[must_use]
    pub fn left(&self, name: &str) -> bool {
        self.entry(name).is_some_and(|entry| entry.checked)
    }

    /// Gives the answer a field has; `None` where it is blank or can't be taken.
    #[must_use]
    pub fn answer(&self, field: &Field, locale: &str) -> Option<Answer> {
        match self.raw(&field.name) {
            Some(raw) => field.asks.read(raw, &Occasion { locale, now: self.now }).ok().flatten(),
            None => field.asks.preset(),
        }
    }

    /// Gives what is wrong with a field, once the visitor may be told. `required` is what the walk
    /// says of it.
    #[must_use]
    pub fn invalid(&self, field: &Field, locale: &str, required: bool) -> Option<Invalid> {
        let entry = self.entry(&field.name).filter(|entry| entry.checked)?;
        field.read_where(&entry.raw, &Occasion { locale, now: self.now }, required).err()
    }

    /// Tells whether there is a step to go back to, and no lead is on its way or received. After a
    /// failure there is: what is changed then makes a lead of its own that supersedes the first.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.trail.is_empty() && !self.is_busy() && !matches!(self.phase, Phase::Done(_))
    }

    /// Walks the flow with the answers there are.
    #[must_use]
    pub fn walk<'f>(&self, flow: &'f Flow) -> Walk<'f> {
        walk(flow, &self.surroundings, self.now, &|field| self.answer(field, &flow.locale))
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    fn give(&mut self, name: &str, raw: Raw) {
        let given_at = self.now;
        match self.entries.iter_mut().find(|entry| entry.name == name) {
            Some(entry) => {
                entry.raw = raw;
                entry.given_at = given_at;
            }
            None => self.entries.push(Entry { name: name.to_owned(), raw, given_at, checked: false }),
        }
    }

    fn preset(&mut self, flow: &Flow, values: Vec<(String, Answer)>, allowed: impl Fn(&Field) -> bool) {
        for (name, value) in values {
            if let Some(field) = flow.field(&name).filter(|field| allowed(field)) {
                self.give(&name, field.asks.write(&value, &flow.locale));
            }
        }
    }

    /// Fills in what the address of the page says, where a field allows it and takes it: what it
    /// does not take is not worth a visitor's time, who did not write it.
    fn follow_link(&mut self, flow: &Flow, parameters: &[(String, Vec<String>)]) {
        if !cfg!(feature = "wide") {
            return;
        }
        for (_, field) in flow.fields().filter(|(_, field)| field.may_be_prefilled()) {
            let of_field = |(name, _): &&(String, Vec<String>)| field.prefill.as_ref() == Some(name);
            let Some((_, values)) = parameters.iter().take(MOST_PARAMETERS).find(of_field) else { continue };
            if values.iter().map(|value| value.chars().count()).sum::<usize>() > MOST_CHARACTERS {
                continue;
            }
            let on = Occasion { locale: &flow.locale, now: self.now };
            let read = |raw: &Raw| field.asks.read(raw, &on).ok().flatten();
            let alone = values.first().filter(|_| values.len() == 1).and_then(|value| read(&Raw::Text(value.clone())));
            let picked = values.iter().flat_map(|value| sought::parts(value, ',')).map(str::to_owned);
            if let Some(answer) = alone.or_else(|| read(&Raw::Picked(picked.collect()))) {
                self.give(&field.name, field.asks.write(&answer, &flow.locale));
            }
        }
    }

    fn show(&mut self, step: usize) -> Vec<Effect> {
        self.step = step;
        self.refused = false;
        if self.shown_at(step).is_none() {
            self.shown_at.push((step, self.now));
        }
        vec![Effect::ShowStep(step)]
    }

    /// Tells whether the lead is on its way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Sending | Phase::Waiting)
    }

    fn back(&mut self, flow: &Flow) -> Vec<Effect> {
        self.phase = Phase::Asking;
        let way = self.walk(flow).steps;
        while let Some(step) = self.trail.pop() {
            // What the page has told since may have taken the step off the way.
            if way.contains(&step) {
                return self.show(step);
            }
        }
        Vec::new()
    }

    /// Gives the steps of the way, from the first, that the visitor has seen: where they can go.
    #[must_use]
    pub fn seen(&self, walk: &Walk<'_>) -> Vec<usize> {
        walk.steps.iter().copied().take_while(|step| self.shown_at(*step).is_some()).collect()
    }

    fn go_to(&mut self, flow: &Flow, target: usize) -> Vec<Effect> {
        let walk = self.walk(flow);
        let seen = self.seen(&walk);
        if self.is_busy() || matches!(self.phase, Phase::Done(_)) || target == self.step || !seen.contains(&target) {
            return Vec::new();
        }
        self.phase = Phase::Asking;
        // Forward only as far as "next" would lead, past steps whose answers can be taken.
        let ahead = seen.iter().copied().filter(|step| (self.step..target).contains(step)).collect::<Vec<_>>();
        for step in ahead {
            let refused = self.check(&walk, step, &flow.locale);
            if !refused.is_empty() {
                let mut effects = if step == self.step { Vec::new() } else { self.arrive(&seen, step) };
                self.refused = true;
                effects.push(Effect::Refuse(refused));
                return effects;
            }
        }
        self.arrive(&seen, target)
    }

    /// Shows a step of the way, with those before it as the way back.
    fn arrive(&mut self, way: &[usize], step: usize) -> Vec<Effect> {
        self.trail = way.iter().copied().filter(|passed| *passed < step).collect();
        self.show(step)
    }

    fn next(&mut self, flow: &Flow) -> Vec<Effect> {
        // A second click while the lead is on its way is no second lead.
        if self.is_busy() || matches!(self.phase, Phase::Done(_)) {
            return Vec::new();
        }
        // What failed before is over, whether this leads to a step, to a refusal or to another try.
        self.phase = Phase::Asking;
        let walk = self.walk(flow);
        let here = self.check(&walk, self.step, &flow.locale);
        if !here.is_empty() {
            return vec![Effect::Refuse(here)];
        }
        if let Some(following) = walk.after(self.step) {
            self.trail.push(self.step);
            return self.show(following);
        }
        // An answer given later may have shown a field on an earlier step.
        for step in walk.steps.iter().copied() {
            let refused = self.check(&walk, step, &flow.locale);
            if !refused.is_empty() {
                self.trail.retain(|passed| *passed < step);
                let mut effects = self.show(step);
                self.refused = true;
                effects.push(Effect::Refuse(refused));
                return effects;
            }
        }
        self.phase = Phase::Sending;
        vec![Effect::Submit]
    }

    /// Names the fields of a step that can't be taken, and lets the visitor be told.
    fn check(&mut self, walk: &Walk<'_>, step: usize, locale: &str) -> Vec<String> {
        let blank = Raw::default();
        let on = Occasion { locale, now: self.now };
        let is_wrong = |field: &&Field| {
            let raw = self.raw(&field.name).unwrap_or(&blank);
            field.asks.is_asked() && field.read_where(raw, &on, walk.requires(field)).is_err()
        };
        let refused: Vec<String> = walk.fields(step).filter(is_wrong).map(|field| field.name.clone()).collect();
        self.refused |= !refused.is_empty();
        for name in &refused {
            if self.entry(name).is_none() {
                self.give(name, Raw::default());
            }
            if let Some(entry) = self.entries.iter_mut().find(|entry| entry.name == *name) {
                entry.checked = true;
            }
        }
        refused
    }
}
