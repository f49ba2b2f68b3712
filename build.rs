//! Takes comments and white space out of the widget's style sheet on its way into the wasm. The wide
//! widget's has the rules for its own controls behind it.
//!
//! Knows just enough of CSS not to change what it means: strings stay as they are, and so does a space
//! that may be the descendant of a selector. It saves 0.2 kB of brotli.

use std::{env, fs, path::Path};

const SHEET: &str = "src/ui/style.css";
/// The rules for the controls of the wide widget.
const WIDE: [&str; 3] = ["src/ui/wide/options.css", "src/ui/wide/numbers.css", "src/ui/wide/rows.css"];

fn main() {
    for file in [SHEET, "build.rs"].into_iter().chain(WIDE) {
        println!("cargo::rerun-if-changed={file}");
    }
    let read = |sheet: &str| fs::read_to_string(sheet).unwrap_or_else(|error| panic!("{sheet} can't be read: {error}"));
    let mut sheet = read(SHEET);
    if env::var_os("CARGO_FEATURE_WIDE").is_some() {
        sheet.extend(WIDE.map(read));
    }
    let folder = env::var("OUT_DIR").expect("cargo names a folder");
    let target = Path::new(&folder).join("style.css");
    fs::write(&target, compact(&sheet))
        .unwrap_or_else(|error| panic!("{} can't be written: {error}", target.display()));
}

fn compact(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if next == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |end| end + 2);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            // A space says nothing after these, and nothing before a brace.
            let needless = out.is_empty() || out.ends_with(['{', '}', ';', ':', ',', ' ']);
            if !needless && !rest.starts_with(['{', '}']) {
                out.push(' ');
            }
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out.trim_end().to_owned()
}
