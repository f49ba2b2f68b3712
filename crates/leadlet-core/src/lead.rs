//! The lead: what a visitor told, scored, as the one document that is sent; and read back.
//!
//! [`compose`] makes it in the widget. [`ReceivedLead`], [`recompute`] and [`compare`] are for receivers:
//! the same plan and the same lead give the same envelope, byte for byte.

mod difference;
mod doubt;
mod past;
mod record;

pub use difference::{Comparison, Difference, compare};
pub use doubt::Doubt;
pub use past::facts;

use crate::{
    answer::{Answer, Occasion},
    consent::Consent,
    diagnostic::Diagnostic,
    facts::{Facts, Surroundings, lookup},
    flow::{
        Flow, Progress, Walk,
        outcome::{Outcome, choose},
        walk,
    },
    hash::hex,
    json::{Json, Member, object},
    score::{Ahead, Score, Scoring, explanation},
    sorted::each_once,
};

/// The version of the lead's form.
pub const VERSION: i64 = 1;

/// What is asked, how it is scored and where it leads: all that a lead depends on.
#[derive(Debug)]
pub struct Plan {
    /// The config's name.
    pub id: String,
    /// The config's hash: SHA-256 of its canonical JSON (RFC 8785).
    pub hash: String,
    /// What is asked.
    pub flow: Flow,
    /// How it is scored.
    pub scoring: Scoring,
    /// Where the visitor is led.
    pub outcomes: Vec<Outcome>,
}

/// A lead, ready to be frozen and sent.
#[derive(Debug)]
pub struct Lead {
    /// The document.
    pub body: Json,
    /// Its score.
    pub score: Score,
    /// The name of its outcome; empty where the config has none.
    pub outcome: String,
}

impl Lead {
    /// Says that this lead takes the place of an earlier one of the same visitor, which could not be
    /// sent as it was, or of which nobody knows whether it arrived.
    #[must_use]
    pub fn superseding(mut self, earlier: &str) -> Self {
        if let Json::Object(members) = &mut self.body {
            members.push(("supersedes".to_owned(), earlier.into()));
        }
        self
    }

    /// Tells whether another lead says the same: the same answers and the same consents.
    #[must_use]
    pub fn says_the_same(&self, other: &Lead) -> bool {
        ["answers", "consents"].into_iter().all(|part| self.body.at(part) == other.body.at(part))
    }
}

/// Makes the name of a lead, for ever: a UUID of version 7 (RFC 9562, section 5.7) from a time and 10
/// random bytes. Written out here, because the library's way of writing costs the widget more.
#[must_use]
pub fn mint(now: i64, random: &[u8; 10]) -> String {
    let millis = u64::try_from(now).unwrap_or(0).to_be_bytes();
    let mut digits = hex(millis.get(2..).unwrap_or_default());
    digits.push_str(&hex(random));
    let mut id = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        id.push(match index {
            12 => '7',
            // The variant: the two highest bits are 10.
            16 => char::from_digit(8 | digit.to_digit(16).unwrap_or(0) & 3, 16).unwrap_or('8'),
            _ => digit,
        });
    }
    id
}

/// Makes the lead of a finished flow.
#[must_use]
pub fn compose(plan: &Plan, progress: &Progress, lead_id: &str, now: i64) -> Lead {
    let locale = &plan.flow.locale;
    let surroundings = &progress.surroundings;
    let walk = walk(&plan.flow, surroundings, now, &|field| progress.answer(field, locale));
    let (score, outcome) = judge(plan, &walk, surroundings, now);
    let consents = walk.shown.iter().filter_map(|(step, field)| {
        let given = walk.answers.iter().any(|(answered, _)| answered.name == field.name);
        let agreement = field.asks.agreement()?;
        Some(Json::from(&Consent::of(
            agreement,
            given,
            locale,
            progress.shown_at(*step),
            progress.given_at(&field.name),
        )))
    });
    let [events, attribution, visitor] = surroundings.members();
    let body = object(vec![
        ("leadId", lead_id.into()),
        ("version", VERSION.into()),
        ("config", object(vec![("id", plan.id.as_str().into()), ("hash", plan.hash.as_str().into())])),
        ("locale", locale.as_str().into()),
        ("submittedAt", now.into()),
        ("answers", lookup(walk.facts.document(), "answers").clone()),
        ("consents", Json::List(consents.collect())),
        events,
        attribution,
        visitor,
        ("score", score.envelope.clone()),
        ("outcome", outcome.as_str().into()),
    ]);
    Lead { body, score, outcome }
}

/// Finds one change at a time that leads to a better stage; wishes are those that the flow lets be picked.
fn ahead(plan: &Plan, walk: &Walk<'_>, score: &Score) -> Vec<Ahead> {
    let picked = plan.flow.fields().flat_map(|(_, field)| field.asks.choices());
    plan.scoring.ahead(&walk.facts, score, &each_once(picked.filter_map(|option| option.asks_for)))
}

fn judge(plan: &Plan, walk: &Walk<'_>, surroundings: &Surroundings, now: i64) -> (Score, String) {
    let score = plan.scoring.score(&walk.facts, surroundings, now, &plan.hash);
    let mut facts = walk.facts.clone();
    facts.set("score", score.summary());
    let outcome = choose(&plan.outcomes, facts.document()).map(|outcome| outcome.id.clone());
    (score, outcome.unwrap_or_default())
}

/// A lead as a receiver got it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceivedLead {
    /// Its name: a UUID in lower case.
    pub lead_id: String,
    /// The name of the config it was asked with.
    pub config_id: String,
    /// The hash of that config.
    pub config_hash: String,
    /// When it was submitted, by the visitor's clock, in milliseconds since 1970.
    pub submitted_at: i64,
    /// The answers, in the order of the flow.
    pub answers: Vec<Member>,
    /// What is known besides the answers.
    pub surroundings: Surroundings,
    /// The score it came with; `None` where it came unscored.
    pub score: Option<Json>,
    /// The outcome the visitor was led to.
    pub outcome: Option<String>,
}

impl ReceivedLead {
    /// Reads the body of a request.
    ///
    /// What is not known is passed over, so that an older receiver takes the leads of a newer
    /// widget.
    ///
    /// # Errors
    /// Everything without which it is no lead: each with its path and what belongs there.
    pub fn read(body: &Json) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        if body.as_object().is_none() {
            return Err(vec![Diagnostic::error(
                "lead/not-an-object",
                "",
                &["The body is ", body.kind(), ", not a lead."],
            )]);
        }
        let mut text = |path: &str| {
            let found = lookup(body, path).as_text().filter(|text| !text.is_empty() && text.len() <= 200);
            if found.is_none() {
                faults.push(Diagnostic::error(
                    "lead/missing",
                    path,
                    &["A text of 1 to 200 characters must stand here."],
                ));
            }
            found.unwrap_or_default().to_owned()
        };
        let (lead_id, config_id, config_hash) = (text("leadId"), text("config.id"), text("config.hash"));
        let lead_id = match uuid::Uuid::try_parse(&lead_id) {
            Ok(parsed) => parsed.to_string(),
            Err(_) if lead_id.is_empty() => lead_id,
            Err(_) => {
                faults.push(
                    Diagnostic::error("lead/bad-id", "leadId", &["It is not a UUID."])
                        .suggest(&["The widget makes one of version 7; send it unchanged."]),
                );
                lead_id
            }
        };
        let submitted_at = lookup(body, "submittedAt").as_whole().filter(|at| *at > 0);
        if submitted_at.is_none() {
            faults.push(Diagnostic::error(
                "lead/missing",
                "submittedAt",
                &["A time in whole milliseconds since 1970 must stand here."],
            ));
        }
        let answers = lookup(body, "answers").as_object();
        if answers.is_none() {
            faults.push(Diagnostic::error(
                "lead/missing",
                "answers",
                &["An object of names and answers must stand here."],
            ));
        }
        let answers = answers.unwrap_or(&[]);
        for (name, value) in answers {
            if Answer::from_json(value).is_none() {
                let path = ["answers.", name].concat();
                faults.push(
                    Diagnostic::error("lead/bad-answer", &path, &["It is ", value.kind(), "."])
                        .suggest(&["An answer is a text, a number, true or false, or a list of texts."]),
                );
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(ReceivedLead {
            lead_id,
            config_id,
            config_hash,
            submitted_at: submitted_at.unwrap_or_default(),
            answers: answers.to_vec(),
            surroundings: Surroundings::from_lead(body),
            score: body.get("score").filter(|score| score.as_object().is_some()).cloned(),
            outcome: body.owned_at("outcome"),
        })
    }

    /// Gives the first answer that has the form of an e-mail address.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        let texts = self.answers.iter().filter_map(|(_, value)| value.as_text());
        texts.into_iter().find(|text| crate::field::email::parts(text).is_some())
    }
}

/// What a receiver finds when it scores a lead itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Recomputation {
    /// The envelope.
    pub envelope: Json,
    /// The outcome the lead should have had.
    pub outcome: String,
    /// Whether the lead is what its flow makes of its answers: envelope and outcome byte for byte,
    /// and every answer one that was asked and can be given.
    pub matches: bool,
    /// Why it is not; empty where it is.
    pub doubts: Vec<Doubt>,
}

/// Tells in words how a received lead is scored, a line each: the reasons, what is unknown, and what would
/// change its stage.
#[must_use]
pub fn explain(plan: &Plan, lead: &ReceivedLead) -> Vec<String> {
    let (walk, now) = walk_again(plan, lead);
    let (score, _) = judge(plan, &walk, &lead.surroundings, now);
    explanation(&score.envelope, &ahead(plan, &walk, &score))
}

/// Finds what would bring a received lead to a better stage. It tries a few hundred leads that are a
/// little better, so it is for who reads one lead, not for all that arrive.
#[must_use]
pub fn ahead_of(plan: &Plan, lead: &ReceivedLead) -> Vec<Ahead> {
    let (walk, now) = walk_again(plan, lead);
    let (score, _) = judge(plan, &walk, &lead.surroundings, now);
    ahead(plan, &walk, &score)
}

/// Gives the facts of a received lead, as its flow makes them of its answers, and the time they hold at:
/// what [`Scoring::score`] and a [tally](crate::score) take.
#[must_use]
pub fn facts_of(plan: &Plan, lead: &ReceivedLead) -> (Facts, i64) {
    let (walk, now) = walk_again(plan, lead);
    (walk.facts, now)
}

/// Walks the flow with the answers of a received lead, at the time its score names.
fn walk_again<'p>(plan: &'p Plan, lead: &ReceivedLead) -> (Walk<'p>, i64) {
    let claimed = lead.score.as_ref().and_then(|score| score.whole_at("now"));
    let now = claimed.unwrap_or(lead.submitted_at);
    let answer_of = |name: &str| {
        lead.answers.iter().find(|(known, _)| known == name).and_then(|(_, value)| Answer::from_json(value))
    };
    (walk(&plan.flow, &lead.surroundings, now, &|field| answer_of(&field.name)), now)
}

/// Scores a received lead anew. The plan must be the one the lead names by its hash.
#[must_use]
pub fn recompute(plan: &Plan, lead: &ReceivedLead) -> Recomputation {
    let (walk, now) = walk_again(plan, lead);
    let (score, outcome) = judge(plan, &walk, &lead.surroundings, now);
    let mut doubts = doubted_answers(plan, &walk, &lead.answers, now);
    if lead.score.as_ref().is_none_or(|sent| sent.canonical() != score.envelope.canonical()) {
        doubts.push(Doubt::Score);
    }
    if lead.outcome.as_deref() != Some(outcome.as_str()) {
        doubts.push(Doubt::Outcome);
    }
    if now != lead.submitted_at {
        doubts.push(Doubt::Time);
    }
    Recomputation { envelope: score.envelope, outcome, matches: doubts.is_empty(), doubts }
}

/// Finds the answers that the flow would not have made: each sent one must be asked and be one that
/// its field takes as it stands, each calculated one must come out the same.
fn doubted_answers(plan: &Plan, walk: &Walk<'_>, sent: &[Member], now: i64) -> Vec<Doubt> {
    let on = Occasion { locale: &plan.flow.locale, now };
    let mut doubts = Vec::new();
    for (index, (name, value)) in sent.iter().enumerate() {
        let repeated = sent.iter().take(index).any(|(earlier, _)| earlier == name);
        let shown = walk.shown.iter().map(|(_, field)| *field).find(|field| field.name == *name);
        let answer = shown.and_then(|field| walk.answer(field));
        let doubt = match (shown, answer) {
            (None, _) => Doubt::NotAsked,
            (Some(field), answer) if field.asks.reckoned().is_some() => {
                if answer.is_some_and(|answer| Json::from(answer) == *value) {
                    continue;
                }
                Doubt::Reckoned
            }
            (Some(field), Some(answer)) => {
                let again = field.asks.read(&field.asks.write(answer, on.locale), &on);
                if !repeated && again.ok().flatten().as_ref() == Some(answer) {
                    continue;
                }
                Doubt::CannotBe
            }
            (Some(_), None) => Doubt::CannotBe,
        };
        doubts.push(doubt(name.clone()));
    }
    for (_, field) in &walk.shown {
        let is_sent = sent.iter().any(|(name, _)| *name == field.name);
        if !is_sent && walk.answer(field).is_some() {
            doubts.push(Doubt::Reckoned(field.name.clone()));
        } else if walk.requires(field) && walk.answer(field).is_none() {
            doubts.push(Doubt::Unanswered(field.name.clone()));
        }
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_is_named_by_a_uuid_of_version_7_with_its_time() {
        let now = 1_763_800_000_123;
        for byte in [0, 0x5a, 0xff] {
            let id = mint(now, &[byte; 10]);
            let random = [byte; 10];
            let by_library = uuid::Builder::from_unix_timestamp_millis(1_763_800_000_123, &random).into_uuid();
            assert_eq!(id, by_library.to_string());
        }
    }
}
