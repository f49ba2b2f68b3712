//! Tables of past leads come as people save them: `leadlet train` reads them, or says what to write instead. Never a
//! panic, never a number that is not what stands there.

use crate::models_are_trained::{past_leads, refused, train, write};
use leadlet_core::json::Json;
use std::fmt::Write as _;

/// Past leads with a column more, whose cells are made of the number of the row.
fn with_column(name: &str, cell: impl Fn(usize) -> String) -> String {
    let rows = past_leads(900);
    let mut lines = rows.lines();
    let mut text = format!("{name},{}\n", lines.next().expect("a header"));
    for (row, line) in lines.enumerate() {
        let _ = writeln!(text, "{},{line}", cell(row));
    }
    text
}

/// Trains on a table; gives the facts that became features, and what was said.
fn learned(text: impl AsRef<[u8]>, arguments: &[&str]) -> (Vec<String>, String) {
    let (_directory, path) = write(text);
    let (model, said) = train(&path, &[&["--target=won", "--drop=told"], arguments].concat());
    let facts = model.list_at("features").iter().filter_map(|feature| feature.text_at("fact").map(str::to_owned));
    (facts.collect(), said)
}

#[test]
fn the_same_leads_give_the_same_model_however_the_file_is_written() {
    let plain = past_leads(900);
    let model = |text: &str| {
        let (_directory, path) = write(text);
        train(&path, &["--target=won", "--drop=told"]).0
    };
    let wanted = model(&plain);
    for (how, text) in [
        ("semicolons", plain.replace(',', ";")),
        ("tabs", plain.replace(',', "\t")),
        ("a mark at the start and lines of Windows", ["\u{feff}", &plain.replace('\n', "\r\n")].concat()),
        ("lines of an old Mac", plain.replace('\n', "\r")),
        ("no line end at the end", plain.trim_end().to_owned()),
        ("blank lines between", plain.replace('\n', "\n\n")),
        (
            "quotes around every cell",
            plain.lines().map(|line| format!("\"{}\"\n", line.replace(',', "\",\""))).collect(),
        ),
        ("blanks around cells", plain.replace(',', " , ")),
        (
            "outcomes in capitals here and there",
            plain.replacen(",won\n", ",Won\n", 9).replacen(",Won", ",won", 1).replacen(",lost\n", ",LOST\n", 5),
        ),
    ] {
        assert_eq!(model(&text), wanted, "{how}");
    }
}

#[test]
fn a_quoted_line_end_is_no_new_row_and_lines_are_still_counted() {
    let noted = with_column("note", |row| format!("\"first\nsecond {}\"", row % 4));
    let (facts, _) = learned(&noted, &[]);
    assert!(facts.contains(&"answers.note".to_owned()), "{facts:?}");
    let ragged = [&noted, "a,b\n"].concat();
    assert!(refused(ragged, &["--target=won"]).contains("leads.csv:1802: the row has 2 cells, the header 7"));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_line() {
    let plain = past_leads(100);
    for (how, bytes, words) in [
        ("NUL", plain.replacen("L7", "L\u{0}7", 1).into_bytes(), "leads.csv:9: cell 1 holds a NUL byte"),
        (
            "UTF-16 without a mark",
            plain.bytes().flat_map(|byte| [byte, 0]).collect(),
            "leads.csv:1: cell 1 holds a NUL byte",
        ),
        (
            "UTF-16, big end first",
            [0xfe, 0xff].into_iter().chain(plain.bytes().flat_map(|byte| [0, byte])).collect(),
            "it is UTF-16",
        ),
        (
            "Latin-1 in the header",
            plain.replacen("role", "r\u{f4}le", 1).chars().map(|c| c as u8).collect(),
            "leads.csv:1: cell 2 is not UTF-8 at byte 2",
        ),
    ] {
        let said = refused(bytes, &["--target=won"]);
        assert!(said.contains(words), "{how}: {said}");
    }
}

#[test]
fn numbers_written_for_people_are_left_out_with_words_that_say_how_to_write_them() {
    for (cell, example) in [
        (Box::new(|row: usize| format!("\"1,{:03}.50\"", row % 90)) as Box<dyn Fn(usize) -> String>, "1,000.50"),
        (Box::new(|row| format!("{} %", row % 90)), "0 %"),
        (Box::new(|row| format!("\"{},5\"", row % 90)), "0,5"),
        (Box::new(|row| format!("€ {}", row % 90)), "€ 0"),
        (Box::new(|row| format!("{}e999", 1 + row % 90)), "1e999"),
    ] {
        let (facts, said) = learned(with_column("amount", cell), &[]);
        assert!(!facts.contains(&"answers.amount".to_owned()), "{example}");
        assert!(
            said.contains(&format!("column \"amount\", it holds numbers written as \"{example}\" (line 2)")),
            "{said}"
        );
        assert!(said.contains("as 1234.5"), "{said}");
    }
    // A word among numbers makes texts of them all: perhaps it stands for nothing told.
    let unknown = with_column("seats", |row| if row % 50 == 3 { "unknown".to_owned() } else { (row % 40).to_string() });
    let (_, said) = learned(&unknown, &[]);
    assert!(said.contains("\"unknown\" (line 5) is none, so all of it is taken as texts"), "{said}");
    let (facts, said) = learned(&unknown, &["--blank=unknown"]);
    assert!(facts.contains(&"answers.seats".to_owned()) && !said.contains("taken as texts"), "{said}");
}

#[test]
fn days_are_no_feature_and_only_what_sorts_by_time_is_a_time() {
    let day = |row: usize| (row % 28 + 1, row / 28 % 12 + 1);
    let five = move |row: usize| {
        let (day, month) = day(row);
        match row % 5 {
            0 => format!("2026-{month:02}-{day:02}"),
            1 => format!("{day:02}.{month:02}.2026"),
            2 => format!("{month}/{day}/2026"),
            3 => format!("{day} Jan 2026"),
            _ => format!("2026-{month:02}-{day:02}T10:00:00Z"),
        }
    };
    let (facts, said) = learned(with_column("created", five), &[]);
    assert!(
        !facts.contains(&"answers.created".to_owned()) && said.contains("column \"created\", it holds days"),
        "{said}"
    );
    let said = refused(with_column("created", five), &["--target=won", "--time=created"]);
    assert!(
        said.contains("leads.csv:3: --time: \"02.01.2026\" does not sort by time. Write days as 2026-01-31"),
        "{said}"
    );
    // Instants are put in order as instants: the second is the earlier one.
    let offset = |row: usize| {
        format!("2026-01-{:02}T{}", row % 28 + 1, if row.is_multiple_of(2) { "00:30:00Z" } else { "01:00:00+02:00" })
    };
    let (facts, _) = learned(with_column("created", offset), &["--time=created"]);
    assert!(!facts.contains(&"answers.created".to_owned()));
    let some = |row: usize| if row.is_multiple_of(9) { String::new() } else { format!("2026-01-{:02}", row % 28 + 1) };
    let (_, said) = learned(with_column("created", some), &["--time=created"]);
    assert!(said.contains("100 rows have no time and count as the oldest"), "{said}");
}

#[test]
fn values_that_differ_in_capitals_are_asked_about() {
    let text = past_leads(900).replacen(",cto,", ",CTO,", 200);
    let (_, said) = learned(text, &[]);
    assert!(said.contains("column \"role\": \"CTO\" and \"cto\" differ only in capitals"), "{said}");
}

#[test]
fn outcomes_beyond_two_are_asked_about_and_then_said_to_be_negative() {
    let open = past_leads(900).replacen(",lost\n", ",open\n", 100);
    let said = refused(&open, &["--target=won"]);
    assert!(said.contains("the target has a third value"), "{said}");
    let (_, said) = learned(&open, &["--positive=WON"]);
    assert!(
        said.contains("all other outcomes count as negative: open, lost") || said.contains("negative: lost, open"),
        "{said}"
    );
    let (_, said) = learned(&open, &["--where=won=won|lost"]);
    assert!(!said.contains("count as negative") && said.contains("Trained on 800 leads"), "{said}");
    // Blank outcomes are no outcome.
    let (_, said) = learned(past_leads(900).replacen(",lost\n", ",\n", 50), &[]);
    assert!(
        said.contains("50 rows have no outcome and are left out") && said.contains("Trained on 850 leads"),
        "{said}"
    );
}

#[test]
fn thousands_of_columns_are_refused_in_a_screenful() {
    let header: String = (0..5000).map(|column| format!("c{column},")).collect();
    let mut text = format!("{header}won\n");
    for row in 0..120_usize {
        (0..5000).for_each(|column| {
            let _ = write!(text, "{},", if column % 5 == 0 { 7 } else { row * (column % 10 + 1) % 11 });
        });
        let _ = writeln!(text, "{}", row % 2);
    }
    let said = refused(text, &["--target=won"]);
    assert!(said.contains("4000 columns are too many for a model, which has at most 200"), "{said}");
    assert!(said.contains("990 more columns with the same value everywhere") && said.lines().count() < 20, "{said}");
}

#[test]
fn a_file_separated_otherwise_is_told_from_one_without_the_column() {
    let said = refused(past_leads(90).replace(',', "|"), &["--target=won"]);
    assert!(said.contains("Columns are separated by commas, semicolons or tabs"), "{said}");
}

#[test]
fn a_value_that_training_never_met_is_scored_like_rare_ones_and_not_like_none() {
    let (_directory, path) = write(past_leads(900));
    let (json, _) = train(&path, &["--target=won", "--drop=told", "--drop=id"]);
    let model = leadlet_core::score::model::Model::pick(&json).expect("a model");
    let logit = |facts: &str| model.judge(&leadlet_core::json::parse(facts).unwrap()).logit;
    let average = json.get("base").and_then(Json::as_number).expect("a base");
    let unseen = logit(r#"{"answers":{"role":"astronaut"}}"#);
    assert_eq!(unseen, logit("{}"), "neither was met in training, so neither says anything");
    assert!((leadlet_core::score::model::logit_of(unseen) - average).abs() < 1e-9);
}
