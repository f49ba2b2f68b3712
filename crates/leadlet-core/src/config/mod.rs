//! The config reader: JSON text in; a typed config and every fault out.
//!
//! Three passes over one small tree: the text must be JSON, the tree must have the shape of the
//! settings tables, and the whole must make sense ([`check`]). Later passes go on after earlier
//! ones found faults, so that an owner sees all of them at once; only where there are hundreds
//! ([`ENOUGH`]) do they wait until those are mended. Nothing imports this module: each part lives
//! with the engine that reads it.

mod check;
#[cfg(feature = "wide")]
mod counting;
#[cfg(feature = "lint")]
mod lowered;
mod places;
mod repeated;
#[cfg(feature = "lint")]
pub use lowered::lowered;

#[cfg(feature = "wide")]
use crate::signals::{SIGNALS, Watch};
use crate::{
    about,
    delivery::{ENDPOINT, Endpoint},
    diagnostic::{Diagnostic, Severity},
    flow::{
        Flow, STEP,
        outcome::{OUTCOME, Outcome},
    },
    hash,
    json::{Json, MAX_BYTES, Position, parse},
    lead::Plan,
    score::{SCORING, Scoring},
    shape::{Record, Shape, examine, optional, required},
    theme::{THEME, Theme},
    words::{WORDS, Words},
};

/// With more faults of shape than these, whether the whole makes sense is not asked: the answer would be as
/// misshapen, and thousands of things that are no fields take longer to compare than a page may stand still.
const ENOUGH: usize = 500;

/// The settings of a config.
pub static CONFIG: Record = Record {
    name: "Config",
    about: about!("One flow: what is asked, how it is scored, where the visitor is led and where the lead goes."),
    settings: &[
        optional(
            "$schema",
            Shape::Text { max: 500 },
            about!("The address of the JSON schema, for editors. Leadlet does not read it."),
        ),
        required("version", Shape::Whole { min: 1, max: 1 }, about!("The version of this format: 1.")),
        required("id", Shape::Name, about!("The config's name in leads and events. Unique on your site.")),
        optional(
            "locale",
            Shape::Text { max: 35 },
            about!("The language of the texts, as \"en\" or \"de-CH\" (BCP 47). Default \"en\"."),
        ),
        optional("view", Shape::OneOf(&["form"]), about!("How the flow is shown. Default \"form\": a step a screen.")),
        optional(
            "title",
            Shape::Text { max: 200 },
            about!(
                "The heading above the steps. An answer can stand in it, as \"{answers.name|there}\": behind the bar stands what is said without one, and {{ is a brace."
            ),
        ),
        optional("text", Shape::Text { max: 1000 }, about!("A paragraph under the heading.")),
        required(
            "steps",
            Shape::List { of: &Shape::Record(&STEP), min: 1, max: 100 },
            about!("What is asked, a step a screen."),
        ),
        optional("scoring", Shape::Record(&SCORING), about!("How the lead is scored. Default: not at all.")),
        optional(
            "outcomes",
            Shape::List { of: &Shape::Record(&OUTCOME), min: 0, max: 50 },
            about!("Where the visitor is led; the first that holds. The last one has no condition."),
        ),
        optional(
            "delivery",
            Shape::List { of: &Shape::Union(&ENDPOINT), min: 0, max: 1 },
            about!("Where the lead goes."),
        ),
        #[cfg(feature = "wide")]
        optional("signals", Shape::Record(&SIGNALS), about!("What the visitor's behaviour tells.")),
        optional("display", Shape::Record(&DISPLAY), about!("How the flow appears in the page.")),
        optional("theme", Shape::Record(&THEME), about!("The look.")),
        optional("words", Shape::Record(&WORDS), about!("Sentences to say instead of the built-in ones.")),
    ],
};

static DISPLAY: Record = Record {
    name: "Display",
    about: about!("How the flow appears in the page."),
    settings: &[optional("mode", Shape::OneOf(&["inline"]), about!("Default \"inline\": where its element stands."))],
};

/// A config that can be used.
#[derive(Debug)]
pub struct Config {
    /// What is asked, how it is scored and where it leads.
    pub plan: Plan,
    /// The heading above the steps.
    pub title: Option<String>,
    /// A paragraph under the heading.
    pub text: Option<String>,
    /// Where the lead goes.
    pub delivery: Vec<Endpoint>,
    /// What to watch the visit for.
    #[cfg(feature = "wide")]
    pub watch: Watch,
    /// The look.
    pub theme: Theme,
    /// What is said.
    pub words: Words,
}

/// What comes of reading a text.
#[derive(Debug)]
pub struct Reading {
    /// The config, where there is no error.
    pub config: Option<Config>,
    /// Every fault, in the order of the reader's passes.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a config.
#[must_use]
pub fn read(text: &str) -> Reading {
    let json = match tree(text) {
        Ok(json) => json,
        Err(diagnostic) => return Reading { config: None, diagnostics: vec![diagnostic] },
    };
    let mut diagnostics = Vec::new();
    examine(&json, &Shape::Record(&CONFIG), "", &mut diagnostics);
    if json.as_object().is_none() || diagnostics.len() > ENOUGH {
        return Reading { config: None, diagnostics };
    }
    let config = pick(&json);
    check::check(&config, &json, &mut diagnostics);
    #[cfg(feature = "models")]
    check_model(&config, &json, &mut diagnostics);
    let usable = diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning);
    Reading { config: usable.then_some(config), diagnostics }
}

/// Adds the faults of the model, and those of what it reads and no field gives.
#[cfg(feature = "models")]
fn check_model(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    let mut answers = Vec::new();
    for (_, field) in config.plan.flow.fields() {
        answers.push(field.name.as_str());
    }
    crate::score::model::check(json.at("scoring").at("model"), Some(&answers), "scoring.model", faults);
}

/// Reads the text as JSON, or says why it can't be a config at all.
fn tree(text: &str) -> Result<Json, Diagnostic> {
    if text.len() > MAX_BYTES {
        let size = || (text.len() / 1024).to_string();
        return Err(explained(|| {
            Diagnostic::error("config/too-large", "", &["The text has ", &size(), " kB; a config has at most 1024 kB."])
                .suggest(&["Is it the right file? Pictures and documents belong beside it, named by their address."])
        }));
    }
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if start.starts_with('<') {
        return Err(explained(|| {
            Diagnostic::error("config/web-page", "", &["This is a web page, not a config."])
                .suggest(&["Does the address lead to the JSON file? Servers often answer a wrong address with a page."])
        }));
    }
    if start.is_empty() {
        return Err(explained(|| {
            Diagnostic::error("config/empty", "", &["The text is empty."])
                .suggest(&["Write a config, or copy one from the gallery."])
        }));
    }
    parse(text).map_err(|fault| {
        explained(|| {
            let Position { line, column } = Position::of(text, fault.at);
            let place =
                ["Line ", &line.to_string(), ", column ", &column.to_string(), ": ", fault.message, "."].concat();
            Diagnostic::error("config/syntax", "", &[&place])
        })
    })
}

fn explained(explain: impl FnOnce() -> Diagnostic) -> Diagnostic {
    if cfg!(feature = "explain") { explain() } else { Diagnostic::UNEXPLAINED }
}

/// Picks the config out of a tree; what has the wrong shape reads as absent.
fn pick(json: &Json) -> Config {
    let words = Words::pick(json.at("words"));
    Config {
        plan: Plan {
            id: json.owned_at("id").unwrap_or_default(),
            hash: hash::of_json(json),
            flow: Flow::pick(json.at("steps"), json.text_at("locale").unwrap_or("en"), &words),
            scoring: Scoring::pick(json.at("scoring")),
            outcomes: json.each("outcomes", &Outcome::pick),
        },
        title: json.owned_at("title"),
        text: json.owned_at("text"),
        delivery: json.each("delivery", &Endpoint::pick),
        #[cfg(feature = "wide")]
        watch: Watch::of(json.at("signals")),
        theme: Theme::pick(json.at("theme")),
        words,
    }
}
