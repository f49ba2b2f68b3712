//! Work on records in parallel, with their order kept and memory that does not grow.
//!
//! One thread cuts out batches, as many as there are cores work on them, and the caller gets the
//! results in order. A batch is sent on two ways at once: to the workers, and, as the promise of its
//! result, to the caller. The queue of promises is short, so that a reader that runs ahead waits, and
//! no more than a few batches are ever held.

use std::{
    io,
    num::NonZeroUsize,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

/// How many records are handed over at once, at the most: enough that handing over costs little.
const BATCH: usize = 256;

/// How many bytes of records are handed over at once, give or take the last record: a lead with thousands of events
/// must not wait for 255 others like it.
const BATCH_BYTES: usize = 1 << 18;

/// What can say how much memory it takes.
pub(crate) trait Weighty {
    /// About how many bytes it holds.
    fn bytes(&self) -> usize;
}

/// What is cut out and worked on together, and where its result goes.
type Job<I, O> = (Vec<I>, mpsc::SyncSender<Vec<O>>);

/// Gives the number of threads to work with: as many as asked, else one for each core.
pub(crate) fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}

/// Works on everything that `next` gives and hands the results to `take` in the same order.
///
/// Where `take` fails nothing more is read. What `next` fails with is given at the end, after the
/// results of everything before it.
///
/// # Errors
/// The first failure of `take`.
pub(crate) fn run<I: Weighty + Send, O: Send, F: Send>(
    threads: usize,
    mut next: impl FnMut() -> Result<Option<I>, F> + Send,
    work: impl Fn(I) -> O + Sync,
    mut take: impl FnMut(O) -> io::Result<()>,
) -> io::Result<Result<(), F>> {
    let (promise, promises) = mpsc::sync_channel::<mpsc::Receiver<Vec<O>>>(threads * 4);
    let (give_job, take_job) = mpsc::sync_channel::<Job<I, O>>(threads * 4);
    let take_job = Mutex::new(take_job);
    thread::scope(|scope| {
        let reader = scope.spawn(move || {
            loop {
                let mut batch = Vec::with_capacity(BATCH);
                let (mut end, mut bytes) = (None, 0);
                while batch.len() < BATCH && bytes < BATCH_BYTES && end.is_none() {
                    match next() {
                        Ok(Some(item)) => {
                            bytes += item.bytes();
                            batch.push(item);
                        }
                        Ok(None) => end = Some(Ok(())),
                        Err(fault) => end = Some(Err(fault)),
                    }
                }
                let (done, result) = mpsc::sync_channel(1);
                // Whoever takes the results has gone: there is nothing to read for.
                if promise.send(result).is_err() || give_job.send((batch, done)).is_err() {
                    return Ok(());
                }
                if let Some(end) = end {
                    return end;
                }
            }
        });
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let job = take_job.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((batch, done)) = job else { return };
                    // A result that nobody takes any more is let go.
                    let _ = done.send(batch.into_iter().map(&work).collect());
                }
            });
        }
        for result in &promises {
            let Ok(batch) = result.recv() else { break };
            for item in batch {
                if let Err(error) = take(item) {
                    drop(promises);
                    return Err(error);
                }
            }
        }
        drop(promises);
        match reader.join() {
            Ok(end) => Ok(end),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    impl Weighty for u64 {
        fn bytes(&self) -> usize {
            8
        }
    }

    #[test]
    fn results_come_in_the_order_of_what_was_read() {
        for threads in [1, 2, 7] {
            let mut numbers = 0..10_000_u64;
            let mut seen = Vec::new();
            let slow_now_and_then = |number: u64| {
                if number.is_multiple_of(997) {
                    thread::sleep(std::time::Duration::from_millis(3));
                }
                number * 2
            };
            let ended = run(
                threads,
                || Ok::<_, ()>(numbers.next()),
                slow_now_and_then,
                |number| {
                    seen.push(number);
                    Ok(())
                },
            );
            assert!(matches!(ended, Ok(Ok(()))));
            assert_eq!(seen, (0..10_000).map(|number| number * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_stands_before_a_fault_is_worked_on_and_the_fault_comes_last() {
        let mut numbers = 0..;
        let mut seen = 0;
        let next = || if numbers.start == 300 { Err("broken") } else { Ok(numbers.next()) };
        let ended = run(
            2,
            next,
            |number: u64| number,
            |_| {
                seen += 1;
                Ok(())
            },
        );
        assert!(matches!(ended, Ok(Err("broken"))));
        assert_eq!(seen, 300);
    }

    #[test]
    fn reading_stops_soon_after_nobody_takes_the_results() {
        let read = AtomicUsize::new(0);
        let next = || Ok::<_, ()>(Some(read.fetch_add(1, Ordering::Relaxed) as u64));
        let ended = run(2, next, |number| number, |_| Err(io::Error::from(io::ErrorKind::BrokenPipe)));
        assert!(ended.is_err());
        assert!(read.load(Ordering::Relaxed) < 40 * BATCH, "an endless input would be read for ever");
    }
}
