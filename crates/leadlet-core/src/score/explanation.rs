//! The explanation: contributions in words whose points sum exactly to the score.

use crate::{
    json::{Json, object, whole_text},
    sorted::sort_by,
};

/// What one rule, or one bound, adds to or takes from the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The rule's id; for a bound `group:ID`, `dimension:ID` or `total`.
    pub rule: String,
    /// What the points are about; empty for the bound of the total.
    pub dimension: String,
    /// The points, whole.
    pub points: i64,
    /// The words.
    pub reason: String,
}

impl From<&Contribution> for Json {
    fn from(contribution: &Contribution) -> Self {
        object(vec![
            ("rule", contribution.rule.as_str().into()),
            ("dimension", contribution.dimension.as_str().into()),
            ("points", contribution.points.into()),
            ("reason", contribution.reason.as_str().into()),
        ])
    }
}

/// Reads the reasons out of an envelope in words, the largest first: "+20 Asked for a price".
///
/// Of equal size the order of the config is kept. An envelope without contributions has none.
#[must_use]
pub fn reasons(envelope: &Json) -> Vec<String> {
    let contributions = envelope.list_at("contributions");
    let mut found: Vec<(i64, &str)> = contributions
        .iter()
        .filter_map(|one| Some((one.whole_at("points")?, one.text_at("reason")?)))
        .filter(|(points, _)| *points != 0)
        .collect();
    sort_by(&mut found, |a, b| a.0.abs() > b.0.abs());
    found.into_iter().map(|(points, reason)| [&signed(points), " ", reason].concat()).collect()
}

/// Writes points with their sign, a true minus for less than nothing.
fn signed(points: i64) -> String {
    if points < 0 { ["−", &whole_text(-points)].concat() } else { ["+", &whole_text(points)].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_said_largest_first() {
        let envelope = crate::json::parse(r#"{"contributions":[{"points":5,"reason":"a"},{"points":-15,"reason":"Free mail"},{"points":20,"reason":"Asked for a price"},{"points":0,"reason":"none"}]}"#).unwrap();
        assert_eq!(reasons(&envelope), ["+20 Asked for a price", "−15 Free mail", "+5 a"]);
        assert_eq!(reasons(&Json::Null), Vec::<String>::new());
    }
}
