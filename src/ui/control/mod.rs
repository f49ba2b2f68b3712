//! Controls: one file per way of answering, and the only match over them.
//!
//! A control shows what stands in its field and tells what the visitor did; what that means is the
//! field's business. Those that only the wide widget has stand behind its feature: a flow that asks
//! for none of them does not pay for them.

mod either;
mod line;
mod lines;
mod many;
mod one;
mod output;
mod parts;
mod place;
mod tick;

#[cfg(feature = "wide")]
mod grid;
#[cfg(feature = "wide")]
mod numbers;
#[cfg(feature = "wide")]
mod pictures;
#[cfg(feature = "wide")]
mod ranked;
#[cfg(feature = "wide")]
mod search;
#[cfg(feature = "wide")]
mod slider;
#[cfg(feature = "wide")]
mod stars;
#[cfg(feature = "wide")]
mod statement;

use super::{Element, Screen, element::element, picture::Picture};
#[cfg(feature = "wide")]
use leadlet_core::field::control::TrackLook;
use leadlet_core::{
    field::{
        Choice, Field,
        control::{Control, Look},
    },
    piping,
    words::Word,
};
use leptos::prelude::*;
use place::Place;
use std::{borrow::Cow, sync::Arc};

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

/// Shows the fields of a step, those of a group within one frame.
pub(super) fn fields(step: Element, screen: &Screen, fields: &[Field]) -> Element {
    // Parts of a group share the place of the field that the owner wrote.
    fields.chunk_by(|field, next| field.place == next.place).fold(step, |step, run| {
        match run.first().and_then(|field| field.group.as_ref()) {
            Some(group) => parts::group(step, screen, group, run),
            None => run.iter().fold(step, |step, field| while_shown(step, screen, &field.name, answerable)),
        }
    })
}

/// How a field is drawn.
type Draw = fn(&Screen, &Field) -> Option<Element>;

/// Shows a field while the flow does.
fn while_shown(parent: Element, screen: &Screen, name: &str, draw: Draw) -> Element {
    let picture = screen.picture;
    let (screen, name, looked) = (screen.clone(), name.to_owned(), name.to_owned());
    // Drawn anew when what it says has changed: answers before it may stand in its texts.
    let key = move || picture.get().field(&looked).map_or(0, |shown| shown.key);
    parent.live(key, move |key| if key == 0 { None } else { draw(&screen, screen.config.plan.flow.field(&name)?) })
}

/// Draws a field: what it is called, its control, and what is said under it.
fn answerable(screen: &Screen, field: &Field) -> Option<Element> {
    let place = Place::of(screen, field);
    let words = &screen.config.words;
    // A single input is named by a label, a group of boxes by a legend.
    let single = |input: Element| {
        let label = called(element("label").attr("for", &place.id), screen, field);
        element("div")
            .class("field")
            .child(label)
            .child_if(help(screen, field.help.as_deref(), &place.help_id))
            .child(input)
    };
    let group = |role, inside: Element| group(&place, screen, field, role, inside);
    let choices = |look: &str, cards: Vec<Element>| element("div").class(&["choices ", look].concat()).children(cards);
    let control = field.asks.control();
    let options = said(screen, field.asks.choices());
    let view = match &control {
        Control::None => return None,
        Control::Tick(agreement) => element("div").class("field").child(tick::control(&place, agreement, words)),
        Control::Line(line) => single(line::control(&place, line)),
        Control::Lines { rows, placeholder } => single(lines::control(&place, *rows, *placeholder)),
        Control::One(picking) => match one::look(picking) {
            #[cfg(feature = "wide")]
            Look::Search => single(search::control(&place, &screen.say(&field.label), picking, &screen.config)),
            Look::Dropdown => single(one::dropdown(&place, &options, words.say(Word::ChooseOne))),
            look => {
                group("radiogroup", choices(one::layout(look, picking), one::cards(&place, &options, one::face(look))))
            }
        },
        Control::Many(picking) => {
            let look = one::look(picking);
            group("group", choices(one::layout(look, picking), many::cards(&place, &options, one::face(look))))
        }
        Control::Either { yes, no } => group("radiogroup", choices("two", either::cards(&place, words, *yes, *no))),
        Control::Output { unit, decimals } => {
            let label = element("span")
                .class("label")
                .part("label")
                .attr("id", &place.label_id)
                .text(&screen.say(&field.label));
            let output = output::control(&place, &screen.config.plan.flow.locale, *unit, *decimals);
            element("div")
                .class("field")
                .child(label)
                .child_if(help(screen, field.help.as_deref(), &place.help_id))
                .child(output)
        }
        #[cfg(feature = "wide")]
        Control::Ranked(_) => group("group", ranked::control(&place, &options, &screen.config)),
        #[cfg(feature = "wide")]
        Control::Track(track) => match track.look {
            TrackLook::Slider => single(slider::control(&place, &screen.say(&field.label), track, &screen.config)),
            TrackLook::Stars => group("radiogroup", stars::control(&place, track, &screen.config)),
            TrackLook::Numbers => group("radiogroup", numbers::control(&place, track, &screen.config)),
        },
        #[cfg(feature = "wide")]
        Control::Statement(pieces) => return Some(statement::control(pieces, screen)),
        // No field type of the small widget names these.
        #[cfg(not(feature = "wide"))]
        Control::Ranked(_) | Control::Track(_) => return None,
    };
    let asked = element("div").class(parts::class_of(field, &control)).child(view);
    // What can't be answered can't be answered wrongly.
    let note = (!matches!(control, Control::Output { .. })).then(|| note(screen.picture, &field.name, &place.note_id));
    Some(asked.child_if(note))
}

/// Gives options as the visitor reads them, with answers put into their words.
fn said<'o>(screen: &Screen, options: &'o [Choice]) -> Cow<'o, [Choice]> {
    let has_marks =
        |option: &Choice| piping::has_marks(&option.label) || option.text.as_deref().is_some_and(piping::has_marks);
    if !options.iter().any(has_marks) {
        return Cow::Borrowed(options);
    }
    let said = |option: &Choice| Choice {
        label: screen.say(&option.label),
        text: option.text.as_ref().map(|text| screen.say(text)),
        ..option.clone()
    };
    Cow::Owned(options.iter().map(said).collect())
}

/// Tells whether a field must be answered, with the other answers as they are.
fn is_required(screen: &Screen, field: &Field) -> bool {
    screen.picture.get().field(&field.name).is_some_and(|shown| shown.required)
}

/// Adds the words a field is called by, and whether it may be left out.
fn called(label: Element, screen: &Screen, field: &Field) -> Element {
    let label = label.class("label").part("label").text(&screen.say(&field.label));
    label.child_if(parts::is_marked(screen, field).then(|| optional(screen)))
}

/// Says that something may be left out.
fn optional(screen: &Screen) -> Element {
    element("span").class("optional").text(&[" (", screen.config.words.say(Word::Optional), ")"].concat())
}

/// A sentence that helps to answer.
fn help(screen: &Screen, text: Option<&str>, id: &str) -> Option<Element> {
    text.map(|text| element("p").class("help").part("help").attr("id", id).text(&screen.say(text)))
}

/// Frames what is answered with several inputs.
fn group(place: &Place, screen: &Screen, field: &Field, role: &'static str, inside: Element) -> Element {
    let owned = place.clone();
    let is_one = role == "radiogroup";
    element("fieldset")
        .class("field group")
        .attr("role", role)
        .attr("aria-describedby", &place.described_by)
        .attr_if("aria-required", (place.required && is_one).then_some("true"))
        .live_attr("aria-invalid", move || (is_one && owned.is_wrong()).then_some("true"))
        .child(called(element("legend"), screen, field))
        .child_if(help(screen, field.help.as_deref(), &place.help_id))
        .child(inside)
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
