//! Feeds hostile inputs, on every core, and watches for panics and slowness.
//!
//! Knows threads, time and what is remembered of a bad input. A stack overflow can't be caught; the
//! threads have the stack of the wasm, 1 MiB, so that it would show.

use std::cell::RefCell;
use std::fs;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::inputs::{Input, Seeds};
use crate::report::{Bad, Report, SHOWN, Why};

/// How often a slow input is timed again, by the time it had the processor: on a busy machine most of
/// what a clock shows belongs to others.
const TRIES: usize = 3;

/// The stack of a thread, as large as the one of the wasm.
const STACK: usize = 1 << 20;

/// How many inputs a thread takes at a time.
const BATCH: u64 = 500;

/// How much to feed.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many inputs to feed
    #[arg(long, default_value_t = 200_000)]
    inputs: u64,
    /// Stop after so many seconds, even before all inputs are fed
    #[arg(long)]
    seconds: Option<u64>,
    /// Where the stream of random numbers starts; the same seed gives the same inputs
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The root of the workspace, which has the configs to start from
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Where bad inputs are kept
    #[arg(long, default_value = "target/fuzz")]
    keep: PathBuf,
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Feeds, reports, and fails where an input panicked or was slow.
pub(crate) fn run(options: &Options) -> ExitCode {
    // The message is kept for the report instead of being printed in the middle of it.
    panic::set_hook(Box::new(|info| LAST_PANIC.with(|last| *last.borrow_mut() = info.to_string())));
    let seeds = Seeds::read(&options.root);
    let began = Instant::now();
    let next = AtomicU64::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut report = Report::default();
    thread::scope(|scope| {
        let work = || feed(options, &seeds, &next, began);
        let running: Vec<_> = (0..threads)
            .filter_map(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok())
            .collect();
        for thread in running {
            if let Ok(part) = thread.join() {
                report.add(part);
            }
        }
    });
    print!("{}", report.text(options.seed, threads, began.elapsed()));
    for bad in report.bad.iter().take(SHOWN) {
        let place = options.keep.join(bad.file_name(options.seed));
        let kept = fs::create_dir_all(&options.keep).and_then(|()| fs::write(&place, &bad.text));
        match kept {
            Ok(()) => println!("  kept as {}", place.display()),
            Err(error) => println!("  {} could not be kept: {error}", place.display()),
        }
    }
    if report.bad.is_empty() && report.inputs() > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn feed(options: &Options, seeds: &Seeds, next: &AtomicU64, began: Instant) -> Report {
    let mut report = Report::default();
    loop {
        let from = next.fetch_add(BATCH, Ordering::Relaxed);
        let is_late = options.seconds.is_some_and(|seconds| began.elapsed() >= Duration::from_secs(seconds));
        if from >= options.inputs || is_late {
            return report;
        }
        for number in from..options.inputs.min(from + BATCH) {
            let input = Input::numbered(seeds, options.seed, number);
            let (mut took, panicked) = timed(&input);
            for _ in 0..TRIES {
                if panicked || took < input.sort.limit() {
                    break;
                }
                let (before, (by_clock, _)) = (processor_time(), timed(&input));
                took = took.min(processor_time().zip(before).map_or(by_clock, |(after, before)| after - before));
            }
            report.count(input.sort, took);
            if panicked || took >= input.sort.limit() {
                let why = if panicked { Why::Panicked(LAST_PANIC.take()) } else { Why::Took(took) };
                report.bad.push(Bad { number, sort: input.sort, why, text: input.text });
            }
        }
    }
}

/// How long this thread has had a processor; Linux alone tells.
fn processor_time() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Feeds an input; tells how long that took and whether it panicked.
fn timed(input: &Input) -> (Duration, bool) {
    let began = Instant::now();
    let fed = catch_unwind(AssertUnwindSafe(|| input.feed()));
    (began.elapsed(), fed.is_err())
}
