//! Days and times of day: what a calendar knows, and how languages write a date.
//!
//! Knows the Gregorian calendar, leap years included, and the order in which a language writes day,
//! month and year. Knows no clock and no time zone: who asks what today is names a time, and gets
//! the first or the last day that it can be anywhere on earth, so that nobody's today is refused.

mod bound;
mod day;
mod minute;
mod style;

pub use bound::DayBound;
#[cfg(feature = "lint")]
pub(crate) use bound::leave_no_day;
pub use day::Day;
pub use minute::Minute;

use crate::json::whole_text;

/// Writes a number of one or two digits as two.
fn two(number: i32) -> String {
    let digits = whole_text(i64::from(number));
    if digits.len() < 2 { ["0", &digits].concat() } else { digits }
}
