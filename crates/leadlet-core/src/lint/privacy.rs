//! Personal data that is asked before, or without, a word on what becomes of it.
//!
//! Knows which controls ask who somebody is: by the autofill token, which says so in a standard way.
//! Says nothing about law; only that a visitor should have been told first.

use super::term::{at_index, at_key};
use crate::{
    config::Config,
    diagnostic::Diagnostic,
    field::{Field, control::Control},
    json::Json,
};

/// The autofill tokens of what identifies a person. A first name alone does not; many flows ask it to
/// greet somebody by it.
static PERSONAL: &[&str] = &[
    "name",
    "family-name",
    "email",
    "tel",
    "tel-national",
    "street-address",
    "address-line1",
    "address-line2",
    "bday",
];

/// How a link to a policy is recognised, in the languages most flows are in.
static POLICY_WORDS: &[&str] = &[
    "privacy",
    "policy",
    "datenschutz",
    "gdpr",
    "dsgvo",
    "confidentialite",
    "privacidad",
    "privacidade",
    "riservatezza",
    "privacyverklaring",
    "integritet",
    "personvern",
    "tietosuoja",
    "prywatnosc",
    "legal",
];

fn is_personal(field: &Field) -> bool {
    match field.asks.control() {
        Control::Line(line) => PERSONAL.contains(&line.autocomplete) || matches!(line.kind, "email" | "tel"),
        _ => false,
    }
}

/// Adds every fault of this sort.
pub(super) fn check(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    let flow = &config.plan.flow;
    let Some((step, field)) = flow.fields().find(|(_, field)| is_personal(field)) else { return };
    let path = at_index(&at_key(&at_index("steps", step), "fields"), field.place);
    let agreed = flow.fields().find(|(_, field)| field.asks.agreement().is_some());
    // A statement that links to the policy tells them as well, where it comes first.
    let is_told = json.list_at("steps").iter().take(step + 1).any(links_to_policy);
    match agreed {
        Some((later, agreement)) if later > step && !is_told => faults.push(
            Diagnostic::warning(
                "privacy/asked-before-agreement",
                &path,
                &[
                    "\"",
                    &field.name,
                    "\" tells who somebody is, and is asked before they are asked to agree in \"",
                    &agreement.name,
                    "\".",
                ],
            )
            .suggest(&["Move the agreement to this step or above it, or link to your policy in a statement there."]),
        ),
        Some(_) => {}
        None if links_to_policy(json) => {}
        None => faults.push(
            Diagnostic::warning(
                "privacy/no-policy",
                &path,
                &["\"", &field.name, "\" tells who somebody is, but nothing says what becomes of it: there is no agreement and no link to a policy."],
            )
            .suggest(&["Add an agreement with a \"policyUrl\", or a statement that links to your policy."]),
        ),
    }
}

fn links_to_policy(json: &Json) -> bool {
    match json {
        Json::Object(members) => members.iter().any(|(key, value)| {
            let is_link = matches!(key.as_str(), "url" | "href" | "link" | "policyUrl");
            let names_policy = value.as_text().is_some_and(|text| {
                let text = text.to_ascii_lowercase();
                POLICY_WORDS.iter().any(|word| text.contains(word))
            });
            (is_link && names_policy) || links_to_policy(value)
        }),
        Json::List(items) => items.iter().any(links_to_policy),
        _ => false,
    }
}
