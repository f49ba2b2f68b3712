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
use crate::report::{Bad, LIMIT, Report, SHOWN, Why};

/// How often a slow input is timed again: caches that others have emptied and pages that are touched for
/// the first time are no fault of an input.
const TRIES: usize = 3;

/// The stack of a thread, as large as the one of the wasm.
const STACK: usize = 1 << 20;

/// How many inputs a thread takes at a time.
const BATCH: u64 = 500;

/// After how many inputs a long run says how far it is; a multiple of [`BATCH`].
const TOLD: u64 = 1_000_000;

/// How much to feed.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many inputs to feed
    #[arg(long, default_value_t = 200_000)]
    inputs: u64,
    /// The number of the first one; with `--inputs 1` one of an earlier run is fed again
    #[arg(long, default_value_t = 0)]
    from: u64,
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
    let next = AtomicU64::new(options.from);
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
    let end = options.from.saturating_add(options.inputs);
    loop {
        let from = next.fetch_add(BATCH, Ordering::Relaxed);
        let is_late = options.seconds.is_some_and(|seconds| began.elapsed() >= Duration::from_secs(seconds));
        if from >= end || is_late {
            return report;
        }
        if from > options.from && (from - options.from).is_multiple_of(TOLD) {
            eprintln!("{} of {} inputs, {:.0} s", from - options.from, options.inputs, began.elapsed().as_secs_f64());
        }
        for number in from..end.min(from + BATCH) {
            let input = Input::numbered(seeds, options.seed, number);
            let (mut took, panicked) = timed(&input);
            for _ in 0..TRIES {
                if panicked || took < LIMIT {
                    break;
                }
                took = took.min(timed(&input).0);
            }
            if panicked {
                report.bad.push(Bad {
                    number,
                    sort: input.sort,
                    why: Why::Panicked(LAST_PANIC.take()),
                    text: input.text,
                });
            } else if took >= input.sort.limit() {
                report.bad.push(Bad { number, sort: input.sort, why: Why::Took(took), text: input.text });
            }
            report.count(input.sort, number, took);
        }
    }
}

/// Feeds an input; tells how long that took of the processor and whether it panicked.
fn timed(input: &Input) -> (Duration, bool) {
    let began = processor_time();
    let fed = catch_unwind(AssertUnwindSafe(|| input.feed()));
    (processor_time().saturating_sub(began), fed.is_err())
}

/// How long this thread has had a processor. A clock on the wall would count what others do with it, and on a busy
/// machine that is most of it.
#[cfg(unix)]
fn processor_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.try_into().unwrap_or_default()
}

/// How long this process has run: where no clock tells a thread's own time, the machine had better be quiet.
#[cfg(not(unix))]
fn processor_time() -> Duration {
    static BEGAN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    BEGAN.elapsed()
}
