//! Sentences that would be said in another language than the flow's, or with a hole in them.
//!
//! Knows which sentences a flow can come to say: those that no field type brings up by itself, and
//! those that its own field types do, as their examples show.

use super::term::at_key;
use crate::{
    config::Config,
    diagnostic::{Diagnostic, nearest},
    field,
    json::{Json, object},
    words::{Word, Words},
};

/// Sentences that only these field types say.
static ONLY_WITH: &[(&[&str], &[&str])] = &[
    (&["didYouMean", "useInstead", "freeMailHint", "mailboxLetters"], &["email"]),
    (&["requiredOrder", "moveUp", "moveDown", "rankedAt", "keepOrder"], &["ranking"]),
    (&["firstName", "lastName", "fullName", "email", "phone", "company", "jobTitle", "website"], &["contact"]),
    (&["street", "addressLine2", "postalCode", "city", "region", "country"], &["address", "contact"]),
    (&["yes", "no"], &["yes-no"]),
    (&["outOf", "less", "more", "notAnswered"], &["range", "rating", "scale"]),
    (&["nothingFound"], &["choice", "country"]),
    (&["listOf"], &["choice", "matrix", "ranking"]),
];

/// Adds every fault of this sort.
pub(super) fn check(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    places(json.at("words"), faults);
    let locale = json.text_at("locale").unwrap_or("en");
    let language = locale.split(['-', '_']).next().unwrap_or("");
    if language.eq_ignore_ascii_case("en") {
        return;
    }
    let own = json.at("words");
    let needed = needed(config, json);
    let missing: Vec<&str> = needed.iter().copied().filter(|key| own.get(key).is_none()).collect();
    if missing.is_empty() {
        return;
    }
    const MOST: usize = 8;
    let mut list = missing.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    if missing.len() > MOST {
        list.push_str(" and others");
    }
    let path = if own.as_object().is_some() { "words" } else { "locale" };
    faults.push(
        Diagnostic::warning(
            "words/untranslated",
            path,
            &["The flow is in \"", locale, "\", but says in English: ", &list, "."],
        )
        .suggest(&["Write them in \"words\", each under its name."]),
    );
}

/// Lists the names of the sentences that a flow can come to say.
fn needed(config: &Config, json: &Json) -> Vec<&'static str> {
    let flow = &config.plan.flow;
    // A group stands for its parts, which are of other types than it is.
    let written = json.list_at("steps").iter().flat_map(|step| step.list_at("fields"));
    let mut used: Vec<&str> = written.filter_map(|field| field.text_at("type")).collect();
    used.extend(flow.fields().map(|(_, field)| field.type_name));
    let mut of_types: Vec<&str> = Vec::new();
    let mut of_used: Vec<&str> = Vec::new();
    for (record, examples) in field::examples() {
        for invalid in examples.iter().filter_map(|example| example.result.err()) {
            let key = key_of(invalid);
            of_types.extend(key);
            if used.contains(&record.name) {
                of_used.extend(key);
            }
        }
    }
    for (_, field) in flow.fields() {
        of_used.extend(key_of(field.asks.blank()));
        of_types.extend(key_of(field.asks.blank()));
    }
    let keys = Word::ALL.iter().map(|word| word.key());
    keys.filter(|key| !of_types.contains(key) || of_used.contains(key))
        .filter(|key| can_be_said(config, &used, key))
        .collect()
}

/// Tells which sentences need more than a field type.
fn can_be_said(config: &Config, used: &[&str], key: &str) -> bool {
    let flow = &config.plan.flow;
    if let Some((_, types)) = ONLY_WITH.iter().find(|(keys, _)| keys.contains(&key)) {
        return types.iter().any(|name| used.contains(name));
    }
    match key {
        "stepOf" | "back" | "next" => flow.steps.len() > 1,
        "privacy" => flow
            .fields()
            .any(|(_, field)| field.asks.agreement().is_some_and(|agreement| agreement.policy_url.is_some())),
        "requiredAgreement" => flow.fields().any(|(_, field)| field.asks.agreement().is_some()),
        "requiredChoice" | "chooseOne" => flow.fields().any(|(_, field)| !field.asks.choices().is_empty()),
        _ => true,
    }
}

/// Finds the sentence that says why an input can't be taken, by having it said with names for words.
fn key_of(invalid: crate::answer::Invalid) -> Option<&'static str> {
    let names = Word::ALL.iter().map(|word| (word.key(), Json::from(word.key()))).collect();
    let said = invalid.say(&Words::pick(&object(names)), "en");
    Word::ALL.iter().map(|word| word.key()).find(|key| *key == said)
}

/// Lists the places of a sentence: `min` of "at least {min}".
fn places_of(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name).collect()
}

fn places(own: &Json, faults: &mut Vec<Diagnostic>) {
    for word in Word::ALL {
        let Some(text) = own.text_at(word.key()) else { continue };
        let path = at_key("words", word.key());
        let (wanted, found) = (places_of(word.english()), places_of(text));
        for name in found.iter().filter(|name| !wanted.contains(name)) {
            let told = Diagnostic::error(
                "words/unknown-place",
                &path,
                &["Nothing is put in for \"{", name, "}\": the visitor would see a hole."],
            );
            faults.push(match (nearest(name, &wanted), wanted.as_slice()) {
                (Some(meant), _) => told.suggest(&["Did you mean \"{", meant, "}\"?"]),
                (None, []) => told.suggest(&["Leave it out; this sentence has no places."]),
                (None, wanted) => told.suggest(&["This sentence knows: {", &wanted.join("}, {"), "}."]),
            });
        }
        for name in wanted.iter().filter(|name| !found.contains(name)) {
            // A slip has been told above.
            if found.iter().any(|found| nearest(found, &wanted) == Some(name)) {
                continue;
            }
            faults.push(
                Diagnostic::warning(
                    "words/missing-place",
                    &path,
                    &[
                        "\"{",
                        name,
                        "}\" is left out, so the visitor does not learn it. The English says \"",
                        word.english(),
                        "\".",
                    ],
                )
                .suggest(&["Put \"{", name, "}\" where it belongs in the sentence."]),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_is_tied_to_field_types_exists_and_so_do_they() {
        let records: Vec<&str> = field::examples().iter().map(|(record, _)| record.name).collect();
        for (keys, types) in ONLY_WITH {
            for key in *keys {
                assert!(Word::ALL.iter().any(|word| word.key() == *key), "no sentence has the name {key}");
            }
            assert!(types.iter().all(|name| records.contains(name)), "{types:?}");
        }
    }
}
