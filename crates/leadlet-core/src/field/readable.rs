//! Text without what nobody sees: control characters, marks that turn the writing around, characters
//! of no width.
//!
//! They come with copied text, break searches and exports, and can make a line show something else
//! than it says. Kept are the joiners that Persian, Indian scripts and emoji are written with, and
//! the marks for left-to-right and right-to-left, which only steer what stands beside them. Unicode
//! normalisation (NFC) is not done here: it takes tables that a browser has, so the widget does it
//! where text is typed or comes with the page's address, and `leadlet test` does the same. A receiver
//! takes the answers of a lead as they stand and scores those, so it needs no tables to come to the same.

/// Gives one line: breaks and tabs become spaces, both ends are trimmed.
pub(crate) fn line(text: &str) -> String {
    readable(text, ' ')
}

/// Gives several lines: every break is `\n`, both ends are trimmed.
pub(crate) fn lines(text: &str) -> String {
    readable(text, '\n')
}

fn readable(text: &str, line_break: char) -> String {
    let mut out = String::new();
    let mut before = '\0';
    for c in text.chars() {
        let is_second_half = before == '\r' && c == '\n';
        before = c;
        match c {
            '\n' if is_second_half => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => push(&mut out, line_break),
            '\t' => push(&mut out, ' '),
            c if is_invisible(c) => {}
            // Where a joiner joins nothing it is left over from somewhere.
            JOINER | NON_JOINER => {
                if out.ends_with(|last: char| !last.is_ascii() && !is_joiner(last)) {
                    out.push(c);
                }
            }
            c => push(&mut out, c),
        }
    }
    out.trim_matches(is_edge).to_owned()
}

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

fn push(out: &mut String, c: char) {
    if c.is_ascii() && out.ends_with(is_joiner) {
        out.pop();
    }
    out.push(c);
}

fn is_joiner(c: char) -> bool {
    matches!(c, NON_JOINER | JOINER)
}

/// What is cut off at both ends and kept within.
pub(super) fn is_edge(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || is_joiner(c) || matches!(c, '\u{200e}' | '\u{200f}')
}

/// What is taken out everywhere: controls; soft hyphens; characters of no width; marks that embed,
/// override or isolate a direction of writing; and tags, which spell words that no one can see.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{200b}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_nobody_sees_is_left() {
        assert_eq!(line("\u{feff} A\u{200b}nn\u{ad} \u{202e}eeL\u{202c}\0\u{7} \u{200f}"), "Ann eeL");
        assert_eq!(line("a\u{e0041}\u{e0042}b"), "ab");
    }

    #[test]
    fn only_several_lines_keep_their_breaks() {
        assert_eq!(line("a\r\nb\tc\u{2028}d"), "a b c d");
        assert_eq!(lines("a\r\nb\rc\u{2029}\n\td\n"), "a\nb\nc\n\n d");
    }

    #[test]
    fn joiners_stay_where_they_join() {
        for text in ["می\u{200c}خواهم", "👩\u{200d}🔬", "क\u{94d}\u{200d}ष"] {
            assert_eq!(line(text), text);
        }
        assert_eq!(line("a\u{200d}b\u{200c}\u{200c} é\u{200d}e é\u{200d}\u{200d}é"), "ab ée é\u{200d}é");
    }
}
