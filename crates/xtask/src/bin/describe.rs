//! Prints one generated file: `describe schema`, `describe types` or `describe wide`.
//!
//! Only `cargo xtask generate` calls it; what it prints is the core's to say.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use leadlet_core::describe::{config_schema, config_types, wide_types};

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("schema") => print!("{}", config_schema()),
        Some("types") => print!("{}", config_types()),
        Some("wide") => print!("{}", wide_types()),
        _ => {
            eprintln!("error: say what to describe: `schema`, `types` or `wide`");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
