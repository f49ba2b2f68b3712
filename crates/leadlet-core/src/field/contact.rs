//! `contact`: who the visitor is and how to reach them, as a group of ordinary fields.

use super::{
    Example, Field, FieldType,
    control::Control,
    parts::{PartKind, listed_parts, part_settings},
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional, required},
    words::{Word, Words},
};

static NAMES: &[&str] = &["firstName", "lastName", "name", "email", "phone", "company", "jobTitle", "website"];

static PART: Record = Record {
    name: "ContactPart",
    about: about!("One part of a contact, with what is special about it."),
    settings: &part_settings(required("part", Shape::OneOf(NAMES), about!("Which part."))),
};

/// The settings of a contact.
pub static RECORD: Record = Record {
    name: "contact",
    about: about!("Who the visitor is and how to reach them: several fields that browsers fill in at once. Each part is an answer of its own, as answers.email; the group has none. Required means that each part is, unless it says otherwise."),
    settings: &[
        optional("parts", Shape::List { of: &Shape::WordOr(NAMES, &PART), min: 1, max: 8 }, about!("What is asked, in this order. Default: firstName, lastName, email.")),
        optional("prefix", Shape::Name, about!("Put before the names of the answers: \"billing\" makes billingEmail. Default: none.")),
        optional("freeMail", Shape::OneOf(super::email::LEVELS), about!("As for a field of type email.")),
        optional("disposableMail", Shape::OneOf(super::email::LEVELS), about!("As for a field of type email.")),
        optional("suggest", Shape::Flag, about!("As for a field of type email.")),
        optional("country", Shape::Name, about!("As for a field of type phone.")),
        optional("countries", Shape::List { of: &Shape::Name, min: 1, max: 250 }, about!("As for a field of type phone.")),
    ],
};

static KNOWN: &[PartKind] = &[
    PartKind { name: "firstName", asked_by: "text", autocomplete: "given-name", label: Word::FirstName, follows: true },
    PartKind { name: "lastName", asked_by: "text", autocomplete: "family-name", label: Word::LastName, follows: true },
    PartKind { name: "name", asked_by: "text", autocomplete: "name", label: Word::FullName, follows: true },
    PartKind { name: "email", asked_by: "email", autocomplete: "email", label: Word::Email, follows: true },
    PartKind { name: "phone", asked_by: "phone", autocomplete: "tel", label: Word::Phone, follows: true },
    PartKind { name: "company", asked_by: "text", autocomplete: "organization", label: Word::Company, follows: true },
    PartKind { name: "jobTitle", asked_by: "text", autocomplete: "organization-title", label: Word::JobTitle, follows: true },
    PartKind { name: "website", asked_by: "url", autocomplete: "url", label: Word::Website, follows: true },
];

/// Settings of the types of its parts that the group takes for them.
static HANDED_ON: &[&str] = &["freeMail", "disposableMail", "suggest", "country", "countries"];

/// Who the visitor is and how to reach them.
pub struct Contact;

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(_: &Json) -> Contact {
    Contact
}

impl FieldType for Contact {
    fn control(&self) -> Control<'_> {
        Control::None
    }

    fn read(&self, _: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        Ok(None)
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn parts(&self, json: &Json, words: &Words) -> Vec<Field> {
        listed_parts(json, KNOWN, &["firstName", "lastName", "email"], HANDED_ON, words)
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Nothing
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#"{"firstName":"Ann","lastName":"Lee","email":"ann@firm.example"}"#, result: Ok(r#"{"firstName":"Ann","lastName":"Lee","email":"ann@firm.example"}"#) },
    Example { settings: r#""required":true,"parts":["name",{"part":"phone","required":false}]"#, input: r#"{"name":"Ann Lee","phone":""}"#, result: Ok(r#"{"name":"Ann Lee"}"#) },
    Example { settings: r#""required":true,"parts":["name",{"part":"phone","required":false}]"#, input: r#"{"name":""}"#, result: Err(Invalid::Required) },
    Example { settings: r#""parts":["email"],"freeMail":"block""#, input: r#"{"email":"ann@gmail.com"}"#, result: Err(Invalid::FreeMail) },
    Example { settings: r#""parts":["phone"],"country":"DE""#, input: r#"{"phone":"030 123456"}"#, result: Ok(r#"{"phone":"+4930123456"}"#) },
    Example { settings: r#""prefix":"billing","parts":[{"part":"website","name":"shop"},"company"]"#, input: r#"{"shop":"firm.example","billingCompany":"Firm"}"#, result: Ok(r#"{"shop":"https://firm.example/","billingCompany":"Firm"}"#) },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn a_part_is_called_as_the_owner_says_then_as_the_dictionary_says() {
        let words = Words::pick(&parse(r#"{"lastName":"Nachname"}"#).unwrap());
        let json = parse(r#"{"name":"c","type":"contact","label":"Kontakt","showIf":{"var":"answers.x"},"parts":[{"part":"firstName","label":"Vorname"},"lastName"]}"#).unwrap();
        let fields = Field::pick_all(&json, 3, &words);
        let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
        assert_eq!(labels, ["Vorname", "Nachname"]);
        assert!(fields.iter().all(|field| field.show_if.is_some() && field.place == 3));
        let group = fields.first().and_then(|field| field.group.as_ref()).unwrap();
        assert_eq!((group.name.as_str(), group.label.as_str()), ("c", "Kontakt"));
    }
}
