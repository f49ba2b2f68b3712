//! The list of leads: newest first, each with its score and the reasons in words.

use super::reading::{Reading, caution, caution_mark, moment, rfc3339, stage_words};
use super::shell;
use crate::serve::store::{Mark, Page, ScoreCheck, Search, StoredLead};
use maud::{Markup, html};

/// How many reasons a row shows; the rest stands on the lead's own page.
const REASONS_SHOWN: usize = 3;

/// Makes the page that answers `search`.
pub(super) fn page(search: &Search, page: &Page) -> Markup {
    let main = html! {
        div.head {
            h1 { "Leads" span.count { (page.all) } }
            @if page.all > 0 {
                p.exports {
                    a href=(address("/inbox/leads.csv", search, 0)) download { "CSV" }
                    a href=(address("/inbox/leads.json", search, 0)) download { "JSON" }
                }
            }
        }
        @if page.all == 0 {
            (first_lead())
        } @else {
            (filter(search, page))
            @if page.matching == 0 {
                div.empty {
                    h2 { "No lead matches" }
                    p { "None of the " (page.all) " leads fits this search." }
                    p { a.button href="/inbox" { "Show all" } }
                }
            } @else {
                ol.leads { @for lead in &page.leads { (row(lead)) } }
                (pager(search, page))
            }
        }
    };
    shell::page("Leads", &main)
}

fn first_lead() -> Markup {
    let example = r#"<leadlet-flow src="/your-config.json"></leadlet-flow>"#;
    html! {
        div.empty {
            h2 { "No lead yet" }
            p { "Open a page with a flow, answer it, and send it. The lead appears here with its score and the reasons." }
            p { a.button href="/" { "Open the gallery" } }
            p.quiet { "On your own page, set the flow up with " code { (example) } " and let its delivery post to " code { "/leads" } " on this server." }
        }
    }
}

fn filter(search: &Search, page: &Page) -> Markup {
    let filtered = !(search.q.is_empty() && search.stage.is_empty() && search.mark.is_empty());
    let [won, lost] = page.marked;
    let marks = [("won", "Won", won), ("lost", "Lost", lost), ("none", "Not marked", page.all - won - lost)];
    html! {
        form.filter action="/inbox" method="get" role="search" {
            label.grow {
                span { "Search" }
                input type="search" name="q" value=(search.q) placeholder="An answer, an e-mail address, an id";
            }
            label {
                span { "Stage" }
                select name="stage" {
                    option value="" selected[search.stage.is_empty()] { "All stages" }
                    @for stage in &page.stages {
                        option value=(stage) selected[*stage == search.stage] { (stage_words(stage).0) }
                    }
                }
            }
            label {
                span { "What became of it" }
                select name="mark" {
                    option value="" selected[search.mark.is_empty()] { "Anything" }
                    @for (word, name, count) in marks {
                        option value=(word) selected[word == search.mark] { (name) " (" (count) ")" }
                    }
                }
            }
            button.button type="submit" { "Show" }
            @if filtered { a.clear href="/inbox" { "Clear" } }
        }
        @if filtered && page.matching > 0 {
            p.quiet role="status" { (page.matching) " of " (page.all) " leads" }
        }
    }
}

fn row(lead: &StoredLead) -> Markup {
    let reading = Reading::of(lead);
    let reasons = reading.reasons();
    html! {
        li.lead {
            (shell::score_badge(lead.score, lead.temperature.as_deref()))
            div.what {
                h2 { a href={ "/inbox/" (lead.lead_id) } { (reading.who()) } }
                ul.reasons {
                    @for reason in reasons.iter().take(REASONS_SHOWN) { li { (reason) } }
                    @if reasons.len() > REASONS_SHOWN { li.quiet { "and " (reasons.len() - REASONS_SHOWN) " more" } }
                    @if reasons.is_empty() { li.quiet { "No rule gave points" } }
                }
            }
            p.marks {
                (marks(&reading))
                span.quiet { (lead.config_id) @if let Some(outcome) = &lead.outcome { " → " (outcome) } }
            }
            time datetime=(rfc3339(lead.received_at)) { (moment(lead.received_at)) }
        }
    }
}

/// Makes the chips that say stage, temperature, what became of the lead, and what is odd about the score or the address.
pub(super) fn marks(reading: &Reading<'_>) -> Markup {
    let lead = reading.lead;
    let alarming = if lead.score_check == ScoreCheck::Differs { "chip alarm" } else { "chip note" };
    html! {
        @if let Some(stage) = &lead.stage {
            @let (short, long) = stage_words(stage);
            span.chip title=(long) { (short) }
        }
        @if let Some(temperature) = &lead.temperature { span.chip { (temperature) } }
        @if let Some(marked) = &lead.marked {
            @let (class, word) = if marked.mark == Mark::Won { ("chip good", "Won") } else { ("chip lost", "Lost") };
            span class=(class) title={ "Marked " (moment(marked.at)) } { (word) }
        }
        @if let Some(mark) = caution_mark(lead.score_check) {
            span class=(alarming) title=[caution(lead)] { (mark) }
        }
        @if let Some(first) = &lead.first_of_person {
            a.chip href={ "/inbox/" (first) } title="An earlier lead came from the same mailbox" { "Seen before" }
        }
        @if reading.is_disposable() {
            span.chip.note title="The address is at a provider of throw-away addresses; the score does not know this list" {
                "Throw-away address"
            }
        }
    }
}

fn pager(search: &Search, page: &Page) -> Markup {
    html! {
        @if page.pages > 1 {
            nav.pager aria-label="Pages" {
                @if page.number > 1 {
                    a.button rel="prev" href=(address("/inbox", search, page.number - 1)) { "Newer" }
                }
                span { "Page " (page.number) " of " (page.pages) }
                @if page.number < page.pages {
                    a.button rel="next" href=(address("/inbox", search, page.number + 1)) { "Older" }
                }
            }
        }
    }
}

/// Makes the address that asks for the same search, on another page where `page` is not 0.
fn address(path: &str, search: &Search, page: i64) -> String {
    let mut parts = Vec::new();
    if !search.q.is_empty() {
        parts.push(format!("q={}", percent_encoded(&search.q)));
    }
    if !search.stage.is_empty() {
        parts.push(format!("stage={}", percent_encoded(&search.stage)));
    }
    if !search.mark.is_empty() {
        parts.push(format!("mark={}", percent_encoded(&search.mark)));
    }
    if page > 1 {
        parts.push(format!("page={page}"));
    }
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_search_whatever_it_contains() {
        let search = Search { q: "a&b=c é".to_owned(), stage: "sql".to_owned(), mark: "won".to_owned(), page: 3 };
        assert_eq!(address("/inbox", &search, 4), "/inbox?q=a%26b%3Dc%20%C3%A9&stage=sql&mark=won&page=4");
        assert_eq!(address("/inbox", &Search::default(), 1), "/inbox");
    }
}
