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
    let digits = even_of_two(number.abs(), mantissa.replace('.', ""), exponent);
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
        out.push_str(if exponent < 0 { "e-" } else { "e+" });
        out.push_str(&exponent.unsigned_abs().to_string());
    }
    out
}

/// Takes the even one of two shortest forms where the number lies exactly between them, as
/// ECMAScript does and RFC 8785 demands; Rust takes the upper one. 1424953923781206.25 ends in .2.
fn even_of_two(number: f64, digits: String, exponent: i32) -> String {
    let upper: u64 = digits.parse().unwrap_or(0);
    // The last digit counts tens of this power.
    let power = exponent + 1 - i32::try_from(digits.len()).unwrap_or(0);
    if upper.is_multiple_of(2) || !is_halfway(number, upper, power) {
        return digits;
    }
    let lower = (upper - 1).to_string();
    let reads_back = [&lower, "e", &power.to_string()].concat().parse() == Ok(number);
    if reads_back && lower.len() == digits.len() { lower } else { digits }
}

/// Tells whether `number` is exactly (`upper` - 1/2) · 10^`power`, for an odd `upper`.
///
/// Doubled, both sides are an odd part times a power of two, and each must agree.
fn is_halfway(number: f64, upper: u64, power: i32) -> bool {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = number.to_bits();
    let (fraction, biased) = (bits & FRACTION, i32::try_from(bits >> 52).unwrap_or(0));
    let (mantissa, scale) = if biased == 0 { (fraction, -1074) } else { (fraction | (FRACTION + 1), biased - 1075) };
    let zeros = mantissa.trailing_zeros();
    let odd = mantissa >> zeros;
    if scale + 1 + i32::try_from(zeros).unwrap_or(0) != power {
        return false;
    }
    let doubled = 2 * upper - 1;
    let fives = 5_u64.checked_pow(power.unsigned_abs());
    let scaled = |value: u64| fives.and_then(|fives| value.checked_mul(fives));
    if power >= 0 { scaled(doubled) == Some(odd) } else { scaled(odd) == Some(doubled) }
}
