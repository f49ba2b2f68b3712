//! Which addresses a config may name: those that can't run script and can't carry a lead away.
//!
//! Knows the schemes that are safe for each use. Does not resolve, fetch or normalise anything:
//! the browser does that, from the same text.

use crate::sought;

/// What an address in a config is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressUse {
    /// A link a visitor may follow: https, http, mailto, tel, or a path on the same site.
    Link,
    /// A picture a page shows: https, or a path on the same site.
    Picture,
    /// Where leads are posted: https, http on this machine only, or a path on the same site.
    Endpoint,
}

/// Why an address may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal<'a> {
    /// It is empty or has more than 2000 bytes.
    Length,
    /// It holds white space, a control character or a backslash.
    Characters,
    /// It holds a brace: no answer is put into an address, since nothing personal belongs in one.
    Brace,
    /// It begins with `//`, which leads to another host.
    NoScheme,
    /// Its scheme is not on the list: `javascript:`, `data:`, or plain http for an endpoint.
    Scheme(&'a str, AddressUse),
}

impl Refusal<'_> {
    /// Says it to the owner, and what to write.
    #[must_use]
    pub fn say(self) -> String {
        match self {
            Refusal::Length => "The address must have 1 to 2000 characters.".to_owned(),
            Refusal::Characters => {
                "The address holds white space, a control character or a backslash. Write them percent-encoded."
                    .to_owned()
            }
            Refusal::Brace => "The address holds a brace. No answer is put into an address: nothing personal belongs in one. Write %7B and %7D for braces.".to_owned(),
            Refusal::NoScheme => {
                "The address begins with //. Write https:// and the host, or a path that begins with one /.".to_owned()
            }
            Refusal::Scheme(scheme, AddressUse::Link) => [
                "The scheme \"",
                &scheme.to_ascii_lowercase(),
                ":\" is not allowed. Write https:, http:, mailto:, tel: or a path on this site.",
            ]
            .concat(),
            Refusal::Scheme(scheme, AddressUse::Picture) => [
                "A picture can't be shown from \"",
                &scheme.to_ascii_lowercase(),
                ":\". Write https:// or a path on this site.",
            ]
            .concat(),
            Refusal::Scheme(scheme, AddressUse::Endpoint) => [
                "Leads can't be sent to \"",
                &scheme.to_ascii_lowercase(),
                ":\". Write https:// or a path on this site, such as /leads.",
            ]
            .concat(),
        }
    }
}

/// Tells whether `address` may be used, or why not.
///
/// # Errors
/// A scheme that is not on the list (`javascript:`, `data:`), a brace, a protocol-relative `//host`,
/// white space or control characters, or plain http for an endpoint.
pub fn allowed(address: &str, usage: AddressUse) -> Result<(), Refusal<'_>> {
    if address.is_empty() || address.len() > 2000 {
        return Err(Refusal::Length);
    }
    if address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(Refusal::Characters);
    }
    if address.contains(['{', '}']) {
        return Err(Refusal::Brace);
    }
    if address.starts_with("//") {
        return Err(Refusal::NoScheme);
    }
    // A scheme ends at a colon before the first of / ? #.
    let head = address.split(['/', '?', '#']).next().unwrap_or("");
    let Some((scheme, _)) = sought::cut(head, ':') else { return Ok(()) };
    let fine = match (scheme.to_ascii_lowercase().as_str(), usage) {
        ("https", _) | ("http" | "mailto" | "tel", AddressUse::Link) => true,
        ("http", AddressUse::Endpoint) => is_this_machine(address),
        _ => false,
    };
    if fine { Ok(()) } else { Err(Refusal::Scheme(scheme, usage)) }
}

fn is_this_machine(address: &str) -> bool {
    let rest = address.get("http".len()..).and_then(|rest| rest.strip_prefix("://")).unwrap_or("");
    // Before an @ stands who logs in, not where: http://localhost:80@evil.example leads to evil.example.
    let host = rest.split(['/', '?', '#']).next().filter(|host| !sought::has(host, '@')).unwrap_or("");
    let name = match sought::cut(host, if host.starts_with('[') { ']' } else { ':' }) {
        Some((name, _)) if host.starts_with('[') => host.get(..=name.len()).unwrap_or(host),
        Some((name, _)) => name,
        None => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::{AddressUse::*, *};

    #[test]
    fn an_address_that_runs_script_is_refused() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example/x",
            "java\nscript:x",
            "/\\evil.example",
            "/guide.pdf?name={answers.name}",
        ] {
            assert!(allowed(bad, Link).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_picture_comes_from_a_place_that_can_run_nothing() {
        for bad in ["data:image/png;base64,x", "http://firm.example/a.png", "mailto:a@b.example", "blob:x"] {
            assert!(allowed(bad, Picture).is_err(), "{bad}");
        }
        for good in ["/a.png", "a.png", "https://firm.example/a.png"] {
            assert_eq!(allowed(good, Picture), Ok(()), "{good}");
        }
    }

    #[test]
    fn ordinary_addresses_are_allowed() {
        for good in [
            "/guide.pdf",
            "guide.pdf",
            "https://cal.example/me",
            "mailto:a@b.example",
            "tel:+4912345",
            "#top",
            "?a=b:c",
            "/a:b",
        ] {
            assert_eq!(allowed(good, Link), Ok(()), "{good}");
        }
    }

    #[test]
    fn leads_travel_encrypted_unless_they_stay_on_this_machine() {
        assert!(allowed("http://crm.example/leads", Endpoint).is_err());
        for disguised in [
            "http://localhost.evil.example/leads",
            "http://localhost:80@evil.example/leads",
            "http://[::1]@evil.example/leads",
            "http:x.localhost/leads",
        ] {
            assert!(allowed(disguised, Endpoint).is_err(), "{disguised}");
        }
        assert_eq!(allowed("http://localhost:8080/leads", Endpoint), Ok(()));
        assert_eq!(allowed("http://[::1]:8080/leads", Endpoint), Ok(()));
        assert_eq!(allowed("https://crm.example/leads", Endpoint), Ok(()));
    }
}
