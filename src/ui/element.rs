//! Elements and what of them follows the reactive graph: the thin layer between Leptos's signals
//! and the page's nodes.
//!
//! Leptos's own views are compiled anew for every combination of tag, attributes and children. As
//! typed views this widget weighed 205 kB (brotli), as erased ones 183; a form has to weigh half of
//! that. So Leptos keeps the signals, memos, effects and owners, and the nodes are made here. An
//! effect belongs to the owner it is made under: when a part is drawn anew or a flow is taken off
//! the page, everything that followed is gone with it.
//!
//! Texts are text nodes and attributes are set by name; there is no way to put markup in.

use js_sys::Reflect;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Node;

/// An element.
#[derive(Clone)]
pub(crate) struct Element(web_sys::Element);

/// Begins an element.
#[inline(never)]
pub(super) fn element(tag: &'static str) -> Element {
    Element(document().create_element(tag).expect("every tag written here is a name"))
}

impl Element {
    /// Gives the node.
    pub(crate) fn node(&self) -> &Node {
        &self.0
    }

    /// Sets an attribute.
    #[inline(never)]
    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        _ = self.0.set_attribute(name, value);
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
        let owned = self.clone();
        follow(move || match value() {
            Some(value) => _ = owned.0.set_attribute(name, value),
            None => _ = owned.0.remove_attribute(name),
        });
        self
    }

    /// Sets a property that follows what it reads, unless it has the value already: writing into an
    /// input moves its caret.
    pub(super) fn live_prop(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        let owned = self.clone();
        follow(move || set_property(&owned.0, name, &value()));
        self
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
    fn listen(self, event: &'static str, hear: Closure<dyn FnMut(web_sys::Event)>) -> Self {
        _ = self.0.add_event_listener_with_callback(event, hear.as_ref().unchecked_ref());
        let kept = SendWrapper::new((self.0.clone(), hear));
        on_cleanup(move || {
            let (target, hear) = kept.take();
            _ = target.remove_event_listener_with_callback(event, hear.as_ref().unchecked_ref());
        });
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
        let node = document().create_text_node("");
        self.add(&node);
        follow(move || {
            let text = text();
            // A status that is written again is read out again.
            if node.data() != text {
                node.set_data(&text);
            }
        });
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub(super) fn child(self, child: &Element) -> Self {
        self.add(&child.0);
        self
    }

    /// Adds a child where there is one.
    pub(super) fn child_if(self, child: Option<Element>) -> Self {
        match child {
            Some(child) => self.child(&child),
            None => self,
        }
    }

    /// Adds children.
    pub(super) fn children(self, children: impl IntoIterator<Item = Element>) -> Self {
        children.into_iter().fold(self, |parent, child| parent.child(&child))
    }

    /// Adds a part that is drawn anew when its key changes, and only then; nothing stands there
    /// where it gives none.
    pub(super) fn live(self, key: impl Fn() -> usize + 'static, part: impl Fn(usize) -> Option<Element> + 'static) -> Self {
        self.boxed_live(Box::new(key), Box::new(part))
    }

    #[inline(never)]
    fn boxed_live(self, key: Box<dyn Fn() -> usize>, part: Box<dyn Fn(usize) -> Option<Element>>) -> Self {
        let place = document().create_comment("");
        self.add(&place);
        // The part lives under an owner of its own: an effect's is cleaned whenever it runs.
        let parent = Owner::current().unwrap_or_default();
        let drawn: RefCell<Option<(usize, Owner, Option<Element>)>> = RefCell::new(None);
        follow(move || {
            let key = key();
            if matches!(&*drawn.borrow(), Some((last, ..)) if *last == key) {
                return;
            }
            if let Some((_, owner, element)) = drawn.take() {
                owner.cleanup();
                element.inspect(|element| element.0.remove());
            }
            let owner = parent.child();
            let fresh = owner.with(|| untrack(|| part(key)));
            if let (Some(fresh), Some(parent)) = (&fresh, place.parent_node()) {
                _ = parent.insert_before(&fresh.0, Some(&place));
            }
            drawn.replace(Some((key, owner, fresh)));
        });
        self
    }

    fn add(&self, node: &Node) {
        _ = self.0.append_child(node);
    }
}

/// Runs `act` now, and again when what it read has changed, until the owner is cleaned up.
fn follow(act: impl Fn() + 'static) {
    follow_boxed(Box::new(act));
}

#[inline(never)]
fn follow_boxed(act: Box<dyn Fn()>) {
    let effect = SendWrapper::new(RenderEffect::new(move |_: Option<()>| act()));
    on_cleanup(move || drop(effect));
}

#[inline(never)]
fn set_property(target: &JsValue, name: &str, value: &JsValue) {
    let name = JsValue::from_str(name);
    if Reflect::get(target, &name).as_ref() != Ok(value) {
        _ = Reflect::set(target, &name, value);
    }
}
