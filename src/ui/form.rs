//! The form view: one step a screen.

use super::{
    Screen,
    control::{self, element_id},
    element::{element, live, live_text},
    picture::Picture,
};
use leadlet_core::{
    flow::{Event, Failure, Phase},
    words::Word,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Shows the step the visitor is on.
pub(super) fn form(screen: &Screen, picture: Memo<Picture>) -> AnyView {
    let number = Memo::new(move |_| picture.with(|picture| picture.step));
    let (tell, clock, stepped) = (screen.tell, screen.clock, screen.clone());
    element("form")
        .attr("novalidate", "")
        .class("form")
        .part("form")
        .on("submit", move |event| {
            event.prevent_default();
            tell.that(Event::Next { now: clock() });
        })
        .child(way(screen, picture))
        .child(live(move || Some(step(&stepped, picture, number.get()))))
        .child(failure(screen, picture))
        .child(buttons(screen, picture))
        .done()
}

/// Shows how far the visitor is; nothing where there is only one step.
fn way(screen: &Screen, picture: Memo<Picture>) -> AnyView {
    let config = screen.config.clone();
    let place = Memo::new(move |_| picture.with(|picture| picture.place));
    let steps = Memo::new(move |_| picture.with(|picture| picture.steps));
    live(move || {
        let (place, steps) = (place.get(), steps.get());
        let (place_words, steps_words) = (place.to_string(), steps.to_string());
        let label = config.words.fill(Word::StepOf, &[("step", &place_words), ("steps", &steps_words)]);
        let part = |n| element("span").class(if n <= place { "way-part reached" } else { "way-part" }).done();
        let bar = || {
            element("div")
                .class("way-bar")
                .part("progress")
                .attr("role", "progressbar")
                .attr("aria-label", &label)
                .attr("aria-valuemin", "0")
                .attr("aria-valuemax", &steps_words)
                .attr("aria-valuenow", &place_words)
                .children((1..=steps).map(part))
                .done()
        };
        (steps > 1).then(|| element("div").class("way").child(element("p").class("way-words").text(&label).done()).child(bar()).done())
    })
}

fn step(screen: &Screen, picture: Memo<Picture>, number: usize) -> AnyView {
    // The heading takes the focus when a step appears; where there is none, the group does.
    let group = element("div").class("step").part("step").attr("role", "group");
    let Some(step) = screen.config.plan.flow.steps.get(number) else { return group.done() };
    let group = match &step.title {
        Some(title) => group.child(element("h3").class("step-title").part("step-title").attr("tabindex", "-1").attr("data-focus", "step").text(title).done()),
        None => group.attr("tabindex", "-1").attr("data-focus", "step"),
    };
    group
        .child_if(step.text.as_ref().map(|text| element("p").class("text").text(text).done()))
        .child(summary(screen, picture))
        .children(step.fields.iter().map(|field| control::field(screen, picture, &field.name)))
        .done()
}

/// Lists what is wrong on this step, once the visitor has been refused.
fn summary(screen: &Screen, picture: Memo<Picture>) -> AnyView {
    let (config, refused) = (screen.config.clone(), screen.refused);
    let shown = Memo::new(move |_| refused.get() && picture.with(|picture| picture.wrong().next().is_some()));
    let list = move || {
        let wrong: Vec<(String, String)> = picture.with(|picture| picture.wrong().map(|(name, text)| (name.to_owned(), text.to_owned())).collect());
        let count = wrong.len().to_string();
        let heading = if wrong.len() == 1 { config.words.say(Word::SummaryOne).to_owned() } else { config.words.fill(Word::SummaryMany, &[("count", &count)]) };
        let entry = |(name, message): (String, String)| {
            let label = config.plan.flow.field(&name).map(control::heading_of).unwrap_or_default();
            let line = [label, ": ", &message].concat();
            let go = move |event: web_sys::Event| focus(&event, &element_id(&name));
            element("li").child(element("button").attr("type", "button").class("summary-link").on("click", go).text(&line).done()).done()
        };
        let entries: Vec<AnyView> = wrong.into_iter().map(entry).collect();
        Some(element("div").child(element("p").class("summary-title").text(&heading).done()).child(element("ul").children(entries).done()).done())
    };
    live(move || {
        let list = list.clone();
        // The box stays while its lines change, so that it keeps the focus.
        shown.get().then(|| element("div").class("summary").part("summary").attr("role", "alert").attr("tabindex", "-1").attr("data-focus", "summary").child(live(list)).done())
    })
}

/// Moves the focus into a field of the shadow root that the event came from.
fn focus(event: &web_sys::Event, id: &str) {
    let from = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let root = from.and_then(|node| node.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok());
    if let Some(element) = root.and_then(|root| root.get_element_by_id(id)) {
        _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// Says that the lead could not be sent, and offers another try.
fn failure(screen: &Screen, picture: Memo<Picture>) -> AnyView {
    let (config, tell) = (screen.config.clone(), screen.tell);
    let word = Memo::new(move |_| {
        picture.with(|picture| match picture.phase {
            Phase::Waiting => Some(Word::Retrying),
            Phase::Failed(Failure::Offline) => Some(Word::SendOffline),
            Phase::Failed(Failure::Unreachable) => Some(Word::SendFailed),
            Phase::Failed(Failure::Refused) => Some(Word::SendRefused),
            Phase::Asking | Phase::Sending | Phase::Done(_) => None,
        })
    });
    live(move || {
        let word = word.get()?;
        let ended = word != Word::Retrying;
        let again = element("button").attr("type", "button").class("again").part("again").on("click", move |_| tell.that(Event::Retried)).text(config.words.say(Word::TryAgain));
        let message = element("div")
            .class(if ended { "failure" } else { "failure waiting" })
            .part("failure")
            .attr("role", if ended { "alert" } else { "status" })
            .attr("tabindex", "-1")
            .attr("data-focus", "failure")
            .child(element("p").text(config.words.say(word)).done())
            .child_if(ended.then(|| again.done()));
        Some(message.done())
    })
}

fn buttons(screen: &Screen, picture: Memo<Picture>) -> AnyView {
    let (config, named, tell) = (screen.config.clone(), screen.config.clone(), screen.tell);
    let is_busy = Memo::new(move |_| picture.with(|picture| matches!(picture.phase, Phase::Sending | Phase::Waiting)));
    let can_go_back = Memo::new(move |_| !is_busy.get() && picture.with(|picture| picture.can_go_back));
    let back = live(move || {
        let go = move |_| tell.that(Event::Back);
        can_go_back.get().then(|| element("button").attr("type", "button").class("back").part("back").on("click", go).text(config.words.say(Word::Back)).done())
    });
    let forward = live_text(move || {
        let is_last = picture.with(|picture| picture.place == picture.steps);
        let word = if is_busy.get() { Word::Sending } else if is_last { Word::Send } else { Word::Next };
        named.words.say(word).to_owned()
    });
    let next = element("button")
        .attr("type", "submit")
        .class("next")
        .part("next")
        .live_attr("aria-disabled", move || is_busy.get().then(|| "true".to_owned()))
        .child(forward);
    element("div").class("buttons").part("buttons").child(next.done()).child(back).done()
}
