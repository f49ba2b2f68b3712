//! What is expected of a case, compared with what came of it and written anew from it.

use super::visit::{End, Visit};
use crate::{
    facts::lookup,
    json::{Json, Member, NULL, object},
    lead::{Lead, Plan},
};

/// Something that came otherwise than expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What: a member of the expectation (`score`), or a part of one (`answers.phone`).
    pub what: String,
    /// What was expected; null for nothing.
    pub expected: Json,
    /// What came; null for nothing.
    pub got: Json,
}

/// Gives the outcome of a visit in the form of an expectation with all its members.
#[must_use]
pub fn outcome_of(visit: &Visit, plan: &Plan) -> Json {
    let mut members = vec![("path", path(visit, plan))];
    match &visit.end {
        End::Lead(lead) => {
            for name in ["score", "grade", "stage", "temperature", "outcome", "answers"] {
                members.push((name, of_lead(lead, name)));
            }
            let given = lead.score.contributions.iter().map(|one| (one.rule.clone(), one.points.into())).collect();
            members.push(("contributions", Json::Object(given)));
        }
        End::Refused(refusals) => {
            let refused = refusals.iter().map(|one| (one.name.clone(), one.reason.as_str().into())).collect();
            members.push(("refused", Json::Object(refused)));
        }
    }
    object(members)
}

fn path(visit: &Visit, plan: &Plan) -> Json {
    let id = |number: &usize| plan.flow.steps.get(*number).map(|step| Json::from(step.id.as_str()));
    Json::List(visit.path.iter().filter_map(id).collect())
}

fn of_lead(lead: &Lead, name: &str) -> Json {
    match name {
        "grade" => lookup(&lead.score.envelope, "grade.cell").clone(),
        "answers" => lead.body.at("answers").clone(),
        "outcome" if lead.outcome.is_empty() => Json::Null,
        "outcome" => lead.outcome.as_str().into(),
        other => lead.score.envelope.at(other).clone(),
    }
}

/// Lists what came otherwise than expected. What is not expected is not compared, except a refusal:
/// one that nobody expects is a difference of its own, and then whatever only a lead has is left out.
#[must_use]
pub fn differences(expect: Option<&Json>, visit: &Visit, plan: &Plan) -> Vec<Difference> {
    let got = outcome_of(visit, plan);
    let refused = matches!(visit.end, End::Refused(_));
    let mut found = Vec::new();
    let expected = expect.and_then(Json::as_object).unwrap_or_default();
    for (name, wanted) in expected {
        let came = got.at(name);
        match (name.as_str(), wanted) {
            ("path", _) => differ("path", wanted, came, &mut found),
            ("refused", Json::Object(wanted_members)) => {
                let same = wanted_members.len() == came.as_object().map_or(0, <[_]>::len)
                    && wanted_members.iter().all(|(field, reason)| came.at(field) == reason);
                if !same {
                    found.push(Difference { what: name.clone(), expected: wanted.clone(), got: came.clone() });
                }
            }
            _ if refused => {}
            ("answers" | "contributions", Json::Object(parts)) => {
                // A rule that gave nothing does not stand among the contributions.
                let none = if name == "contributions" { Json::from(0_i64) } else { Json::Null };
                for (part, wanted) in parts {
                    differ(&format!("{name}.{part}"), wanted, came.get(part).unwrap_or(&none), &mut found);
                }
            }
            _ => differ(name, wanted, came, &mut found),
        }
    }
    if refused && expect.is_none_or(|expect| expect.get("refused").is_none()) {
        found
            .insert(0, Difference { what: "refused".to_owned(), expected: Json::Null, got: got.at("refused").clone() });
    }
    found
}

fn differ(what: &str, expected: &Json, got: &Json, found: &mut Vec<Difference>) {
    if expected != got {
        found.push(Difference { what: what.to_owned(), expected: expected.clone(), got: got.clone() });
    }
}

/// Gives the expectation that fits what came: the members that stand there, with the values that
/// came; path, score, stage and outcome where none stands. A member that the visit has not (the score
/// of a refused one) goes; why it was refused comes.
#[must_use]
pub fn renewed(expect: Option<&Json>, visit: &Visit, plan: &Plan) -> Json {
    let got = outcome_of(visit, plan);
    let before = expect.and_then(Json::as_object).unwrap_or_default();
    let mut members: Vec<Member> = Vec::new();
    for (name, wanted) in before {
        let Some(came) = got.get(name) else { continue };
        let parts = wanted.as_object().filter(|_| matches!(name.as_str(), "answers" | "contributions"));
        let value = match parts {
            Some(parts) => {
                let none = if name == "contributions" { Json::from(0_i64) } else { Json::Null };
                let part = |(part, _): &Member| (part.clone(), came.get(part).unwrap_or(&none).clone());
                Json::Object(parts.iter().map(part).collect())
            }
            None => came.clone(),
        };
        members.push((name.clone(), value));
    }
    let says_little = before.is_empty() || members.len() < before.len();
    let usual: &[&str] = match visit.end {
        End::Refused(_) if before.is_empty() => &["path", "refused"],
        End::Refused(_) => &["refused"],
        End::Lead(_) if says_little => &["path", "score", "stage", "outcome"],
        End::Lead(_) => &[],
    };
    for name in usual {
        if members.iter().all(|(known, _)| known != name)
            && let Some(value) = got.get(name).filter(|value| **value != NULL)
        {
            members.push(((*name).to_owned(), value.clone()));
        }
    }
    Json::Object(members)
}
