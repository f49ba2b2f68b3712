//! The explanation: contributions in words whose points sum exactly to the score, and those of a model, whose
//! logits sum exactly to its logit.

use super::Ahead;
#[cfg(feature = "models")]
use crate::json::number_text;
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

/// Reads the reasons out of an envelope in words: those in points, the largest first, as "+20 Asked for a
/// price", then those of the model in logits, the largest first, as "+0.6 logit Role: cto".
///
/// The points add up to the score, the logits to the model's logit, as they are written. Of equal size the
/// order of the config is kept. An envelope without contributions has none.
#[must_use]
pub fn reasons(envelope: &Json) -> Vec<String> {
    let reasons = in_points(envelope);
    #[cfg(feature = "models")]
    let reasons = [reasons, in_logits(envelope)].concat();
    reasons
}

/// Reads the reasons in points out of an envelope in words, the largest first.
#[must_use]
pub fn in_points(envelope: &Json) -> Vec<String> {
    let contributions = envelope.list_at("contributions");
    let mut found: Vec<(i64, &str)> = contributions
        .iter()
        .filter_map(|one| Some((one.whole_at("points")?, one.text_at("reason")?)))
        .filter(|(points, _)| *points != 0)
        .collect();
    sort_by(&mut found, |a, b| a.0.abs() > b.0.abs());
    found.into_iter().map(|(points, reason)| [&signed(points), " ", reason].concat()).collect()
}

/// Reads the reasons of the model out of an envelope in words, the largest first; none without a model.
///
/// What no feature decides is one of them, or they would not add up. Every decimal is written: the logits of a
/// scorecard are no round numbers, and rounded ones add up to another logit.
#[cfg(feature = "models")]
#[must_use]
pub fn in_logits(envelope: &Json) -> Vec<String> {
    let model = envelope.at("model");
    let base = model.number_at("base").map(|base| (base, "An average lead"));
    let parts =
        model.list_at("contributions").iter().filter_map(|one| Some((one.number_at("logit")?, one.text_at("reason")?)));
    let mut found: Vec<(f64, &str)> = base.into_iter().chain(parts).filter(|(logit, _)| *logit != 0.0).collect();
    sort_by(&mut found, |a, b| a.0.abs() > b.0.abs());
    let sign = |logit: f64| if logit < 0.0 { "−" } else { "+" };
    let words = |(logit, reason): (f64, &str)| [sign(logit), &number_text(logit.abs()), " logit ", reason].concat();
    found.into_iter().map(words).collect()
}

/// Says how likely the model finds the lead; nothing without a model.
#[cfg(feature = "models")]
#[must_use]
pub fn likelihood(envelope: &Json) -> Option<String> {
    let (p, logit) = (envelope.number_at("p")?, envelope.number_at("logit")?);
    let minus = if logit < 0.0 { "−" } else { "" };
    Some(["Probability ", &number_text(p), " by the model: logit ", minus, &number_text(logit.abs())].concat())
}

/// Names what an envelope says is unknown, in its order and each once: facts that rules read and nobody
/// told, and questions of rubrics without an answer. Of a path only the name is said, as `role`.
#[must_use]
pub fn unknown(envelope: &Json) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for path in envelope.list_at("missing") {
        let path = path.as_text().unwrap_or_default();
        names.push(["answers.", "tells.", "visitor."].iter().find_map(|part| path.strip_prefix(part)).unwrap_or(path));
    }
    for (_, rubric) in envelope.at("rubrics").as_object().unwrap_or_default() {
        let questions = rubric.at("dimensions").as_object().unwrap_or_default();
        names.extend(questions.iter().filter(|(_, found)| *found == Json::Null).map(|(name, _)| name.as_str()));
    }
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.iter().any(|known| known == name) {
            once.push(name.to_owned());
        }
    }
    once
}

/// Tells all of a lead's score in words, a line each: what ruled it out, the reasons, how likely the model
/// finds it and why, what is unknown, and what would change the stage.
#[must_use]
pub fn explanation(envelope: &Json, ahead: &[Ahead]) -> Vec<String> {
    let gates = envelope.list_at("gates").iter().filter_map(|gate| gate.text_at("reason"));
    let mut lines: Vec<String> = gates.map(|reason| ["Ruled out: ", reason].concat()).collect();
    lines.extend(in_points(envelope));
    #[cfg(feature = "models")]
    lines.extend(likelihood(envelope).into_iter().chain(in_logits(envelope)));
    let unknown = unknown(envelope);
    if !unknown.is_empty() {
        lines.push(["Unknown: ", &unknown.join(", ")].concat());
    }
    lines.extend(ahead.iter().map(Ahead::words));
    lines
}

/// Writes points with their sign, a true minus for less than nothing.
fn signed(points: i64) -> String {
    if points < 0 { ["−", &whole_text(-points)].concat() } else { ["+", &whole_text(points)].concat() }
}

#[cfg(test)]
mod tests {
    use super::{super::Change, *};

    #[test]
    fn reasons_are_said_largest_first() {
        let envelope = crate::json::parse(r#"{"contributions":[{"points":5,"reason":"a"},{"points":-15,"reason":"Free mail"},{"points":20,"reason":"Asked for a price"},{"points":0,"reason":"none"}]}"#).unwrap();
        assert_eq!(reasons(&envelope), ["+20 Asked for a price", "−15 Free mail", "+5 a"]);
        assert_eq!(reasons(&Json::Null), Vec::<String>::new());
    }

    #[test]
    fn what_is_unknown_is_named_once_and_what_would_change_comes_last() {
        let envelope = crate::json::parse(
            r#"{"contributions":[{"points":5,"reason":"a"}],"missing":["answers.role","email.free","tells.timing"],"rubrics":{"bant":{"dimensions":{"need":{"level":1},"timing":null}},"champ":{"dimensions":{"money":null}}},"gates":[{"id":"x","reason":"A competitor"}]}"#,
        )
        .unwrap();
        assert_eq!(unknown(&envelope), ["role", "email.free", "timing", "money"]);
        let ahead = [
            Ahead { stage: "sql", change: Change::Points(12, "") },
            Ahead { stage: "mql", change: Change::Points(1, "engagement") },
            Ahead { stage: "service", change: Change::Asking("upgrade") },
            Ahead { stage: "sql", change: Change::Knowing("timing") },
        ];
        assert_eq!(
            explanation(&envelope, &ahead),
            [
                "Ruled out: A competitor",
                "+5 a",
                "Unknown: role, email.free, timing, money",
                "12 points to SQL",
                "1 point of engagement to MQL",
                "Asking for an upgrade makes it service qualified",
                "The best answer about timing makes it SQL",
            ]
        );
        assert_eq!(explanation(&Json::Null, &[]), Vec::<String>::new());
    }

    #[cfg(feature = "models")]
    #[test]
    fn a_model_is_explained_in_logits_that_add_up_as_they_are_written() {
        let envelope = crate::json::parse(
            r#"{"contributions":[{"points":5,"reason":"a"}],"p":0.425557,"logit":-0.3,"model":{"base":-1.000000001,"contributions":[{"logit":0.6,"reason":"Role: cto"},{"logit":-0.1,"reason":"Seats: 7"},{"logit":0.200000001,"reason":"Pages: over 3"}]}}"#,
        )
        .unwrap();
        let said = reasons(&envelope);
        assert_eq!(
            said,
            [
                "+5 a",
                "−1.000000001 logit An average lead",
                "+0.6 logit Role: cto",
                "+0.200000001 logit Pages: over 3",
                "−0.1 logit Seats: 7",
            ]
        );
        let billionths = |line: &String| {
            let number = line.split(' ').next().unwrap().replace('−', "-").replace('+', "");
            let (whole, fraction) = number.split_once('.').unwrap_or((number.as_str(), ""));
            format!("{whole}{fraction:0<9}").parse::<i64>().unwrap()
        };
        assert_eq!(said.iter().skip(1).map(billionths).sum::<i64>(), -300_000_000);
        assert_eq!(likelihood(&envelope).as_deref(), Some("Probability 0.425557 by the model: logit −0.3"));
        assert_eq!(explanation(&envelope, &[]).get(1), likelihood(&envelope).as_ref(), "behind the points");
        assert_eq!(likelihood(&Json::Null), None);
    }
}
