//! What is reckoned: it is shown and can't be changed.

use super::{Element, Place, element};
use leadlet_core::{
    answer::{Answer, Raw, localized},
    sought::cut,
    words::NumberStyle,
};

/// Shows the number, and its unit behind it; a dash while there is none.
pub(super) fn control(place: &Place, unit: Option<&str>, decimals: u8) -> Element {
    let shown = place.clone();
    let unit = unit.map(|unit| [" ", unit].concat()).unwrap_or_default();
    let said = move || match shown.raw(Clone::clone) {
        Raw::Set(Answer::Number(number)) => [&padded(number, shown.locale(), decimals), unit.as_str()].concat(),
        Raw::Set(_) => shown.told(),
        _ => "–".to_owned(),
    };
    element("output")
        .class("output")
        .part("output")
        .attr("id", &place.id)
        .attr("aria-labelledby", &place.label_id)
        .live_text(said)
}

/// Writes a number with all its decimals, as sums of money are.
fn padded(number: f64, locale: &str, decimals: u8) -> String {
    let sign = NumberStyle::of(locale).decimal;
    let mut text = localized(number, locale);
    let written = cut(&text, sign).map_or(0, |(_, fraction)| fraction.len());
    if written == 0 && decimals > 0 {
        text.push(sign);
    }
    text.push_str(&"0".repeat(usize::from(decimals).saturating_sub(written)));
    text
}
