//! Sending: whatever the network does, one lead is one frozen request, and "received" is never said too soon.

use crate::cases;
use leadlet_core::delivery::{
    outbox::{Incident, Order, Outbox, step},
    request::{Request, Verdict},
};
use proptest::prelude::*;

fn request(number: usize) -> Request {
    Request { url: "/leads".to_owned(), headers: Vec::new(), body: format!("{{\"lead\":{number}}}") }
}

fn verdicts() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        3 => prop::option::of(prop_oneof![Just(i64::MIN), Just(-1), 0_i64..5000, Just(i64::MAX)]).prop_map(Verdict::Retry),
        1 => Just(Verdict::Ack),
        1 => Just(Verdict::Parked),
    ]
}

fn incidents() -> impl Strategy<Value = Vec<(Incident, i64)>> {
    let incident = prop_oneof![
        1 => (0_usize..100).prop_map(|number| Incident::Submitted(request(number))),
        4 => (verdicts(), any::<u32>()).prop_map(|(verdict, chance)| Incident::Judged { verdict, chance }),
        3 => Just(Incident::Woke),
        1 => Just(Incident::Asked),
    ];
    let time = prop_oneof![9 => 0_i64..4_000_000, 1 => any::<i64>()];
    prop::collection::vec((incident, time), 0..60)
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn one_lead_is_one_request_in_flight_at_a_time_and_received_is_said_after_an_ack(incidents in incidents()) {
        let mut outbox = Outbox::Empty;
        let mut in_flight = false;
        let mut frozen: Option<Request> = None;
        let mut parked = false;
        for (incident, now) in incidents {
            // A verdict comes only from an attempt that is under way; any other is a stray one.
            let judged = if let Incident::Judged { verdict, .. } = incident { Some(verdict).filter(|_| in_flight) } else { None };
            let asked = incident == Incident::Asked;
            let submitted = if let Incident::Submitted(request) = &incident { Some(request.clone()) } else { None };
            let (after, orders) = step(outbox, incident, now);
            outbox = after;
            in_flight &= judged.is_none();
            for order in &orders {
                match order {
                    Order::Send(request) => {
                        prop_assert!(!in_flight, "two at a time");
                        prop_assert!(!parked || asked || submitted.is_some(), "a parked lead was sent unasked");
                        in_flight = true;
                        // A lead stays as it is until another takes its place: after an ack or a failure.
                        let another = submitted.clone().filter(|_| frozen.is_none() || parked);
                        let lead = another.or(frozen.take()).unwrap_or_else(|| request.clone());
                        prop_assert_eq!(&lead, request);
                        frozen = Some(lead);
                        prop_assert!(asked || judged.is_none(), "an attempt follows the one before without a wait");
                    }
                    Order::TellReceived => {
                        prop_assert_eq!(judged, Some(Verdict::Ack));
                        frozen = None;
                    }
                    Order::TellDelayed => prop_assert!(matches!(judged, Some(Verdict::Retry(_)))),
                    Order::TellFailed(refused) => prop_assert_eq!(*refused, judged == Some(Verdict::Parked)),
                    Order::WakeAt(_) => prop_assert!(!in_flight),
                }
            }
            if let Some(submitted) = submitted {
                // It is taken and sent at once, or it is a second click and nobody is told.
                let taken = orders == [Order::Send(submitted)];
                prop_assert!(taken || orders.is_empty());
            }
// What the receiver refused, or what was tried often enough, rests until somebody acts.
            parked = judged == Some(Verdict::Parked) || orders.contains(&Order::TellFailed(false)) || (parked && !in_flight);
            let sending = matches!(outbox, Outbox::Sending { .. });
            prop_assert_eq!(in_flight, sending);
        }
    }

    #[test]
    fn a_lead_that_waits_is_sent_or_wakes_again_within_a_quarter_of_an_hour(verdict in verdicts(), chance in any::<u32>(), now in 0_i64..4_000_000_000_000, later in any::<i64>()) {
        let (sending, _) = step(Outbox::Empty, Incident::Submitted(request(1)), now);
        let (waiting, orders) = step(sending, Incident::Judged { verdict, chance }, now);
        let Verdict::Retry(_) = verdict else { return Ok(()) };
        let Some(Order::WakeAt(due)) = orders.last() else { return Err(TestCaseError::fail("it sleeps for ever")) };
        prop_assert!((now + 100..=now + 900_000).contains(due));
        match step(waiting, Incident::Woke, later).1.as_slice() {
            [Order::Send(_)] => {}
            [Order::WakeAt(again)] => prop_assert!(*again > later && again.saturating_sub(later) <= 900_000),
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        }
    }
}
