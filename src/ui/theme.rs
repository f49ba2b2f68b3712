//! Turns a theme into style sheets: one for all flows, one of tokens for each.

use js_sys::{Array, Reflect};
use leadlet_core::{
    json::whole_text,
    theme::{Scheme, Theme, text_on},
};
use std::cell::OnceCell;
use web_sys::{CssStyleSheet, ShadowRoot};

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

thread_local! {
    static SHARED: OnceCell<CssStyleSheet> = const { OnceCell::new() };
}

/// Dresses a shadow root. Adopted sheets need no permission of the page's style policy.
pub(crate) fn adopt_styles(root: &ShadowRoot, theme: &Theme) {
    let mut sheets = Array::new();
    SHARED.with(|shared| {
        if shared.get().is_none()
            && let Some(sheet) = sheet(STYLE)
        {
            _ = shared.set(sheet);
        }
        sheets.extend(shared.get());
    });
    sheets.extend(sheet(&tokens(theme)));
    _ = Reflect::set(root, &"adoptedStyleSheets".into(), &sheets);
}

fn sheet(text: &str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(text).ok()?;
    Some(sheet)
}

/// Writes the owner's tokens. All of them are colours and numbers, so nothing can break out.
fn tokens(theme: &Theme) -> String {
    let mut text = String::from(".flow{");
    if let Some(accent) = &theme.accent {
        text.push_str(&["--accent:", accent, ";--on-accent:", text_on(accent), ";"].concat());
    }
    if let Some(radius) = theme.radius_px {
        text.push_str(&["--radius:", &whole_text(radius), "px;"].concat());
    }
    text.push('}');
    text
}

/// Gives the word by which the style sheet tells light from dark.
pub(super) fn scheme_word(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Auto => "auto",
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    }
}

/// Gives the direction a language is written in; `None` for those written from left to right, which
/// follow the page around them.
pub(super) fn direction(locale: &str) -> Option<&'static str> {
    let language = locale.split(['-', '_']).next().unwrap_or("");
    matches!(language, "ar" | "he" | "fa" | "ur" | "yi" | "ps" | "sd" | "ug" | "dv" | "ckb").then_some("rtl")
}
