//! What some visitors could not see: colours too close to each other, pictures described by a file name.
//!
//! Knows how the style sheet uses the accent: as the ink of links and marks on the surface, mixed with
//! white where it is dark. Text *on* the accent is always black or white, whichever can be read, so
//! nothing can be wrong with it.

use super::term::{at_index, at_key};
use crate::{
    config::Config,
    diagnostic::Diagnostic,
    json::Json,
    theme::{Scheme, contrast},
};

const LIGHT_SURFACE: &str = "#ffffff";
const DARK_SURFACE: &str = "#171a20";

/// How much of the accent is in the ink on a dark surface; the rest is white.
const DARK_SHARE: f64 = 0.45;

/// What WCAG 2.2 AA asks of text, and of marks that tell a state.
const TEXT: f64 = 4.5;
const MARKS: f64 = 3.0;

/// A colour as three shares of 0 to 255.
type Shares = [f64; 3];

fn shares(color: &str) -> Option<Shares> {
    let digits = color.strip_prefix('#')?;
    let width = digits.len() / 3;
    let part = |index: usize| {
        let part = digits.get(index * width..(index + 1) * width)?;
        let value = u8::from_str_radix(part, 16).ok()?;
        Some(f64::from(if width == 1 { value * 17 } else { value }))
    };
    Some([part(0)?, part(1)?, part(2)?])
}

fn written(shares: Shares) -> String {
    let mut text = String::from("#");
    for share in shares {
        for digit in [libm::floor(libm::round(share) / 16.0), libm::round(share) % 16.0] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a digit from 0 to 15")]
            text.push(char::from_digit(digit as u32, 16).unwrap_or('0'));
        }
    }
    text
}

fn mixed(color: Shares, share: f64, other: Shares) -> Shares {
    let [r, g, b] = color;
    let [x, y, z] = other;
    [r * share + x * (1.0 - share), g * share + y * (1.0 - share), b * share + z * (1.0 - share)]
}

/// Writes a ratio as people do, rounded down: 4.49 does not pass.
fn ratio_words(ratio: f64) -> String {
    [&crate::json::number_text(libm::floor(ratio * 10.0) / 10.0), ":1"].concat()
}

/// Reports an accent that can't be told from the surface, and pictures without words.
pub(super) fn check(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    pictures(json.at("steps"), "steps", faults);
    let Some(accent) = &config.theme.accent else { return };
    let has_links = config.plan.flow.fields().any(|(_, field)| {
        field.asks.agreement().is_some_and(|agreement| agreement.policy_url.is_some()) || field.type_name == "statement"
    });
    let wanted = if has_links { TEXT } else { MARKS };
    let used = if has_links { "Links" } else { "Marks and borders" };
    let white = [255.0; 3];
    let Some(color) = shares(accent) else { return };
    for (name, surface, share, is_used) in [
        ("light", LIGHT_SURFACE, 1.0, config.theme.scheme != Scheme::Dark),
        ("dark", DARK_SURFACE, DARK_SHARE, config.theme.scheme != Scheme::Light),
    ] {
        let reaches = |color: Shares| contrast(&written(mixed(color, share, white)), surface).unwrap_or(0.0);
        let ratio = reaches(color);
        if !is_used || ratio >= wanted {
            continue;
        }
        let end = if name == "light" { [0.0; 3] } else { white };
        let nearest = (1..=100)
            .map(|step| mixed(color, 1.0 - f64::from(step) / 100.0, end))
            .find(|color| reaches(*color) >= wanted);
        let told = Diagnostic::warning(
            "look/low-contrast",
            "theme.accent",
            &[
                used,
                " in this colour reach ",
                &ratio_words(ratio),
                " on the ",
                name,
                " surface; WCAG AA asks for ",
                &crate::json::number_text(wanted),
                ":1.",
            ],
        );
        faults.push(match nearest {
            Some(color) => told.suggest(&["Write \"", &written(color), "\", the nearest that is enough."]),
            None => told,
        });
    }
}

/// Reports pictures whose words say nothing: the name of a file, or "picture".
fn pictures(json: &Json, path: &str, faults: &mut Vec<Diagnostic>) {
    match json {
        Json::Object(members) => {
            for (key, value) in members {
                let inner = at_key(path, key);
                if let (true, Some(alt)) = (key == "alt", value.as_text())
                    && says_nothing(alt)
                {
                    faults.push(
                        Diagnostic::warning(
                            "look/empty-words",
                            &inner,
                            &["\"", alt, "\" does not tell those who can't see the picture what it shows."],
                        )
                        .suggest(&["Say what it shows, as \"The cover of the guide\"."]),
                    );
                }
                pictures(value, &inner, faults);
            }
            let only_picture = json.get("picture").is_some() && json.get("value").is_some();
            if only_picture && json.text_at("label").is_none() && json.text_at("alt").is_none() {
                faults.push(
                    Diagnostic::warning(
                        "look/picture-without-words",
                        &at_key(path, "picture"),
                        &[
                            "The option has a picture and no words: those who can't see it hear only \"",
                            json.text_at("value").unwrap_or(""),
                            "\".",
                        ],
                    )
                    .suggest(&["Give it a \"label\", or say in \"alt\" what the picture shows."]),
                );
            }
        }
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                pictures(item, &at_index(path, index), faults);
            }
        }
        _ => {}
    }
}

fn says_nothing(alt: &str) -> bool {
    let alt = alt.trim().to_ascii_lowercase();
    let is_file = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"].iter().any(|end| alt.ends_with(end));
    is_file
        || matches!(alt.as_str(), "image" | "picture" | "photo" | "img" | "pic" | "alt" | "bild" | "graphic" | "icon")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../../../src/ui/style.css");

    #[test]
    fn the_surfaces_are_those_of_the_style_sheet() {
        for surface in [LIGHT_SURFACE, DARK_SURFACE] {
            assert!(STYLE.contains(&format!("--surface: {surface};")), "{surface}");
        }
        assert!(STYLE.contains("--ink: var(--accent);"));
        assert!(STYLE.contains("--ink: color-mix(in srgb, var(--accent) 45%, #ffffff);"));
    }

    #[test]
    fn a_colour_is_written_as_it_was_read() {
        for color in ["#3451b2", "#ffffff", "#000000", "#0b7a5c"] {
            assert_eq!(shares(color).map(written).as_deref(), Some(color));
        }
        assert_eq!(shares("#fa0").map(written).as_deref(), Some("#ffaa00"));
    }
}
