//! What became of a lead is said in the inbox or by a program, and kept.

use crate::running::{Answer, Receiver, fresh_directory};
use crate::wire::{Lead, made_up_score};
use leadlet_core::json::Json;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("content-type", "application/json");

fn place_of(lead: &Lead) -> String {
    format!("/inbox/{}/mark", lead.id())
}

/// Presses a button of a lead's page.
fn press(receiver: &Receiver, lead: &Lead, word: &str) -> Answer {
    receiver.send(
        "POST",
        &place_of(lead),
        &[FORM, ("sec-fetch-site", "same-origin")],
        format!("mark={word}").as_bytes(),
    )
}

fn put(receiver: &Receiver, lead: &Lead, word: &str) -> Answer {
    receiver.send("PUT", &place_of(lead), &[JSON], format!(r#"{{"mark":"{word}"}}"#).as_bytes())
}

/// Starts a receiver that has so many leads.
fn with_leads(directory: &std::path::Path, count: u32) -> (Receiver, Vec<Lead>) {
    let receiver = Receiver::start(directory, &[]);
    let leads: Vec<Lead> =
        (0..count).map(|number| Lead { score: made_up_score(42, "sql"), ..Lead::new(number) }).collect();
    for lead in &leads {
        assert_eq!(receiver.post(&lead.body()).status, 200);
    }
    (receiver, leads)
}

/// The mark of a lead in the export, and its time.
fn marked(receiver: &Receiver, lead: &Lead) -> (Json, Json) {
    let kept = receiver.kept();
    let kept = kept.iter().find(|kept| kept.at("lead").text_at("leadId") == Some(&lead.id())).expect("it is kept");
    (kept.at("mark").clone(), kept.at("markedAt").clone())
}

#[test]
fn a_lead_is_marked_and_taken_back_by_the_buttons_of_its_page() {
    let place = fresh_directory();
    let (receiver, leads) = with_leads(place.path(), 2);
    let page = || receiver.get(&format!("/inbox/{}", leads[0].id())).text().to_owned();
    assert!(page().contains("Not marked yet") && !page().contains("Take back"), "{}", page());
    for (word, name) in [("won", "Won"), ("lost", "Lost")] {
        let answer = press(&receiver, &leads[0], word);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, format!("/inbox/{}#mark", leads[0].id()).as_str())
        );
        let shown = page();
        assert!(shown.contains(&format!("value=\"{word}\" aria-pressed=\"true\"")), "{shown}");
        assert_eq!(shown.matches("aria-pressed=\"true\"").count(), 1, "{shown}");
        assert!(shown.contains("Take back"), "{shown}");
        let list = receiver.get("/inbox").text().to_owned();
        assert_eq!(list.matches(&format!(">{name}</span>")).count(), 1, "of two leads one is marked: {list}");
    }
    assert_eq!(press(&receiver, &leads[0], "none").status, 303);
    assert!(page().contains("Not marked yet"));
    assert_eq!(marked(&receiver, &leads[0]), (Json::Null, Json::Null));
}

#[test]
fn a_program_marks_with_put_and_takes_back_with_delete() {
    let place = fresh_directory();
    let (receiver, leads) = with_leads(place.path(), 1);
    let first = put(&receiver, &leads[0], "won");
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(
        (first.json().text_at("mark"), first.json().text_at("leadId")),
        (Some("won"), Some(leads[0].id().as_str()))
    );
    let at = first.json().whole_at("markedAt").expect("a time");
    assert!(at > 1_700_000_000_000, "milliseconds since 1970: {at}");
    std::thread::sleep(std::time::Duration::from_millis(3));
    assert_eq!(
        put(&receiver, &leads[0], "won").json().whole_at("markedAt"),
        Some(at),
        "the same again changes nothing"
    );
    let other = put(&receiver, &leads[0], "lost").json();
    assert!(other.text_at("mark") == Some("lost") && other.whole_at("markedAt") > Some(at), "{other}");
    for _ in 0..2 {
        let gone = receiver.send("DELETE", &place_of(&leads[0]), &[], b"");
        assert_eq!((gone.status, gone.json().at("mark").clone()), (200, Json::Null), "taking back twice is once");
    }
}

#[test]
fn a_mark_that_says_nothing_and_a_lead_that_is_not_there_are_refused() {
    let place = fresh_directory();
    let (receiver, leads) = with_leads(place.path(), 1);
    let path = place_of(&leads[0]);
    for (method, header, body) in [
        ("PUT", JSON, r#"{"mark":"maybe"}"#),
        ("PUT", JSON, r#"{"outcome":"won"}"#),
        ("PUT", JSON, "won"),
        ("POST", FORM, "mark=maybe"),
        ("POST", FORM, ""),
    ] {
        let answer = receiver.send(method, &path, &[header], body.as_bytes());
        assert_eq!((answer.status, answer.refusal().as_str()), (400, "mark/unknown"), "{method} {body}");
    }
    let long =
        receiver.send("PUT", &path, &[JSON], format!(r#"{{"mark":"won","x":"{}"}}"#, "x".repeat(5000)).as_bytes());
    assert_eq!(long.status, 400);
    for method in ["PUT", "POST"] {
        let answer = receiver.send(method, &path, &[("content-type", "text/plain")], b"mark=won");
        assert_eq!((answer.status, answer.refusal().as_str()), (415, "body/content-type"));
    }
    let stranger = Lead::new(99);
    assert_eq!(put(&receiver, &stranger, "won").refusal(), "lead/unknown");
    assert_eq!(press(&receiver, &stranger, "won").status, 404);
    assert_eq!(receiver.send("DELETE", &place_of(&stranger), &[], b"").refusal(), "lead/unknown");
    let read = receiver.get(&path);
    assert_eq!((read.status, read.header("allow")), (405, "POST, PUT, DELETE"));
    assert_eq!(marked(&receiver, &leads[0]).0, Json::Null);
}

#[test]
fn a_page_of_another_site_marks_nothing_through_the_owners_browser() {
    let place = fresh_directory();
    let (receiver, leads) = with_leads(place.path(), 1);
    let own = format!("http://127.0.0.1:{}", receiver.port());
    let foreign = [
        [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        [("sec-fetch-site", "same-site"), ("origin", own.as_str())],
        [("origin", "null"), ("accept", "*/*")],
        [("origin", "https://evil.example"), ("accept", "*/*")],
    ];
    for said in foreign {
        for (method, header, body) in
            [("POST", FORM, "mark=won"), ("PUT", JSON, r#"{"mark":"won"}"#), ("DELETE", JSON, "")]
        {
            let answer = receiver.send(method, &place_of(&leads[0]), &[&[header], &said[..]].concat(), body.as_bytes());
            assert_eq!((answer.status, answer.refusal().as_str()), (403, "inbox/foreign-page"), "{method} {said:?}");
        }
    }
    assert_eq!(marked(&receiver, &leads[0]).0, Json::Null);
    let mine = receiver.send("POST", &place_of(&leads[0]), &[FORM, ("origin", own.as_str())], b"mark=won");
    assert_eq!(mine.status, 303, "{}", mine.text());
}

#[test]
fn who_has_no_token_marks_nothing() {
    let place = fresh_directory();
    let lead = Lead::new(1);
    let receiver = Receiver::start(place.path(), &["--inbox-token", "correct horse battery"]);
    assert_eq!(receiver.post(&lead.body()).status, 200);
    assert_eq!((put(&receiver, &lead, "won").status, press(&receiver, &lead, "won").status), (401, 401));
    let given = ("authorization", "Basic b3duZXI6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5");
    let answer = receiver.send("PUT", &place_of(&lead), &[JSON, given], br#"{"mark":"won"}"#);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn the_list_is_narrowed_to_what_became_of_leads_and_the_exports_say_it() {
    let place = fresh_directory();
    let (receiver, leads) = with_leads(place.path(), 4);
    for (lead, word) in leads.iter().zip(["won", "lost", "won"]) {
        assert_eq!(put(&receiver, lead, word).status, 200);
    }
    let rows = |query: &str| receiver.get(&format!("/inbox{query}")).text().matches("<li class=\"lead\">").count();
    let counts = ["", "?mark=won", "?mark=lost", "?mark=none", "?mark=won&stage=mql", "?mark=maybe"].map(rows);
    assert_eq!(counts, [4, 2, 1, 1, 0, 0]);
    let list = receiver.get("/inbox?mark=won");
    for shown in [
        "Won (2)",
        "Lost (1)",
        "Not marked (1)",
        "<option value=\"won\" selected>",
        "2 of 4 leads",
        "leads.csv?mark=won",
    ] {
        assert!(list.text().contains(shown), "{shown} is not shown: {}", list.text());
    }
    let csv = receiver.get("/inbox/leads.csv?mark=lost").text().to_owned();
    assert!(
        csv.lines().count() == 2 && csv.contains("\"mark\",\"markedAt\"") && csv.contains("\"lost\",\"20"),
        "{csv}"
    );
    assert_eq!(marked(&receiver, &leads[3]).0, Json::Null);
    assert_eq!(marked(&receiver, &leads[1]).0.as_text(), Some("lost"));
}

#[test]
fn a_mark_outlives_a_power_cut() {
    let place = fresh_directory();
    let (receiver, leads) = with_leads(place.path(), 1);
    let at = put(&receiver, &leads[0], "won").json().at("markedAt").clone();
    receiver.kill();
    let receiver = Receiver::start(place.path(), &[]);
    assert_eq!(marked(&receiver, &leads[0]), ("won".into(), at));
}
