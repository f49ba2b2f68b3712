//! What a run of hostile inputs has shown.

use std::time::Duration;

use crate::inputs::Sort;

/// How long an input may take of a processor that a visitor waits for.
pub(crate) const LIMIT: Duration = Duration::from_millis(10);

/// How many bad inputs are shown and kept.
pub(crate) const SHOWN: usize = 20;

/// What is known of one sort of input.
#[derive(Clone, Copy, Default)]
struct Figures {
    inputs: u64,
    together: Duration,
    slowest: Duration,
    /// The number of the slowest one.
    which: u64,
    /// How many took longer than [`LIMIT`].
    over: u64,
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

impl Figures {
    fn add(&mut self, more: Figures) {
        if more.slowest > self.slowest {
            (self.slowest, self.which) = (more.slowest, more.which);
        }
        self.inputs += more.inputs;
        self.together += more.together;
        self.over += more.over;
    }
}

impl Report {
    /// Counts an input that took so long.
    pub(crate) fn count(&mut self, sort: Sort, number: u64, took: Duration) {
        let over = u64::from(took > LIMIT);
        self.figures[sort as usize].add(Figures { inputs: 1, together: took, slowest: took, which: number, over });
    }

    /// Adds what another thread has seen.
    pub(crate) fn add(&mut self, other: Report) {
        for (ours, theirs) in self.figures.iter_mut().zip(other.figures) {
            ours.add(theirs);
        }
        self.bad.extend(other.bad);
    }

    /// How many inputs were fed.
    pub(crate) fn inputs(&self) -> u64 {
        self.figures.iter().map(|figures| figures.inputs).sum()
    }

    /// Writes the figures as a table, then what they come to, then every bad input. Times are the processor's.
    pub(crate) fn text(&self, seed: u64, threads: usize, took: Duration) -> String {
        let mut out = String::new();
        let header = ["input", "fed", "mean µs", "slowest ms", "its number", "over 10 ms"];
        row(&mut out, &header.map(str::to_owned));
        for (sort, figures) in Sort::ALL.iter().zip(&self.figures) {
            let mean = figures.together.as_secs_f64() * 1e6 / figures.inputs.max(1) as f64;
            row(
                &mut out,
                &[
                    sort.name().to_owned(),
                    figures.inputs.to_string(),
                    format!("{mean:.1}"),
                    milliseconds(figures.slowest),
                    figures.which.to_string(),
                    figures.over.to_string(),
                ],
            );
        }
        let panics = self.bad.iter().filter(|bad| matches!(bad.why, Why::Panicked(_))).count();
        let (inputs, seconds) = (self.inputs(), took.as_secs_f64());
        let mut say = |line: String| out.push_str(&(line + "\n"));
        // What an owner waits for has a limit of its own, and a row above.
        let waited_for = Sort::ALL.iter().zip(&self.figures).filter(|(sort, _)| sort.limit() == LIMIT);
        let over: u64 = waited_for.clone().map(|(_, figures)| figures.over).sum();
        if let Some((sort, slowest)) = waited_for.max_by_key(|(_, figures)| figures.slowest) {
            let (which, took, name) = (slowest.which, milliseconds(slowest.slowest), sort.name());
            say(format!("slowest of reader and evaluator: input {which}, {name}, {took} ms of a processor"));
        }
        say(format!(
            "time: {seconds:.1} s, {:.0} inputs per second, {threads} threads, seed {seed}",
            inputs as f64 / seconds
        ));
        say(format!("fuzz: {inputs} inputs, {panics} panics, {over} over 10 ms, {} bad", self.bad.len()));
        for bad in self.bad.iter().take(SHOWN) {
            let why = match &bad.why {
                Why::Panicked(message) => format!("panicked: {message}"),
                Why::Took(took) => format!("took {} ms", milliseconds(*took)),
            };
            let (number, name, length) = (bad.number, bad.sort.name(), bad.text.len());
            out.push_str(&format!("  input {number}, {name}, {length} bytes: {why}\n"));
        }
        out
    }
}

fn row(out: &mut String, [name, numbers @ ..]: &[String; 6]) {
    out.push_str(&format!("{name:24}"));
    numbers.iter().for_each(|number| out.push_str(&format!(" {number:>10}")));
    out.push('\n');
}

fn milliseconds(took: Duration) -> String {
    format!("{:.2}", took.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_tells_its_panics_its_slowest_input_those_over_10_ms_and_its_speed() {
        let mut report = Report::default();
        report.count(Sort::Rule, 3, Duration::from_micros(10));
        report.count(Sort::Linted, 5, Duration::from_millis(70));
        let mut other = Report::default();
        other.count(Sort::Noise, 7, Duration::from_millis(20));
        other.bad.push(Bad {
            number: 7,
            sort: Sort::Noise,
            why: Why::Took(Duration::from_millis(20)),
            text: "x".into(),
        });
        report.add(other);
        let text = report.text(3, 2, Duration::from_millis(500));
        assert!(
            text.contains("slowest of reader and evaluator: input 7, random bytes, 20.00 ms of a processor"),
            "{text}"
        );
        assert!(text.contains("time: 0.5 s, 6 inputs per second, 2 threads, seed 3"), "{text}");
        assert!(text.contains("fuzz: 3 inputs, 0 panics, 1 over 10 ms, 1 bad"), "{text}");
        assert!(text.contains("  input 7, random bytes, 1 bytes: took 20.00 ms"), "{text}");
        assert_eq!(report.bad[0].file_name(3), "slow-3-7.txt");
    }
}
