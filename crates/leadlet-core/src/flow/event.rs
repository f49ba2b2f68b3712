//! What can happen in a flow, what must be done about it, and what is going on meanwhile.
//!
//! Words only: [`advance`](super::advance) knows what follows from what.

use crate::{
    answer::{Answer, Raw},
    signals::Signal,
};

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
    /// The visitor wants to see the step of this number, which they have seen before: to look, to
    /// correct, and to come forward again.
    GoTo(usize),
    /// The page fills in answers that the visitor can see and change.
    Prefilled(Vec<(String, Answer)>),
    /// The address of the page brings these parameters, each with its values: they fill in the
    /// fields that say so, for the visitor to see and change.
    Linked(Vec<(String, Vec<String>)>),
    /// The page sets hidden values.
    Hidden(Vec<(String, Answer)>),
    /// The page says what it knows of the visitor, as `isCustomer`.
    Knew(Vec<(String, Answer)>),
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
