//! Borders between crates, read from the trees that cargo resolves.

use super::Fault;
use super::house::{Dependency, House};

/// Crates that know a browser or an operating system; a `*` stands for any ending.
const BROWSER_OR_SYSTEM: [&str; 38] = [
    // the browser
    "wasm-bindgen*",
    "js-sys",
    "web-sys",
    "leptos*",
    "tachys",
    "reactive_*",
    "gloo*",
    "serde-wasm-bindgen",
    "console_error_panic_hook",
    "web-time",
    "instant",
    // the operating system
    "libc",
    "rustix",
    "nix",
    "windows*",
    "winapi",
    "getrandom",
    "rand",
    "mio",
    "socket2",
    "errno",
    "linux-raw-sys",
    "dirs*",
    "tempfile",
    "memmap2",
    "time",
    "chrono",
    // what stands on it
    "tokio*",
    "async-std",
    "smol",
    "hyper*",
    "reqwest",
    "ureq",
    "axum*",
    "tower*",
    "sqlx*",
    "rusqlite",
    "rayon*",
];

/// Crates that only a page has a use for.
const PAGE: [&str; 7] = ["leadlet", "leptos*", "tachys", "reactive_*", "web-sys", "js-sys", "gloo*"];

/// Crates of the native tools.
const NATIVE: [&str; 12] =
    ["axum*", "sqlx*", "clap*", "tokio*", "csv*", "hyper*", "tower*", "reqwest", "rusqlite", "libc", "mio", "xtask"];

pub(super) fn core_is_pure(house: &House) -> Vec<Fault> {
    banned("leadlet-core", &house.core, &BROWSER_OR_SYSTEM)
}

pub(super) fn widget_is_light(house: &House) -> Vec<Fault> {
    banned("leadlet", &house.widget, &NATIVE)
}

pub(super) fn score_knows_no_page(house: &House) -> Vec<Fault> {
    let mut faults = banned("leadlet-score", &house.score, &PAGE);
    faults.extend(banned("leadlet-score", &house.score, &NATIVE));
    faults
}

pub(super) fn tools_know_no_widget(house: &House) -> Vec<Fault> {
    let mut faults = banned("leadlet-cli", &house.cli, &["leadlet"]);
    faults.extend(banned("xtask", &house.xtask, &["leadlet"]));
    faults
}

pub(super) fn leptos_does_not_delegate(house: &House) -> Vec<Fault> {
    let delegates = |crate_: &&Dependency| {
        let of_leptos = matches!(crate_.name.as_str(), "leptos" | "leptos_dom" | "tachys");
        of_leptos && crate_.features.iter().any(|feature| feature == "delegation")
    };
    let fault = |crate_: &Dependency| Fault::in_file(&crate_.name, "has the feature `delegation`");
    house.widget.iter().filter(delegates).map(fault).collect()
}

fn banned(package: &str, tree: &[Dependency], list: &[&str]) -> Vec<Fault> {
    let mut found: Vec<&str> = tree
        .iter()
        .map(|dependency| dependency.name.as_str())
        .filter(|name| list.iter().any(|pattern| matches(pattern, name)))
        .collect();
    found.sort_unstable();
    found.dedup();
    let how = |name: &str| {
        format!("depends on `{name}`; `cargo tree --package {package} --invert {name}` shows through whom")
    };
    found.into_iter().map(|name| Fault::in_file(package, how(name))).collect()
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::super::house::examples::dependency;
    use super::super::house::{Dependency, House};
    use super::{core_is_pure, leptos_does_not_delegate, score_knows_no_page, tools_know_no_widget, widget_is_light};

    #[test]
    fn a_browser_or_system_crate_in_the_core_is_found() {
        for name in ["web-sys", "gloo-net", "libc", "windows-sys", "getrandom", "tokio", "reactive_graph"] {
            let house = House { core: vec![dependency("sha2"), dependency(name)], ..House::default() };
            let faults = core_is_pure(&house);
            assert_eq!(faults.len(), 1, "{name}");
            assert!(faults[0].what.contains(name), "{:?}", faults[0]);
        }
    }

    #[test]
    fn pure_crates_in_the_core_are_accepted() {
        let core = ["libm", "sha2", "uuid", "digest"].map(dependency).to_vec();
        assert_eq!(core_is_pure(&House { core, ..House::default() }), []);
    }

    #[test]
    fn a_server_crate_in_the_wasm_is_found_once() {
        let widget = ["clap_builder", "leptos", "clap_builder"].map(dependency).to_vec();
        let faults = widget_is_light(&House { widget, ..House::default() });
        assert_eq!(faults.len(), 1);
        assert!(faults[0].what.contains("cargo tree --package leadlet --invert clap_builder"));
    }

    #[test]
    fn a_page_in_the_score_for_backends_is_found() {
        let score =
            |names: &[&str]| House { score: names.iter().map(|name| dependency(name)).collect(), ..House::default() };
        assert_eq!(score_knows_no_page(&score(&["leadlet-core", "wasm-bindgen"])), []);
        assert_eq!(score_knows_no_page(&score(&["web-sys", "leptos", "tokio"])).len(), 3);
    }

    #[test]
    fn a_native_tool_that_depends_on_the_widget_is_found() {
        let house = House {
            cli: vec![dependency("leadlet"), dependency("leadlet-core")],
            xtask: vec![dependency("leadlet")],
            ..House::default()
        };
        let places: Vec<_> = tools_know_no_widget(&house).into_iter().map(|fault| fault.place).collect();
        assert_eq!(places, ["leadlet-cli", "xtask"]);
    }

    #[test]
    fn leptos_with_delegation_is_found() {
        let leptos = |features: &[&str]| House {
            widget: vec![Dependency {
                name: "leptos".into(),
                features: features.iter().map(|feature| (*feature).to_owned()).collect(),
            }],
            ..House::default()
        };
        assert_eq!(leptos_does_not_delegate(&leptos(&["csr"])), []);
        assert_eq!(leptos_does_not_delegate(&leptos(&["csr", "delegation"])).len(), 1);
    }
}
