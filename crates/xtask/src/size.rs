//! Measures `dist/` as a visitor pays for it and holds it to the budgets of the build sheet.
//!
//! gzip at 9 and brotli at 11 are what a server sends that compresses once and keeps the result.

use std::fs;
use std::io::Write;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use crate::dist;
use crate::sheet::{self, Page, Sheet};
use crate::weigh;
use crate::workspace::Workspace;

/// What to measure and how to print it.
#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
    /// Print which crates the wasm of an edition is made of instead
    #[arg(long, conflicts_with = "json", value_name = "EDITION", num_args = 0..=1, default_missing_value = "plain")]
    crates: Option<String>,
}

/// The bytes of one file or of several: as it is, in gzip and in brotli.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
struct Bytes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

#[derive(Serialize)]
struct Measured<'a> {
    files: Vec<File<'a>>,
    pages: Vec<Sum<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    #[serde(flatten)]
    bytes: Bytes,
}

#[derive(Serialize)]
struct Sum<'a> {
    page: &'a str,
    #[serde(flatten)]
    bytes: Bytes,
    law: u64,
    goal: u64,
    standing: Standing,
}

/// Where a page's brotli bytes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Standing {
    AtGoal,
    WithinLaw,
    OverLaw,
}

/// Prints the measures. Fails if a page is over its law.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let sheet = Sheet::read(workspace)?;
    if let Some(edition) = &options.crates {
        return weigh::run(workspace, &sheet, edition);
    }
    dist::check_is_release(workspace, &sheet)?;
    weigh::refuse_unwelcome(workspace, &sheet)?;
    let measured = measure(workspace, &sheet)?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&measured)?);
    } else {
        print!("{}", table(&measured));
    }
    let over: Vec<&str> =
        measured.pages.iter().filter(|sum| sum.standing == Standing::OverLaw).map(|sum| sum.page).collect();
    if !over.is_empty() {
        bail!(
            "over the law of {}: {}. `cargo xtask size --crates` shows what the wasm is made of",
            sheet::FILE,
            over.join("; ")
        );
    }
    Ok(())
}

fn measure<'a>(workspace: &Workspace, sheet: &'a Sheet) -> Result<Measured<'a>> {
    let mut files = Vec::new();
    for file in sheet.files() {
        let path = workspace.path(&sheet.out.dir).join(file);
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push(File { file, bytes: Bytes::of(&content)? });
    }
    let pages = sheet.pages.iter().map(|page| sum(page, &files)).collect();
    Ok(Measured { files, pages })
}

fn sum<'a>(page: &'a Page, files: &[File<'_>]) -> Sum<'a> {
    let fetched = files.iter().filter(|file| page.files.iter().any(|name| name == file.file));
    let bytes = fetched.fold(Bytes::default(), |sum, file| sum.and(file.bytes));
    let standing = Standing::of(bytes.brotli, page.law, page.goal);
    Sum { page: &page.name, bytes, law: page.law, goal: page.goal, standing }
}

impl Bytes {
    fn of(content: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content)?;
        let gzip = gzip.finish()?.len();
        let mut squeezed = Vec::new();
        let settings =
            brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
        let brotli = brotli::BrotliCompress(&mut &*content, &mut squeezed, &settings)?;
        Ok(Self { raw: content.len() as u64, gzip: gzip as u64, brotli: brotli as u64 })
    }

    fn and(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

impl Standing {
    fn of(brotli: u64, law: u64, goal: u64) -> Self {
        if brotli > law {
            Self::OverLaw
        } else if brotli > goal {
            Self::WithinLaw
        } else {
            Self::AtGoal
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::AtGoal => "at goal",
            Self::WithinLaw => "within law",
            Self::OverLaw => "OVER LAW",
        }
    }
}

fn table(measured: &Measured<'_>) -> String {
    let names = measured.files.iter().map(|file| file.file);
    let width = names.chain(measured.pages.iter().map(|sum| sum.page)).map(str::len).max().unwrap_or(0);
    let mut lines = vec![format!("{:width$} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli")];
    lines.extend(
        measured.files.iter().map(|File { file, bytes }| {
            format!("{file:width$} {:>9} {:>9} {:>9}", bytes.raw, bytes.gzip, bytes.brotli)
        }),
    );
    lines.push(String::new());
    lines.push(format!("{:width$} {:>9} {:>9} {:>9} {:>9} {:>9}", "page", "raw", "gzip", "brotli", "law", "goal"));
    lines.extend(measured.pages.iter().map(|sum| {
        let Bytes { raw, gzip, brotli } = sum.bytes;
        let (law, goal, word) = (sum.law, sum.goal, sum.standing.word());
        format!("{:width$} {raw:>9} {gzip:>9} {brotli:>9} {law:>9} {goal:>9}  {word}", sum.page)
    }));
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Bytes, File, Standing, sum};
    use crate::sheet::Page;

    #[test]
    fn a_page_is_held_to_its_law_and_its_goal_inclusively() {
        assert_eq!(Standing::of(70, 100, 70), Standing::AtGoal);
        assert_eq!(Standing::of(71, 100, 70), Standing::WithinLaw);
        assert_eq!(Standing::of(100, 100, 70), Standing::WithinLaw);
        assert_eq!(Standing::of(101, 100, 70), Standing::OverLaw);
    }

    #[test]
    fn a_page_pays_for_the_files_it_fetches_and_no_others() {
        let bytes = |brotli| Bytes { raw: 10 * brotli, gzip: 2 * brotli, brotli };
        let files = [
            File { file: "a", bytes: bytes(1) },
            File { file: "b", bytes: bytes(10) },
            File { file: "c", bytes: bytes(100) },
        ];
        let page = Page { name: "p".into(), files: vec!["a".into(), "c".into()], law: 100, goal: 1 };
        let sum = sum(&page, &files);
        assert_eq!(sum.bytes, bytes(101));
        assert_eq!(sum.standing, Standing::OverLaw);
    }

    #[test]
    fn brotli_beats_gzip_beats_raw_on_text() {
        let text = "the same words again and again, with a number: ".repeat(50);
        let bytes = Bytes::of(text.as_bytes()).expect("memory can be written to");
        assert_eq!(bytes.raw, text.len() as u64);
        assert!(bytes.brotli < bytes.gzip && bytes.gzip < bytes.raw, "{bytes:?}");
    }
}
