use crate::running::{Receiver, database, fresh_directory};
use crate::wire::Lead;
use leadlet_core::json::Json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A lead whose body has exactly `length` bytes.
fn lead_of(length: usize) -> String {
    let bare = Lead::new(1).answer("note", "").body().len();
    let body = Lead::new(1).answer("note", "x".repeat(length - bare)).body();
    assert_eq!(body.len(), length);
    body
}

#[test]
fn a_body_of_64_kib_is_taken_and_one_byte_more_is_413() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let over = receiver.post(&lead_of(65_537));
    assert_eq!((over.status, over.refusal().as_str()), (413, "body/too-large"));
    assert!(receiver.kept().is_empty());
    let taken = receiver.post(&lead_of(65_536));
    assert_eq!(taken.status, 200, "{}", taken.text());
}

#[test]
fn a_sender_of_megabytes_hears_413_instead_of_a_reset() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let answer = receiver.post_as("application/json", &vec![b'x'; 3 << 20]);
    assert_eq!((answer.status, answer.refusal().as_str()), (413, "body/too-large"));
}

#[test]
fn what_is_not_json_is_400_with_line_and_column() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let answer = receiver.post("{\n  \"leadId\": oops\n}");
    assert_eq!((answer.status, answer.refusal().as_str()), (400, "body/not-json"));
    let diagnostics = answer.json().get("diagnostics").cloned().expect("diagnostics");
    let place = diagnostics.as_list().and_then(<[Json]>::first).cloned().expect("one diagnostic");
    assert_eq!(place.get("line").and_then(Json::as_whole), Some(2));
    assert_eq!(place.get("column").and_then(Json::as_whole), Some(13));
}

#[test]
fn bodies_that_are_no_lead_are_400_and_nothing_is_kept() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let deep = "[".repeat(10_000);
    for (body, code) in [
        (&b""[..], "body/not-json"),
        (&b"\xff\xfe{}"[..], "body/not-utf8"),
        (deep.as_bytes(), "body/not-json"),
        (&b"[1, 2, 3]"[..], "lead/invalid"),
        (&b"{}"[..], "lead/invalid"),
        (&b"\"leadId\""[..], "lead/invalid"),
        (&br#"{"leadId":"../../x","version":1}"#[..], "lead/invalid"),
    ] {
        let answer = receiver.post_as("application/json", body);
        assert_eq!((answer.status, answer.refusal().as_str()), (400, code), "{}", answer.text());
    }
    assert!(receiver.kept().is_empty());
}

#[test]
fn every_fault_of_a_lead_is_listed_with_its_path() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let answer = receiver.post(r#"{"version": 1, "answers": {}}"#);
    assert_eq!(answer.refusal(), "lead/invalid");
    let diagnostics = answer.json().get("diagnostics").cloned().expect("diagnostics");
    let paths: Vec<String> = diagnostics
        .as_list()
        .expect("a list")
        .iter()
        .filter_map(|fault| fault.get("path").and_then(Json::as_text).map(str::to_owned))
        .collect();
    assert!(paths.iter().any(|path| path == "leadId"), "{paths:?}");
    assert!(paths.iter().any(|path| path.starts_with("config")), "{paths:?}");
}

#[test]
fn a_refusal_never_repeats_what_the_visitor_wrote() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let answer = receiver.post(r#"{"leadId": 7, "answers": {"email": "ada@example.com"}}"#);
    assert_eq!(answer.status, 400);
    assert!(!answer.text().contains("ada@example.com"), "{}", answer.text());
}

#[test]
fn other_content_types_are_415() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let body = Lead::new(1).body();
    for content_type in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/html",
        "application/json; charset=utf-16",
    ] {
        let answer = receiver.post_as(content_type, body.as_bytes());
        assert_eq!((answer.status, answer.refusal().as_str()), (415, "body/content-type"), "{content_type}");
    }
    let compressed = [("content-type", "application/json"), ("content-encoding", "gzip")];
    assert_eq!(receiver.send("POST", "/leads", &compressed, body.as_bytes()).status, 415);
    let unnamed = receiver.send_raw(&format!(
        "POST /leads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(unnamed.starts_with("HTTP/1.1 415 "), "{unnamed}");
    assert!(receiver.kept().is_empty());
}

#[test]
fn json_under_its_other_names_and_as_plain_text_is_taken() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let types = [
        "application/json",
        "application/json; charset=UTF-8",
        "text/plain;charset=UTF-8",
        "text/plain",
        "application/ld+json",
    ];
    for (number, content_type) in (0..).zip(types) {
        let answer = receiver.post_as(content_type, Lead::new(number).body().as_bytes());
        assert_eq!(answer.status, 200, "{content_type}: {}", answer.text());
    }
    assert_eq!(receiver.kept().len(), types.len());
}

#[test]
fn other_methods_are_405_and_say_which_are_allowed() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        let answer = receiver.send(method, "/leads", &[], b"");
        assert_eq!((answer.status, answer.refusal().as_str()), (405, "route/method"), "{method}");
        assert_eq!(answer.header("allow"), "POST, OPTIONS");
        assert_eq!(answer.header_count("allow"), 1);
    }
    let answer = receiver.send("POST", "/health", &[], b"");
    assert_eq!((answer.status, answer.refusal().as_str()), (405, "route/method"));
    assert!(answer.header("allow").contains("GET"));
}

#[test]
fn unknown_addresses_below_leads_are_404() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    for path in ["/leads/", "/leads/1", "/leads/a/b"] {
        let answer = receiver.get(path);
        assert_eq!((answer.status, answer.refusal().as_str()), (404, "route/unknown"), "{path}");
    }
}

#[test]
fn a_page_of_any_origin_may_send_and_remembers_so_for_two_hours() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let asked = [
        ("origin", "https://shop.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type,idempotency-key"),
    ];
    let preflight = receiver.send("OPTIONS", "/leads", &asked, b"");
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-origin"), "*");
    assert_eq!(preflight.header("access-control-max-age"), "7200");
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
    let headers = preflight.header("access-control-allow-headers");
    assert!(headers.contains("content-type") && headers.contains("idempotency-key"), "{headers}");
    assert_eq!(preflight.header("access-control-allow-credentials"), "");

    let from = [("origin", "https://shop.example"), ("content-type", "application/json")];
    for (body, status) in [(Lead::new(1).body(), 200), ("{".to_owned(), 400), (lead_of(70_000), 413)] {
        let answer = receiver.send("POST", "/leads", &from, body.as_bytes());
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "a page must be able to read a {status}");
        assert!(answer.header("access-control-expose-headers").eq_ignore_ascii_case("retry-after"));
    }
}

#[test]
fn health_tells_version_and_count() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    assert_eq!(receiver.post(&Lead::new(1).body()).status, 200);
    let expected = format!(r#"{{"ok":true,"leads":1,"version":"{}"}}"#, env!("CARGO_PKG_VERSION"));
    assert_eq!(receiver.get("/health").text(), expected);
}

#[test]
fn while_the_database_is_locked_a_lead_is_503_to_be_sent_again_and_then_taken() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let body = Lead::new(1).body();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(database(place.path()));
        let mut other = options.connect().await.expect("it opens");
        let lock = other.begin_with("BEGIN IMMEDIATE").await.expect("it locks");
        let answer = receiver.post(&body);
        assert_eq!((answer.status, answer.refusal().as_str()), (503, "store/unavailable"));
        assert_eq!(answer.header("retry-after"), "5");
        lock.rollback().await.expect("it unlocks");
    });
    let answer = receiver.post(&body);
    assert!(answer.text().ends_with(r#""duplicate":false}"#), "nothing was kept before: {}", answer.text());
}

#[test]
fn a_body_that_never_ends_is_408_after_fifteen_seconds() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let mut stream = TcpStream::connect(("127.0.0.1", receiver.port())).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(25))).expect("a timeout can be set");
    let head =
        "POST /leads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut start = [0; 13];
    stream.read_exact(&mut start).expect("it answers");
    assert_eq!(&start, b"HTTP/1.1 408 ");
}

#[test]
fn the_log_names_route_and_status_and_nothing_about_the_visitor() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let lead = Lead::new(1).answer("note", "a-very-private-wish");
    assert_eq!(receiver.post(&lead.body()).status, 200);
    assert_eq!(receiver.post(&lead.clone().answer("more", "x").body()).status, 422);
    assert_eq!(receiver.get(&format!("/inbox/{}", lead.id())).status, 200);
    assert_eq!(receiver.get("/inbox?q=a-very-private-wish").status, 200);
    let log = receiver.log();
    for line in [r#"method=POST route="/leads" status=200"#, "status=422", r#"route="/inbox/{lead_id}""#] {
        assert!(log.contains(line), "{line} is not in {log}");
    }
    for secret in ["ada@example.com", "a-very-private-wish", &lead.id()] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
