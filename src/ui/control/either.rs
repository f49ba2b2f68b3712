//! Yes or no.

use super::{
    Element, Place,
    one::{framed, radio},
};
use leadlet_core::{answer::Raw, words::Word};

/// Shows a card for each. `yes` and `no` are the owner's words for them.
pub(super) fn cards(place: &Place, yes: Option<&str>, no: Option<&str>) -> Vec<Element> {
    let card = |index, answer, own: Option<&str>, word| {
        framed(radio(place, index, Raw::Ticked(answer)), own.unwrap_or(place.words().say(word)), None)
    };
    vec![card(0, true, yes, Word::Yes), card(1, false, no, Word::No)]
}
