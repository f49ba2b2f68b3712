//! Answers in the visitor's own words: what is put into the places of texts.
//!
//! Knows that an option is shown by its label, a number as the locale writes it, yes and no as
//! words. The lead keeps the values; nothing here goes into it.

use super::Walk;
use crate::{
    answer::{Answer, localized},
    field::Field,
    piping,
    words::{Word, Words},
};

impl Walk<'_> {
    /// Gives the answers by name, each as its visitor would say it.
    #[must_use]
    pub fn told(&self, words: &Words, locale: &str) -> Vec<(String, String)> {
        self.answers.iter().map(|(field, answer)| (field.name.clone(), tell(field, answer, words, locale))).collect()
    }
}

/// Tells one answer.
fn tell(field: &Field, answer: &Answer, words: &Words, locale: &str) -> String {
    if let Some(own) = field.asks.tell(answer, locale) {
        return own;
    }
    let label = |value: &String| {
        let option = field.asks.choices().iter().find(|option| option.value == *value);
        option.map_or_else(|| value.clone(), |option| piping::fill(&option.label, &|_| None))
    };
    match answer {
        Answer::Text(text) => label(text),
        Answer::Number(number) => localized(*number, locale),
        Answer::Flag(flag) => words.say(if *flag { Word::Yes } else { Word::No }).to_owned(),
        Answer::Many(values) => match values.split_last() {
            Some((last, [])) => label(last),
            Some((last, others)) => {
                let others = others.iter().map(label).collect::<Vec<_>>().join(", ");
                words.fill(Word::ListOf, &[("others", &others), ("last", &label(last))])
            }
            None => String::new(),
        },
    }
}
