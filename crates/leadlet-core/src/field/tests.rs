//! What every field type must keep to, by its own examples.

use super::*;
use crate::{json::parse, shape::examine};

/// English, on Saturday 2026-11-21 at noon.
const EN: Occasion<'_> = Occasion { locale: "en", now: 1_795_262_400_000 };

fn raw(input: &Json) -> Raw {
    match input {
        Json::Bool(ticked) => Raw::Ticked(*ticked),
        Json::Number(number) => Raw::Set(Answer::Number(*number)),
        Json::List(items) => Raw::Picked(items.iter().filter_map(Json::as_text).map(str::to_owned).collect()),
        other => Raw::Text(other.as_text().unwrap_or_default().to_owned()),
    }
}

/// Writes the field an example is about.
fn field_of(record: &Record, example: &Example) -> Json {
    let comma = if example.settings.is_empty() { "" } else { "," };
    let text = format!(r#"{{"name":"a","type":"{}"{comma}{},"label":"A"}}"#, record.name, example.settings);
    parse(&text).unwrap_or_else(|e| panic!("{text}: {e:?}"))
}

/// Puts an example's input in: one answer, or those of a group's parts, up to the first that is refused.
fn put_in(fields: &[Field], input: &Json, on: &Occasion<'_>) -> Result<Json, Invalid> {
    if let [field] = fields
        && field.group.is_none()
    {
        return Ok(field.read(&raw(input), on)?.as_ref().into());
    }
    let mut answers = Vec::new();
    for (name, _) in input.as_object().unwrap_or_default() {
        assert!(fields.iter().any(|field| field.name == *name), "{name} is no part");
    }
    for field in fields {
        if let Some(answer) = field.read(&raw(input.get(&field.name).unwrap_or(&"".into())), on)? {
            answers.push((field.name.clone(), Json::from(&answer)));
        }
    }
    Ok(Json::Object(answers))
}

#[test]
fn every_example_of_every_type_reads_as_it_says() {
    for (record, examples) in examples() {
        assert!(examples.iter().any(|e| e.result.is_ok()), "{} shows no valid input", record.name);
        for example in examples {
            let json = field_of(record, example);
            let mut faults = Vec::new();
            examine(&json, &Shape::Union(&FIELD), "", &mut faults);
            assert_eq!(faults, [], "{}", json.compact());
            let fields = Field::pick_all(&json, 0, &Words::default());
            let input = parse(example.input).unwrap_or_else(|e| panic!("{}: {e:?}", example.input));
            let got = put_in(&fields, &input, &EN).map(|json| json.compact());
            let wanted = example.result.map(str::to_owned);
            assert_eq!(got, wanted, "{} given {}", record.name, example.input);
        }
    }
}

#[test]
fn what_is_written_back_reads_as_the_same_answer() {
    for (record, examples) in examples() {
        for example in examples.iter().filter(|e| e.result.is_ok()) {
            let input = parse(example.input).unwrap();
            for field in Field::pick_all(&field_of(record, example), 0, &Words::default()) {
                let given = raw(if field.group.is_some() { input.at(&field.name) } else { &input });
                for locale in ["en", "de", "fr"] {
                    let on = Occasion { locale, now: EN.now };
                    let Ok(Some(answer)) = field.read(&given, &on) else { continue };
                    let again = field.read(&field.asks.write(&answer, locale), &on);
                    assert_eq!(again, Ok(Some(answer)), "{} given {} in {locale}", record.name, example.input);
                }
            }
        }
    }
}

#[test]
fn every_type_that_a_visitor_can_get_wrong_shows_how() {
    let never_wrong = ["agreement", "hidden", "calculated", "statement"];
    for (record, examples) in examples() {
        let shown = examples.iter().any(|example| example.result.is_err());
        assert!(shown || never_wrong.contains(&record.name), "{} shows no invalid input", record.name);
    }
}

#[cfg(feature = "wide")]
#[test]
fn the_names_of_the_wide_types_are_known_without_them() {
    let named: Vec<String> = VARIANTS.iter().map(|record| record.name.replace('-', "_")).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    assert!(!WIDE.is_empty() && named.ends_with(WIDE), "{WIDE:?}");
}

#[test]
fn a_required_field_says_why_blank_will_not_do() {
    let field = Field::pick(&parse(r#"{"name":"a","type":"agreement","text":"Yes","required":true}"#).unwrap());
    assert_eq!(field.read(&Raw::Ticked(false), &EN), Err(Invalid::RequiredAgreement));
    let field = Field::pick(&parse(r#"{"name":"a","type":"text","required":true}"#).unwrap());
    assert_eq!(field.read(&Raw::Text(" \u{200b} ".into()), &EN), Err(Invalid::Required));
}
