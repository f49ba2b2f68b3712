//! The list under the input: which options are in sight, and which one is active.

use super::{super::super::element::Element, names::Named};
use leadlet_core::json::count_text;
use leptos::prelude::document;
use std::cell::{Cell, RefCell};
use web_sys::{HtmlElement, HtmlInputElement};

/// The list and what it is shown in.
pub(super) struct Drawer {
    input: HtmlInputElement,
    list: HtmlElement,
    nothing: HtmlElement,
    frame: HtmlElement,
    /// What is said where nothing is in sight.
    words: String,
    rows: RefCell<Vec<HtmlElement>>,
    active: Cell<Option<usize>>,
}

impl Drawer {
    pub(super) fn new(input: &Element, list: &Element, nothing: &Element, frame: &Element, words: &str) -> Self {
        Drawer {
            input: input.html(),
            list: list.html(),
            nothing: nothing.html(),
            frame: frame.html(),
            words: words.to_owned(),
            rows: RefCell::default(),
            active: Cell::new(None),
        }
    }

    /// Makes a row per option, once.
    pub(super) fn fill(&self, id: &str, options: &[Named]) {
        if self.list.has_child_nodes() {
            return;
        }
        let row = |(number, option): (usize, &Named)| {
            let row = super::element("li")
                .class("option")
                .part("option")
                .attr("id", &[id, "-", &count_text(number)].concat())
                .attr("role", "option")
                .attr("aria-selected", "false")
                .text(&option.label);
            let row = row.child_if(option.more.as_ref().map(|more| super::element("span").class("more").text(more)));
            _ = self.list.append_child(row.node());
            row.html()
        };
        *self.rows.borrow_mut() = options.iter().enumerate().map(row).collect();
    }

    /// Leaves in sight what fits, and makes one option active.
    pub(super) fn narrow(&self, fits: &dyn Fn(usize) -> bool, active: Option<usize>) {
        let mut is_empty = true;
        for (number, row) in self.rows.borrow().iter().enumerate() {
            let is_shown = fits(number);
            row.set_hidden(!is_shown);
            is_empty &= !is_shown;
        }
        self.list.set_hidden(is_empty);
        self.nothing.set_text_content(is_empty.then_some(&self.words));
        self.activate(active.filter(|_| !is_empty));
    }

    /// Shows the list, on the side of the input that has more room where there is none below.
    pub(super) fn open(&self, picked: Option<usize>) {
        for (number, row) in self.rows.borrow().iter().enumerate() {
            _ = row.toggle_attribute_with_force("data-picked", picked == Some(number));
        }
        self.frame.set_hidden(false);
        _ = self.input.set_attribute("aria-expanded", "true");
        let height = document().document_element().map_or(0, |page| page.client_height());
        let place = self.input.get_bounding_client_rect();
        let below = f64::from(height) - place.bottom();
        let is_up = below < f64::from(self.frame.offset_height()) + 8.0 && place.top() > below;
        _ = self.frame.toggle_attribute_with_force("data-up", is_up);
        self.reveal();
    }

    pub(super) fn close(&self) {
        self.frame.set_hidden(true);
        _ = self.input.set_attribute("aria-expanded", "false");
        self.activate(None);
    }

    /// Gives the number of the option that Enter would pick.
    pub(super) fn active(&self) -> Option<usize> {
        self.active.get()
    }

    /// Gives the number of the option that a node belongs to.
    pub(super) fn option_of(&self, node: &web_sys::Element) -> Option<usize> {
        self.rows.borrow().iter().position(|row| row.contains(Some(node.as_ref())))
    }

    /// Moves among the options in sight. `way` is given the place of the active one among them, where
    /// there is one, and the last place.
    pub(super) fn go(&self, way: fn(Option<usize>, usize) -> usize) {
        let shown: Vec<usize> =
            self.rows.borrow().iter().enumerate().filter(|(_, row)| !row.hidden()).map(|(number, _)| number).collect();
        let Some(last) = shown.len().checked_sub(1) else { return };
        let at = self.active.get().and_then(|active| shown.iter().position(|number| *number == active));
        self.activate(shown.get(way(at, last)).copied());
        self.reveal();
    }

    fn activate(&self, number: Option<usize>) {
        let earlier = self.active.replace(number);
        let rows = self.rows.borrow();
        if let Some(row) = earlier.and_then(|number| rows.get(number)) {
            _ = row.set_attribute("aria-selected", "false");
        }
        match number.and_then(|number| rows.get(number)) {
            Some(row) => {
                _ = row.set_attribute("aria-selected", "true");
                _ = self.input.set_attribute("aria-activedescendant", &row.id());
            }
            None => _ = self.input.remove_attribute("aria-activedescendant"),
        }
    }

    /// Scrolls the list, and nothing else, to the active option.
    fn reveal(&self) {
        let rows = self.rows.borrow();
        let Some(row) = self.active.get().and_then(|number| rows.get(number)) else { return };
        let (top, bottom) = (row.offset_top(), row.offset_top() + row.offset_height());
        let (from, height) = (self.list.scroll_top(), self.list.client_height());
        if top < from {
            self.list.set_scroll_top(top);
        } else if bottom > from + height {
            self.list.set_scroll_top(bottom - height);
        }
    }
}
