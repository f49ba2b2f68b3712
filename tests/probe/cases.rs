//! Random cases of scoring, and the hash of what the core makes of them: for the same bits to be found
//! natively, in a browser and in Node.
//!
//! Cases come in batches, each a config with many leads' facts. After each batch stands the hash of all
//! that was made so far, chained batch by batch, so that the first batch that differs elsewhere is known.
//! The wall is that of `leadlet/score`, compiled for this machine.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use leadlet_core::hash::sha256_hex;
use leadlet_score::Config;

use crate::configs::{Edition, Palette};
use crate::rules::Dice;
use crate::visits::visit;

/// How many cases share a config.
const BATCH: u64 = 250;

/// How many, and which.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the workspace is.
    #[arg(long)]
    root: PathBuf,
    /// How many cases to make; whole batches of 250 are made.
    #[arg(long, default_value_t = 20_000)]
    count: u64,
    /// Where the stream of random numbers starts.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of the first batch.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// Print what is made of each case instead of the hash of it.
    #[arg(long)]
    made: bool,
    /// Only configs that this edition of the widget can show.
    #[arg(long)]
    edition: Option<Edition>,
}

/// Prints for each batch a line `C` with the config, lines `F` with a time or `-` and facts, and a line
/// `L` with the hash of everything made so far; or lines `M` with what was made.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    match print(options, &mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever compares stops reading at the first difference.
        Err(_) => ExitCode::FAILURE,
    }
}

fn print(options: &Options, out: &mut impl Write) -> io::Result<()> {
    let palette = Palette::read(&options.root);
    let mut link = String::new();
    for batch in options.from..options.from + options.count.div_ceil(BATCH) {
        let mut dice = Dice::of(options.seed ^ batch.wrapping_add(1).wrapping_mul(0xd134_2543_de82_ef95));
        let dice = &mut dice;
        let edition = options.edition.unwrap_or_else(|| dice.pick(&[Edition::Plain, Edition::Wide, Edition::Full]));
        let drawn = palette.config(dice, edition);
        let wall = Config::read(&drawn.text).expect("it was read before");
        writeln!(out, "C{}", drawn.text)?;
        let mut made = link;
        for _ in 0..BATCH {
            let (now, facts) = visit(dice, &drawn.config);
            let result = wall.score(&facts, now.map(|now| now as f64)).unwrap_or_else(|refusal| refusal);
            let time = now.map_or_else(|| "-".to_owned(), |now| now.to_string());
            writeln!(out, "F{time} {facts}")?;
            if options.made {
                writeln!(out, "M{result}")?;
            }
            made.push('\n');
            made.push_str(&result);
        }
        link = sha256_hex(&made);
        writeln!(out, "L{link}")?;
    }
    Ok(())
}
