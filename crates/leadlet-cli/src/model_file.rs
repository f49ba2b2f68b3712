//! Writes the JSON of a model for a person to read: lists of numbers and short objects on one line.

use leadlet_core::json::Json;
use std::io::Write;
use std::path::Path;

/// The longest line that is not broken.
const WIDTH: usize = 110;

/// Writes a model to a file, or to standard output.
pub(crate) fn write(model: &Json, out: Option<&Path>) -> Result<(), String> {
    let mut text = pretty(model, 0);
    text.push('\n');
    match out {
        Some(path) => {
            std::fs::write(path, text).map_err(|error| format!("{}: it can't be written: {error}.", path.display()))
        }
        None => std::io::stdout().write_all(text.as_bytes()).map_err(|error| format!("standard output: {error}.")),
    }
}

fn pretty(json: &Json, depth: usize) -> String {
    let line = json.compact();
    let is_flat = |items: &[Json]| items.iter().all(|item| !matches!(item, Json::List(_) | Json::Object(_)));
    let (inner, outer) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    match json {
        _ if line.len() + 2 * depth <= WIDTH => line,
        Json::List(items) if is_flat(items) => line,
        Json::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("{inner}{}", pretty(item, depth + 1))).collect();
            format!("[\n{}\n{outer}]", items.join(",\n"))
        }
        Json::Object(members) => {
            let member = |(name, value): &(String, Json)| {
                format!("{inner}{}: {}", Json::from(name.as_str()).compact(), pretty(value, depth + 1))
            };
            format!("{{\n{}\n{outer}}}", members.iter().map(member).collect::<Vec<_>>().join(",\n"))
        }
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlet_core::json::parse;

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        let long = "x".repeat(60);
        let text = format!(r#"{{"a":[{{"b":"{long}","c":[1,2.5]}},{{"b":"{long}"}}],"d":null}}"#);
        let json = parse(&text).unwrap();
        let written = pretty(&json, 0);
        assert_eq!(parse(&written).unwrap(), json);
        assert!(written.lines().count() > 3 && written.lines().all(|line| line.len() <= WIDTH), "{written}");
    }
}
