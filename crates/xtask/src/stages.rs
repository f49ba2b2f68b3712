//! The stages between the sources and the files of `dist/`: compile, glue, shrink, bundle, describe.
//!
//! Each stage works in a folder of its own and keeps the digest of its inputs there, so a second
//! run does only what a change asks for; cargo looks after the Rust itself.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bindgen;
use crate::fingerprint::{self, Inputs};
use crate::sheet::{self, Script, Sheet};
use crate::steps::{run as run_program, step};
use crate::wasm_opt;
use crate::workspace::{BUILD_TOOLS, WASM, Workspace};

/// The stage that makes wasm-bindgen's glue.
const GLUE: &str = "glue";

/// The stage that makes the wasm small, and the glue with it.
const SMALL: &str = "wasm";

/// The stage that bundles an edition's ES module.
const MODULE: &str = "module";

/// Tells the linker to write down who names whom, which `reach` reads.
const RELOCATIONS: &str = "-Clink-arg=--emit-relocs";

/// The editions share a folder, so that std and the dependencies are compiled once; what differs is
/// the widget and the core. Cargo would call every edition's library `leadlet.wasm`, and compile each
/// anew that is not the last. While this variable is set, file names tell sets of features apart.
/// Cargo has it for the build of rustc and does not promise it; without it only time is lost.
const ONE_FILE_PER_FEATURES: &str = "__CARGO_DEFAULT_LIB_METADATA";

/// Returns an edition of the widget with its glue and all names, before wasm-opt, as the last release
/// build left it. Fails if there is none.
pub(crate) fn named_wasm(workspace: &Workspace, edition: &str) -> Result<PathBuf> {
    let path = folder(workspace, false).join(edition).join(GLUE).join(format!("{}_bg.wasm", bindgen::STEM));
    if !path.exists() {
        bail!("there is no release build to look into; run `cargo xtask dist`");
    }
    Ok(path)
}

fn folder(workspace: &Workspace, dev: bool) -> PathBuf {
    workspace.staging().join(if dev { "dev" } else { "release" })
}

/// What is compiled to wasm and bundled with its glue: an edition of the widget, or the score.
struct Product<'a> {
    name: &'a str,
    package: &'a str,
    profile: &'a str,
    features: Vec<&'a str>,
    /// Whether std is built anew for size, and a panic just stops.
    is_tiny: bool,
    unused_classes: &'a [&'a str],
    wasm_opt: Vec<&'a str>,
    source: &'a str,
    module: &'a str,
    wasm: &'a str,
}

/// Everything the widget and the score are made of but Rust: where scripts lie.
const SCRIPTS: [&str; 2] = ["src", "crates/leadlet-score/js"];

/// The stages of one build and the folder they work in.
pub(crate) struct Stages<'a> {
    workspace: &'a Workspace,
    sheet: &'a Sheet,
    features: Option<&'a str>,
    dev: bool,
    folder: PathBuf,
}

impl<'a> Stages<'a> {
    /// Prepares the stages; `dev` builds fast and large, with names and debug information.
    pub(crate) fn new(workspace: &'a Workspace, sheet: &'a Sheet, features: Option<&'a str>, dev: bool) -> Self {
        Self { workspace, sheet, features, dev, folder: folder(workspace, dev) }
    }

    /// Runs every stage and returns the files made, in the order of [`Sheet::files`].
    ///
    /// Fails with what to mend at the first stage that does.
    pub(crate) fn run(&self) -> Result<Vec<PathBuf>> {
        let made = |stage: &str, file: &str| self.folder.join(stage).join(file);
        self.script("loader", &self.sheet.loader, "iife")?;
        self.script("elements", &self.sheet.elements, "esm")?;
        self.script("watching", &self.sheet.watching, "esm")?;
        let mut files = vec![
            made("loader", &self.sheet.loader.file),
            made("elements", &self.sheet.elements.file),
            made("watching", &self.sheet.watching.file),
        ];
        for product in self.products() {
            let compiled = self.compile(&product)?;
            self.glue(&product, &compiled)?;
            self.shrink(&product)?;
            self.module(&product)?;
            files.push(self.of(&product, MODULE).join(product.module));
            files.push(self.of(&product, SMALL).join(product.wasm));
        }
        // Of the score, made last, the types follow those of the widget.
        let score = files.split_off(files.len() - 2);
        self.types()?;
        files.push(made("types", &self.sheet.types.file));
        files.extend(score);
        files.push(made("types", &self.sheet.score.types));
        self.npm()?;
        files.push(made("npm", &self.sheet.npm.file));
        Ok(files)
    }

    /// What is compiled: the editions of the widget, then the score.
    fn products(&self) -> Vec<Product<'a>> {
        let (wasm, score) = (&self.sheet.wasm, &self.sheet.score);
        let options: Vec<&str> = wasm.wasm_opt.iter().map(String::as_str).collect();
        let shared = options.iter().copied().filter(|option| option.starts_with("--enable-"));
        let of_score = score.wasm_opt.iter().map(String::as_str).chain(shared).collect();
        let edition = |edition: &'a sheet::Edition| Product {
            name: &edition.name,
            package: &wasm.package,
            profile: "release",
            features: edition.features.iter().map(String::as_str).chain(self.features).collect(),
            is_tiny: true,
            unused_classes: &bindgen::UNUSED_CLASSES,
            wasm_opt: options.clone(),
            source: &edition.source,
            module: &edition.module,
            wasm: &edition.wasm,
        };
        let mut products: Vec<Product<'a>> = self.sheet.editions.iter().map(edition).collect();
        products.push(Product {
            name: "score",
            package: &score.package,
            profile: &score.profile,
            features: Vec::new(),
            is_tiny: false,
            unused_classes: &[],
            wasm_opt: of_score,
            source: &score.source,
            module: &score.module,
            wasm: &score.wasm,
        });
        products
    }

    /// The folder of a stage that every product goes through.
    fn of(&self, product: &Product<'_>, stage: &str) -> PathBuf {
        self.folder.join(product.name).join(stage)
    }

    /// Compiles a product and returns where cargo put it, until it compiles the next.
    fn compile(&self, product: &Product<'_>) -> Result<PathBuf> {
        let package = product.package;
        let profile = if self.dev { "dev" } else { product.profile };
        let is_tiny = product.is_tiny && !self.dev;
        let target = self.workspace.target().join("editions");
        step(&format!("wasm: compiling {package}, {} ({profile})", product.name), || {
            let mut cargo = self.workspace.cargo();
            cargo.args(["rustc", "--lib", "--package", package, "--no-default-features"]);
            cargo.args(["--target", WASM, "--profile", profile, "--config", &self.remapping(is_tiny)]);
            cargo.arg("--target-dir").arg(&target).env(ONE_FILE_PER_FEATURES, "");
            if !product.features.is_empty() {
                cargo.args(["--features", &product.features.join(",")]);
            }
            if is_tiny {
                // The pinned stable compiler is asked for what it has but does not promise.
                cargo.args(&self.sheet.wasm.build_std).env("RUSTC_BOOTSTRAP", "1");
            }
            if !self.dev {
                cargo.args(["--", RELOCATIONS]);
            }
            run_program(&mut cargo, "The compiler says above what to mend.")
        })?;
        let folder = if self.dev { "debug" } else { profile };
        let file = format!("{}.wasm", package.replace('-', "_"));
        Ok(target.join(WASM).join(folder).join(file))
    }

    /// The cargo setting that keeps this machine's folders out of the panic messages in the wasm:
    /// they would be public, and make the build differ from one machine to the next.
    fn remapping(&self, is_tiny: bool) -> String {
        let home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
        let registry = home.map(|home| home.join("registry").join("src"));
        let folders = registry.iter().map(PathBuf::as_path).chain([self.workspace.root()]);
        let mut flags: Vec<String> =
            folders.map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect();
        if is_tiny {
            flags.extend(self.sheet.wasm.rustflags.iter().cloned());
        }
        format!("target.{WASM}.rustflags = {flags:?}")
    }

    fn glue(&self, product: &Product<'_>, compiled: &Path) -> Result<()> {
        let inputs = Inputs::new()
            .file(compiled)?
            .bytes("Cargo.lock", self.workspace.text("Cargo.lock")?.as_bytes())
            .bytes("dev", &[u8::from(self.dev)]);
        self.stage("glue: wasm-bindgen", &self.of(product, GLUE), inputs, |folder| {
            bindgen::write_glue(compiled, folder, product.unused_classes, self.dev)
        })
    }

    fn shrink(&self, product: &Product<'_>) -> Result<()> {
        let named = self.of(product, GLUE).join(format!("{}_bg.wasm", bindgen::STEM));
        let glue = self.of(product, GLUE).join(format!("{}.js", bindgen::STEM));
        let options = product.wasm_opt.join(" ");
        let inputs = self.tools(Inputs::new().file(&named)?.file(&glue)?.bytes("options", options.as_bytes()))?;
        let what = if self.dev { "wasm: kept as it is" } else { "wasm: wasm-opt" };
        self.stage(what, &self.of(product, SMALL), inputs, |folder| {
            let small = folder.join(product.wasm);
            let pruned = folder.join(format!("{}.js", bindgen::STEM));
            if self.dev {
                fs::copy(&named, &small)?;
                fs::copy(&glue, &pruned)?;
                return Ok(());
            }
            wasm_opt::shrink(self.workspace, &product.wasm_opt, &named, &small)?;
            if product.is_tiny {
                wasm_opt::reorder(self.workspace, self.sheet, &small)?;
            }
            bindgen::prune_glue(&glue, &small, &pruned)
        })
    }

    fn module(&self, product: &Product<'_>) -> Result<()> {
        let module = &self.sheet.module;
        let glue = self.of(product, SMALL).join(format!("{}.js", bindgen::STEM));
        let inputs = self.scripts(Inputs::new().file(&glue)?)?;
        self.stage("module: esbuild", &self.of(product, MODULE), inputs, |folder| {
            let alias = format!("--alias:{}={}", module.glue, glue.display());
            // What only Node has is imported where it is Node that runs.
            let options = ["--bundle", "--format=esm", "--external:node:*", &alias];
            self.esbuild(product.source, &folder.join(product.module), &module.target, &options)
        })
    }

    fn script(&self, name: &str, script: &Script, form: &str) -> Result<()> {
        let inputs = self.scripts(Inputs::new())?;
        self.stage(&format!("{name}: esbuild"), &self.folder.join(name), inputs, |folder| {
            let form = format!("--format={form}");
            self.esbuild(&script.source, &folder.join(&script.file), &script.target, &["--bundle", &form])
        })
    }

    fn types(&self) -> Result<()> {
        let types = &self.sheet.types;
        let mut whole = String::new();
        for source in &types.sources {
            whole.push_str(&without_sibling_imports(&self.workspace.text(source)?, &types.sources));
        }
        let score = &self.sheet.score;
        let of_score = self.workspace.text(&score.types_source)?;
        let inputs = Inputs::new().bytes(&types.file, whole.as_bytes()).bytes(&score.types, of_score.as_bytes());
        self.stage("types: tsc", &self.folder.join("types"), self.tools(inputs)?, |folder| {
            let files = [folder.join(&types.file), folder.join(&score.types)];
            for (file, text) in files.iter().zip([&whole, &of_score]) {
                fingerprint::write(file, text.as_bytes())?;
            }
            let mut tsc = self.workspace.build_tool("tsc")?;
            tsc.args(["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"]);
            tsc.args(["--module", "nodenext", "--moduleResolution", "nodenext"]).args(&files);
            let next = format!("Mend {} or {}.", types.sources.join(" or "), score.types_source);
            run_program(&mut tsc, &next)
        })
    }

    /// Writes what makes an npm package of the folder.
    fn npm(&self) -> Result<()> {
        const NO_VERSION: &str = "\"version\": \"0.0.0\"";
        let npm = &self.sheet.npm;
        let text = self.workspace.text(&npm.source)?;
        if !text.contains(NO_VERSION) {
            bail!("{} lacks `{NO_VERSION}`, in whose place the version of the workspace is written", npm.source);
        }
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        fingerprint::write(&self.folder.join("npm").join(&npm.file), text.replace(NO_VERSION, &version).as_bytes())
    }

    /// Does one stage in an empty folder of its own, unless its inputs are those of the last time.
    fn stage(&self, what: &str, folder: &Path, inputs: Inputs, work: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let stamp = folder.join(".inputs");
        // How a stage works is an input too.
        let digest = inputs
            .bytes("stages", include_bytes!("stages.rs"))
            .bytes("bindgen", include_bytes!("bindgen.rs"))
            .bytes("glue", include_bytes!("glue.rs"))
            .bytes("order", include_bytes!("order.rs"))
            .bytes("reach", include_bytes!("reach.rs"))
            .bytes("wasm_opt", include_bytes!("wasm_opt.rs"))
            .digest();
        if fingerprint::is_done(&stamp, &digest) {
            eprintln!("-- {what}: unchanged");
            return Ok(());
        }
        step(what, || {
            if folder.exists() {
                fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
            }
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            work(folder)?;
            fingerprint::write(&stamp, digest.as_bytes())
        })
    }

    /// Adds what the npm tools depend on besides their own input.
    fn tools(&self, inputs: Inputs) -> Result<Inputs> {
        inputs.file(&self.workspace.path(BUILD_TOOLS).join("package-lock.json"))
    }

    /// Adds every file a script may import: all that lies beside them but the Rust, and the sheet.
    fn scripts(&self, inputs: Inputs) -> Result<Inputs> {
        let mut sources = Vec::new();
        for folder in SCRIPTS {
            files_below(&self.workspace.path(folder), &mut sources)?;
        }
        sources.retain(|path| path.extension() != Some(OsStr::new("rs")));
        sources.sort();
        let inputs = sources.iter().try_fold(inputs, |inputs, path| inputs.file(path))?;
        let inputs = inputs.bytes("dev", &[u8::from(self.dev)]);
        self.tools(inputs.file(&self.workspace.path(sheet::FILE))?)
    }

    fn esbuild(&self, source: &str, out: &Path, target: &str, options: &[&str]) -> Result<()> {
        let mut esbuild = self.workspace.build_tool("esbuild")?;
        esbuild.arg(source).args(options).args([
            &format!("--outfile={}", out.display()),
            &format!("--target={target}"),
            "--legal-comments=none",
            "--charset=utf8",
            "--log-level=warning",
        ]);
        if !self.dev {
            esbuild.arg("--minify");
        }
        run_program(&mut esbuild, &format!("Mend {source} or what it imports."))
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files_below(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Drops the one-line imports of one declaration file from another: put together, they are one.
fn without_sibling_imports(text: &str, sources: &[String]) -> String {
    let stems: Vec<&str> =
        sources.iter().filter_map(|source| Path::new(source).file_name()?.to_str()?.strip_suffix(".d.ts")).collect();
    let of_sibling = |line: &str| {
        let takes = line.starts_with("import ") || line.starts_with("export * from ");
        takes
            && stems.iter().any(|stem| {
                let names = ["", ".js", ".d.ts"].map(|end| format!("./{stem}{end}"));
                names.iter().any(|name| line.trim_end_matches(';').trim_end_matches(['"', '\'']).ends_with(name))
            })
    };
    text.lines().filter(|line| !of_sibling(line)).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::without_sibling_imports;

    #[test]
    fn the_declaration_files_are_one_file_without_imports_of_each_other() {
        let sources = ["src/embed/api.d.ts".to_owned(), "src/embed/config.d.ts".to_owned()];
        let api = "import type { Config } from \"./config\";\nimport \"other\";\nexport const a: Config;\n";
        assert_eq!(without_sibling_imports(api, &sources), "import \"other\";\nexport const a: Config;\n");
        assert_eq!(without_sibling_imports("export * from \"./config.js\";\n", &sources), "");
    }
}
