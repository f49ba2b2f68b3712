//! The form view: one step a screen.

use super::{
    Element, Screen,
    control::{self, element_id},
    element::element,
    picture::Shown,
};
use leadlet_core::{
    flow::{Event, Failure, Phase},
    json::count_text,
    words::Word,
};
use wasm_bindgen::JsCast;

/// Shows the step the visitor is on.
pub(super) fn form(screen: &Screen) -> Element {
    let (sent, looked, stepped) = (screen.clone(), screen.clone(), screen.clone());
    let form = element("form").attr("novalidate", "").class("form").part("form").on("submit", move |event| {
        event.prevent_default();
        (sent.tell)(Event::Next { now: (sent.clock)() });
    });
    let form = way(form, screen).live(move || looked.now().step, move |number| Some(step(&stepped, number)));
    failure(form, screen).child(buttons(screen))
}

/// Shows how far the visitor is; nothing where there is only one step. The number of steps is said
/// where it is certain; a part of the bar that may fall away is drawn lighter.
fn way(form: Element, screen: &Screen) -> Element {
    let (screen, looked) = (screen.clone(), screen.clone());
    // One number for all that is drawn: there are at most a hundred steps.
    let key = move || {
        let picture = looked.now();
        [picture.steps, picture.fewest, picture.seen.len()].iter().fold(picture.place, |key, n| key * 101 + n)
    };
    form.live(key, move |_| {
        let (picture, words) = (screen.now(), &screen.config.words);
        let (place, steps) = (count_text(picture.place), count_text(picture.steps));
        let is_certain = picture.fewest == picture.steps;
        let label =
            words.fill(if is_certain { Word::StepOf } else { Word::Step }, &[("step", &place), ("steps", &steps)]);
        let part = |n: usize| {
            match picture.seen.get(n - 1).filter(|_| n != picture.place) {
                Some(number) => way_back(&screen, n, *number),
                None => element("span"),
            }
            .class(match n {
                _ if n <= picture.place => "way-part reached",
                _ if n <= picture.fewest => "way-part",
                _ => "way-part maybe",
            })
        };
        let bar = || element("div").class("way-bar").part("progress").children((1..=picture.steps).map(part));
        (picture.steps > 1)
            .then(|| element("div").class("way").child(element("p").class("way-words").text(&label)).child(bar()))
    })
}

/// A part of the bar that leads to a step the visitor has seen.
fn way_back(screen: &Screen, place: usize, number: usize) -> Element {
    let (screen, config) = (screen.clone(), &screen.config);
    let mut name = config.words.fill(Word::Step, &[("step", &count_text(place))]);
    if let Some(title) = config.plan.flow.steps.get(number).and_then(|step| step.title.as_ref()) {
        name = [&name, ": ", &screen.say(title)].concat();
    }
    element("button")
        .attr("type", "button")
        .attr("aria-label", &name)
        .attr("title", &name)
        .on("click", move |_| (screen.tell)(Event::GoTo(number)))
}

fn step(screen: &Screen, number: usize) -> Element {
    // The heading takes the focus when a step appears; where there is none, the group does.
    let looked = screen.clone();
    let group = element("div").class("step").part("step").attr("role", "group");
    // What is on its way can't be changed any more, and looks so.
    let group = group.live_attr("inert", move || looked.now().is_busy.then_some(""));
    let Some(step) = screen.config.plan.flow.steps.get(number) else { return group };
    let group = match &step.title {
        Some(title) => group.child(screen.write(
            element("h3").class("step-title").part("step-title").attr("tabindex", "-1").attr("data-focus", "step"),
            title,
        )),
        None => group.attr("tabindex", "-1").attr("data-focus", "step"),
    };
    let group = group.child_if(step.text.as_ref().map(|text| screen.write(element("p").class("text"), text)));
    control::fields(summary(group, screen), screen, &step.fields)
}

/// Lists what is wrong on this step, once the visitor has been refused.
fn summary(step: Element, screen: &Screen) -> Element {
    let (screen, looked, followed) = (screen.clone(), screen.clone(), screen.clone());
    let is_shown = move || {
        let picture = looked.now();
        usize::from(picture.refused && picture.wrong().next().is_some())
    };
    let list = move || {
        let (picture, config) = (screen.now(), &screen.config);
        let count = count_text(picture.wrong().count());
        let heading = if count == "1" {
            config.words.say(Word::SummaryOne).to_owned()
        } else {
            config.words.fill(Word::SummaryMany, &[("count", &count)])
        };
        let entry = |shown: &Shown| {
            let label = config.plan.flow.field(&shown.name).map(|field| control::heading_of(&screen, field));
            let label = label.unwrap_or_default();
            let line = [label.trim_end_matches(['.', ':', '?', '!']), ": ", &shown.note].concat();
            let id = element_id(&shown.name);
            let go = move |event: web_sys::Event| focus(&event, &id);
            element("li")
                .child(element("button").attr("type", "button").class("summary-link").on("click", go).text(&line))
        };
        element("div")
            .child(element("p").class("summary-title").text(&heading))
            .child(element("ul").children(picture.wrong().map(entry)))
    };
    // The box stays while its lines change, so that it keeps the focus.
    step.live(is_shown, move |shown| {
        let (lines, followed) = (list.clone(), followed.clone());
        let box_of_lines = || {
            element("div")
                .class("summary")
                .part("summary")
                .attr("role", "alert")
                .attr("tabindex", "-1")
                .attr("data-focus", "summary")
        };
        (shown == 1).then(|| box_of_lines().live(move || followed.now().wrong_key(), move |_| Some(lines())))
    })
}

/// Moves the focus into a field of the shadow root that the event came from.
pub(super) fn focus(event: &web_sys::Event, id: &str) {
    let from = event.current_target().map(JsCast::unchecked_into::<web_sys::Node>);
    let root = from.map(|node| node.get_root_node().unchecked_into::<web_sys::ShadowRoot>());
    if let Some(element) = root.and_then(|root| root.get_element_by_id(id)) {
        _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// Says that the lead could not be sent, and offers another try.
fn failure(form: Element, screen: &Screen) -> Element {
    const WORDS: [Word; 4] = [Word::Retrying, Word::SendOffline, Word::SendFailed, Word::SendRefused];
    let (screen, looked) = (screen.clone(), screen.clone());
    let which = move || match looked.now().phase {
        Phase::Waiting => 0,
        Phase::Failed(Failure::Offline) => 1,
        Phase::Failed(Failure::Unreachable) => 2,
        Phase::Failed(Failure::Refused) => 3,
        Phase::Asking | Phase::Sending | Phase::Done(_) => usize::MAX,
    };
    form.live(which, move |which| {
        let word = *WORDS.get(which)?;
        let (ended, config, again) = (word != Word::Retrying, &screen.config, screen.clone());
        let again = || {
            let button = element("button").attr("type", "button").class("again").part("again");
            button.on("click", move |_| (again.tell)(Event::Retried)).text(config.words.say(Word::TryAgain))
        };
        let message = element("div")
            .class(if ended { "failure" } else { "failure waiting" })
            .part("failure")
            .attr("role", if ended { "alert" } else { "status" })
            .attr("tabindex", "-1")
            .attr("data-focus", "failure")
            .child(element("p").text(config.words.say(word)))
            .child_if(ended.then(again));
        Some(message)
    })
}

fn buttons(screen: &Screen) -> Element {
    let (looked, named, busy, screen) = (screen.clone(), screen.clone(), screen.clone(), screen.clone());
    let forward = move || {
        let picture = named.now();
        let word = if picture.is_busy {
            Word::Sending
        } else if picture.is_last {
            Word::Send
        } else {
            Word::Next
        };
        named.config.words.say(word).to_owned()
    };
    let back = move |can_go_back| {
        let told = screen.clone();
        let button = || {
            button("back")
                .attr("type", "button")
                .on("click", move |_| (told.tell)(Event::Back))
                .text(screen.config.words.say(Word::Back))
        };
        (can_go_back == 1).then(button)
    };
    let next = button("next")
        .attr("type", "submit")
        .live_attr("aria-disabled", move || busy.now().is_busy.then_some("true"))
        .live_text(forward);
    element("div")
        .class("buttons")
        .part("buttons")
        .child(next)
        .live(move || usize::from(looked.now().can_go_back), back)
}

/// A button that takes no focus from a field when it is pressed: a message that appears between
/// press and release would move the button from under the finger, and the click would be lost.
pub(super) fn button(name: &str) -> Element {
    element("button").class(name).part(name).on("mousedown", |event| event.prevent_default())
}
