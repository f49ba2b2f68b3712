//! Several lines of text.

use super::{Element, Place, element};
use leadlet_core::json::count_text;

/// Shows the text area.
pub(super) fn control(place: &Place, rows: usize, placeholder: Option<&str>) -> Element {
    place.written(element("textarea").attr("rows", &count_text(rows)).attr_if("placeholder", placeholder))
}
