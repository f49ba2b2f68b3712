//! The theme: typed tokens an owner sets, and the colours that go with them.
//!
//! Knows colours and contrast (WCAG 2.2, relative luminance). Knows no CSS: the widget writes each
//! token into a custom property of the same name. There is no free CSS in a config.

use crate::{
    about,
    json::Json,
    shape::{Record, Shape, optional},
};

/// The look of a flow, as an owner sets it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// The colour of buttons, marks and focus rings.
    pub accent: Option<String>,
    /// How round the corners are, in CSS pixels.
    pub radius_px: Option<i64>,
    /// Light, dark, or as the visitor's device says.
    pub scheme: Scheme,
}

/// Whether a flow is light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// As the visitor's device says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The settings of a theme.
pub static THEME: Record = Record {
    name: "Theme",
    about: about!("The look of a flow: typed tokens, no CSS."),
    settings: &[
        optional("accent", Shape::Color, about!("Colour of buttons, marks and focus rings. Default: a blue.")),
        optional(
            "radiusPx",
            Shape::Whole { min: 0, max: 32 },
            about!("Roundness of corners in CSS pixels. Default 10."),
        ),
        optional(
            "scheme",
            Shape::OneOf(&["auto", "light", "dark"]),
            about!("Light, dark, or as the visitor's device says. Default \"auto\"."),
        ),
    ],
};

impl Theme {
    /// Picks the theme out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        Theme {
            accent: json.owned_at("accent").filter(|color| is_color(color)),
            radius_px: json.whole_at("radiusPx"),
            scheme: match json.text_at("scheme") {
                Some("light") => Scheme::Light,
                Some("dark") => Scheme::Dark,
                _ => Scheme::Auto,
            },
        }
    }
}

/// Tells whether `text` is `#rgb` or `#rrggbb`.
#[must_use]
pub fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or("");
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Gives the relative luminance of a colour, from 0 (black) to 1 (white), as WCAG 2.2 defines it.
fn luminance(color: &str) -> Option<f64> {
    luminance_by(color, |c| if c <= 0.04045 { c / 12.92 } else { libm::exp(2.4 * libm::log((c + 0.055) / 1.055)) })
}

fn luminance_by(color: &str, linear: impl Fn(f64) -> f64) -> Option<f64> {
    let digits = color.strip_prefix('#').filter(|_| is_color(color))?;
    let width = digits.len() / 3;
    let mut sum = 0.0;
    for (index, share) in [0.2126, 0.7152, 0.0722].into_iter().enumerate() {
        let part = digits.get(index * width..(index + 1) * width)?;
        let value = part.chars().try_fold(0, |value, c| Some(value * 16 + c.to_digit(16)?))?;
        let c = f64::from(if width == 1 { value * 17 } else { value }) / 255.0;
        sum += share * linear(c);
    }
    Some(sum)
}

/// Gives the contrast ratio of two colours, from 1 (none) to 21 (black on white), as WCAG 2.2
/// defines it; `None` where one is not a colour.
#[must_use]
pub fn contrast(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// Gives the text colour, white or black, that meets AA on `color`.
///
/// White meets it up to a luminance of 0.1833, black from 0.175 on. Between the two either will do,
/// which leaves room for a cubic in place of the power function, 0.4 kB of the widget's brotli: it is
/// never wrong by more than 0.0035.
#[must_use]
pub fn text_on(color: &str) -> &'static str {
    let approximate = luminance_by(color, |c| c * (c * (c * 0.305_306 + 0.682_171) + 0.012_523));
    if approximate.unwrap_or(0.0) <= 0.179 { "#ffffff" } else { "#000000" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(contrast("#000", "#fff").map(f64::round), Some(21.0));
        assert!(contrast("#767676", "#ffffff").is_some_and(|ratio| (4.54 - ratio).abs() < 0.01));
        assert_eq!(contrast("red", "#fff"), None);
    }

    #[test]
    fn text_on_any_color_meets_aa() {
        let steps: Vec<u8> = (0..=255).step_by(5).collect();
        for (r, g, b) in steps.iter().flat_map(|r| steps.iter().flat_map(move |g| (0..=255).map(move |b| (r, g, b)))) {
            let color = format!("#{r:02x}{g:02x}{b:02x}");
            assert!(contrast(&color, text_on(&color)).is_some_and(|ratio| ratio >= 4.5), "{color}");
        }
    }
}
