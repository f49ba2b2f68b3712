//! How languages write a date in digits.

/// The month comes first: `12/24/2026`.
pub(super) const MONTH_FIRST: &str = "month";
/// The year comes first: `2026-12-24`.
pub(super) const YEAR_FIRST: &str = "year";

static WITH_DOTS: &[&str] = &[
    "de", "da", "nb", "nn", "no", "fi", "cs", "sk", "pl", "ru", "uk", "bg", "ro", "tr", "hr", "sl", "sr", "bs", "mk",
    "et", "lv", "is", "hy", "ka", "kk", "az", "sq",
];

/// Tells how a language writes a date in digits: the sign between day, month and year, or that
/// the month or the year comes first. By CLDR's short forms, read for people: four digits a year.
pub(super) fn style(locale: &str) -> &'static str {
    let lower = locale.to_ascii_lowercase();
    let mut parts = lower.split(['-', '_']);
    let language = parts.next().unwrap_or("");
    let region = parts.next_back().unwrap_or("");
    match (language, region) {
        ("en", "" | "us" | "ph" | "pr") => MONTH_FIRST,
        ("en", "ca" | "za") | ("fr", "ca") | ("sv" | "lt" | "hu" | "ja" | "zh" | "ko" | "mn" | "fa" | "eu", _) => {
            YEAR_FIRST
        }
        ("de", "ch" | "li") => ".",
        (language, _) if WITH_DOTS.contains(&language) => ".",
        ("nl", _) => "-",
        _ => "/",
    }
}
