//! Counts tests from what the runners print when they are done: cargo's, Node's and `leadlet test`'s.

use std::process::Command;

use anyhow::{Result, bail};

use crate::steps::stream;

/// What the runners counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

/// Runs a test runner and adds what it counted. Fails if it failed, or if it ran no test at all.
pub(crate) fn count(runner: &mut Command, tally: &mut Tally) -> Result<()> {
    let mut here = Tally::default();
    let ended_well = stream(runner, |line| here.add_line(line))?;
    tally.passed += here.passed;
    tally.failed += here.failed;
    tally.skipped += here.skipped;
    if !ended_well || here.failed > 0 {
        bail!("{} tests passed, {} failed", here.passed, here.failed);
    }
    if here.passed == 0 {
        bail!("the runner ended without having run a test");
    }
    Ok(())
}

impl Tally {
    /// Adds the numbers of a runner's closing line; any other line adds nothing.
    fn add_line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result: ").or_else(|| line.strip_prefix("cases: ")) {
            for count in counts.split([';', '.', ',']) {
                let mut words = count.split_whitespace();
                let (number, what) = (words.next().and_then(|word| word.parse().ok()), words.next());
                self.add(what.unwrap_or_default(), number.unwrap_or(0));
            }
        } else if let Some(count) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            let mut words = count.split_whitespace();
            if let (Some(what), Some(Ok(number)), None) = (words.next(), words.next().map(str::parse), words.next()) {
                self.add(what, number);
            }
        }
    }

    fn add(&mut self, what: &str, number: u64) {
        match what {
            "pass" | "passed" => self.passed += number,
            "fail" | "failed" | "cancelled" => self.failed += number,
            "skipped" | "ignored" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.add_line(line));
        tally
    }

    #[test]
    fn the_closing_lines_of_cargo_test_are_summed() {
        let counted = tally(&[
            "running 7 tests",
            "test result: ok. 5 passed; 0 failed; 2 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            "test result: FAILED. 1 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ]);
        assert_eq!(counted, Tally { passed: 6, failed: 4, skipped: 2 });
    }

    #[test]
    fn the_closing_lines_of_node_are_summed_in_both_its_forms() {
        let spec = ["ℹ tests 9", "ℹ pass 5", "ℹ fail 1", "ℹ cancelled 2", "ℹ skipped 1", "ℹ todo 0"];
        assert_eq!(tally(&spec), Tally { passed: 5, failed: 3, skipped: 1 });
        assert_eq!(tally(&["# pass 5", "# fail 0"]), Tally { passed: 5, failed: 0, skipped: 0 });
    }

    #[test]
    fn the_closing_line_of_leadlet_test_is_counted() {
        assert_eq!(tally(&["cases: 18 passed, 2 failed"]), Tally { passed: 18, failed: 2, skipped: 0 });
    }

    #[test]
    fn what_a_test_prints_is_not_taken_for_a_closing_line() {
        assert_eq!(tally(&["# pass 5 more tests", "5 passed", "# Subtest: pass"]), Tally::default());
    }
}
