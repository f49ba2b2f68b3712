//! A path finds the place of its value again. The places it is compared with are noted while a
//! document is written, with white space that no formatter would write.

use crate::trees::{cases, tree};
use leadlet_core::json::{Json, Outline, Position, at_index, at_key, locate, parse};
use proptest::prelude::*;

/// Writes a document and notes where each value starts.
struct Scribe {
    text: String,
    places: Vec<(String, usize)>,
    seed: u64,
}

impl Scribe {
    fn space(&mut self) {
        const SPACES: [&str; 7] = ["", " ", "\n", "\t", "\r\n", "  \n ", ""];
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.text.push_str(SPACES[(self.seed >> 33) as usize % SPACES.len()]);
    }

    fn write(&mut self, tree: &Json, path: &str) {
        self.space();
        self.places.push((path.to_owned(), self.text.len()));
        match tree {
            Json::List(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.text.push(',');
                    }
                    self.write(item, &at_index(path, index));
                }
                self.space();
                self.text.push(']');
            }
            Json::Object(members) => {
                self.text.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        self.text.push(',');
                    }
                    self.space();
                    self.text.push_str(&Json::Text(name.clone()).compact());
                    self.space();
                    self.text.push(':');
                    self.write(value, &at_key(path, name));
                }
                self.space();
                self.text.push('}');
            }
            leaf => self.text.push_str(&leaf.compact()),
        }
        self.space();
    }
}

/// Names no member of an object twice: a path leads to one of them.
fn without_repetitions(tree: &Json) -> Json {
    match tree {
        Json::List(items) => Json::List(items.iter().map(without_repetitions).collect()),
        Json::Object(members) => {
            let mut kept: Vec<(String, Json)> = Vec::new();
            for (name, value) in members {
                if !kept.iter().any(|(earlier, _)| earlier == name) {
                    kept.push((name.clone(), without_repetitions(value)));
                }
            }
            Json::Object(kept)
        }
        other => other.clone(),
    }
}

/// Counts lines and columns one character at a time.
fn position(text: &str, at: usize) -> Position {
    let mut position = Position { line: 1, column: 1 };
    for (_, c) in text.char_indices().take_while(|(index, _)| *index < at) {
        if c == '\n' {
            position = Position { line: position.line + 1, column: 1 };
        } else {
            position.column += 1;
        }
    }
    position
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_path_of_a_document_finds_its_place(tree in tree(), seed in any::<u64>()) {
        let mut scribe = Scribe { text: String::new(), places: Vec::new(), seed };
        scribe.write(&without_repetitions(&tree), "");
        prop_assert!(parse(&scribe.text).is_ok(), "{}", scribe.text);
        for (path, at) in &scribe.places {
            prop_assert_eq!(locate(&scribe.text, path), position(&scribe.text, *at), "{} in {}", path, &scribe.text);
        }
    }

    #[test]
    fn any_path_and_any_text_give_a_place_within_the_text(text in r#"[\[\]{}",:\\0-9a-c \né]{0,40}"#, path in r#"[a-c.\[\]"\\0-9]{0,12}"#) {
        let found = locate(&text, &path);
        prop_assert!(found.line <= text.matches('\n').count() + 1);
        prop_assert!(found.column <= text.chars().count() + 1);
    }
}

#[test]
fn a_thousand_paths_of_a_text_of_a_million_bytes_are_found_in_one_walk() {
    let item = |index: usize| format!("{{\"name\": \"{index}\", \"label\": \"{}\"}}", "[{ \\\" ".repeat(165));
    let text = format!("{{\"list\": [{}]}}", (0..1000).map(item).collect::<Vec<_>>().join(",\n"));
    assert!(text.len() > 1_000_000);
    let outline = Outline::of(&text);
    for index in 0..1000 {
        let path = format!("list[{index}].name");
        assert_eq!(outline.span(&path).and_then(|at| text.get(at)), Some(&*format!("\"{index}\"")));
        assert_eq!(outline.span(&format!("list[{index}].nmae")), None);
    }
}

#[test]
fn a_path_that_leads_nowhere_finds_the_nearest_value_around_it() {
    let text = "{\n  \"steps\": [\n    { \"id\": \"need\" }\n  ]\n}";
    for (path, line, column) in [
        ("", 1, 1),
        ("steps", 2, 12),
        ("steps[0]", 3, 5),
        ("steps[0].id", 3, 13),
        ("steps[0].nxet", 3, 5),
        ("steps[7].id", 2, 12),
        ("theme.accent", 1, 1),
        ("steps.id", 2, 12),
    ] {
        assert_eq!(locate(text, path), Position { line, column }, "{path:?}");
    }
}

#[test]
fn a_name_with_dots_brackets_or_quotes_or_none_at_all_is_found_again() {
    let names = ["a.b", "a[0]", "", "]", "\"", "a\\", "plain", "[\"x\"]", "é.ü"];
    let members: Vec<String> = names.iter().map(|name| format!("{}:\n[1]", Json::from(*name))).collect();
    let text = format!("{{{}}}", members.join(","));
    for (index, name) in names.iter().enumerate() {
        let path = at_index(&at_key("", name), 0);
        assert_eq!(locate(&text, &path), Position { line: index + 2, column: 2 }, "{}", &*path);
    }
    assert_eq!(&*at_key("words", "a.b"), "words[\"a.b\"]");
    assert_eq!(&*at_key("words", "a-b"), "words.a-b");
}

#[test]
fn a_repeated_name_finds_its_last_value() {
    assert_eq!(locate("{\"a\": 1, \"a\": 2}", "a"), Position { line: 1, column: 15 });
}

#[test]
fn a_fault_in_the_text_is_found_whatever_the_path() {
    assert_eq!(locate("{\n  \"a\": 1,\n}", "steps[3]"), Position { line: 2, column: 9 });
}
