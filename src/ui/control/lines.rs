//! Several lines of text.

use super::{Place, element};
use leptos::prelude::*;

/// Shows the text area.
pub(super) fn control(place: &Place, rows: usize, placeholder: Option<&str>) -> AnyView {
    let area = element("textarea").attr("rows", &rows.to_string()).attr_if("placeholder", placeholder);
    place.written(area).done()
}
