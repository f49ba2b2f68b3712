//! What a visitor gave (raw), what it means (answer), and why it can't be taken (invalid).
//!
//! Knows the three forms and how an answer becomes JSON. Knows no field: each field type turns raw
//! input into an answer by its own rules.

#[cfg(feature = "wide")]
use crate::calendar::{Day, Minute};
use crate::{
    json::{Json, count_text, number_text, read_whole, whole_text},
    sought,
    words::{NumberStyle, Word, Words},
};

/// What a control hands over, before any field has looked at it.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// What was typed.
    Text(String),
    /// The values that are picked; a ranking's in the visitor's order.
    Picked(Vec<String>),
    /// The values that are picked, and what is written where an option of one's own is picked beside them. Apart from
    /// the values: what is half written may be the value of an option.
    #[cfg(feature = "wide")]
    Beside(Vec<String>, String),
    /// Whether a box is ticked.
    Ticked(bool),
    /// An answer that the page sets, for a field no visitor sees.
    Set(Answer),
}

impl Default for Raw {
    fn default() -> Self {
        Raw::Text(String::new())
    }
}

/// In which language and when something is read.
///
/// The time decides what "today" is for a date; a receiver that reads again what a lead holds names
/// the time at which the lead was made.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'l> {
    /// The language, as a BCP 47 tag.
    pub locale: &'l str,
    /// The time, in milliseconds since 1970 (UTC).
    pub now: i64,
}

/// What a visitor's input means, after its field has read it.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A text, trimmed, never empty.
    Text(String),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Several option values, in the order of the options; of a ranking, in the visitor's.
    Many(Vec<String>),
}

impl From<&Answer> for Json {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Text(text) => Json::Text(text.clone()),
            Answer::Number(number) => Json::Number(*number),
            Answer::Flag(flag) => Json::Bool(*flag),
            Answer::Many(values) => Json::from(values.clone()),
        }
    }
}

impl Answer {
    /// Reads an answer back from a lead; `None` for what no field gives (null, objects, mixed lists).
    #[must_use]
    pub fn from_json(json: &Json) -> Option<Answer> {
        match json {
            Json::Text(text) => Some(Answer::Text(text.clone())),
            Json::Number(number) => Some(Answer::Number(*number)),
            Json::Bool(flag) => Some(Answer::Flag(*flag)),
            Json::List(items) => {
                let values = items.iter().map(|item| item.as_text().map(str::to_owned));
                values.collect::<Option<Vec<_>>>().map(Answer::Many)
            }
            Json::Null | Json::Object(_) => None,
        }
    }
}

/// Why an answer can't be taken. The sentence is made when it is shown, in the visitor's language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Invalid {
    /// Nothing was given and the field is required.
    Required,
    /// Nothing was picked and the field is required.
    RequiredChoice,
    /// The box is not ticked and has to be.
    RequiredAgreement,
    /// Fewer characters than this.
    TooShort(usize),
    /// More characters than this.
    TooLong(usize),
    /// Not the form of an e-mail address.
    NotAnEmail,
    /// An e-mail address with letters beyond ASCII before the `@`.
    MailboxLetters,
    /// An address that is thrown away, where the owner refuses those.
    DisposableMail,
    /// An address of a free provider, where the owner refuses those.
    FreeMail,
    /// Not a phone number; the calling code of the country it was read for, 0 where none is known.
    NotAPhone(u16),
    /// A phone number of a country that the owner does not take.
    PhoneElsewhere,
    /// Not a number.
    NotANumber,
    /// A fraction where a whole number is asked.
    NotWhole,
    /// Less than this.
    BelowMin(f64),
    /// More than this.
    AboveMax(f64),
    /// Between two steps: the nearest numbers that fit.
    OffStep(f64, f64),
    /// Not an address of the web.
    NotAUrl,
    /// Not an amount in this currency.
    #[cfg(feature = "wide")]
    NotAnAmount(&'static str),
    /// More digits behind the decimal sign than this.
    #[cfg(feature = "wide")]
    TooPrecise(usize),
    /// Not a day of the calendar.
    #[cfg(feature = "wide")]
    NotADate,
    /// A day before this one.
    #[cfg(feature = "wide")]
    TooEarly(Day),
    /// A day after this one.
    #[cfg(feature = "wide")]
    TooLate(Day),
    /// Not a time of day.
    #[cfg(feature = "wide")]
    NotATime,
    /// A time before this one.
    #[cfg(feature = "wide")]
    BeforeOpening(Minute),
    /// A time after this one.
    #[cfg(feature = "wide")]
    AfterClosing(Minute),
    /// Between two steps of time: the nearest that fit.
    #[cfg(feature = "wide")]
    BetweenTimes(Minute, Minute),
    /// Nothing was brought into an order and the field is required.
    #[cfg(feature = "wide")]
    RequiredOrder,
    /// Fewer picked than this.
    TooFew(usize),
    /// More picked than this.
    TooMany(usize),
    /// A value that is not among the options.
    NotAnOption,
}

impl Invalid {
    /// Says it to the visitor.
    #[must_use]
    pub fn say(self, words: &Words, locale: &str) -> String {
        let number = |n: f64| localized(n, locale);
        match self {
            Invalid::Required => words.say(Word::Required).to_owned(),
            Invalid::RequiredChoice => words.say(Word::RequiredChoice).to_owned(),
            Invalid::RequiredAgreement => words.say(Word::RequiredAgreement).to_owned(),
            Invalid::TooShort(min) => words.fill(Word::TooShort, &[("min", &count_text(min))]),
            Invalid::TooLong(max) => words.fill(Word::TooLong, &[("max", &count_text(max))]),
            Invalid::NotAnEmail => words.say(Word::NotAnEmail).to_owned(),
            Invalid::MailboxLetters => words.say(Word::MailboxLetters).to_owned(),
            Invalid::DisposableMail => words.say(Word::DisposableMail).to_owned(),
            Invalid::FreeMail => words.say(Word::FreeMail).to_owned(),
            Invalid::NotAPhone(0) => words.say(Word::NotAPhone).to_owned(),
            Invalid::NotAPhone(code) => words.fill(Word::NotAPhoneHere, &[("code", &whole_text(i64::from(code)))]),
            Invalid::PhoneElsewhere => words.say(Word::PhoneElsewhere).to_owned(),
            Invalid::NotANumber => words.fill(Word::NotANumber, &[("example", &number(12.5))]),
            Invalid::NotWhole => words.say(Word::NotWhole).to_owned(),
            Invalid::BelowMin(min) => words.fill(Word::BelowMin, &[("min", &number(min))]),
            Invalid::AboveMax(max) => words.fill(Word::AboveMax, &[("max", &number(max))]),
            Invalid::OffStep(below, above) => {
                words.fill(Word::OffStep, &[("below", &number(below)), ("above", &number(above))])
            }
            Invalid::NotAUrl => words.say(Word::NotAUrl).to_owned(),
            #[cfg(feature = "wide")]
            Invalid::NotAnAmount(currency) => {
                words.fill(Word::NotAnAmount, &[("currency", currency), ("example", &number(12_500.0))])
            }
            #[cfg(feature = "wide")]
            Invalid::TooPrecise(max) => words.fill(Word::TooPrecise, &[("max", &count_text(max))]),
            #[cfg(feature = "wide")]
            Invalid::NotADate => {
                let example = Day::of(2026, 12, 24).map(|day| day.localized(locale)).unwrap_or_default();
                words.fill(Word::NotADate, &[("example", &example)])
            }
            #[cfg(feature = "wide")]
            Invalid::TooEarly(min) => words.fill(Word::TooEarly, &[("min", &min.localized(locale))]),
            #[cfg(feature = "wide")]
            Invalid::TooLate(max) => words.fill(Word::TooLate, &[("max", &max.localized(locale))]),
            #[cfg(feature = "wide")]
            Invalid::NotATime => {
                let example = Minute::of(14 * 60 + 30).map(|time| time.localized(locale)).unwrap_or_default();
                words.fill(Word::NotATime, &[("example", &example)])
            }
            #[cfg(feature = "wide")]
            Invalid::BeforeOpening(min) => words.fill(Word::TooEarly, &[("min", &min.localized(locale))]),
            #[cfg(feature = "wide")]
            Invalid::AfterClosing(max) => words.fill(Word::TooLate, &[("max", &max.localized(locale))]),
            #[cfg(feature = "wide")]
            Invalid::BetweenTimes(below, above) => {
                let (below, above) = (below.localized(locale), above.localized(locale));
                words.fill(Word::OffStep, &[("below", &below), ("above", &above)])
            }
            #[cfg(feature = "wide")]
            Invalid::RequiredOrder => words.say(Word::RequiredOrder).to_owned(),
            Invalid::TooFew(min) => words.fill(Word::TooFew, &[("min", &count_text(min))]),
            Invalid::TooMany(max) => words.fill(Word::TooMany, &[("max", &count_text(max))]),
            Invalid::NotAnOption => words.say(Word::NotAnOption).to_owned(),
        }
    }
}

/// Writes a number as the locale does, with groups of three from 10,000 on.
#[must_use]
pub fn localized(number: f64, locale: &str) -> String {
    let style = NumberStyle::of(locale);
    let mut plain = number_text(number);
    if let Some((digits, exponent)) = sought::split(&plain, "e-") {
        // Nobody writes 1.5e-7 into a form, and no field reads it.
        let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
        let zeros = read_whole(exponent).and_then(|places| usize::try_from(places - 1).ok()).unwrap_or(0);
        plain = [sign, "0.", &"0".repeat(zeros), &digits.chars().filter(|c| *c != '.').collect::<String>()].concat();
    } else if sought::has(&plain, 'e') {
        return plain;
    }
    let (whole, fraction) = sought::cut(&plain, '.').unwrap_or((&plain, ""));
    let digits = whole.trim_start_matches('-').len();
    let mut out = String::new();
    for (index, c) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if digits > 4 && left < digits && left.is_multiple_of(3) {
            out.push(style.group);
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push(style.decimal);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_visitor_writes_them() {
        assert_eq!(localized(1_234_567.5, "de"), "1.234.567,5");
        assert_eq!(localized(1_234_567.5, "en-GB"), "1,234,567.5");
        assert_eq!(localized(1234.0, "en"), "1234");
        assert_eq!(localized(-12_345.0, "en"), "-12,345");
        assert_eq!(localized(0.5, "fr"), "0,5");
        assert_eq!(localized(-1.5e-7, "de"), "-0,00000015");
    }

    #[test]
    fn an_answer_survives_the_way_through_json() {
        for answer in
            [Answer::Text("a".into()), Answer::Number(1.5), Answer::Flag(true), Answer::Many(vec!["x".into()])]
        {
            assert_eq!(Answer::from_json(&Json::from(&answer)), Some(answer));
        }
        assert_eq!(Answer::from_json(&Json::Null), None);
    }
}
