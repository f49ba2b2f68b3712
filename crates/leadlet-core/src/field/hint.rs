//! Hints: what is said beside an answer that is taken, and what could stand there instead.

use crate::words::Word;

/// What is said beside an answer that is taken but could be better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The sentence; `{replacement}` in it is what stands below.
    pub word: Word,
    /// What could stand in the field instead, as the visitor would type it.
    pub replacement: Option<String>,
}

impl From<Word> for Hint {
    fn from(word: Word) -> Self {
        Hint { word, replacement: None }
    }
}
