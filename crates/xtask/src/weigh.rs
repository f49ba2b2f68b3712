//! Says what the wasm is made of: the bytes of its functions, crate by crate.
//!
//! Optimised again with the names kept, so the functions are those of `dist/`. Inlining hides the
//! inlined: its bytes count for the function it went into. Generic code of the standard library
//! counts for the first other crate in its name, since that crate asked for the copy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::fingerprint;
use crate::reach::STOP;
use crate::sheet::Sheet;
use crate::stages;
use crate::steps::step;
use crate::wasm_opt;
use crate::workspace::Workspace;

/// How many crates are listed.
const LISTED: usize = 20;

/// The crates of Rust itself.
const STANDARD: [&str; 7] = ["__rustc", "core", "alloc", "std", "hashbrown", "dlmalloc", "compiler_builtins"];

/// The owner of functions whose name is no Rust path: shims, and those that lost their name.
const UNNAMED: &str = "(no Rust name)";

/// Parts of the standard library the widget has small code of its own for: in the names of their
/// functions, and what to use instead. Each came back once through an innocent line.
const UNWELCOME: [(&str, &str); 3] = [
    ("7flt2dec", "`leadlet_core::json` writes numbers; format no f64"),
    ("7dec2flt", "`leadlet_core::json` reads numbers; parse no f64"),
    ("5slice4sort", "sort as the core does, by insertion; slices' own sorts are made for millions"),
];

/// What a wasm file is made of, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Weights {
    /// Function bodies, by crate: bytes and number.
    crates: BTreeMap<String, (u64, u64)>,
    /// The data section: texts, tables, constants.
    data: u64,
    /// Everything, names left out.
    total: u64,
}

/// Prints the heaviest crates of an edition.
pub(crate) fn run(workspace: &Workspace, sheet: &Sheet, edition: &str) -> Result<()> {
    let Some(edition) = sheet.editions.iter().find(|known| known.name == edition) else {
        let known: Vec<&str> = sheet.editions.iter().map(|edition| edition.name.as_str()).collect();
        bail!("there is no edition `{edition}`; choose from {}", known.join(", "));
    };
    let named = stages::named_wasm(workspace, &edition.name)?;
    let small = workspace.staging().join("weigh.wasm");
    step("wasm-opt, names kept", || {
        fingerprint::write(&small, &[])?;
        let options = sheet.wasm.wasm_opt.iter().map(String::as_str);
        wasm_opt::shrink(workspace, &options.chain(["--debuginfo"]).collect::<Vec<_>>(), &named, &small)
    })?;
    print!("{}", table(&weigh_file(&small)?));
    Ok(())
}

/// Fails if the last release build holds code the widget must not pay for, with what to do instead.
pub(crate) fn refuse_unwelcome(workspace: &Workspace, sheet: &Sheet) -> Result<()> {
    for edition in &sheet.editions {
        let path = stages::named_wasm(workspace, &edition.name)?;
        let wasm = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let functions = functions(&wasm).with_context(|| format!("cannot weigh {}", path.display()))?;
        refuse_unwelcome_of(&functions)?;
    }
    Ok(())
}

fn refuse_unwelcome_of(functions: &[(Option<&str>, u64)]) -> Result<()> {
    for (name, instead) in UNWELCOME {
        let found = functions.iter().filter(|(symbol, _)| symbol.is_some_and(|symbol| symbol.contains(name)));
        // What `reach` emptied keeps its name.
        let bytes: u64 = found.map(|(_, bytes)| *bytes).filter(|bytes| *bytes > STOP.len() as u64).sum();
        if bytes > 0 {
            let name = name.trim_start_matches(|c: char| c.is_ascii_digit());
            bail!("{bytes} bytes of the wasm, before wasm-opt, are the standard library's `{name}`: {instead}");
        }
    }
    Ok(())
}

fn weigh_file(path: &Path) -> Result<Weights> {
    let wasm = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    weigh(&wasm).with_context(|| format!("cannot weigh {}", path.display()))
}

/// Returns the functions a wasm file defines: the name, where there is one, and the bytes.
///
/// Fails if the file names no function.
fn functions(wasm: &[u8]) -> Result<Vec<(Option<&str>, u64)>> {
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut imported = 0_u32;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len() as u64),
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(sections) = custom.as_known() {
                    for section in sections {
                        if let Name::Function(map) = section? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("the file names no function, so nothing can be told apart");
    }
    let indices = imported..;
    Ok(indices.zip(bodies).map(|(index, size)| (names.get(&index).copied(), size)).collect())
}

fn weigh(wasm: &[u8]) -> Result<Weights> {
    let mut weights = Weights::default();
    let mut named = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::DataSection(data) => weights.data = data.range().len() as u64,
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(_) = custom.as_known() {
                    let content = custom.range().len() as u64;
                    // The section's id is one byte, its length as many as LEB128 needs.
                    named += content + 2 + u64::from(content.checked_ilog2().unwrap_or(0) / 7);
                }
            }
            _ => {}
        }
    }
    weights.total = (wasm.len() as u64).saturating_sub(named);
    for (name, size) in functions(wasm)? {
        let owner = name.map_or(UNNAMED.to_owned(), owner);
        let (bytes, number) = weights.crates.entry(owner).or_default();
        *bytes += size;
        *number += 1;
    }
    Ok(weights)
}

/// Returns the crate a function counts for, read from its symbol.
fn owner(symbol: &str) -> String {
    let path = format!("{:#}", rustc_demangle::demangle(symbol));
    let mut standard = None;
    for root in path_roots(&path) {
        if !STANDARD.contains(&root) {
            return root.to_owned();
        }
        standard.get_or_insert(root);
    }
    standard.unwrap_or(UNNAMED).to_owned()
}

/// The first word of every path in a demangled symbol: `<a::B<c::D> as e::F>::g` gives a, c, e.
fn path_roots(symbol: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    symbol.match_indices("::").filter_map(move |(at, _)| {
        let before = &symbol[..at];
        let start = before.rfind(|c| !is_word(c)).map_or(0, |at| at + 1);
        let inside_a_path = before[..start].ends_with("::");
        (start < at && !inside_a_path).then(|| &before[start..])
    })
}

fn table(weights: &Weights) -> String {
    let mut heaviest: Vec<_> = weights.crates.iter().collect();
    heaviest.sort_by_key(|(name, (bytes, _))| (std::cmp::Reverse(*bytes), *name));
    let code: u64 = weights.crates.values().map(|(bytes, _)| bytes).sum();
    let total = weights.total.max(1);
    let mut text = format!("{:28} {:>9} {:>7} {:>10}\n", "functions of", "bytes", "share", "functions");
    let mut row = |name: &str, bytes: u64, number: String| {
        let share = bytes as f64 * 100.0 / total as f64;
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:28} {bytes:>9} {share:>6.1}% {number:>10}");
    };
    for (name, (bytes, number)) in heaviest.iter().take(LISTED) {
        row(name, *bytes, number.to_string());
    }
    let rest = heaviest.iter().skip(LISTED);
    let (bytes, number) = rest.fold((0, 0), |(bytes, number), (_, more)| (bytes + more.0, number + more.1));
    if number > 0 {
        row("(the rest)", bytes, number.to_string());
    }
    row("data", weights.data, String::new());
    row("types, tables, exports, …", weights.total.saturating_sub(code + weights.data), String::new());
    row("all of the wasm, raw", weights.total, String::new());
    text
}

#[cfg(test)]
mod tests {
    use super::{UNNAMED, owner, refuse_unwelcome_of, table, weigh};

    /// A module with one imported function, two functions `a::f` (2 bytes) and `b::g` (3 bytes),
    /// and their names.
    fn module() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, content: &[u8]| {
            wasm.push(id);
            wasm.push(u8::try_from(content.len()).expect("a short section"));
            wasm.extend_from_slice(content);
        };
        section(1, &[1, 0x60, 0, 0]);
        section(2, &[1, 1, b'm', 1, b'i', 0, 0]);
        section(3, &[2, 0, 0]);
        section(10, &[2, 2, 0, 0x0b, 3, 0, 0x01, 0x0b]);
        section(0, b"\x04name\x01\x10\x03\x00\x01i\x01\x04a::f\x02\x04b::g");
        wasm
    }

    #[test]
    fn each_function_counts_for_the_crate_that_names_it() {
        let weights = weigh(&module()).expect("a sound module");
        assert_eq!(weights.crates.get("a"), Some(&(2, 1)));
        assert_eq!(weights.crates.get("b"), Some(&(3, 1)));
        assert_eq!(weights.crates.len(), 2, "imports are no functions of ours: {weights:?}");
    }

    #[test]
    fn code_of_std_that_the_widget_replaces_is_refused_with_what_to_use_instead() {
        let sort = Some("_RNvNtNtNtCs1_4core5slice4sort6stable5drift");
        let said = refuse_unwelcome_of(&[(Some("a::f"), 90), (sort, 800)]).expect_err("it is back");
        assert!(said.to_string().contains("800 bytes") && said.to_string().contains("by insertion"), "{said}");
        refuse_unwelcome_of(&[(sort, 3), (None, 90)]).expect("an emptied function costs nothing");
    }

    #[test]
    fn the_table_lists_the_heaviest_crate_first_and_sums_to_the_whole() {
        let weights = weigh(&module()).expect("a sound module");
        let names = 2 + b"\x04name\x01\x10".len() as u64 + 16;
        assert_eq!(weights.total, module().len() as u64 - names);
        let text = table(&weights);
        assert!(text.find("\nb ") < text.find("\na "), "{text}");
        assert!(text.contains("all of the wasm, raw"), "{text}");
    }

    #[test]
    fn a_copy_of_standard_code_counts_for_the_crate_that_asked_for_it() {
        assert_eq!(owner("<alloc::vec::Vec<leptos::View> as core::ops::Drop>::drop"), "leptos");
        assert_eq!(owner("core::ptr::drop_in_place<tachys::html::Div>"), "tachys");
        assert_eq!(owner("core::fmt::Formatter::pad"), "core");
        assert_eq!(owner("<&str as core::any::Any>::type_id"), "core");
    }

    #[test]
    fn mangled_symbols_of_both_kinds_are_read() {
        assert_eq!(owner("_ZN12leadlet_core5score5grade17h0123456789abcdefE"), "leadlet_core");
        assert_eq!(owner("_RNvNtCs1234_12leadlet_core5score5grade"), "leadlet_core");
    }

    #[test]
    fn a_shim_counts_for_no_crate() {
        assert_eq!(owner("__wbindgen_malloc"), UNNAMED);
        assert_eq!(owner("memcpy"), UNNAMED);
    }
}
