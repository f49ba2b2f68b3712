//! Times of day.

use super::{
    style::{MONTH_FIRST, style},
    two,
};
use crate::json::whole_text;

/// A time of day, in minutes since midnight: 0 to 1439.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(u16);

impl Minute {
    /// Midnight.
    pub const FIRST: Minute = Minute(0);
    /// The last minute of a day.
    pub const LAST: Minute = Minute(24 * 60 - 1);

    /// Gives a time; `None` from 24:00 on.
    #[must_use]
    pub const fn of(minutes: u16) -> Option<Minute> {
        if minutes <= Minute::LAST.0 { Some(Minute(minutes)) } else { None }
    }

    /// Gives the minutes since midnight.
    #[must_use]
    pub fn since_midnight(self) -> u16 {
        self.0
    }

    /// Reads `09:30`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Minute> {
        let fits = text.len() == 5
            && text
                .bytes()
                .enumerate()
                .all(|(place, byte)| if place == 2 { byte == b':' } else { byte.is_ascii_digit() });
        Minute::read(text).filter(|_| fits)
    }

    /// Reads a time as a person writes it: `9:30`, `14.30`, `14h30`, `2:30 pm`, `9`.
    #[must_use]
    pub fn read(text: &str) -> Option<Minute> {
        let lower = text.trim().to_ascii_lowercase();
        let half = |short, long| lower.strip_suffix(short).or(lower.strip_suffix(long)).map(str::trim_end);
        let (clock, noon) = match (half("am", "a.m."), half("pm", "p.m.")) {
            (Some(clock), _) => (clock, Some(0)),
            (_, Some(clock)) => (clock, Some(12)),
            _ => (lower.as_str(), None),
        };
        let clock = clock.strip_suffix("uhr").map_or(clock, str::trim_end);
        let (hours, minutes) = clock.split_once([':', '.', 'h']).unwrap_or((clock, ""));
        // A browser may add seconds; those that count are no time of ours.
        let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
        let hours = digits(hours.trim_end()).filter(|_| !hours.is_empty())?;
        if !matches!(minutes.trim().len(), 0 | 2) {
            return None;
        }
        let minutes = digits(minutes.trim())?;
        let hours = match noon {
            Some(_) if !(1..=12).contains(&hours) => return None,
            Some(noon) => hours % 12 + noon,
            None => hours,
        };
        (minutes < 60).then(|| Minute::of(hours * 60 + minutes)).flatten()
    }

    /// Writes it with 24 hours: `14:30`.
    #[must_use]
    pub fn text(self) -> String {
        [two(i32::from(self.0 / 60)), two(i32::from(self.0 % 60))].join(":")
    }

    /// Writes it as the language does: `14:30`, in American English `2:30 pm`.
    #[must_use]
    pub fn localized(self, locale: &str) -> String {
        if style(locale) != MONTH_FIRST {
            return self.text();
        }
        let hours = (self.0 / 60 + 11) % 12 + 1;
        [
            whole_text(i64::from(hours)).as_str(),
            ":",
            &two(i32::from(self.0 % 60)),
            if self.0 < 720 { " am" } else { " pm" },
        ]
        .concat()
    }
}

/// Reads up to two digits; nothing is 0.
fn digits(text: &str) -> Option<u16> {
    let fits = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.bytes().fold(0, |value, byte| value * 10 + u16::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let read = |text: &str| Minute::read(text).map(Minute::text);
        for (text, wanted) in [
            ("9:30", "09:30"),
            ("14.30", "14:30"),
            ("14h30", "14:30"),
            ("14h", "14:00"),
            ("9", "09:00"),
            ("2:30 pm", "14:30"),
            ("2 PM", "14:00"),
            ("12 am", "00:00"),
            ("12:05 p.m.", "12:05"),
            ("14 Uhr", "14:00"),
            ("23:59", "23:59"),
            ("09:30:00", "09:30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
        for bad in ["24:00", "9:60", "13 pm", "0 am", "9:3", "noon", "", "pm", ":30", "9:30:15", "123", "-1:00"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        let afternoon = Minute::read("14:05").unwrap();
        assert_eq!([afternoon.localized("en-US"), afternoon.localized("de")], ["2:05 pm", "14:05"]);
        assert_eq!(Minute::read("0:10").map(|minute| minute.localized("en")).as_deref(), Some("12:10 am"));
        assert_eq!([Minute::parse("09:30").is_some(), Minute::parse("9:30").is_some()], [true, false]);
    }
}
