//! Reads the times that cases are written with.

const DAY_MS: i64 = 86_400_000;

/// Reads a date (`2026-01-15`) or a time of UTC (`2026-01-15T12:00Z`, `2026-01-15T12:00:30Z`), as
/// RFC 3339 writes them, in milliseconds since 1970; `None` where it is neither. The years go from
/// 1970 to 9999.
pub(super) fn read_time(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00Z"));
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let time = time.strip_suffix('Z')?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2]).or_else(|| {
        let [hour, minute] = numbers(time, ':', [2, 2])?;
        Some([hour, minute, 0])
    })?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_of_month = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let sound = year >= 1970
        && (1..=12).contains(&month)
        && (1..=days_of_month).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    sound.then(|| days_since_1970(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000)
}

/// Counts days in the Gregorian calendar. A year begins in March here, so that the day a leap year
/// adds is its last: then the months have 153 days in every five.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    const FROM_YEAR_0: i64 = 719_468;
    let year = if month <= 2 { year - 1 } else { year };
    let since_march = (month + 9) % 12;
    let day_of_year = (153 * since_march + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - FROM_YEAR_0
}

/// Reads numbers of exactly so many digits each.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[i64; N]> {
    let mut read = [0; N];
    let mut parts = text.split(between);
    for (place, length) in read.iter_mut().zip(digits) {
        let part = parts.next()?;
        let sound = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        *place = sound.then(|| part.parse().ok()).flatten()?;
    }
    parts.next().is_none().then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_or_a_time_of_utc_is_milliseconds_since_1970() {
        assert_eq!(read_time("1970-01-01"), Some(0));
        assert_eq!(read_time("2000-02-29T00:00:01Z"), Some(951_782_401_000));
        assert_eq!(read_time("2026-01-15T12:00Z"), Some(1_768_478_400_000));
        assert_eq!(read_time("2100-03-01"), Some(4_107_542_400_000));
        assert_eq!(read_time("9999-12-31T23:59:59Z"), Some(253_402_300_799_000));
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "2026",
            "2026-1-15",
            "2026-13-01",
            "2026-00-10",
            "2026-02-29",
            "2100-02-29",
            "2026-04-31",
            "2026-01-15T24:00Z",
            "2026-01-15T12:60Z",
            "2026-01-15T12:00",
            "2026-01-15T12:00:00+01:00",
            "2026-01-15 12:00Z",
            "1969-12-31",
            "2026-01-15T12:00:00:00Z",
            "+026-01-15",
        ] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
