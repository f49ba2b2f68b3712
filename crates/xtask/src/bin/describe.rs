//! Prints one generated file: `describe schema`, `describe types`, `describe wide` or
//! `describe cases`; or all pages
//! about the checks as one JSON object, path to text: `describe checks`.
//!
//! Only `cargo xtask generate` calls it; what it prints is the core's to say.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use leadlet_core::describe::{cases_schema, config_schema, config_types, wide_types};
use leadlet_core::json::Json;
use leadlet_core::lint::codes::pages;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("schema") => print!("{}", config_schema()),
        Some("types") => print!("{}", config_types()),
        Some("cases") => print!("{}", cases_schema()),
        Some("checks") => {
            let pages = pages().into_iter().map(|(path, text)| (path, Json::from(text)));
            print!("{}", Json::Object(pages.collect()));
        }
        Some("wide") => print!("{}", wide_types()),
        _ => {
            eprintln!("error: say what to describe: `schema`, `types`, `wide`, `cases` or `checks`");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
