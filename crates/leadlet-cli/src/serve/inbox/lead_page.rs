//! The page of one lead: everything that came, and why the score is what it is.

use super::list_page::marks;
use super::reading::{Consent, Reading, caution, moment, rfc3339};
use super::shell;
use crate::serve::store::{Mark, ScoreCheck, StoredLead};
use leadlet_core::json::Json;
use leadlet_core::score;
use maud::{Markup, html};

/// Makes the page of a lead. `ahead` says what would bring it to a better stage.
pub(super) fn page(lead: &StoredLead, ahead: &[String]) -> Markup {
    let reading = Reading::of(lead);
    let who = reading.who();
    let main = html! {
        p.back { a href="/inbox" { "← All leads" } }
        div.headline {
            (shell::score_badge(lead.score, lead.temperature.as_deref()))
            div {
                h1 { (who) }
                p.marks {
                    (marks(&reading))
                    span.quiet { "Received " time datetime=(rfc3339(lead.received_at)) { (moment(lead.received_at)) } }
                }
            }
        }
        @if let Some(caution) = caution(lead) {
            p class={ "notice" @if lead.score_check == ScoreCheck::Differs { " alarm" } } { (caution) }
        }
        @let doubts = reading.doubts();
        @if !doubts.is_empty() { (list("plain", &doubts)) }
        (became(lead))
        div.columns {
            div {
                section aria-labelledby="why" { h2 #why { "Why this score" } (why(&reading, ahead)) }
                section aria-labelledby="from" {
                    h2 #from { "Where they came from" }
                    (rows(&[reading.part("attribution"), reading.part("visitor")].concat()))
                }
            }
            div {
                section aria-labelledby="answers" { h2 #answers { "Answers" } (rows(&reading.answers())) }
                section aria-labelledby="consents" { h2 #consents { "Consents" } (consents(&reading.consents())) }
            }
        }
        section aria-labelledby="record" { h2 #record { "Record" } (rows(&record(&reading))) }
        details {
            summary { "The lead as it came" }
            pre tabindex="0" { (lead.body) }
        }
        @if let Some(ours) = reading.our_envelope() {
            details {
                summary { "The score as computed here" }
                pre tabindex="0" { (ours.compact()) }
            }
        }
    };
    shell::page(&who, &main)
}

/// Makes the form that says what became of the lead.
fn became(lead: &StoredLead) -> Markup {
    let marked = lead.marked.as_ref();
    let button = |mark: Mark, words: &str| {
        let is_on = marked.is_some_and(|marked| marked.mark == mark);
        html! {
            button.choice .(mark.word()) type="submit" name="mark" value=(mark.word()) aria-pressed=(is_on) { (words) }
        }
    };
    html! {
        section.became aria-labelledby="mark" {
            // The page comes back here after a mark, with the keyboard where it was.
            h2 #mark tabindex="-1" { "What became of it" }
            form method="post" action={ "/inbox/" (lead.lead_id) "/mark" } {
                (button(Mark::Won, "Won"))
                (button(Mark::Lost, "Lost"))
                @if let Some(marked) = marked {
                    button.choice type="submit" name="mark" value="none" { "Take back" }
                    span.quiet {
                        "Marked " (marked.mark.word()) " " time datetime=(rfc3339(marked.at)) { (moment(marked.at)) }
                    }
                } @else {
                    span.quiet { "Not marked yet. Marked leads are what " code { "leadlet train" } " learns from." }
                }
            }
        }
    }
}

fn why(reading: &Reading<'_>, ahead: &[String]) -> Markup {
    let envelope = reading.envelope().unwrap_or(&Json::Null);
    let points = score::in_points(envelope);
    let differs = reading.lead.score_check == ScoreCheck::Differs;
    html! {
        @let gates = texts(Some(envelope), "gates");
        @if !gates.is_empty() { h3.first { "Ruled out" } (list("plain", &gates)) h3 { "Points" } }
        @if points.is_empty() { p.quiet { "No rule gave points." } } @else { (amounts(&points)) }
        @if let Some(likelihood) = score::likelihood(envelope) {
            h3 { "What past leads say" }
            p { (likelihood) }
            (amounts(&score::in_logits(envelope)))
        }
        @if differs && let Some(sent) = reading.sent_envelope() {
            h3 {
                "What the browser sent"
                @if let Some(score) = reading.sent_score() { ": " (score) }
            }
            (amounts(&score::reasons(sent)))
        }
        @let unknown = score::unknown(envelope);
        @if !unknown.is_empty() { h3 { "Unknown" } p { (unknown.join(", ")) } }
        @if !ahead.is_empty() { h3 { "What would change the stage" } (list("plain", ahead)) }
        @if let Some(route) = reading.route() { h3 { "Goes to" } p { (route) } }
    }
}

/// Lists reasons, those that speak for the lead told from those that speak against it.
fn amounts(reasons: &[String]) -> Markup {
    html! {
        ul.points { @for reason in reasons { li .minus[reason.starts_with('−')] { (reason) } } }
    }
}

fn list(class: &str, items: &[String]) -> Markup {
    html! { ul class=(class) { @for item in items { li { (item) } } } }
}

/// Reads a list of the envelope whose entries are texts, or objects that carry a reason.
fn texts(envelope: Option<&Json>, name: &str) -> Vec<String> {
    let entries = envelope.and_then(|envelope| envelope.get(name)).and_then(Json::as_list).unwrap_or_default();
    let text = |entry: &Json| match entry {
        Json::Text(text) => Some(text.clone()),
        other => ["reason", "rule", "fact"].iter().find_map(|key| Some(other.get(key)?.as_text()?.to_owned())),
    };
    entries.iter().filter_map(text).collect()
}

fn rows(rows: &[(impl AsRef<str>, String)]) -> Markup {
    html! {
        @if rows.is_empty() { p.quiet { "Nothing was sent." } } @else {
            dl { @for (name, value) in rows {
                div { dt { (name.as_ref()) } dd { @if value.is_empty() { span.quiet { "empty" } } @else { (value) } } }
            } }
        }
    }
}

fn consents(consents: &[Consent]) -> Markup {
    html! {
        @if consents.is_empty() { p.quiet { "Nothing was asked for." } } @else {
            ul.consents { @for consent in consents { li {
                p {
                    span class={ "chip" @if consent.given { " good" } } { @if consent.given { "Given" } @else { "Refused" } }
                    strong { (consent.purpose) }
                }
                blockquote { (consent.text) }
                p.quiet {
                    @if let Some(at) = &consent.at { (at) }
                    @if consent.at.is_some() && consent.policy.is_some() { " · " }
                    @if let Some(policy) = &consent.policy { "policy " (policy) }
                }
            } } }
        }
    }
}

fn record(reading: &Reading<'_>) -> Vec<(&'static str, String)> {
    let lead = reading.lead;
    let from_body = |name: &str| reading.body().get(name).and_then(Json::as_text).map(str::to_owned);
    let engine = reading.envelope().and_then(|envelope| envelope.get("engine")).and_then(Json::as_text);
    let mut record = vec![
        ("Lead id", lead.lead_id.clone()),
        ("Submitted (visitor's clock)", moment(lead.submitted_at)),
        ("Config", lead.config_id.clone()),
        ("Config hash", lead.config_hash.clone()),
        ("Body SHA-256", lead.body_hash.clone()),
        ("Score check", lead.score_check.word().to_owned()),
    ];
    record.extend(lead.first_of_person.clone().map(|first| ("First lead of this person", first)));
    record.extend(lead.outcome.clone().map(|outcome| ("Led to", outcome)));
    record.extend(from_body("locale").map(|locale| ("Language", locale)));
    record.extend(engine.map(|engine| ("Score engine", engine.to_owned())));
    record
}
