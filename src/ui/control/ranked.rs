//! Options to bring into an order: by a button up and a button down each, or by dragging.
//!
//! The order shown at first is the owner's and no answer. A move makes it the visitor's, and so does
//! the button under the list, for those who would not change it.

use super::{Element, Place, element};
use leadlet_core::{
    answer::Raw,
    field::Choice,
    json::count_text,
    words::{Word, Words},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node, PointerEvent, ShadowRoot};

/// Shows the list, its buttons, and the button that keeps the order as it is.
pub(super) fn control(place: &Place, options: &[Choice]) -> Element {
    let words = place.words();
    let said = |option: &Choice| Choice { label: place.screen.say(&option.label), ..option.clone() };
    let options: Vec<Choice> = options.iter().map(said).collect();
    let rows: Vec<Element> = options.iter().map(|option| row(option, words)).collect();
    let list = element("ol").class("ranked").part("ranking");
    let status = element("p").class("unseen").attr("role", "status");
    let ranking = Rc::new(Ranking {
        place: place.clone(),
        options: options.clone(),
        rows: rows.iter().map(Element::html).collect(),
        list: list.html(),
        status: status.html(),
        dragged: Cell::new(None),
    });
    let (drawn, heard, kept, shown) = (ranking.clone(), ranking.clone(), ranking, place.clone());
    let hear = move |event: web_sys::Event| heard.hear(&event);
    let list = list
        .children(rows)
        .on("click", hear.clone())
        .on("pointerdown", hear.clone())
        .on("pointermove", hear.clone())
        .on("lostpointercapture", hear)
        .follow(Box::new(move || drawn.arrange()));
    let keep = element("button")
        .class("keep")
        .part("keep")
        .attr("type", "button")
        .attr("id", &place.id)
        .live_attr("aria-pressed", move || Some(if shown.picked().is_empty() { "false" } else { "true" }))
        .on("click", move |_| kept.give(&kept.order()))
        .text(words.say(Word::KeepOrder));
    element("div").child(list).child(keep).child(status)
}

fn row(option: &Choice, words: &Words) -> Element {
    let button = |class: &str, word: Word| {
        element("button")
            .class(class)
            .part("move")
            .attr("type", "button")
            .attr("aria-label", &words.fill(word, &[("option", &option.label)]))
            .child(element("span").class("arrow"))
    };
    element("li")
        .class("rank")
        .part("rank")
        .child(element("span").class("grip").attr("aria-hidden", "true"))
        .child(super::one::words(&option.label, option.text.as_deref()))
        .child(button("sign up", Word::MoveUp))
        .child(button("sign down", Word::MoveDown))
}

/// The list's nodes, and which row is being dragged.
struct Ranking {
    place: Place,
    options: Vec<Choice>,
    /// The rows, in the order of the options.
    rows: Vec<HtmlElement>,
    list: HtmlElement,
    status: HtmlElement,
    dragged: Cell<Option<usize>>,
}

impl Ranking {
    /// Gives the options by their number, in the order that is shown.
    fn order(&self) -> Vec<usize> {
        let picked = self.place.picked();
        let numbered = |value: &String| self.options.iter().position(|option| option.value == *value);
        let mut order: Vec<usize> = picked.iter().filter_map(numbered).collect();
        let left: Vec<usize> = (0..self.options.len()).filter(|number| !order.contains(number)).collect();
        order.extend(left);
        order
    }

    fn give(&self, order: &[usize]) {
        let value = |number: &usize| self.options.get(*number).map(|option| option.value.clone());
        self.place.gave(Raw::Picked(order.iter().filter_map(value).collect()));
    }

    /// Moves an option to a place, counted from 0, and says so.
    fn move_to(&self, option: usize, to: usize) {
        let mut order = self.order();
        let Some(from) = order.iter().position(|other| *other == option) else { return };
        if to == from || to >= order.len() {
            return;
        }
        order.remove(from);
        order.insert(to, option);
        self.give(&order);
        let label = self.options.get(option).map_or("", |option| &option.label);
        let (place, count) = (count_text(to + 1), count_text(order.len()));
        let said = [("option", label), ("place", &place), ("count", &count)];
        self.status.set_text_content(Some(&self.place.words().fill(Word::RankedAt, &said)));
    }

    fn hear(&self, event: &web_sys::Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
        let found = self.rows.iter().position(|row| row.contains(Some(target.as_ref())));
        let is_on = |selector: &str| matches!(target.closest(selector), Ok(Some(_)));
        match (event.type_().as_str(), found) {
            ("click", Some(option)) => {
                let Some(from) = self.order().iter().position(|other| *other == option) else { return };
                if is_on(".up") {
                    self.move_to(option, from.wrapping_sub(1));
                } else if is_on(".down") {
                    self.move_to(option, from + 1);
                }
            }
            ("pointerdown", Some(option)) if is_on(".grip") => {
                // The list holds the pointer: a row that moves in the page would lose it.
                _ = self.list.set_pointer_capture(event.unchecked_ref::<PointerEvent>().pointer_id());
                self.drag(Some(option));
                event.prevent_default();
            }
            ("pointermove", _) => {
                if let Some(option) = self.dragged.get() {
                    self.move_to(option, self.place_at(f64::from(event.unchecked_ref::<PointerEvent>().client_y())));
                }
            }
            ("lostpointercapture", _) => self.drag(None),
            _ => {}
        }
    }

    fn drag(&self, option: Option<usize>) {
        for number in [self.dragged.replace(option), option].into_iter().flatten() {
            if let Some(row) = self.rows.get(number) {
                _ = row.toggle_attribute_with_force("data-dragged", self.dragged.get() == Some(number));
            }
        }
    }

    /// Gives the place that lies at a height of the window: that of the row that is there.
    fn place_at(&self, y: f64) -> usize {
        let order = self.order();
        let is_below =
            |number: &&usize| self.rows.get(**number).is_some_and(|row| row.get_bounding_client_rect().bottom() < y);
        order.iter().filter(is_below).count().min(order.len().saturating_sub(1))
    }

    /// Brings the rows into the order of the answer. A node that moves loses the focus, so it is
    /// given back.
    fn arrange(&self) {
        let order = self.order();
        let root = self.list.get_root_node().dyn_into::<ShadowRoot>().ok();
        let focused =
            root.and_then(|root| root.active_element()).filter(|element| self.list.contains(Some(element.as_ref())));
        let mut before: Option<Node> = None;
        for (place, number) in order.iter().enumerate().rev() {
            let Some(row) = self.rows.get(*number) else { continue };
            let node: &Node = row.as_ref();
            // The first time nothing stands in the list yet.
            if node.next_sibling() != before || node.parent_node().is_none() {
                _ = self.list.insert_before(node, before.as_ref());
            }
            before = Some(node.clone());
            let is_end = |class: &str, end: bool| {
                if let Ok(Some(button)) = row.query_selector(class) {
                    let value = if end { "true" } else { "false" };
                    _ = button.set_attribute("aria-disabled", value);
                }
            };
            is_end(".up", place == 0);
            is_end(".down", place + 1 == order.len());
        }
        if let Some(element) = focused {
            _ = element.unchecked_into::<HtmlElement>().focus();
        }
    }
}
