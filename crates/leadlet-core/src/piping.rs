//! Places in texts: `{answers.name|there}` is where an answer is put in when the text is read.
//!
//! Knows the marks and nothing of what stands for a place: who shows the text says that. A place is
//! a name in braces, with words behind a bar for when there is nothing to put in. Two braces are one
//! brace, so that a text may hold braces of its own. What is put in is put in as text and is not
//! looked at again: an answer that looks like a place stays as it is.

use crate::sought;

/// Whether answers are put into the texts of a config. An edition of the widget that does not leaves a
/// config with places to the one that does; its own sentences have places in every edition.
pub const IS_KNOWN: bool = cfg!(feature = "wide");

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words to show as they are.
    Plain(&'t str),
    /// Where a value is put in.
    Place {
        /// What is put in, as `answers.name`.
        name: &'t str,
        /// What is shown where there is no value; absent where the text has no bar.
        fallback: Option<&'t str>,
    },
    /// A brace that opens a place and is never closed, with all that follows it.
    Open(&'t str),
}

/// Takes a text apart, piece by piece.
pub fn take_apart<'t>(text: &'t str, see: &mut dyn FnMut(Piece<'t>)) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_mark) {
        let (before, marked) = rest.split_at(at);
        let (mark, after) = marked.split_at(1);
        if let Some(doubled) = after.strip_prefix(mark) {
            see(Piece::Plain(before));
            see(Piece::Plain(mark));
            rest = doubled;
        } else if mark == "}" {
            see(Piece::Plain(before));
            see(Piece::Plain(mark));
            rest = after;
        } else if let Some((place, following)) = sought::cut(after, '}') {
            see(Piece::Plain(before));
            let (name, fallback) = match sought::cut(place, '|') {
                Some((name, fallback)) => (name, Some(fallback)),
                None => (place, None),
            };
            see(Piece::Place { name: name.trim(), fallback });
            rest = following;
        } else {
            see(Piece::Plain(before));
            return see(Piece::Open(marked));
        }
    }
    see(Piece::Plain(rest));
}

/// Puts into every place what stands for it, else the place's fallback, else nothing.
#[must_use]
pub fn fill(text: &str, value_of: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    take_apart(text, &mut |piece| match piece {
        Piece::Plain(words) | Piece::Open(words) => filled.push_str(words),
        Piece::Place { name, fallback } => match value_of(name) {
            Some(value) => filled.push_str(&value),
            None => filled.push_str(fallback.unwrap_or_default()),
        },
    });
    filled
}

/// Tells whether filling could change a text.
#[must_use]
pub fn has_marks(text: &str) -> bool {
    text.bytes().any(is_mark)
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'{' | b'}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        fill(text, &|name| (name == "answers.name").then(|| "Ann {answers.name}".to_owned()))
    }

    #[test]
    fn a_place_holds_its_value_or_its_fallback_or_nothing() {
        assert_eq!(told("Hello {answers.name}!"), "Hello Ann {answers.name}!");
        assert_eq!(told("Hello { answers.name |there}!"), "Hello Ann {answers.name}!");
        assert_eq!(told("Hello {answers.other|there, you}!"), "Hello there, you!");
        assert_eq!(told("Hello{answers.other}!"), "Hello!");
    }

    #[test]
    fn two_braces_are_one() {
        assert_eq!(told("{{answers.name}}"), "{answers.name}");
        assert_eq!(told("{{{answers.other|x}}}"), "{x}");
        assert_eq!(told("a } b"), "a } b");
    }

    #[test]
    fn a_brace_that_is_never_closed_is_shown_with_what_follows() {
        assert_eq!(told("Hello {answers.name"), "Hello {answers.name");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_without_a_fault_and_text_without_braces_stays(text in "[{}|a. ]{0,20}") {
            let filled = fill(&text, &|_| None);
            prop_assert!(filled.len() <= text.len());
            if !has_marks(&text) {
                prop_assert_eq!(filled, text);
            }
        }

        #[test]
        fn any_text_can_be_written_with_its_braces_doubled(text in "[{}|a. ]{0,20}") {
            let doubled = text.replace('{', "{{").replace('}', "}}");
            prop_assert_eq!(fill(&doubled, &|_| Some("x".to_owned())), text);
        }
    }
}
