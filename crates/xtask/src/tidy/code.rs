//! Reading source text for the borders: its lines without comments, and whole words.
//!
//! Good enough to look for words in our own formatted code, and no parser: a `//` after a space
//! inside a string also ends the line here.

use super::house::TextFile;

/// The lines of a Rust, JavaScript, CSS or HTML file that are code, numbered from 1, without
/// comments.
pub(super) fn code_lines(file: &TextFile) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut inside: Option<&str> = None; // how the comment we are in ends
    for (number, line) in (1..).zip(file.text.lines()) {
        let mut rest = line;
        if let Some(end) = inside {
            let Some(at) = rest.find(end) else { continue };
            rest = &rest[at + end.len()..];
            inside = None;
        }
        for (start, end) in [("/*", "*/"), ("<!--", "-->")] {
            if let Some(at) = rest.find(start) {
                if !rest[at..].contains(end) {
                    inside = Some(end);
                }
                rest = &rest[..at];
            }
        }
        let is_comment = rest.trim_start().starts_with("//");
        let code = if is_comment { "" } else { rest.split(" //").next().unwrap_or_default() };
        if !code.trim().is_empty() {
            lines.push((number, code));
        }
    }
    lines
}

/// Tells whether `text` holds `needle` where no identifier goes on before it.
pub(super) fn has_start_of_word(text: &str, needle: &str) -> bool {
    text.match_indices(needle).any(|(at, _)| !text[..at].ends_with(is_word))
}

/// Tells whether `text` holds `word` as a whole identifier.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(is_word) && !text[at + word.len()..].starts_with(is_word))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::super::house::TextFile;
    use super::{code_lines, has_start_of_word, has_word};

    fn code(text: &str) -> Vec<(usize, String)> {
        let file = TextFile { path: "a.js".into(), text: text.into() };
        code_lines(&file).into_iter().map(|(number, line)| (number, line.trim().to_owned())).collect()
    }

    #[test]
    fn comments_are_not_code() {
        let text = "// one\nlet a; // two\n/* three\n * four */\nb();\n<!-- five -->\n<p>\n";
        let expected = [(2, "let a;"), (5, "b();"), (7, "<p>")];
        assert_eq!(code(text), expected.map(|(number, line)| (number, line.to_owned())));
    }

    #[test]
    fn an_address_is_not_a_comment() {
        assert_eq!(code("get(\"https://example.org\");")[0].1, "get(\"https://example.org\");");
    }

    #[test]
    fn words_are_found_whole() {
        assert!(has_word("use crate::{browser, ui};", "browser"));
        assert!(!has_word("let browsers = my_browser;", "browser"));
        assert!(has_start_of_word("x = eval(y)", "eval("));
        assert!(!has_start_of_word("medieval(y)", "eval("));
    }
}
