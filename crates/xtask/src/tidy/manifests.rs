//! Borders in the manifests and in cargo's configuration.

use toml::Table;

use super::Fault;
use super::house::{House, TextFile};

pub(super) fn no_default_members(house: &House) -> Vec<Fault> {
    let Some(manifest) = house.file("Cargo.toml") else {
        return Vec::new();
    };
    with_table(manifest, |root| {
        let set = root.get("workspace").and_then(|workspace| workspace.get("default-members"));
        set.map(|_| Fault::in_file(&manifest.path, "sets workspace.default-members; delete it"))
    })
}

pub(super) fn no_build_target(house: &House) -> Vec<Fault> {
    let Some(config) = house.file(".cargo/config.toml") else {
        return Vec::new();
    };
    with_table(config, |root| {
        let set = root.get("build").and_then(|build| build.get("target"));
        set.map(|_| Fault::in_file(&config.path, "sets build.target; pass --target where it is meant"))
    })
}

pub(super) fn lints_say_why(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in house.files.iter().filter(|file| file.path.ends_with("Cargo.toml")) {
        let mut in_lints = false;
        for (number, line) in (1..).zip(file.text.lines()) {
            if line.starts_with('[') {
                in_lints = line.contains("lints");
            } else if in_lints && line.contains("\"allow\"") && !line.contains('#') {
                faults.push(Fault::at_line(&file.path, number, "allows a lint without a comment"));
            }
        }
    }
    faults
}

/// Reads a file as TOML and looks at it; a file that is no TOML is a fault of its own.
fn with_table(file: &TextFile, look: impl FnOnce(&Table) -> Option<Fault>) -> Vec<Fault> {
    match file.text.parse::<Table>() {
        Ok(table) => look(&table).into_iter().collect(),
        Err(error) => vec![Fault::in_file(&file.path, format!("is not TOML: {}", error.message()))],
    }
}

#[cfg(test)]
mod tests {
    use super::super::house::examples::house_with;
    use super::{lints_say_why, no_build_target, no_default_members};

    #[test]
    fn default_members_are_found() {
        let house = house_with("Cargo.toml", "[workspace]\ndefault-members = [\".\"]\n");
        assert_eq!(no_default_members(&house).len(), 1);
        let comment = house_with("Cargo.toml", "# no default-members\n[workspace]\nmembers = []\n");
        assert_eq!(no_default_members(&comment), []);
    }

    #[test]
    fn a_build_target_is_found() {
        let text = "[build]\ntarget = \"wasm32-unknown-unknown\"\n";
        assert_eq!(no_build_target(&house_with(".cargo/config.toml", text)).len(), 1);
        let alias = "[alias]\nxtask = \"run --package xtask --\"\n";
        assert_eq!(no_build_target(&house_with(".cargo/config.toml", alias)), []);
    }

    #[test]
    fn a_manifest_that_is_no_toml_is_found() {
        let faults = no_default_members(&house_with("Cargo.toml", "[workspace\n"));
        assert!(faults[0].what.contains("is not TOML"), "{faults:?}");
    }

    #[test]
    fn a_lint_allowed_without_a_comment_is_found() {
        let text = "[lints.clippy]\na = \"allow\"\nb = \"allow\" # a reason\nc = \"warn\"\n";
        let faults = lints_say_why(&house_with("crates/x/Cargo.toml", text));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].place, "crates/x/Cargo.toml:2");
    }
}
