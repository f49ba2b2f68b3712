//! The outbox: a pure state machine that decides when a frozen lead is sent and what may be said.
//!
//! [`step`] takes what happened and gives the new state and what is to be done. It holds one lead
//! while the page lives. Durable storage is a later state of the same machine: `Freezing` stands
//! where the write will be, and the visitor is told "received" only after an ack. Times are
//! milliseconds since 1970 and chance comes in as an argument.

use super::request::{Request, Verdict};

/// The automatic attempts before the visitor is asked; more follow when they say so.
pub const ATTEMPTS: u32 = 5;

const FIRST_WAIT_MS: i64 = 1_000;
const LONGEST_WAIT_MS: i64 = 15 * 60 * 1_000;

/// Where a lead is on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outbox {
    /// Nothing to send.
    #[default]
    Empty,
    /// An attempt is under way.
    Sending {
        /// What is sent; the same bytes every time.
        request: Request,
        /// How many attempts have begun since the visitor last asked.
        attempt: u32,
    },
    /// An attempt failed; the next one begins at `due`.
    Queued {
        /// What is sent.
        request: Request,
        /// How many attempts have been made.
        attempt: u32,
        /// When the next one begins.
        due: i64,
    },
    /// It is tried no more by itself; the visitor keeps the text and can ask.
    Parked {
        /// What is sent when they do.
        request: Request,
        /// Whether the receiver refused it, or could not be reached.
        refused: bool,
    },
    /// The receiver has it.
    Acked,
}

/// Something that happened to a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incident {
    /// The visitor submitted it.
    Submitted(Request),
    /// An attempt was judged.
    Judged {
        /// What it means.
        verdict: Verdict,
        /// Chance, 0 to 2^32 - 1, that spreads the next attempts of many visitors.
        chance: u32,
    },
    /// Time has passed, or the network is back.
    Woke,
    /// The visitor wants it sent now.
    Asked,
}

/// Something to be done with a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Send it.
    Send(Request),
    /// Wake the outbox at this time.
    WakeAt(i64),
    /// Tell the visitor the receiver has it.
    TellReceived,
    /// Tell the visitor it is tried again.
    TellDelayed,
    /// Tell the visitor it could not be sent; `true` where the receiver refused it.
    TellFailed(bool),
}

/// Moves the outbox on by one incident.
#[must_use]
pub fn step(outbox: Outbox, incident: Incident, now: i64) -> (Outbox, Vec<Order>) {
    match (outbox, incident) {
        // A lead is frozen by its first submit; a second click finds it on its way. After a failure a
        // corrected lead, with an id of its own, takes the place of the one that could not be sent.
        (Outbox::Empty | Outbox::Acked | Outbox::Parked { .. }, Incident::Submitted(request)) => send(request, 1),
        (Outbox::Sending { request, attempt }, Incident::Judged { verdict, chance }) => match verdict {
            Verdict::Ack => (Outbox::Acked, vec![Order::TellReceived]),
            Verdict::Parked => (Outbox::Parked { request, refused: true }, vec![Order::TellFailed(true)]),
            Verdict::Retry(_) if attempt >= ATTEMPTS => {
                (Outbox::Parked { request, refused: false }, vec![Order::TellFailed(false)])
            }
            Verdict::Retry(after) => {
                let due = now.saturating_add(wait(attempt, after, chance));
                (Outbox::Queued { request, attempt, due }, vec![Order::TellDelayed, Order::WakeAt(due)])
            }
        },
        (Outbox::Queued { request, attempt, due }, Incident::Woke) => {
            // A clock that jumped back would hold the lead for ever: too far off means now.
            if now >= due || due.saturating_sub(now) > LONGEST_WAIT_MS {
                send(request, attempt + 1)
            } else {
                (Outbox::Queued { request, attempt, due }, vec![Order::WakeAt(due)])
            }
        }
        (Outbox::Queued { request, .. } | Outbox::Parked { request, .. }, Incident::Asked) => send(request, 1),
        (outbox, _) => (outbox, Vec::new()),
    }
}

fn send(request: Request, attempt: u32) -> (Outbox, Vec<Order>) {
    (Outbox::Sending { request: request.clone(), attempt }, vec![Order::Send(request)])
}

/// Gives the wait before the next attempt: full jitter over `1 s · 2^(attempt − 1)`, at least a
/// tenth of a second; what the receiver asked for where it did, 1 s to the longest wait.
fn wait(attempt: u32, after_seconds: Option<i64>, chance: u32) -> i64 {
    if let Some(seconds) = after_seconds {
        return seconds.saturating_mul(1_000).clamp(1_000, LONGEST_WAIT_MS);
    }
    let most = FIRST_WAIT_MS.saturating_mul(1 << (attempt - 1).min(20)).min(LONGEST_WAIT_MS);
    (most * i64::from(chance) / i64::from(u32::MAX)).max(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request { url: "/leads".into(), headers: Vec::new(), body: "{}".into() }
    }

    fn submitted() -> Outbox {
        step(Outbox::Empty, Incident::Submitted(request()), 0).0
    }

    fn judged(verdict: Verdict) -> Incident {
        Incident::Judged { verdict, chance: u32::MAX }
    }

    #[test]
    fn received_is_said_only_after_an_ack() {
        let (outbox, orders) = step(Outbox::Empty, Incident::Submitted(request()), 0);
        assert_eq!(orders, [Order::Send(request())]);
        let (outbox, orders) = step(outbox, judged(Verdict::Retry(None)), 10);
        assert_eq!(orders, [Order::TellDelayed, Order::WakeAt(1_010)]);
        let (outbox, orders) = step(outbox, Incident::Woke, 1_010);
        assert_eq!(orders, [Order::Send(request())]);
        assert_eq!(step(outbox, judged(Verdict::Ack), 1_020), (Outbox::Acked, vec![Order::TellReceived]));
    }

    #[test]
    fn a_second_submit_sends_nothing() {
        assert_eq!(step(submitted(), Incident::Submitted(request()), 0), (submitted(), vec![]));
    }

    #[test]
    fn waking_too_early_waits_on_and_a_clock_that_jumped_back_does_not_hold_the_lead() {
        let (queued, _) = step(submitted(), judged(Verdict::Retry(None)), 1_000_000_000);
        assert_eq!(step(queued.clone(), Incident::Woke, 1_000_000_500).1, [Order::WakeAt(1_000_001_000)]);
        assert_eq!(step(queued, Incident::Woke, 0).1, [Order::Send(request())]);
    }

    #[test]
    fn after_the_last_attempt_the_visitor_is_asked_and_can_go_on() {
        let mut outbox = submitted();
        for attempt in 1..=ATTEMPTS {
            let (after, orders) = step(outbox, judged(Verdict::Retry(None)), 0);
            if attempt == ATTEMPTS {
                assert_eq!(orders, [Order::TellFailed(false)]);
                assert_eq!(step(after, Incident::Asked, 0).1, [Order::Send(request())]);
                return;
            }
            outbox = step(after, Incident::Woke, i64::MAX).0;
        }
    }

    #[test]
    fn what_the_receiver_asks_for_is_honoured_within_bounds() {
        assert_eq!(wait(1, Some(7), 0), 7_000);
        assert_eq!(wait(1, Some(0), 0), 1_000);
        assert_eq!(wait(1, Some(i64::MAX), 0), LONGEST_WAIT_MS);
        assert_eq!(wait(1, None, 0), 100);
        assert_eq!(wait(40, None, u32::MAX), LONGEST_WAIT_MS);
    }

    #[test]
    fn a_refused_lead_is_kept() {
        let (outbox, orders) = step(submitted(), judged(Verdict::Parked), 0);
        assert_eq!(orders, [Order::TellFailed(true)]);
        assert_eq!(outbox, Outbox::Parked { request: request(), refused: true });
    }
}
