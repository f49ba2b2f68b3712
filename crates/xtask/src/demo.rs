//! Builds everything and serves the gallery with a receiver, so that the whole road can be walked
//! by hand.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::dist;
use crate::sheet::Sheet;
use crate::steps::{run as run_program, step};
use crate::workspace::Workspace;

/// The port the gallery is served on when none is asked for.
const PORT: u16 = 8080;

/// How many ports after the usual one are tried.
const TRIES: u16 = 20;

/// Where to serve and where to keep leads.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port to serve on [default: 8080, or the next free one]
    #[arg(long)]
    port: Option<u16>,
    /// The SQLite file that keeps the leads; made if missing
    #[arg(long, value_name = "FILE", default_value = "demo.db")]
    db: PathBuf,
}

/// Builds, then serves until Ctrl-C.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    choose_port(options.port, is_free)?; // a taken port is better heard of before the build
    dist::run(workspace, &dist::Options::default())?;
    step("receiver: compiling leadlet-cli", || build_receiver(workspace))?;

    let port = choose_port(options.port, is_free)?;
    if options.port.is_none() && port != PORT {
        eprintln!("-- port {PORT} is taken; using {port}");
    }
    eprintln!("-- starting the receiver on port {port}; Ctrl-C stops it");
    let mut leadlet = workspace.command(workspace.leadlet_binary());
    leadlet.arg("serve").arg("--port").arg(port.to_string());
    leadlet.arg("--db").arg(&options.db).args(["--www", "www", "--dist"]);
    leadlet.arg(&Sheet::read(workspace)?.out.dir);
    become_program(&mut leadlet)
}

/// Builds the binary `leadlet`, as the demo and the browser tests run it.
pub(crate) fn build_receiver(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--profile", "native", "--package", "leadlet-cli"]);
    run_program(&mut cargo, "The compiler says above what to mend.")
}

/// Turns this process into the program, so that Ctrl-C and signals from elsewhere reach it and
/// nothing stays behind.
#[cfg(unix)]
fn become_program(program: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = program.exec();
    Err(anyhow::Error::new(error).context("cannot start the receiver"))
}

/// Runs the program; on the console, Ctrl-C reaches both.
#[cfg(not(unix))]
fn become_program(program: &mut Command) -> Result<()> {
    run_program(program, "Its message stands above.")
}

/// Returns the port asked for, or the first free one from the usual on.
///
/// Fails if the port asked for cannot be had, or none of those tried.
fn choose_port(asked: Option<u16>, is_free: impl Fn(u16) -> Result<bool>) -> Result<u16> {
    if let Some(port) = asked {
        if is_free(port)? {
            return Ok(port);
        }
        let next = port.checked_add(1).unwrap_or(PORT);
        bail!(
            "port {port} is taken; stop the program that listens there, or choose another: \
             cargo xtask demo --port {next}"
        );
    }
    for port in PORT..PORT + TRIES {
        if is_free(port)? {
            return Ok(port);
        }
    }
    bail!("ports {PORT} to {} are taken; choose another with --port", PORT + TRIES - 1)
}

/// Tells whether a port can be listened on. Fails if this machine forbids it.
fn is_free(port: u16) -> Result<bool> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Ok(false),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            bail!("port {port} may not be opened by this account; choose one from 1024 on with --port")
        }
        Err(error) => Err(anyhow::Error::new(error).context(format!("cannot listen on 127.0.0.1:{port}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::{PORT, choose_port, is_free};

    #[test]
    fn the_usual_port_is_used_when_it_is_free() {
        assert_eq!(choose_port(None, |_| Ok(true)).expect("a port"), PORT);
    }

    #[test]
    fn the_next_free_port_is_used_when_none_was_asked_for() {
        assert_eq!(choose_port(None, |port| Ok(port >= PORT + 2)).expect("a port"), PORT + 2);
    }

    #[test]
    fn a_taken_port_that_was_asked_for_is_an_error_that_names_it_and_another() {
        let said = choose_port(Some(4000), |_| Ok(false)).expect_err("it is taken").to_string();
        assert!(said.contains("port 4000 is taken") && said.contains("--port 4001"), "{said}");
    }

    #[test]
    fn a_port_somebody_listens_on_is_not_free() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("any port");
        let port = listener.local_addr().expect("its address").port();
        assert!(!is_free(port).expect("an answer"));
    }
}
