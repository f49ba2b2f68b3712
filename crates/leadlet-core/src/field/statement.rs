//! `statement`: something to read between the questions; nothing is answered.
//!
//! Knows a small tree of paragraphs, lists, pictures and links to videos. There is no markup and
//! no frame in it: a text is a text, a video is a link that leaves the page, so that nothing of a
//! third party is fetched before the visitor asks for it.

use super::{Example, FieldType, control::Control};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, Union, required},
    web_address::AddressUse,
};

const LONGEST: usize = 2000;

/// The settings of a statement.
pub static RECORD: Record = Record {
    name: "statement",
    about: about!("Something to read between the questions. It has no answer; its label is not shown."),
    settings: &[required(
        "content",
        Shape::List { of: &Shape::TextOr { max: LONGEST, of: &Shape::Union(&PIECE) }, min: 1, max: 30 },
        about!("What is read, piece by piece. A text alone is a paragraph."),
    )],
};

static PIECE: Union =
    Union { name: "Piece", tag: "type", common: &[], variants: &[&PARAGRAPH, &LIST, &PICTURE, &VIDEO] };

/// A text, or a list of texts and spans.
const RICH: Shape = Shape::TextOr { max: LONGEST, of: &Shape::List { of: &SPANS, min: 1, max: 50 } };

static SPANS: Shape = Shape::TextOr { max: LONGEST, of: &Shape::Union(&SPAN) };

static POINT: Shape = RICH;

static PARAGRAPH: Record = Record {
    name: "paragraph",
    about: about!("A paragraph."),
    settings: &[required("text", RICH, about!("What it says: a text, or texts and spans in their order."))],
};

static LIST: Record = Record {
    name: "list",
    about: about!("A list of points."),
    settings: &[required(
        "items",
        Shape::List { of: &POINT, min: 1, max: 30 },
        about!("The points: each a text, or texts and spans in their order."),
    )],
};

static PICTURE: Record = Record {
    name: "picture",
    about: about!("A picture."),
    settings: &[
        required("url", Shape::Address(AddressUse::Picture), about!("Where it stands: https, or a path on the site.")),
        required(
            "alt",
            Shape::TextOrNothing { max: 500 },
            about!("What it shows, for those who can't see it. Write \"\" where it only decorates."),
        ),
    ],
};

static VIDEO: Record = Record {
    name: "video",
    about: about!("A link to a video, which opens in a new tab. Nothing is fetched before."),
    settings: &[
        required("url", Shape::Address(AddressUse::Link), about!("Where it can be watched.")),
        required("label", Shape::Text { max: 200 }, about!("What the link says, as \"Watch the tour (2 min)\".")),
    ],
};

static SPAN: Union =
    Union { name: "Span", tag: "type", common: &[], variants: &[&BOLD, &ITALIC, &LINK, &LINE_BREAK] };

static BOLD: Record = Record {
    name: "bold",
    about: about!("Words in bold."),
    settings: &[required("text", Shape::Text { max: LONGEST }, about!("The words."))],
};

static ITALIC: Record = Record {
    name: "italic",
    about: about!("Words in italics."),
    settings: &[required("text", Shape::Text { max: LONGEST }, about!("The words."))],
};

static LINK: Record = Record {
    name: "link",
    about: about!("Words that lead elsewhere, in a new tab."),
    settings: &[
        required("text", Shape::Text { max: LONGEST }, about!("The words.")),
        required("url", Shape::Address(AddressUse::Link), about!("Where they lead.")),
    ],
};

static LINE_BREAK: Record = Record { name: "break", about: about!("A new line in the same paragraph."), settings: &[] };

/// A part of a statement.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list of points.
    List(Vec<Vec<Span>>),
    /// A picture.
    Picture {
        /// Where it stands.
        url: String,
        /// What it shows; empty where it decorates.
        alt: String,
    },
    /// A link to a video, to open in a new tab.
    Video {
        /// Where it can be watched.
        url: String,
        /// What the link says.
        label: String,
    },
}

/// A run of words in one style.
#[derive(Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Plain(String),
    /// Words in bold.
    Bold(String),
    /// Words in italics.
    Italic(String),
    /// Words that lead elsewhere, in a new tab.
    Link {
        /// The words.
        text: String,
        /// Where they lead.
        url: String,
    },
    /// A new line.
    Break,
}

impl Piece {
    fn texts(&self) -> Vec<&str> {
        match self {
            Piece::Paragraph(spans) => spans.iter().filter_map(Span::text).collect(),
            Piece::List(points) => points.iter().flatten().filter_map(Span::text).collect(),
            Piece::Video { label, .. } => vec![label.as_str()],
            Piece::Picture { .. } => Vec::new(),
        }
    }
}

impl Span {
    fn text(&self) -> Option<&str> {
        match self {
            Span::Plain(text) | Span::Bold(text) | Span::Italic(text) | Span::Link { text, .. } => Some(text),
            Span::Break => None,
        }
    }
}

/// Something to read.
pub struct Statement {
    content: Vec<Piece>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Statement {
    Statement { content: json.each_some("content", &piece) }
}

fn piece(json: &Json) -> Option<Piece> {
    let owned = |key| json.owned_at(key).unwrap_or_default();
    if json.as_text().is_some() {
        return Some(Piece::Paragraph(spans(json)));
    }
    Some(match json.text_at("type")? {
        "list" => Piece::List(json.each("items", &spans)),
        "picture" => Piece::Picture { url: owned("url"), alt: owned("alt") },
        "video" => Piece::Video { url: owned("url"), label: owned("label") },
        _ => Piece::Paragraph(spans(json.at("text"))),
    })
}

fn spans(json: &Json) -> Vec<Span> {
    let alone = core::slice::from_ref(json);
    json.as_list().unwrap_or(alone).iter().map(span).collect()
}

fn span(json: &Json) -> Span {
    let text = json.as_text().map(str::to_owned).or_else(|| json.owned_at("text")).unwrap_or_default();
    match json.text_at("type") {
        Some("bold") => Span::Bold(text),
        Some("italic") => Span::Italic(text),
        Some("link") => Span::Link { text, url: json.owned_at("url").unwrap_or_default() },
        Some("break") => Span::Break,
        _ => Span::Plain(text),
    }
}

impl FieldType for Statement {
    fn control(&self) -> Control<'_> {
        Control::Statement(&self.content)
    }

    fn read(&self, _: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        Ok(None)
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn texts(&self) -> Vec<&str> {
        self.content.iter().flat_map(Piece::texts).collect()
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Nothing
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: r#""content":["Three questions, one minute."]"#, input: r#""typed""#, result: Ok("null") },
    Example {
        settings: r#""required":true,"content":[{"type":"paragraph","text":["Read ",{"type":"link","text":"our study","url":"/study"},{"type":"break"},{"type":"bold","text":"first"}]},{"type":"list","items":["a",["b ",{"type":"italic","text":"c"}]]},{"type":"picture","url":"/x.png","alt":""},{"type":"video","url":"https://films.example/1","label":"Watch the tour (2 min)"}]"#,
        input: r#""""#,
        result: Ok("null"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_alone_is_a_paragraph_and_words_keep_their_style() {
        let json = crate::json::parse(
            r#"{"content":["Hello.",{"type":"list","items":["a",["b",{"type":"bold","text":"c"}]]},{"type":"picture","url":"/x.png","alt":""}]}"#,
        );
        assert_eq!(
            pick(&json.unwrap()).content,
            [
                Piece::Paragraph(vec![Span::Plain("Hello.".into())]),
                Piece::List(vec![
                    vec![Span::Plain("a".into())],
                    vec![Span::Plain("b".into()), Span::Bold("c".into())],
                ]),
                Piece::Picture { url: "/x.png".into(), alt: String::new() },
            ]
        );
    }
}
