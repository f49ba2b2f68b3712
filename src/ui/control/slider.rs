//! A knob to slide, with a button at each end for those who can't drag.
//!
//! At rest it has no answer: the knob is hollow and the number is a dash. Moving it, pressing on it
//! or a button gives one.

use super::{Element, Place, element, numbers::ends};
use js_sys::{Function, Reflect};
use leadlet_core::{
    answer::{Raw, localized},
    field::{Field, control::Track},
    json::number_text,
    words::Word,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// Shows the number, the slider and its buttons.
pub(super) fn control(place: &Place, field: &Field, track: &Track<'_>) -> Element {
    let words = place.words();
    let label = place.screen.say(&field.label);
    let range = element("input")
        .attr("type", "range")
        .attr("min", &number_text(track.min))
        .attr("max", &number_text(track.max))
        .attr("step", &number_text(track.step));
    let output = element("output").class("value").attr("for", &place.id);
    let knob = Rc::new(Knob {
        place: place.clone(),
        input: range.html(),
        output: output.html(),
        span: (track.min, track.max),
        locale: place.locale().to_owned(),
        unit: track.unit.map(|unit| [" ", unit].concat()).unwrap_or_default(),
        unanswered: words.say(Word::NotAnswered).to_owned(),
    });
    let (slid, shown) = (knob.clone(), knob.clone());
    let slide = move |event: web_sys::Event| slid.slide(&event);
    let range = place.described(range.class("range").part("range"));
    // A press on the knob where it rests gives its number, too: no other event says so.
    let range = range.on("input", slide.clone()).on("click", slide.clone()).on("keydown", slide);
    let range = range.follow(Box::new(move || shown.show()));
    let button = |class: &'static str, word: Word, sign: &str, way: &'static str| {
        let knob = knob.clone();
        element("button")
            .class(class)
            .part("step-button")
            .attr("type", "button")
            .attr("aria-label", &[label.trim_end_matches(['.', ':', '?', '!']), ": ", words.say(word)].concat())
            .attr("aria-controls", &place.id)
            .on("click", move |_| knob.step(way))
            .text(sign)
    };
    let row = element("div")
        .class("slider")
        .child(button("sign", Word::Less, "−", "stepDown"))
        .child(range)
        .child(button("sign", Word::More, "+", "stepUp"));
    element("div").child(output).child(row).child_if(ends(track))
}

/// The slider's nodes and what they show.
struct Knob {
    place: Place,
    input: HtmlInputElement,
    output: HtmlElement,
    span: (f64, f64),
    locale: String,
    /// The unit behind a number, with the space before it.
    unit: String,
    unanswered: String,
}

impl Knob {
    fn slide(&self, event: &web_sys::Event) {
        let key = event.dyn_ref::<web_sys::KeyboardEvent>().map(web_sys::KeyboardEvent::key);
        if key.is_none_or(|key| key == " ") {
            self.say("off");
            self.give();
        }
    }

    /// Moves by one step, as the input's own `stepUp` or `stepDown` does. The browser counts in decimals, so that 0.1 and 0.2 make 0.3.
    fn step(&self, way: &str) {
        let step = Reflect::get(&self.input, &way.into()).ok().and_then(|step| step.dyn_into::<Function>().ok());
        _ = step.map(|step| step.call0(&self.input));
        self.say("polite");
        self.give();
    }

    /// Chooses who says the number: a slider says its own, after a button the number itself does.
    fn say(&self, manner: &str) {
        _ = self.output.set_attribute("aria-live", manner);
    }

    fn give(&self) {
        self.place.gave(Raw::Text(self.input.value()));
    }

    fn show(&self) {
        let typed = self.place.typed();
        let is_answered = !typed.is_empty();
        // Without a value the browser puts the knob in the middle.
        self.input.set_value(&typed);
        let number = self.input.value_as_number();
        let words = [&localized(number, &self.locale), self.unit.as_str()].concat();
        _ = self.input.set_attribute("aria-valuetext", if is_answered { &words } else { &self.unanswered });
        _ = self.input.toggle_attribute_with_force("data-rest", !is_answered);
        let shown = if is_answered { &words } else { "–" };
        if self.output.text_content().as_deref() != Some(shown) {
            self.output.set_text_content(Some(shown));
        }
        let (min, max) = self.span;
        let at = if is_answered && max > min { (number - min) / (max - min) } else { 0.0 };
        // In whole thousandths: finer than a pixel, and a short number to write.
        let at = number_text((at * 1_000.0).round() / 1_000.0);
        _ = self.input.style().set_property("--at", &at);
    }
}
