//! Why a lead is not what its flow would have made: what a receiver found when it walked the flow
//! with the answers that came.
//!
//! A doubt is a reason to look, never to refuse: the visitor may be real and the widget old.

/// One thing about a lead that its flow would not have made so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The score is another than its answers give, or there is none.
    Score,
    /// The visitor was led to another outcome than the score gives.
    Outcome,
    /// The score was made for another time than the lead was submitted at.
    Time,
    /// There is an answer to this, which was not asked of this visitor.
    NotAsked(String),
    /// The field of this name takes no such answer.
    CannotBe(String),
    /// This calculated answer comes to something else.
    Reckoned(String),
    /// This must be answered, and is not.
    Unanswered(String),
}

impl Doubt {
    /// Says it to the owner.
    #[must_use]
    pub fn say(&self) -> String {
        let of = |words: &str, name: &str, rest: &str| [words, "\"", name, "\"", rest].concat();
        match self {
            Doubt::Score => "The score is not the one that the answers give.".to_owned(),
            Doubt::Outcome => "The outcome is not the one that the score gives.".to_owned(),
            Doubt::Time => "The score was made for another time than the lead names.".to_owned(),
            Doubt::NotAsked(name) => of("", name, " was not asked with these answers."),
            Doubt::CannotBe(name) => of("The field ", name, " would not have taken this answer."),
            Doubt::Reckoned(name) => of("", name, " is calculated, and comes to something else."),
            Doubt::Unanswered(name) => of("", name, " must be answered, and is not."),
        }
    }
}
