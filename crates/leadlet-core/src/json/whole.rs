//! Writes whole numbers.
//!
//! The standard library writes them through its formatter, which knows signs, widths and paddings
//! that nobody asks for: 1 kB of brotli for what is a loop.

/// Writes a whole number in decimal digits, one below 0 with a `-` before them.
#[must_use]
#[inline(never)]
pub fn whole_text(number: i64) -> String {
    let mut left = number.unsigned_abs();
    let mut text = String::new();
    loop {
        #[expect(clippy::cast_possible_truncation, reason = "a single digit")]
        text.insert(0, char::from(b'0' + (left % 10) as u8));
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        text.insert(0, '-');
    }
    text
}

/// Writes how many there are.
#[must_use]
pub fn count_text(count: usize) -> String {
    whole_text(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::whole_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_whole_number_is_written_as_the_standard_library_writes_it(number: i64) {
            prop_assert_eq!(whole_text(number), number.to_string());
        }
    }

    #[test]
    fn the_ends_of_the_range_are_written_whole() {
        for number in [i64::MIN, -10, -1, 0, 9, 10, i64::MAX] {
            assert_eq!(whole_text(number), number.to_string());
        }
    }
}
