//! Shows diagnostics as SARIF 2.1.0, the format in which build servers take the findings of tools.
//!
//! Knows the form of the document (OASIS, "Static Analysis Results Interchange Format"). Every code
//! that occurs is described as a rule, with its page of documentation.

use super::Checked;
use super::place::Places;
use super::report::{severity_word, whole};
use leadlet_core::diagnostic::Diagnostic;
use leadlet_core::hash::sha256_hex;
use leadlet_core::json::{Json, object};
use leadlet_core::lint::codes::{CODES, Code};
use std::io::{self, Write};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Prints one SARIF document.
pub(super) fn print(checked: &[Checked]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", document(checked))?;
    out.flush()
}

fn document(checked: &[Checked]) -> Json {
    let occurs = |code: &&Code| checked.iter().flat_map(|file| &file.diagnostics).any(|fault| fault.code == code.code);
    let rules: Vec<&Code> = CODES.iter().filter(occurs).collect();
    let results: Vec<Json> = checked
        .iter()
        .flat_map(|file| {
            let places = Places::of(&file.text);
            file.diagnostics.iter().map(|fault| result(file, &places, fault, &rules)).collect::<Vec<_>>()
        })
        .collect();
    let driver = object(vec![
        ("name", "leadlet".into()),
        ("informationUri", env!("CARGO_PKG_REPOSITORY").into()),
        ("semanticVersion", env!("CARGO_PKG_VERSION").into()),
        ("rules", rules.iter().map(|code| rule(code)).collect::<Vec<_>>().into()),
    ]);
    let run = object(vec![
        ("tool", object(vec![("driver", driver)])),
        ("columnKind", "unicodeCodePoints".into()),
        ("results", results.into()),
    ]);
    object(vec![("$schema", SCHEMA.into()), ("version", "2.1.0".into()), ("runs", vec![run].into())])
}

fn text(text: &str) -> Json {
    object(vec![("text", text.into())])
}

fn rule(code: &Code) -> Json {
    object(vec![
        ("id", code.code.into()),
        ("shortDescription", text(&format!("{}.", code.title))),
        ("fullDescription", text(code.why)),
        ("help", text(code.fix)),
        ("helpUri", code.address().into()),
        ("defaultConfiguration", object(vec![("level", severity_word(code.severity).into())])),
    ])
}

fn result(file: &Checked, places: &Places<'_>, fault: &Diagnostic, rules: &[&Code]) -> Json {
    let mut physical = vec![("artifactLocation", object(vec![("uri", uri(&file.name).into())]))];
    if !file.text.is_empty() {
        let place = places.find(fault);
        physical.push((
            "region",
            object(vec![
                ("startLine", whole(place.line)),
                ("startColumn", whole(place.column)),
                ("endColumn", whole(place.column + place.width)),
            ]),
        ));
    }
    let mut location = vec![("physicalLocation", object(physical))];
    if !fault.path.is_empty() {
        let logical = object(vec![("fullyQualifiedName", fault.path.as_str().into())]);
        location.push(("logicalLocations", vec![logical].into()));
    }
    let message = match &fault.suggestion {
        Some(suggestion) => format!("{} {suggestion}", fault.message),
        None => fault.message.clone(),
    };
    // The same finding in the next run is known again by its code and path, not by its line.
    let finger = sha256_hex(&[fault.code, " ", &fault.path].concat());
    let mut members = vec![
        ("ruleId", fault.code.into()),
        ("level", severity_word(fault.severity).into()),
        ("message", text(&message)),
        ("locations", vec![object(location)].into()),
        ("partialFingerprints", object(vec![("codeAndPath/v1", finger.into())])),
    ];
    if let Some(index) = rules.iter().position(|rule| rule.code == fault.code) {
        members.insert(1, ("ruleIndex", whole(index)));
    }
    object(members)
}

/// Writes a file's name as a relative address: slashes, and percent signs for what can't stand in one.
fn uri(name: &str) -> String {
    let mut out = String::new();
    for byte in name.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_files_name_becomes_an_address() {
        assert_eq!(uri("www/my configs/é.json"), "www/my%20configs/%C3%A9.json");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
