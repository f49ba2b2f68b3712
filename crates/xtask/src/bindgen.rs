//! Gives the compiled widget its JavaScript glue, with wasm-bindgen as a library.
//!
//! The library does what the command `wasm-bindgen --target web` does, byte for byte, and cargo
//! pins it; the command would have to be installed, and kept at the same version, by hand. What a
//! visitor gets is then made smaller on both sides at once: see `reach` and `glue`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use walrus::{Export, Module};
use wasm_bindgen_cli_support::Bindgen;

use crate::glue::{Glue, ShortNames};
use crate::reach;

/// The name the glue files start with.
pub(crate) const STEM: &str = "leadlet";

/// The classes wasm-streams offers to JavaScript. Leptos links it for server functions, which the
/// widget does not have; nothing in the widget or its glue makes such an object.
pub(crate) const UNUSED_CLASSES: [&str; 3] = ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// Writes the glue of `wasm` to `folder`: `leadlet.js`, and `leadlet_bg.wasm` with its names kept.
///
/// The glue does not guess an address for the wasm: whoever starts it passes one. Unless for
/// debugging, what nobody calls is taken out, the `unused` classes too, and what crosses gets short names.
pub(crate) fn write_glue(wasm: &Path, folder: &Path, unused: &[&str], debug: bool) -> Result<()> {
    if debug {
        return bind(wasm, folder, true);
    }
    let linked = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let (reached, emptied) = reach::empty_unreached(&linked, is_of_unused_class)
        .with_context(|| format!("cannot tell what {} uses", wasm.display()))?;
    eprintln!("   emptied {} functions, {} bytes of data", emptied.functions, emptied.data);
    let input = folder.join("reached.wasm");
    fs::write(&input, reached).with_context(|| format!("cannot write {}", input.display()))?;
    bind(&input, folder, false)?;
    shorten(&folder.join(format!("{STEM}_bg.wasm")), &folder.join(format!("{STEM}.js")), unused)
}

fn bind(wasm: &Path, folder: &Path, debug: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(STEM)
        .typescript(false)
        .debug(debug)
        .keep_debug(debug)
        .demangle(debug) // names as rustc wrote them are what `weigh` reads
        .omit_default_module_path(true)
        .remove_producers_section(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .with_context(|| format!("wasm-bindgen cannot read {}", wasm.display()))
}

/// Tells whether an export of the compiled widget serves one of the unused classes.
fn is_of_unused_class(export: &str) -> bool {
    let name = export.trim_start_matches("__wbg_");
    UNUSED_CLASSES.iter().any(|class| {
        let method_of = name.strip_prefix(&class.to_lowercase());
        method_of.is_some_and(|rest| rest.starts_with('_'))
    })
}

/// Takes out what one side offers and the other does not use, then gives the rest short names.
fn shorten(wasm: &Path, glue_path: &Path, unused: &[&str]) -> Result<()> {
    let mut module = read_module(wasm)?;
    let text = fs::read_to_string(glue_path).with_context(|| format!("cannot read {}", glue_path.display()))?;
    let mut glue = Glue::new(&text);
    for class in unused {
        glue.drop_class(class)?;
    }
    loop {
        walrus::passes::gc::run(&mut module);
        glue.keep_imports(&module.imports.iter().map(|import| import.name.as_str()).collect())?;
        let used = glue.exports();
        let unused = module.exports.iter().filter(|export| !used.contains(&export.name));
        let unused: Vec<_> = unused.map(Export::id).collect();
        if unused.is_empty() {
            break;
        }
        for export in unused {
            module.exports.delete(export);
        }
    }

    let from = format!("./{STEM}_bg.js");
    if let Some(stranger) = module.imports.iter().find(|import| import.module != from) {
        bail!("the wasm imports `{}` from `{}`; only {from} is expected", stranger.name, stranger.module);
    }
    let names = ShortNames::new(
        &from,
        module.imports.iter().map(|import| import.name.as_str()),
        module.exports.iter().map(|export| export.name.as_str()),
    );
    glue.rename(&names)?;
    for import in module.imports.iter_mut() {
        import.module.clone_from(&names.module.1);
        import.name.clone_from(&names.imports[&import.name]);
    }
    for export in module.exports.iter_mut() {
        export.name.clone_from(&names.exports[&export.name]);
    }
    check(&glue, &module)?;
    fs::write(glue_path, glue.text()).with_context(|| format!("cannot write {}", glue_path.display()))?;
    module.emit_wasm_file(wasm).with_context(|| format!("cannot write {}", wasm.display()))
}

/// Writes to `pruned` what of the glue the finished `wasm` still imports. Fails if they do not fit.
pub(crate) fn prune_glue(glue: &Path, wasm: &Path, pruned: &Path) -> Result<()> {
    let module = read_module(wasm)?;
    let text = fs::read_to_string(glue).with_context(|| format!("cannot read {}", glue.display()))?;
    let mut glue = Glue::new(&text);
    glue.keep_imports(&module.imports.iter().map(|import| import.name.as_str()).collect())?;
    check(&glue, &module)?;
    fs::write(pruned, glue.text()).with_context(|| format!("cannot write {}", pruned.display()))
}

fn read_module(wasm: &Path) -> Result<Module> {
    walrus::ModuleConfig::new()
        .generate_name_section(true)
        .generate_producers_section(false)
        .parse_file(wasm)
        .with_context(|| format!("walrus cannot read {}", wasm.display()))
}

fn check(glue: &Glue, module: &Module) -> Result<()> {
    let imports: BTreeSet<&str> = module.imports.iter().map(|import| import.name.as_str()).collect();
    let exports: BTreeSet<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
    if imports.len() != module.imports.iter().count() {
        bail!("two imports of the wasm share a name");
    }
    glue.check(&imports, &exports)
}

/// Fails unless the widget and this chore hold the same version of wasm-bindgen, as they must:
/// the two halves share a format that changes with every release.
pub(crate) fn check_versions(lock: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Locked>,
    }
    #[derive(Deserialize)]
    struct Locked {
        name: String,
        version: String,
    }
    let lock: Lock = toml::from_str(lock).context("Cargo.lock is not a lock file")?;
    let version = |name: &str| {
        let found = lock.package.iter().find(|package| package.name == name);
        found.map(|package| package.version.as_str()).with_context(|| format!("Cargo.lock has no {name}"))
    };
    let (widget, chore) = (version("wasm-bindgen")?, version("wasm-bindgen-cli-support")?);
    if widget != chore {
        bail!(
            "the widget has wasm-bindgen {widget} and the build has wasm-bindgen-cli-support {chore}; \
             write the same version in Cargo.toml and crates/xtask/Cargo.toml"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check_versions, is_of_unused_class};

    #[test]
    fn only_the_exports_of_unused_classes_are_unwanted() {
        assert!(is_of_unused_class("intounderlyingsource_pull"));
        assert!(is_of_unused_class("__wbg_intounderlyingsink_free"));
        assert!(!is_of_unused_class("__wbindgen_describe_intounderlyingsource_pull"));
        assert!(!is_of_unused_class("__wbg_flow_free") && !is_of_unused_class("memory"));
    }

    fn lock(widget: &str, chore: &str) -> String {
        format!(
            "version = 4\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"{widget}\"\n\
             [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{chore}\"\n"
        )
    }

    #[test]
    fn two_versions_of_wasm_bindgen_are_refused_with_both_named() {
        let said = check_versions(&lock("0.2.131", "0.2.130")).expect_err("they differ").to_string();
        assert!(said.contains("wasm-bindgen 0.2.131") && said.contains("cli-support 0.2.130"), "{said}");
    }

    #[test]
    fn one_version_of_wasm_bindgen_is_accepted() {
        check_versions(&lock("0.2.130", "0.2.130")).expect("they are equal");
    }

    #[test]
    fn this_workspace_holds_one_version_of_wasm_bindgen() {
        check_versions(include_str!("../../../Cargo.lock")).expect("they are equal");
    }
}
