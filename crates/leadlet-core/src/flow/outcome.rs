//! Outcomes: where the visitor is led, once the lead is scored.

use crate::{
    about,
    json::Json,
    logic::Condition,
    shape::{Record, Shape, optional, required},
    web_address::AddressUse,
};

/// What an action does for the visitor; all are links, drawn each in its own way.
pub static ACTION_TYPES: &[&str] = &["download", "calendar", "link", "call", "message"];

/// The settings of an outcome.
pub static OUTCOME: Record = Record {
    name: "Outcome",
    about: about!("Where the visitor is led; the first outcome that holds counts."),
    settings: &[
        required("id", Shape::Name, about!("The outcome's name in the lead and in events. Unique in the config.")),
        optional(
            "if",
            Shape::Logic,
            about!(
                "When; always, where it is left out. It may also read score.total, score.stage, score.temperature and score.grade, and score.p of a model."
            ),
        ),
        required(
            "title",
            Shape::Text { max: 200 },
            about!(
                "The heading. An answer can stand in it, as \"{answers.name|there}\", and the score, as {score.total} or {score.grade}, or {score.p} of a model."
            ),
        ),
        optional("text", Shape::Text { max: 2000 }, about!("A paragraph under the heading.")),
        optional(
            "actions",
            Shape::List { of: &Shape::Record(&ACTION), min: 0, max: 5 },
            about!("What the visitor can do next; the first one stands out."),
        ),
    ],
};

static ACTION: Record = Record {
    name: "Action",
    about: about!("Something the visitor can do next."),
    settings: &[
        required("type", Shape::OneOf(ACTION_TYPES), about!("What it is: it decides the sign and how the link opens.")),
        required(
            "url",
            Shape::Address(AddressUse::Link),
            about!("Where it leads: https, a path on the same site, tel: or mailto:."),
        ),
        required("label", Shape::Text { max: 80 }, about!("The words on the button.")),
    ],
};

/// Where a visitor is led.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its name.
    pub id: String,
    /// When; always where absent.
    pub condition: Option<Condition>,
    /// The heading.
    pub title: String,
    /// A paragraph under it.
    pub text: Option<String>,
    /// What the visitor can do next.
    pub actions: Vec<Action>,
}

/// Something a visitor can do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// One of [`ACTION_TYPES`].
    pub sort: &'static str,
    /// Where it leads.
    pub url: String,
    /// The words on the button.
    pub label: String,
}

impl Outcome {
    /// Picks an outcome out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let action = |json: &Json| {
            let wanted = json.text_at("type").unwrap_or_default();
            Action {
                sort: ACTION_TYPES.iter().copied().find(|sort| *sort == wanted).unwrap_or("link"),
                url: json.owned_at("url").unwrap_or_default(),
                label: json.owned_at("label").unwrap_or_default(),
            }
        };
        Outcome {
            id: json.owned_at("id").unwrap_or_default(),
            condition: Condition::at(json, "if"),
            title: json.owned_at("title").unwrap_or_default(),
            text: json.owned_at("text"),
            actions: json.each("actions", &action),
        }
    }
}

/// Gives the first outcome that holds; `None` where the config has none.
#[must_use]
pub fn choose<'o>(outcomes: &'o [Outcome], facts: &Json) -> Option<&'o Outcome> {
    outcomes.iter().find(|outcome| outcome.condition.as_ref().is_none_or(|condition| condition.holds(facts)))
}
