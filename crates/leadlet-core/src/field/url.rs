//! `url`: the address of a web site or page, complete with its scheme.
//!
//! Knows what people leave out ("example.org") and what can't be a public site. A host in another
//! script becomes the form that DNS has (`xn--…`), as it does in an e-mail address.

use super::{Example, FieldType, control::{Control, Line}, email::ascii_domain, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
    sought,
    web_address::{AddressUse, allowed},
};

/// The settings of a web address.
pub static RECORD: Record = Record {
    name: "url",
    about: about!("A web address of at most 2000 characters. Where no scheme is typed, it is https."),
    settings: &[optional("placeholder", Shape::Text { max: 100 }, about!("Shown while it is empty; no substitute for a label."))],
};

/// A web address.
pub struct Url {
    placeholder: Option<String>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Url {
    Url { placeholder: json.owned_at("placeholder") }
}

impl FieldType for Url {
    fn control(&self) -> Control<'_> {
        // Not `type=url`: a browser's own check refuses "example.org", which is taken here.
        Control::Line(Line { kind: "text", keyboard: "url", autocomplete: "url", placeholder: self.placeholder.as_deref(), ..Line::default() })
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw) else { return Ok(None) };
        let address = complete(text).filter(|address| allowed(address, AddressUse::Link).is_ok());
        address.map(|address| Some(Answer::Text(address))).ok_or(Invalid::NotAUrl)
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Text { min: "http://a.b/".len(), max: 2000 }
    }
}

/// Gives an address with its scheme, its host in lower case and a path; `None` where it is none of
/// a public site.
fn complete(text: &str) -> Option<String> {
    let (scheme, rest) = sought::split(text, "://").unwrap_or(("https", text));
    let scheme = ["https", "http"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (place, path) = rest.split_at_checked(end)?;
    let (host, port) = sought::cut(place, ':').map_or((place, None), |(host, port)| (host, Some(port)));
    let host = ascii_domain(host.strip_suffix('.').unwrap_or(host)).filter(|host| host.len() <= 253)?;
    // An address of four numbers is no site that a company would name.
    let top_fits = sought::parts(&host, '.').last().is_some_and(|top| top.bytes().any(|byte| byte.is_ascii_alphabetic()));
    let port_fits = port.is_none_or(|port| (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit()));
    if !(top_fits && port_fits) {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    let (colon, port) = port.map_or(("", ""), |port| (":", port));
    Some([scheme, "://", &host, colon, port, slash, path].concat())
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#"" example.org ""#, result: Ok(r#""https://example.org/""#) },
    Example { settings: "", input: r#""HTTP://WWW.Example.org?a=B""#, result: Ok(r#""http://www.example.org/?a=B""#) },
    Example { settings: "", input: r#""example.org:8080/Path#x""#, result: Ok(r#""https://example.org:8080/Path#x""#) },
    Example { settings: "", input: r#""München.example""#, result: Ok(r#""https://xn--mnchen-3ya.example/""#) },
    Example { settings: "", input: r#""https://1.2.3.4/""#, result: Err(Invalid::NotAUrl) },
    Example { settings: "", input: r#""localhost""#, result: Err(Invalid::NotAUrl) },
    Example { settings: "", input: r#""javascript:alert(1)""#, result: Err(Invalid::NotAUrl) },
    Example { settings: "", input: r#""data://text.html/x""#, result: Err(Invalid::NotAUrl) },
    Example { settings: "", input: r#""https://example.org@evil.example/""#, result: Err(Invalid::NotAUrl) },
    Example { settings: "", input: r#""example.org/a b""#, result: Err(Invalid::NotAUrl) },
    Example { settings: "", input: r#""12.5""#, result: Err(Invalid::NotAUrl) },
    Example { settings: "", input: r#""https://""#, result: Err(Invalid::NotAUrl) },
];
