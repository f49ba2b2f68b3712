use crate::running::{Receiver, database, fresh_directory, run};
use crate::wire::Lead;
use std::fs;
use std::net::TcpListener;

/// Starts a receiver that must not start; gives what it says.
fn refused(arguments: &[&str]) -> String {
    let output = run(&[&["serve", "--port", "0"], arguments].concat());
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "it must not say that it is ready");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn one_line_says_where_everything_is() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let url = format!("http://127.0.0.1:{}", receiver.port());
    let db = database(place.path());
    assert_eq!(receiver.ready, format!("Leadlet is at {url}/ (inbox: {url}/inbox, leads in {})\n", db.display()));
    let (_, rest) = receiver.signal("TERM");
    assert_eq!(rest, "", "exactly one line");
}

#[test]
fn a_taken_port_is_named_with_a_way_out_and_the_database_is_not_touched() {
    let place = fresh_directory();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let db = database(place.path());
    let output = run(&["serve", "--port", &port, "--db", &db.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.contains(&format!("port {port} ")) && said.contains("taken") && said.contains("--port"), "{said}");
    assert!(!db.exists());
}

#[test]
fn both_stop_signals_end_with_0_and_leave_one_whole_database_file() {
    for signal in ["TERM", "INT"] {
        let place = fresh_directory();
        let receiver = Receiver::start(place.path(), &[]);
        assert_eq!(receiver.post(&Lead::new(1).body()).status, 200);
        assert_eq!(receiver.signal(signal).0, Some(0), "{signal}");
        let files: Vec<_> =
            fs::read_dir(place.path()).expect("it is there").map(|file| file.expect("a file").file_name()).collect();
        assert_eq!(files, ["leads.db"], "the write-ahead log is folded in");
        assert_eq!(Receiver::start(place.path(), &[]).kept().len(), 1);
    }
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_is() {
    let place = fresh_directory();
    let file = database(place.path());
    let text = "Dear diary, this is not a database, but it is long enough to be one.".repeat(20);
    fs::write(&file, &text).expect("writable");
    let said = refused(&["--db", &file.display().to_string()]);
    assert!(said.contains("is not a SQLite database") && said.contains("--db"), "{said}");
    assert_eq!(fs::read_to_string(&file).expect("readable"), text);
}

#[test]
fn a_damaged_database_is_refused_in_words() {
    let place = fresh_directory();
    let file = database(place.path());
    let mut bytes = b"SQLite format 3\0".to_vec();
    bytes.resize(4096, 0xa5);
    fs::write(&file, &bytes).expect("writable");
    let said = refused(&["--db", &file.display().to_string()]);
    assert!(said.contains("leads.db") && !said.contains("panicked"), "{said}");
    assert_eq!(fs::read(&file).expect("readable"), bytes);
}

#[test]
fn a_database_of_another_program_is_left_as_it_is() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    receiver.signal("TERM");
    let file = database(place.path());
    let mut bytes = fs::read(&file).expect("readable");
    // Bytes 68 to 71 of the header are the application id.
    bytes[68..72].copy_from_slice(&[0, 0, 0, 0]);
    fs::write(&file, &bytes).expect("writable");
    let said = refused(&["--db", &file.display().to_string()]);
    assert!(said.contains("database of another program"), "{said}");
    assert_eq!(fs::read(&file).expect("readable"), bytes);
}

#[test]
fn places_that_do_not_exist_are_named_with_what_to_do() {
    let place = fresh_directory();
    let inside = |name: &str| place.path().join(name).display().to_string();
    let db = inside("leads.db");
    let said = refused(&["--db", &inside("none/leads.db")]);
    assert!(said.contains("there is no directory") && said.contains("--db"), "{said}");
    let said = refused(&["--db", &inside("")]);
    assert!(said.contains("is a directory"), "{said}");
    let said = refused(&["--db", &db, "--dist", &inside("dist")]);
    assert!(said.contains("cargo xtask dist"), "{said}");
    let said = refused(&["--db", &db, "--www", &inside("www")]);
    assert!(said.contains("index.html") && said.contains("--www"), "{said}");
    let said = refused(&["--db", &db, "--configs", &inside("configs")]);
    assert!(said.contains("--configs"), "{said}");
    let said = refused(&["--db", &db, "--inbox-token", "short"]);
    assert!(said.contains("16 characters"), "{said}");
}

#[test]
fn the_version_is_a_semantic_version() {
    let output = run(&["--version"]);
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let version = said.strip_prefix("leadlet ").expect("the name first").trim_end();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    assert_eq!(version.split('.').filter(|part| part.parse::<u32>().is_ok()).count(), 3);
}
