//! What every page of the inbox has around it.

use maud::{DOCTYPE, Markup, html};

/// Makes a page with its title and what stands between header and end.
pub(super) fn page(title: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Leadlet" }
                link rel="stylesheet" href="/inbox/inbox.css";
            }
            body {
                a.skip href="#main" { "Skip to the leads" }
                header.top {
                    div.wide {
                        a.brand href="/inbox" { span.mark aria-hidden="true" {} "Leadlet" span.quiet { "Inbox" } }
                        nav aria-label="Site" { a href="/" { "Gallery" } }
                    }
                }
                main #main .wide { (main) }
            }
        }
    }
}

/// Makes the page for an address that names no lead.
pub(super) fn not_found() -> Markup {
    let main = html! {
        div.empty {
            h1 { "There is no such lead" }
            p { "Its id may be cut short, or it is in another database." }
            p { a.button href="/inbox" { "To the inbox" } }
        }
    };
    page("No such lead", &main)
}

/// Makes the badge that shows a score in the colour of its temperature.
pub(super) fn score_badge(score: Option<i64>, temperature: Option<&str>) -> Markup {
    let heat = temperature.filter(|word| matches!(*word, "hot" | "warm" | "cold")).unwrap_or("unknown");
    let label = match (score, temperature) {
        (Some(score), Some(temperature)) => format!("Score {score}, {temperature}"),
        (Some(score), None) => format!("Score {score}"),
        (None, _) => "No score".to_owned(),
    };
    html! {
        span class={ "score " (heat) } role="img" aria-label=(label) title=(label) {
            @if let Some(score) = score { (score) } @else { "–" }
        }
    }
}
