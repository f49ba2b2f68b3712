//! A request as a value, what came of it, and how it is judged.

/// What is to be sent. The edge adds what holds for every request: `credentials: "omit"`,
/// `referrerPolicy: "strict-origin"`, `cache: "no-store"`, `redirect: "error"`, a timeout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where to; always by POST.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body, frozen: every attempt sends these bytes.
    pub body: String,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The body, cut to 64 KiB; empty where it could not be read.
        body: String,
        /// The `Retry-After` header in seconds, where it could be read.
        retry_after: Option<i64>,
    },
    /// No answer: the network, a timeout, a refused redirect or a refused preflight.
    Failed,
}

/// What an attempt means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The receiver has it.
    Ack,
    /// Try again, not before so many seconds where the receiver said so.
    Retry(Option<i64>),
    /// The receiver will not take it as it is.
    Parked,
}

/// Judges a reply by its status alone, as `delivery.md` has it, where an adapter has nothing to add.
#[must_use]
pub fn judge(reply: &Reply) -> Verdict {
    match reply {
        Reply::Failed => Verdict::Retry(None),
        Reply::Answered { status, retry_after, .. } => match status {
            200..=299 => Verdict::Ack,
            408 | 425 | 429 | 500..=599 => Verdict::Retry(*retry_after),
            _ => Verdict::Parked,
        },
    }
}
