//! The outcome: where the visitor is led.

use super::{Screen, element::element, picture::Picture};
use leadlet_core::{
    flow::{
        Phase,
        outcome::{Action, Outcome},
    },
    words::Word,
};
use leptos::prelude::*;

/// Shows the outcome the visitor is led to; a plain thank-you where the config has none.
pub(super) fn outcome(screen: &Screen, picture: Memo<Picture>) -> AnyView {
    let words = &screen.config.words;
    let id = picture.with_untracked(|picture| if let Phase::Done(id) = &picture.phase { id.clone() } else { String::new() });
    let outcome = screen.config.plan.outcomes.iter().find(|outcome| outcome.id == id);
    let title = outcome.map_or(words.say(Word::Done), |outcome: &Outcome| &outcome.title);
    let actions = outcome.map(|outcome| outcome.actions.as_slice()).unwrap_or_default();
    let links = actions.iter().map(|action| link(action, words.say(Word::OpensNewPage)));
    element("div")
        .class("outcome")
        .part("outcome")
        .attr("role", "group")
        .child(element("span").class("done-sign").attr("aria-hidden", "true").done())
        .child(element("h2").class("title").part("outcome-title").attr("tabindex", "-1").attr("data-focus", "outcome").text(title).done())
        .child_if(outcome.and_then(|outcome| outcome.text.as_ref()).map(|text| element("p").class("text").text(text).done()))
        .child(element("div").class("actions").part("actions").children(links).done())
        .done()
}

fn link(action: &Action, new_tab: &str) -> AnyView {
    // Another site opens beside the page, so that the visitor does not lose it.
    let is_away = action.sort != "download" && (action.url.starts_with("https:") || action.url.starts_with("http:"));
    element("a")
        .class("action")
        .part("action")
        .attr("href", &action.url)
        .attr_if("download", (action.sort == "download").then_some(""))
        .attr_if("target", is_away.then_some("_blank"))
        .attr_if("rel", is_away.then_some("noopener"))
        .text(&action.label)
        .child_if(is_away.then(|| unseen(new_tab)))
        .done()
}

/// Words for those who hear the page: "(opens in a new tab)".
pub(super) fn unseen(words: &str) -> AnyView {
    element("span").class("unseen").text(&[" (", words, ")"].concat()).done()
}
