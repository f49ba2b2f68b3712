//! Borders inside the sources: what may stand in which file.

use super::Fault;
use super::code::{code_lines, has_start_of_word, has_word};
use super::house::{House, TextFile};

/// Ways by which a text becomes markup or code.
const TEXT_TO_CODE: [&str; 10] = [
    "inner_html",
    "innerHTML",
    "set_inner_html",
    "outerHTML",
    "set_outer_html",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "eval(",
    "new Function",
    "document.write",
];

/// The roots of the crates that forbid unsafe code.
const WITHOUT_UNSAFE: [&str; 3] =
    ["crates/leadlet-core/src/lib.rs", "crates/leadlet-cli/src/main.rs", "crates/xtask/src/main.rs"];

/// Folders of one machine, and hosts that packages come from.
const MACHINES: [&str; 9] = [
    "/work/",
    "/root/",
    "/home/",
    "registry.npmjs.org",
    "registry.yarnpkg.com",
    "index.crates.io",
    "static.crates.io",
    "files.pythonhosted.org",
    "deb.debian.org",
];

/// The one file that must name them.
const NAMES_MACHINES: &str = "crates/xtask/src/tidy/sources.rs";

pub(super) fn unsafe_is_forbidden(house: &House) -> Vec<Fault> {
    let roots = WITHOUT_UNSAFE.iter().filter_map(|path| house.file(path));
    let careless = roots.filter(|file| !file.text.contains("#![forbid(unsafe_code)]"));
    careless.map(|file| Fault::in_file(&file.path, "lacks #![forbid(unsafe_code)]")).collect()
}

pub(super) fn no_text_becomes_code(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &house.files {
        let ours = file.is_below("src") || file.is_below("www");
        if !ours || !matches!(file.extension(), "rs" | "js" | "mjs" | "html") {
            continue;
        }
        for (number, line) in code_lines(file) {
            let found = TEXT_TO_CODE.iter().find(|way| has_start_of_word(line, way));
            faults.extend(found.map(|way| Fault::at_line(&file.path, number, format!("uses `{way}`"))));
        }
    }
    faults
}

pub(super) fn ui_and_browser_are_apart(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (side, other) in [("ui", "browser"), ("browser", "ui")] {
        let folder = format!("src/{side}");
        let module = format!("src/{side}.rs");
        for file in house.files.iter().filter(|file| file.extension() == "rs") {
            if file.is_below(&folder) || file.path == module {
                faults.extend(imports(file, other));
            }
        }
    }
    faults
}

/// Finds where a file uses the module `other`: by path, or inside a `use` of several lines.
fn imports(file: &TextFile, other: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut in_use = false;
    for (number, line) in code_lines(file) {
        let start = line.trim_start();
        in_use |= start.starts_with("use ") || (start.starts_with("pub") && start.contains(" use "));
        let by_path = has_start_of_word(line, &format!("{other}::"));
        if by_path || (in_use && has_word(line, other)) {
            faults.push(Fault::at_line(&file.path, number, format!("uses `{other}`")));
        }
        in_use &= !line.contains(';');
    }
    faults
}

pub(super) fn exports_stand_in_embed(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    let ours = |file: &&TextFile| file.is_below("src") || file.is_below("crates");
    for file in house.files.iter().filter(ours).filter(|file| file.extension() == "rs") {
        if !file.is_below("src/embed") && !file.is_below("crates/leadlet-score/src") {
            faults.extend(exports(file));
        }
    }
    faults
}

/// Finds `#[wasm_bindgen]` on anything but a block of imports, which is `extern "C"`.
fn exports(file: &TextFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut attribute = None;
    let mut in_imports = false;
    for (number, line) in code_lines(file) {
        let start = line.trim_start();
        if in_imports {
            in_imports = !line.starts_with('}');
        } else if start.starts_with("#[wasm_bindgen") {
            attribute = Some(number);
        } else if start.starts_with('#') {
            // another attribute of the same item
        } else if let Some(number) = attribute.take() {
            if start.contains("extern \"C\"") {
                in_imports = !line.contains('}');
            } else {
                faults.push(Fault::at_line(&file.path, number, "exports with #[wasm_bindgen]"));
            }
        }
    }
    faults
}

pub(super) fn no_machine_is_named(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in house.files.iter().filter(|file| file.path != NAMES_MACHINES) {
        for (number, line) in (1..).zip(file.text.lines()) {
            let found = MACHINES.iter().find(|name| names(line, name));
            faults.extend(found.map(|name| Fault::at_line(&file.path, number, format!("names `{name}`"))));
        }
    }
    faults
}

/// Tells whether a line names a host, or a folder at the root of a disk: `https://a.org/work/` and
/// `src/work/` are others.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '}' | ')');
        !name.starts_with('/') || !line[..at].ends_with(goes_on)
    })
}

pub(super) fn locks_have_no_addresses(house: &House) -> Vec<Fault> {
    let locks = house.files.iter().filter(|file| file.path.ends_with("package-lock.json"));
    let with_addresses = locks.filter(|file| file.text.contains("\"resolved\""));
    let how = "has `resolved`; write it anew with npm's --omit-lockfile-registry-resolved";
    with_addresses.map(|file| Fault::in_file(&file.path, how)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::house::examples::house_with;
    use super::{
        exports_stand_in_embed, locks_have_no_addresses, no_machine_is_named, no_text_becomes_code,
        ui_and_browser_are_apart, unsafe_is_forbidden,
    };

    #[test]
    fn a_crate_root_that_does_not_forbid_unsafe_is_found() {
        let core = "crates/leadlet-core/src/lib.rs";
        assert_eq!(unsafe_is_forbidden(&house_with(core, "//! The core.\n")).len(), 1);
        assert_eq!(unsafe_is_forbidden(&house_with(core, "#![forbid(unsafe_code)]\n")), []);
    }

    #[test]
    fn text_that_becomes_markup_or_code_is_found() {
        for (path, bad) in [
            ("src/ui/form.rs", "    element.set_inner_html(text);\n"),
            ("src/ui/form.rs", "    view! { <p inner_html=text/> }\n"),
            ("src/embed/elements.js", "box.innerHTML = text;\n"),
            ("src/embed/loader.js", "box.insertAdjacentHTML('beforeend', text);\n"),
            ("www/form.html", "<script>eval(text)</script>\n"),
            ("www/gallery.js", "const f = new Function(text);\n"),
        ] {
            let faults = no_text_becomes_code(&house_with(path, bad));
            assert_eq!(faults.len(), 1, "{bad}");
            assert_eq!(faults[0].place, format!("{path}:1"));
        }
    }

    #[test]
    fn words_about_markup_outside_the_page_are_accepted() {
        for (path, good) in [
            ("src/ui/form.rs", "// never innerHTML here\n"),
            ("src/ui/form.rs", "let retrieval = retrieval(text);\n"),
            ("crates/xtask/src/tidy/sources.rs", "\"innerHTML\"\n"),
        ] {
            assert_eq!(no_text_becomes_code(&house_with(path, good)), [], "{good}");
        }
    }

    #[test]
    fn ui_that_uses_browser_is_found_however_it_is_written() {
        for bad in [
            "use crate::browser::clock;\n",
            "use crate::{\n    browser,\n    widget,\n};\n",
            "fn now() { crate::browser::clock::now(); }\n",
            "pub(crate) use super::browser;\n",
        ] {
            assert_eq!(ui_and_browser_are_apart(&house_with("src/ui/form.rs", bad)).len(), 1, "{bad}");
        }
        assert_eq!(ui_and_browser_are_apart(&house_with("src/browser/page.rs", "use crate::ui;\n")).len(), 1);
    }

    #[test]
    fn the_conductor_sees_both_and_a_variable_is_no_import() {
        let both = "use crate::{browser, ui};\n";
        assert_eq!(ui_and_browser_are_apart(&house_with("src/widget.rs", both)), []);
        let variable = "use a::b;\nlet browser = 1;\n";
        assert_eq!(ui_and_browser_are_apart(&house_with("src/ui/form.rs", variable)), []);
    }

    #[test]
    fn an_export_outside_embed_is_found() {
        let bad = "#[wasm_bindgen(js_name = mount)]\n#[must_use]\npub fn mount() {}\n";
        let faults = exports_stand_in_embed(&house_with("src/widget.rs", bad));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].place, "src/widget.rs:1");
        assert_eq!(exports_stand_in_embed(&house_with("src/embed/mod.rs", bad)), []);
    }

    #[test]
    fn imports_from_the_page_are_no_exports() {
        let good = "#[wasm_bindgen]\nextern \"C\" {\n    #[wasm_bindgen(js_name = f)]\n    fn f();\n}\n";
        assert_eq!(exports_stand_in_embed(&house_with("src/browser/page.rs", good)), []);
        let then_bad = format!("{good}#[wasm_bindgen]\npub fn g() {{}}\n");
        assert_eq!(exports_stand_in_embed(&house_with("src/browser/page.rs", &then_bad)).len(), 1);
        assert_eq!(exports_stand_in_embed(&house_with("crates/leadlet-cli/src/main.rs", &then_bad)).len(), 1);
        assert_eq!(exports_stand_in_embed(&house_with("crates/leadlet-score/src/lib.rs", &then_bad)), []);
    }

    #[test]
    fn a_folder_of_one_machine_or_a_registry_host_is_found() {
        for bad in ["cd /work/main", "\"/root/.cargo\"", "https://registry.npmjs.org/a.tgz"] {
            assert_eq!(no_machine_is_named(&house_with("README.md", bad)).len(), 1, "{bad}");
        }
        for good in ["https://example.org/work/email", "src/work/a.rs", "$HOME/work/"] {
            assert_eq!(no_machine_is_named(&house_with("README.md", good)), [], "{good}");
        }
    }

    #[test]
    fn an_npm_lock_file_with_addresses_is_found() {
        let bad = "{ \"resolved\": \"https://example.org/a.tgz\" }";
        assert_eq!(locks_have_no_addresses(&house_with("tests/e2e/package-lock.json", bad)).len(), 1);
        assert_eq!(locks_have_no_addresses(&house_with("tests/e2e/package-lock.json", "{}")), []);
    }
}
