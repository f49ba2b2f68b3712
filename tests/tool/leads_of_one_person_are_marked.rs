use crate::running::{Receiver, fresh_directory};
use crate::wire::Lead;
use leadlet_core::json::Json;

fn lead(number: u32, email: &str) -> Lead {
    Lead { answers: vec![("email".to_owned(), email.into())], ..Lead::new(number) }
}

fn receive(receiver: &Receiver, leads: &[Lead]) {
    for lead in leads {
        assert_eq!(receiver.post(&lead.body()).status, 200);
    }
}

fn members<'j>(kept: &'j [Json], name: &str) -> Vec<&'j Json> {
    kept.iter().map(|lead| lead.get(name).expect("the export has it")).collect()
}

#[test]
fn a_lead_from_a_mailbox_seen_before_names_the_first_and_keeps_its_own_address() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let leads = [
        lead(1, "Ann.Lee@gmail.com"),
        lead(2, "annlee+guide@googlemail.com"),
        lead(3, "ann.lee@firm.example"),
        lead(4, "Ann.Lee+seat@firm.example"),
        lead(5, "ANNLEE@gmail.com"),
    ];
    receive(&receiver, &leads);
    let kept = receiver.kept();
    let first = |number: usize| Json::from(leads[number - 1].id());
    assert_eq!(members(&kept, "samePersonAs"), [&Json::Null, &first(1), &Json::Null, &first(3), &first(1)]);
    let addresses: Vec<String> = leads.iter().map(|lead| lead.answers[0].1.compact()).collect();
    let sent = members(&kept, "lead").into_iter().map(|lead| lead.at("answers").at("email").compact());
    assert!(sent.eq(addresses), "mail must arrive: the address stays as it was typed");
    let page = receiver.get("/inbox");
    assert_eq!(page.text().matches("Seen before").count(), 3);
    assert!(page.text().contains(&format!("href=\"/inbox/{}\"", leads[0].id())));
    assert!(receiver.get(&format!("/inbox/{}", leads[3].id())).text().contains(&leads[2].id()));
}

#[test]
fn an_address_of_the_long_list_is_marked_and_its_score_is_left_alone() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    receive(&receiver, &[lead(1, "ann@x.0-mail.com"), lead(2, "ann@firm.example")]);
    let kept = receiver.kept();
    assert_eq!(members(&kept, "disposableMail"), [&Json::Bool(true), &Json::Bool(false)]);
    assert_eq!(members(&kept, "scoreCheck"), [&Json::from("unscored"), &Json::from("unscored")]);
    assert_eq!(receiver.get("/inbox").text().matches("Throw-away address").count(), 1);
    assert!(receiver.get("/inbox/leads.csv").text().contains("\"disposableMail\""));
}
