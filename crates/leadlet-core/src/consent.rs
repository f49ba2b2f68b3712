//! The record of what a visitor agreed to or did not, word for word.

use crate::{
    field::agreement::Agreement,
    hash::sha256_hex,
    json::{Json, object},
};

/// One agreement as it was shown, given or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// What it is for, as `marketing`.
    pub purpose: String,
    /// Whether the box was ticked.
    pub given: bool,
    /// The exact words shown.
    pub text: String,
    /// Where the policy stands.
    pub policy_url: Option<String>,
    /// Which edition of the policy.
    pub policy_version: Option<String>,
    /// The language of the words.
    pub locale: String,
    /// When the words were first shown, in milliseconds since 1970.
    pub shown_at: Option<i64>,
    /// When the box was last changed; absent where it was never touched.
    pub given_at: Option<i64>,
}

impl Consent {
    /// Records an agreement.
    #[must_use]
    pub fn of(agreement: &Agreement, given: bool, locale: &str, shown_at: Option<i64>, given_at: Option<i64>) -> Self {
        Consent {
            purpose: agreement.purpose.clone(),
            given,
            text: agreement.text.clone(),
            policy_url: agreement.policy_url.clone(),
            policy_version: agreement.policy_version.clone(),
            locale: locale.to_owned(),
            shown_at,
            given_at,
        }
    }
}

impl From<&Consent> for Json {
    fn from(consent: &Consent) -> Self {
        object(vec![
            ("purpose", consent.purpose.as_str().into()),
            ("given", consent.given.into()),
            ("text", consent.text.as_str().into()),
            ("textHash", sha256_hex(&consent.text).into()),
            ("locale", consent.locale.as_str().into()),
            ("policyUrl", consent.policy_url.as_deref().into()),
            ("policyVersion", consent.policy_version.as_deref().into()),
            ("shownAt", consent.shown_at.into()),
            ("givenAt", consent.given_at.into()),
            ("method", "checkbox".into()),
        ])
    }
}
