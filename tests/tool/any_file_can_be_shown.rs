use crate::check_says_what_is_wrong::checked;
use crate::running::{fresh_directory, leadlet, run};
use std::fs;

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn control_characters_beyond_ascii_do_not_reach_the_terminal_and_move_no_caret() {
    // U+009B opens a command as ESC [ does; here it stands in the line shown, in a path, a message and a suggestion.
    let config = "{\"version\": 1,\n \"\u{9b}2J\": 1, \"id\": \"a\",\n \"steps\": [{\"id\": \"x\u{9b}\", \"next\": [{\"to\": \"x\u{85}\"}]}]}";
    let (code, seen) = checked(config.as_bytes());
    assert_eq!(code, Some(1));
    assert!(!seen.chars().any(|c| c.is_control() && c != '\n'), "{seen:?}");
    let lines: Vec<&str> = seen.lines().collect();
    let shown = lines.iter().position(|line| line.contains("\"\u{fffd}2J\": 1")).expect("the line is shown");
    let name = lines[shown].split("\"\u{fffd}2J\"").next().expect("what is before it").chars().count();
    assert_eq!(lines[shown + 1].chars().position(|c| c == '^'), Some(name), "{seen}");
}

#[test]
fn control_characters_in_the_name_of_a_file_do_not_reach_the_terminal() {
    let output = run(&["check", "no\u{9b}2J\u{1b}[2J.json"]);
    let seen = text(&output.stdout) + &text(&output.stderr);
    assert!(!seen.chars().any(|c| c.is_control() && c != '\n'), "{seen:?}");
}

/// Walked for each fault, the text would take ten seconds on a quiet machine; walked once, a tenth of one.
#[test]
fn a_thousand_faults_in_a_megabyte_take_no_time() {
    let field = |index: usize| {
        format!("{{\"name\": \"f{index}\", \"type\": \"text\", \"label\": \"{}\", \"maxLength\": -1}}", "x".repeat(150))
    };
    let step = |step: usize| {
        let fields: Vec<String> = (0..80).map(|number| field(step * 80 + number)).collect();
        format!("{{\"id\": \"s{step}\", \"fields\": [\n{}\n]}}", fields.join(",\n"))
    };
    let steps: Vec<String> = (0..50).map(step).collect();
    let config = format!("{{\"version\": 1, \"id\": \"a\", \"steps\": [{}]}}", steps.join(",\n"));
    assert!((800_000..1_000_000).contains(&config.len()), "{}", config.len());
    let began = std::time::Instant::now();
    let place = fresh_directory();
    let file = place.path().join("config.json");
    fs::write(&file, config).expect("written");
    let output = leadlet().arg("check").arg(&file).output().expect("the binary runs");
    let seen = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(seen.contains("1000 errors"), "{}", &seen[seen.len().saturating_sub(200)..]);
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}
