//! `email`: an address that can receive mail, with what is thrown away or free told apart.
//!
//! The form is that of the HTML standard (`input type=email`), with two limits more: the domain
//! has a dot (nobody's lead is at `ann@localhost`) and the whole has at most 254 characters
//! (RFC 5321). The lists of providers are short, by name, and only what an owner asks is applied.

use super::{Example, FieldType, control::{Control, Line}, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::{Json, object},
    shape::{Record, Shape, optional},
    words::Word,
};

/// What can be done with a sort of address.
pub(super) static LEVELS: &[&str] = &["allow", "warn", "block"];

/// The settings of an e-mail address.
pub static RECORD: Record = Record {
    name: "email",
    about: about!("An e-mail address."),
    settings: &[
        optional("placeholder", Shape::Text { max: 100 }, about!("Shown while it is empty; no substitute for a label.")),
        optional("freeMail", Shape::OneOf(LEVELS), about!("What to do with addresses of free providers (gmail.com): allow, warn, or block. Default \"allow\".")),
        optional("disposableMail", Shape::OneOf(LEVELS), about!("What to do with addresses that are thrown away (mailinator.com): allow, warn, or block. Default \"allow\".")),
    ],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Allow,
    Warn,
    Block,
}

/// An e-mail address.
pub struct Email {
    placeholder: Option<String>,
    free: Level,
    disposable: Level,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Email {
    let level = |key| match json.text_at(key) {
        Some("warn") => Level::Warn,
        Some("block") => Level::Block,
        _ => Level::Allow,
    };
    Email { placeholder: json.owned_at("placeholder"), free: level("freeMail"), disposable: level("disposableMail") }
}

impl FieldType for Email {
    fn control(&self) -> Control<'_> {
        Control::Line(Line { kind: "email", keyboard: "email", autocomplete: "email", placeholder: self.placeholder.as_deref(), ..Line::default() })
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw) else { return Ok(None) };
        let (mailbox, domain) = parts(text).ok_or(Invalid::NotAnEmail)?;
        // Domains are the same in any case; the part before the @ may not be.
        let domain = domain.to_ascii_lowercase();
        if self.disposable == Level::Block && is_listed(&domain, DISPOSABLE) {
            return Err(Invalid::DisposableMail);
        }
        if self.free == Level::Block && is_listed(&domain, FREE) {
            return Err(Invalid::FreeMail);
        }
        Ok(Some(Answer::Text([mailbox, "@", &domain].concat())))
    }

    fn hint(&self, answer: &Answer) -> Option<Word> {
        let Answer::Text(text) = answer else { return None };
        let (_, domain) = parts(text)?;
        if self.disposable == Level::Warn && is_listed(domain, DISPOSABLE) {
            return Some(Word::DisposableMail);
        }
        (self.free == Level::Warn && is_listed(domain, FREE)).then_some(Word::FreeMailHint)
    }
}

/// Splits an address into mailbox and domain; `None` where it has not the form of one.
#[must_use]
pub fn parts(text: &str) -> Option<(&str, &str)> {
    let (mailbox, domain) = text.split_once('@')?;
    let mailbox_fits = !mailbox.is_empty()
        && mailbox.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let fits = text.len() <= 254 && mailbox_fits && domain.contains('.') && domain.split('.').all(label_fits);
    fits.then_some((mailbox, domain))
}

/// Gives what conditions read as `email.valid`, `.domain`, `.free`, `.disposable`, `.role`; all
/// null where there is no address.
#[must_use]
pub fn facts(address: Option<&str>) -> Json {
    let found = address.and_then(parts);
    let domain = found.map(|(_, domain)| domain.to_ascii_lowercase());
    let told = |list: &[&str]| domain.as_deref().map(|domain| is_listed(domain, list)).into();
    object(vec![
        ("valid", address.map(|_| found.is_some()).into()),
        ("domain", domain.as_deref().into()),
        ("free", told(FREE)),
        ("disposable", told(DISPOSABLE)),
        ("role", found.map(|(mailbox, _)| ROLES.contains(&mailbox.to_ascii_lowercase().as_str())).into()),
    ])
}

fn is_listed(domain: &str, list: &[&str]) -> bool {
    list.iter().any(|listed| domain.strip_suffix(listed).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Providers where anyone gets an address for nothing.
static FREE: &[&str] = &[
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "ymail.com", "outlook.com",
    "hotmail.com", "hotmail.co.uk", "hotmail.fr", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com",
    "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de", "t-online.de",
    "freenet.de", "mail.com", "zoho.com", "fastmail.com", "tutanota.com", "tuta.io", "yandex.ru", "yandex.com",
    "mail.ru", "orange.fr", "laposte.net", "libero.it", "seznam.cz", "wp.pl", "o2.pl", "qq.com", "163.com", "126.com",
    "naver.com", "rediffmail.com", "uol.com.br", "bol.com.br",
];

/// Providers whose addresses live for minutes.
static DISPOSABLE: &[&str] = &[
    "mailinator.com", "guerrillamail.com", "guerrillamail.net", "sharklasers.com", "10minutemail.com", "yopmail.com",
    "temp-mail.org", "tempmail.com", "throwawaymail.com", "trashmail.com", "trash-mail.com", "getnada.com",
    "dispostable.com", "maildrop.cc", "mailnesia.com", "fakeinbox.com", "mintemail.com", "spamgourmet.com",
    "mohmal.com", "emailondeck.com", "discard.email", "moakt.com", "tempr.email", "wegwerfmail.de",
];

/// Mailboxes that belong to a desk, not to a person.
static ROLES: &[&str] =
    &["info", "sales", "contact", "support", "admin", "office", "hello", "team", "marketing", "billing", "hr", "jobs", "noreply", "no-reply", "postmaster", "webmaster"];

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#"" Ann.Lee+x@Firm.Example ""#, result: Ok(r#""Ann.Lee+x@firm.example""#) },
    Example { settings: "", input: r#""ann@localhost""#, result: Err(Invalid::NotAnEmail) },
    Example { settings: "", input: r#""ann@@firm.example""#, result: Err(Invalid::NotAnEmail) },
    Example { settings: "", input: r#""ann@-firm.example""#, result: Err(Invalid::NotAnEmail) },
    Example { settings: "", input: r#""ann firm.example""#, result: Err(Invalid::NotAnEmail) },
    Example { settings: r#""disposableMail":"block""#, input: r#""a@mailinator.com""#, result: Err(Invalid::DisposableMail) },
    Example { settings: r#""freeMail":"block""#, input: r#""a@gmail.com""#, result: Err(Invalid::FreeMail) },
    Example { settings: r#""freeMail":"block""#, input: r#""a@notgmail.com""#, result: Ok(r#""a@notgmail.com""#) },
    Example { settings: r#""freeMail":"warn""#, input: r#""a@gmail.com""#, result: Ok(r#""a@gmail.com""#) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_address_is_taken_with_a_hint_where_the_owner_warns() {
        let email = pick(&crate::json::parse(r#"{"freeMail":"warn"}"#).unwrap());
        assert_eq!(email.hint(&Answer::Text("a@gmail.com".into())), Some(Word::FreeMailHint));
        assert_eq!(email.hint(&Answer::Text("a@firm.example".into())), None);
    }

    #[test]
    fn conditions_can_read_what_an_address_tells() {
        assert_eq!(facts(Some("Info@GMail.com")).compact(), r#"{"valid":true,"domain":"gmail.com","free":true,"disposable":false,"role":true}"#);
        assert_eq!(facts(None).compact(), r#"{"valid":null,"domain":null,"free":null,"disposable":null,"role":null}"#);
    }
}
