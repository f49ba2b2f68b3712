//! Reads a stored lead for a person: who it is, what they answered, why the score is what it is.
//!
//! Knows the wire form of a lead and turns it into short texts; knows neither HTML nor CSV. A part
//! that is missing or of another form than expected reads as nothing, never as an error: the lead
//! was accepted, so the owner gets to see it.

use crate::serve::disposable::is_disposable;
use crate::serve::store::{ScoreCheck, StoredLead};
use jiff::Timestamp;
use leadlet_core::json::{Json, number_text, parse};
use leadlet_core::score;

/// A stored lead with its body read.
pub(super) struct Reading<'l> {
    pub(super) lead: &'l StoredLead,
    body: Json,
    ours: Option<Json>,
}

/// What one consent says.
pub(super) struct Consent {
    /// What it is for, as `marketing`.
    pub(super) purpose: String,
    /// Whether the visitor agreed.
    pub(super) given: bool,
    /// The exact words the visitor was shown.
    pub(super) text: String,
    /// When the visitor decided, in UTC.
    pub(super) at: Option<String>,
    /// The address of the policy the words pointed at.
    pub(super) policy: Option<String>,
}

impl<'l> Reading<'l> {
    /// Reads the body of a lead.
    pub(super) fn of(lead: &'l StoredLead) -> Self {
        let body = parse(&lead.body).unwrap_or(Json::Null);
        let ours = lead.recomputed.as_deref().and_then(|text| parse(text).ok());
        Reading { lead, body, ours }
    }

    /// Gives the body as it came.
    pub(super) fn body(&self) -> &Json {
        &self.body
    }

    /// Gives the explanation to trust: ours where the config is known, else the one sent.
    pub(super) fn envelope(&self) -> Option<&Json> {
        self.ours.as_ref().or_else(|| self.sent_envelope())
    }

    /// Gives the explanation that this receiver computed.
    pub(super) fn our_envelope(&self) -> Option<&Json> {
        self.ours.as_ref()
    }

    /// Gives the explanation that came with the lead.
    pub(super) fn sent_envelope(&self) -> Option<&Json> {
        self.body.get("score").filter(|score| score.as_object().is_some())
    }

    /// Gives the reasons to doubt the lead, a sentence each.
    pub(super) fn doubts(&self) -> Vec<String> {
        self.lead.doubts.iter().flat_map(|said| said.lines()).map(str::to_owned).collect()
    }

    /// Gives the score that came with the lead.
    pub(super) fn sent_score(&self) -> Option<i64> {
        self.sent_envelope()?.get("score")?.as_whole()
    }

    /// Names the visitor: the e-mail address, else the first texts they wrote.
    pub(super) fn who(&self) -> String {
        if let Some(email) = &self.lead.email {
            return email.clone();
        }
        let answers = self.members("answers").iter();
        let texts: Vec<&str> = answers
            .filter_map(|(_, answer)| answer.as_text())
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .take(2)
            .collect();
        if texts.is_empty() { "No name given".to_owned() } else { texts.join(" · ") }
    }

    /// Tells whether the address is one that is thrown away, by the receiver's own list. The score
    /// knows only the list of the widget.
    pub(super) fn is_disposable(&self) -> bool {
        self.lead.email.as_deref().is_some_and(is_disposable)
    }

    /// Gives the reasons of the score in words, the largest first: "+20 Asked for a price".
    pub(super) fn reasons(&self) -> Vec<String> {
        self.envelope().map(score::reasons).unwrap_or_default()
    }

    /// Says who takes care of the lead, and how soon: "sales, within 5 minutes".
    pub(super) fn route(&self) -> Option<String> {
        let route = self.envelope()?.get("route")?;
        let to = route.get("to")?.as_text()?;
        Some(match route.get("slaMinutes").and_then(Json::as_whole) {
            Some(1) => format!("{to}, within a minute"),
            Some(minutes) => format!("{to}, within {minutes} minutes"),
            None => to.to_owned(),
        })
    }

    /// Gives every answer as a name and a text.
    pub(super) fn answers(&self) -> Vec<(&str, String)> {
        self.members("answers").iter().map(|(name, answer)| (name.as_str(), told(answer))).collect()
    }

    /// Gives every consent, refused ones included.
    pub(super) fn consents(&self) -> Vec<Consent> {
        let consents = self.body.get("consents").and_then(Json::as_list).unwrap_or_default();
        let text = |consent: &Json, name: &str| consent.get(name).and_then(Json::as_text).map(str::to_owned);
        consents
            .iter()
            .map(|consent| Consent {
                purpose: text(consent, "purpose").unwrap_or_default(),
                given: consent.get("given").and_then(Json::as_bool).unwrap_or(false),
                text: text(consent, "text").unwrap_or_default(),
                at: consent.get("givenAt").and_then(Json::as_whole).map(moment),
                policy: text(consent, "policyUrl"),
            })
            .collect()
    }

    /// Gives the members of one part of the body, such as `attribution`, as names and texts.
    pub(super) fn part(&self, name: &str) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        flatten("", self.members(name), &mut rows);
        rows
    }

    fn members(&self, name: &str) -> &[(String, Json)] {
        self.body.get(name).and_then(Json::as_object).unwrap_or_default()
    }
}

/// Says in a sentence what the check of the score found; nothing where all is as it should be.
pub(super) fn caution(lead: &StoredLead) -> Option<&'static str> {
    match lead.score_check {
        ScoreCheck::Match => None,
        ScoreCheck::Differs => Some(
            "This lead is not what its questions make of its answers. Somebody may have changed it on the way; trust the score computed here.",
        ),
        ScoreCheck::UnknownConfig => Some(
            "The score is the visitor's browser's word: this receiver does not have the config it was computed with. Put the config into the directory of --configs.",
        ),
        ScoreCheck::Unscored if lead.recomputed.is_some() => {
            Some("The lead came without a score. The one shown was computed here.")
        }
        ScoreCheck::Unscored => Some(
            "The lead came without a score, and this receiver does not have the config to compute one. Put the config into the directory of --configs.",
        ),
    }
}

/// Says the same in a word or two.
pub(super) fn caution_mark(check: ScoreCheck) -> Option<&'static str> {
    match check {
        ScoreCheck::Match => None,
        ScoreCheck::Differs => Some("In doubt"),
        ScoreCheck::UnknownConfig => Some("Not verified"),
        ScoreCheck::Unscored => Some("Came unscored"),
    }
}

/// Writes a stage as salespeople do, and says what it means.
pub(super) fn stage_words(stage: &str) -> (String, &'static str) {
    let (short, long) = match stage {
        "lead" => ("Lead", "Shows interest; not yet qualified"),
        "mql" => ("MQL", "Marketing qualified: engaged and fitting"),
        "sql" => ("SQL", "Sales qualified: shows intent to buy"),
        "pql" => ("PQL", "Product qualified: uses the product like a buyer"),
        "none" => ("None", "Disqualified by a rule"),
        other => return (other.to_owned(), "Stage"),
    };
    (short.to_owned(), long)
}

/// Tells one answer: lists are joined with "; ", ticks are yes and no.
pub(super) fn told(answer: &Json) -> String {
    match answer {
        Json::Null => String::new(),
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        Json::Number(number) => number_text(*number),
        Json::Text(text) => text.clone(),
        Json::List(items) => items.iter().map(told).collect::<Vec<_>>().join("; "),
        Json::Object(_) => answer.compact(),
    }
}

fn flatten(before: &str, members: &[(String, Json)], rows: &mut Vec<(String, String)>) {
    for (name, value) in members {
        let name = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        match value {
            Json::Object(inner) => flatten(&name, inner, rows),
            Json::Null => {}
            other => rows.push((name, told(other))),
        }
    }
}

/// Writes a time in ms since 1970 for a person: "2026-11-22 07:43 UTC".
pub(super) fn moment(ms: i64) -> String {
    Timestamp::from_millisecond(ms)
        .map_or_else(|_| format!("{ms} ms"), |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

/// Writes a time in ms since 1970 for a program (RFC 3339, milliseconds, UTC).
pub(super) fn rfc3339(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |time| format!("{time:.3}"))
}
