//! Something to read between the questions.

use super::{super::outcome::away, Element, element, pictures::image};
use leadlet_core::field::statement::{Piece, Span};

/// Shows the pieces one under the other.
pub(super) fn control(pieces: &[Piece], new_tab: &str) -> Element {
    let piece = |piece: &Piece| match piece {
        Piece::Paragraph(spans) => rich(element("p"), spans, new_tab),
        Piece::List(points) => element("ul").children(points.iter().map(|spans| rich(element("li"), spans, new_tab))),
        Piece::Picture { url, alt } => image("illustration", url, alt),
        Piece::Video { url, label } => {
            let sign = element("span").class("play").attr("aria-hidden", "true");
            let film = link("film", url).child(sign).child(element("span").text(label));
            away(film, new_tab)
        }
    };
    element("div").class("statement").part("statement").children(pieces.iter().map(piece))
}

fn rich(within: Element, spans: &[Span], new_tab: &str) -> Element {
    spans.iter().fold(within, |within, span| match span {
        Span::Plain(text) => within.text(text),
        Span::Bold(text) => within.child(element("strong").text(text)),
        Span::Italic(text) => within.child(element("em").text(text)),
        Span::Link { text, url } => within.child(away(link("inline", url).text(text), new_tab)),
        Span::Break => within.child(element("br")),
    })
}

fn link(class: &str, address: &str) -> Element {
    element("a").class(class).part("link").attr("href", address)
}
