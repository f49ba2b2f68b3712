//! Reads the build sheet, `wasm-pack.toml`: what is built from what, and how big it may be.
//!
//! Knows what a sheet may say and refuses the rest; what is done with it stands in `dist` and
//! `size`.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;

use crate::workspace::Workspace;

/// The name of the build sheet, from the root.
pub(crate) const FILE: &str = "wasm-pack.toml";

/// The whole build sheet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Sheet {
    /// Where the files for a site owner go.
    pub(crate) out: Out,
    /// How the widget is made.
    pub(crate) wasm: Wasm,
    /// What the ES modules of the editions have in common.
    pub(crate) module: Module,
    /// The editions the widget comes in; the first one is what most pages fetch.
    #[serde(rename = "edition")]
    pub(crate) editions: Vec<Edition>,
    /// The classic script.
    pub(crate) loader: Script,
    /// The ES module that a page imports, and that fetches an edition.
    pub(crate) elements: Script,
    /// The ES module that watches a page for what a config declares.
    pub(crate) watching: Script,
    /// The TypeScript declarations.
    pub(crate) types: Types,
    /// The score for backends.
    pub(crate) score: Score,
    /// What makes an npm package of the out folder.
    pub(crate) npm: Npm,
    /// The kinds of page that have a byte budget.
    #[serde(rename = "page")]
    pub(crate) pages: Vec<Page>,
}

/// Where the files for a site owner go.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Out {
    /// A folder inside the workspace.
    pub(crate) dir: String,
}

/// How the widget is made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Wasm {
    /// The cargo package whose library is compiled.
    pub(crate) package: String,
    /// The arguments of cargo that rebuild std for size; they are unstable.
    pub(crate) build_std: Vec<String>,
    /// What rustc is told besides the profile.
    pub(crate) rustflags: Vec<String>,
    /// The arguments of wasm-opt, apart from input and output.
    pub(crate) wasm_opt: Vec<String>,
}

/// What the ES modules of the editions have in common.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Module {
    /// The name under which a source imports wasm-bindgen's glue.
    pub(crate) glue: String,
    /// The oldest JavaScript they have to run on, as esbuild names it.
    pub(crate) target: String,
}

/// The widget with some of its features: an ES module and the wasm behind it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edition {
    /// What the build calls it.
    pub(crate) name: String,
    /// The cargo features of the widget.
    pub(crate) features: Vec<String>,
    /// The file the ES module is bundled from.
    pub(crate) source: String,
    /// The name of the ES module.
    pub(crate) module: String,
    /// The name of the WebAssembly file.
    pub(crate) wasm: String,
}

/// A script that is there before any wasm.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// The file it is made from.
    pub(crate) source: String,
    /// The name of the script.
    pub(crate) file: String,
    /// The oldest JavaScript it has to run on, as esbuild names it.
    pub(crate) target: String,
}

/// The TypeScript declarations.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Types {
    /// The files they are put together from, in this order.
    pub(crate) sources: Vec<String>,
    /// The name of the whole.
    pub(crate) file: String,
}

/// The score for backends: an ES module, the wasm behind it, and their types.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Score {
    /// The cargo package whose library is compiled.
    pub(crate) package: String,
    /// The cargo profile it is compiled with.
    pub(crate) profile: String,
    /// The arguments of wasm-opt besides those that name WebAssembly's features, which all wasm shares.
    pub(crate) wasm_opt: Vec<String>,
    /// The file the ES module is bundled from.
    pub(crate) source: String,
    /// The name of the ES module.
    pub(crate) module: String,
    /// The name of the WebAssembly file.
    pub(crate) wasm: String,
    /// The file the TypeScript declarations are copied from.
    pub(crate) types_source: String,
    /// The name of the TypeScript declarations.
    pub(crate) types: String,
}

/// What makes an npm package of the out folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Npm {
    /// The file it is made from; its version is put in.
    pub(crate) source: String,
    /// The name of the file.
    pub(crate) file: String,
}

/// A kind of page and its byte budget.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    /// What the page has asked for, in words.
    pub(crate) name: String,
    /// The files it has fetched by then.
    pub(crate) files: Vec<String>,
    /// The most their sum may be, in brotli bytes; the build fails above it.
    pub(crate) law: u64,
    /// Where their sum ought to be, in brotli bytes.
    pub(crate) goal: u64,
}

impl Sheet {
    /// Reads and checks the sheet of the workspace.
    pub(crate) fn read(workspace: &Workspace) -> Result<Self> {
        Self::parse(&workspace.text(FILE)?)
    }

    /// Returns the names of the files for a site owner.
    pub(crate) fn files(&self) -> Vec<&str> {
        let scripts = [&self.loader, &self.elements, &self.watching];
        let mut files: Vec<&str> = scripts.into_iter().map(|script| script.file.as_str()).collect();
        for edition in &self.editions {
            files.extend([edition.module.as_str(), edition.wasm.as_str()]);
        }
        files.push(&self.types.file);
        files.extend([&self.score.module, &self.score.wasm, &self.score.types, &self.npm.file].map(String::as_str));
        files
    }

    /// Reads and checks a sheet. Fails with the key that is wrong and what to write.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let sheet: Self = toml::from_str(text)
            .map_err(|error| anyhow!("{}", error.to_string().trim_end().to_owned()))
            .with_context(|| format!("{FILE} is not a build sheet"))?;
        sheet.check().with_context(|| format!("{FILE} contradicts itself"))?;
        Ok(sheet)
    }

    fn check(&self) -> Result<()> {
        inside("out.dir", &self.out.dir)?;
        for edition in &self.editions {
            inside("edition.source", &edition.source)?;
            if self.editions.iter().filter(|other| other.name == edition.name).count() > 1 {
                bail!("two editions are named `{}`; give each its own name", edition.name);
            }
        }
        if self.editions.is_empty() {
            bail!("there is no edition of the widget; write one `[[edition]]` at least");
        }
        inside("loader.source", &self.loader.source)?;
        inside("elements.source", &self.elements.source)?;
        inside("watching.source", &self.watching.source)?;
        for source in &self.types.sources {
            inside("types.sources", source)?;
        }
        inside("score.source", &self.score.source)?;
        inside("score.types-source", &self.score.types_source)?;
        inside("npm.source", &self.npm.source)?;

        let mut names = BTreeSet::new();
        for file in self.files() {
            if file.is_empty() || file.contains(['/', '\\']) || file.starts_with('.') {
                bail!("`{file}` is not the name of a file in {}; write a plain name", self.out.dir);
            }
            if !names.insert(file) {
                bail!("two files are named `{file}`; give each its own name");
            }
        }

        for argument in self.wasm.wasm_opt.iter().chain(&self.score.wasm_opt) {
            if matches!(argument.as_str(), "-all" | "--all-features") {
                bail!(
                    "wasm-opt has `{argument}`, which emits what browsers refuse; \
                     name each feature with --enable-…"
                );
            }
            if !argument.starts_with('-') {
                bail!(
                    "wasm-opt has `{argument}`, which is no option; \
                     input and output are added by `cargo xtask dist`"
                );
            }
        }

        for page in &self.pages {
            if page.goal > page.law {
                bail!(
                    "page `{}` has the goal {} above its law {}; a goal is at most the law",
                    page.name,
                    page.goal,
                    page.law
                );
            }
            if page.files.is_empty() {
                bail!("page `{}` fetches no file; name those it does in `files`", page.name);
            }
            for file in &page.files {
                if !names.contains(file.as_str()) {
                    let known = self.files().join(", ");
                    bail!("page `{}` fetches `{file}`, which is not built; choose from {known}", page.name);
                }
            }
        }
        Ok(())
    }
}

/// Fails unless `path` leads to somewhere inside the workspace.
fn inside(key: &str, path: &str) -> Result<()> {
    let stays = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if path.is_empty() || !stays {
        bail!("{key} is `{path}`; write a path from the root of the workspace, without `..`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    const SHEET: &str = include_str!("../../../wasm-pack.toml");

    /// The whole chain of reasons why a sheet is refused.
    fn refusal(sheet: &str) -> String {
        format!("{:#}", Sheet::parse(sheet).expect_err("the sheet must be refused"))
    }

    fn with(from: &str, to: &str) -> String {
        assert!(SHEET.contains(from), "the sheet no longer says `{from}`");
        SHEET.replacen(from, to, 1)
    }

    #[test]
    fn the_sheet_of_this_workspace_is_read() {
        let sheet = Sheet::parse(SHEET).expect("the sheet is sound");
        assert_eq!(
            sheet.files(),
            [
                "leadlet.js",
                "leadlet.esm.js",
                "leadlet-watching.js",
                "leadlet-plain.js",
                "leadlet-plain.wasm",
                "leadlet-wide.js",
                "leadlet-wide.wasm",
                "leadlet-full.js",
                "leadlet-full.wasm",
                "leadlet.d.ts",
                "leadlet-score.js",
                "leadlet-score.wasm",
                "leadlet-score.d.ts",
                "package.json",
            ]
        );
    }

    #[test]
    fn the_first_line_says_who_reads_the_sheet() {
        let first = SHEET.lines().next().unwrap_or_default();
        assert!(first.contains("cargo xtask dist") && first.contains("[package.metadata.wasm-pack]"));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let said = refusal(&with("dir = \"dist\"", "dir = \"dist\"\nfolder = \"x\""));
        assert!(said.contains("unknown field `folder`") && said.contains("line 8"), "{said}");
    }

    #[test]
    fn a_missing_key_is_refused_by_name() {
        let said = refusal(&with("dir = \"dist\"", ""));
        assert!(said.contains("missing field `dir`"), "{said}");
    }

    #[test]
    fn an_out_dir_outside_the_workspace_is_refused() {
        for dir in ["../dist", "/dist", ""] {
            let said = refusal(&with("dir = \"dist\"", &format!("dir = \"{dir}\"")));
            assert!(said.contains("out.dir"), "{said}");
        }
    }

    #[test]
    fn every_wasm_feature_at_once_is_refused() {
        let said = refusal(&with("\"-Oz\"", "\"-Oz\", \"-all\""));
        assert!(said.contains("-all") && said.contains("name each feature"), "{said}");
    }

    #[test]
    fn a_goal_above_the_law_is_refused() {
        let said = refusal(&with("goal = 2_000", "goal = 3_001"));
        assert!(said.contains("goal 3001 above its law 3000"), "{said}");
    }

    #[test]
    fn a_page_that_fetches_an_unbuilt_file_is_refused() {
        let said = refusal(&with("files = [\"leadlet.js\"]", "files = [\"leadlet.min.js\"]"));
        assert!(said.contains("leadlet.min.js") && said.contains("leadlet.esm.js"), "{said}");
    }

    #[test]
    fn two_files_of_one_name_are_refused() {
        let said = refusal(&with("file = \"leadlet.esm.js\"", "file = \"leadlet.js\""));
        assert!(said.contains("two files are named `leadlet.js`"), "{said}");
    }
}
