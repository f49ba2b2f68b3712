//! Where the visitor came from: campaign parameters and the referring host, nothing else.
//!
//! Knows which parameters may be kept. A page's query can hold anything, a password reset token
//! among it, so only the allow-listed campaign names are read and everything is cut to length.

use crate::json::{Json, Member, object};

/// The campaign parameters that are kept, each at most 200 characters.
pub const CAMPAIGN_KEYS: [&str; 6] = ["source", "medium", "campaign", "term", "content", "id"];

/// The parameters by which advertising networks name a click, kept as they came and at most 200
/// characters long: an owner's backend tells the network by them which click became a lead.
pub const CLICK_KEYS: [&str; 8] = ["gclid", "gbraid", "wbraid", "fbclid", "msclkid", "ttclid", "twclid", "li_fat_id"];

/// Where a visit began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The path of the page, without query or fragment.
    pub landing: String,
    /// The host of the referring page, where it is another site's.
    pub referrer_host: Option<String>,
    /// The campaign parameters, without their `utm_`.
    pub utm: Vec<(String, String)>,
    /// The names that advertising networks gave the click, by parameter.
    pub click_ids: Vec<(String, String)>,
}

impl Attribution {
    /// Reads a page's path, its decoded query parameters and its referrer's host.
    #[must_use]
    pub fn of(path: &str, query: &[(String, String)], referrer_host: Option<&str>) -> Self {
        let cut = |text: &str| text.chars().take(200).collect::<String>();
        let value = |wanted: &str| {
            let (_, value) = query.iter().find(|(name, value)| name == wanted && !value.trim().is_empty())?;
            Some(cut(value.trim()))
        };
        let utm = CAMPAIGN_KEYS.iter().filter_map(|key| Some(((*key).to_owned(), value(&["utm_", key].concat())?)));
        let clicks = CLICK_KEYS.iter().filter_map(|key| Some(((*key).to_owned(), value(key)?)));
        Attribution {
            landing: cut(path.split(['?', '#']).next().unwrap_or("")),
            referrer_host: referrer_host.filter(|host| !host.is_empty()).map(cut),
            utm: utm.collect(),
            click_ids: clicks.collect(),
        }
    }

    /// Reads an attribution back from a lead; what has not its form reads as absent.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        let texts = |key| {
            let members = json.get(key).and_then(Json::as_object).unwrap_or(&[]);
            members.iter().filter_map(|(key, value)| Some((key.clone(), value.as_text()?.to_owned()))).collect()
        };
        Attribution {
            landing: json.owned_at("landing").unwrap_or_default(),
            referrer_host: json.owned_at("referrerHost"),
            utm: texts("utm"),
            click_ids: texts("clickIds"),
        }
    }
}

impl From<&Attribution> for Json {
    fn from(attribution: &Attribution) -> Self {
        let texts = |pairs: &[(String, String)]| {
            let members: Vec<Member> = pairs.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
            Json::Object(members)
        };
        let mut members = vec![
            ("landing", attribution.landing.as_str().into()),
            ("referrerHost", attribution.referrer_host.as_deref().into()),
            ("utm", texts(&attribution.utm)),
        ];
        // Most visits come from no advertisement: a lead says nothing of what was not there.
        if !attribution.click_ids.is_empty() {
            members.push(("clickIds", texts(&attribution.click_ids)));
        }
        object(members)
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

    #[test]
    fn the_click_of_an_advertisement_keeps_its_name() {
        let long = "x".repeat(300);
        let query = [("gclid", "Cj0K"), ("fbclid", long.as_str()), ("clid", "no"), ("msclkid", "")];
        let query: Vec<_> = query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let attribution = Attribution::of("/", &query, None);
        let told = Json::from(&attribution);
        assert_eq!(crate::facts::lookup(&told, "clickIds.gclid").as_text(), Some("Cj0K"));
        assert_eq!(attribution.click_ids.iter().map(|(_, id)| id.len()).collect::<Vec<_>>(), [4, 200]);
        assert_eq!(Attribution::from_json(&told), attribution);
    }
}
