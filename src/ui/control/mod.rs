//! Controls: one file per way of answering, and the only match over them.

mod line;
mod lines;
mod many;
mod one;
mod tick;

use super::{
    Screen, Tell,
    element::{Element, element, live, live_text},
    picture::{Note, Picture},
};
use leadlet_core::{
    answer::Raw,
    field::{Field, control::Control},
    flow::{Event, Progress},
    words::Word,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What every control needs of its field.
#[derive(Clone)]
struct Place {
    /// The field's name.
    name: String,
    /// The id of the element that takes the focus.
    id: String,
    /// The ids of what describes it.
    described_by: String,
    /// Whether it must be answered.
    required: bool,
    progress: RwSignal<Progress>,
    picture: Memo<Picture>,
    clock: fn() -> i64,
    tell: Tell,
}

impl Place {
    /// Tells what was put in.
    fn gave(&self, raw: Raw) {
        self.tell.that(Event::Gave { name: self.name.clone(), raw, now: (self.clock)() });
    }

    /// Looks at what stands in the field.
    fn raw<T>(&self, look: impl FnOnce(&Raw) -> T) -> T {
        self.progress.with(|progress| look(progress.raw(&self.name).unwrap_or(&Raw::default())))
    }

    /// Tells whether a value is picked.
    fn is_picked(&self, value: &str) -> bool {
        self.raw(|raw| matches!(raw, Raw::Picked(values) if values.iter().any(|picked| picked == value)))
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
            .live_attr("aria-invalid", move || place.is_wrong().then(|| "true".to_owned()))
    }

    /// Adds what every input for text does.
    fn written(&self, input: Element) -> Element {
        let (shown, typed, left) = (self.clone(), self.clone(), self.clone());
        self.described(input.class("input").part("input"))
            .live_text_prop("value", move || shown.typed())
            .on("input", move |event| typed.gave(Raw::Text(event_target_value(&event))))
            .on("blur", move |event| left.left(&event))
    }

    fn is_wrong(&self) -> bool {
        self.picture.with(|picture| matches!(picture.note(&self.name), Some(Note::Wrong(_))))
    }

    /// Tells that the visitor left. Not when they are about to press one of our buttons: a message
    /// that appears between press and release would move it from under the finger.
    fn left(&self, event: &web_sys::Event) {
        let target = event.unchecked_ref::<web_sys::FocusEvent>().related_target();
        if !target.is_some_and(|target| target.has_type::<web_sys::HtmlButtonElement>()) {
            self.tell.that(Event::Left { name: self.name.clone() });
        }
    }
}

/// Gives the id of a field's control.
pub(super) fn element_id(name: &str) -> String {
    ["field-", name].concat()
}

/// Gives the words a field is called by.
pub(super) fn heading_of(field: &Field) -> &str {
    match field.asks.control() {
        Control::Tick(agreement) => &agreement.text,
        _ => &field.label,
    }
}

/// Shows a field while the flow does.
pub(super) fn field(screen: &Screen, picture: Memo<Picture>, name: &str) -> AnyView {
    let (screen, name, looked) = (screen.clone(), name.to_owned(), name.to_owned());
    let shown = Memo::new(move |_| picture.with(|picture| picture.note(&looked).is_some()));
    live(move || if shown.get() { answerable(&screen, picture, &name) } else { None })
}

fn answerable(screen: &Screen, picture: Memo<Picture>, name: &str) -> Option<AnyView> {
    let field = screen.config.plan.flow.field(name)?;
    let words = &screen.config.words;
    let id = element_id(name);
    let (help_id, note_id) = ([&id, "-help"].concat(), [&id, "-note"].concat());
    let place = Place {
        name: name.to_owned(),
        described_by: if field.help.is_some() { [&help_id, " ", &note_id].concat() } else { note_id.clone() },
        id: id.clone(),
        required: field.required,
        progress: screen.progress,
        picture,
        clock: screen.clock,
        tell: screen.tell,
    };
    let optional = || (!field.required).then(|| element("span").class("optional").text(&[" (", words.say(Word::Optional), ")"].concat()).done());
    let label = |element: Element| element.class("label").part("label").text(&field.label).child_if(optional()).done();
    let help = field.help.as_ref().map(|text| element("p").class("help").part("help").attr("id", &help_id).text(text).done());
    // A group of boxes is named by a legend, a single input by a label.
    let single = |input: AnyView, label: AnyView| element("div").class("field").child(label).child_if(help).child(input).done();
    let labelled = || label(element("label").attr("for", &id));
    let view = match field.asks.control() {
        Control::None => return None,
        Control::Tick(agreement) => element("div").class("field").child(tick::control(&place, agreement, words)).done(),
        Control::Line(line) => single(line::control(&place, &line), labelled()),
        Control::Lines { rows, placeholder, .. } => single(lines::control(&place, rows, placeholder), labelled()),
        Control::One(options) if options.len() > one::MOST_CARDS => single(one::dropdown(&place, options, words.say(Word::ChooseOne)), labelled()),
        Control::One(options) => group(&place, "radiogroup", label(element("legend")), one::cards(&place, options), field.help.as_deref()),
        Control::Many(options) => group(&place, "group", label(element("legend")), many::cards(&place, options), field.help.as_deref()),
    };
    Some(element("div").child(view).child(note(picture, name, &note_id)).done())
}

fn group(place: &Place, role: &'static str, legend: AnyView, cards: Vec<AnyView>, help: Option<&str>) -> AnyView {
    let owned = place.clone();
    let help_id = [&place.id, "-help"].concat();
    element("fieldset")
        .class("field group")
        .attr("role", role)
        .attr("aria-describedby", &place.described_by)
        .attr_if("aria-required", (place.required && role == "radiogroup").then_some("true"))
        .live_attr("aria-invalid", move || (role == "radiogroup" && owned.is_wrong()).then(|| "true".to_owned()))
        .child(legend)
        .child_if(help.map(|text| element("p").class("help").part("help").attr("id", &help_id).text(text).done()))
        .child(element("div").class("choices").children(cards).done())
        .done()
}

/// What is said under a field: its place is kept, so that nothing moves when it comes or goes.
fn note(picture: Memo<Picture>, name: &str, id: &str) -> AnyView {
    let (classed, said) = (name.to_owned(), name.to_owned());
    element("p")
        .live_attr("class", move || {
            let wrong = picture.with(|picture| matches!(picture.note(&classed), Some(Note::Wrong(_))));
            Some(if wrong { "note wrong" } else { "note" }.to_owned())
        })
        .part("note")
        .attr("id", id)
        .child(live_text(move || {
            picture.with(|picture| match picture.note(&said) {
                Some(Note::Wrong(text) | Note::Hint(text)) => text.clone(),
                _ => String::new(),
            })
        }))
        .done()
}
