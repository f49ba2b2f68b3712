//! Installs what building and testing need and this machine lacks, and nothing else.
//!
//! Every look is quick, so the other chores call this first. What cannot be installed from here
//! gets a sentence that says what to install.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::fingerprint::{self, Inputs};
use crate::parity;
use crate::steps::{answers, line, read, run as run_program, step};
use crate::workspace::{BUILD_TOOLS, WASM, Workspace};

/// The oldest Node the tools are run with.
const NODE: u32 = 20;

/// The folders of the npm packages that pin what the tests need.
const TESTS: [&str; 2] = ["tests/differential", "tests/e2e"];

/// What to do when a download fails.
const NETWORK: &str = "Is the network there? Then run it again.";

/// What to install.
#[derive(clap::Args, Default, Clone, Copy)]
pub(crate) struct Options {
    /// Also what the tests need: Chromium, sqlite3, PostgreSQL and the npm packages of tests/differential and tests/e2e
    #[arg(long)]
    pub(crate) tests: bool,
}

/// Installs what is missing.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    wasm_target(workspace)?;
    std_source(workspace)?;
    check_node(workspace)?;
    npm_packages(workspace, BUILD_TOOLS)?;
    if options.tests {
        rust_component(workspace, "rustfmt", "fmt")?;
        rust_component(workspace, "clippy", "clippy")?;
        system_packages(workspace)?;
        for folder in TESTS {
            npm_packages(workspace, folder)?;
        }
    }
    Ok(())
}

/// Returns the Chromium that the browser tests drive: `LEADLET_CHROMIUM`, or the first on `PATH`.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = env::var_os("LEADLET_CHROMIUM").map(PathBuf::from).filter(|path| path.exists());
    named.or_else(|| {
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].iter().find_map(|name| on_path(name))
    })
}

fn wasm_target(workspace: &Workspace) -> Result<()> {
    let mut rustc = workspace.command("rustc");
    let libraries = read(rustc.args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(libraries.trim()).exists() {
        return Ok(());
    }
    rustup(workspace, &format!("the Rust target {WASM}"), &["target", "add", WASM])
}

/// Adds the source of std, which the widget's build compiles for size.
fn std_source(workspace: &Workspace) -> Result<()> {
    let root = read(workspace.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(root.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").exists() {
        return Ok(());
    }
    rustup(workspace, "the source of std", &["component", "add", "rust-src"])
}

/// Adds what `cargo <subcommand>` needs, which a minimal toolchain lacks.
fn rust_component(workspace: &Workspace, component: &str, subcommand: &str) -> Result<()> {
    if answers(workspace.cargo().args([subcommand, "--version"])) {
        return Ok(());
    }
    rustup(workspace, &format!("the Rust component {component}"), &["component", "add", component])
}

fn rustup(workspace: &Workspace, what: &str, arguments: &[&str]) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!(
            "this Rust lacks {what}, and there is no rustup to add it; \
             install Rust from https://rustup.rs, or your distribution's package of it"
        );
    }
    step(&format!("setup: {what}"), || run_program(workspace.command("rustup").args(arguments), NETWORK))
}

fn check_node(workspace: &Workspace) -> Result<()> {
    let how = format!(
        "install Node {NODE} or newer with npm: from https://nodejs.org, with nvm, or with \
         `apt-get install nodejs npm` where that is new enough"
    );
    for program in ["node", "npm"] {
        if on_path(program).is_none() {
            bail!("`{program}` is not on this machine; {how}");
        }
    }
    let version = read(workspace.command("node").arg("--version"))?;
    match major(&version) {
        Some(major) if major >= NODE => Ok(()),
        _ => bail!("Node {} is too old; {how}", version.trim()),
    }
}

/// The first number of a version such as `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Installs exactly the lock file of an npm package, unless that has been done.
pub(crate) fn npm_packages(workspace: &Workspace, folder: &str) -> Result<()> {
    let lock = workspace.path(folder).join("package-lock.json");
    if !lock.exists() {
        bail!("{folder}/package-lock.json is missing; it is part of the repository, so check it out again");
    }
    let digest = Inputs::new().bytes("lock", &fs::read(&lock).context("cannot read the lock file")?).digest();
    // Inside node_modules, so that deleting the packages deletes the claim that they are there.
    let stamp = workspace.path(folder).join("node_modules/.leadlet-lock");
    if fingerprint::is_done(&stamp, &digest) {
        return Ok(());
    }
    step(&format!("setup: the npm packages of {folder}"), || {
        let mut npm = workspace.command(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(workspace.path(folder));
        // No package here needs its install script, and what does not run can do no harm.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        run_program(&mut npm, NETWORK)?;
        fingerprint::write(&stamp, digest.as_bytes())
    })
}

/// Installs the programs that the tests run and npm does not have.
fn system_packages(workspace: &Workspace) -> Result<()> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        // Its fonts are only recommended, so they are named: text without any has no size.
        missing.extend(["chromium", "fonts-liberation"]);
    }
    if on_path("sqlite3").is_none() {
        missing.push("sqlite3");
    }
    if !parity::postgres_is_here() {
        missing.push("postgresql");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if on_path("apt-get").is_none() {
        bail!("the tests need {names}, and there is no apt-get to install it with; install it by hand");
    }
    if !is_root(workspace) {
        bail!(
            "the tests need {names}; run `sudo apt-get update && \
             sudo apt-get install --yes --no-install-recommends {names}` and start again"
        );
    }
    step(&format!("setup: apt packages {names}"), || {
        run_program(workspace.command("apt-get").args(["update", "--quiet"]), NETWORK)?;
        let mut install = workspace.command("apt-get");
        install.env("DEBIAN_FRONTEND", "noninteractive");
        install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(&missing);
        run_program(&mut install, NETWORK)
    })?;
    if let Some(chromium) = chromium() {
        let mut version = workspace.command(&chromium);
        if !answers(version.arg("--version")) {
            bail!("`{}` does not start; set LEADLET_CHROMIUM to a Chromium that does", line(&version));
        }
    }
    Ok(())
}

fn is_root(workspace: &Workspace) -> bool {
    read(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|found| found.is_file())
}

#[cfg(test)]
mod tests {
    use super::{NODE, major};

    #[test]
    fn the_version_node_prints_is_understood() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.11.2\n"), Some(9));
        assert_eq!(major("not a version"), None);
    }

    #[test]
    fn the_node_packages_ask_for_the_node_that_setup_asks_for() {
        let package = include_str!("../node/package.json");
        assert!(package.contains(&format!("\"node\": \">={NODE}\"")));
    }
}
