//! `leadlet check --explain CODE`: prints the page about one kind of fault.

use leadlet_core::lint::codes::Code;
use std::io::Write;
use std::process::ExitCode;

/// Prints the page; an unknown code is a wrong command line.
pub(super) fn run(name: &str) -> ExitCode {
    let Some(code) = Code::named(name) else {
        let meant = match Code::meant(name) {
            Some(code) => format!("Did you mean \"{}\"?", code.code),
            None => "The report names it in brackets, as in error[flow/unknown-step].".to_owned(),
        };
        eprintln!("error: there is no code {name:?}. {meant}");
        return ExitCode::from(2);
    };
    // A reader that went away is no fault.
    let _ = std::io::stdout().lock().write_all(code.page().as_bytes());
    ExitCode::SUCCESS
}
