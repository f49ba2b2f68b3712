//! Progress: where a visitor is, as a value, and the pure function that moves it on.
//!
//! [`advance`] takes what happened and gives the new progress and what must be done about it. It
//! sends nothing, shows nothing and reads no clock: times come with the events.

use super::{Flow, Walk, walk};
use crate::{
    answer::{Answer, Invalid, Occasion, Raw},
    attribution::Attribution,
    facts::Surroundings,
    field::Field,
    signals::{self, Signal},
};

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

/// What is going on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// A step is shown.
    #[default]
    Asking,
    /// The lead is on its way.
    Sending,
    /// The lead could not be sent and is tried again by itself.
    Waiting,
    /// The lead could not be sent; the visitor can try again.
    Failed(Failure),
    /// The visitor is led to this outcome.
    Done(String),
}

/// Why a lead could not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The device has no network.
    Offline,
    /// The network or the receiver failed.
    Unreachable,
    /// The receiver will not take it as it is.
    Refused,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The flow is shown for the first time.
    Started {
        /// When.
        now: i64,
    },
    /// Something was put into a field.
    Gave {
        /// The field.
        name: String,
        /// What.
        raw: Raw,
        /// When.
        now: i64,
    },
    /// The visitor left a field.
    Left {
        /// The field.
        name: String,
    },
    /// The visitor wants to go on.
    Next {
        /// When.
        now: i64,
    },
    /// The visitor wants to go back.
    Back,
    /// The page fills in answers that the visitor can see and change.
    Prefilled(Vec<(String, Answer)>),
    /// The page sets hidden values.
    Hidden(Vec<(String, Answer)>),
    /// The visitor did something on the site.
    Did(Signal),
    /// The visitor allows what was observed to be kept with the lead, or not.
    Allowed(bool),
    /// The lead is at the receiver; the visitor is led to this outcome.
    Delivered(String),
    /// A first attempt failed and another follows by itself.
    Delayed,
    /// The lead could not be sent.
    Undelivered(Failure),
    /// The visitor wants the lead sent once more.
    Retried,
    /// Everything begins anew.
    Reset {
        /// When.
        now: i64,
    },
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Another step is shown: move the focus there.
    ShowStep(usize),
    /// The visitor answered a field.
    Answered(String),
    /// These fields can't be taken as they are: show why and move the focus there.
    Refuse(Vec<String>),
    /// All is answered: make the lead and send it. After a failure the same lead is sent once more,
    /// unless an answer has changed.
    Submit,
    /// Show the outcome.
    ShowOutcome(String),
    /// Show that sending failed.
    ShowFailure(Failure),
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
        Event::Prefilled(values) => {
            progress.preset(flow, values, |field| {
                field.asks.preset().is_none() && field.asks.agreement().is_none() && field.type_name != "hidden"
            });
            Vec::new()
        }
        Event::Hidden(values) => {
            progress.preset(flow, values, |field| field.type_name == "hidden");
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
            if progress.denied {
                progress.surroundings.signals.clear();
                progress.surroundings.attribution = Attribution::default();
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

    /// Gives the answer a field has; `None` where it is blank or can't be taken.
    #[must_use]
    pub fn answer(&self, field: &Field, locale: &str) -> Option<Answer> {
        match self.raw(&field.name) {
            Some(raw) => field.asks.read(raw, &Occasion { locale, now: self.now }).ok().flatten(),
            None => field.asks.preset(),
        }
    }

    /// Gives what is wrong with a field, once the visitor may be told.
    #[must_use]
    pub fn invalid(&self, field: &Field, locale: &str) -> Option<Invalid> {
        let entry = self.entry(&field.name).filter(|entry| entry.checked)?;
        field.read(&entry.raw, &Occasion { locale, now: self.now }).err()
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

    fn next(&mut self, flow: &Flow) -> Vec<Effect> {
        // A second click while the lead is on its way is no second lead.
        if self.is_busy() || matches!(self.phase, Phase::Done(_)) {
            return Vec::new();
        }
        // What failed before is over, whether this leads to a step, to a refusal or to another try.
        self.phase = Phase::Asking;
        let walk = self.walk(flow);
        let here = self.check(walk.fields(self.step), &flow.locale);
        if !here.is_empty() {
            return vec![Effect::Refuse(here)];
        }
        if let Some(following) = walk.after(self.step) {
            self.trail.push(self.step);
            return self.show(following);
        }
        // An answer given later may have shown a field on an earlier step.
        for step in walk.steps.iter().copied() {
            let refused = self.check(walk.fields(step), &flow.locale);
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

    /// Names the fields that can't be taken, and lets the visitor be told.
    fn check<'f>(&mut self, fields: impl Iterator<Item = &'f Field>, locale: &str) -> Vec<String> {
        let blank = Raw::default();
        let wrong = |progress: &Progress, field: &Field| {
            let on = Occasion { locale, now: progress.now };
            field.read(progress.raw(&field.name).unwrap_or(&blank), &on).is_err()
        };
        let refused: Vec<String> = fields.filter(|field| wrong(self, field)).map(|field| field.name.clone()).collect();
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
