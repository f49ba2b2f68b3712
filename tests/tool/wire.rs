//! Leads as the widget sends them.

use leadlet_core::json::{Json, object};

/// The hash of no config at all.
pub(crate) const UNKNOWN_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A lead to send; the fields are what tests vary.
#[derive(Clone)]
pub(crate) struct Lead {
    pub(crate) number: u32,
    pub(crate) config: (String, String),
    pub(crate) answers: Vec<(String, Json)>,
    pub(crate) score: Json,
    pub(crate) outcome: Json,
}

impl Lead {
    /// A lead with an id of its own, an e-mail address, and no known config.
    pub(crate) fn new(number: u32) -> Self {
        Lead {
            number,
            config: ("cloud-cost-guide".to_owned(), UNKNOWN_HASH.to_owned()),
            answers: vec![("email".to_owned(), "ada@example.com".into())],
            score: Json::Null,
            outcome: Json::Null,
        }
    }

    /// Answers one more question.
    pub(crate) fn answer(mut self, name: &str, answer: impl Into<Json>) -> Self {
        self.answers.push((name.to_owned(), answer.into()));
        self
    }

    /// The lead's id, a UUIDv7.
    pub(crate) fn id(&self) -> String {
        format!("019a1b2c-3d4e-7f60-8a9b-{:012x}", self.number)
    }

    /// The body as it goes over the wire.
    pub(crate) fn body(&self) -> String {
        let (config_id, config_hash) = self.config.clone();
        let consent = object(vec![
            ("purpose", "marketing".into()),
            ("given", true.into()),
            ("text", "Send me the monthly letter.".into()),
            ("textHash", UNKNOWN_HASH.into()),
            ("locale", "en".into()),
            ("policyUrl", "/privacy".into()),
            ("shownAt", 1_795_000_000_000_i64.into()),
            ("givenAt", 1_795_000_001_000_i64.into()),
            ("method", "checkbox".into()),
        ]);
        object(vec![
            ("leadId", self.id().into()),
            ("version", 1_i64.into()),
            ("config", object(vec![("id", config_id.into()), ("hash", config_hash.into())])),
            ("locale", "en".into()),
            ("submittedAt", 1_795_000_002_000_i64.into()),
            ("answers", Json::Object(self.answers.clone())),
            ("consents", Json::List(vec![consent])),
            ("events", Json::List(Vec::new())),
            ("attribution", Json::Object(Vec::new())),
            ("visitor", Json::Object(Vec::new())),
            ("score", self.score.clone()),
            ("outcome", self.outcome.clone()),
        ])
        .compact()
    }
}

/// A score as a browser would send it, which nobody has computed.
pub(crate) fn made_up_score(score: i64, stage: &str) -> Json {
    let reason = |points: i64, reason: &str| {
        object(vec![
            ("rule", "made-up".into()),
            ("dimension", "fit".into()),
            ("points", points.into()),
            ("reason", reason.into()),
        ])
    };
    object(vec![
        ("score", score.into()),
        ("stage", stage.into()),
        ("temperature", "hot".into()),
        ("contributions", Json::List(vec![reason(5, "Small thing"), reason(score - 5, "Asked for a price")])),
    ])
}
