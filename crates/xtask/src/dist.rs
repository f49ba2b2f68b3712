//! Builds `dist/`: exactly the files a site owner copies to a server, as the build sheet names them.
//!
//! `dist/` is written last, when every stage has succeeded, and a record of it is kept beside the
//! build, so that a measurement can tell whether it measures that build.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::bindgen;
use crate::fingerprint::{self, Inputs};
use crate::setup;
use crate::sheet::{self, Sheet};
use crate::stages::Stages;
use crate::workspace::Workspace;

/// What the build may be asked for.
#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// Cargo features of the widget, separated by commas
    #[arg(long, value_name = "FEATURES")]
    features: Option<String>,
    /// Build fast and large, with names and debug information; not for publishing
    #[arg(long)]
    dev: bool,
}

impl Options {
    /// The options as they were typed, those left out left out.
    fn words(&self) -> Vec<String> {
        let features = self.features.as_ref();
        let features = features.map(|features| format!("--features {features}"));
        features.into_iter().chain(self.dev.then(|| "--dev".to_owned())).collect()
    }
}

/// What `dist/` holds, written down beside it when it was built.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// The options that make it another build than the one for visitors.
    options: Vec<String>,
    files: BTreeMap<String, String>,
}

/// Builds `dist/`.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let sheet = Sheet::read(workspace)?;
    bindgen::check_versions(&workspace.text("Cargo.lock")?)?;
    refuse_strangers(workspace, &sheet)?;
    setup::run(workspace, setup::Options::default())?;

    let made = Stages::new(workspace, &sheet, options.features.as_deref(), options.dev).run()?;
    publish(workspace, &sheet, options.words(), &made)
}

/// Fails unless `dist/` holds what the last release build wrote there.
pub(crate) fn check_is_release(workspace: &Workspace, sheet: &Sheet) -> Result<()> {
    let kept = fs::read_to_string(record_path(workspace)).ok();
    let kept = kept.and_then(|text| serde_json::from_str::<Record>(&text).ok());
    let Some(kept) = kept else {
        bail!("{} has not been built; run `cargo xtask dist`", sheet.out.dir);
    };
    if !kept.options.is_empty() {
        bail!(
            "{} was built with {}, so its size is not what visitors pay; run `cargo xtask dist`",
            sheet.out.dir,
            kept.options.join(" ")
        );
    }
    if kept != record(workspace, sheet, Vec::new())? {
        bail!("{} is not what the last build wrote; run `cargo xtask dist`", sheet.out.dir);
    }
    Ok(())
}

fn record_path(workspace: &Workspace) -> PathBuf {
    workspace.staging().join("dist.json")
}

fn record(workspace: &Workspace, sheet: &Sheet, options: Vec<String>) -> Result<Record> {
    let out = workspace.path(&sheet.out.dir);
    let digest = |file: &str| -> Result<(String, String)> {
        let bytes = fs::read(out.join(file))
            .with_context(|| format!("{}/{file} is missing; run `cargo xtask dist`", sheet.out.dir))?;
        Ok((file.to_owned(), Inputs::new().bytes(file, &bytes).digest()))
    };
    let files = sheet.files().into_iter().map(digest).collect::<Result<_>>()?;
    Ok(Record { options, files })
}

/// Fails if the out folder holds a file that is not on the sheet: a site owner copies the folder
/// whole, and deleting what someone else put there is not this chore's to decide.
fn refuse_strangers(workspace: &Workspace, sheet: &Sheet) -> Result<()> {
    let Ok(entries) = fs::read_dir(workspace.path(&sheet.out.dir)) else {
        return Ok(()); // not built yet
    };
    for entry in entries {
        let name = entry?.file_name();
        if !sheet.files().iter().any(|file| OsStr::new(file) == name) {
            let (dir, name) = (&sheet.out.dir, name.to_string_lossy());
            bail!("{dir}/{name} is not on the build sheet {}; delete it or move it away", sheet::FILE);
        }
    }
    Ok(())
}

/// Copies what the stages made to the out folder, file by file, and writes down what it holds.
fn publish(workspace: &Workspace, sheet: &Sheet, options: Vec<String>, made: &[PathBuf]) -> Result<()> {
    let out = workspace.path(&sheet.out.dir);
    for (made, file) in made.iter().zip(sheet.files()) {
        let bytes = fs::read(made).with_context(|| format!("cannot read {}", made.display()))?;
        fingerprint::write(&out.join(file), &bytes)?;
    }
    let record = record(workspace, sheet, options)?;
    fingerprint::write(&record_path(workspace), &serde_json::to_vec_pretty(&record)?)?;
    let note = if record.options.is_empty() {
        String::new()
    } else {
        format!(" ({}: not for publishing)", record.options.join(" "))
    };
    eprintln!("-- {}: {}{note}", sheet.out.dir, sheet.files().join(", "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{Options, check_is_release, publish, refuse_strangers};
    use crate::sheet::Sheet;
    use crate::workspace::Workspace;

    /// A workspace of its own for one test, deleted when the test ends.
    struct Scene {
        root: PathBuf,
        workspace: Workspace,
        sheet: Sheet,
    }

    impl Scene {
        fn new(test: &str) -> Self {
            let root = std::env::temp_dir().join(format!("leadlet-xtask-{test}-{}", std::process::id()));
            fs::create_dir_all(&root).expect("a folder for the test");
            let workspace = Workspace::at(root.clone(), root.join("target"));
            let sheet = Sheet::parse(include_str!("../../../wasm-pack.toml")).expect("a sound sheet");
            Self { root, workspace, sheet }
        }

        fn publish(&self, options: &Options) {
            let made = self.sheet.files().into_iter().map(|file| {
                let path = self.root.join(format!("made-{file}"));
                fs::write(&path, file).expect("a file for the test");
                path
            });
            let made: Vec<_> = made.collect();
            publish(&self.workspace, &self.sheet, options.words(), &made).expect("published");
        }

        fn refusal(&self) -> String {
            check_is_release(&self.workspace, &self.sheet).expect_err("it must be refused").to_string()
        }
    }

    impl Drop for Scene {
        fn drop(&mut self) {
            // What cannot be deleted is the system's to clean up.
            let _ = fs::remove_dir_all(&self.root);
        }
    }

    #[test]
    fn dist_holds_exactly_the_files_of_the_sheet() {
        let scene = Scene::new("exactly");
        scene.publish(&Options::default());
        let entries = fs::read_dir(scene.root.join("dist")).expect("dist is there");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        assert_eq!(
            names,
            [
                "leadlet-full.js",
                "leadlet-full.wasm",
                "leadlet-plain.js",
                "leadlet-plain.wasm",
                "leadlet-score.d.ts",
                "leadlet-score.js",
                "leadlet-score.wasm",
                "leadlet-watching.js",
                "leadlet-wide.js",
                "leadlet-wide.wasm",
                "leadlet.d.ts",
                "leadlet.esm.js",
                "leadlet.js",
                "package.json"
            ]
        );
        check_is_release(&scene.workspace, &scene.sheet).expect("what visitors get");
    }

    #[test]
    fn a_file_in_dist_that_is_not_on_the_sheet_is_refused_by_name_and_left_alone() {
        let scene = Scene::new("stranger");
        scene.publish(&Options::default());
        let stranger = scene.root.join("dist/notes.txt");
        fs::write(&stranger, "mine").expect("a file for the test");
        let said = refuse_strangers(&scene.workspace, &scene.sheet).expect_err("a stranger").to_string();
        assert!(said.contains("dist/notes.txt is not on the build sheet"), "{said}");
        assert!(stranger.exists());
    }

    #[test]
    fn only_the_build_for_visitors_is_measured() {
        let scene = Scene::new("measured");
        assert!(scene.refusal().contains("has not been built"));
        scene.publish(&Options { dev: true, features: Some("playground".into()) });
        assert!(scene.refusal().contains("was built with --features playground --dev"));
        scene.publish(&Options::default());
        fs::write(scene.root.join("dist/leadlet.js"), "edited").expect("a file for the test");
        assert!(scene.refusal().contains("is not what the last build wrote"));
    }
}
