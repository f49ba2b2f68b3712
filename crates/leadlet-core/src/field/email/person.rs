//! Whose address it is, as far as its form tells: several addresses that reach one mailbox.
//!
//! For receivers, which mark leads of the same person. A mark may be wrong, so nothing is merged,
//! and the address itself is kept as typed: mail must arrive.
//!
//! - A tag behind `+` reaches the mailbox before it: RFC 5233 names the custom, and Gmail, Outlook.com,
//!   iCloud, Fastmail, Proton and most mail servers keep to it.
//! - Gmail passes over dots, and `googlemail.com` is `gmail.com` (Gmail Help, "Dots don't matter in
//!   Gmail addresses" and "Use googlemail.com").
//! - Yahoo's tags stand behind a hyphen, which no other of its addresses has (Yahoo Help, "Create
//!   and manage disposable email addresses").
//! - Small and capital letters are the same mailbox everywhere that matters, whatever RFC 5321 allows.

use super::{parts, providers};

/// Gives what all addresses of one mailbox have in common; `None` for what is no address.
#[must_use]
pub fn dedupe_key(address: &str) -> Option<String> {
    let (mailbox, domain) = parts(address)?;
    let (mailbox, domain) = (mailbox.to_ascii_lowercase(), domain.to_ascii_lowercase());
    let before = |sign| match mailbox.split_once(sign) {
        Some((name, _)) if !name.is_empty() => name.to_owned(),
        _ => mailbox.clone(),
    };
    let (mailbox, domain) = match domain.as_str() {
        "gmail.com" | "googlemail.com" => {
            let name = before('+').replace('.', "");
            // Dots alone are no mailbox: as they are, they are at least nobody else's.
            (if name.is_empty() { mailbox } else { name }, "gmail.com")
        }
        domain if providers::is_regional(domain, "yahoo ymail rocketmail") => (before('-'), domain),
        domain => (before('+'), domain),
    };
    Some([&mailbox, "@", domain].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_mailbox_have_one_key() {
        for (address, key) in [
            ("Ann.Lee+guide@GMail.com", "annlee@gmail.com"),
            ("annlee@googlemail.com", "annlee@gmail.com"),
            ("Ann.Lee+guide@firm.example", "ann.lee@firm.example"),
            ("ann-guide@yahoo.co.uk", "ann@yahoo.co.uk"),
            ("ann-guide@firm.example", "ann-guide@firm.example"),
            ("+tag@firm.example", "+tag@firm.example"),
            ("..+tag@gmail.com", "..+tag@gmail.com"),
        ] {
            assert_eq!(dedupe_key(address).as_deref(), Some(key), "{address}");
            assert_eq!(dedupe_key(key).as_deref(), Some(key), "{key}");
        }
        assert_eq!(dedupe_key("no address"), None);
    }
}
