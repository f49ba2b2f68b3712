//! The pure heart of Leadlet: reads configs, walks flows, scores leads, describes deliveries.
//!
//! It decides and returns values: no DOM, no clock, no randomness, no files, no network; times and
//! random bytes are arguments. The widget, the command line and a backend in Rust use this same
//! crate, so that all of them see the same faults and compute the same scores, bit for bit.
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
