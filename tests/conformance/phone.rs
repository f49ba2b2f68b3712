//! Phone numbers of every country, against libphonenumber's example numbers.

use leadlet_core::{
    answer::{Answer, Occasion, Raw},
    field::Field,
    json::parse,
};

const EXAMPLES: &str = include_str!("../fixtures/phone/examples.tsv");
const LENGTHS: &str = include_str!("../fixtures/phone/lengths.tsv");

/// Numbers that take more than lengths and prefixes to read. They are refused; none is misread.
const REFUSED: [(&str, &str); 5] = [
    // Argentina dials a mobile with 15 behind an area code of two to four digits, abroad with 9 before it.
    ("AR", "011 15-2345-6789"),
    // Canada's seven digits without an area code.
    ("CA", "310-1234"),
    ("CA", "+1 310-1234"),
    ("CA", "00 1 310-1234"),
    ("CA", "+13101234"),
];

struct Row {
    country: &'static str,
    sort: &'static str,
    national: &'static str,
    abroad: &'static str,
    dialled: &'static str,
    e164: &'static str,
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [country, sort, national, abroad, dialled, e164] = cells[..] else { panic!("{line}") };
        Row { country, sort, national, abroad, dialled, e164 }
    };
    EXAMPLES.lines().map(row).collect()
}

fn read(settings: &str, text: &str) -> Option<String> {
    let field = parse(&format!(r#"{{"name":"a","type":"phone","label":"A"{settings}}}"#)).unwrap();
    match Field::pick(&field).read(&Raw::Text(text.to_owned()), &Occasion { locale: "en", now: 0 }) {
        Ok(Some(Answer::Text(number))) => Some(number),
        _ => None,
    }
}

#[test]
fn every_example_number_reads_the_same_however_it_is_written() {
    let (mut right, mut all, mut refused, mut wrong) = (0, 0, 0, Vec::new());
    for Row { country, sort, national, abroad, dialled, e164 } in rows() {
        let home = format!(r#","country":"{country}""#);
        let neighbour = if country == "FR" { r#","country":"DE""# } else { r#","country":"FR""# };
        for (settings, text) in
            [(&*home, national), (neighbour, abroad), (&home, abroad), (neighbour, dialled), (&home, e164)]
        {
            all += 1;
            let got = read(settings, text);
            if got.as_deref() == Some(e164) {
                right += 1;
            } else if got.is_none() && REFUSED.contains(&(country, text)) {
                refused += 1;
            } else {
                wrong.push(format!("{country} {sort} {text:?} with {settings:?}: {got:?}, not {e164}"));
            }
        }
    }
    println!("{right} of {all} ways of writing {} numbers are read, {refused} refused as known", rows().len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!((all, refused), (5420, 6), "the examples, or what is refused of them, have changed");
}

#[test]
fn a_number_is_taken_exactly_if_its_country_has_numbers_of_its_length() {
    let mut wrong = Vec::new();
    for line in LENGTHS.lines() {
        let (code, lengths) = line.split_once('\t').unwrap();
        let lengths: Vec<usize> = lengths.split(' ').map(|length| length.parse().unwrap()).collect();
        for length in 1..=20 {
            let number = format!("+{code}{}", "2".repeat(length));
            if read(r#","country":"FR""#, &number).is_some() != lengths.contains(&length) {
                wrong.push(number);
            }
        }
    }
    assert_eq!(LENGTHS.lines().count(), 215);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
