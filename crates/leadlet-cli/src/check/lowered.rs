//! `leadlet check --lowered`: configs as they are published for other JsonLogic engines.
//!
//! What lowering means stands in the core; here a condition that can't be lowered becomes a fault of
//! its file like any other.

use super::Checked;
use leadlet_core::{config, diagnostic::Severity, json::Json, json::parse};
use std::io::{self, Write};

/// Writes every config without errors in plain JsonLogic; adds a fault where that can't be done.
pub(super) fn lower(checked: &mut [Checked]) -> Vec<Json> {
    let mut lowered = Vec::new();
    for file in checked {
        let is_sound = file.diagnostics.iter().all(|fault| fault.severity == Severity::Warning);
        if let (true, Ok(json)) = (is_sound, parse(&file.text)) {
            match config::lowered(&json) {
                Ok(json) => lowered.push(json),
                Err(fault) => file.diagnostics.push(fault),
            }
        }
    }
    lowered
}

/// Prints each config on a line of its own.
pub(super) fn print(lowered: &[Json]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for json in lowered {
        writeln!(out, "{json}")?;
    }
    out.flush()
}
