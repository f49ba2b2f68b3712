//! Makes texts harmless to a terminal, and to the spreadsheet that a file is opened with.
//!
//! A config, a file of cases and the name of a file are other people's texts, and a terminal obeys some signs: they
//! clear the screen, set its title, turn the writing around. Whatever a command shows to a person goes through here;
//! what it writes for a program is JSON.

use annotate_snippets::normalize_untrusted_str;

/// Shows signs that a terminal would obey instead of having them obeyed.
pub(crate) fn plain(text: &str) -> String {
    with_c1_shown(&normalize_untrusted_str(text))
}

/// Does for the control characters beyond ASCII, of which U+009B opens a command, what annotate-snippets does by
/// itself for all others in a source line. Each gives one character, so columns stay what they are.
pub(crate) fn with_c1_shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !c.is_ascii() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Shows every control character instead of having it obeyed, save tabs and line ends, which belong to a text of
/// several lines.
pub(crate) fn with_commands_shown(text: &str) -> String {
    let is_command = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    text.chars().map(|c| if is_command(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Takes from a text the power to be a formula: where a spreadsheet would compute it, a single quote
/// is put before it. Covers `=`, `+`, `-`, `@`, their full-width forms, tab and line ends. Nor can it command the
/// terminal that somebody looks at the file with.
pub(crate) fn inert_cell(text: &str) -> String {
    let text = with_commands_shown(text);
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_and_no_turn_of_the_writing_is_left() {
        let all: String = (0..0x100).filter_map(char::from_u32).chain(['\u{202e}', '\u{2066}']).collect();
        let seen = plain(&all);
        assert!(!seen.chars().any(|c| c.is_control() && !matches!(c, '\n')), "{seen:?}");
        assert!(!seen.contains(['\u{202e}', '\u{2066}']), "{seen:?}");
        assert!(seen.contains("azAZ") || seen.contains("xyz"), "letters stay: {seen:?}");
    }
}
