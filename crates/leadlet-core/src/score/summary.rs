//! What texts, routes, outcomes and the page may read of a score.
//!
//! Knows the few members that are worth reading and how a text tells them; everything else stands in
//! the envelope.

use super::Score;
use crate::{
    answer::localized,
    facts::lookup,
    json::{Json, object},
};

impl Score {
    /// Gives what stands for a place such as `score.total` in a text.
    #[must_use]
    pub fn tell(&self, place: &str, locale: &str) -> Option<String> {
        let summary = self.summary();
        match lookup(&summary, place.strip_prefix("score.")?) {
            Json::Text(text) => Some(text.clone()),
            Json::Number(number) => Some(localized(*number, locale)),
            _ => None,
        }
    }

    /// Gives what outcomes and the page may read as `score.*`.
    #[must_use]
    pub fn summary(&self) -> Json {
        let Json::Object(mut members) = self.told() else { return Json::Null };
        members.push(("grade".to_owned(), lookup(&self.envelope, "grade.cell").clone()));
        Json::Object(members)
    }

    /// Gives what routes may read as `score.*`; the grade is a part of its own there.
    pub(super) fn told(&self) -> Json {
        let members = vec![
            ("total", self.score.into()),
            ("stage", self.stage.into()),
            ("temperature", self.temperature.into()),
            ("composite", self.composite.into()),
            ("funnel", self.funnel.into()),
            ("dimensions", written(&self.dimensions)),
        ];
        #[cfg(feature = "models")]
        let members = members.into_iter().chain(self.p.map(|p| ("p", p.into()))).collect();
        object(members)
    }
}

/// Writes dimensions as they stand in the envelope: points and percent by name.
pub(super) fn written(dimensions: &[(String, i64, i64)]) -> Json {
    let points = |(name, raw, percent): &(String, i64, i64)| {
        (name.clone(), object(vec![("points", (*raw).into()), ("percent", (*percent).into())]))
    };
    Json::Object(dimensions.iter().map(points).collect())
}
