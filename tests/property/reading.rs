//! Reading configs: whatever stands in a text, the reader says what is wrong and where.

use crate::{
    cases,
    worlds::{Draw, config_tree, draws},
};
use leadlet_core::{
    config::{Reading, read},
    diagnostic::Severity,
    json::{Json, locate, parse},
};
use proptest::prelude::*;

const EXAMPLES: [&str; 3] = [
    include_str!("../../www/configs/ebook.json"),
    include_str!("../../www/configs/quote.json"),
    include_str!("../../www/configs/webinar.json"),
];

fn is_consistent(reading: &Reading) -> bool {
    let errors = reading.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    reading.config.is_some() != errors
}

/// Values that stand where they should not, among them numbers at the ends of what there is.
fn stray(draw: &mut Draw) -> Json {
    let number = draw.pick(&[0.0, -0.0, 1.0, -1.0, 1e300, -1e300, -1e-300, 5e-324, 0.5, 9e15, 1e12, 65.0]);
    match draw.below(9) {
        0 => Json::Null,
        1 => Json::Bool(true),
        2 | 3 => Json::Number(number),
        4 => draw
            .pick(&[
                "",
                "  ",
                "end",
                "need",
                "contact",
                "javascript:alert(1)",
                "//x",
                "#12345",
                "email",
                "\u{202e}é😀",
                "answers.email",
            ])
            .into(),
        5 => Json::List(vec![Json::Number(number), Json::Null]),
        6 => Json::Object(vec![("var".into(), "answers.later".into())]),
        7 => Json::Object(vec![("ĸey.with[signs]".into(), Json::Null), ("".into(), Json::Null)]),
        _ => Json::Object(vec![(
            "and".into(),
            Json::List(vec![Json::Object(vec![("missing_some".into(), 1_i64.into())])]),
        )]),
    }
}

fn count_nodes(json: &Json) -> usize {
    1 + match json {
        Json::List(items) => items.iter().map(count_nodes).sum(),
        Json::Object(members) => members.iter().map(|(_, value)| count_nodes(value)).sum(),
        _ => 0,
    }
}

/// Does something to the node with this number, counted from the root downwards.
fn change(json: &mut Json, number: &mut usize, draw: &mut Draw) -> bool {
    if *number == 0 {
        *json = changed(json, draw);
        return true;
    }
    *number -= 1;
    match json {
        Json::List(items) => items.iter_mut().any(|item| change(item, number, draw)),
        Json::Object(members) => members.iter_mut().any(|(_, value)| change(value, number, draw)),
        _ => false,
    }
}

fn changed(json: &Json, draw: &mut Draw) -> Json {
    match (json.clone(), draw.below(5)) {
        (Json::List(mut items), 0) if !items.is_empty() => {
            items.remove(draw.below(items.len()));
            Json::List(items)
        }
        (Json::List(mut items), 1 | 2) if !items.is_empty() => {
            items.push(draw.pick(&items));
            Json::List(items)
        }
        (Json::Object(mut members), 0) if !members.is_empty() => {
            members.remove(draw.below(members.len()));
            Json::Object(members)
        }
        (Json::Object(mut members), 1) if !members.is_empty() => {
            members.push(draw.pick(&members));
            Json::Object(members)
        }
        (Json::Object(mut members), 2) if !members.is_empty() => {
            let place = draw.below(members.len());
            members[place].0.push_str(draw.pick(&["x", ".", "[0]"]));
            Json::Object(members)
        }
        (Json::Object(mut members), 3) => {
            members.push((
                draw.pick(&[
                    "if",
                    "count",
                    "max",
                    "halfLifeDays",
                    "stepDays",
                    "showIf",
                    "min",
                    "levels",
                    "next",
                    "many",
                ])
                .to_owned(),
                stray(draw),
            ));
            Json::Object(members)
        }
        _ => stray(draw),
    }
}

/// Gives the value that a path names, found another way than the code under test does; `None`
/// where a name holds a sign that paths are made of, or is not there.
fn value_at<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    let spread = path.replace('[', ".[");
    spread.split('.').filter(|part| !part.is_empty()).try_fold(json, |value, part| match part.strip_prefix('[') {
        Some(index) => value.as_list()?.get(index.strip_suffix(']')?.parse::<usize>().ok()?),
        None => value.get(part),
    })
}

/// Checks that the place a diagnostic is found at is the value its path names.
fn is_located(text: &str, json: &Json, path: &str) -> bool {
    let position = locate(text, path);
    let Some(value) = value_at(json, path) else {
        return position.line == 1 && position.column <= text.chars().count();
    };
    let found: String = text.chars().skip(position.column - 1).collect();
    position.line == 1 && found.starts_with(&value.compact())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_text_gives_a_config_or_says_why_not(text in prop_oneof![any::<String>(), "[\\[\\]{}\",:a-z0-9 .\\-]{0,60}", "\\{\"version\":1,\"id\":\"[a-z]{0,3}\",\"steps\":[\\[\\]{}\",:a-z0-9]{0,20}\\}"]) {
        prop_assert!(is_consistent(&read(&text)));
    }

    #[test]
    fn a_config_cut_anywhere_says_why_it_is_none(at in 0_usize..5000) {
        let text: String = EXAMPLES[0].trim_end().chars().take(at).collect();
        let reading = read(&text);
        prop_assert!(is_consistent(&reading));
        prop_assert_eq!(reading.config.is_none(), text.len() < EXAMPLES[0].trim_end().len());
    }

    #[test]
    fn a_damaged_config_is_usable_or_every_fault_is_found_in_its_text(mut draw in draws()) {
        let mut json = match draw.below(4) {
            0 => config_tree(&mut draw),
            example => parse(EXAMPLES[example - 1]).expect("an example is JSON"),
        };
        for _ in 0..=draw.below(4) {
            let mut number = draw.below(count_nodes(&json));
            change(&mut json, &mut number, &mut draw);
        }
        let text = json.compact();
        let json = parse(&text).expect("what is written is JSON");
        let reading = read(&text);
        prop_assert!(is_consistent(&reading), "{:?}", reading.diagnostics);
        // Of a repeated name browsers take the last: a fault inside the first has no place of its own.
        let repeated = reading.diagnostics.iter().any(|diagnostic| diagnostic.code == "config/repeated-key");
        for diagnostic in &reading.diagnostics {
            let strange = value_at(&json, &diagnostic.path).is_none();
            prop_assert!(!strange || repeated || diagnostic.code == "config/unknown-key" || diagnostic.code == "logic/unknown-operator", "no value at {diagnostic}\n{text}");
            prop_assert!(repeated || is_located(&text, &json, &diagnostic.path), "{diagnostic}\n{text}");
            prop_assert!(diagnostic.message.ends_with('.'), "{diagnostic}");
        }
    }
}

#[test]
fn a_config_of_nothing_but_faults_is_told_a_thousand_and_no_more() {
    let unknown = |count: usize| (0..count).map(|number| format!("\"key{number}\":1")).collect::<Vec<_>>().join(",");
    let many = read(&format!("{{{}}}", unknown(50_000))).diagnostics;
    assert_eq!(many.iter().filter(|fault| fault.code == "config/unknown-key").count(), 300);
    assert!(many.iter().any(|fault| fault.message.contains("more than 300 settings")), "{many:?}");
    let steps = vec![format!("{{{}}}", unknown(200)); 90].join(",");
    let endless = read(&format!("{{\"version\":1,\"id\":\"x\",\"steps\":[{steps}]}}")).diagnostics;
    assert_eq!(endless.iter().filter(|fault| fault.code.starts_with("config/")).count(), 1000);
}

#[test]
fn where_hundreds_of_things_have_the_wrong_shape_that_is_what_is_said() {
    let steps = |count: usize| {
        let step = format!(r#"{{"id":"s","fields":[{}]}}"#, vec!["1"; 40].join(","));
        read(&format!(r#"{{"version":1,"id":"a","delivery":[],"steps":[{}]}}"#, vec![step; count].join(",")))
    };
    let (some, many) = (steps(2), steps(20));
    assert!(is_consistent(&some) && is_consistent(&many));
    assert!(some.diagnostics.iter().any(|fault| fault.code == "delivery/nowhere"), "the whole is looked at, too");
    assert!(many.diagnostics.iter().filter(|fault| fault.code == "config/wrong-kind").count() >= 500);
    assert!(many.diagnostics.iter().all(|fault| fault.code.starts_with("config/")), "mended first");
}
