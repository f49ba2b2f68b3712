//! Writes what came of cases into their file as what is expected, and leaves everything else in the
//! file as its author wrote it.

use super::suite::Suite;
use leadlet_core::{
    json::{Json, Outline},
    replay::renewed,
};
use std::{fs, io, ops::Range};

/// The longest line that is written where the value may as well stand on several.
const WIDTH: usize = 120;

/// A piece of a text and what takes its place.
struct Change {
    at: Range<usize>,
    text: String,
}

/// Writes the file anew where something came otherwise than expected.
///
/// # Errors
/// Why the file can't be written.
pub(super) fn write(suite: &mut Suite) -> io::Result<()> {
    let mut changes = Vec::new();
    let outline = Outline::of(&suite.text);
    for played in &mut suite.played {
        if played.expects_something() && played.differences.is_empty() {
            continue;
        }
        let expect = renewed(played.expect.as_ref(), &played.visit, &suite.config.plan);
        if let Some(change) = change(&suite.text, &outline, played.place, &expect) {
            changes.push(change);
            played.updated = true;
            played.differences.clear();
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    let mut text = suite.text.clone();
    // From the end on, so that the places before a change stay where they are.
    for change in changes.into_iter().rev() {
        text.replace_range(change.at, &change.text);
    }
    fs::write(&suite.path, &text)?;
    suite.text = text;
    Ok(())
}

fn change(text: &str, outline: &Outline, case: usize, expect: &Json) -> Option<Change> {
    if let Some(at) = outline.span(&format!("cases[{case}].expect")) {
        let before = text.get(at.clone())?;
        let flat = flat(expect);
        let no_longer = !before.contains('\n') && flat.chars().count() <= before.chars().count();
        let value = if no_longer { flat } else { laid_out(text, at.start, expect, before.contains('\n')) };
        return Some(Change { at, text: value });
    }
    // There is none yet: it is put behind the case's last member, on a line of its own if that one is.
    let whole = outline.span(&format!("cases[{case}]"))?;
    let case_text = text.get(whole.clone())?;
    let end = whole.start + case_text.strip_suffix('}')?.trim_end().len();
    let several_lines = case_text.contains('\n');
    let line = text.get(..end)?.rfind('\n').map_or(0, |newline| newline + 1);
    let flat = flat(expect);
    let separator = if several_lines {
        // The last line of a member of several lines ends as its first one begins.
        [",", line_end(text), indent(text, line)].concat()
    } else if text.get(line..end)?.chars().count() + flat.chars().count() + ", \"expect\":  }".len() > WIDTH {
        [",", line_end(text), indent(text, line), "  "].concat()
    } else {
        ", ".to_owned()
    };
    let member = [&separator, "\"expect\": "].concat();
    let before = text.get(..end)?.to_owned() + &member;
    let value = laid_out(&before, before.len(), expect, false);
    Some(Change { at: end..end, text: member + &value })
}

/// Writes a value that begins at `start` of a text: on one line where it fits, else with a line for
/// every member.
fn laid_out(text: &str, start: usize, value: &Json, several_lines: bool) -> String {
    let line = text.get(..start).unwrap_or_default().rfind('\n').map_or(0, |newline| newline + 1);
    let column = text.get(line..start).unwrap_or_default().chars().count();
    let flat = flat(value);
    let Json::Object(members) = value else { return flat };
    if !several_lines && column + flat.chars().count() <= WIDTH {
        return flat;
    }
    let (end, indent) = (line_end(text), indent(text, line));
    let lines: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{indent}  {}: {}", Json::from(name.as_str()).compact(), self::flat(value)))
        .collect();
    format!("{{{end}{}{end}{indent}}}", lines.join(&[",", end].concat()))
}

/// Writes a value on one line as a person would: `{ "path": ["need", "fit"], "score": 45 }`.
fn flat(value: &Json) -> String {
    match value {
        Json::List(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
        Json::Object(members) if members.is_empty() => "{}".to_owned(),
        Json::Object(members) => {
            let member =
                |(name, value): &(String, Json)| format!("{}: {}", Json::from(name.as_str()).compact(), flat(value));
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        other => other.compact(),
    }
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Gives the white space that the line begins with.
fn indent(text: &str, line: usize) -> &str {
    let rest = text.get(line..).unwrap_or_default();
    let length = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlet_core::json::parse;

    fn written(text: &str, expect: &str) -> String {
        let change = change(text, &Outline::of(text), 0, &parse(expect).expect("JSON")).expect("a case");
        let mut text = text.to_owned();
        text.replace_range(change.at, &change.text);
        assert!(parse(&text).is_ok(), "{text}");
        text
    }

    #[test]
    fn an_expectation_on_one_line_stays_on_one_line() {
        let text = "{ \"cases\": [\n  { \"name\": \"a\",  \"expect\": {\"score\":1}  }\n] }\n";
        assert_eq!(
            written(text, r#"{"score":2}"#),
            "{ \"cases\": [\n  { \"name\": \"a\",  \"expect\": { \"score\": 2 }  }\n] }\n"
        );
    }

    #[test]
    fn an_expectation_on_several_lines_stays_so_with_the_line_ends_of_the_file() {
        let text = "{ \"cases\": [{\r\n\t\"name\": \"a\",\r\n\t\"expect\": {\r\n\t  \"score\": 1\r\n\t}\r\n}] }";
        assert_eq!(
            written(text, r#"{"path":["a","b"],"score":2}"#),
            "{ \"cases\": [{\r\n\t\"name\": \"a\",\r\n\t\"expect\": {\r\n\t  \"path\": [\"a\", \"b\"],\r\n\t  \"score\": 2\r\n\t}\r\n}] }"
        );
    }

    #[test]
    fn a_missing_expectation_is_put_at_the_end_of_its_case() {
        assert_eq!(
            written("{\"cases\":[{\"name\":\"a\"}]}", r#"{"score":2}"#),
            "{\"cases\":[{\"name\":\"a\", \"expect\": { \"score\": 2 }}]}"
        );
        assert_eq!(
            written(
                "{\"cases\": [\n  {\n    \"name\": \"a\",\n    \"answers\": {\n      \"b\": 1\n    }\n  }\n]}",
                r#"{"score":2}"#
            ),
            "{\"cases\": [\n  {\n    \"name\": \"a\",\n    \"answers\": {\n      \"b\": 1\n    },\n    \"expect\": { \"score\": 2 }\n  }\n]}"
        );
    }

    #[test]
    fn an_expectation_that_makes_a_line_too_long_begins_another() {
        let name = "n".repeat(100);
        let text = format!("{{\"cases\": [\n  {{ \"name\": \"{name}\" }}\n]}}");
        assert_eq!(
            written(&text, r#"{"score":2}"#),
            format!("{{\"cases\": [\n  {{ \"name\": \"{name}\",\n    \"expect\": {{ \"score\": 2 }} }}\n]}}")
        );
    }

    #[test]
    fn what_is_too_long_for_a_line_gets_several() {
        let steps = ["\"a-step-with-a-long-name\""; 5].join(",");
        let seen = written(
            "{\"cases\": [\n  { \"name\": \"a\", \"expect\": {} }\n]}",
            &format!("{{\"path\":[{steps}],\"score\":1}}"),
        );
        assert!(
            seen.contains("\"expect\": {\n    \"path\": [") && seen.contains("],\n    \"score\": 1\n  } }"),
            "{seen}"
        );
    }
}
