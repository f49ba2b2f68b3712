//! Bounds of dates, as an owner writes them.

use super::Day;

/// A bound of dates: a day, or so long before or after today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayBound {
    /// A day.
    Day(Day),
    /// So many days and months from today.
    Today {
        /// The days.
        days: i32,
        /// The months; a year has twelve.
        months: i32,
    },
}

impl DayBound {
    /// Reads `2026-12-24`, `today`, `today+30` or `today+30d` (days), `today-6m` (months),
    /// `today-18y` (years); at most 9999 of each.
    #[must_use]
    pub fn parse(text: &str) -> Option<DayBound> {
        let Some(rest) = text.strip_prefix("today") else { return Day::parse(text).map(DayBound::Day) };
        let bound = |days, months| Some(DayBound::Today { days, months });
        if rest.is_empty() {
            return bound(0, 0);
        }
        let direction = match rest.bytes().next()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let count = rest.get(1..)?;
        let digits = count.trim_end_matches(['d', 'm', 'y']);
        if digits.is_empty()
            || digits.len() > 4
            || count.len() > digits.len() + 1
            || !digits.bytes().all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let count_of = direction * digits.bytes().fold(0, |value, byte| value * 10 + i32::from(byte - b'0'));
        match count.get(digits.len()..)? {
            "m" => bound(0, count_of),
            "y" => bound(0, count_of * 12),
            _ => bound(count_of, 0),
        }
    }

    /// Gives the day, where today is `today`; `None` where it lies outside of the years 1000 to 9999.
    #[must_use]
    pub fn resolve(self, today: Day) -> Option<Day> {
        match self {
            DayBound::Day(day) => Some(day),
            DayBound::Today { days, months } => today.plus_months(months)?.plus_days(days),
        }
    }

    /// Gives the first day that it lets be: where it is counted from today, from the earliest today on earth at `now`,
    /// in milliseconds since 1970 (UTC).
    #[must_use]
    pub fn first(self, now: i64) -> Option<Day> {
        self.resolve(Day::earliest(now))
    }

    /// Gives the last day that it lets be: where it is counted from today, from the latest today on earth at `now`.
    #[must_use]
    pub fn last(self, now: i64) -> Option<Day> {
        self.resolve(Day::latest(now))
    }
}

/// Tells whether no day is ever within two bounds, whatever day is today. Of two that are counted from different
/// beginnings nothing is claimed: some day they may leave room.
#[cfg(feature = "lint")]
pub(crate) fn leave_no_day(min: DayBound, max: DayBound) -> bool {
    // A month has 28 to 31 days, a year 365 or 366.
    let of_months = |months: i32, days_of_month: i32, days_of_year: i32| {
        (months / 12) * days_of_year + (months % 12) * days_of_month
    };
    match (min, max) {
        (DayBound::Day(first), DayBound::Day(last)) => last < first,
        (DayBound::Today { days: least, months: from }, DayBound::Today { days: most, months: to }) => {
            let earliest = least + if from < 0 { of_months(from, 31, 366) } else { of_months(from, 28, 365) };
            let latest = most + if to < 0 { of_months(to, 28, 365) } else { of_months(to, 31, 366) };
            // Somewhere it may be tomorrow already, for which a visitor gets the benefit.
            latest + 1 < earliest
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[cfg(feature = "lint")]
    #[test]
    fn bounds_that_leave_no_day_leave_none_on_any_day() {
        let texts = [
            "today",
            "today+1",
            "today+2",
            "today-2m",
            "today+1m",
            "today+30",
            "today-18y",
            "today-1y",
            "2026-12-24",
            "2026-12-23",
        ];
        let mut claims = 0;
        for (min, max) in texts.iter().flat_map(|min| texts.map(|max| (*min, max))) {
            let (first, last) = (DayBound::parse(min).unwrap(), DayBound::parse(max).unwrap());
            if !leave_no_day(first, last) {
                continue;
            }
            claims += 1;
            for days in 0..1500 {
                let today = day("2024-01-01").plus_days(days).unwrap();
                assert!(
                    last.resolve(today.plus_days(1).unwrap()) < first.resolve(today),
                    "{min} to {max} on {}",
                    today.text()
                );
            }
        }
        assert!(claims > 15, "{claims} claims");
        let none = |min: &str, max: &str| leave_no_day(DayBound::parse(min).unwrap(), DayBound::parse(max).unwrap());
        assert!(none("today+14", "today") && none("2026-12-24", "2026-12-23") && none("today-17y", "today-18y"));
        assert!(!none("today", "today") && !none("today+1", "today") && !none("2030-01-01", "today"));
    }

    #[test]
    fn a_bound_is_a_day_or_so_long_from_today() {
        let at = |bound: &str| DayBound::parse(bound).unwrap().resolve(day("2024-02-29")).map(Day::text);
        for (bound, wanted) in [
            ("2026-12-24", "2026-12-24"),
            ("today", "2024-02-29"),
            ("today+30", "2024-03-30"),
            ("today-1d", "2024-02-28"),
            ("today-18y", "2006-02-28"),
            ("today+1m", "2024-03-29"),
            ("today-2m", "2023-12-29"),
            ("today+4y", "2028-02-29"),
        ] {
            assert_eq!(at(bound).as_deref(), Some(wanted), "{bound}");
        }
        assert_eq!(at("today-9999y"), None);
        for bad in
            ["tomorrow", "today+", "today30", "today+3w", "today+30dd", "today+12345", "today +3", "2026-02-30", ""]
        {
            assert_eq!(DayBound::parse(bad), None, "{bad}");
        }
    }
}
