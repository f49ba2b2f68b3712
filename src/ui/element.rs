//! One element of one Leptos type, whatever its tag, attributes and children are.
//!
//! Leptos compiles every combination of tag, attributes and children anew: as typed views this
//! widget weighed 205 kB (brotli), most of it the same code over and over. Here attributes and
//! children are lists of erased values made from a handful of types, each compiled once.

use leptos::{
    ev,
    prelude::*,
    tachys::html::{
        attribute::{any_attribute::AnyAttribute, any_attribute::IntoAnyAttribute, custom::custom_attribute},
        element::custom,
        event::on,
        property::prop,
    },
};

type Live = Box<dyn FnMut() -> Option<String> + Send>;

/// An element under construction. Boxed, and its methods kept out of line, because each of the some
/// hundred calls would otherwise carry a copy of both.
pub(super) struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
#[inline(never)]
pub(super) fn element(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
}

impl Element {
    /// Sets an attribute.
    #[inline(never)]
    pub(super) fn attr(self, name: &'static str, value: &str) -> Self {
        self.with(custom_attribute(name, value.to_owned()).into_any_attr())
    }

    /// Sets an attribute where there is a value.
    pub(super) fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute that follows what it reads; without a value it is absent.
    pub(super) fn live_attr(self, name: &'static str, value: impl FnMut() -> Option<String> + Send + 'static) -> Self {
        self.boxed_attr(name, Box::new(value))
    }

    /// Sets a property that follows what it reads.
    pub(super) fn live_text_prop(self, name: &'static str, value: impl FnMut() -> String + Send + 'static) -> Self {
        let value: Box<dyn FnMut() -> String + Send> = Box::new(value);
        self.with(prop(name, value).into_any_attr())
    }

    /// Sets a yes-or-no property that follows what it reads.
    pub(super) fn live_flag_prop(self, name: &'static str, value: impl FnMut() -> bool + Send + 'static) -> Self {
        self.boxed_flag(name, Box::new(value))
    }

    /// Sets the classes.
    pub(super) fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// Names the element for the page's own `::part()` styles.
    pub(super) fn part(self, name: &'static str) -> Self {
        self.attr("part", name)
    }

    /// Listens.
    pub(super) fn on(self, event: &'static str, hear: impl FnMut(web_sys::Event) + 'static) -> Self {
        self.boxed_on(event, Box::new(hear))
    }

    /// Adds a text.
    #[inline(never)]
    pub(super) fn text(self, text: &str) -> Self {
        self.child(text.to_owned().into_any())
    }

    /// Adds a child.
    #[inline(never)]
    pub(super) fn child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    /// Adds a child where there is one.
    pub(super) fn child_if(self, child: Option<AnyView>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds children.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = AnyView>) -> Self {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// Ends the element.
    #[inline(never)]
    pub(super) fn done(self) -> AnyView {
        let Parts { tag, attributes, children } = *self.0;
        custom(tag).add_any_attr(attributes).child(children).into_any()
    }

    #[inline(never)]
    fn boxed_attr(self, name: &'static str, value: Live) -> Self {
        self.with(custom_attribute(name, value).into_any_attr())
    }

    #[inline(never)]
    fn boxed_flag(self, name: &'static str, value: Box<dyn FnMut() -> bool + Send>) -> Self {
        self.with(prop(name, value).into_any_attr())
    }

    #[inline(never)]
    fn boxed_on(self, event: &'static str, hear: Box<dyn FnMut(web_sys::Event)>) -> Self {
        self.with(on(ev::Custom::<web_sys::Event>::new(event), hear).into_any_attr())
    }

    #[inline(never)]
    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }
}

/// A part of the screen that follows what it reads; nothing where it gives none.
pub(super) fn live(part: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    boxed_live(Box::new(part))
}

#[inline(never)]
fn boxed_live(part: Box<dyn FnMut() -> Option<AnyView> + Send>) -> AnyView {
    part.into_any()
}

/// A text that follows what it reads.
pub(super) fn live_text(text: impl FnMut() -> String + Send + 'static) -> AnyView {
    boxed_text(Box::new(text))
}

#[inline(never)]
fn boxed_text(text: Box<dyn FnMut() -> String + Send>) -> AnyView {
    text.into_any()
}
