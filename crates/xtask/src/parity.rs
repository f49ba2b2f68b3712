//! Runs the score as SQL on real engines and compares it with `leadlet score`, lead by lead.
//!
//! Knows how the engines get here: DuckDB and DataFusion (and Spark, where asked) as pinned wheels in a venv below the
//! target directory, PostgreSQL from the system. What is compared stands in `tests/parity/parity.py`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::fingerprint::{self, Inputs};
use crate::steps::{answers, run as run_program, step};
use crate::tally::{Tally, count};
use crate::workspace::Workspace;

/// What to compare.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct Options {
    /// How many leads to make
    #[arg(long, default_value_t = 20_000)]
    pub(crate) leads: u32,
    /// How many events they have together
    #[arg(long, default_value_t = 160_000)]
    pub(crate) events: u32,
    /// Where the stream of random numbers starts; the same seed makes the same leads
    #[arg(long, default_value_t = 42)]
    pub(crate) seed: u64,
    /// Also compare Spark, which is 400 MB and needs Java
    #[arg(long)]
    pub(crate) spark: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { leads: 20_000, events: 160_000, seed: 42, spark: false }
    }
}

/// What pip installs besides `requirements.txt` for Spark.
const SPARK: &str = "requirements-spark.txt";

const FOLDER: &str = "tests/parity";

/// Builds the program, installs the engines, and compares. Fails where a single lead differs on one of them.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--profile", "native", "--package", "leadlet-cli", "--bin", "leadlet"]);
    step("parity: compiling leadlet", || run_program(&mut cargo, "The compiler says above what to mend."))?;
    compare(workspace, options, &mut Tally::default())
}

/// Compares with the program that is built already.
pub(crate) fn compare(workspace: &Workspace, options: Options, tally: &mut Tally) -> Result<()> {
    if !postgres_is_here() {
        bail!("there is no PostgreSQL below /usr/lib/postgresql; run `cargo xtask setup --tests`");
    }
    if options.spark && !answers(workspace.command("java").arg("-version")) {
        bail!("Spark needs Java 17 or newer, and there is no `java`; on Debian: apt-get install default-jre-headless");
    }
    let python = engines(workspace, options.spark)?;
    let mut parity = workspace.command(python);
    parity.arg(workspace.path(FOLDER).join("parity.py"));
    parity.arg("--leadlet").arg(workspace.leadlet_binary()).arg("--work").arg(workspace.target().join("parity"));
    parity.args(["--leads", &options.leads.to_string(), "--events", &options.events.to_string()]);
    parity.args(["--seed", &options.seed.to_string(), "duckdb", "datafusion", "postgres"]);
    if options.spark {
        parity.arg("spark");
    }
    count(&mut parity, tally)
}

/// Tells whether Debian's PostgreSQL is installed; its programs are on no `PATH`.
pub(crate) fn postgres_is_here() -> bool {
    std::fs::read_dir("/usr/lib/postgresql")
        .is_ok_and(|versions| versions.flatten().any(|version| version.path().join("bin/initdb").is_file()))
}

/// Installs the engines that are wheels, unless that has been done; gives the Python that finds them.
fn engines(workspace: &Workspace, spark: bool) -> Result<PathBuf> {
    let home = workspace.target().join("parity-venv");
    let python = home.join("bin/python");
    let lists: Vec<&str> = if spark { vec!["requirements.txt", SPARK] } else { vec!["requirements.txt"] };
    let mut inputs = Inputs::new();
    for list in &lists {
        inputs = inputs.bytes(list, workspace.text(&format!("{FOLDER}/{list}"))?.as_bytes());
    }
    let digest = inputs.digest();
    let stamp = home.join(if spark { ".leadlet-spark" } else { ".leadlet" });
    if fingerprint::is_done(&stamp, &digest) && answers(workspace.command(&python).arg("--version")) {
        return Ok(python);
    }
    let how = "Python 3.10 or newer with its venv module must be here (Debian: python3-venv), and the network.";
    step("parity: the engines from PyPI", || {
        run_program(workspace.command("python3").args(["-m", "venv"]).arg(&home), how)?;
        for list in lists {
            let mut pip = workspace.command(&python);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
            run_program(pip.arg(Path::new(FOLDER).join(list)), how)?;
        }
        fingerprint::write(&stamp, digest.as_bytes())
    })?;
    Ok(python)
}
