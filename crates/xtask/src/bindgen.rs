//! Gives the compiled widget its JavaScript glue, with wasm-bindgen as a library.
//!
//! The library does what the command `wasm-bindgen --target web` does, byte for byte, and cargo
//! pins it; the command would have to be installed, and kept at the same version, by hand.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

/// The name the glue files start with.
pub(crate) const STEM: &str = "leadlet";

/// Writes the glue of `wasm` to `folder`: `leadlet.js`, and `leadlet_bg.wasm` with its names kept.
///
/// The glue does not guess an address for the wasm: whoever starts it passes one.
pub(crate) fn write_glue(wasm: &Path, folder: &Path, debug: bool) -> Result<()> {
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
        .with_context(|| format!("wasm-bindgen cannot read {}", wasm.display()))?;
    drop_unused_exports(&folder.join(format!("{STEM}_bg.wasm")))
}

/// Takes out what wasm-streams exports. Leptos links it for server functions; nothing in the widget
/// or its glue calls it, but an export keeps its code alive: 5 kB of brotli.
fn drop_unused_exports(wasm: &Path) -> Result<()> {
    let mut module = walrus::ModuleConfig::new()
        .generate_name_section(true)
        .generate_producers_section(false)
        .parse_file(wasm)
        .with_context(|| format!("walrus cannot read {}", wasm.display()))?;
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| export.name.trim_start_matches("__wbg_").starts_with("intounderlying"))
        .map(walrus::Export::id)
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(&mut module);
    module.emit_wasm_file(wasm).with_context(|| format!("cannot write {}", wasm.display()))
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
        found
            .map(|package| package.version.as_str())
            .with_context(|| format!("Cargo.lock has no {name}"))
    };
    let (widget, chore) = (
        version("wasm-bindgen")?,
        version("wasm-bindgen-cli-support")?,
    );
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
    use super::check_versions;

    fn lock(widget: &str, chore: &str) -> String {
        format!(
            "version = 4\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"{widget}\"\n\
             [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{chore}\"\n"
        )
    }

    #[test]
    fn two_versions_of_wasm_bindgen_are_refused_with_both_named() {
        let said = check_versions(&lock("0.2.131", "0.2.130"))
            .expect_err("they differ")
            .to_string();
        assert!(
            said.contains("wasm-bindgen 0.2.131") && said.contains("cli-support 0.2.130"),
            "{said}"
        );
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
