//! Several lines of text.

use super::{Element, Place, element};

/// Shows the text area.
pub(super) fn control(place: &Place, rows: usize, placeholder: Option<&str>) -> Element {
    place.written(element("textarea").attr("rows", &rows.to_string()).attr_if("placeholder", placeholder))
}
