//! JavaScript's conversions between texts and numbers, as `Number()`, `parseFloat()` and
//! `String()` do them.

use crate::json::{number_text, read_decimal};
use core::cmp::Ordering;

/// Reads the whole of a text as a number, as `Number(text)` does: empty is 0, `0x1f` is 31, and
/// whatever is not a number gives "not a number".
pub(super) fn whole_number(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        return 0.0;
    }
    for (radix, marks) in [(16, ["0x", "0X"]), (8, ["0o", "0O"]), (2, ["0b", "0B"])] {
        if let Some(digits) = marks.iter().find_map(|mark| text.strip_prefix(mark)) {
            return radix_number(digits, radix);
        }
    }
    if decimal_length(text) == text.len() { decimal(text) } else { f64::NAN }
}

/// Reads the number that a text begins with, as `parseFloat(text)` does: `12 months` is 12.
pub(super) fn leading_number(text: &str) -> f64 {
    let text = text.trim_start_matches(is_space);
    decimal(text.get(..decimal_length(text)).unwrap_or(""))
}

/// Writes a number as `String(number)` does.
pub(super) fn number_words(number: f64) -> String {
    if number.is_finite() {
        return number_text(number);
    }
    let words = if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    words.to_owned()
}

/// Compares two texts as JavaScript does: by UTF-16 units.
pub(super) fn compare_texts(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// Drops the fraction; "not a number" is 0.
pub(super) fn truncated(number: f64) -> f64 {
    if number.is_nan() { 0.0 } else { libm::trunc(number) }
}

fn radix_number(digits: &str, radix: u32) -> f64 {
    let mut total = if digits.is_empty() { f64::NAN } else { 0.0 };
    for digit in digits.chars() {
        total = total * f64::from(radix) + digit.to_digit(radix).map_or(f64::NAN, f64::from);
    }
    total
}

/// Reads what [`decimal_length`] has counted.
fn decimal(text: &str) -> f64 {
    match text {
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        _ => read_decimal(text).unwrap_or(f64::NAN),
    }
}

/// Counts the bytes of the decimal number that a text begins with.
fn decimal_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    if text.get(sign..).is_some_and(|rest| rest.starts_with("Infinity")) {
        return sign + "Infinity".len();
    }
    let whole = digits(sign);
    let mut end = sign + whole;
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return 0;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}

/// Tells what JavaScript counts as white space: the byte order mark is, U+0085 is not.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_number_only_as_a_whole() {
        for (text, number) in [
            ("", 0.0),
            (" \n", 0.0),
            ("12", 12.0),
            (" -1.5e3 ", -1500.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("+7", 7.0),
            ("0x1F", 31.0),
            ("0b101", 5.0),
            ("0o17", 15.0),
            ("\u{feff}3\u{a0}", 3.0),
            ("-Infinity", f64::NEG_INFINITY),
            ("00012", 12.0),
            ("1e400", f64::INFINITY),
        ] {
            assert_eq!(whole_number(text), number, "{text:?}");
        }
        for text in [
            "12 months",
            "inf",
            "nan",
            "infinity",
            "1e",
            ".",
            "-",
            "0x",
            "0xg",
            "-0x1",
            "1_000",
            "1,5",
            "\u{85}1",
            "e5",
        ] {
            assert!(whole_number(text).is_nan(), "{text:?}");
        }
    }

    #[test]
    fn a_number_may_lead_a_text() {
        for (text, number) in [
            ("12 months", 12.0),
            ("  3.5.1", 3.5),
            ("1e", 1.0),
            ("1e+", 1.0),
            ("-.5x", -0.5),
            ("0x10", 0.0),
            ("Infinity!", f64::INFINITY),
        ] {
            assert_eq!(leading_number(text), number, "{text:?}");
        }
        for text in ["", "abc", "-", ".", "inf", "nan", "true"] {
            assert!(leading_number(text).is_nan(), "{text:?}");
        }
    }

    #[test]
    fn texts_are_ordered_by_utf_16_units() {
        assert_eq!(compare_texts("\u{1f600}", "\u{fb33}"), Ordering::Less, "a surrogate sorts before U+FB33");
        assert_eq!(compare_texts("B", "a"), Ordering::Less);
        assert_eq!(compare_texts("10", "9"), Ordering::Less);
    }
}
