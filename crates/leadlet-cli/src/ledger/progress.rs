//! How far reading or training is, drawn on standard error where somebody sees it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{ffi::OsStr, fs, io::IsTerminal, io::Read};

/// A bar over the bytes of all files, or over rounds; one that is never drawn where standard error is no
/// terminal.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Measures the files; of standard input nobody knows the length, so only what was read is shown.
    pub(super) fn over<'f>(files: impl Iterator<Item = &'f OsStr>) -> Self {
        if !std::io::stderr().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        let lengths: Option<Vec<u64>> =
            files.map(|file| fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|about| about.len())).collect();
        let (bar, template) = match lengths {
            Some(lengths) => (
                ProgressBar::new(lengths.into_iter().sum()),
                "{bar:30} {bytes}/{total_bytes} {binary_bytes_per_sec} {eta} left",
            ),
            None => (ProgressBar::no_length(), "{spinner} {bytes} {binary_bytes_per_sec}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        Progress(bar)
    }

    /// Counts so many rounds of work.
    pub(crate) fn of_rounds(rounds: u64) -> Self {
        if !std::io::stderr().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(rounds);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} trainings, {elapsed}") {
            bar.set_style(style);
        }
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        bar.tick();
        Progress(bar)
    }

    /// Counts a round.
    pub(crate) fn next(&self) {
        self.0.inc(1);
    }

    /// Counts what is read through it.
    pub(super) fn count(&self, input: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        if self.0.is_hidden() { input } else { Box::new(self.0.wrap_read(input)) }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.0.finish_and_clear();
    }
}
