//! Running programs and saying so: what is being done, how long it took, what to do if it failed.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Error, Result, anyhow, bail};

/// Announces a piece of work, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("-- {what}");
    let started = Instant::now();
    let made = work()?;
    eprintln!("   {:.1} s", started.elapsed().as_secs_f64());
    Ok(made)
}

/// Runs a program whose output goes straight to the terminal.
///
/// Fails if it cannot start or ends badly; the error names the command line and says what to do
/// next.
pub(crate) fn run(command: &mut Command, next: &str) -> Result<()> {
    let status = command.status().map_err(|error| not_started(command, error))?;
    if !status.success() {
        bail!("`{}` failed ({status}). {next}", line(command));
    }
    Ok(())
}

/// Runs a program and returns what it wrote to stdout.
///
/// Fails if it cannot start, ends badly (with what it wrote to stderr), or writes other than UTF-8.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| not_started(command, error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", line(command), output.status, said.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` printed something that is not UTF-8", line(command)))
}

/// Runs a program, passes its stdout on line by line as it comes, and shows each line to `look`.
///
/// Returns whether the program ended well. Fails if it cannot start.
pub(crate) fn stream(command: &mut Command, mut look: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, error))?;
    if let Some(stdout) = child.stdout.take() {
        let mut terminal = std::io::stdout().lock();
        for bytes in BufReader::new(stdout).split(b'\n') {
            let bytes = bytes.context("cannot read what the program prints")?;
            let said = String::from_utf8_lossy(&bytes);
            look(&said);
            writeln!(terminal, "{said}")?;
            terminal.flush()?;
        }
    }
    Ok(child.wait()?.success())
}

/// Tells whether a program can be started and ends well; what it prints is dropped.
pub(crate) fn answers(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Returns the command line as a person would type it, without the path of the program.
pub(crate) fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_stem().unwrap_or(command.get_program());
    std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: std::io::Error) -> Error {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        anyhow!("`{program}` is not on this machine; `cargo xtask setup` says how to get it")
    } else {
        Error::new(error).context(format!("cannot start `{program}`"))
    }
}
