//! Runs wasm-opt: once to make the wasm small, once to put its functions in order.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::fingerprint;
use crate::order;
use crate::sheet::Sheet;
use crate::steps::run;
use crate::workspace::Workspace;

/// Makes of `wasm` another with these options, as the sheet writes them.
pub(crate) fn shrink(workspace: &Workspace, options: &[&str], wasm: &Path, small: &Path) -> Result<()> {
    let mut tool = workspace.build_tool("wasm-opt")?;
    tool.args(options).arg(wasm).arg("-o").arg(small);
    run(&mut tool, "If it misses a WebAssembly feature, add its --enable-… to wasm.wasm-opt.")
}

/// Gives the functions of a finished `wasm` the order that packs best.
pub(crate) fn reorder(workspace: &Workspace, sheet: &Sheet, wasm: &Path) -> Result<()> {
    let finished = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let numbered = wasm.with_extension("numbered.wasm");
    fingerprint::write(&numbered, &order::name_by_place(&finished)?)?;
    let options = sheet.wasm.wasm_opt.iter();
    let mut tool = workspace.build_tool("wasm-opt")?;
    tool.args(options.filter(|option| option.starts_with("--enable-")))
        .arg("--reorder-functions-by-name")
        // The code for the stack machine is made anew whenever wasm-opt writes a file.
        .args(["--generate-stack-ir", "--optimize-stack-ir"])
        .args(["--strip-producers", "--strip-target-features"])
        .arg(&numbered)
        .arg("-o")
        .arg(wasm);
    run(&mut tool, "The options of wasm.wasm-opt passed just before; mend `order`.")
}
