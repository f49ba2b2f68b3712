use crate::running::{Receiver, fresh_directory};
use crate::wire::{Lead, made_up_score};

const TOKEN: &str = "correct horse battery";
/// `owner:correct horse battery` in base64.
const GIVEN: &str = "Basic b3duZXI6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5";
/// `owner:correct horse batterz` in base64.
const WRONG: &str = "Basic b3duZXI6Y29ycmVjdCBob3JzZSBiYXR0ZXJ6";

const PATHS: [&str; 5] = ["/inbox", "/inbox/leads.csv", "/inbox/leads.json", "/inbox/inbox.css", "/inbox/anything"];

#[test]
fn a_foreign_name_for_this_machine_does_not_open_the_inbox() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    for path in PATHS {
        for host in ["evil.example", "localhost.evil.example:80", "127.0.0.1.nip.io"] {
            let answer =
                receiver.send_raw(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.1 403 "), "{path} at {host}: {answer}");
            assert!(answer.contains("inbox/closed") && answer.contains("--inbox-token"), "{answer}");
        }
        for host in ["localhost", "127.0.0.1:1", "[::1]:8080"] {
            let answer =
                receiver.send_raw(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
            assert!(!answer.starts_with("HTTP/1.1 403 "), "{path} at {host}: {answer}");
        }
    }
}

#[test]
fn a_visitor_behind_a_proxy_does_not_get_in_without_a_token() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let answer = receiver.send("GET", "/inbox", &[("x-forwarded-for", "192.0.2.1")], b"");
    assert_eq!((answer.status, answer.refusal().as_str()), (403, "inbox/closed"));
}

#[test]
fn with_a_token_the_inbox_opens_to_whoever_gives_it_and_to_nobody_else() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &["--inbox-token", TOKEN]);
    for path in PATHS {
        let without = receiver.get(path);
        assert_eq!((without.status, without.refusal().as_str()), (401, "inbox/token"), "{path}");
        assert!(without.header("www-authenticate").starts_with("Basic "));
        for wrong in [WRONG, "Basic !!!", "Bearer x", "Basic b3duZXI6"] {
            let answer = receiver.send("GET", path, &[("authorization", wrong)], b"");
            assert_eq!(answer.status, 401, "{path} with {wrong}");
        }
        let given = receiver.send("GET", path, &[("authorization", GIVEN)], b"");
        assert!(matches!(given.status, 200 | 404), "{path}: {}", given.status);
    }
    let far =
        format!("GET /inbox HTTP/1.1\r\nHost: leads.example\r\nAuthorization: {GIVEN}\r\nConnection: close\r\n\r\n");
    assert!(receiver.send_raw(&far).starts_with("HTTP/1.1 200 "));
}

#[test]
fn nothing_on_a_page_of_the_inbox_can_run_leak_or_be_cached() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let lead = Lead::new(1).answer("note", "<script>alert(1)</script><img src=x onerror=alert(1)>");
    assert_eq!(receiver.post(&lead.body()).status, 200);
    for path in ["/inbox".to_owned(), format!("/inbox/{}", lead.id()), "/inbox/none".to_owned()] {
        let page = receiver.get(&path);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'self'"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
        let html = page.text();
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("style="), "{html}");
    }
}

#[test]
fn an_empty_inbox_says_how_to_get_a_first_lead() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let page = receiver.get("/inbox");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("No lead yet") && page.text().contains("Open the gallery"), "{}", page.text());
}

#[test]
fn a_lead_is_listed_with_who_score_stage_and_its_reasons_largest_first() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let lead = Lead { score: made_up_score(42, "sql"), ..Lead::new(1) };
    assert_eq!(receiver.post(&lead.body()).status, 200);
    for path in ["/inbox".to_owned(), format!("/inbox/{}", lead.id())] {
        let page = receiver.get(&path);
        let html = page.text();
        for shown in
            ["ada@example.com", ">42<", "SQL", "hot", "+37 Asked for a price", "+5 Small thing", "cloud-cost-guide"]
        {
            assert!(html.contains(shown), "{path} does not show {shown}: {html}");
        }
        assert!(html.find("+37 Asked") < html.find("+5 Small"), "{path}: the largest reason comes first");
    }
}

#[test]
fn the_page_of_a_lead_shows_every_answer_and_the_exact_words_of_the_consent() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let several = leadlet_core::json::Json::from(vec!["cost", "speed"]);
    let lead = Lead::new(1).answer("need", several).answer("seats", 12.5).answer("news", false);
    assert_eq!(receiver.post(&lead.body()).status, 200);
    let page = receiver.get(&format!("/inbox/{}", lead.id()));
    for shown in ["cost; speed", "12.5", "marketing", "Given", "Send me the monthly letter.", "/privacy", &lead.id()] {
        assert!(page.text().contains(shown), "{shown} is not shown: {}", page.text());
    }
    assert_eq!(receiver.get("/inbox/019a1b2c-3d4e-7f60-8a9b-ffffffffffff").status, 404);
}

#[test]
fn a_search_finds_answers_but_not_their_names_and_takes_every_character_as_itself() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    for (number, answer) in (0..).zip(["A Bakery", "100% sure", "snake_case", "back\\slash"]) {
        assert_eq!(receiver.post(&Lead::new(number).answer("company", answer).body()).status, 200);
    }
    for (asked, found) in
        [("BAKERY", 1), ("100%25", 1), ("%25", 1), ("_", 1), ("%5C", 1), ("company", 0), ("ada%40", 4), ("'", 0)]
    {
        let page = receiver.get(&format!("/inbox?q={asked}&stage="));
        assert_eq!(page.status, 200);
        assert_eq!(page.text().matches("<li class=\"lead\">").count(), found, "searching {asked}");
    }
}

#[test]
fn the_stage_filter_shows_only_leads_of_that_stage() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    for (number, stage) in (0..).zip(["sql", "mql", "sql"]) {
        let lead = Lead { score: made_up_score(50, stage), ..Lead::new(number) };
        assert_eq!(receiver.post(&lead.body()).status, 200);
    }
    let rows = |path: &str| receiver.get(path).text().matches("<li class=\"lead\">").count();
    assert_eq!(
        (rows("/inbox"), rows("/inbox?stage=sql"), rows("/inbox?stage=mql"), rows("/inbox?stage=pql")),
        (3, 2, 1, 0)
    );
}

#[test]
fn leads_come_newest_first_in_pages_of_fifty() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    for number in 0..51 {
        assert_eq!(receiver.post(&Lead::new(number).body()).status, 200);
    }
    let page = |path: &str| receiver.get(path).text().to_owned();
    let (first, second) = (page("/inbox"), page("/inbox?page=2"));
    assert_eq!(first.matches("<li class=\"lead\">").count(), 50);
    assert_eq!(second.matches("<li class=\"lead\">").count(), 1);
    assert!(second.contains(&Lead::new(0).id()), "the oldest lead comes last");
    assert!(first.find(&Lead::new(50).id()) < first.find(&Lead::new(49).id()));
    assert_eq!(page("/inbox?page=99"), second, "a page past the end is the last one");
    let unreadable = receiver.get("/inbox?page=two");
    assert_eq!((unreadable.status, unreadable.refusal().as_str()), (400, "inbox/query"));
}
