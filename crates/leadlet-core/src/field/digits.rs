//! Digits of other scripts: what a keyboard in Arabic, Persian, Hindi or Bengali writes, and the wide
//! ones of a Japanese keyboard, read as the digits 0 to 9.

/// The zeros of the scripts that are read; nine more follow each.
const ZEROS: [char; 6] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];

/// Gives the digit `0` to `9` that a character stands for; `None` where it is no digit.
#[must_use]
pub(crate) fn digit(c: char) -> Option<char> {
    let value = ZEROS.iter().filter_map(|zero| u32::from(c).checked_sub(u32::from(*zero))).find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

/// Gives a text with the digits 0 to 9 in place of those of other scripts.
#[cfg(feature = "wide")]
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_of_every_script_read_as_ours() {
        for written in ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９"]
        {
            assert_eq!(written.chars().filter_map(digit).collect::<String>(), "0123456789", "{written}");
        }
        assert_eq!(digit('a'), None);
        assert_eq!(digit('/'), None);
        assert_eq!(digit('²'), None);
    }
}
