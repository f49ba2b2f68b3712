//! Something to read between the questions.

use super::{super::outcome::away, Element, Screen, element, pictures::image};
use leadlet_core::{
    field::statement::{Piece, Span},
    words::Word,
};

/// Shows the pieces one under the other.
pub(super) fn control(pieces: &[Piece], screen: &Screen) -> Element {
    let piece = |piece: &Piece| match piece {
        Piece::Paragraph(spans) => rich(element("p"), spans, screen),
        Piece::List(points) => element("ul").children(points.iter().map(|spans| rich(element("li"), spans, screen))),
        Piece::Picture { url, alt } => image("illustration", url, alt),
        Piece::Video { url, label } => {
            let sign = element("span").class("play").attr("aria-hidden", "true");
            let film = link("film", url).child(sign).child(element("span").text(&screen.say(label)));
            leads_away(film, screen)
        }
    };
    element("div").class("statement").part("statement").children(pieces.iter().map(piece))
}

fn rich(within: Element, spans: &[Span], screen: &Screen) -> Element {
    spans.iter().fold(within, |within, span| match span {
        Span::Plain(text) => within.text(&screen.say(text)),
        Span::Bold(text) => within.child(element("strong").text(&screen.say(text))),
        Span::Italic(text) => within.child(element("em").text(&screen.say(text))),
        Span::Link { text, url } => within.child(leads_away(link("inline", url).text(&screen.say(text)), screen)),
        Span::Break => within.child(element("br")),
    })
}

fn link(class: &str, address: &str) -> Element {
    element("a").class(class).part("link").attr("href", address)
}

fn leads_away(link: Element, screen: &Screen) -> Element {
    away(link, screen.config.words.say(Word::OpensNewPage))
}
