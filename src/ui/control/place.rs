//! A control's place: what every control needs of its field, and how it tells what was put in.

use super::{Element, Screen, composed, element_id, is_wrong};
use leadlet_core::{answer::Raw, field::Field, flow::Event, words::Words};
use leptos::prelude::event_target_value;
use std::{ops::Deref, rc::Rc};
use wasm_bindgen::JsCast;

/// What every control holds of its field.
#[derive(Clone)]
pub(super) struct Place(Rc<Known>);

/// What every control needs of its field.
pub(super) struct Known {
    /// The field's name.
    pub(super) name: String,
    /// The id of the element that takes the focus.
    pub(super) id: String,
    /// The id of what it is called.
    pub(super) label_id: String,
    /// The id of the sentence that helps.
    pub(super) help_id: String,
    /// The id of what is said under it.
    pub(super) note_id: String,
    /// The ids of what describes it.
    pub(super) described_by: String,
    /// Whether it must be answered.
    pub(super) required: bool,
    pub(super) screen: Screen,
}

impl Deref for Place {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.0
    }
}

impl Place {
    /// Finds the place of a field.
    pub(super) fn of(screen: &Screen, field: &Field) -> Self {
        let id = element_id(&field.name);
        let named = |end: &str| [&id, end].concat();
        let (help_id, note_id) = (named("-help"), named("-note"));
        let described_by = if field.help.is_some() { [&help_id, " ", &note_id].concat() } else { note_id.clone() };
        Place(Rc::new(Known {
            name: field.name.clone(),
            label_id: named("-label"),
            help_id,
            note_id,
            described_by,
            required: screen.now().field(&field.name).is_some_and(|shown| shown.required),
            screen: screen.clone(),
            id,
        }))
    }

    /// Gives the flow's language.
    pub(super) fn locale(&self) -> &str {
        &self.screen.config.plan.flow.locale
    }

    /// Gives the flow's sentences.
    pub(super) fn words(&self) -> &Words {
        &self.screen.config.words
    }

    /// Tells what was put in.
    #[inline(never)]
    pub(super) fn gave(&self, raw: Raw) {
        (self.screen.tell)(Event::Gave { name: self.name.clone(), raw, now: (self.screen.clock)() });
    }

    /// Looks at what stands in the field.
    pub(super) fn raw<T>(&self, look: impl FnOnce(&Raw) -> T) -> T {
        look(self.screen.now().field(&self.name).map_or(&Raw::default(), |shown| &shown.raw))
    }

    /// Tells whether exactly this stands in the field.
    #[inline(never)]
    pub(super) fn holds(&self, raw: &Raw) -> bool {
        self.raw(|held| held == raw)
    }

    /// Gives the values that are picked.
    #[inline(never)]
    pub(super) fn picked(&self) -> Vec<String> {
        self.raw(|raw| match raw {
            Raw::Picked(values) => values.clone(),
            #[cfg(feature = "wide")]
            Raw::Beside(values, _) => values.clone(),
            _ => Vec::new(),
        })
    }

    /// Gives what is written where an option of one's own is picked.
    #[cfg(feature = "wide")]
    pub(super) fn written_beside(&self) -> Option<String> {
        self.raw(|raw| if let Raw::Beside(_, written) = raw { Some(written.clone()) } else { None })
    }

    /// Tells which options are picked; what is written beside them stays.
    #[inline(never)]
    pub(super) fn pick(&self, values: Vec<String>) {
        #[cfg(feature = "wide")]
        if let Some(written) = self.written_beside() {
            return self.gave(Raw::Beside(values, written));
        }
        self.gave(Raw::Picked(values));
    }

    /// Gives the answer as its visitor would say it.
    pub(super) fn told(&self) -> String {
        self.screen.now().told(&self.name).unwrap_or_default().to_owned()
    }

    /// Gives what could stand in the field instead.
    pub(super) fn replacement(&self) -> Option<String> {
        self.screen.now().field(&self.name).and_then(|shown| shown.replacement.clone())
    }

    /// Gives what is typed in the field.
    #[inline(never)]
    pub(super) fn typed(&self) -> String {
        self.raw(|raw| if let Raw::Text(text) = raw { text.clone() } else { String::new() })
    }

    /// Adds what every input has: its ids, what describes it, and whether it can't be taken.
    pub(super) fn described(&self, input: Element) -> Element {
        let place = self.clone();
        input
            .attr("id", &self.id)
            .attr("name", &self.name)
            .attr("aria-describedby", &self.described_by)
            .attr_if("aria-required", self.required.then_some("true"))
            .live_attr("aria-invalid", move || place.is_wrong().then_some("true"))
    }

    /// Adds what every input for text does.
    pub(super) fn written(&self, input: Element) -> Element {
        let (shown, typed, left) = (self.clone(), self.clone(), self.clone());
        self.described(input.class("input").part("input"))
            .live_value(move || shown.typed())
            .on("input", move |event| typed.gave(Raw::Text(composed(event_target_value(&event)))))
            .on("blur", move |event| left.left(&event))
    }

    /// Tells whether what stands in the field can't be taken, and the visitor may be told so.
    #[inline(never)]
    pub(super) fn is_wrong(&self) -> bool {
        is_wrong(&self.screen, &self.name)
    }

    /// Tells that the visitor left. Not when they are about to press one of our buttons: a message
    /// that appears between press and release would move it from under the finger.
    pub(super) fn left(&self, event: &web_sys::Event) {
        let target = event.unchecked_ref::<web_sys::FocusEvent>().related_target();
        if !target.is_some_and(|target| target.has_type::<web_sys::HtmlButtonElement>()) {
            (self.screen.tell)(Event::Left { name: self.name.clone() });
        }
    }
}
