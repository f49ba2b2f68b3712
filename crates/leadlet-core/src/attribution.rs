//! Where the visitor came from: campaign parameters and the referring host, nothing else.
//!
//! Knows which parameters may be kept. A page's query can hold anything, a password reset token
//! among it, so only the allow-listed campaign names are read and everything is cut to length.

use crate::json::{Json, Member, object};

/// The campaign parameters that are kept, each at most 200 characters.
pub const CAMPAIGN_KEYS: [&str; 6] = ["source", "medium", "campaign", "term", "content", "id"];

/// Where a visit began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The path of the page, without query or fragment.
    pub landing: String,
    /// The host of the referring page, where it is another site's.
    pub referrer_host: Option<String>,
    /// The campaign parameters, without their `utm_`.
    pub utm: Vec<(String, String)>,
}

impl Attribution {
    /// Reads a page's path, its decoded query parameters and its referrer's host.
    #[must_use]
    pub fn of(path: &str, query: &[(String, String)], referrer_host: Option<&str>) -> Self {
        let cut = |text: &str| text.chars().take(200).collect::<String>();
        let utm = CAMPAIGN_KEYS.iter().filter_map(|key| {
            let wanted = ["utm_", key].concat();
            let (_, value) = query.iter().find(|(name, value)| *name == wanted && !value.trim().is_empty())?;
            Some(((*key).to_owned(), cut(value.trim())))
        });
        Attribution {
            landing: cut(path.split(['?', '#']).next().unwrap_or("")),
            referrer_host: referrer_host.filter(|host| !host.is_empty()).map(cut),
            utm: utm.collect(),
        }
    }

    /// Reads an attribution back from a lead; what has not its form reads as absent.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        let utm = json.get("utm").and_then(Json::as_object).unwrap_or(&[]);
        Attribution {
            landing: json.owned_at("landing").unwrap_or_default(),
            referrer_host: json.owned_at("referrerHost"),
            utm: utm.iter().filter_map(|(key, value)| Some((key.clone(), value.as_text()?.to_owned()))).collect(),
        }
    }
}

impl From<&Attribution> for Json {
    fn from(attribution: &Attribution) -> Self {
        let utm: Vec<Member> =
            attribution.utm.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
        object(vec![
            ("landing", attribution.landing.as_str().into()),
            ("referrerHost", attribution.referrer_host.as_deref().into()),
            ("utm", Json::Object(utm)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_campaign_parameters_are_kept() {
        let query = [("utm_source", "search"), ("email", "a@b.example"), ("utm_evil", "x"), ("utm_term", " ")];
        let query: Vec<_> = query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let attribution = Attribution::of("/form?token=1", &query, Some("news.example"));
        assert_eq!(
            Json::from(&attribution).compact(),
            r#"{"landing":"/form","referrerHost":"news.example","utm":{"source":"search"}}"#
        );
        assert_eq!(Attribution::from_json(&Json::from(&attribution)), attribution);
    }
}
