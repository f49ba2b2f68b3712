//! `leadlet score`: files of facts in, envelopes out.

use crate::running::leadlet;
use leadlet_core::json::{Json, parse};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

const NOW: i64 = 1_768_478_400_000;

fn config() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/parity/config.json")
}

/// Scores files by name, written into a directory of their own.
fn score(arguments: &[&str], files: &[(&str, &[u8])]) -> Output {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        fs::write(directory.path().join(name), text).expect("a file");
    }
    let mut command = leadlet();
    command.current_dir(directory.path()).arg("score").arg("--config").arg(config()).args(arguments);
    command.output().expect("the binary runs")
}

fn lines(output: &Output) -> Vec<Json> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines().map(|line| parse(line).unwrap_or_else(|error| panic!("{line}: {error:?}"))).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

const ANN: &str = r#"{"leadId":"ann","now":1768478400000,"answers":{"role":"cto","uses":["crm","mail"],"seats":12,"call":true,"email":"ann@gmail.com"},"events":[{"t":1768478400000,"kind":"page","path":"/pricing"}],"visitor":{"isCustomer":true}}"#;

#[test]
fn csv_and_lines_of_json_that_say_the_same_give_the_same_bytes() {
    let by_json = score(&["facts.jsonl"], &[("facts.jsonl", ANN.as_bytes())]);
    let csv = "\u{feff}leadId,now,answers.role,answers.uses,answers.seats,answers.call,answers.email,events,visitor.isCustomer\r\nann,2026-01-15T13:00:00+01:00,cto,crm|mail,12,yes,ann@gmail.com,\"[{\"\"t\"\":1768478400000,\"\"kind\"\":\"\"page\"\",\"\"path\"\":\"\"/pricing\"\"}]\",true\r\n";
    let by_csv = score(&["facts.csv"], &[("facts.csv", csv.as_bytes())]);
    assert_eq!(by_json.status.code(), Some(0), "{by_json:?}");
    assert_eq!(by_csv.status.code(), Some(0), "{by_csv:?}");
    assert_eq!(by_json.stdout, by_csv.stdout);
    let envelope = &lines(&by_json)[0];
    assert_eq!(envelope.text_at("leadId"), Some("ann"));
    let sum: i64 = envelope.list_at("contributions").iter().filter_map(|one| one.whole_at("points")).sum();
    assert_eq!(envelope.whole_at("score"), Some(sum), "contributions sum to the score");
}

#[test]
fn an_events_file_gives_what_events_beside_the_facts_give() {
    let with = r#"{"leadId":"b","now":1768478400000,"answers":{},"events":[{"t":1768478400000,"kind":"page","path":"/pricing"},{"t":1768400000000,"kind":"download","name":"guide"}]}"#;
    let without = "{\"leadId\":\"a\",\"now\":1768478400000,\"answers\":{}}\n{\"leadId\":\"b\",\"now\":1768478400000,\"answers\":{}}\n";
    let events = "leadId,t,kind,path,name\nb,2026-01-15T12:00:00Z,page,/pricing,\nb,1768400000000,download,,guide\nzoe,1768400000000,page,/,\n";
    let whole = score(&["facts.jsonl"], &[("facts.jsonl", with.as_bytes())]);
    for how in [&["facts.jsonl", "--events", "events.csv"][..], &["facts.jsonl", "--events", "events.csv", "--sorted"]]
    {
        let apart = score(how, &[("facts.jsonl", without.as_bytes()), ("events.csv", events.as_bytes())]);
        assert_eq!(apart.status.code(), Some(0), "{apart:?}");
        assert_eq!(lines(&apart)[1], lines(&whole)[0], "{how:?}");
        assert!(said(&apart).contains("1 events of events.csv belong to no lead"), "{}", said(&apart));
    }
}

#[test]
fn files_that_are_not_sorted_as_promised_stop_the_run() {
    let leads = "{\"leadId\":\"a\",\"now\":1768478400000}\n{\"leadId\":\"b\",\"now\":1768478400000}\n";
    let events = "leadId,t,kind\nb,1768400000000,page\na,1768400000000,page\n";
    let output = score(
        &["f.jsonl", "--events", "e.csv", "--sorted"],
        &[("f.jsonl", leads.as_bytes()), ("e.csv", events.as_bytes())],
    );
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(
        said(&output).contains("e.csv:3: An event of \"a\" comes after one of \"b\" (line 2)"),
        "{}",
        said(&output)
    );
    let backwards = "{\"leadId\":\"b\",\"now\":1768478400000}\n{\"leadId\":\"a\",\"now\":1768478400000}\n";
    let output = score(
        &["f.jsonl", "--events", "e.csv", "--sorted"],
        &[("f.jsonl", backwards.as_bytes()), ("e.csv", b"leadId,t,kind\n")],
    );
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(said(&output).contains("f.jsonl:2: The lead \"a\" comes after \"b\""), "{}", said(&output));
}

#[test]
fn a_bad_line_says_why_and_where_and_the_next_is_scored() {
    let many = format!(r#"{{"now":{NOW},"events":[{}]}}"#, vec![r#"{"t":1768400000000,"kind":"p"}"#; 10_001].join(","));
    let bad: &[(&str, &str)] = &[
        ("nonsense", "Not JSON at byte 1"),
        (r#"{"now":1768478400000,"answers":{"seats":NaN}}"#, "Not JSON at byte 41"),
        (
            r#"{"now":1768478400000,"anwsers":{}}"#,
            "There is no member \"anwsers\" in a lead. Did you mean \"answers\"?",
        ),
        (r#"{"now":1768478400,"answers":{}}"#, "now: It is 1768478400, which looks like seconds"),
        (r#"{"answers":{}}"#, "There is no time to score it for"),
        (r#"{"now":1768478400000,"answers":{"role":{"a":1}}}"#, "answers.role: It is an object"),
        (r#"{"now":1768478400000,"answers":[]}"#, "answers: It is a list"),
        (r#"{"now":1768478400000,"events":[{"kind":"page"}]}"#, "events[0].t: The time of the event is missing."),
        (r#"{"now":1768478400000,"events":[{"t":1768478400000}]}"#, "events[0].kind: The kind of the event is missing"),
        (r#"{"now":1768478400000,"visitor":{"x":[1]}}"#, "visitor.x: It is a list"),
        (&many, "events: There are 10001; a lead is scored exactly up to 10000."),
        ("[1]", "The line is a list"),
    ];
    let mut text: String = bad.iter().map(|(line, _)| format!("{line}\n")).collect();
    text.push_str(ANN);
    let output = score(&["facts.jsonl"], &[("facts.jsonl", text.as_bytes())]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let lines = lines(&output);
    assert_eq!(lines.len(), bad.len() + 1, "each record has its line");
    for (index, (_, wanted)) in bad.iter().enumerate() {
        let error = lines[index].text_at("error").unwrap_or_else(|| panic!("line {} is no error", index + 1));
        assert!(error.starts_with(wanted), "{error}");
        assert_eq!(lines[index].whole_at("line"), i64::try_from(index + 1).ok());
        assert!(said(&output).contains(&format!("error: facts.jsonl:{}: {wanted}", index + 1)), "{}", said(&output));
    }
    assert!(lines[bad.len()].whole_at("score").is_some());
    assert!(said(&output).ends_with("1 scored, 12 not\n"), "{}", said(&output));
}

#[test]
fn an_event_that_can_not_be_used_takes_its_lead_with_it_and_no_other() {
    let leads =
        "{\"leadId\":\"a\",\"now\":1768478400000}\n{\"leadId\":\"b\",\"now\":1768478400000}\n{\"now\":1768478400000}\n";
    let events = "leadId,t,kind\na,1768400000,page\nb,1768400000000,page\n";
    let files: &[(&str, &[u8])] = &[("f.jsonl", leads.as_bytes()), ("e.csv", events.as_bytes())];
    let output = score(&["f.jsonl", "--events", "e.csv"], files);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = said(&output);
    assert!(said.contains("f.jsonl:1: An event of this lead can't be used: e.csv:2: t: It is 1768400000"), "{said}");
    assert!(
        said.contains("f.jsonl:3: ") && said.contains("It has no leadId, by which its events are found."),
        "{said}"
    );
    assert!(lines(&output)[1].whole_at("score").is_some());
    let twice = format!("{ANN}\n");
    let output = score(
        &["f.jsonl", "--events", "e.csv"],
        &[("f.jsonl", twice.as_bytes()), ("e.csv", b"leadId,t,kind\nann,1768400000000,page\n")],
    );
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("They stand here and in the file of events"),
        "{output:?}"
    );
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_an_endless_file() {
    let mut csv = b"now,answers.role\n2026-01-15,cto\n2026-01-15,\"".to_vec();
    csv.resize(18 << 20, b'x');
    let output = score(&["facts.csv"], &[("facts.csv", &csv)]);
    assert_eq!(output.status.code(), Some(2), "what follows can't be read");
    assert!(
        said(&output).contains("facts.csv:3: Reading breaks off here: the row is longer than 16 MiB"),
        "{}",
        said(&output)
    );
    assert_eq!(lines(&output).len(), 1, "what stood before it is scored");
}

#[test]
fn strict_stops_at_the_first_bad_record() {
    let text = format!("{ANN}\nnonsense\n{ANN}\n");
    let output = score(&["facts.jsonl", "--strict"], &[("facts.jsonl", text.as_bytes())]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(lines(&output).len(), 2, "the good one before it, and why it stopped");
}

#[test]
fn a_csv_says_which_row_is_ragged_or_wrongly_encoded() {
    let csv = b"leadId,now,answers.role,answers.seats\na,2026-01-15,cto,1\nb,2026-01-15,cto\nc,2026-01-15,\xe9,1\nd,2026-01-15,cto,NaN\n";
    let output = score(&["facts.csv"], &[("facts.csv", csv)]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = said(&output);
    for wanted in [
        "facts.csv:3: The row has 3 cells, the header 4.",
        "facts.csv:4: The cell in column 3 is not UTF-8",
        "facts.csv:5: answers.seats: \"NaN\" is not a number",
        "1 scored, 3 not",
    ] {
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn a_file_that_can_not_be_facts_is_refused_before_anything_is_scored() {
    for (text, wanted) in [
        (&b""[..], "The file is empty: a header must stand in the first line."),
        (b"leadId,now\n", "No column is a fact"),
        (b"leadId|now|answers.role\n", "Columns are separated by commas, semicolons or tabs."),
        (b"answers.role,now\0\n", "The header holds a NUL byte"),
        (b"now,answers.rol\n", "Did you mean \"answers.role\"?"),
        (b"now,answer.role\n", "Did you mean answers.role?"),
        (b"now,answers.role,answers.role\n", "is there twice"),
        (b"now,answers.role,events.page.n7d\n", "is reckoned from answers and events"),
        (b"\xff\xfen\0o\0w\0", "UTF-16"),
        (b"PK\x03\x04", "save the sheet as CSV"),
        (b"now,answers.role\n", "There is no lead in what was read"),
    ] {
        let output = score(&["facts.csv"], &[("facts.csv", text)]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(said(&output).contains(wanted), "{wanted}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
    let output = score(&["none.csv"], &[]);
    assert!(said(&output).contains("none.csv: There is no such file."), "{}", said(&output));
}

#[test]
fn what_a_flow_would_not_have_made_is_counted_and_what_no_column_holds_is_said() {
    let csv = "now,answers.role,owner\n2026-01-15,pope,me\n2026-01-15,cto,me\n";
    let output = score(&["facts.csv"], &[("facts.csv", csv.as_bytes())]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = said(&output);
    assert!(said.contains("1 record has answers that this flow would not have made; the first is facts.csv:2: The field \"role\" would not have taken this answer."), "{said}");
    assert!(said.contains("passed over: owner"), "{said}");
    assert!(said.contains("unknown of every lead: answers.call, answers.note, answers.seats, answers.uses"), "{said}");
}

#[test]
fn an_event_in_the_future_counts_as_new() {
    let facts = |t: i64| format!(r#"{{"now":{NOW},"events":[{{"t":{t},"kind":"call"}}]}}"#);
    let text = format!("{}\n{}\n", facts(NOW), facts(NOW + 40 * 86_400_000));
    let output = score(&["facts.jsonl"], &[("facts.jsonl", text.as_bytes())]);
    let lines = lines(&output);
    assert_eq!(lines[0].at("contributions"), lines[1].at("contributions"));
    assert_ne!(lines[0].list_at("contributions"), &[]);
}

#[test]
fn many_threads_give_the_bytes_of_one() {
    let text: String = (0..3000)
        .map(|number| ANN.replace("ann\"", &format!("l{number}\"")).replace("12", &number.to_string()) + "\n")
        .collect();
    let files: &[(&str, &[u8])] = &[("facts.jsonl", text.as_bytes())];
    let one = score(&["facts.jsonl", "--threads", "1"], files);
    let many = score(&["facts.jsonl", "--threads", "5"], files);
    assert_eq!(one.status.code(), Some(0), "{}", said(&one));
    assert_eq!(one.stdout, many.stdout);
    assert_eq!(lines(&one).len(), 3000);
}

#[test]
fn explain_says_the_reasons_in_words() {
    let facts = format!("{ANN}\n{}", r#"{"leadId":"bob","now":1768478400000,"answers":{"role":"cto"}}"#);
    let output = score(&["facts.jsonl", "--explain"], &[("facts.jsonl", facts.as_bytes())]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.starts_with("ann: "), "{text}");
    assert!(text.contains("\n  +30 cto\n") && text.contains("\n  −15 free-mail\n"), "{text}");
    assert!(text.contains("\n  Unknown: note, "), "{text}");
}

#[test]
fn explain_says_what_would_change_the_stage() {
    let config = r#"{"version":1,"id":"c","steps":[{"id":"s","fields":[{"name":"role","type":"choice","options":[{"value":"cto"},{"value":"dev"}]},
        {"name":"wish","type":"choice","options":[{"value":"see","asksFor":"demo"},{"value":"no"}]}]}],"delivery":[{"type":"json","url":"/leads"}],
        "scoring":{"rules":[{"id":"cto","points":20,"if":{"===":[{"var":"answers.role"},"cto"]},"reason":"Decides"}]}}"#;
    let facts = r#"{"leadId":"bob","now":1768478400000,"answers":{"role":"cto"}}"#;
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("config.json"), config).expect("a file");
    fs::write(directory.path().join("facts.jsonl"), facts).expect("a file");
    let mut command = leadlet();
    command.current_dir(directory.path()).args(["score", "--config", "config.json", "facts.jsonl", "--explain"]);
    let text = String::from_utf8(command.output().expect("the binary runs").stdout).expect("UTF-8");
    let mut reading = leadlet_core::config::read(config);
    let plan = reading.config.take().expect("a sound config").plan;
    let lead = leadlet_core::lead::ReceivedLead {
        lead_id: "bob".into(),
        config_id: "c".into(),
        config_hash: plan.hash.clone(),
        submitted_at: NOW,
        answers: vec![("role".into(), "cto".into())],
        surroundings: Default::default(),
        score: None,
        outcome: None,
    };
    let same = leadlet_core::lead::explain(&plan, &lead);
    let said: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(said, same, "the words of the core");
    assert!(said.contains(&"+20 Decides") && said.contains(&"Asking for a demo makes it SQL"), "{text}");
    assert!(said.iter().any(|line| line.ends_with(" points of engagement to MQL")), "{text}");
}

#[test]
fn no_cell_of_the_csv_can_become_a_formula() {
    let facts = ANN.replace("\"ann\"", "\"=1+1\"");
    let output = score(&["facts.jsonl", "--format", "csv"], &[("facts.jsonl", facts.as_bytes())]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.lines().nth(1).is_some_and(|row| row.starts_with("'=1+1,")), "{text}");
    assert!(!text.contains(",+"), "reasons begin with a sign: {text}");
}
