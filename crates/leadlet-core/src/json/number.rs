//! Writes a number as ECMAScript does (`Number::toString`, the form RFC 8785 requires).

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
    // `{:e}` gives the shortest digits, as in "-1.2345e-7"; only the layout differs.
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits = mantissa.replace('.', "");
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    let mut out = String::new();
    if number < 0.0 {
        out.push('-');
    }
    // The decimal point stands after `point` digits.
    let point = exponent + 1;
    if count <= point && point <= 21 {
        out.push_str(&digits);
        out.push_str(&zeros(point - count));
    } else if 0 < point && point <= 21 {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    } else if -6 < point && point <= 0 {
        out.push_str("0.");
        out.push_str(&zeros(-point));
        out.push_str(&digits);
    } else {
        let (first, rest) = digits.split_at(1);
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        out.push_str(if exponent < 0 { "e-" } else { "e+" });
        out.push_str(&exponent.unsigned_abs().to_string());
    }
    out
}
