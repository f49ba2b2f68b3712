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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
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
