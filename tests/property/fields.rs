//! Field types: whatever is put in, a field reads it or says why not; what it reads keeps its
//! meaning; and what it claims about its answers is true.

use crate::cases;
use leadlet_core::{
    answer::{Answer, Occasion, Raw},
    config,
    facts::Surroundings,
    field::{self, Field},
    flow::{Event, Progress, advance, walk},
    json::{Json, parse},
    lead::compose,
    words::Words,
};
use proptest::prelude::*;
use std::sync::LazyLock;

const LOCALES: [&str; 8] = ["en", "en-GB", "de", "de-CH", "fr", "sv", "ar", ""];

/// 2026-11-21 at noon, UTC.
const NOON: i64 = 1_795_262_400_000;

/// Every field of every example, parts of groups one by one.
static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields = Vec::new();
    for (record, examples) in field::examples() {
        for example in examples {
            let comma = if example.settings.is_empty() { "" } else { "," };
            let text = format!(r#"{{"name":"a","type":"{}"{comma}{}}}"#, record.name, example.settings);
            let json = parse(&text).expect("an example is JSON");
            fields.extend(Field::pick_all(&json, 0, &Words::default()));
        }
    }
    fields
});

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+0-9.,' ’−€$kKmMeE]{0,12}",
        "[0-9]{1,4}[-./ ][0-9]{1,4}[-./ ][0-9]{1,4}",
        "[0-9]{1,2}[:.h ][0-9]{0,2} ?(am|pm|Uhr)?",
        "(https?://)?[a-zA-Z0-9.:/?#@-]{0,30}",
        "(yes|no|true|ja|a|b|c|a,b,c|DE|gb|[a-e])",
        "[0-9]{1,2}(\\.[0-9]{1,3})?",
    ]
}

fn answers() -> impl Strategy<Value = Answer> {
    prop_oneof![
        texts().prop_map(Answer::Text),
        any::<f64>().prop_map(Answer::Number),
        any::<bool>().prop_map(Answer::Flag),
        prop::collection::vec(texts(), 0..4).prop_map(Answer::Many),
    ]
}

fn raws() -> impl Strategy<Value = Raw> {
    prop_oneof![
        4 => texts().prop_map(Raw::Text),
        2 => prop::collection::vec(prop_oneof![texts(), "[a-e]"], 0..5).prop_map(Raw::Picked),
        1 => (prop::collection::vec("[a-e]", 0..3), texts()).prop_map(|(picked, written)| Raw::Beside(picked, written)),
        1 => any::<bool>().prop_map(Raw::Ticked),
        1 => answers().prop_map(Raw::Set),
    ]
}

/// Tells whether an answer is one of those that the field says there are.
#[cfg(feature = "lint")]
fn is_within(domain: &field::Domain, answer: &Answer) -> bool {
    use field::Domain;
    match (domain, answer) {
        (Domain::Anything, _) => true,
        (Domain::Flag { can_be_false }, Answer::Flag(flag)) => *flag || *can_be_false,
        (Domain::Number { min, max, whole }, Answer::Number(number)) => {
            (*min..=*max).contains(number) && (!whole || number.trunc() == *number)
        }
        (Domain::OneOf(values), Answer::Text(text)) => values.contains(text),
        (Domain::SomeOf { values, min, max }, Answer::Many(picked)) => {
            (*min..=*max).contains(&picked.len()) && picked.iter().all(|value| values.contains(value))
        }
        (Domain::Text { min, max }, Answer::Text(text)) => (*min..=*max).contains(&text.chars().count()),
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn whatever_is_put_in_reads_as_an_answer_that_reads_as_itself(raw in raws(), locale in prop::sample::select(&LOCALES[..]), now in prop_oneof![Just(NOON), any::<i64>()]) {
        let on = Occasion { locale, now };
        for field in FIELDS.iter() {
            let Ok(Some(answer)) = field.read(&raw, &on) else { continue };
            let written = field.asks.write(&answer, locale);
            prop_assert_eq!(field.read(&written, &on), Ok(Some(answer.clone())), "{} given {:?}, written {:?}", field.type_name, raw, written);
            prop_assert_eq!(Answer::from_json(&Json::from(&answer)), Some(answer.clone()), "{}", field.type_name);
            prop_assert!(field.asks.level(&answer).is_none_or(|level| (0..=3).contains(&level)), "{}", field.type_name);
            #[cfg(feature = "lint")]
            prop_assert!(is_within(&field.asks.domain(), &answer), "{} gives {:?}, against {:?}", field.type_name, answer, field.asks.domain());
        }
    }

    #[test]
    fn any_answer_can_be_written_into_any_field(answer in answers(), locale in prop::sample::select(&LOCALES[..])) {
        for field in FIELDS.iter() {
            // What a page fills in may be of any kind: it is read like what a visitor gives.
            let _ = field.read(&field.asks.write(&answer, locale), &Occasion { locale, now: NOON });
        }
    }
}

/// The demo that asks every field type.
static DEMO: LazyLock<config::Config> = LazyLock::new(|| {
    let text = include_str!("../../www/configs/every-field.json");
    config::read(text).config.expect("it is sound")
});

/// Inputs that most fields of the demo take: its own option values, numbers, dates and words.
fn likely() -> impl Strategy<Value = Raw> {
    let picked = prop::sample::select(vec![
        "plan", "bond", "lake", "rooms", "travel", "host", "easy", "hard", "DE", "AT", "search",
    ]);
    let ranked = Just(["food", "work", "nature", "train"].map(str::to_owned).to_vec()).prop_shuffle();
    prop_oneof![
        prop::collection::vec(picked.prop_map(str::to_owned), 0..3).prop_map(Raw::Picked),
        ranked.prop_map(Raw::Picked),
        any::<bool>().prop_map(Raw::Ticked),
        prop::sample::select(vec![
            "3",
            "7",
            "25",
            "1,500",
            "2026-12-24",
            "09:30",
            "Ann",
            "ann@firm.example",
            "firm.example",
            "+4930123456",
            ""
        ])
        .prop_map(|text| Raw::Text(text.to_owned())),
    ]
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn the_same_answers_in_any_order_give_the_same_lead_with_every_type_and_group(
        (given, shuffled) in prop::collection::vec(likely(), 50)
            .prop_flat_map(|raws| {
                let given: Vec<(usize, Raw)> = raws.into_iter().enumerate().collect();
                (Just(given.clone()), Just(given).prop_shuffle())
            }),
    ) {
        let flow = &DEMO.plan.flow;
        let names: Vec<&str> = flow.fields().map(|(_, field)| field.name.as_str()).collect();
        prop_assert!(names.len() <= 50, "some fields are never answered");
        let lead = |given: &[(usize, Raw)]| {
            let mut progress = advance(flow, Progress::new(Surroundings::default()), Event::Started { now: NOON }).0;
            for (place, raw) in given {
                if let Some(name) = names.get(*place) {
                    progress = advance(flow, progress, Event::Gave { name: (*name).to_owned(), raw: raw.clone(), now: NOON }).0;
                }
            }
            compose(&DEMO.plan, &progress, "0199a1b2-0000-7000-8000-000000000000", NOON).body.compact()
        };
        prop_assert_eq!(lead(&given), lead(&shuffled));
    }
}

#[test]
fn every_type_stands_in_the_demo_of_every_field() {
    let text = include_str!("../../www/configs/every-field.json");
    let config = config::read(text);
    assert_eq!(config.diagnostics, []);
    let json = parse(text).expect("it is JSON");
    let steps = json.list_at("steps").iter().flat_map(|step| step.list_at("fields"));
    let shown: Vec<&str> = steps.filter_map(|field| field.text_at("type")).collect();
    for (record, _) in field::examples() {
        assert!(shown.contains(&record.name), "{} is missing", record.name);
    }
    let config = config.config.expect("it is sound");
    let flow = &config.plan.flow;
    let walk = walk(flow, &Surroundings::default(), NOON, &|field| field.asks.preset());
    let shown: Vec<&str> = walk.shown.iter().map(|(_, field)| field.name.as_str()).collect();
    let hidden: Vec<&str> =
        flow.fields().map(|(_, field)| field.name.as_str()).filter(|name| !shown.contains(name)).collect();
    assert_eq!(hidden, ["total"], "all but what needs answers is on the way of a visitor who says nothing");
    for part in ["firstName", "invoiceCity", "switchOff"] {
        assert!(shown.contains(&part), "{part} is a field of its own");
    }
}
