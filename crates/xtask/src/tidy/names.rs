//! Borders about the names of files and their length.

use std::path::Path;

use super::Fault;
use super::house::{House, TextFile};

/// The most lines a source file may have.
const LINES: usize = 400;

/// Files that may be longer, each with its reason: tables of equal rooms.
const LONGER: [(&str, &str); 2] = [
    ("src/ui/style.css", "one sheet that is read whole: in a cascade, what a rule does depends on all the others"),
    ("crates/leadlet-core/src/lint/codes/table.rs", "the table of codes: one entry each, all alike"),
];

/// Names that say nothing about what is inside.
const SAY_NOTHING: [&str; 11] = [
    "util", "utils", "helper", "helpers", "manager", "managers", "common", "handler", "handlers", "service", "services",
];

/// Words that filter lists match in addresses.
const BLOCKED: [&str; 8] =
    ["chat-widget", "popup", "newsletter", "tracker", "tracking", "track", "beacon", "analytics"];

pub(super) fn files_are_short(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    let sources = house.files.iter().filter(|file| matches!(file.extension(), "rs" | "js" | "mjs" | "css"));
    for file in sources {
        let lines = file.text.lines().count();
        let may_be_longer = LONGER.iter().any(|(path, _)| *path == file.path);
        if lines > LINES && !may_be_longer {
            faults.push(Fault::in_file(&file.path, format!("has {lines} lines; split it by subject")));
        } else if lines <= LINES && may_be_longer {
            faults.push(Fault::in_file(&file.path, "is short by now; take it off the list in tidy/names.rs"));
        }
    }
    faults
}

pub(super) fn names_explain_themselves(house: &House) -> Vec<Fault> {
    let says_nothing = |file: &&TextFile| {
        file.path.split('/').any(|part| {
            let stem = part.split('.').next().unwrap_or_default();
            SAY_NOTHING.contains(&stem.to_lowercase().as_str())
        })
    };
    let fault = |file: &TextFile| Fault::in_file(&file.path, "is named after nothing; say what it knows");
    house.files.iter().filter(says_nothing).map(fault).collect()
}

pub(super) fn names_pass_ad_blockers(house: &House) -> Vec<Fault> {
    let served = house.files.iter().filter(|file| file.is_below("www") || file.is_below("src/embed"));
    let blocked = |file: &TextFile| {
        let name = Path::new(&file.path).to_string_lossy().to_lowercase();
        let word = BLOCKED.iter().find(|word| name.contains(*word))?;
        Some(Fault::in_file(&file.path, format!("has `{word}` in its name")))
    };
    served.filter_map(blocked).collect()
}

#[cfg(test)]
mod tests {
    use super::super::house::examples::house_with;
    use super::{LINES, files_are_short, names_explain_themselves, names_pass_ad_blockers};

    #[test]
    fn a_source_file_of_more_than_400_lines_is_found() {
        let long = "line\n".repeat(LINES + 1);
        assert_eq!(files_are_short(&house_with("src/ui/form.css", &long)).len(), 1);
        assert_eq!(files_are_short(&house_with("src/ui/form.css", &long[5..])), []);
        assert_eq!(files_are_short(&house_with("www/config.schema.json", &long)), []);
    }

    #[test]
    fn a_file_that_may_be_longer_is_found_once_it_is_short() {
        let long = "line\n".repeat(LINES + 1);
        assert_eq!(files_are_short(&house_with("src/ui/style.css", &long)), []);
        assert_eq!(files_are_short(&house_with("src/ui/style.css", &long[5..])).len(), 1);
    }

    #[test]
    fn a_file_or_folder_named_after_nothing_is_found() {
        for bad in ["src/utils.rs", "src/common/mod.rs", "tests/e2e/helpers.mjs", "src/embed/Handler.js"] {
            assert_eq!(names_explain_themselves(&house_with(bad, "")).len(), 1, "{bad}");
        }
        assert_eq!(names_explain_themselves(&house_with("src/ui/commonplace.rs", "")), []);
    }

    #[test]
    fn a_served_file_that_ad_blockers_match_is_found() {
        assert_eq!(names_pass_ad_blockers(&house_with("www/newsletter.html", "")).len(), 1);
        assert_eq!(names_pass_ad_blockers(&house_with("www/form.html", "")), []);
        assert_eq!(names_pass_ad_blockers(&house_with("tests/golden/newsletter.json", "")), []);
    }
}
