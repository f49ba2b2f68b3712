//! What every field type does, and what it can claim about its answers.

use super::{Choice, Field, Hint, Layout, agreement, control::Control};
use crate::{
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    logic::Condition,
    words::Words,
};

/// What every field type does.
pub trait FieldType: Send + Sync {
    /// Names the control it is answered with.
    fn control(&self) -> Control<'_>;

    /// Reads raw input: an answer, `None` where it was left blank, or why it can't be taken.
    ///
    /// # Errors
    /// Why the input can't be taken. Whether blank is allowed is not its business.
    fn read(&self, raw: &Raw, on: &Occasion<'_>) -> Result<Option<Answer>, Invalid>;

    /// Gives the raw input that reads as `answer`, so that an answer can be shown and changed.
    fn write(&self, answer: &Answer, locale: &str) -> Raw {
        let _ = locale;
        match answer {
            Answer::Text(text) => Raw::Text(text.clone()),
            Answer::Number(number) => Raw::Text(crate::json::number_text(*number)),
            Answer::Flag(flag) => Raw::Ticked(*flag),
            Answer::Many(values) => Raw::Picked(values.clone()),
        }
    }

    /// Tells whether a visitor can answer it: what nobody can answer is never required.
    fn is_asked(&self) -> bool {
        true
    }

    /// Says why a required field can't be left blank.
    fn blank(&self) -> Invalid {
        Invalid::Required
    }

    /// Gives what an answer tells, from 0 (nothing good) to 3 (all one could wish), for a field
    /// that says what it `tells`. By default any answer tells a little.
    fn level(&self, answer: &Answer) -> Option<i64> {
        let _ = answer;
        Some(1)
    }

    /// Gives what picking the answer asks the owner for, as `demo` or `quote`.
    fn asks_for(&self, answer: &Answer) -> Vec<&'static str> {
        let _ = answer;
        Vec::new()
    }

    /// Gives what to say beside an answer that is taken but could be better.
    fn hint(&self, answer: &Answer) -> Option<Hint> {
        let _ = answer;
        None
    }

    /// Gives an answer as a visitor would say it, where that is more than its option's label, its
    /// number or its text.
    fn tell(&self, answer: &Answer, locale: &str) -> Option<String> {
        let _ = (answer, locale);
        None
    }

    /// Gives the options there are; empty where it has none.
    fn choices(&self) -> &[Choice] {
        &[]
    }

    /// Gives the texts besides label and help that a visitor reads and answers may be put into.
    fn texts(&self) -> Vec<&str> {
        texts_of(self.choices())
    }

    /// Gives what is agreed to; only an agreement has it.
    fn agreement(&self) -> Option<&agreement::Agreement> {
        None
    }

    /// Gives the value that needs no visitor; only a hidden field has one.
    fn preset(&self) -> Option<Answer> {
        None
    }

    /// Gives what its answer is reckoned from; only a calculated field has it. Such a field is asked
    /// of nobody: whatever was given for it is passed over.
    fn reckoned(&self) -> Option<&Condition> {
        None
    }

    /// Gives the fields it stands for, where it is a group of several: each is a field like any other,
    /// with an answer of its own. The group itself has none. `json` is what the owner wrote; `words`
    /// names the parts that the owner did not.
    fn parts(&self, json: &Json, words: &Words) -> Vec<Field> {
        let _ = (json, words);
        Vec::new()
    }

    /// Tells how a group lays out its parts.
    fn layout(&self) -> Layout {
        Layout::Stack
    }

    /// Tells which answers there can be, for the reasoning of `leadlet check`.
    #[cfg(feature = "lint")]
    fn domain(&self) -> Domain {
        Domain::Anything
    }
}

/// Gives the texts of options that a visitor reads.
pub(super) fn texts_of(options: &[Choice]) -> Vec<&str> {
    let mut texts = Vec::new();
    for option in options {
        texts.push(option.label.as_str());
        texts.extend(option.text.as_deref());
    }
    texts
}

/// Which answers a field can have, as far as its settings tell.
#[cfg(feature = "lint")]
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    /// Anything at all: nothing can be said.
    Anything,
    /// No answer ever.
    Nothing,
    /// `true`, or also `false`.
    Flag {
        /// Whether it can be `false`; an agreement that is not given has no answer instead.
        can_be_false: bool,
    },
    /// A number from `min` to `max`, both included.
    Number {
        /// The least.
        min: f64,
        /// The most.
        max: f64,
        /// Whether it has no fraction.
        whole: bool,
    },
    /// One of these texts.
    OneOf(Vec<String>),
    /// A list of some of these texts.
    SomeOf {
        /// The texts.
        values: Vec<String>,
        /// The fewest, where there is an answer at all.
        min: usize,
        /// The most.
        max: usize,
    },
    /// A text of `min` to `max` characters.
    Text {
        /// The fewest characters.
        min: usize,
        /// The most characters.
        max: usize,
    },
}
