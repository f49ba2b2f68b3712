//! Every code that `leadlet check` can give: what it is called, why it matters, what to do.
//!
//! The sentences of a diagnostic say what is wrong in *this* config or file of cases; an entry here says
//! what is wrong with files of this sort, with a config that has the fault, the report it gives, and one that
//! has it not. The pages in `docs/checks/` and `leadlet check --explain` are made of it.

/// Makes the table: `example` where there is a pair of configs, `of_cases` where there is a file of cases, `no_example` with a reason where none can be.
macro_rules! codes {
    ($($kind:ident $area:literal $name:literal $severity:ident $at:ident { $($text:literal),* $(,)? })*) => {
        /// Every code there is.
        pub static CODES: &[Code] = &[$(codes!(@ $kind $area $name $severity $at $($text)*),)*];
    };
    (@ example $area:literal $name:literal $severity:ident $at:ident $title:literal $why:literal $fix:literal) => {
        Code {
            code: concat!($area, "/", $name),
            severity: $severity,
            at: $at,
            title: $title,
            why: $why,
            fix: $fix,
            example: super::Example::Pair {
                bad: fixture!("bad", $area, $name, "json"),
                report: fixture!("bad", $area, $name, "txt"),
                good: fixture!("good", $area, $name, "json"),
            },
        }
    };
    (@ of_cases $area:literal $name:literal $severity:ident $at:ident $title:literal $why:literal $fix:literal) => {
        Code {
            code: concat!($area, "/", $name),
            severity: $severity,
            at: $at,
            title: $title,
            why: $why,
            fix: $fix,
            example: super::Example::Faulty { text: golden!($area, $name, "json"), report: golden!($area, $name, "txt") },
        }
    };
    (@ no_example $area:literal $name:literal $severity:ident $at:ident $title:literal $why:literal $fix:literal $reason:literal) => {
        Code {
            code: concat!($area, "/", $name),
            severity: $severity,
            at: $at,
            title: $title,
            why: $why,
            fix: $fix,
            example: super::Example::None($reason),
        }
    };
}

macro_rules! fixture {
    ($sort:literal, $area:literal, $name:literal, $end:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/configs/",
            $sort,
            "/",
            $area,
            "--",
            $name,
            ".",
            $end
        ))
    };
}

/// What stands in the golden files of faulty cases, each with the same config beside it.
macro_rules! golden {
    ($area:literal, $name:literal, $end:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/cases/", $area, "-", $name, ".", $end))
    };
}

mod table;

use crate::diagnostic::{Severity, nearest};
pub use table::CODES;

/// One kind of fault.
#[derive(Debug)]
pub struct Code {
    /// Its stable name: `area/name`.
    pub code: &'static str,
    /// How bad it is at its worst.
    pub severity: Severity,
    /// Which part of the place it names is marked.
    pub at: At,
    /// What it is called, a few words without a full stop.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about it.
    pub fix: &'static str,
    /// What shows it.
    pub example: Example,
}

/// Which part of a place is marked where a fault is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The value that stands there.
    Value,
    /// The name before the value, because it is the name that is wrong.
    Key,
}

/// What shows a fault.
#[derive(Debug)]
pub enum Example {
    /// Two configs that differ in this fault only.
    Pair {
        /// A config that has the fault.
        bad: &'static str,
        /// What `leadlet check` says about it.
        report: &'static str,
        /// A config that has it not.
        good: &'static str,
    },
    /// A file of cases that has the fault, perhaps besides others.
    Faulty {
        /// The file.
        text: &'static str,
        /// Every fault of it.
        report: &'static str,
    },
    /// Nothing, for this reason.
    None(&'static str),
}

/// Where the pages stand.
const PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/checks/");

const SAID: &str = "What `leadlet check` says";

impl Code {
    /// Finds a code by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Code> {
        CODES.iter().find(|code| code.code == name)
    }

    /// Finds the code that a wrong name was likely meant to be.
    #[must_use]
    pub fn meant(name: &str) -> Option<&'static Code> {
        let names: Vec<&str> = CODES.iter().map(|code| code.code).collect();
        // Without its area a name is known as well.
        let ends = |code: &&Code| code.code.split('/').next_back() == Some(name);
        CODES.iter().find(ends).or_else(|| Code::named(nearest(name, &names)?))
    }

    /// Gives the address of its page.
    #[must_use]
    pub fn address(&self) -> String {
        [PAGES, self.code, ".md"].concat()
    }

    /// Writes its page, as Markdown, ending in a line break.
    #[must_use]
    pub fn page(&self) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut page = [
            "# ",
            self.title,
            "\n\n`",
            self.code,
            "`, ",
            severity,
            "\n\n",
            self.why,
            "\n\n**What to do:** ",
            self.fix,
            "\n",
        ]
        .concat();
        let mut show = |title: &str, language: &str, text: &str| {
            page.push_str(&["\n## ", title, "\n\n```", language, "\n", text.trim_end(), "\n```\n"].concat());
        };
        match &self.example {
            Example::Pair { bad, report, good } => {
                show("Bad", "json", bad);
                show(SAID, "text", report);
                show("Good", "json", good);
            }
            Example::Faulty { text, report } => {
                show("Bad, beside a config", "json", text);
                show(SAID, "text", report);
            }
            Example::None(reason) => page.push_str(&["\nThere is no example: ", reason, "\n"].concat()),
        }
        page
    }
}

/// Gives every page of the documentation of the checks: its path below `docs/checks/` and its text.
#[must_use]
pub fn pages() -> Vec<(String, String)> {
    let mut list = String::from(
        "# What `leadlet check` finds\n\nGenerated from the table of codes by `cargo xtask generate`. Do not edit.\n\n\
         An error fails the check (exit code 1); a warning does with `--strict` only. Codes of the area `cases` are about\n\
         files of cases, which `leadlet test` runs and both commands check. `leadlet check --explain CODE` prints a page\n\
         in the terminal. The bad config of a code has that fault and no other, its report is what a person sees, and\n\
         the good one has no fault; a test holds all three to it.\n\n\
         | code | | what it is | tested with |\n|---|---|---|---|\n",
    );
    let mut pages = Vec::new();
    for code in CODES {
        let severity = if code.severity == Severity::Error { "error" } else { "warning" };
        let link = |word: &str, directory: &str, dash: &str, end: &str| {
            ["[", word, "](../../tests/", directory, "/", &code.code.replace('/', dash), end, ")"].concat()
        };
        let tested = match &code.example {
            Example::Pair { .. } => [
                link("bad", "fixtures/configs/bad", "--", ".json"),
                link("report", "fixtures/configs/bad", "--", ".txt"),
                link("good", "fixtures/configs/good", "--", ".json"),
            ]
            .join(", "),
            Example::Faulty { .. } => {
                [link("bad", "golden/cases", "-", ".json"), link("report", "golden/cases", "-", ".txt")].join(", ")
            }
            Example::None(_) => "its own test".to_owned(),
        };
        let row = ["| [", code.code, "](", code.code, ".md) | ", severity, " | ", code.title, " | ", &tested, " |\n"];
        list.push_str(&row.concat());
        pages.push(([code.code, ".md"].concat(), code.page()));
    }
    pages.insert(0, ("README.md".to_owned(), list));
    pages
}
