//! What a run of hostile inputs has shown.

use std::fmt::Write as _;
use std::time::Duration;

use crate::inputs::Sort;

/// How many bad inputs are shown and kept.
pub(crate) const SHOWN: usize = 20;

/// What is known of one sort of input.
#[derive(Clone, Copy, Default)]
struct Figures {
    inputs: u64,
    together: Duration,
    slowest: Duration,
}

/// An input that must not be.
pub(crate) struct Bad {
    pub(crate) number: u64,
    pub(crate) sort: Sort,
    pub(crate) why: Why,
    pub(crate) text: String,
}

/// What was bad about an input.
pub(crate) enum Why {
    /// It panicked with this message.
    Panicked(String),
    /// It took so long, at its quickest.
    Took(Duration),
}

/// The figures of all sorts, and the bad inputs.
#[derive(Default)]
pub(crate) struct Report {
    figures: [Figures; Sort::ALL.len()],
    pub(crate) bad: Vec<Bad>,
}

impl Bad {
    /// The name of the file the input is kept in.
    pub(crate) fn file_name(&self, seed: u64) -> String {
        let what = if matches!(self.why, Why::Panicked(_)) { "panic" } else { "slow" };
        format!("{what}-{seed}-{}.txt", self.number)
    }
}

impl Report {
    /// Counts an input that took so long.
    pub(crate) fn count(&mut self, sort: Sort, took: Duration) {
        let figures = &mut self.figures[sort as usize];
        figures.inputs += 1;
        figures.together += took;
        figures.slowest = figures.slowest.max(took);
    }

    /// Adds what another thread has seen.
    pub(crate) fn add(&mut self, other: Report) {
        for (ours, theirs) in self.figures.iter_mut().zip(other.figures) {
            ours.inputs += theirs.inputs;
            ours.together += theirs.together;
            ours.slowest = ours.slowest.max(theirs.slowest);
        }
        self.bad.extend(other.bad);
    }

    /// How many inputs were fed.
    pub(crate) fn inputs(&self) -> u64 {
        self.figures.iter().map(|figures| figures.inputs).sum()
    }

    /// Writes the figures as a table, then every bad input.
    pub(crate) fn text(&self, seed: u64, threads: usize, took: Duration) -> String {
        let mut out = format!("{:24} {:>10} {:>10} {:>12}\n", "input", "fed", "mean µs", "slowest ms");
        for (sort, figures) in Sort::ALL.iter().zip(&self.figures) {
            let mean = figures.together.as_secs_f64() * 1e6 / figures.inputs.max(1) as f64;
            let slowest = figures.slowest.as_secs_f64() * 1e3;
            writeln!(out, "{:24} {:>10} {mean:>10.1} {slowest:>12.2}", sort.name(), figures.inputs)
                .expect("a text grows");
        }
        let panics = self.bad.iter().filter(|bad| matches!(bad.why, Why::Panicked(_))).count();
        let slow = self.bad.len() - panics;
        let (inputs, seconds) = (self.inputs(), took.as_secs_f64());
        writeln!(
            out,
            "fuzz: {inputs} inputs, {panics} panics, {slow} too slow; seed {seed}, {threads} threads, {seconds:.1} s"
        )
        .expect("a text grows");
        for bad in self.bad.iter().take(SHOWN) {
            let why = match &bad.why {
                Why::Panicked(message) => format!("panicked: {message}"),
                Why::Took(took) => format!("took {:.1} ms", took.as_secs_f64() * 1e3),
            };
            let (number, name, length) = (bad.number, bad.sort.name(), bad.text.len());
            writeln!(out, "  input {number}, {name}, {length} bytes: {why}").expect("a text grows");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_input_is_counted_and_named() {
        let mut report = Report::default();
        report.count(Sort::Rule, Duration::from_micros(10));
        let mut other = Report::default();
        other.count(Sort::Noise, Duration::from_millis(20));
        other.bad.push(Bad {
            number: 7,
            sort: Sort::Noise,
            why: Why::Took(Duration::from_millis(20)),
            text: "x".into(),
        });
        report.add(other);
        let text = report.text(3, 2, Duration::from_secs(1));
        assert!(text.contains("2 inputs, 0 panics, 1 too slow; seed 3, 2 threads"), "{text}");
        assert!(text.contains("input 7, random bytes, 1 bytes: took 20.0 ms"), "{text}");
        assert_eq!(report.bad[0].file_name(3), "slow-3-7.txt");
    }
}
