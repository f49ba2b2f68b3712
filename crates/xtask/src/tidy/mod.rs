//! The borders of the house, each with the reason it gives when it is broken.
//!
//! A border is one entry of the table below and one function that looks at a `House`: the text of
//! every file git knows and the dependency trees cargo resolves. The functions touch no disk, so
//! each has a test that shows it a bad example in memory. Formatting and lints are borders too, but
//! `cargo fmt` and `cargo clippy` keep them.

mod attributes;
mod code;
mod house;
mod manifests;
mod names;
mod sources;
mod trees;

use std::fmt;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use house::House;

/// A border: what holds, why, and the function that finds where it does not.
struct Border {
    rule: &'static str,
    reason: &'static str,
    faults: fn(&House) -> Vec<Fault>,
}

/// A place where a border is broken.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    /// The file or package, with a line where there is one.
    place: String,
    /// What stands there.
    what: String,
}

impl Fault {
    fn in_file(path: &str, what: impl Into<String>) -> Self {
        Self { place: path.to_owned(), what: what.into() }
    }

    fn at_line(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { place: format!("{path}:{line}"), what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.what)
    }
}

const BORDERS: [Border; 18] = [
    Border {
        rule: "leadlet-core depends on no crate that knows a browser or an operating system",
        reason: "a backend and a visitor's browser run the same core and must get the same bits",
        faults: trees::core_is_pure,
    },
    Border {
        rule: "the widget's wasm tree holds none of the native tools' crates",
        reason: "a visitor would download a server",
        faults: trees::widget_is_light,
    },
    Border {
        rule: "the wasm tree of leadlet-score holds no page and none of the native tools' crates",
        reason: "it runs where there is no page, and in Deno, Bun and a browser as well as in Node",
        faults: trees::score_knows_no_page,
    },
    Border {
        rule: "leadlet-cli and xtask never depend on the widget",
        reason: "the native tools would drag Leptos and web-sys along, and share what must be in the core",
        faults: trees::tools_know_no_widget,
    },
    Border {
        rule: "Leptos is built without `delegation`",
        reason: "in a shadow root delegated events are retargeted: input is lost and submit navigates",
        faults: trees::leptos_does_not_delegate,
    },
    Border {
        rule: "Cargo.toml sets no `default-members`",
        reason: "it pulls clap and tokio into the wasm build",
        faults: manifests::no_default_members,
    },
    Border {
        rule: ".cargo/config.toml sets no build target",
        reason: "the native tools and the wasm widget live in one workspace",
        faults: manifests::no_build_target,
    },
    Border {
        rule: "a lint allowed in a Cargo.toml says why, in a comment on its line",
        reason: "an unexplained exception is copied",
        faults: manifests::lints_say_why,
    },
    Border {
        rule: "core, cli and xtask forbid unsafe code",
        reason: "nothing in them needs it, and a reader may then stop looking for it",
        faults: sources::unsafe_is_forbidden,
    },
    Border {
        rule: "no text becomes markup or code in the browser",
        reason: "what a visitor or a config says must never run, and Trusted Types must be able to forbid it",
        faults: sources::no_text_becomes_code,
    },
    Border {
        rule: "`ui` and `browser` never import each other",
        reason: "only the conductor, src/widget.rs, sees both; each can then be tested and replaced alone",
        faults: sources::ui_and_browser_are_apart,
    },
    Border {
        rule: "wasm_bindgen exports stand only in src/embed and in crates/leadlet-score/src",
        reason: "what the page may say is read in one place, and what a backend may say in another",
        faults: sources::exports_stand_in_embed,
    },
    Border {
        rule: "a file has at most 400 lines",
        reason: "a file that long has two subjects; only a table of equal rooms may be longer",
        faults: names::files_are_short,
    },
    Border {
        rule: "a file is named after what it knows",
        reason: "a name such as `utils` takes in anything, and then does",
        faults: names::names_explain_themselves,
    },
    Border {
        rule: "what is served has no name that ad-blockers match",
        reason: "the form would be missing for every visitor who has one",
        faults: names::names_pass_ad_blockers,
    },
    Border {
        rule: "nothing committed names this machine or a package registry",
        reason: "it breaks, or downloads from elsewhere, on every other machine",
        faults: sources::no_machine_is_named,
    },
    Border {
        rule: "lock files of npm carry no addresses",
        reason: "the machine's own registry setting decides, and the checksum still does",
        faults: sources::locks_have_no_addresses,
    },
    Border {
        rule: "every `allow` and `expect` of a lint has a reason",
        reason: "an unexplained exception is copied",
        faults: attributes::exceptions_say_why,
    },
];

/// Checks every border. Fails with how many are broken.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let house = House::survey(workspace)?;
    let mut broken = 0;
    for Border { rule, reason, faults } in BORDERS {
        let faults = faults(&house);
        if faults.is_empty() {
            continue;
        }
        broken += 1;
        println!("broken: {rule}");
        println!("   why: {reason}");
        for fault in faults {
            println!("     - {fault}");
        }
    }
    if broken > 0 {
        bail!("{broken} of {} borders are broken", BORDERS.len());
    }
    println!("{} borders hold over {} files", BORDERS.len(), house.files.len());
    Ok(())
}
