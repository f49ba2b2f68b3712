//! Who may read the inbox.
//!
//! Without a token: a browser on this very machine, and only under a name of this machine. The name
//! matters because of DNS rebinding: a foreign page can point its own host name at 127.0.0.1 and
//! read what answers there, but it can't change the `Host` header its browser sends.
//!
//! With a token: whoever gives it, from anywhere, and nobody without it. Being on this machine no
//! longer counts then, since behind a reverse proxy every request is.

use crate::serve::reply::Refusal;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::{error, fmt};
use subtle::ConstantTimeEq;

/// The shortest token that is taken, in characters: what can't be guessed over a network.
const SHORTEST_TOKEN: usize = 16;

/// Headers by which a reverse proxy says that the visitor is somebody else.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// Decides who enters.
pub(crate) struct Door {
    /// The hash of the token, so that a comparison's time tells neither its letters nor its length.
    token: Option<[u8; 32]>,
}

/// The token is too short to protect anything.
#[derive(Debug)]
pub(crate) struct TokenFault;

impl fmt::Display for TokenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the inbox token has fewer than {SHORTEST_TOKEN} characters, which can be guessed. Make one with: openssl rand -hex 16"
        )
    }
}

impl error::Error for TokenFault {}

impl Door {
    /// Makes the door; `token` is the password, if there is one.
    ///
    /// # Errors
    /// The token is shorter than 16 characters.
    pub(crate) fn new(token: Option<&str>) -> Result<Self, TokenFault> {
        if token.is_some_and(|token| token.chars().count() < SHORTEST_TOKEN) {
            return Err(TokenFault);
        }
        Ok(Door { token: token.map(|token| Sha256::digest(token.as_bytes()).into()) })
    }

    /// Lets a request in, or says why not.
    ///
    /// # Errors
    /// 401 where the token is missing or wrong, 403 where there is none and the request comes from
    /// elsewhere.
    pub(super) fn admit(&self, peer: SocketAddr, headers: &HeaderMap) -> Result<(), Refusal> {
        if let Some(token) = &self.token {
            let given = given_password(headers).map(|given| <[u8; 32]>::from(Sha256::digest(&given)));
            return match given {
                Some(given) if bool::from(given.ct_eq(token)) => Ok(()),
                given => Err(ask_for_token(given.is_some())),
            };
        }
        let from_here = peer.ip().to_canonical().is_loopback();
        let forwarded = FORWARDED.iter().any(|name| headers.contains_key(*name));
        if !from_here || forwarded {
            return Err(closed(
                "The inbox opens only to a browser on the machine that runs leadlet. To read it from elsewhere, start leadlet serve with --inbox-token.",
            ));
        }
        if !names_this_machine(headers) {
            return Err(closed(
                "The inbox opens only under the names localhost, 127.0.0.1 and [::1], so that no foreign page can read it through a name of its own. To use another name, start leadlet serve with --inbox-token.",
            ));
        }
        Ok(())
    }
}

/// Lets a change in only where it does not come from another site's page.
///
/// A browser sends the token along with whatever any page makes it send, and a page anywhere can send a form
/// here. But it also says where the request comes from, and no page can keep it from that: `Sec-Fetch-Site`
/// on https and on this machine, `Origin` everywhere. What says neither is no browser.
///
/// # Errors
/// 403 for a request of another site's page.
pub(super) fn admit_change(headers: &HeaderMap) -> Result<(), Refusal> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let own = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let site = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            site.is_some_and(|site| text("host").is_some_and(|host| host.eq_ignore_ascii_case(site)))
        }
        (None, None) => true,
    };
    if own {
        return Ok(());
    }
    let why = "This change was asked for by a page of another site. Make it in the inbox itself; behind a reverse proxy let it pass the Host header on.";
    Err(Refusal::new(StatusCode::FORBIDDEN, "inbox/foreign-page", why))
}

fn closed(why: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "inbox/closed", why)
}

fn ask_for_token(was_wrong: bool) -> Refusal {
    let why = if was_wrong { "This is not the inbox token." } else { "The inbox asks for its token as the password." };
    let challenge = HeaderValue::from_static("Basic realm=\"Leadlet inbox\", charset=\"UTF-8\"");
    Refusal::new(StatusCode::UNAUTHORIZED, "inbox/token", why).with(header::WWW_AUTHENTICATE, challenge)
}

/// Reads the password of HTTP Basic; the user name before the colon is not looked at.
fn given_password(headers: &HeaderMap) -> Option<Vec<u8>> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = BASE64_STANDARD.decode(credentials.trim()).ok()?;
    let colon = decoded.iter().position(|byte| *byte == b':')?;
    decoded.get(colon + 1..).map(<[u8]>::to_vec)
}

fn names_this_machine(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else {
        return false;
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(value))])
    }

    #[test]
    fn only_names_of_this_machine_open_the_inbox() {
        for name in ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"] {
            assert!(names_this_machine(&host(name)), "{name}");
        }
        for name in ["example.com", "localhost.example.com:8080", "127.0.0.1.nip.io", "", "::1", "127.0.0.1:80:80"] {
            assert!(!names_this_machine(&host(name)), "{name}");
        }
        assert!(!names_this_machine(&HeaderMap::new()));
        let mut two = host("localhost");
        two.append(header::HOST, HeaderValue::from_static("example.com"));
        assert!(!names_this_machine(&two));
    }

    #[test]
    fn a_peer_on_another_machine_or_behind_a_proxy_stays_outside() {
        let door = Door::new(None).expect("no token is fine");
        let near: SocketAddr = "[::ffff:127.0.0.1]:9".parse().expect("an address");
        let far: SocketAddr = "192.0.2.1:9".parse().expect("an address");
        assert!(door.admit(near, &host("localhost")).is_ok());
        assert!(door.admit(far, &host("localhost")).is_err());
        let mut proxied = host("localhost");
        proxied.insert("x-forwarded-for", HeaderValue::from_static("192.0.2.1"));
        assert!(door.admit(near, &proxied).is_err());
    }

    #[test]
    fn a_change_comes_from_the_inbox_itself_or_from_no_browser() {
        let of = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = host("leads.example:8080");
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            admit_change(&headers).is_ok()
        };
        assert!(of(&[]));
        assert!(of(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(of(&[("origin", "http://leads.example:8080")]) && of(&[("origin", "https://LEADS.example:8080")]));
        for site in ["cross-site", "same-site", ""] {
            assert!(!of(&[("sec-fetch-site", site), ("origin", "http://leads.example:8080")]), "{site}");
        }
        for origin in ["null", "http://evil.example", "http://leads.example", "http://leads.example:8080.evil.example"]
        {
            assert!(!of(&[("origin", origin)]), "{origin}");
        }
    }

    #[test]
    fn a_short_token_is_refused() {
        assert!(Door::new(Some("fifteen-letters")).is_err());
        assert!(Door::new(Some("sixteen--letters")).is_ok());
    }
}
