//! `date`: a day of the calendar, kept as ISO 8601 writes it.
//!
//! A bound may be counted from today. Today is a matter of where one stands: the visitor gets the
//! benefit, so `min` counts from the earliest today on earth and `max` from the latest.

use super::{Example, FieldType, control::{Control, Line}, digits, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    calendar::{Day, DayBound},
    json::Json,
    shape::{Record, Shape, optional},
};

#[cfg(feature = "lint")]
use crate::calendar::leave_no_day;

/// The settings of a date.
pub static RECORD: Record = Record {
    name: "date",
    about: about!("A day of the calendar, of the years 1000 to 9999. Its answer is written as \"2026-12-24\", which compares in order."),
    settings: &[
        optional("min", Shape::Day, about!("The first day that is taken: a date, or \"today\", \"today+30\" (days), \"today-6m\" (months), \"today-18y\" (years). Default: any.")),
        optional("max", Shape::Day, about!("The last day that is taken, written as min is. Default: any.")),
        optional("birthday", Shape::Flag, about!("Whether it is the visitor's date of birth, which browsers can fill in. Default false.")),
    ],
};

/// A day of the calendar.
pub struct Date {
    min: Option<DayBound>,
    max: Option<DayBound>,
    is_birthday: bool,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Date {
    let bound = |key| json.text_at(key).and_then(DayBound::parse);
    Date { min: bound("min"), max: bound("max"), is_birthday: json.flag_at("birthday") }
}

impl FieldType for Date {
    fn control(&self) -> Control<'_> {
        Control::Line(Line {
            kind: "date",
            keyboard: "numeric",
            autocomplete: if self.is_birthday { "bday" } else { "off" },
            days: (self.min, self.max),
            ..Line::default()
        })
    }

    fn read(&self, raw: &Raw, on: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw) else { return Ok(None) };
        let day = Day::read(&digits::plain(text), on.locale).ok_or(Invalid::NotADate)?;
        let min = self.min.and_then(|bound| bound.first(on.now));
        let max = self.max.and_then(|bound| bound.last(on.now));
        match (min, max) {
            (Some(min), _) if day < min => Err(Invalid::TooEarly(min)),
            (_, Some(max)) if day > max => Err(Invalid::TooLate(max)),
            _ => Ok(Some(Answer::Text(day.text()))),
        }
    }

    fn tell(&self, answer: &Answer, locale: &str) -> Option<String> {
        if let Answer::Text(day) = answer { Some(Day::parse(day)?.localized(locale)) } else { None }
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        if let (Some(min), Some(max)) = (self.min, self.max)
            && leave_no_day(min, max)
        {
            return super::Domain::Nothing;
        }
        super::Domain::Text { min: 10, max: 10 }
    }
}

/// Examples, in the locale `en`, on 2026-11-21.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""2024-02-29""#, result: Ok(r#""2024-02-29""#) },
    Example { settings: r#""birthday":true,"max":"today-18y""#, input: r#""12/24/1999""#, result: Ok(r#""1999-12-24""#) },
    Example { settings: "", input: r#""٢٠٢٦-١٢-٢٤""#, result: Ok(r#""2026-12-24""#) },
    Example { settings: "", input: r#""""#, result: Ok("null") },
    Example { settings: "", input: r#""2026-02-29""#, result: Err(Invalid::NotADate) },
    Example { settings: "", input: r#""next week""#, result: Err(Invalid::NotADate) },
    Example { settings: r#""min":"2026-12-01""#, input: r#""2026-11-30""#, result: Err(Invalid::TooEarly(LITTLE_BEFORE_CHRISTMAS)) },
    Example { settings: r#""min":"today","max":"today+30""#, input: r#""2026-12-01""#, result: Ok(r#""2026-12-01""#) },
    Example { settings: r#""max":"2026-12-01""#, input: r#""2026-12-24""#, result: Err(Invalid::TooLate(LITTLE_BEFORE_CHRISTMAS)) },
];

const LITTLE_BEFORE_CHRISTMAS: Day = match Day::of(2026, 12, 1) {
    Some(day) => day,
    None => panic!("it is a day"),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_calendar_offers_the_days_that_are_taken_today() {
        let offered = |settings: &str| {
            let date = pick(&crate::json::parse(settings).unwrap());
            let Control::Line(line) = date.control() else { panic!("a line") };
            line.offered(1_795_262_400_000).map(|day| day.unwrap_or_default())
        };
        assert_eq!(offered(r#"{"min":"today","max":"today+14"}"#), ["2026-11-21", "2026-12-06"]);
        assert_eq!(offered(r#"{"max":"today-18y"}"#), ["", "2008-11-22"]);
        assert_eq!(offered(r#"{"min":"2026-12-01"}"#), ["2026-12-01", ""]);
        assert_eq!(offered("{}"), ["", ""]);
    }

    #[test]
    fn nobodys_today_is_refused() {
        let date = pick(&crate::json::parse(r#"{"min":"today","max":"today"}"#).unwrap());
        // 2026-11-21 at noon, UTC: on Baker Island the 21st begins, on Kiritimati it is the 22nd.
        let read = |day: &str| date.read(&Raw::Text(day.into()), &Occasion { locale: "en", now: 1_795_262_400_000 });
        assert!(read("2026-11-21").is_ok() && read("2026-11-22").is_ok());
        assert_eq!(read("2026-11-20"), Err(Invalid::TooEarly(Day::parse("2026-11-21").unwrap())));
        assert_eq!(read("2026-11-23"), Err(Invalid::TooLate(Day::parse("2026-11-22").unwrap())));
    }
}
