//! What the settings tables say, as a JSON schema and as TypeScript types.
//!
//! Both are made from the very tables the reader checks by, so they can't fall out of step with
//! it. Only built with the feature `describe`: the widget has no use for it.

use crate::{
    config::CONFIG,
    json::{Json, Member, object},
    shape::{Record, Setting, Shape, Union},
};

/// Gives the JSON schema (draft 2020-12) of a config, ending in a line break.
#[must_use]
pub fn config_schema() -> String {
    document_schema(&CONFIG, "Leadlet config")
}

/// Gives the JSON schema (draft 2020-12) of a case file, ending in a line break.
#[cfg(feature = "replay")]
#[must_use]
pub fn cases_schema() -> String {
    document_schema(&crate::replay::CASES, "Leadlet cases")
}

fn document_schema(record: &Record, title: &str) -> String {
    let mut definitions: Vec<Member> = Vec::new();
    let root = record_schema(record, &mut definitions);
    let Json::Object(mut members) = root else { return String::new() };
    let mut all: Vec<Member> =
        vec![("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into()), ("title".into(), title.into())];
    all.append(&mut members);
    all.push(("$defs".into(), Json::Object(definitions)));
    let mut out = String::new();
    pretty(&Json::Object(all), 0, &mut out);
    out.push('\n');
    out
}

fn record_schema(record: &Record, definitions: &mut Vec<Member>) -> Json {
    let properties =
        record.settings.iter().map(|setting| (setting.key.to_owned(), setting_schema(setting, definitions))).collect();
    closed(record.about, properties, required_keys(&[record.settings]))
}

fn required_keys(tables: &[&[Setting]]) -> Vec<Json> {
    let settings = tables.iter().flat_map(|table| table.iter());
    settings.filter(|setting| setting.required).map(|setting| setting.key.into()).collect()
}

fn closed(about: &str, properties: Vec<Member>, required: Vec<Json>) -> Json {
    object(vec![
        ("description", about.into()),
        ("type", "object".into()),
        ("properties", Json::Object(properties)),
        ("required", Json::List(required)),
        ("additionalProperties", false.into()),
    ])
}

fn setting_schema(setting: &Setting, definitions: &mut Vec<Member>) -> Json {
    let mut members: Vec<Member> = vec![("description".into(), setting.about.into())];
    if let Json::Object(shape) = shape_schema(&setting.shape, definitions) {
        members.extend(shape);
    }
    Json::Object(members)
}

fn shape_schema(shape: &Shape, definitions: &mut Vec<Member>) -> Json {
    let count = |n: usize| Json::Number(n as f64);
    let words = |list: &[&str]| Json::List(list.iter().map(|word| (*word).into()).collect());
    match shape {
        Shape::Text { max } => {
            // Not only white space, as the reader has it.
            object(vec![("type", "string".into()), ("pattern", "\\S".into()), ("maxLength", count(*max))])
        }
        #[cfg(feature = "wide")]
        Shape::TextOrNothing { max } => object(vec![("type", "string".into()), ("maxLength", count(*max))]),
        #[cfg(feature = "wide")]
        Shape::TextOr { max, of } => {
            let text = shape_schema(&Shape::Text { max: *max }, definitions);
            object(vec![("oneOf", Json::List(vec![text, shape_schema(of, definitions)]))])
        }
        #[cfg(feature = "wide")]
        Shape::Day => object(vec![
            ("type", "string".into()),
            ("pattern", "^([0-9]{4}-[0-9]{2}-[0-9]{2}|today([+-][0-9]{1,4}[dmy]?)?)$".into()),
        ]),
        #[cfg(feature = "wide")]
        Shape::Time => object(vec![("type", "string".into()), ("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$".into())]),
        #[cfg(feature = "wide")]
        Shape::Code(codes) => {
            define(codes.name, definitions, |_| {
                let all: Vec<&str> = codes.all().collect();
                object(vec![("description", codes.about.into()), ("enum", words(&all))])
            });
            reference(codes.name)
        }
        Shape::Name => object(vec![("type", "string".into()), ("pattern", "^[A-Za-z][A-Za-z0-9_-]{0,63}$".into())]),
        Shape::Flag => object(vec![("type", "boolean".into())]),
        Shape::FlagOrName => {
            object(vec![("type", words(&["boolean", "string"])), ("pattern", "^[A-Za-z][A-Za-z0-9_-]{0,63}$".into())])
        }
        Shape::Whole { min, max } => {
            object(vec![("type", "integer".into()), ("minimum", (*min).into()), ("maximum", (*max).into())])
        }
        Shape::Number { min, max } => {
            object(vec![("type", "number".into()), ("minimum", (*min).into()), ("maximum", (*max).into())])
        }
        Shape::OneOf(list) => object(vec![("enum", words(list))]),
        Shape::Logic => {
            define("Logic", definitions, |_| {
                object(vec![("description", "A JsonLogic expression (jsonlogic.com). A variable reads the facts, as { \"var\": \"answers.role\" }.".into())])
            });
            reference("Logic")
        }
        Shape::Address(_) => {
            object(vec![("type", "string".into()), ("minLength", count(1)), ("maxLength", count(2000))])
        }
        Shape::Color => {
            object(vec![("type", "string".into()), ("pattern", "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$".into())])
        }
        Shape::Any => object(vec![]),
        Shape::Scalar => object(vec![("type", words(&["string", "number", "boolean"]))]),
        Shape::List { of, min, max } => object(vec![
            ("type", "array".into()),
            ("items", shape_schema(of, definitions)),
            ("minItems", count(*min)),
            ("maxItems", count(*max)),
        ]),
        Shape::Record(record) => {
            define(record.name, definitions, |definitions| record_schema(record, definitions));
            reference(record.name)
        }
        #[cfg(feature = "replay")]
        Shape::Members(of) => {
            object(vec![("type", "object".into()), ("additionalProperties", shape_schema(of, definitions))])
        }
        Shape::Union(union) => {
            define(union.name, definitions, |definitions| union_schema(union, definitions));
            reference(union.name)
        }
        Shape::WordOr(list, record) => {
            define(record.name, definitions, |definitions| record_schema(record, definitions));
            object(vec![("oneOf", Json::List(vec![object(vec![("enum", words(list))]), reference(record.name)]))])
        }
    }
}

fn union_schema(union: &Union, definitions: &mut Vec<Member>) -> Json {
    let mut variant = |record: &&Record| {
        let mut properties: Vec<Member> = vec![(union.tag.to_owned(), object(vec![("const", record.name.into())]))];
        let settings = union.common.iter().chain(record.settings);
        properties.extend(settings.map(|setting| (setting.key.to_owned(), setting_schema(setting, definitions))));
        let mut required = vec![Json::from(union.tag)];
        required.extend(required_keys(&[union.common, record.settings]));
        closed(record.about, properties, required)
    };
    object(vec![("oneOf", Json::List(union.variants.iter().map(&mut variant).collect()))])
}

/// Adds a definition once; its place is taken first, so that a shape may hold itself.
fn define(name: &str, definitions: &mut Vec<Member>, make: impl FnOnce(&mut Vec<Member>) -> Json) {
    if definitions.iter().any(|(known, _)| known == name) {
        return;
    }
    definitions.push((name.to_owned(), Json::Null));
    let made = make(definitions);
    if let Some((_, place)) = definitions.iter_mut().find(|(known, _)| known == name) {
        *place = made;
    }
}

fn reference(name: &str) -> Json {
    object(vec![("$ref", ["#/$defs/", name].concat().into())])
}

/// Writes a tree with two spaces a level.
fn pretty(json: &Json, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match json {
        Json::Object(members) if !members.is_empty() => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                out.push_str(&Json::from(name.as_str()).compact());
                out.push_str(": ");
                pretty(value, depth + 1, out);
            }
            line(out, depth);
            out.push('}');
        }
        Json::List(items) if items.iter().any(|item| item.as_object().is_some()) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                pretty(item, depth + 1, out);
            }
            line(out, depth);
            out.push(']');
        }
        Json::List(items) => {
            let items: Vec<String> = items.iter().map(Json::compact).collect();
            out.push_str(&["[", &items.join(", "), "]"].concat());
        }
        other => out.push_str(&other.compact()),
    }
}

/// Gives the TypeScript types of a config, ending in a line break.
#[must_use]
pub fn config_types() -> String {
    let mut types = Vec::new();
    record_type(&CONFIG, &mut types);
    let mut out = String::from("// Generated from the settings tables by `cargo xtask generate`. Do not edit.\n");
    out.push_str("\n/** A JsonLogic expression (jsonlogic.com); { var: \"answers.role\" } reads the facts. */\nexport type Logic = null | boolean | number | string | Logic[] | { [operator: string]: Logic };\n");
    for (_, text) in types {
        out.push('\n');
        out.push_str(&text);
    }
    out
}

fn record_type(record: &Record, types: &mut Vec<(&'static str, String)>) {
    declare(record.name, types, |types| {
        let members: String = record.settings.iter().map(|setting| member_type(setting, types)).collect();
        ["/** ", record.about, " */\nexport interface ", record.name, " {\n", &members, "}\n"].concat()
    });
}

fn member_type(setting: &Setting, types: &mut Vec<(&'static str, String)>) -> String {
    let key = if setting.key.starts_with('$') { ["\"", setting.key, "\""].concat() } else { setting.key.to_owned() };
    let mark = if setting.required { ": " } else { "?: " };
    ["  /** ", setting.about, " */\n  ", &key, mark, &shape_type(&setting.shape, types), ";\n"].concat()
}

fn shape_type(shape: &Shape, types: &mut Vec<(&'static str, String)>) -> String {
    let words = |list: &[&str]| list.iter().map(|word| ["\"", word, "\""].concat()).collect::<Vec<_>>().join(" | ");
    match shape {
        Shape::Text { .. } | Shape::Name | Shape::Address(_) | Shape::Color => "string".to_owned(),
        #[cfg(feature = "wide")]
        Shape::TextOrNothing { .. } | Shape::Day | Shape::Time | Shape::Code(_) => "string".to_owned(),
        #[cfg(feature = "wide")]
        Shape::TextOr { of, .. } => ["string | ", &shape_type(of, types)].concat(),
        Shape::Flag => "boolean".to_owned(),
        Shape::FlagOrName => "boolean | string".to_owned(),
        Shape::Whole { .. } | Shape::Number { .. } => "number".to_owned(),
        Shape::OneOf(list) => words(list),
        Shape::Logic => "Logic".to_owned(),
        Shape::Any => "unknown".to_owned(),
        Shape::Scalar => "string | number | boolean".to_owned(),
        Shape::List { of, .. } => {
            let item = shape_type(of, types);
            if item.contains(' ') { ["(", &item, ")[]"].concat() } else { [&item, "[]"].concat() }
        }
        Shape::Record(record) => {
            record_type(record, types);
            record.name.to_owned()
        }
        #[cfg(feature = "replay")]
        Shape::Members(of) => ["Record<string, ", &shape_type(of, types), ">"].concat(),
        Shape::WordOr(list, record) => {
            record_type(record, types);
            [&words(list), " | ", record.name].concat()
        }
        Shape::Union(union) => {
            union_type(union, types);
            union.name.to_owned()
        }
    }
}

fn union_type(union: &Union, types: &mut Vec<(&'static str, String)>) {
    declare(union.name, types, |types| {
        let common: String = union.common.iter().map(|setting| member_type(setting, types)).collect();
        let base = [union.name, "Common"].concat();
        let mut text =
            ["/** What every ", union.name, " holds. */\nexport interface ", &base, " {\n", &common, "}\n"].concat();
        let mut names = Vec::new();
        for record in union.variants {
            let name = [&capitalized(record.name), union.name].concat();
            let members: String = record.settings.iter().map(|setting| member_type(setting, types)).collect();
            text.push_str(
                &[
                    "\n/** ",
                    record.about,
                    " */\nexport interface ",
                    &name,
                    " extends ",
                    &base,
                    " {\n  ",
                    union.tag,
                    ": \"",
                    record.name,
                    "\";\n",
                    &members,
                    "}\n",
                ]
                .concat(),
            );
            names.push(name);
        }
        text.push_str(
            &[
                "\n/** One of the ",
                union.name,
                " types, told apart by its ",
                union.tag,
                ". */\nexport type ",
                union.name,
                " = ",
                &names.join(" | "),
                ";\n",
            ]
            .concat(),
        );
        text
    });
}

fn declare(
    name: &'static str,
    types: &mut Vec<(&'static str, String)>,
    make: impl FnOnce(&mut Vec<(&'static str, String)>) -> String,
) {
    if types.iter().any(|(known, _)| *known == name) {
        return;
    }
    types.push((name, String::new()));
    let text = make(types);
    if let Some((_, place)) = types.iter_mut().find(|(known, _)| *known == name) {
        *place = text;
    }
}

/// Writes a word as types are named: `yes-no` as `YesNo`.
/// Makes a name of a type, `YesNo`, of the word that tells it, `yes-no`.
fn capitalized(word: &str) -> String {
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    word.split('-').map(capital).collect()
}

/// Writes the ES module that tells by a config's text whether it needs the wide edition of the widget.
///
/// A guess by what stands out: where it is wrong, as of a rare operator, the plain edition can't use the
/// config, and the full one is asked then.
#[must_use]
pub fn wide_types() -> String {
    let types = crate::field::WIDE.join("|").replace('_', "-");
    // The others are rare, and every byte of this is fetched by every visitor.
    let common = crate::shape::WIDE_SETTINGS.iter().filter(|key| **key != "picture");
    let settings = common.copied().collect::<Vec<_>>().join("|");
    let rare = crate::shape::RARE_SETTINGS.join("|");
    let rubrics = crate::score::WIDE_RUBRICS.join("|");
    format!(
        "// Written by `cargo xtask generate` from the table of field types; do not edit.\n\n\
         /** Finds what the plain edition of the widget does not know: field types, settings, answers in texts. */\n\
         export const WIDE = /\"type\"\\s*:\\s*\"(?:{types})\"|\\{{\\s*(?:answers|score)\\.|\"(?:{settings})\"\\s*:|\"(?:{rubrics})\"/;\n\n\
         /** Finds what only the full edition knows and is likely to be there. */\n\
         export const RARE = /\"(?:{rare})\"\\s*:/;\n"
    )
}
