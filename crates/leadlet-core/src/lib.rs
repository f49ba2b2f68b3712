//! The pure heart of Leadlet: reads configs, walks flows, scores leads, describes deliveries.
//!
//! It decides and returns values: no DOM, no clock, no randomness, no files, no network; times and
//! random bytes are arguments. The widget, the command line and a backend in Rust use this same
//! crate, so that all of them see the same faults and compute the same scores, bit for bit.
//!
//! # For backends
//!
//! A score made in a browser can be forged, so a backend that acts on it scores the lead anew, with the
//! config that the lead names by its hash. [`config::read`] reads a config, [`lead::ReceivedLead::read`] a
//! lead, and [`lead::compare`] says whether the one makes the other, byte for byte, and if not, what differs:
//!
//! ```
//! use leadlet_core::{config, json::parse, lead::{ReceivedLead, compare, recompute}};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"{ "version": 1, "id": "ebook",
//!     "steps": [{ "id": "one", "fields": [{ "name": "role", "type": "text", "label": "Role" }] }],
//!     "scoring": { "rules": [{ "id": "decides", "points": 40, "if": { "===": [{ "var": "answers.role" }, "cto"] } }] } }"#;
//! let plan = config::read(text).config.ok_or("the config has faults")?.plan;
//!
//! // Facts that were collected elsewhere become an envelope; its canonical text is what is compared.
//! let facts = parse(r#"{ "answers": { "role": "cto" } }"#)?;
//! let made = recompute(&plan, &ReceivedLead::of_facts(&facts, Some(1_768_478_400_000)).map_err(|faults| faults[0].line())?);
//! assert_eq!(made.envelope.whole_at("score"), Some(40));
//!
//! // A lead says which config it was made with and what its score was.
//! let lead = |score: &str| format!(
//!     r#"{{ "leadId": "0192f0c1-0000-7000-8000-000000000000", "config": {{ "id": "ebook", "hash": "{}" }},
//!          "submittedAt": 1768478400000, "answers": {{ "role": "cto" }}, "score": {score}, "outcome": "" }}"#, plan.hash);
//! let judged = |score: &str| {
//!     let lead = ReceivedLead::read(&parse(&lead(score)).expect("JSON")).expect("a lead");
//!     compare(&plan, &lead)
//! };
//! let honest = made.envelope.canonical();
//! assert!(judged(&honest).is_same());
//! let forged = judged(&honest.replace(r#""score":40"#, r#""score":99"#));
//! assert!(!forged.is_same());
//! assert_eq!(forged.differences[0].say(), "99 was sent, and 40 comes out.");
//! # Ok(())
//! # }
//! ```
//!
//! `examples/recompute.rs` is a whole receiver. For many leads of one config [`score::Tally`] gives the
//! score alone in a fraction of the time. All of it is `Send` and `Sync`: read a config once, keep it, and
//! score on as many threads as there are.
//!
//! Arrows run down; nothing imports `config`:
//! `config → delivery → lead → {flow, score} → {field, facts} → {answer, signals, consent, logic, shape}
//! → {diagnostic, words, theme, attribution, web_address, hash, sorted, json}`.
// What only wide types and operators need is left out by the linker; to mark each place would be noise.
#![cfg_attr(
    not(all(feature = "wide", feature = "rare")),
    allow(dead_code, reason = "the plain and the wide edition do not need all of it")
)]
#![forbid(unsafe_code)]

pub mod answer;
pub mod attribution;
#[cfg(feature = "wide")]
pub mod calendar;
#[cfg(feature = "wide")]
pub mod codes;
pub mod config;
pub mod consent;
pub mod delivery;
#[cfg(feature = "describe")]
pub mod describe;
pub mod diagnostic;
pub mod facts;
pub mod field;
pub mod flow;
pub mod hash;
pub mod json;
pub mod lead;
#[cfg(feature = "lint")]
pub mod lint;
pub mod logic;
pub mod piping;
pub mod punycode;
#[cfg(feature = "replay")]
pub mod replay;
pub mod score;
pub mod shape;
pub mod signals;
mod sorted;
pub mod sought;
pub mod theme;
pub mod web_address;
pub mod words;
