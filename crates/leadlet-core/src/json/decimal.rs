//! Turns decimal digits into the nearest `f64` and an `f64` into its shortest decimal digits.
//!
//! Both ways are exact: whole numbers of any length decide, never a table of powers, and rounding
//! is to the nearest, a tie to the even one. The standard library does the same faster, with 20 kB
//! of compressed wasm for its tables and its three algorithms; a form holds a few dozen numbers,
//! and the ones people write (`0.25`, `1500`) take a short cut of one exact division here too.
//!
//! Knows nothing of how JSON or JavaScript lay a number out: `number.rs` does.

use super::whole::whole_text;
use core::cmp::Ordering;

/// The bits of a fraction as an `f64` stores it; the leading one is not stored.
const FRACTION_BITS: u32 = 52;

/// The exponent of the last bit of the smallest numbers: they are multiples of 2^-1074.
const LEAST_EXPONENT: i64 = -1074;

/// The digits that are read one by one. A point halfway between two numbers has at most 767, so
/// of all that follow it only counts whether they are more than nothing.
const MOST_DIGITS: usize = 800;

/// The largest power of ten all of whose predecessors and itself are exact in an `f64`.
const EXACT_TENS: i64 = 22;

/// Whole numbers below it have at most 15 digits: they are exact, and divided by powers of ten (up
/// to the exact ones) no two different results are the same `f64`.
const FIFTEEN_DIGITS: u64 = 1_000_000_000_000_000;

/// Reads decimal digits as the nearest number: an optional sign, digits with at most one `.` among
/// them, an optional exponent. What is too large is infinite, what is too small is zero.
///
/// `None` where `text` has another form or no digit.
#[must_use]
pub(crate) fn read_decimal(text: &str) -> Option<f64> {
    let (mantissa, exponent) =
        text.split_once(['e', 'E']).map_or((text, Some(0)), |(mantissa, exponent)| (mantissa, read_exponent(exponent)));
    let (negative, mantissa) = split_sign(mantissa);
    let mut exponent = exponent?;
    let mut digits: Vec<u8> = Vec::new();
    let (mut any, mut after_point, mut more) = (false, false, false);
    for byte in mantissa.bytes() {
        match byte {
            b'0'..=b'9' => {
                any = true;
                let kept = digits.len() < MOST_DIGITS;
                if kept && (byte > b'0' || !digits.is_empty()) {
                    digits.push(byte - b'0');
                }
                more |= !kept && byte > b'0';
                // A digit after the point that is kept makes all that is kept ten times smaller;
                // one before the point that is not kept makes it ten times larger.
                exponent += i64::from(!kept) - i64::from(after_point);
            }
            b'.' if !after_point => after_point = true,
            _ => return None,
        }
    }
    if more {
        digits.push(1);
        exponent -= 1;
    }
    let size = magnitude(&digits, exponent);
    any.then_some(if negative { -size } else { size })
}

fn split_sign(text: &str) -> (bool, &str) {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    (text.starts_with('-'), unsigned)
}

/// Reads an exponent, kept small enough that no length of the mantissa can make it overflow.
fn read_exponent(text: &str) -> Option<i64> {
    const FAR: i64 = 1 << 56;
    let (negative, digits) = split_sign(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.bytes().fold(0, |size, byte| FAR.min(size * 10 + i64::from(byte - b'0')));
    Some(if negative { -size } else { size })
}

/// Gives the number nearest to `digits` · 10^`exponent`; `digits` start with none that is 0.
fn magnitude(digits: &[u8], exponent: i64) -> f64 {
    // The value is below 10^point and not below a tenth of that.
    let point = exponent + i64::try_from(digits.len()).unwrap_or(0);
    if digits.is_empty() || point < -323 {
        return 0.0;
    }
    if point > 309 {
        return f64::INFINITY;
    }
    if digits.len() <= 15 && exponent.abs() <= EXACT_TENS {
        // Both are exact, so that the one operation rounds as it should.
        let whole = digits.iter().fold(0.0, |whole, digit| whole * 10.0 + f64::from(*digit));
        return if exponent < 0 { whole / power_of_ten(-exponent) } else { whole * power_of_ten(exponent) };
    }
    let mut over = Whole::default();
    for digit in digits {
        over.multiply_and_add(10, *digit);
    }
    let mut under = Whole::from(1);
    let scaled = if exponent < 0 { &mut under } else { &mut over };
    scaled.multiply_by_power(10, exponent);
    nearest(over, under)
}

fn power_of_ten(exponent: i64) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

/// Gives the number nearest to `over` / `under`, both more than 0, by a division bit by bit.
fn nearest(mut over: Whole, mut under: Whole) -> f64 {
    // The quotient is brought between 1 and 2 and the powers of two are counted.
    let mut exponent = over.bits() - under.bits();
    let smaller = if exponent < 0 { &mut over } else { &mut under };
    smaller.multiply_by_power(2, exponent);
    if over < under {
        over.multiply_and_add(2, 0);
        exponent -= 1;
    }
    // The exponent of the last bit that is stored: the smallest numbers have fewer bits.
    let last = LEAST_EXPONENT.max(exponent - i64::from(FRACTION_BITS));
    let mut bits = 0_u64;
    for _ in last..=exponent {
        bits *= 2;
        if over >= under {
            over.subtract(&under);
            bits += 1;
        }
        over.multiply_and_add(2, 0);
    }
    // What is left is twice the remainder: it tells on which side of the middle the rest lies. One
    // place further down (where nothing was divided) it tells the same of half the smallest number.
    let up = match over.cmp(&under) {
        Ordering::Less => false,
        Ordering::Equal => bits % 2 == 1,
        Ordering::Greater => exponent >= LEAST_EXPONENT - 1,
    };
    bits += u64::from(up);
    // The leading bit and a carry of the rounding both add one to the exponent that is stored.
    let stored = u64::try_from(last - LEAST_EXPONENT).unwrap_or(0);
    f64::from_bits(((stored << FRACTION_BITS) + bits).min(f64::INFINITY.to_bits()))
}

/// Gives the shortest decimal digits that read back to `number`, and how many of them stand before
/// the decimal point (less than 0: so many zeros stand between the point and the digits).
///
/// Of several shortest ones it gives the nearest to `number`, of two equally near ones the even
/// one, as JavaScript and RFC 8785 do: 1424953923781206.25 gives …2062. `number` is finite and
/// more than 0; the digits start and end with none that is 0.
#[must_use]
pub(super) fn shortest(number: f64) -> (String, i64) {
    short_cut(number).unwrap_or_else(|| free_format(number))
}

/// Finds digits of at most 15 places by moving the point: they are the only ones so short, hence
/// the shortest and the nearest.
fn short_cut(number: f64) -> Option<(String, i64)> {
    let (places, whole) = (0..=EXACT_TENS).find_map(|places| {
        let power = power_of_ten(places);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the comparison with the number holds only where nothing was lost"
        )]
        let whole = (number * power + 0.5) as u64;
        (whole < FIFTEEN_DIGITS && whole as f64 / power == number).then_some((places, whole))
    })?;
    let digits = whole_text(whole.cast_signed());
    let point = i64::try_from(digits.len()).unwrap_or(0) - places;
    Some((digits.trim_end_matches('0').to_owned(), point))
}

/// Produces digit after digit until the rest is nearer than the neighbouring numbers (the
/// free-format algorithm of Steele and White, in the form of Burger and Dybvig).
fn free_format(number: f64) -> (String, i64) {
    const LEADING: u64 = 1 << FRACTION_BITS;
    let (stored, fraction) = (number.to_bits() >> FRACTION_BITS, number.to_bits() % LEADING);
    let mantissa = if stored == 0 { fraction } else { fraction + LEADING };
    let exponent = LEAST_EXPONENT + i64::try_from(stored.max(1)).unwrap_or(1) - 1;
    // The neighbour below a power of two is half as far away as the one above.
    let above: u8 = if fraction == 0 && stored > 1 { 2 } else { 1 };
    // Number, distance to the middle between it and the number below, and what both are parts of:
    // number = rest / unit, distance = below / unit.
    let mut rest = Whole::from(mantissa * 2 * u64::from(above));
    let mut below = Whole::from(1);
    let mut unit = Whole::from(2 * u64::from(above));
    if exponent < 0 {
        unit.multiply_by_power(2, exponent);
    } else {
        rest.multiply_by_power(2, exponent);
        below.multiply_by_power(2, exponent);
    }
    // Tells whether the number rounded up to the next `unit` still reads back. What lies in the
    // very middle reads back to the even neighbour.
    let even = mantissa % 2 == 0;
    let reaches = |rest: &Whole, below: &Whole, unit: &Whole| {
        let mut reach = rest.clone();
        (0..above).for_each(|_| reach.add(below));
        reach > *unit || (even && reach == *unit)
    };
    // 78913 / 2^18 is a little less than the logarithm of 2 to the base 10, and the loop goes up.
    let bits = exponent + 63 - i64::from(mantissa.leading_zeros());
    let mut point = (bits * 78_913) >> 18;
    if point > 0 {
        unit.multiply_by_power(10, point);
    } else {
        rest.multiply_by_power(10, point);
        below.multiply_by_power(10, point);
    }
    while reaches(&rest, &below, &unit) {
        unit.multiply_and_add(10, 0);
        point += 1;
    }
    let mut digits = String::new();
    loop {
        rest.multiply_and_add(10, 0);
        below.multiply_and_add(10, 0);
        let mut digit = 0;
        while rest >= unit {
            rest.subtract(&unit);
            digit += 1;
        }
        let down = rest < below || (even && rest == below);
        let up = reaches(&rest, &below, &unit);
        if down || up {
            rest.multiply_and_add(2, 0);
            let nearer_up = match rest.cmp(&unit) {
                Ordering::Less => false,
                Ordering::Equal => digit % 2 == 1,
                Ordering::Greater => true,
            };
            // Never 10: a digit earlier the next one up would have read back.
            digit += u8::from(up && (nearer_up || !down));
        }
        digits.push(char::from(b'0' + digit));
        if down || up {
            return (digits, point);
        }
    }
}

/// A whole number of any length: base 2^32, the least place first, none that is 0 at the end.
#[derive(Clone, Default, PartialEq, Eq)]
struct Whole(Vec<u32>);

impl From<u64> for Whole {
    fn from(number: u64) -> Self {
        let mut places = Whole(vec![low(number), low(number >> 32)]);
        places.trim();
        places
    }
}

impl Ord for Whole {
    fn cmp(&self, other: &Self) -> Ordering {
        let longer = self.0.len().cmp(&other.0.len());
        longer.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Whole {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Whole {
    /// Counts the binary digits.
    fn bits(&self) -> i64 {
        let last = self.0.last().map_or(0, |place| i64::from(place.leading_zeros()));
        32 * i64::try_from(self.0.len()).unwrap_or(0) - last
    }

    fn multiply_and_add(&mut self, factor: u32, more: u8) {
        let mut carry = u64::from(more);
        for place in &mut self.0 {
            carry += u64::from(*place) * u64::from(factor);
            *place = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Multiplies with `base`, at most 10, as many times as `power` says, whatever its sign.
    fn multiply_by_power(&mut self, base: u32, power: i64) {
        let mut left = power.unsigned_abs();
        while left > 0 {
            // Ten to the ninth is the last that fits one place.
            let times = left.min(9);
            let factor = (0..times).fold(1, |factor, _| factor * base);
            self.multiply_and_add(factor, 0);
            left -= times;
        }
    }

    fn add(&mut self, other: &Whole) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = 0;
        for (place, more) in self.0.iter_mut().zip(other.0.iter().copied().chain(core::iter::repeat(0))) {
            carry += u64::from(*place) + u64::from(more);
            *place = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Whole) {
        let mut borrowed = false;
        for (place, less) in self.0.iter_mut().zip(other.0.iter().copied().chain(core::iter::repeat(0))) {
            let (rest, first) = place.overflowing_sub(less);
            let (rest, second) = rest.overflowing_sub(u32::from(borrowed));
            *place = rest;
            borrowed = first || second;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

/// Gives the lower 32 bits.
fn low(number: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is the carry")]
    let low = number as u32;
    low
}

#[cfg(test)]
mod tests;
