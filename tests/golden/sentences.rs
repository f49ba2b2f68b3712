//! What a visitor reads: every sentence of the dictionary and every reason why an answer can't be taken.

use crate::{compare, visits};
use leadlet_core::{
    answer::Invalid,
    calendar::{Day, Minute},
    words::{Word, Words},
};

/// Every reason, with sample values.
const REASONS: [Invalid; 31] = [
    Invalid::Required,
    Invalid::RequiredChoice,
    Invalid::RequiredAgreement,
    Invalid::TooShort(3),
    Invalid::TooLong(12_000),
    Invalid::NotAnEmail,
    Invalid::DisposableMail,
    Invalid::FreeMail,
    Invalid::NotAPhone(0),
    Invalid::NotANumber,
    Invalid::NotWhole,
    Invalid::BelowMin(-0.5),
    Invalid::AboveMax(1_234_567.25),
    Invalid::TooFew(2),
    Invalid::TooMany(3),
    Invalid::NotAnOption,
    Invalid::OffStep(0.25, 1500.5),
    Invalid::NotAUrl,
    Invalid::NotAnAmount("EUR"),
    Invalid::TooPrecise(2),
    Invalid::NotADate,
    Invalid::TooEarly(CHRISTMAS),
    Invalid::TooLate(CHRISTMAS),
    Invalid::NotATime,
    Invalid::BeforeOpening(Minute::FIRST),
    Invalid::AfterClosing(Minute::LAST),
    Invalid::BetweenTimes(Minute::FIRST, Minute::LAST),
    Invalid::RequiredOrder,
    Invalid::PhoneElsewhere,
    Invalid::NotAPhone(49),
    Invalid::MailboxLetters,
];

const CHRISTMAS: Day = match Day::of(2026, 12, 24) {
    Some(day) => day,
    None => panic!("it is a day"),
};

/// The place of a reason above. A new one does not compile until it has a place.
fn place(reason: Invalid) -> usize {
    match reason {
        Invalid::Required => 0,
        Invalid::RequiredChoice => 1,
        Invalid::RequiredAgreement => 2,
        Invalid::TooShort(_) => 3,
        Invalid::TooLong(_) => 4,
        Invalid::NotAnEmail => 5,
        Invalid::DisposableMail => 6,
        Invalid::FreeMail => 7,
        Invalid::NotAPhone(49) => 29,
        Invalid::NotAPhone(_) => 8,
        Invalid::NotANumber => 9,
        Invalid::NotWhole => 10,
        Invalid::BelowMin(_) => 11,
        Invalid::AboveMax(_) => 12,
        Invalid::TooFew(_) => 13,
        Invalid::TooMany(_) => 14,
        Invalid::NotAnOption => 15,
        Invalid::OffStep(..) => 16,
        Invalid::NotAUrl => 17,
        Invalid::NotAnAmount(_) => 18,
        Invalid::TooPrecise(_) => 19,
        Invalid::NotADate => 20,
        Invalid::TooEarly(_) => 21,
        Invalid::TooLate(_) => 22,
        Invalid::NotATime => 23,
        Invalid::BeforeOpening(_) => 24,
        Invalid::AfterClosing(_) => 25,
        Invalid::BetweenTimes(..) => 26,
        Invalid::RequiredOrder => 27,
        Invalid::PhoneElsewhere => 28,
        Invalid::MailboxLetters => 30,
    }
}

fn said(text: &str) -> String {
    let input = visits::input(text);
    let words = Words::pick(input.at("words"));
    let locale = input.text_at("locale").expect("it has a locale");
    let values = input.at("values").as_object().unwrap_or_default();
    let values: Vec<(&str, &str)> =
        values.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_text()?))).collect();
    let dictionary = Word::ALL.iter().map(|word| format!("{}: {}\n", word.key(), words.fill(*word, &values)));
    let reasons = REASONS.iter().map(|reason| format!("{reason:?}: {}\n", reason.say(&words, locale)));
    dictionary.chain(["\n".to_owned()]).chain(reasons).collect()
}

#[test]
fn every_sentence_a_visitor_may_meet_is_as_it_is_written_down() {
    compare("sentences", said);
}

#[test]
fn every_reason_is_said() {
    for (index, reason) in REASONS.iter().enumerate() {
        assert_eq!(place(*reason), index, "{reason:?}");
    }
}
