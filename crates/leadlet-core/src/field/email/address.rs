//! The form of an address: what the HTML standard takes, two limits more, and domains in any script.
//!
//! A domain with letters beyond ASCII becomes the form that every mail program takes (`xn--…`): small
//! letters, then Punycode. Which letters a registry gives out is not known here; only what is no
//! letter at all is refused. The part before the `@` is ASCII, as in the standard.

use crate::{answer::Invalid, field::readable, punycode, sought};

/// Reads an address as people type and paste it: wide letters of a Japanese keyboard and invisible
/// characters are made plain, the domain is written in small letters. Domains are the same in any
/// case; the part before the `@` may not be.
///
/// # Errors
/// [`Invalid::NotAnEmail`], or [`Invalid::MailboxLetters`] for letters beyond ASCII before the `@`.
pub(super) fn read(text: &str) -> Result<String, Invalid> {
    let plain: String = readable::line(text).chars().map(narrow).collect();
    let (mailbox, domain) = sought::cut(&plain, '@').ok_or(Invalid::NotAnEmail)?;
    if !mailbox.is_ascii() {
        return Err(Invalid::MailboxLetters);
    }
    let address = [mailbox, "@", &ascii_domain(domain).ok_or(Invalid::NotAnEmail)?].concat();
    parts(&address).ok_or(Invalid::NotAnEmail)?;
    Ok(address)
}

/// Splits an address into mailbox and domain; `None` where it has not the form of one.
#[must_use]
pub fn parts(text: &str) -> Option<(&str, &str)> {
    let (mailbox, domain) = sought::cut(text, '@')?;
    let mailbox_fits = !mailbox.is_empty()
        && mailbox.chars().all(|c| c.is_ascii_alphanumeric() || sought::has(".!#$%&'*+/=?^_`{|}~-", c));
    let fits = text.len() <= 254 && mailbox_fits && sought::has(domain, '.') && sought::parts(domain, '.').all(label_fits);
    fits.then_some((mailbox, domain))
}

/// Gives a domain with a dot as DNS has it, in small letters; `None` where it can't be one.
pub(in crate::field) fn ascii_domain(domain: &str) -> Option<String> {
    let mut ascii = String::new();
    for label in sought::parts(domain, '.') {
        if !ascii.is_empty() {
            ascii.push('.');
        }
        ascii.push_str(&ascii_label(label).filter(|label| label_fits(label))?);
    }
    sought::has(&ascii, '.').then_some(ascii)
}

fn label_fits(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Gives the plain form of a wide character, and the dot for the full stops that stand for one in a
/// domain (RFC 3490, section 3.1).
fn narrow(c: char) -> char {
    match c {
        '。' | '｡' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Gives a label of a domain as DNS has it.
fn ascii_label(label: &str) -> Option<String> {
    let small: String = label.chars().map(small).collect();
    if small.is_ascii() {
        return Some(small);
    }
    let fits = small.chars().count() <= 63
        && small.chars().all(|c| if c.is_ascii() { c.is_ascii_alphanumeric() || c == '-' } else { may_be_letter(c) });
    let encoded = if fits { punycode::encoded(&small)? } else { return None };
    // What begins or ends with a hyphen is refused by its plain form; behind xn-- it would pass.
    (!small.starts_with('-') && !small.ends_with('-')).then(|| ["xn--", &encoded].concat())
}

/// Gives the small letter of Latin, Greek and Cyrillic ones; std's table of all scripts would cost the
/// widget several kB, and other scripts have no capitals or none in domains.
fn small(c: char) -> char {
    let code = u32::from(c);
    let small = match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => code + 32,
        'Ѐ'..='Џ' => code + 80,
        'Ά' => 0x3ac,
        'Έ'..='Ί' => code + 37,
        'Ό' => 0x3cc,
        'Ύ' | 'Ώ' => code + 63,
        'Ÿ' => 0xff,
        // Here small and capital letters take turns, first with even capitals, then with odd ones.
        'Ā'..='į' | 'Ĳ'..='ķ' | 'Ŋ'..='ŷ' | 'Ѡ'..='ҁ' | 'Ҋ'..='ҿ' | 'Ӑ'..='ԯ' | 'Ḁ'..='ẕ' | 'Ạ'..='ỿ' => {
            code | 1
        }
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ӂ'..='ӎ' => code + (code & 1),
        _ => code,
    };
    char::from_u32(small).unwrap_or(c)
}

/// Tells whether a character beyond ASCII may stand in a domain: no signs, punctuation, emoji,
/// private or compatibility forms (a sieve by areas of Unicode; IDNA 2008 sorts out each).
fn may_be_letter(c: char) -> bool {
    matches!(c, '·' | 'ß'..='ö' | 'ø'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '々'..='〇' | '\u{3041}'..='\u{d7ff}'
        | '\u{10000}'..='\u{1efff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_that_of_the_html_standard_with_two_limits() {
        let long_label = "a".repeat(63);
        let too_long_label = "a".repeat(64);
        let longest = format!("{}@{long_label}.{long_label}.example", "b".repeat(254 - 2 * 64 - 8));
        let too_long = format!("b{longest}");
        // What the standard's expression takes, and what it does not take. It takes neither comments
        // nor quotes, unlike RFC 5322, and it counts no dots before the @.
        let valid = [
            "a@b.c",
            "a.@b.c",
            ".a@b.c",
            "a..b@b.c",
            "!#$%&'*+/=?^_`{|}~-@b.c",
            "A1@B2.C3",
            "a@1.2.3.4",
            "a@b-c.d",
            "a@b--c.d",
            "a@xn--mnchen-3ya.de",
            &longest,
            &format!("a@{long_label}.d"),
        ];
        let invalid = [
            "",
            "@",
            "a",
            "a@",
            "@b.c",
            "a@b@c.d",
            "a b@c.d",
            "a@b .c",
            "\"a b\"@c.d",
            "a@(b)c.d",
            "a,b@c.d",
            "a;b@c.d",
            "a:b@c.d",
            "a<b>@c.d",
            "a\\b@c.d",
            "a[b]@c.d",
            "a@[1.2.3.4]",
            "a@b_c.d",
            "a@-b.c",
            "a@b-.c",
            "a@b.-c",
            "a@.b.c",
            "a@b..c",
            "a@b.c.",
            "a@b.c/d",
            "Ann <a@b.c>",
            "ä@b.c",
            &format!("a@{too_long_label}.d"),
        ];
        for text in valid {
            assert!(parts(text).is_some(), "{text}");
        }
        for text in invalid {
            assert_eq!(parts(text), None, "{text}");
        }
        // The two limits: the standard takes both.
        assert_eq!(parts("ann@localhost"), None);
        assert_eq!(longest.len(), 254);
        assert_eq!(parts(&too_long), None);
    }

    #[test]
    fn a_domain_in_any_script_is_kept_as_mail_programs_take_it() {
        for (typed, kept) in [
            ("ann@münchen.example", "ann@xn--mnchen-3ya.example"),
            ("Ann@MÜNCHEN.Example", "Ann@xn--mnchen-3ya.example"),
            ("ann@straße.example", "ann@xn--strae-oqa.example"),
            ("info@почта.рф", "info@xn--80a1acny.xn--p1ai"),
            ("info@ПОЧТА.РФ", "info@xn--80a1acny.xn--p1ai"),
            ("a@例え。テスト", "a@xn--r8jz45g.xn--zckzah"),
            ("ａｎｎ＠ｆｉｒｍ．ｅｘａｍｐｌｅ", "ann@firm.example"),
            ("ann@\u{200b}firm.example", "ann@firm.example"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn what_is_no_letter_is_no_domain() {
        for text in [
            "a@💌.example",
            "a@a“b.example",
            "a@½.example",
            "a@-ä.example",
            "a@ä-.example",
            "a@ä b.example",
            "a@ä_b.example",
        ] {
            assert_eq!(read(text), Err(Invalid::NotAnEmail), "{text}");
        }
        assert_eq!(read(&format!("a@{}.example", "ä".repeat(63))), Err(Invalid::NotAnEmail));
        assert_eq!(read("jürgen@firm.example"), Err(Invalid::MailboxLetters));
    }

    #[test]
    fn small_letters_are_those_of_unicode_or_left_as_they_are() {
        for c in ('\0'..='\u{ffff}').filter(|c| small(*c) != *c) {
            assert_eq!(c.to_lowercase().collect::<Vec<_>>(), [small(c)], "{c}");
        }
        for c in ('À'..='Þ').chain('Ā'..='ſ').chain('Ά'..='Ϋ').chain('Ѐ'..='ԯ') {
            let theirs: Vec<char> = c.to_lowercase().collect();
            assert!(
                theirs == [small(c)] || theirs.len() > 1 || c == 'Ӏ', /* whose small letter stands elsewhere */
                "{c} {theirs:?}"
            );
        }
    }
}
