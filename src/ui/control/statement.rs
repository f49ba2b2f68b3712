//! Something to read between the questions.

use super::{super::outcome::away, Element, Place, element, pictures::image};
use leadlet_core::{
    field::statement::{Piece, Span},
    words::Word,
};

/// Shows the pieces one under the other.
pub(super) fn control(place: &Place, pieces: &[Piece]) -> Element {
    let piece = |piece: &Piece| match piece {
        Piece::Paragraph(spans) => rich(element("p"), spans, place),
        Piece::List(points) => element("ul").children(points.iter().map(|spans| rich(element("li"), spans, place))),
        Piece::Picture { url, alt } => image("illustration", url, alt),
        Piece::Video { url, label } => {
            let sign = element("span").class("play").attr("aria-hidden", "true");
            let film = link("film", url).child(sign).child(element("span").text(&place.screen.say(label)));
            away(film, place.words().say(Word::OpensNewPage))
        }
    };
    element("div").class("statement").part("statement").children(pieces.iter().map(piece))
}

fn rich(within: Element, spans: &[Span], place: &Place) -> Element {
    let say = |text: &str| place.screen.say(text);
    spans.iter().fold(within, |within, span| match span {
        Span::Plain(text) => within.text(&say(text)),
        Span::Bold(text) => within.child(element("strong").text(&say(text))),
        Span::Italic(text) => within.child(element("em").text(&say(text))),
        Span::Link { text, url } => {
            within.child(away(link("inline", url).text(&say(text)), place.words().say(Word::OpensNewPage)))
        }
        Span::Break => within.child(element("br")),
    })
}

fn link(class: &str, address: &str) -> Element {
    element("a").class(class).part("link").attr("href", address)
}
