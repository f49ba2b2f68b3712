//! What the borders look at: the text of every file git knows, and who depends on whom.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::steps::read;
use crate::workspace::{WASM, Workspace};

/// A survey of the workspace.
#[derive(Default)]
pub(super) struct House {
    /// Every text file, tracked or about to be.
    pub(super) files: Vec<TextFile>,
    /// What leadlet-core is built from for the browser.
    pub(super) core: Vec<Dependency>,
    /// What the widget is built from for the browser.
    pub(super) widget: Vec<Dependency>,
    /// What the score for backends is built from as wasm.
    pub(super) score: Vec<Dependency>,
    /// Everything leadlet-cli is built or tested with.
    pub(super) cli: Vec<Dependency>,
    /// Everything xtask is built or tested with.
    pub(super) xtask: Vec<Dependency>,
}

/// A text file and its path from the root, with `/` on every platform.
#[derive(Debug, Clone)]
pub(super) struct TextFile {
    pub(super) path: String,
    pub(super) text: String,
}

/// A crate in a dependency tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) features: Vec<String>,
}

impl House {
    /// Surveys the workspace. Fails where git or cargo does.
    pub(super) fn survey(workspace: &Workspace) -> Result<Self> {
        let for_browser = ["--target", WASM, "--edges", "normal,no-proc-macro"];
        let for_all = ["--target", "all", "--edges", "normal,build,dev"];
        Ok(Self {
            files: text_files(workspace)?,
            core: tree(workspace, "leadlet-core", &for_browser)?,
            widget: tree(workspace, "leadlet", &for_browser)?,
            score: tree(workspace, "leadlet-score", &for_browser)?,
            cli: tree(workspace, "leadlet-cli", &for_all)?,
            xtask: tree(workspace, "xtask", &for_all)?,
        })
    }

    /// Returns the file of that path.
    pub(super) fn file(&self, path: &str) -> Option<&TextFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

impl TextFile {
    /// Tells whether the file lies below a folder, such as `src/ui`.
    pub(super) fn is_below(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Returns what follows the last dot of the file's name, or nothing.
    pub(super) fn extension(&self) -> &str {
        Path::new(&self.path).extension().and_then(|end| end.to_str()).unwrap_or_default()
    }
}

fn text_files(workspace: &Workspace) -> Result<Vec<TextFile>> {
    let mut git = workspace.command("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let paths = match read(&mut git) {
        Ok(listed) => listed.split_terminator('\0').map(str::to_owned).collect(),
        // A source archive has no .git; then everything in it but what a build makes counts.
        Err(_) => {
            let mut found = Vec::new();
            walk(workspace.root(), "", &mut found)?;
            found
        }
    };
    let mut files = Vec::new();
    for path in paths {
        // A file git still lists but that was deleted, or one that is not text, is no one's fault.
        if let Ok(text) = fs::read_to_string(workspace.path(&path)) {
            files.push(TextFile { path, text });
        }
    }
    Ok(files)
}

fn walk(folder: &Path, from_root: &str, found: &mut Vec<String>) -> Result<()> {
    const MADE: [&str; 6] = [".git", "target", "dist", "pkg", "node_modules", "shots"];
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if from_root.is_empty() { name.clone() } else { format!("{from_root}/{name}") };
        if !entry.path().is_dir() {
            found.push(path);
        } else if !MADE.contains(&name.as_str()) {
            walk(&entry.path(), &path, found)?;
        }
    }
    Ok(())
}

fn tree(workspace: &Workspace, package: &str, options: &[&str]) -> Result<Vec<Dependency>> {
    let mut cargo = workspace.cargo();
    cargo.args(["tree", "--package", package, "--all-features", "--prefix", "none"]);
    cargo.args(["--format", "{p}|{f}"]).args(options);
    Ok(dependencies(&read(&mut cargo)?))
}

/// Reads lines such as `serde v1.0.0|default,std (*)`; the first is the package itself.
fn dependencies(tree: &str) -> Vec<Dependency> {
    let read = |line: &str| {
        let (package, features) = line.trim_end_matches(" (*)").split_once('|')?;
        let features = features.split(',').filter(|feature| !feature.is_empty());
        Some(Dependency {
            name: package.split_whitespace().next()?.to_owned(),
            features: features.map(str::to_owned).collect(),
        })
    };
    tree.lines().skip(1).filter_map(read).collect()
}

#[cfg(test)]
pub(super) mod examples {
    use super::{Dependency, House, TextFile};

    /// A house with one file.
    pub(crate) fn house_with(path: &str, text: &str) -> House {
        House { files: vec![TextFile { path: path.to_owned(), text: text.to_owned() }], ..House::default() }
    }

    /// A crate without features.
    pub(crate) fn dependency(name: &str) -> Dependency {
        Dependency { name: name.to_owned(), features: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::{TextFile, dependencies};

    #[test]
    fn the_tree_cargo_prints_is_read_without_its_root() {
        let tree = "leadlet v0.1.0 (/here)|\nleptos v0.8.23|csr,delegation\nsha2 v0.11.0| (*)\n";
        let read = dependencies(tree);
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].name, "leptos");
        assert_eq!(read[0].features, ["csr", "delegation"]);
        assert_eq!((read[1].name.as_str(), read[1].features.len()), ("sha2", 0));
    }

    #[test]
    fn a_file_is_below_a_folder_and_not_below_one_that_begins_alike() {
        let file = TextFile { path: "src/ui/form.rs".into(), text: String::new() };
        assert!(file.is_below("src/ui") && file.is_below("src"));
        assert!(!file.is_below("src/u"));
    }
}
