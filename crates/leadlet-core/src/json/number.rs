//! Writes a number as ECMAScript does (`Number::toString`, the form RFC 8785 requires).

use super::decimal::shortest;

/// Writes `number` in the shortest form that reads back to the same bits, laid out as JavaScript
/// lays it out: `1e21` from 10^21 on, `1e-7` below 10^-6, `-0` as `0`.
///
/// Anything that is not finite is written as `null`, as `JSON.stringify` does.
#[must_use]
pub fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return "null".to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within 2^53")]
    if number.abs() < 9_007_199_254_740_992.0 && libm::trunc(number) == number {
        return (number as i64).to_string();
    }
    // The decimal point stands after `point` digits.
    let (digits, point) = shortest(number.abs());
    let count = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let zeros = |n: i64| "0".repeat(usize::try_from(n).unwrap_or(0));
    let mut out = String::new();
    if number < 0.0 {
        out.push('-');
    }
    if count <= point && point <= 21 {
        out.push_str(&digits);
        out.push_str(&zeros(point - count));
    } else if 0 < point && point <= 21 {
        // Checked, here and below: the message of an unchecked split costs 3 kB of compressed wasm.
        let split = digits.split_at_checked(usize::try_from(point).unwrap_or(0));
        let (whole, fraction) = split.unwrap_or((&digits, ""));
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    } else if -6 < point && point <= 0 {
        out.push_str("0.");
        out.push_str(&zeros(-point));
        out.push_str(&digits);
    } else {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        out.push_str(if point < 1 { "e-" } else { "e+" });
        out.push_str(&(point - 1).unsigned_abs().to_string());
    }
    out
}
