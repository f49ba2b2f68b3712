//! Secrets in a config, which every visitor can read.
//!
//! Knows the forms that well-known services give their keys, and what a secret looks like in an
//! address. Shows no more of one than its beginning.

use super::term::{at_index, at_key};
use crate::{diagnostic::Diagnostic, json::Json};

/// The beginning of a key, whose key it is, and how many letters of a key follow at least.
static KEYS: &[(&str, &str, usize)] = &[
    ("sk_live_", "a secret key of Stripe", 16),
    ("sk_test_", "a secret key of Stripe", 16),
    ("rk_live_", "a restricted key of Stripe", 16),
    ("whsec_", "a signing secret of Stripe", 16),
    ("xoxb-", "a bot token of Slack", 16),
    ("xoxp-", "a user token of Slack", 16),
    ("xapp-", "an app token of Slack", 16),
    ("AKIA", "an access key of AWS", 16),
    ("ASIA", "an access key of AWS", 16),
    ("AIza", "a key of Google", 30),
    ("ghp_", "a token of GitHub", 30),
    ("gho_", "a token of GitHub", 30),
    ("github_pat_", "a token of GitHub", 20),
    ("glpat-", "a token of GitLab", 16),
    ("npm_", "a token of npm", 30),
    ("SG.", "a key of SendGrid", 40),
    ("pat-na1-", "a private app token of HubSpot", 20),
    ("pat-eu1-", "a private app token of HubSpot", 20),
    ("shpat_", "a token of Shopify", 24),
    ("sk-proj-", "a key of OpenAI", 20),
    ("sk-ant-", "a key of Anthropic", 20),
    ("EAACEdEose0cBA", "a token of Facebook", 10),
    ("-----BEGIN PRIVATE KEY", "a private key", 0),
    ("-----BEGIN RSA PRIVATE KEY", "a private key", 0),
    ("-----BEGIN EC PRIVATE KEY", "a private key", 0),
];

/// Addresses that are secrets themselves: whoever knows one can use it.
static HOOKS: &[(&str, &str)] = &[
    ("hooks.slack.com/services/", "a webhook of Slack"),
    ("discord.com/api/webhooks/", "a webhook of Discord"),
    ("discordapp.com/api/webhooks/", "a webhook of Discord"),
];

/// Parameters of an address that hold secrets.
static PARAMETERS: &[&str] = &[
    "key",
    "api_key",
    "apikey",
    "api-key",
    "token",
    "access_token",
    "auth",
    "auth_token",
    "secret",
    "client_secret",
    "password",
    "passwd",
    "pwd",
    "sig",
    "signature",
    "private_key",
];

/// Adds every secret found in a tree.
pub(super) fn check(json: &Json, path: &str, key: &str, faults: &mut Vec<Diagnostic>) {
    match json {
        Json::Object(members) => {
            let is_hidden = json.text_at("type") == Some("hidden");
            for (name, value) in members {
                let inner = at_key(path, name);
                check(value, &inner, name, faults);
                let is_kept = (is_hidden && name == "value") || key == "headers";
                if let (true, Some(text)) = (is_kept, value.as_text())
                    && faults.last().is_none_or(|fault| fault.path != inner)
                    && looks_random(text)
                {
                    faults.push(
                        Diagnostic::warning(
                            "secret/looks-like-one",
                            &inner,
                            &["\"", &beginning(text), "…\" looks like a secret, and every visitor can read this file."],
                        )
                        .suggest(&["Keep secrets on your server; if it is none, a shorter name is easier to read."]),
                    );
                }
            }
        }
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                check(item, &at_index(path, index), key, faults);
            }
        }
        Json::Text(text) => {
            if let Some((what, shown)) = secret(text) {
                faults.push(
                    Diagnostic::error(
                        "secret/in-config",
                        path,
                        &["This holds ", what, " (\"", &shown, "…\"), and every visitor can read this file."],
                    )
                    .suggest(&[
                        "Revoke it now and keep it on your server; let the page post to an address of your own.",
                    ]),
                );
            } else if let Some(parameter) = secret_parameter(text) {
                faults.push(
                    Diagnostic::error(
                        "secret/in-address",
                        path,
                        &["The address holds a secret in \"", parameter, "\", and every visitor can read this file."],
                    )
                    .suggest(&["Keep it on your server; let the page post to an address of your own."]),
                );
            }
        }
        _ => {}
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(6).collect()
}

fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | '=')
}

fn secret(text: &str) -> Option<(&'static str, String)> {
    for (start, what, least) in KEYS {
        for (at, _) in text.match_indices(start) {
            // Inside a longer word it is no beginning.
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let rest = text.get(at + start.len()..).unwrap_or("");
            let length = rest.chars().take_while(|c| is_of_key(*c)).count();
            let is_upper = !start.starts_with("AKIA") && !start.starts_with("ASIA")
                || rest.chars().take(16).all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            if length >= *least && is_upper && before.is_none_or(|c| !c.is_ascii_alphanumeric()) {
                return Some((what, start.to_string()));
            }
        }
    }
    for (hook, what) in HOOKS {
        if let Some((_, rest)) = text.split_once(hook)
            && rest.len() > 8
        {
            return Some((what, hook.chars().take(16).collect()));
        }
    }
    for scheme in ["Bearer ", "Basic "] {
        if let Some(rest) = text.strip_prefix(scheme)
            && rest.len() >= 12
            && rest.chars().all(is_of_key)
        {
            return Some(("what somebody logs in with", scheme.trim_end().to_owned()));
        }
    }
    let parts: Vec<&str> = text.split('.').collect();
    if let [head, body, signature] = parts.as_slice()
        && head.starts_with("eyJ")
        && body.starts_with("eyJ")
        && signature.len() >= 16
    {
        return Some(("a signed token (JWT)", "eyJ".to_owned()));
    }
    None
}

fn secret_parameter(text: &str) -> Option<&str> {
    let is_address = text.starts_with("https:") || text.starts_with("http:") || text.starts_with('/');
    if !is_address || text.contains(char::is_whitespace) {
        return None;
    }
    if let Some((login, _)) =
        text.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next()?.split_once('@'))
        && login.contains(':')
    {
        return Some("its login");
    }
    let (_, query) = text.split_once('?')?;
    query.split(['&', '#']).find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let is_known = PARAMETERS.iter().any(|known| known.eq_ignore_ascii_case(name));
        (is_known && value.len() >= 8).then_some(name)
    })
}

/// Tells whether a text is as mixed as only chance makes it: 24 letters or more of several sorts.
fn looks_random(text: &str) -> bool {
    const LEAST: usize = 24;
    const LEAST_BITS: f64 = 3.5;
    if text.len() < LEAST || !text.chars().all(is_of_key) || text.starts_with('/') || text.contains("://") {
        return false;
    }
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let mut bits = 0.0;
    for letter in 0..=u8::MAX {
        let share = text.bytes().filter(|byte| *byte == letter).count() as f64 / text.len() as f64;
        if share > 0.0 {
            bits -= share * libm::log2(share);
        }
    }
    // A dated name such as "spring-campaign-2026-germany" is words between dashes.
    let longest = text.split(['-', '_', '.', '/']).map(str::len).max().unwrap_or(0);
    has_digit && has_letter && bits >= LEAST_BITS && longest >= 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn found(text: &str) -> Vec<&'static str> {
        let mut faults = Vec::new();
        check(&parse(text).unwrap(), "", "", &mut faults);
        faults.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn keys_of_well_known_services_are_found_wherever_they_stand() {
        for key in [
            ["sk_live", "_4eC39HqLyjWDarjtT1zdp7dc"].concat(),
            ["xoxb", "-123456789012-abcdefghijkl"].concat(),
            ["AKIA", "IOSFODNN7EXAMPLE"].concat(),
            ["pat-eu1", "-11111111-2222-3333-4444-555555555555"].concat(),
            "Bearer abcdefgh12345678".to_owned(),
            ["https://hooks.slack.com", "/services/T000/B000/XXXXXXXX"].concat(),
            ["eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxIn0", ".c2lnbmF0dXJlLWhlcmU"].concat(),
        ] {
            assert_eq!(
                found(&format!(r#"{{"a":[{{"b":"see {key}"}},{{"c":"{key}"}}]}}"#)).last(),
                Some(&"secret/in-config"),
                "{key}"
            );
        }
    }

    #[test]
    fn what_only_resembles_a_key_is_none() {
        for text in [
            "task-live_now",
            "Basic plan",
            "Bearer of news",
            "AKIA",
            "/leads?key=a",
            "https://a.example/x?utm_source=spring",
            "SG.",
            "monkey_pat-na1-",
        ] {
            assert_eq!(found(&format!(r#"{{"a":"{text}"}}"#)), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_secret_in_an_address_is_found() {
        assert_eq!(found(r#"{"url":"https://crm.example/in?token=abcdefgh1234"}"#), ["secret/in-address"]);
        assert_eq!(found(r#"{"url":"https://ann:pw@crm.example/in"}"#), ["secret/in-address"]);
        assert_eq!(found(r#"{"url":"https://hooks.zapier.com/hooks/catch/123456/abcdef/"}"#), Vec::<&str>::new());
    }

    #[test]
    fn a_hidden_value_that_looks_random_is_doubted_and_a_dated_name_is_not() {
        let hidden = |value: &str| found(&format!(r#"{{"type":"hidden","value":"{value}"}}"#));
        assert_eq!(hidden("q8Zr2LwX7vTn4KpB9sYd3HcM"), ["secret/looks-like-one"]);
        assert_eq!(hidden("spring-campaign-2026-germany-north"), Vec::<&str>::new());
    }
}
