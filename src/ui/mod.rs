//! What the visitor sees. Knows the core and Leptos, never the browser's edge.
//!
//! A view reads a [`Picture`] of the progress and says what the visitor did; it decides nothing.
//! Everything hangs in an open shadow root under one adopted style sheet.

mod control;
mod element;
#[cfg(feature = "explain")]
mod faults;
mod form;
mod outcome;
mod picture;
mod theme;

pub(crate) use element::Element;
#[cfg(feature = "explain")]
pub(crate) use faults::faults;
pub(crate) use picture::Picture;
pub(crate) use theme::adopt_styles;

use element::element;
use leadlet_core::{config::Config, flow::Event, piping};
use leptos::{prelude::*, reactive::graph::Observer};
use std::{ops::Deref, rc::Rc, sync::Arc};

/// What every part of the screen holds, so that it can look at what is shown and tell what was done.
#[derive(Clone)]
pub(crate) struct Screen(Rc<Needed>);

/// What every part of the screen needs.
pub(crate) struct Needed {
    /// The config that is shown.
    pub(crate) config: Arc<Config>,
    /// What is shown. Shared, because every view that follows it takes a look at each change.
    pub(crate) picture: ArcRwSignal<Arc<Picture>>,
    /// The time now, for events.
    pub(crate) clock: fn() -> i64,
    /// The conductor's ear.
    pub(crate) tell: Rc<dyn Fn(Event)>,
}

impl Deref for Screen {
    type Target = Needed;

    fn deref(&self) -> &Needed {
        &self.0
    }
}

impl Screen {
    /// Makes a screen of what its parts need.
    pub(crate) fn new(needed: Needed) -> Self {
        Screen(Rc::new(needed))
    }

    /// Looks at what is shown, and has an effect that asks look again when that has changed. The visitor's
    /// events ask, too: they only look, since nothing could follow.
    #[inline(never)]
    fn now(&self) -> Arc<Picture> {
        if Observer::get().is_some() {
            self.picture.track();
        }
        self.picture.get_untracked()
    }

    /// Says a text of the config as it stands now, with answers in its places.
    pub(crate) fn say(&self, text: &str) -> String {
        self.now().say(&self.config, text)
    }

    /// Puts a text of the config into an element; one with places follows the answers.
    fn write(&self, element: Element, text: &str) -> Element {
        if !piping::IS_KNOWN || !piping::has_marks(text) {
            return element.text(text);
        }
        let (screen, text) = (self.clone(), text.to_owned());
        element.live_text(move || screen.say(&text))
    }
}

/// Shows a flow. `page_direction` is how the page around it is written.
pub(crate) fn flow(screen: &Screen, page_direction: Option<&'static str>) -> Element {
    let locale = &screen.config.plan.flow.locale;
    let is_done = |screen: Screen| move || usize::from(screen.now().is_done());
    let (introduced, shown) = (screen.clone(), screen.clone());
    element("div")
        .class("flow")
        .part("flow")
        .attr("data-scheme", theme::scheme_word(screen.config.theme.scheme))
        .attr("lang", locale)
        .attr("dir", theme::direction(locale).or(page_direction).unwrap_or("ltr"))
        .live(is_done(screen.clone()), move |done| if done == 1 { None } else { introduction(&introduced) })
        .live(is_done(screen.clone()), move |done| {
            Some(if done == 1 { outcome::outcome(&shown) } else { form::form(&shown) })
        })
}

fn introduction(screen: &Screen) -> Option<Element> {
    let config = &screen.config;
    let heading = config.title.as_ref();
    let heading = heading.map(|heading| screen.write(element("h2").class("title").part("title"), heading));
    let text = config.text.as_ref().map(|text| screen.write(element("p").class("text"), text));
    let has_words = heading.is_some() || text.is_some();
    has_words.then(|| element("header").class("introduction").part("introduction").child_if(heading).child_if(text))
}
