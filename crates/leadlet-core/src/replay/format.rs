//! The form of a case file: its settings tables, and what is picked out of them.

use crate::{
    about,
    answer::Answer,
    attribution::Attribution,
    facts::Surroundings,
    json::{Json, Member},
    score::STAGES,
    shape::{Record, Shape, optional, required},
    signals::{MAX_SIGNALS, Signal, record},
};

/// When a case happens that does not say when: 2026-01-15, 12:00 UTC, in milliseconds since 1970.
pub const USUAL_TIME: i64 = 1_768_478_400_000;

/// The most cases of a file.
pub(super) const MOST_CASES: usize = 500;

/// The words for how warm a lead is.
static TEMPERATURES: &[&str] = &["hot", "warm", "cold"];

const TIME: Shape = Shape::Text { max: 40 };

/// The settings of a case file.
pub static CASES: Record = Record {
    name: "Cases",
    about: about!("What visitors answer and what must come of it: `leadlet test` lets each case happen and compares."),
    settings: &[
        optional(
            "$schema",
            Shape::Text { max: 500 },
            about!("The address of the JSON schema, for editors. Leadlet does not read it."),
        ),
        optional(
            "config",
            Shape::Text { max: 500 },
            about!(
                "The config the cases are about, as a path from this file. Default: the file beside it, \"ebook.json\" for \"ebook.cases.json\"."
            ),
        ),
        optional(
            "at",
            TIME,
            about!(
                "When the cases happen, as \"2026-01-15\" or \"2026-01-15T12:00:00Z\" (UTC). Default 2026-01-15T12:00:00Z: always the same, so that points which fade do not move."
            ),
        ),
        optional(
            "answers",
            Shape::Members(&Shape::Any),
            about!(
                "Answers that every case gives where it is asked for them, as name and email. A case's own answers come first. One that no case is asked for is reported."
            ),
        ),
        required(
            "cases",
            Shape::List { of: &Shape::Record(&CASE), min: 1, max: MOST_CASES },
            about!("The cases. Each is a visit of its own."),
        ),
    ],
};

static CASE: Record = Record {
    name: "Case",
    about: about!("One visitor, and what must come of the visit."),
    settings: &[
        required("name", Shape::Text { max: 200 }, about!("Who it is, in words. Unique in the file.")),
        optional(
            "answers",
            Shape::Members(&Shape::Any),
            about!(
                "What the visitor gives, by the field's name: what is typed (a text or a number), the value of an option or a list of several, true or false for a box; null leaves a field blank that is asked. One that is never asked for fails the case."
            ),
        ),
        optional(
            "page",
            Shape::Text { max: 200 },
            about!(
                "The path of the page the flow stands on. Its view is the visit's last event, as on a site. Default \"/\"."
            ),
        ),
        optional(
            "events",
            Shape::List { of: &Shape::Record(&EVENT), min: 0, max: MAX_SIGNALS },
            about!("What the visitor did before, in any order. Default: nothing."),
        ),
        optional(
            "attribution",
            Shape::Record(&ATTRIBUTION),
            about!("Where the visitor came from. Default: nowhere known."),
        ),
        optional(
            "visitor",
            Shape::Members(&Shape::Scalar),
            about!("What the page says of the visitor, as { \"isCustomer\": true }. Default: nothing."),
        ),
        optional(
            "hidden",
            Shape::Members(&Shape::Scalar),
            about!("What the page sets in hidden fields, by the field's name."),
        ),
        optional(
            "parameters",
            Shape::Members(&Shape::Any),
            about!(
                "What the address of the page says, by parameter: a text, or a list of several. Fields whose \"prefill\" names the parameter take it; the visitor's own answers come after."
            ),
        ),
        optional(
            "prefill",
            Shape::Members(&Shape::Any),
            about!("Answers that the page fills in, by the field's name; the visitor's own come after them."),
        ),
        optional(
            "consent",
            Shape::Flag,
            about!("Whether the visitor lets be kept what was observed (events, attribution). Default true."),
        ),
        optional("at", TIME, about!("When this case happens. Default: as the file says.")),
        optional(
            "expect",
            Shape::Record(&EXPECT),
            about!(
                "What must come of it: what stands here is compared, what does not is free. `leadlet test --update` writes it; where it is missing or empty, with path, score, stage and outcome."
            ),
        ),
    ],
};

static EVENT: Record = Record {
    name: "CaseEvent",
    about: about!("Something the visitor did on the site."),
    settings: &[
        required(
            "kind",
            Shape::Text { max: 100 },
            about!("What sort: \"page\" for a page that was opened, else a kind of your own, as \"download\"."),
        ),
        optional("path", Shape::Text { max: 200 }, about!("The page's path; of the kind \"page\" only.")),
        optional("name", Shape::Text { max: 200 }, about!("Which one, as \"case-study\"; of every kind but \"page\".")),
        optional(
            "props",
            Shape::Members(&Shape::Scalar),
            about!("What else the page says of it, by name, as with record()."),
        ),
        optional(
            "daysAgo",
            Shape::Number { min: 0.0, max: 3650.0 },
            about!("How many days before the case, 0 to 3650; 0.5 are 12 hours. Default 0."),
        ),
        optional("times", Shape::Whole { min: 1, max: 256 }, about!("How often, 1 to 256. Default 1.")),
    ],
};

static ATTRIBUTION: Record = Record {
    name: "CaseAttribution",
    about: about!("Where the visitor came from."),
    settings: &[
        optional("landing", Shape::Text { max: 200 }, about!("The path of the page. Default: the case's page.")),
        optional("referrerHost", Shape::Text { max: 200 }, about!("The host of the referring site.")),
        optional("utm", Shape::Record(&UTM), about!("The campaign parameters, without their \"utm_\".")),
    ],
};

static UTM: Record = Record {
    name: "CaseCampaign",
    about: about!("The campaign parameters of an address."),
    settings: &[
        optional("source", Shape::Text { max: 200 }, about!("utm_source, as \"search\".")),
        optional("medium", Shape::Text { max: 200 }, about!("utm_medium, as \"cpc\".")),
        optional("campaign", Shape::Text { max: 200 }, about!("utm_campaign.")),
        optional("term", Shape::Text { max: 200 }, about!("utm_term.")),
        optional("content", Shape::Text { max: 200 }, about!("utm_content.")),
        optional("id", Shape::Text { max: 200 }, about!("utm_id.")),
    ],
};

static EXPECT: Record = Record {
    name: "Expectation",
    about: about!("What must come of a case; whatever is left out is not compared."),
    settings: &[
        optional(
            "path",
            Shape::List { of: &Shape::Name, min: 1, max: 200 },
            about!("The steps that are shown, by id, in order."),
        ),
        optional("score", Shape::Whole { min: 0, max: 100 }, about!("The score, 0 to 100.")),
        optional("grade", Shape::Text { max: 2 }, about!("The grade, A to D or ?, then 1 to 4, as \"B3\".")),
        optional("stage", Shape::OneOf(STAGES), about!("The stage.")),
        optional("temperature", Shape::OneOf(TEMPERATURES), about!("How warm the lead is.")),
        optional("outcome", Shape::Name, about!("The id of the outcome the visitor is led to.")),
        optional(
            "answers",
            Shape::Members(&Shape::Any),
            about!(
                "What the lead holds, by the field's name: a phone number or an amount as it was understood; null for no answer. Fields that are not named are not compared."
            ),
        ),
        optional(
            "contributions",
            Shape::Members(&Shape::Whole { min: -1_000_000, max: 1_000_000 }),
            about!(
                "What rules give, by the rule's id: 0 for nothing. Rules that are not named are not compared. A bound that bites is \"group:ID\", \"dimension:ID\" or \"total\"."
            ),
        ),
        optional(
            "refused",
            Shape::Members(&Shape::Text { max: 60 }),
            about!(
                "Which answers the flow does not take and why, by the field's name: the key of the sentence among a config's words, as { \"email\": \"freeMail\" } or { \"terms\": \"requiredAgreement\" }. All of them have to be named. The visit ends there, so no score, stage or outcome is expected beside it."
            ),
        ),
    ],
};

/// A file of cases.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFile {
    /// The path of the config, where the file names one.
    pub config: Option<String>,
    /// The answers that every case gives where it is asked for them.
    pub answers: Vec<Member>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One visitor, and what must come of the visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Who it is, in words.
    pub name: String,
    /// When it happens, in milliseconds since 1970.
    pub at: i64,
    /// What the visitor gives, the case's own answers and the file's.
    pub answers: Vec<Given>,
    /// What is known besides the answers; its last signal is the view of the page.
    pub surroundings: Surroundings,
    /// What the page sets in hidden fields.
    pub hidden: Vec<(String, Answer)>,
    /// What the address of the page says.
    pub parameters: Vec<(String, Vec<String>)>,
    /// What the page fills in.
    pub prefill: Vec<(String, Answer)>,
    /// Whether what was observed may be kept.
    pub consent: bool,
    /// What must come of it, as it is written; `None` where nothing is.
    pub expect: Option<Json>,
}

/// What a visitor gives for one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The field.
    pub name: String,
    /// What is typed, picked or ticked, as it is written in the file.
    pub value: Json,
    /// Whether the case itself says so, not the file for all its cases.
    pub own: bool,
}

impl CaseFile {
    /// Picks a file out of a tree whose shape has been examined.
    #[must_use]
    pub(super) fn pick(json: &Json) -> Self {
        let at = super::time::read_time(json.text_at("at").unwrap_or_default()).unwrap_or(USUAL_TIME);
        let answers = json.at("answers").as_object().unwrap_or_default().to_vec();
        CaseFile {
            config: json.owned_at("config"),
            cases: json.each("cases", &|case| Case::pick(case, at, &answers)),
            answers,
        }
    }
}

impl Case {
    fn pick(json: &Json, usual: i64, shared: &[Member]) -> Self {
        let at = super::time::read_time(json.text_at("at").unwrap_or_default()).unwrap_or(usual);
        let given = |own: bool| move |(name, value): &Member| Given { name: name.clone(), value: value.clone(), own };
        let own = json.at("answers").as_object().unwrap_or_default();
        let missing = |(name, _): &&Member| own.iter().all(|(known, _)| known != name);
        let page = json.text_at("page").unwrap_or("/");
        let mut deeds: Vec<Signal> = json.list_at("events").iter().flat_map(|event| signals(event, at)).collect();
        deeds.sort_by_key(|signal| signal.at);
        deeds.push(Signal::page(at, page));
        let mut signals = Vec::new();
        deeds.into_iter().for_each(|deed| record(&mut signals, deed));
        let attribution = Attribution::from_json(json.at("attribution"));
        let landing = if attribution.landing.is_empty() { page } else { &attribution.landing };
        let landing = Attribution::of(landing, &[], None).landing;
        Case {
            name: json.owned_at("name").unwrap_or_default(),
            at,
            answers: own.iter().map(given(true)).chain(shared.iter().filter(missing).map(given(false))).collect(),
            surroundings: Surroundings {
                attribution: Attribution { landing, ..attribution },
                signals,
                visitor: answers(json.at("visitor")),
            },
            hidden: answers(json.at("hidden")),
            parameters: parameters(json.at("parameters")),
            prefill: answers(json.at("prefill")),
            consent: json.at("consent") != &Json::Bool(false),
            expect: json.get("expect").filter(|expect| expect.as_object().is_some()).cloned(),
        }
    }
}

/// Gives an event as often as it happened.
fn signals(event: &Json, now: i64) -> Vec<Signal> {
    const DAY_MS: f64 = 86_400_000.0;
    #[expect(clippy::cast_possible_truncation, reason = "at most 3650 days, and a fraction of a millisecond is none")]
    let ago = (event.number_at("daysAgo").unwrap_or(0.0) * DAY_MS) as i64;
    let at = now - ago;
    let signal = match (event.text_at("kind").unwrap_or_default(), event.text_at("path")) {
        ("page", path) => Some(Signal::page(at, path.unwrap_or_default())),
        (kind, _) => Signal::named(at, kind, event.text_at("name")),
    };
    let times = usize::try_from(event.whole_at("times").unwrap_or(1)).unwrap_or(1);
    signal.map_or_else(Vec::new, |signal| vec![signal.with_props(event.at("props")); times.min(MAX_SIGNALS)])
}

fn parameters(json: &Json) -> Vec<(String, Vec<String>)> {
    let values = |value: &Json| match value {
        Json::List(items) => items.iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        other => other.as_text().map(str::to_owned).into_iter().collect(),
    };
    let members = json.as_object().unwrap_or_default();
    members.iter().map(|(name, value)| (name.clone(), values(value))).collect()
}

fn answers(json: &Json) -> Vec<(String, Answer)> {
    let members = json.as_object().unwrap_or_default();
    members.iter().filter_map(|(name, value)| Some((name.clone(), Answer::from_json(value)?))).collect()
}
