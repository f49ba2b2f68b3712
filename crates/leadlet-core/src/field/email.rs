//! `email`: an address that can receive mail, with what is thrown away or free told apart.
//!
//! The form stands in [`address`]: that of the HTML standard (`input type=email`), with two limits
//! more: the domain has a dot (nobody's lead is at `ann@localhost`) and the whole has at most 254
//! characters (RFC 5321). What an owner asks about free and throw-away addresses is applied here;
//! what they score lies with the rules, which read `email.free` and `email.disposable`.

mod address;
mod person;
mod providers;
mod slip;

#[cfg(feature = "wide")]
pub(super) use address::ascii_domain;
pub use address::parts;
pub use person::dedupe_key;

use super::{
    Example, FieldType, Hint,
    control::{Control, Line},
    typed,
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::{Json, object},
    shape::{Record, Shape, optional},
    words::Word,
};
use providers::{is_disposable, is_free};

/// What can be done with a sort of address.
pub(super) static LEVELS: &[&str] = &["block", "warn", "score"];

/// The settings of an e-mail address.
pub static RECORD: Record = Record {
    name: "email",
    about: about!("An e-mail address. Domains in any script are kept in the form mail programs take (xn--…)."),
    settings: &[
        optional(
            "placeholder",
            Shape::Text { max: 100 },
            about!("Shown while it is empty; no substitute for a label."),
        ),
        optional(
            "freeMail",
            Shape::OneOf(LEVELS),
            about!(
                "What to do with addresses of free providers (gmail.com): refuse them (block), take them with a hint (warn), or take them silently and leave it to rules that read email.free (score). Default \"score\"."
            ),
        ),
        optional(
            "disposableMail",
            Shape::OneOf(LEVELS),
            about!(
                "What to do with addresses that are thrown away (mailinator.com): refuse them (block), take them with a hint (warn), or take them silently and leave it to rules that read email.disposable (score). Default \"score\"."
            ),
        ),
        optional(
            "suggest",
            Shape::Flag,
            about!("Whether a slip in the domain (gmial.com) is answered with what was probably meant. Default false."),
        ),
    ],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Block,
    Warn,
    Score,
}

/// An e-mail address.
pub struct Email {
    placeholder: Option<String>,
    free: Level,
    disposable: Level,
    suggests: bool,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Email {
    let level = |key| match json.text_at(key) {
        Some("block") => Level::Block,
        Some("warn") => Level::Warn,
        _ => Level::Score,
    };
    Email {
        placeholder: json.owned_at("placeholder"),
        free: level("freeMail"),
        disposable: level("disposableMail"),
        suggests: json.flag_at("suggest"),
    }
}

impl FieldType for Email {
    fn control(&self) -> Control<'_> {
        Control::Line(Line {
            kind: "email",
            keyboard: "email",
            autocomplete: "email",
            placeholder: self.placeholder.as_deref(),
            ..Line::default()
        })
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw) else { return Ok(None) };
        let address = address::read(text)?;
        self.refusal(&address).map_or(Ok(Some(Answer::Text(address))), Err)
    }

    fn hint(&self, answer: &Answer) -> Option<Hint> {
        let Answer::Text(text) = answer else { return None };
        let (mailbox, domain) = parts(text)?;
        if self.disposable == Level::Warn && is_disposable(domain) {
            return Some(Word::DisposableMail.into());
        }
        let meant = if cfg!(feature = "wide") && self.suggests { slip::meant(domain) } else { None };
        let meant = meant.map(|meant| [mailbox, "@", &meant].concat());
        // What the owner would refuse is not worth a press of a button.
        if let Some(replacement) = meant.filter(|meant| self.refusal(meant).is_none()) {
            return Some(Hint { word: Word::DidYouMean, replacement: Some(replacement) });
        }
        (self.free == Level::Warn && is_free(domain)).then_some(Word::FreeMailHint.into())
    }
}

impl Email {
    /// Says why the owner does not take an address that has the form of one.
    fn refusal(&self, address: &str) -> Option<Invalid> {
        let (_, domain) = parts(address)?;
        if self.disposable == Level::Block && is_disposable(domain) {
            return Some(Invalid::DisposableMail);
        }
        (self.free == Level::Block && is_free(domain)).then_some(Invalid::FreeMail)
    }
}

/// Gives what conditions read as `email.valid`, `.domain`, `.free`, `.disposable`, `.role`; all
/// null where there is no address.
#[must_use]
pub fn facts(address: Option<&str>) -> Json {
    let found = address.and_then(parts);
    let domain = found.map(|(_, domain)| domain.to_ascii_lowercase());
    object(vec![
        ("valid", address.map(|_| found.is_some()).into()),
        ("domain", domain.as_deref().into()),
        ("free", domain.as_deref().map(is_free).into()),
        ("disposable", domain.as_deref().map(is_disposable).into()),
        ("role", found.map(|(mailbox, _)| ROLES.split_ascii_whitespace().any(|role| mailbox.eq_ignore_ascii_case(role))).into()),
    ])
}

/// Mailboxes that belong to a desk, not to a person.
static ROLES: &str = "info sales contact support admin office hello team marketing billing hr jobs noreply no-reply postmaster webmaster";

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#"" Ann.Lee+x@Firm.Example ""#, result: Ok(r#""Ann.Lee+x@firm.example""#) },
    Example { settings: "", input: r#""ann@münchen.example""#, result: Ok(r#""ann@xn--mnchen-3ya.example""#) },
    Example { settings: "", input: r#""jürgen@firm.example""#, result: Err(Invalid::MailboxLetters) },
    Example { settings: "", input: r#""ann@localhost""#, result: Err(Invalid::NotAnEmail) },
    Example { settings: "", input: r#""ann@@firm.example""#, result: Err(Invalid::NotAnEmail) },
    Example { settings: "", input: r#""ann@-firm.example""#, result: Err(Invalid::NotAnEmail) },
    Example { settings: "", input: r#""ann firm.example""#, result: Err(Invalid::NotAnEmail) },
    Example {
        settings: r#""disposableMail":"block""#,
        input: r#""a@mailinator.com""#,
        result: Err(Invalid::DisposableMail),
    },
    Example { settings: r#""freeMail":"block""#, input: r#""a@gmail.com""#, result: Err(Invalid::FreeMail) },
    Example { settings: r#""freeMail":"block""#, input: r#""a@notgmail.com""#, result: Ok(r#""a@notgmail.com""#) },
    Example { settings: r#""freeMail":"warn""#, input: r#""a@gmail.com""#, result: Ok(r#""a@gmail.com""#) },
    Example { settings: r#""freeMail":"score""#, input: r#""a@gmail.com""#, result: Ok(r#""a@gmail.com""#) },
    Example { settings: r#""suggest":true"#, input: r#""a@gmial.com""#, result: Ok(r#""a@gmial.com""#) },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(settings: &str, address: &str) -> Option<Hint> {
        pick(&crate::json::parse(settings).unwrap()).hint(&Answer::Text(address.into()))
    }

    #[test]
    fn an_address_the_owner_warns_of_is_taken_with_a_hint() {
        assert_eq!(hint(r#"{"freeMail":"warn"}"#, "a@gmail.com"), Some(Word::FreeMailHint.into()));
        assert_eq!(hint(r#"{"freeMail":"warn"}"#, "a@firm.example"), None);
        assert_eq!(hint(r#"{"disposableMail":"warn"}"#, "a@mailinator.com"), Some(Word::DisposableMail.into()));
        assert_eq!(hint("{}", "a@gmail.com"), None);
    }

    #[test]
    fn a_slip_is_answered_with_the_whole_address() {
        let meant = Hint { word: Word::DidYouMean, replacement: Some("Ann@gmail.com".into()) };
        assert_eq!(hint(r#"{"suggest":true}"#, "Ann@gmial.com"), Some(meant));
        assert_eq!(hint("{}", "Ann@gmial.com"), None);
        assert_eq!(hint(r#"{"suggest":true,"freeMail":"block"}"#, "Ann@gmial.com"), None);
    }

    #[test]
    fn conditions_can_read_what_an_address_tells() {
        assert_eq!(
            facts(Some("Info@GMail.com")).compact(),
            r#"{"valid":true,"domain":"gmail.com","free":true,"disposable":false,"role":true}"#
        );
        assert_eq!(facts(None).compact(), r#"{"valid":null,"domain":null,"free":null,"disposable":null,"role":null}"#);
    }
}
