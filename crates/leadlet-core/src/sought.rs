//! Finds a short text in another.
//!
//! By looking at every place: what is sought has a few letters, and where it is sought a few dozen.
//! The standard library's search takes linear time however long both are, and costs 1.2 kB of brotli;
//! it comes with every `contains`, `split_once` or `replace` that is given a text and not a character.

/// Tells whether `sign` stands in `text`. The standard library looks for a single character as it
/// looks for a text.
#[must_use]
pub(crate) fn has(text: &str, sign: char) -> bool {
    text.chars().any(|c| c == sign)
}

/// Gives what stands before the first `sign` in `text`, and what stands behind it; `None` where it
/// stands nowhere.
#[must_use]
#[inline(never)]
pub fn cut(text: &str, sign: char) -> Option<(&str, &str)> {
    let (at, _) = text.char_indices().find(|(_, c)| *c == sign)?;
    Some((text.get(..at)?, text.get(at + sign.len_utf8()..)?))
}

/// Gives the parts of `text` between one `sign` and the next: one more than there are signs.
pub(crate) fn parts(text: &str, sign: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    core::iter::from_fn(move || {
        let text = rest?;
        let (part, after) = cut(text, sign).map_or((text, None), |(part, after)| (part, Some(after)));
        rest = after;
        Some(part)
    })
}

/// Takes white space off both ends, in one place for the whole widget.
#[must_use]
#[inline(never)]
pub fn trimmed(text: &str) -> &str {
    text.trim()
}

/// Gives the first place at or behind `from`, in bytes, where `part` stands in `text`.
#[inline(never)]
fn next(text: &str, part: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    rest.windows(part.len().max(1)).position(|place| place == part.as_bytes()).map(|at| from + at)
}

/// Gives the places, in bytes from the start, where `part` stands in `text`; those that overlap are
/// among them. An empty `part` stands nowhere.
pub(crate) fn places(text: &str, part: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    core::iter::from_fn(move || {
        let at = next(text, part, from)?;
        from = at + 1;
        Some(at)
    })
}

/// Tells whether `part` stands in `text`, as an empty one always does.
#[must_use]
pub fn is_within(text: &str, part: &str) -> bool {
    part.is_empty() || next(text, part, 0).is_some()
}

/// Gives what stands before the first `part` in `text`, and what stands behind it; `None` where it
/// stands nowhere.
pub(crate) fn split<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = next(text, part, 0)?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_sought_is_found_as_the_standard_library_finds_it(text in "[aäb.]{0,12}", part in "[aäb.]{1,3}") {
            prop_assert_eq!(is_within(&text, &part), text.contains(&part));
            prop_assert_eq!(split(&text, &part), text.split_once(&part));
            for sign in part.chars() {
                prop_assert_eq!(cut(&text, sign), text.split_once(sign));
                prop_assert_eq!(parts(&text, sign).collect::<Vec<_>>(), text.split(sign).collect::<Vec<_>>());
            }
            let ends = (0..text.len()).filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(&part)));
            prop_assert_eq!(places(&text, &part).collect::<Vec<_>>(), ends.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_sign_of_any_length_is_found() {
        assert!(has("1٫5", '٫') && has("a.b", '.') && !has("ab", '.') && !has("", 'a'));
    }

    #[test]
    fn nothing_stands_in_every_text() {
        assert!(is_within("", "") && is_within("a", ""));
    }
}
