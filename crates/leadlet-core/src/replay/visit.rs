//! Lets a case happen: one visitor, by the events that the widget's conductor tells the core.

use super::{
    branches::Branch,
    coverage::{NO, YES},
    format::{Case, Given},
};
use crate::{
    answer::{Answer, Raw},
    field::{Field, control::Control},
    flow::{Effect, Event, Flow, Progress, Walk, advance},
    json::{Json, number_text, object},
    lead::{Lead, Plan, compose},
    words::{Word, Words},
};
use unicode_normalization::UnicodeNormalization;

/// The name of every lead that a case makes: a case is nobody, and nothing is sent.
const LEAD_ID: &str = "00000000-0000-7000-8000-000000000000";

/// The most steps a visitor goes. A flow has at most 100, and a refusal ends the visit, so that this
/// is never reached; but a replay that could run on for ever would be a poor witness.
const MOST_STEPS: usize = 10_000;

/// What came of a case.
#[derive(Debug)]
pub struct Visit {
    /// The steps that were shown, by number, in order.
    pub path: Vec<usize>,
    /// How it ended.
    pub end: End,
    /// The branches that were taken.
    pub branches: Vec<Branch>,
    /// The fields that were shown.
    pub asked: Vec<String>,
    /// The options that were picked: field, value.
    pub picked: Vec<(String, String)>,
    /// The case's own answers that it was never asked for.
    pub absent: Vec<Absence>,
}

/// How a visit ended.
#[derive(Debug)]
pub enum End {
    /// With a lead.
    Lead(Box<Lead>),
    /// With answers that the flow did not take; in the order of the flow.
    Refused(Vec<Refusal>),
}

/// An answer that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field.
    pub name: String,
    /// The key of the sentence, as `freeMail`.
    pub reason: String,
    /// The sentence as the visitor reads it.
    pub sentence: String,
    /// Whether the case gives nothing for the field.
    pub blank: bool,
}

/// An answer that was never asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The field.
    pub name: String,
    /// The id of its step.
    pub step: String,
    /// Whether the step was on the way, so that only the field was not shown.
    pub step_was_shown: bool,
}

/// Lets a case happen on a plan whose sentences are `words`.
///
/// The visitor goes from step to step. On each they answer what is shown and what the case has an
/// answer for, in the order of the flow, and go on; a refusal ends the visit.
#[must_use]
pub fn visit(plan: &Plan, words: &Words, case: &Case) -> Visit {
    let flow = &plan.flow;
    let now = case.at;
    let mut visitor = Visitor {
        flow,
        progress: Progress::new(case.surroundings.clone()),
        path: Vec::new(),
        asked: Vec::new(),
        last: Vec::new(),
    };
    if !case.consent {
        visitor.tell(Event::Allowed(false));
    }
    visitor.tell(Event::Hidden(case.hidden.clone()));
    visitor.tell(Event::Started { now });
    let composed_all = |values: &Vec<String>| values.iter().map(|value| composed(value)).collect();
    let parameters = case.parameters.iter().map(|(name, values)| (name.clone(), composed_all(values)));
    visitor.tell(Event::Linked(parameters.collect()));
    visitor.tell(Event::Prefilled(case.prefill.clone()));
    for _ in 0..MOST_STEPS {
        visitor.answer(&case.answers, now);
        visitor.tell(Event::Next { now });
        if visitor.last.iter().any(|effect| matches!(effect, Effect::Submit | Effect::Refuse(_))) {
            break;
        }
    }
    visitor.leave(plan, words, case)
}

struct Visitor<'f> {
    flow: &'f Flow,
    progress: Progress,
    path: Vec<usize>,
    asked: Vec<String>,
    /// What had to be done about the last event.
    last: Vec<Effect>,
}

impl<'f> Visitor<'f> {
    fn tell(&mut self, event: Event) {
        let (progress, effects) = advance(self.flow, core::mem::take(&mut self.progress), event);
        self.progress = progress;
        for effect in &effects {
            if let Effect::ShowStep(step) = effect {
                self.path.push(*step);
            }
        }
        self.last = effects;
    }

    fn walk(&self) -> Walk<'f> {
        self.progress.walk(self.flow)
    }

    /// Answers what is shown on this step, one field after another: an answer may show another field.
    fn answer(&mut self, given: &[Given], now: i64) {
        let mut met: Vec<&str> = Vec::new();
        loop {
            let next = self.walk().fields(self.progress.step).find(|field| !met.contains(&field.name.as_str()));
            let Some(field) = next else { break };
            met.push(&field.name);
            if !self.asked.contains(&field.name) {
                self.asked.push(field.name.clone());
            }
            if let Some(raw) = given
                .iter()
                .find(|one| one.name == field.name)
                .and_then(|one| raw(field, &one.value, &self.flow.locale))
            {
                self.tell(Event::Gave { name: field.name.clone(), raw, now });
            }
        }
    }

    fn leave(self, plan: &Plan, words: &Words, case: &Case) -> Visit {
        let walk = self.walk();
        let refused = self.last.iter().find_map(|effect| match effect {
            Effect::Refuse(names) => Some(names),
            _ => None,
        });
        let end = match refused {
            Some(names) => End::Refused(names.iter().map(|name| self.refusal(name, &walk, words, case)).collect()),
            None => End::Lead(Box::new(compose(plan, &self.progress, LEAD_ID, case.at))),
        };
        let mut branches = Branch::taken(self.flow, &self.progress, &walk);
        if refused.is_some() {
            // The walk shows the way that lies before a visitor; a refused one did not go it.
            let here = self.progress.step;
            branches.retain(|branch| {
                branch.step() < here || branch.step() == here && !matches!(branch, Branch::Jump { .. })
            });
        }
        let absent = if refused.is_some() { Vec::new() } else { self.absent(&walk, case) };
        Visit { picked: self.picked(&walk), path: self.path, end, branches, asked: self.asked, absent }
    }

    fn refusal(&self, name: &str, walk: &Walk<'_>, words: &Words, case: &Case) -> Refusal {
        let locale = &self.flow.locale;
        let field = self.flow.field(name);
        let invalid = field.and_then(|field| self.progress.invalid(field, locale, walk.requires(field)));
        let say = |words: &Words| invalid.map(|invalid| invalid.say(words, locale)).unwrap_or_default();
        Refusal {
            name: name.to_owned(),
            reason: say(&keys()),
            sentence: say(words),
            blank: case.answers.iter().all(|given| given.name != name || given.value == Json::Null),
        }
    }

    fn picked(&self, walk: &Walk<'_>) -> Vec<(String, String)> {
        let mut picked = Vec::new();
        for (field, answer) in walk.answers.iter().filter(|(field, _)| self.asked.contains(&field.name)) {
            let values = match answer {
                Answer::Text(value) => vec![value.as_str()],
                Answer::Many(values) => values.iter().map(String::as_str).collect(),
                Answer::Flag(flag) => vec![if *flag { YES } else { NO }],
                Answer::Number(_) => Vec::new(),
            };
            picked.extend(values.into_iter().map(|value| (field.name.clone(), value.to_owned())));
        }
        picked
    }

    fn absent(&self, walk: &Walk<'_>, case: &Case) -> Vec<Absence> {
        let own = case.answers.iter().filter(|given| given.own && !self.asked.contains(&given.name));
        own.filter_map(|given| {
            let (number, _) = self.flow.fields().find(|(_, field)| field.name == given.name)?;
            Some(Absence {
                name: given.name.clone(),
                step: self.flow.steps.get(number)?.id.clone(),
                step_was_shown: walk.steps.contains(&number),
            })
        })
        .collect()
    }
}

/// Gives what the field's control hands over for a value of a case; `None` where it is left alone.
fn raw(field: &Field, value: &Json, locale: &str) -> Option<Raw> {
    let picks = matches!(field.asks.control(), Control::One { .. } | Control::Many { .. } | Control::Ranked { .. });
    match value {
        Json::Null | Json::Object(_) => None,
        Json::Text(text) if picks => {
            // An option is picked as it stands in the config; anything else a visitor would have to write.
            let is_option = field.asks.choices().iter().any(|option| option.value == *text);
            Some(Raw::Picked(vec![if is_option { text.clone() } else { composed(text) }]))
        }
        Json::Number(number) if picks => Some(Raw::Picked(vec![number_text(*number)])),
        // What is typed is read as it stands, slips and all; what is no text is given as the field
        // itself would show it.
        Json::Text(text) => Some(Raw::Text(composed(text))),
        other => Answer::from_json(other).map(|answer| field.asks.write(&answer, locale)),
    }
}

/// Gives a typed text in the form that the widget has the browser bring it into (Unicode's NFC), so that a case and a
/// page give the same answer.
fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Gives a dictionary in which every sentence is its own key, so that what is said tells which
/// sentence it was.
fn keys() -> Words {
    Words::pick(&object(Word::ALL.iter().map(|word| (word.key(), word.key().into())).collect()))
}
