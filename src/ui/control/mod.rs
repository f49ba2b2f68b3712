//! Controls: one file per way of answering, and the only match over them.

mod line;
mod lines;
mod many;
mod one;
mod tick;

use super::{
    Element, Screen,
    element::{composed, element},
    form,
    picture::Picture,
};
use leadlet_core::{
    answer::Raw,
    field::{Field, control::Control},
    flow::Event,
    words::Word,
};
use leptos::prelude::*;
use std::{rc::Rc, sync::Arc};
use wasm_bindgen::JsCast;

/// What every control needs of its field.
#[derive(Clone)]
struct Place {
    /// The field's name.
    name: Rc<str>,
    /// The id of the element that takes the focus.
    id: Rc<str>,
    /// The ids of what describes it.
    described_by: Rc<str>,
    /// Whether it must be answered.
    required: bool,
    picture: RwSignal<Arc<Picture>>,
    clock: fn() -> i64,
    tell: Rc<dyn Fn(Event)>,
}

impl Place {
    /// Tells what was put in.
    #[inline(never)]
    fn gave(&self, raw: Raw) {
        (self.tell)(Event::Gave { name: self.name.to_string(), raw, now: (self.clock)() });
    }

    /// Looks at what stands in the field.
    fn raw<T>(&self, look: impl FnOnce(&Raw) -> T) -> T {
        look(self.picture.get().field(&self.name).map_or(&Raw::default(), |shown| &shown.raw))
    }

    /// Tells whether a value is picked.
    #[inline(never)]
    fn is_picked(&self, value: &str) -> bool {
        self.raw(|raw| matches!(raw, Raw::Picked(values) if values.iter().any(|picked| picked == value)))
    }

    /// Gives what could stand in the field instead.
    fn replacement(&self) -> Option<String> {
        self.picture.get().field(&self.name).and_then(|shown| shown.replacement.clone())
    }

    /// Gives what is typed in the field.
    fn typed(&self) -> String {
        self.raw(|raw| if let Raw::Text(text) = raw { text.clone() } else { String::new() })
    }

    /// Adds what every input has: its ids, what describes it, and whether it can't be taken.
    fn described(&self, input: Element) -> Element {
        let place = self.clone();
        input
            .attr("id", &self.id)
            .attr("name", &self.name)
            .attr("aria-describedby", &self.described_by)
            .attr_if("aria-required", self.required.then_some("true"))
            .live_attr("aria-invalid", move || place.is_wrong().then_some("true"))
    }

    /// Adds what every input for text does.
    fn written(&self, input: Element) -> Element {
        let (shown, typed, left) = (self.clone(), self.clone(), self.clone());
        self.described(input.class("input").part("input"))
            .live_value(move || shown.typed())
            .on("input", move |event| typed.gave(Raw::Text(composed(event_target_value(&event)))))
            .on("blur", move |event| left.left(&event))
    }

    #[inline(never)]
    fn is_wrong(&self) -> bool {
        is_wrong(self.picture, &self.name)
    }

    /// Tells that the visitor left. Not when they are about to press one of our buttons: a message
    /// that appears between press and release would move it from under the finger.
    fn left(&self, event: &web_sys::Event) {
        let target = event.unchecked_ref::<web_sys::FocusEvent>().related_target();
        if !target.is_some_and(|target| target.has_type::<web_sys::HtmlButtonElement>()) {
            (self.tell)(Event::Left { name: self.name.to_string() });
        }
    }
}

/// Gives the id of a field's control.
pub(super) fn element_id(name: &str) -> String {
    ["field-", name].concat()
}

/// Gives the words a field is called by.
pub(super) fn heading_of(screen: &Screen, field: &Field) -> String {
    match field.asks.control() {
        Control::Tick(agreement) => agreement.text.clone(),
        _ => screen.say(&field.label),
    }
}

/// Shows a field while the flow does.
pub(super) fn field(step: Element, screen: &Screen, name: &str) -> Element {
    let picture = screen.picture;
    let (screen, name, looked) = (screen.clone(), name.to_owned(), name.to_owned());
    // Drawn anew when what it says has changed: answers before it may stand in its texts.
    let key = move || picture.get().field(&looked).map_or(0, |shown| shown.key);
    step.live(key, move |key| if key == 0 { None } else { answerable(&screen, &name) })
}

fn answerable(screen: &Screen, name: &str) -> Option<Element> {
    let field = screen.config.plan.flow.field(name)?;
    let words = &screen.config.words;
    let required = screen.picture.get().field(name).is_some_and(|shown| shown.required);
    let id = element_id(name);
    let (help_id, note_id) = ([&id, "-help"].concat(), [&id, "-note"].concat());
    let described_by = if field.help.is_some() { [&help_id, " ", &note_id].concat() } else { note_id.clone() };
    let place = Place {
        name: name.into(),
        described_by: described_by.into(),
        id: id.as_str().into(),
        required,
        picture: screen.picture,
        clock: screen.clock,
        tell: screen.tell.clone(),
    };
    let help = || {
        field
            .help
            .as_ref()
            .map(|text| element("p").class("help").part("help").attr("id", &help_id).text(&screen.say(text)))
    };
    let label = |element: Element| {
        let label = element.class("label").part("label").text(&screen.say(&field.label));
        if required {
            label
        } else {
            label.child(
                super::element::element("span")
                    .class("optional")
                    .text(&[" (", words.say(Word::Optional), ")"].concat()),
            )
        }
    };
    // A single input is named by a label, a group of boxes by a legend.
    let single = |input: Element| {
        element("div").class("field").child(label(element("label").attr("for", &id))).child_if(help()).child(input)
    };
    let group = |role, cards| group(&place, role, label(element("legend")), help(), cards);
    let control = field.asks.control();
    // What could stand in an address instead comes while the visitor looks elsewhere: it is read out.
    let suggests = matches!(control, Control::Line(line) if line.kind == "email");
    let say = |text: &str| screen.say(text);
    let view = match control {
        Control::None => return None,
        Control::Tick(agreement) => element("div").class("field").child(tick::control(&place, agreement, words)),
        Control::Line(line) => single(line::control(&place, &line)),
        Control::Lines { rows, placeholder } => single(lines::control(&place, rows, placeholder)),
        Control::One(picking) if picking.options.len() > one::MOST_CARDS => {
            single(one::dropdown(&place, picking.options, words.say(Word::ChooseOne), &say))
        }
        Control::One(picking) => group("radiogroup", one::cards(&place, picking.options, &say)),
        Control::Many(picking) => group("group", many::cards(&place, picking.options, &say)),
        // No field type names these yet.
        Control::Ranked(_) | Control::Either { .. } | Control::Track(_) | Control::Output { .. } => return None,
        #[cfg(feature = "wide")]
        Control::Statement(_) => return None,
    };
    let note = note(screen.picture, name, &note_id);
    let whole = element("div").child(view);
    Some(if suggests {
        suggestion(whole.child(note.attr("aria-live", "polite")), screen, place)
    } else {
        whole.child(note)
    })
}

/// Offers what could stand in a field instead, while there is something.
fn suggestion(field: Element, screen: &Screen, place: Place) -> Element {
    let (config, looked) = (screen.config.clone(), place.clone());
    field.live(
        move || usize::from(looked.replacement().is_some()),
        move |offered| {
            let (config, named, taken) = (config.clone(), place.clone(), place.clone());
            let words = move || {
                config.words.fill(Word::UseInstead, &[("replacement", &named.replacement().unwrap_or_default())])
            };
            let take = move |event: web_sys::Event| {
                if let Some(replacement) = taken.replacement() {
                    // Back into the field: the button is about to go, and the focus with it.
                    form::focus(&event, &taken.id);
                    taken.gave(Raw::Text(replacement));
                }
            };
            let button = || form::button("suggestion").attr("type", "button").on("click", take).live_text(words);
            (offered == 1).then(button)
        },
    )
}

fn group(place: &Place, role: &'static str, legend: Element, help: Option<Element>, cards: Vec<Element>) -> Element {
    let owned = place.clone();
    let is_one = role == "radiogroup";
    let choices = element("div").class(if cards.len() > 3 { "choices wide" } else { "choices" }).children(cards);
    element("fieldset")
        .class("field group")
        .attr("role", role)
        .attr("aria-describedby", &place.described_by)
        .attr_if("aria-required", (place.required && is_one).then_some("true"))
        .live_attr("aria-invalid", move || (is_one && owned.is_wrong()).then_some("true"))
        .child(legend)
        .child_if(help)
        .child(choices)
}

/// What is said under a field: its place is kept, so that nothing moves when it comes or goes.
fn note(picture: RwSignal<Arc<Picture>>, name: &str, id: &str) -> Element {
    let (classed, said) = (name.to_owned(), name.to_owned());
    element("p")
        .attr("id", id)
        .part("note")
        .live_attr("class", move || Some(if is_wrong(picture, &classed) { "note wrong" } else { "note" }))
        .live_text(move || picture.get().field(&said).map(|shown| shown.note.clone()).unwrap_or_default())
}

#[inline(never)]
fn is_wrong(picture: RwSignal<Arc<Picture>>, name: &str) -> bool {
    picture.get().field(name).is_some_and(|shown| shown.is_wrong)
}
