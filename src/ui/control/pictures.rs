//! Options with a picture each.

use super::{Element, element, one::words};
use leadlet_core::field::Choice;

/// A card with a picture over its words. Its room is kept, so that nothing moves when the picture
/// comes, and it is fetched when it comes near the view.
pub(super) fn card(input: Element, label: &str, option: &Choice) -> Element {
    let picture = option.picture.as_ref().map(|address| image("picture", address, &option.alt));
    let named = element("span").class("named").child(input).child(words(label, option.text.as_deref()));
    element("label").class("choice framed").part("choice").child_if(picture).child(named)
}

/// A picture in a frame of a known shape.
pub(super) fn image(class: &str, address: &str, alt: &str) -> Element {
    // `loading` before `src`: the address is what makes the browser begin.
    let image = element("img").class(class).part("picture").attr("loading", "lazy").attr("decoding", "async");
    image.attr("alt", alt).attr("src", address)
}
