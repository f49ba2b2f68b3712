//! What a flow has to say to its page. `widget` says it, `embed` turns it into events.

use leadlet_core::{diagnostic::Diagnostic, flow::Failure, json::Json};

/// Something the page may want to know. Holds no personal data.
pub(crate) enum Notice {
    /// The flow is shown.
    Ready,
    /// Another step is shown.
    Step { step: String, place: usize, steps: usize },
    /// A field was answered.
    Answer { field: String },
    /// The score after a submit.
    Score(Json),
    /// The lead is frozen and on its way.
    Submit { lead_id: String },
    /// The lead waits for another attempt.
    Queued { lead_id: String },
    /// The receiver has the lead.
    Delivered { lead_id: String },
    /// The visitor is led to an outcome.
    Outcome { outcome: String },
    /// Something is wrong that the owner should see.
    Error(Vec<Diagnostic>),
}

/// Says to the owner that a lead could not be sent.
pub(crate) fn undelivered(failure: Failure) -> Diagnostic {
    let message = match failure {
        Failure::Offline => "The lead could not be sent: the device is offline.",
        Failure::Unreachable => "The lead could not be sent: the endpoint does not answer.",
        Failure::Refused => "The lead could not be sent: the endpoint refused it.",
    };
    Diagnostic::error("delivery/failed", "delivery[0]", &[message])
        .suggest(&["Is the address right, and does it answer a POST from this page?"])
}
