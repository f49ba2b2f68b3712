//! Times as people and programs write them: milliseconds since 1970, or a day or time of ISO 8601.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use leadlet_core::json::Json;

/// The first time that is taken for milliseconds, in 1973: what is less is likely seconds, and as
/// milliseconds would make every event half a century old.
const FIRST: i64 = 100_000_000_000;

/// The last one: the end of the year 9999.
const LAST: i64 = 253_402_300_799_999;

/// Reads a time in milliseconds since 1970 out of a JSON value.
///
/// # Errors
/// What is wrong with it, as a sentence without its subject: "is a list, not a time …".
pub(crate) fn of_json(json: &Json) -> Result<i64, String> {
    match json {
        Json::Number(_) => json
            .as_whole()
            .ok_or_else(|| "has a fraction; write whole milliseconds since 1970".to_owned())
            .and_then(within),
        Json::Text(text) => of_text(text),
        other => Err(format!("is {}, not a time in whole milliseconds since 1970", other.kind())),
    }
}

/// Reads a time out of a text: whole milliseconds since 1970, a day of UTC (its first moment), or a time with an offset.
///
/// # Errors
/// What is wrong with it, as a sentence without its subject.
pub(crate) fn of_text(text: &str) -> Result<i64, String> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return within(number);
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return within(instant.as_millisecond());
    }
    let day = text.parse::<Date>().ok().filter(|_| text.len() == "2026-01-31".len());
    day.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map(|day| day.timestamp().as_millisecond()).map_or_else(
        || {
            Err(format!(
                "is {text:?}; write milliseconds since 1970, a day as 2026-01-31, or a time as 2026-01-31T12:00:00Z"
            ))
        },
        within,
    )
}

fn within(millis: i64) -> Result<i64, String> {
    match millis {
        ..0 => Err("lies before 1970".to_owned()),
        0..FIRST => Err(format!(
            "is {millis}, which looks like seconds or a count; write milliseconds since 1970 (from 1973 on)"
        )),
        FIRST..=LAST => Ok(millis),
        _ => Err(format!("is {millis}, which lies after the year 9999; write milliseconds since 1970")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_milliseconds_or_iso_8601() {
        for (text, millis) in [
            ("1768478400000", 1_768_478_400_000),
            ("2026-01-15T12:00:00Z", 1_768_478_400_000),
            ("2026-01-15T13:00:00+01:00", 1_768_478_400_000),
            ("2026-01-15", 1_768_435_200_000),
        ] {
            assert_eq!(of_text(text), Ok(millis), "{text}");
        }
    }

    #[test]
    fn seconds_are_not_taken_for_milliseconds() {
        assert!(of_text("1768478400").unwrap_err().contains("seconds"));
        assert!(of_json(&Json::Number(1.5)).unwrap_err().contains("fraction"));
        for text in ["", "yesterday", "2026-13-01", "-1", "99999999999999999", "15.01.2026"] {
            assert!(of_text(text).is_err(), "{text}");
        }
    }
}
