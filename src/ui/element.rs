//! Elements and what of them follows the picture: the thin layer between Leptos's signals and the
//! page's nodes.
//!
//! Leptos's own views are compiled anew for every combination of tag, attributes and children. As
//! typed views this widget weighed 205 kB (brotli), as erased ones 183; a form has to weigh half of
//! that. So Leptos keeps the signals and the effects, and the nodes are made here. An element owns
//! the effects and listeners of everything in it: when a part is drawn anew or a flow is taken off
//! the page, all that followed goes with it.
//!
//! Texts are text nodes and attributes are set by name; there is no way to put markup in.

use js_sys::Reflect;
use leptos::prelude::{RenderEffect, document, untrack};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{EventTarget, Node};

/// An element, and what keeps it alive to changes and to the visitor. Behind a pointer: it goes
/// through a dozen calls from hand to hand, and a pointer is handed on in a register.
pub(crate) struct Element(Box<Made>);

struct Made {
    node: web_sys::Element,
    kept: Vec<Kept>,
}

/// Something that ends when it is dropped.
#[expect(dead_code, reason = "held, not read")]
enum Kept {
    Effect(RenderEffect<()>),
    Listener(Listener),
}

/// A listener, for as long as it is kept.
struct Listener {
    target: EventTarget,
    event: &'static str,
    hear: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        _ = self.target.remove_event_listener_with_callback(self.event, self.hear.as_ref().unchecked_ref());
    }
}

/// Begins an element.
#[inline(never)]
pub(super) fn element(tag: &'static str) -> Element {
    let node = document().create_element(tag).expect("every tag written here is a name");
    Element(Box::new(Made { node, kept: Vec::new() }))
}

impl Element {
    /// Gives the node.
    pub(crate) fn node(&self) -> &Node {
        &self.0.node
    }

    /// Gives the node as what its tag makes it.
    #[cfg(feature = "wide")]
    pub(super) fn html<T: JsCast>(&self) -> T {
        self.0.node.clone().unchecked_into()
    }

    /// Sets an attribute.
    #[inline(never)]
    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        _ = self.0.node.set_attribute(name, value);
        self
    }

    /// Sets an attribute where there is a value.
    pub(super) fn attr_if(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute that follows what it reads; without a value it is absent.
    pub(super) fn live_attr(self, name: &'static str, value: impl Fn() -> Option<&'static str> + 'static) -> Self {
        self.boxed_live_attr(name, Box::new(value))
    }

    #[inline(never)]
    fn boxed_live_attr(self, name: &'static str, value: Box<dyn Fn() -> Option<&'static str>>) -> Self {
        let node = self.0.node.clone();
        self.follow(Box::new(move || match value() {
            Some(value) => _ = node.set_attribute(name, value),
            None => _ = node.remove_attribute(name),
        }))
    }

    /// Sets a property that follows what it reads, unless it has the value already: writing into an
    /// input moves its caret.
    pub(super) fn live_prop(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        self.boxed_live_prop(name, Box::new(value))
    }

    #[inline(never)]
    fn boxed_live_prop(self, name: &'static str, value: Box<dyn Fn() -> JsValue>) -> Self {
        let node = self.0.node.clone();
        self.follow(Box::new(move || set_property(&node, name, &value())))
    }

    /// Sets the text of an input that follows what it reads, unless it is the one there. An input
    /// may hold the same letters composed in another way: they stay, since its caret would move.
    pub(super) fn live_value(self, value: impl Fn() -> String + 'static) -> Self {
        let node = self.0.node.clone();
        self.follow(Box::new(move || {
            let (value, name) = (value(), JsValue::from_str("value"));
            let there = Reflect::get(&node, &name).ok().and_then(|there| there.as_string()).unwrap_or_default();
            if composed(there) != value {
                _ = Reflect::set(&node, &name, &value.into());
            }
        }))
    }

    /// Sets the classes.
    pub(super) fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Names the element for the page's own `::part()` styles.
    pub(super) fn part(self, name: &str) -> Self {
        self.attr("part", name)
    }

    /// Listens for as long as the part of the screen lasts.
    pub(super) fn on(self, event: &'static str, hear: impl FnMut(web_sys::Event) + 'static) -> Self {
        self.listen(event, Closure::wrap(Box::new(hear)))
    }

    #[inline(never)]
    fn listen(mut self, event: &'static str, hear: Closure<dyn FnMut(web_sys::Event)>) -> Self {
        _ = self.0.node.add_event_listener_with_callback(event, hear.as_ref().unchecked_ref());
        self.0.kept.push(Kept::Listener(Listener { target: self.0.node.clone().into(), event, hear }));
        self
    }

    /// Adds a text.
    #[inline(never)]
    pub(super) fn text(self, text: &str) -> Self {
        self.add(&document().create_text_node(text));
        self
    }

    /// Adds a text that follows what it reads.
    pub(super) fn live_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.boxed_live_text(Box::new(text))
    }

    #[inline(never)]
    fn boxed_live_text(self, text: Box<dyn Fn() -> String>) -> Self {
        let node = document().create_text_node("");
        self.add(&node);
        self.follow(Box::new(move || {
            let text = text();
            // A status that is written again is read out again.
            if node.data() != text {
                node.set_data(&text);
            }
        }))
    }

    /// Adds a child.
    #[inline(never)]
    pub(super) fn child(mut self, mut child: Element) -> Self {
        self.add(&child.0.node);
        self.0.kept.append(&mut child.0.kept);
        self
    }

    /// Adds a child where there is one.
    pub(super) fn child_if(self, child: Option<Element>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds children.
    pub(super) fn children(self, children: impl IntoIterator<Item = Element>) -> Self {
        children.into_iter().fold(self, Element::child)
    }

    /// Adds a part that is drawn anew when its key changes, and only then; nothing stands there
    /// where it gives none.
    pub(super) fn live(
        self,
        key: impl Fn() -> usize + 'static,
        part: impl Fn(usize) -> Option<Element> + 'static,
    ) -> Self {
        self.boxed_live(Box::new(key), Box::new(part))
    }

    #[inline(never)]
    fn boxed_live(self, key: Box<dyn Fn() -> usize>, part: Box<dyn Fn(usize) -> Option<Element>>) -> Self {
        let place = document().create_comment("");
        self.add(&place);
        let drawn: RefCell<Option<(usize, Option<Element>)>> = RefCell::new(None);
        self.follow(Box::new(move || {
            let key = key();
            if matches!(&*drawn.borrow(), Some((last, _)) if *last == key) {
                return;
            }
            // What the part reads while it is drawn is followed by the part's own effects.
            let fresh = untrack(|| part(key));
            if let Some((_, Some(Element(last)))) = drawn.take() {
                let Made { node, kept } = *last;
                // First deaf, then gone: taking out a focused field makes it tell of its blur.
                drop(kept);
                node.remove();
            }
            if let (Some(fresh), Some(parent)) = (&fresh, place.parent_node()) {
                _ = parent.insert_before(&fresh.0.node, Some(&place));
            }
            drawn.replace(Some((key, fresh)));
        }))
    }

    /// Runs `act` now, and again whenever what it read has changed, for as long as the element lasts.
    #[inline(never)]
    pub(super) fn follow(mut self, act: Box<dyn Fn()>) -> Self {
        self.0.kept.push(Kept::Effect(RenderEffect::new(move |_| act())));
        self
    }

    fn add(&self, node: &Node) {
        _ = self.0.node.append_child(node);
    }
}

/// Gives a text in the form in which equal texts are equal (Unicode's NFC): keyboards and files of
/// some systems write an accent as a character of its own.
pub(super) fn composed(text: String) -> String {
    if text.is_ascii() { text } else { js_sys::JsString::from(text).normalize("NFC").into() }
}

#[inline(never)]
fn set_property(target: &JsValue, name: &str, value: &JsValue) {
    let name = JsValue::from_str(name);
    if Reflect::get(target, &name).as_ref() != Ok(value) {
        _ = Reflect::set(target, &name, value);
    }
}
