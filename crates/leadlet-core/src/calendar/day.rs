//! Days: which there are, how they are counted, read and written.

use super::{
    style::{MONTH_FIRST, YEAR_FIRST, style},
    two,
};
use crate::json::whole_text;

/// A day of the Gregorian calendar, of the years 1000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: i32,
    month: i32,
    day: i32,
}

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The days from 0001-01-01 to 1970-01-01.
const EPOCH: i32 = 719_162;

impl Day {
    /// Gives a day; `None` where the calendar has none such.
    #[must_use]
    pub const fn of(year: i32, month: i32, day: i32) -> Option<Day> {
        let exists =
            1000 <= year && year <= 9999 && 1 <= month && month <= 12 && 1 <= day && day <= month_length(year, month);
        if exists { Some(Day { year, month, day }) } else { None }
    }

    /// Reads `2026-12-24`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Day> {
        let fits = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(place, byte)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
        let [year, month, day] = numbers(text).filter(|_| fits)?;
        Day::of(year.value, month.value, day.value)
    }

    /// Reads a date as a person writes it: year, month and day in digits with any signs between
    /// them. A number of four digits is the year; which of the others is the month says the
    /// language, unless only one of the two ways is a date ("24/12/2026" in American English).
    #[must_use]
    pub fn read(text: &str, locale: &str) -> Option<Day> {
        let fits = text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '/' | '-' | ',' | '‑' | '–'));
        let [first, second, third] = numbers(text).filter(|_| fits)?;
        if first.digits == 4 {
            return Day::of(first.value, second.value, third.value);
        }
        if third.digits != 4 {
            return None;
        }
        let by_day = Day::of(third.value, second.value, first.value);
        let by_month = Day::of(third.value, first.value, second.value);
        if style(locale) == MONTH_FIRST { by_month.or(by_day) } else { by_day.or(by_month) }
    }

    /// Writes it as ISO 8601 does: `2026-12-24`.
    #[must_use]
    pub fn text(self) -> String {
        [whole_text(i64::from(self.year)), two(self.month), two(self.day)].join("-")
    }

    /// Writes it in digits as the language does: `24.12.2026`, `12/24/2026`.
    #[must_use]
    pub fn localized(self, locale: &str) -> String {
        let (day, month, year) = (two(self.day), two(self.month), whole_text(i64::from(self.year)));
        match style(locale) {
            MONTH_FIRST => [month, day, year].join("/"),
            YEAR_FIRST => self.text(),
            sign => [day, month, year].join(sign),
        }
    }

    /// Gives the day it is, at the time `now` (milliseconds since 1970), where it is the earliest on
    /// earth (UTC−12).
    #[must_use]
    pub fn earliest(now: i64) -> Day {
        Day::at(now - 12 * HOUR)
    }

    /// Gives the day it is, at the time `now` (milliseconds since 1970), where it is the latest on
    /// earth (UTC+14).
    #[must_use]
    pub fn latest(now: i64) -> Day {
        Day::at(now + 14 * HOUR)
    }

    fn at(now: i64) -> Day {
        let days = i32::try_from(now.div_euclid(DAY)).unwrap_or(0);
        Day::numbered(EPOCH.saturating_add(days)).unwrap_or(Day { year: 1970, month: 1, day: 1 })
    }

    /// Counts the days since 0001-01-01.
    fn number(self) -> i32 {
        let months: i32 = (1..self.month).map(|month| month_length(self.year, month)).sum();
        days_before(self.year) + months + self.day - 1
    }

    fn numbered(number: i32) -> Option<Day> {
        const FAR: i32 = 10_000 * 366;
        if !(0..FAR).contains(&number) {
            return None;
        }
        // The first guess is at most one year too late: a mean year has 365.2425 days.
        let guess = i32::try_from(i64::from(number) * 10_000 / 3_652_425).ok()? + 1;
        let year = if days_before(guess) > number {
            guess - 1
        } else if days_before(guess + 1) <= number {
            guess + 1
        } else {
            guess
        };
        let mut day = number - days_before(year) + 1;
        let mut month = 1;
        while month < 12 && day > month_length(year, month) {
            day -= month_length(year, month);
            month += 1;
        }
        Day::of(year, month, day)
    }

    /// Gives the day so many days later, or earlier where `days` is negative.
    pub(super) fn plus_days(self, days: i32) -> Option<Day> {
        Day::numbered(self.number().checked_add(days)?)
    }

    /// Gives the same day so many months later; the last of the month where it has no such day.
    pub(super) fn plus_months(self, months: i32) -> Option<Day> {
        let month = self.year.checked_mul(12)?.checked_add(self.month - 1)?.checked_add(months)?;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        Day::of(year, month, self.day.min(month_length(year, month)))
    }
}

fn days_before(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

const fn month_length(year: i32, month: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

struct Digits {
    value: i32,
    digits: usize,
}

/// Gives the three numbers of a text that holds no more and no fewer.
fn numbers(text: &str) -> Option<[Digits; 3]> {
    let mut found = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let mut next = || {
        let run = found.next().filter(|run| run.len() <= 4)?;
        let value = run.bytes().fold(0, |value, byte| value * 10 + i32::from(byte - b'0'));
        Some(Digits { value, digits: run.len() })
    };
    let three = [next()?, next()?, next()?];
    found.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for good in ["2024-02-29", "2000-02-29", "2026-12-31", "1000-01-01", "9999-12-31"] {
            assert_eq!(Day::parse(good).map(Day::text).as_deref(), Some(good));
        }
        for bad in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "0999-01-01",
            "2026-1-1",
            "2026/01/01",
            "20260-1-01",
            "",
        ] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_has_its_number_and_back() {
        // After 400 years the calendar repeats itself.
        let mut before = day("1899-12-31");
        for number in day("1900-01-01").number()..=day("2300-01-01").number() {
            let here = Day::numbered(number).unwrap();
            assert!(here > before && here.number() == number && Day::parse(&here.text()) == Some(here));
            before = here;
        }
        assert_eq!(before, day("2300-01-01"));
        for (edge, outside) in [(day("1000-01-01"), -1), (day("9999-12-31"), 1)] {
            assert_eq!((Day::numbered(edge.number()), edge.plus_days(outside)), (Some(edge), None));
        }
        assert_eq!(day("1970-01-01").number(), EPOCH);
    }

    #[test]
    fn today_is_taken_where_it_helps_the_visitor() {
        // 2026-11-21 at noon, UTC.
        let now = 1_795_262_400_000;
        assert_eq!([Day::earliest(now).text(), Day::latest(now).text()], ["2026-11-21", "2026-11-22"]);
        assert_eq!([Day::earliest(now - 1).text(), Day::at(-1).text()], ["2026-11-20", "1969-12-31"]);
    }

    #[test]
    fn a_date_is_read_and_written_in_the_order_of_the_language() {
        let read = |text: &str, locale: &str| Day::read(text, locale).map(Day::text);
        for (text, locale, wanted) in [
            ("24.12.2026", "de", "2026-12-24"),
            ("4/5/2026", "en-US", "2026-04-05"),
            ("4/5/2026", "en", "2026-04-05"),
            ("4/5/2026", "en-GB", "2026-05-04"),
            ("24/12/2026", "en-US", "2026-12-24"),
            ("2026-12-24", "de", "2026-12-24"),
            ("2026. 12. 24.", "hu", "2026-12-24"),
            ("24 - 12 - 2026", "nl", "2026-12-24"),
            ("12/24/2026", "de", "2026-12-24"),
        ] {
            assert_eq!(read(text, locale).as_deref(), Some(wanted), "{text} in {locale}");
        }
        for bad in
            ["24.12.26", "24.12", "31/31/2026", "12 2026", "24.12.2026.1", "2026-12-24T10", "tomorrow", "99999999999"]
        {
            assert_eq!(read(bad, "de"), None, "{bad}");
        }
        for (locale, wanted) in [
            ("de", "24.12.2026"),
            ("en", "12/24/2026"),
            ("en-GB", "24/12/2026"),
            ("sv", "2026-12-24"),
            ("nl", "24-12-2026"),
            ("fr-CA", "2026-12-24"),
        ] {
            assert_eq!(day("2026-12-24").localized(locale), wanted);
            assert_eq!(Day::read(wanted, locale), Some(day("2026-12-24")));
        }
    }
}
