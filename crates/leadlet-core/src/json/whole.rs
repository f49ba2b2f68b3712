//! Writes whole numbers and reads them.
//!
//! The standard library writes them through its formatter, which knows signs, widths and paddings
//! that nobody asks for, 1 kB of brotli for what is a loop, and reads each type by code of its own.

/// Writes a whole number in decimal digits, one below 0 with a `-` before them.
#[must_use]
#[inline(never)]
pub fn whole_text(number: i64) -> String {
    let mut left = number.unsigned_abs();
    let mut text = String::new();
    loop {
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

/// Reads a whole number of decimal digits and nothing else; `None` where it is above 2^63 - 1.
#[must_use]
#[inline(never)]
pub fn read_whole(text: &str) -> Option<i64> {
    let add = |number: i64, byte: u8| {
        number.checked_mul(10)?.checked_add(i64::from(byte.is_ascii_digit().then_some(byte)? - b'0'))
    };
    text.bytes().try_fold(0, add).filter(|_| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{read_whole, whole_text};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_whole_number_is_written_as_the_standard_library_writes_it(number: i64) {
            prop_assert_eq!(whole_text(number), number.to_string());
        }
    }

    #[test]
    fn only_digits_are_read_as_a_whole_number() {
        for text in ["0", "7", "007", "9223372036854775807", "9223372036854775808", "", "1a", "1.0", " 1", "٣"] {
            assert_eq!(read_whole(text), text.parse().ok(), "{text}");
        }
        assert_eq!((read_whole("+1"), read_whole("-1")), (None, None));
    }

    #[test]
    fn the_ends_of_the_range_are_written_whole() {
        for number in [i64::MIN, -10, -1, 0, 9, 10, i64::MAX] {
            assert_eq!(whole_text(number), number.to_string());
        }
    }
}
