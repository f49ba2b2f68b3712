use crate::running::{Receiver, fresh_directory};
use crate::wire::{Lead, made_up_score};
use leadlet_core::json::Json;

fn rows(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark, for Excel");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn column<'r>(rows: &'r [Vec<String>], name: &str) -> Vec<&'r str> {
    let at =
        rows[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no column {name} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[at].as_str()).collect()
}

#[test]
fn no_cell_of_the_csv_is_a_formula() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let formulas = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"];
    for (number, formula) in (0..).zip(formulas) {
        let lead = Lead { answers: Vec::new(), ..Lead::new(number) };
        assert_eq!(receiver.post(&lead.answer("note", formula).body()).status, 200);
    }
    let list = Json::from(vec!["=1+1", "two"]);
    assert_eq!(receiver.post(&Lead::new(99).answer("note", list).body()).status, 200);
    let answer = receiver.get("/inbox/leads.csv");
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"leads.csv\"");
    let rows = rows(answer.text());
    let notes = column(&rows, "answers.note");
    let expected: Vec<String> =
        formulas.iter().map(|formula| format!("'{formula}")).chain(["'=1+1; two".to_owned()]).collect();
    assert_eq!(notes, expected);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} would be computed");
    }
}

#[test]
fn no_cell_of_the_csv_commands_the_terminal_that_shows_it() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let lead = Lead::new(1).answer("note", "a\u{1b}[2Jb\u{9b}2Jc\td\ne");
    assert_eq!(receiver.post(&lead.body()).status, 200);
    let answer = receiver.get("/inbox/leads.csv");
    assert_eq!(column(&rows(answer.text()), "answers.note"), ["a\u{fffd}[2Jb\u{fffd}2Jc\td\ne"]);
}

#[test]
fn the_csv_has_a_column_for_every_answer_of_any_lead_and_scores_stay_numbers() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    let first = Lead { score: made_up_score(-7, "lead"), ..Lead::new(1).answer("company", "A, \"B\"\nC") };
    assert_eq!(receiver.post(&first.body()).status, 200);
    assert_eq!(receiver.post(&Lead::new(2).answer("seats", 3.0).answer("news", true).body()).status, 200);
    let answer = receiver.get("/inbox/leads.csv");
    let rows = rows(answer.text());
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert_eq!(column(&rows, "answers.company"), ["A, \"B\"\nC", ""]);
    assert_eq!(column(&rows, "answers.seats"), ["", "3"]);
    assert_eq!(column(&rows, "answers.news"), ["", "yes"]);
    assert_eq!(column(&rows, "score"), ["-7", ""]);
    assert_eq!(column(&rows, "email"), ["ada@example.com", "ada@example.com"]);
    assert_eq!(column(&rows, "consentsGiven"), ["marketing", "marketing"]);
    assert!(answer.text().contains(",-7,"), "a number stands without quotes: {}", answer.text());
}

#[test]
fn an_export_keeps_to_the_search_it_was_asked_for() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    assert_eq!(receiver.post(&Lead::new(1).answer("company", "Bakery").body()).status, 200);
    assert_eq!(receiver.post(&Lead::new(2).answer("town", "Berlin").body()).status, 200);
    let found = receiver.get("/inbox/leads.json?q=bakery");
    assert_eq!(found.json().as_list().map(<[Json]>::len), Some(1));
    let csv = receiver.get("/inbox/leads.csv?q=bakery");
    assert!(!csv.text().contains("answers.town"), "{}", csv.text());
}

#[test]
fn an_export_of_nothing_is_a_whole_file() {
    let place = fresh_directory();
    let receiver = Receiver::start(place.path(), &[]);
    assert_eq!(receiver.get("/inbox/leads.json").json(), Json::List(Vec::new()));
    assert_eq!(rows(receiver.get("/inbox/leads.csv").text()).len(), 1);
}
