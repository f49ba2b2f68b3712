//! Where things are: the root of the workspace, cargo's target directory, the tools npm installed.
//!
//! Everything is asked for when a chore starts, so the workspace may be moved between two runs.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::steps::read;

/// The triple the widget is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The directories every chore works in.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the workspace this chore was started in.
    ///
    /// Fails where `cargo metadata` does, for instance over a broken Cargo.toml.
    pub(crate) fn find() -> Result<Self> {
        let package =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .nth(2)
            .with_context(|| format!("{} has no workspace above it", package.display()))?
            .to_path_buf();
        let mut workspace = Self { root, target: PathBuf::new() };

        #[derive(Deserialize)]
        struct Metadata {
            target_directory: PathBuf,
        }
        let text = read(workspace.cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: Metadata =
            serde_json::from_str(&text).context("cargo metadata printed something else than JSON")?;
        workspace.target = metadata.target_directory;
        Ok(workspace)
    }

    /// Takes two folders for the root and the target directory.
    #[cfg(test)]
    pub(crate) fn at(root: PathBuf, target: PathBuf) -> Self {
        Self { root, target }
    }

    /// Returns the directory that holds the root Cargo.toml.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the absolute path of a file named from the root.
    pub(crate) fn path(&self, from_root: impl AsRef<Path>) -> PathBuf {
        self.root.join(from_root)
    }

    /// Returns cargo's target directory.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Returns where the chores keep what they make on the way to `dist/`.
    pub(crate) fn staging(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Returns the native binary `leadlet`, as the profile `native` builds it.
    pub(crate) fn leadlet_binary(&self) -> PathBuf {
        self.target.join("native").join(format!("leadlet{}", env::consts::EXE_SUFFIX))
    }

    /// Starts a command of the cargo that started this chore.
    pub(crate) fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
    }

    /// Starts a command in the root directory.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Starts one of the build tools that `cargo xtask setup` installs with npm.
    ///
    /// Fails if it is not there.
    pub(crate) fn build_tool(&self, name: &str) -> Result<Command> {
        let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
        let path = self.path(BUILD_TOOLS).join("node_modules/.bin").join(file);
        if !path.exists() {
            bail!("the build tool `{name}` is missing; run `cargo xtask setup`");
        }
        Ok(self.command(path))
    }

    /// Reads a text file named from the root.
    ///
    /// Fails with its name if it is missing or not UTF-8.
    pub(crate) fn text(&self, from_root: &str) -> Result<String> {
        fs::read_to_string(self.path(from_root)).with_context(|| format!("cannot read {from_root}"))
    }
}

/// The folder of the npm package that pins the build tools.
pub(crate) const BUILD_TOOLS: &str = "crates/xtask/node";
