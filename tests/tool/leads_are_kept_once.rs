use crate::running::{Receiver, fresh_directory};
use crate::wire::Lead;
use leadlet_core::json::Json;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex};
use std::time::Duration;

fn is_duplicate(reply: &Json) -> bool {
    reply.get("duplicate").and_then(Json::as_bool).expect("the reply says whether it is a duplicate")
}

#[test]
fn a_lead_is_acknowledged_with_its_id_and_kept_byte_for_byte() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let lead = Lead::new(1).answer("note", "Grüße 🙂 \"quoted\"");
    let reply = receiver.post(&lead.body());
    assert_eq!(reply.status, 200, "{}", reply.text());
    let expected = format!(r#"{{"ok":true,"leadId":"{}","duplicate":false}}"#, lead.id());
    assert_eq!(reply.text(), expected);
    let kept = receiver.kept();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].get("lead").map(Json::compact), Some(lead.body()));
}

#[test]
fn the_same_lead_sent_again_is_acknowledged_as_a_duplicate_and_kept_once() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let lead = Lead::new(1);
    assert!(!is_duplicate(&receiver.post(&lead.body()).json()));
    for _ in 0..3 {
        let again = receiver.post(&lead.body());
        assert_eq!(again.status, 200);
        assert!(is_duplicate(&again.json()));
    }
    assert_eq!(receiver.kept().len(), 1);
}

#[test]
fn a_known_id_with_another_body_is_refused_and_the_first_body_stays() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let lead = Lead::new(1);
    assert_eq!(receiver.post(&lead.body()).status, 200);
    let other = receiver.post(&lead.clone().answer("note", "changed").body());
    assert_eq!((other.status, other.refusal().as_str()), (422, "lead/other-body"));
    let kept = receiver.kept();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].get("lead").map(Json::compact), Some(lead.body()));
}

#[test]
fn fifty_senders_of_one_lead_at_once_leave_one_row_and_one_first_acknowledgement() {
    const SENDERS: usize = 50;
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let body = Lead::new(1).body();
    let (barrier, first) = (Barrier::new(SENDERS), Mutex::new(0));
    std::thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                barrier.wait();
                let reply = receiver.post(&body);
                assert_eq!(reply.status, 200, "{}", reply.text());
                if !is_duplicate(&reply.json()) {
                    *first.lock().expect("no sender failed") += 1;
                }
            });
        }
    });
    assert_eq!(*first.lock().expect("no sender failed"), 1);
    assert_eq!(receiver.kept().len(), 1);
}

#[test]
fn every_acknowledged_lead_survives_kill_9() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let (killed, acknowledged) = (AtomicBool::new(false), Mutex::new(BTreeSet::new()));
    let address = format!("http://127.0.0.1:{}/leads", receiver.port());
    std::thread::scope(|scope| {
        for sender in 0..4 {
            let (killed, acknowledged, address) = (&killed, &acknowledged, &address);
            scope.spawn(move || {
                for number in 0.. {
                    let lead = Lead::new(sender * 1_000_000 + number);
                    let reply = ureq::post(address).header("content-type", "application/json").send(lead.body());
                    match reply {
                        Ok(_) => acknowledged.lock().expect("no sender failed").insert(lead.id()),
                        Err(error) => {
                            assert!(killed.load(Ordering::SeqCst), "refused before the kill: {error}");
                            return;
                        }
                    };
                }
            });
        }
        // The kill comes in the middle of the sending.
        std::thread::sleep(Duration::from_millis(400));
        killed.store(true, Ordering::SeqCst);
        receiver.kill();
    });
    let acknowledged = acknowledged.into_inner().expect("no sender failed");
    assert!(acknowledged.len() > 20, "only {} leads were sent in time", acknowledged.len());
    let again = Receiver::start(place.path(), &[]);
    let id =
        |kept: &Json| kept.get("lead").and_then(|lead| lead.get("leadId")).and_then(Json::as_text).map(str::to_owned);
    let kept: BTreeSet<String> = again.kept().iter().filter_map(id).collect();
    let lost: Vec<&String> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged leads are lost", lost.len(), acknowledged.len());
}
