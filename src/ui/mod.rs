//! What the visitor sees. Knows the core and Leptos, never the browser's edge.
//!
//! A view reads a [`Picture`] of the progress and says what the visitor did; it decides nothing.
//! Everything hangs in an open shadow root under one adopted style sheet.

mod control;
mod element;
mod faults;
mod form;
mod outcome;
mod picture;
mod theme;

pub(crate) use faults::faults;
pub(crate) use theme::adopt_styles;

use element::{element, live};
use leadlet_core::{
    config::Config,
    flow::{Event, Phase, Progress},
};
use leptos::prelude::*;
use picture::Picture;
use std::sync::Arc;

/// Hands an event to the conductor.
#[derive(Clone, Copy)]
pub(crate) struct Tell(StoredValue<Box<dyn Fn(Event)>, LocalStorage>);

impl Tell {
    /// Makes it from the conductor's ear.
    pub(crate) fn new(ear: impl Fn(Event) + 'static) -> Self {
        Tell(StoredValue::new_local(Box::new(ear)))
    }

    /// Tells that something happened.
    fn that(self, event: Event) {
        self.0.with_value(|ear| ear(event));
    }
}

/// What every part of the screen needs.
#[derive(Clone)]
pub(crate) struct Screen {
    /// The config that is shown.
    pub(crate) config: Arc<Config>,
    /// Where the visitor is.
    pub(crate) progress: RwSignal<Progress>,
    /// Whether the visitor was refused on this step, so that the summary of what is wrong is shown.
    pub(crate) refused: RwSignal<bool>,
    /// The time now, for events.
    pub(crate) clock: fn() -> i64,
    /// The conductor.
    pub(crate) tell: Tell,
}

/// Shows a flow. `page_direction` is how the page around it is written.
pub(crate) fn flow(screen: &Screen, page_direction: Option<&'static str>) -> AnyView {
    let drawn = screen.clone();
    let picture = Memo::new(move |_| drawn.progress.with(|progress| Picture::of(&drawn.config, progress)));
    let (config, locale) = (&screen.config, &screen.config.plan.flow.locale);
    let direction = theme::direction(locale).or(page_direction);
    let done = Memo::new(move |_| picture.with(|picture| matches!(picture.phase, Phase::Done(_))));
    let introduced = screen.config.clone();
    let introduction = live(move || if done.get() { None } else { introduction(&introduced) });
    let shown = screen.clone();
    let body = live(move || Some(if done.get() { outcome::outcome(&shown, picture) } else { form::form(&shown, picture) }));
    element("div")
        .class("flow")
        .part("flow")
        .attr("data-scheme", theme::scheme_word(config.theme.scheme))
        .attr("lang", locale)
        .attr_if("dir", direction)
        .child(introduction)
        .child(body)
        .done()
}

fn introduction(config: &Config) -> Option<AnyView> {
    let heading = config.title.clone().map(|heading| element("h2").class("title").part("title").text(&heading).done());
    let text = config.text.clone().map(|text| element("p").class("text").text(&text).done());
    let has_words = heading.is_some() || text.is_some();
    has_words.then(|| element("header").class("introduction").part("introduction").child_if(heading).child_if(text).done())
}
