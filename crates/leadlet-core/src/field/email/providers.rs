//! Who gives addresses: providers where anyone gets one for nothing, and those whose addresses are
//! thrown away.
//!
//! Lists for a visitor's browser, so short ones: big providers have a domain in many countries and
//! stand here by their name, and names that tell themselves (`10minutemail.net`) by a part of it. The
//! command line knows a list of ten thousand besides, for the inbox.

use crate::sought::{is_within, places};

/// Names that are the same provider under the ending of any country.
static FREE_ANYWHERE: &str = "yahoo hotmail outlook live gmx msn aol yandex";

/// Other providers.
static FREE: &str = "gmail.com googlemail.com ymail.com rocketmail.com icloud.com me.com mac.com proton.me pm.me \
    protonmail.com protonmail.ch mail.com email.com usa.com zoho.com fastmail.com fastmail.fm tutanota.com tutanota.de \
    tuta.io hushmail.com inbox.com hey.com duck.com web.de t-online.de freenet.de arcor.de mail.de email.de online.de \
    posteo.de mailbox.org bluewin.ch chello.at aon.at orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr \
    bbox.fr libero.it virgilio.it alice.it tiscali.it tin.it telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl \
    btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net comcast.net verizon.net att.net sbcglobal.net \
    bellsouth.net cox.net charter.net earthlink.net shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au \
    seznam.cz centrum.cz email.cz wp.pl o2.pl onet.pl interia.pl op.pl abv.bg mail.ru bk.ru inbox.ru list.ru \
    rambler.ru ya.ru ukr.net i.ua freemail.hu citromail.hu telia.com sapo.pt qq.com 163.com 126.com sina.com sohu.com \
    foxmail.com yeah.net naver.com daum.net hanmail.net nate.com rediffmail.com uol.com.br bol.com.br terra.com.br \
    ig.com.br walla.co.il";

/// Parts of names that only providers of throw-away addresses have.
static DISPOSABLE_ANYWHERE: &str = "tempmail temp-mail tempemail minutemail 10minut trashmail trash-mail mailinator \
    guerrillamail guerillamail throwaway fakeinbox yopmail wegwerf";

/// Other such providers.
static DISPOSABLE: &str = "sharklasers.com grr.la getnada.com dispostable.com maildrop.cc mailnesia.com \
    mintemail.com spamgourmet.com mohmal.com emailondeck.com discard.email moakt.com tempr.email inboxkitten.com \
    mailsac.com burnermail.io emailfake.com generator.email tmpmail.org dropmail.me 1secmail.com mailcatch.com \
    spambox.us byom.de armyspy.com cuvox.de dayrep.com einrot.com gustr.com jourrapide.com rhyta.com superrito.com \
    teleworm.us tempail.com emltmp.com";

/// Tells whether a domain, in small letters, is one where anyone gets an address for nothing.
pub(super) fn is_free(domain: &str) -> bool {
    is_listed(domain, FREE) || is_regional(domain, FREE_ANYWHERE)
}

/// Tells whether a domain, in small letters, is one whose addresses are thrown away.
pub(super) fn is_disposable(domain: &str) -> bool {
    is_listed(domain, DISPOSABLE) || DISPOSABLE_ANYWHERE.split_ascii_whitespace().any(|part| is_within(domain, part))
}

/// Tells whether a domain is a name of a list under the ending of some country, or stands below one.
pub(super) fn is_regional(domain: &str, names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| {
        places(domain, name).any(|at| {
            let (before, after) = (domain.get(..at).unwrap_or(""), domain.get(at + name.len()..).unwrap_or(""));
            (before.is_empty() || before.ends_with('.')) && after.strip_prefix('.').is_some_and(is_ending)
        })
    })
}

/// Tells whether it is an ending that big providers have: `com`, `net`, a country's, or such as
/// `co.uk`. Those that are a slip of `com` far more often than a country are not among them.
pub(super) fn is_ending(ending: &str) -> bool {
    let country = ending.strip_prefix("co.").or_else(|| ending.strip_prefix("com.")).unwrap_or(ending);
    matches!(ending, "com" | "net") || (country.len() == 2 && !matches!(ending, "co" | "cm" | "om"))
}

/// Tells whether a domain is in a list or stands below one that is.
fn is_listed(domain: &str, list: &str) -> bool {
    list.split_ascii_whitespace()
        .any(|listed| domain.strip_suffix(listed).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_known_in_every_country_and_below_its_domain() {
        for domain in [
            "gmail.com",
            "yahoo.co.uk",
            "yahoo.com.br",
            "yahoo.fr",
            "hotmail.it",
            "mail.gmx.net",
            "gmx.at",
            "live.nl",
            "web.de",
        ] {
            assert!(is_free(domain), "{domain}");
        }
        for domain in
            ["notgmail.com", "notyahoo.com", "yahoo.example", "live.acme.com", "olive.com", "firm.example", "yahoo", ""]
        {
            assert!(!is_free(domain), "{domain}");
        }
    }

    #[test]
    fn an_address_to_throw_away_is_known_by_its_name() {
        for domain in ["mailinator.com", "x.mailinator.net", "10minutemail.org", "sharklasers.com", "a.maildrop.cc"] {
            assert!(is_disposable(domain), "{domain}");
        }
        for domain in ["gmail.com", "mail.com", "drop.cc", "firm.example"] {
            assert!(!is_disposable(domain), "{domain}");
        }
    }
}
