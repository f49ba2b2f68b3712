//! Writes a number as ECMAScript does (`Number::toString`, the form RFC 8785 requires).

use super::{
    decimal::{read_decimal, shortest},
    whole::whole_text,
};

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
        return whole_text(number as i64);
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
        out.push_str(&whole_text((point - 1).abs()));
    }
    out
}

/// Gives how many digits `number` has behind its decimal point, as [`number_text`] would write it
/// without an exponent: 0 for 1500, 2 for 0.25.
#[must_use]
pub(crate) fn decimals(number: f64) -> i64 {
    if number == 0.0 || !number.is_finite() {
        return 0;
    }
    let (digits, point) = shortest(number.abs());
    (i64::try_from(digits.len()).unwrap_or(0) - point).max(0)
}

/// Rounds `number` to so many decimals, half away from zero, by the digits that people see: 1.005
/// is 1.01 with two decimals, although its bits stand for slightly less. The same everywhere, since
/// the digits are exact.
#[must_use]
pub(crate) fn rounded(number: f64, decimals: i64) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    let (digits, point) = shortest(number.abs());
    let Ok(kept) = usize::try_from(point + decimals) else { return 0.0 };
    let Some((head, tail)) = digits.split_at_checked(kept).filter(|(_, tail)| !tail.is_empty()) else { return number };
    // At most 17 digits, and a carry.
    let whole = head.bytes().fold(0_i64, |whole, digit| whole * 10 + i64::from(digit - b'0'));
    let whole = whole + i64::from(tail.as_bytes().first() >= Some(&b'5'));
    let size = read_decimal(&[&whole_text(whole), "e", &whole_text(-decimals)].concat()).unwrap_or(0.0);
    if number < 0.0 && size > 0.0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_rounded_away_from_zero_by_the_digits_people_see() {
        for (number, places, wanted) in [
            (1.005, 2, 1.01_f64),
            (-1.005, 2, -1.01),
            (2.675, 2, 2.68),
            (0.5, 0, 1.0),
            (-0.5, 0, -1.0),
            (0.4999, 0, 0.0),
            (999.995, 2, 1000.0),
            (0.1 + 0.2, 2, 0.3),
            (1e21, 2, 1e21),
            (1.5e-9, 2, 0.0),
            (1234.5, 2, 1234.5),
            (0.045, 1, 0.0),
            (0.05, 1, 0.1),
            (1.0 / 3.0, 6, 0.333_333),
        ] {
            assert_eq!(rounded(number, places).to_bits(), wanted.to_bits(), "{number} to {places}");
        }
    }

    #[test]
    fn decimals_are_counted_as_they_are_written() {
        assert_eq!([decimals(0.25), decimals(1500.0), decimals(0.0), decimals(1e-7), decimals(1e21)], [2, 0, 0, 7, 0]);
    }
}
