//! Names that stand twice where each thing must have its own: steps, fields, options, rules, outcomes.

use crate::diagnostic::{Diagnostic, fault};

/// The names of one sort of thing, as they come.
#[derive(Default)]
pub(super) struct Names<'n>(Vec<&'n str>);

impl<'n> Names<'n> {
    /// Reports a name that came before. An empty one has been reported as missing.
    pub(super) fn see(&mut self, name: &'n str, code: &'static str, path: &str, faults: &mut Vec<Diagnostic>) {
        if name.is_empty() {
            return;
        }
        if self.0.contains(&name) {
            fault!(
                faults,
                Diagnostic::error(code, path, &["There is another \"", name, "\"."])
                    .suggest(&["Give each its own name."]),
            );
            return;
        }
        // Once each: every name to come is compared with all of them.
        self.0.push(name);
    }
}
