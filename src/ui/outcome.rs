//! The outcome: where the visitor is led.

use super::{Element, Screen, element::element};
use leadlet_core::{
    flow::{
        Phase,
        outcome::{Action, Outcome},
    },
    words::Word,
};
use leptos::prelude::*;

/// Shows the outcome the visitor is led to; a plain thank-you where the config has none.
pub(super) fn outcome(screen: &Screen) -> Element {
    let words = &screen.config.words;
    let picture = screen.picture.get_untracked();
    let is_led_to = |outcome: &&Outcome| matches!(&picture.phase, Phase::Done(id) if *id == outcome.id);
    let outcome = screen.config.plan.outcomes.iter().find(is_led_to);
    // The score is known and no answer changes any more.
    let say = |text: &String| picture.say(&screen.config, text);
    let title = outcome.map_or(words.say(Word::Done).to_owned(), |outcome: &Outcome| say(&outcome.title));
    let actions = outcome.map(|outcome| outcome.actions.as_slice()).unwrap_or_default();
    let links = actions.iter().map(|action| link(action, &say(&action.label), words.say(Word::OpensNewPage)));
    element("div")
        .class("outcome")
        .part("outcome")
        .attr("role", "group")
        .child(element("span").class("done-sign").attr("aria-hidden", "true"))
        .child(
            element("h2")
                .class("title")
                .part("outcome-title")
                .attr("tabindex", "-1")
                .attr("data-focus", "outcome")
                .text(&title),
        )
        .child_if(
            outcome.and_then(|outcome| outcome.text.as_ref()).map(|text| element("p").class("text").text(&say(text))),
        )
        .child(element("div").class("actions").part("actions").children(links))
}

fn link(action: &Action, label: &str, new_tab: &str) -> Element {
    // Another site opens beside the page, so that the visitor does not lose it.
    let is_away = action.sort != "download" && (action.url.starts_with("https:") || action.url.starts_with("http:"));
    let link = element("a").class("action").part("action").attr("href", &action.url).text(label);
    if is_away {
        return away(link, new_tab);
    }
    link.attr_if("download", (action.sort == "download").then_some(""))
}

/// Makes a link open beside the page, and says so to those who hear it.
pub(super) fn away(link: Element, new_tab: &str) -> Element {
    let words = element("span").class("unseen").text(&[" (", new_tab, ")"].concat());
    link.attr("target", "_blank").attr("rel", "noopener").child(words)
}
