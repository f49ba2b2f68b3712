//! Watches the page for what an owner has declared: how long it is in view, how far it is read, and what
//! is clicked on it.
//!
//! Measures only what the config asks for: where nothing is declared, nothing listens. What a measure
//! means, the core's [`Watch`] says. Nothing is kept here or anywhere else; with the flow it ends.

use super::{clock, page};
use leadlet_core::signals::{Signal, Watch};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget, Window};

/// How often the seconds in view are counted.
const TICK_SECONDS: i64 = 1;

/// A watch that is kept, and ends when it is dropped.
pub(crate) struct Watching {
    watch: RefCell<Watch>,
    tell: Box<dyn Fn(Signal)>,
    seconds_in_view: Cell<i64>,
    tick: RefCell<Option<clock::Alarm>>,
    listeners: RefCell<Vec<Listener>>,
}

/// A listener, for as long as it is kept.
struct Listener {
    target: EventTarget,
    event: &'static str,
    hear: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let hear = self.hear.as_ref().unchecked_ref();
        _ = self.target.remove_event_listener_with_callback_and_bool(self.event, hear, true);
    }
}

impl Watching {
    /// Begins to watch; `tell` gets every signal. Nothing comes of it where nothing is declared.
    pub(crate) fn begin(watch: Watch, tell: Box<dyn Fn(Signal)>) -> Option<Rc<Self>> {
        let window = web_sys::window()?;
        if watch == Watch::default() {
            return None;
        }
        let path = page::path();
        let opened = watch.opened(&path, clock::now());
        let (clicks, scrolls) = (!watch.selectors(&path).is_empty(), watch.wants_scroll());
        let watching = Rc::new(Watching {
            watch: RefCell::new(watch),
            tell,
            seconds_in_view: Cell::new(0),
            tick: RefCell::new(None),
            listeners: RefCell::new(Vec::new()),
        });
        opened.into_iter().for_each(&watching.tell);
        if clicks && let Some(document) = window.document() {
            watching.listen(document.into(), "click", Self::clicked);
        }
        if scrolls {
            watching.listen(window.into(), "scroll", |watching, _| watching.scrolled());
        }
        watching.wait();
        Some(watching)
    }

    fn listen(self: &Rc<Self>, target: EventTarget, event: &'static str, hear: fn(&Self, &Event)) {
        let weak = Rc::downgrade(self);
        let hear = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(watching) = weak.upgrade() {
                hear(&watching, &event);
            }
        });
        // While it goes down, so that a page which stops its own clicks is heard as well.
        _ = target.add_event_listener_with_callback_and_bool(event, hear.as_ref().unchecked_ref(), true);
        self.listeners.borrow_mut().push(Listener { target, event, hear });
    }

    fn clicked(&self, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let path = page::path();
        let mut found = Vec::new();
        let watch = self.watch.borrow();
        for selector in watch.selectors(&path) {
            // One that is no selector finds nothing.
            if target.closest(selector).is_ok_and(|hit| hit.is_some()) {
                found.extend(watch.clicked(selector, &path, clock::now()));
            }
        }
        drop(watch);
        found.into_iter().for_each(&self.tell);
    }

    fn scrolled(&self) {
        let Some(percent) = web_sys::window().as_ref().and_then(percent_seen) else { return };
        let found = self.watch.borrow_mut().scrolled(percent, &page::path(), clock::now());
        found.into_iter().for_each(&self.tell);
    }

    /// Counts the seconds in view, as long as a signal can still come of them.
    fn wait(self: &Rc<Self>) {
        if self.watch.borrow().next_dwell().is_none() {
            return;
        }
        let weak: Weak<Self> = Rc::downgrade(self);
        let at = clock::now() + TICK_SECONDS * 1000;
        *self.tick.borrow_mut() = clock::Alarm::at(at, move || {
            if let Some(watching) = weak.upgrade() {
                watching.counted();
                watching.wait();
            }
        });
    }

    fn counted(&self) {
        let is_hidden = web_sys::window().and_then(|window| window.document()).is_some_and(|page| page.hidden());
        if is_hidden {
            return;
        }
        let seconds = self.seconds_in_view.get() + TICK_SECONDS;
        self.seconds_in_view.set(seconds);
        let found = self.watch.borrow_mut().lingered(seconds, &page::path(), clock::now());
        found.into_iter().for_each(&self.tell);
    }
}

/// Gives down to which percentage of its height the page is seen.
fn percent_seen(window: &Window) -> Option<i64> {
    let height = f64::from(window.document()?.document_element()?.scroll_height());
    let seen = window.scroll_y().ok()? + window.inner_height().ok()?.as_f64()?;
    (height > 0.0).then(|| (100.0 * seen / height) as i64)
}
