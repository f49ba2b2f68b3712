//! Controls: one file per way of answering, and the only match over them.
//!
//! A control shows what stands in its field and tells what the visitor did; what that means is the
//! field's business. Those that only the wide widget has stand behind its feature: a flow that asks
//! for none of them does not pay for them.

mod line;
mod lines;
mod many;
mod one;
mod place;
mod tick;

#[cfg(feature = "wide")]
mod either;
#[cfg(feature = "wide")]
mod grid;
#[cfg(feature = "wide")]
mod numbers;
#[cfg(feature = "wide")]
mod other;
#[cfg(feature = "wide")]
mod output;
#[cfg(feature = "wide")]
mod parts;
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

use super::{
    Element, Screen,
    element::{composed, element},
    form,
};
#[cfg(feature = "wide")]
use leadlet_core::field::control::TrackLook;
use leadlet_core::{
    answer::Raw,
    field::{
        Field,
        control::{Control, Look, Picking},
    },
    words::Word,
};
use place::Place;

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
            #[cfg(feature = "wide")]
            Some(group) => parts::group(step, screen, group, run),
            _ => run.iter().fold(step, |step, field| while_shown(step, screen, &field.name, answerable)),
        }
    })
}

/// How a field is drawn.
type Draw = fn(&Screen, &Field) -> Option<Element>;

/// Shows a field while the flow does.
fn while_shown(parent: Element, screen: &Screen, name: &str, draw: Draw) -> Element {
    let (screen, name, followed, looked) = (screen.clone(), name.to_owned(), screen.clone(), name.to_owned());
    // Drawn anew when what it says has changed: answers before it may stand in its texts.
    let key = move || followed.now().field(&looked).map_or(0, |shown| shown.key);
    parent.live(key, move |key| if key == 0 { None } else { draw(&screen, screen.config.plan.flow.field(&name)?) })
}

/// Draws a field: what it is called, its control, and what is said under it.
fn answerable(screen: &Screen, field: &Field) -> Option<Element> {
    let place = Place::of(screen, field);
    let words = &screen.config.words;
    let help = || help(screen, field.help.as_deref(), &place.help_id);
    // A single input is named by a label, a group of boxes by a legend.
    let single = |input: Element| {
        let label = called(element("label").attr("for", &place.id), &place, field);
        element("div").class("field").child(label).child_if(help()).child(input)
    };
    let group = |role, inside: Element| group(&place, field, role, help(), inside);
    let choices = |look: &str, cards: Vec<Element>| element("div").class(&["choices ", look].concat()).children(cards);
    let control = field.asks.control();
    // What could stand in an address instead comes while the visitor looks elsewhere: it is read out.
    let suggests = cfg!(feature = "wide") && matches!(&control, Control::Line(line) if line.kind == "email");
    let view = match &control {
        Control::None => return None,
        Control::Tick(agreement) => element("div").class("field").child(tick::control(&place, agreement, words)),
        Control::Line(line) => single(line::control(&place, line)),
        Control::Lines { rows, placeholder } => single(lines::control(&place, *rows, *placeholder)),
        Control::One(picking) => match one::look(picking) {
            #[cfg(feature = "wide")]
            Look::Search => single(search::control(&place, field, picking)),
            Look::Dropdown => single(one::dropdown(&place, picking.options, words.say(Word::ChooseOne))),
            look => {
                let cards = with_other(&place, picking, false, one::cards(&place, picking.options, look));
                group("radiogroup", choices(one::layout(look, picking), cards))
            }
        },
        Control::Many(picking) => {
            let look = one::look(picking);
            let cards = with_other(&place, picking, true, many::cards(&place, picking.options, look));
            group("group", choices(one::layout(look, picking), cards))
        }
        #[cfg(feature = "wide")]
        Control::Either { yes, no } => group("radiogroup", choices("two", either::cards(&place, *yes, *no))),
        #[cfg(feature = "wide")]
        Control::Output { unit, decimals } => {
            let label = element("span").class("label").part("label").attr("id", &place.label_id);
            let label = label.text(&screen.say(&field.label));
            let output = output::control(&place, *unit, *decimals);
            element("div").class("field").child(label).child_if(help()).child(output)
        }
        #[cfg(feature = "wide")]
        Control::Ranked(options) => group("group", ranked::control(&place, options)),
        #[cfg(feature = "wide")]
        Control::Track(track) => match track.look {
            TrackLook::Slider => single(slider::control(&place, field, track)),
            TrackLook::Stars => group("radiogroup", stars::control(&place, track)),
            TrackLook::Numbers => group("radiogroup", numbers::control(&place, track)),
        },
        #[cfg(feature = "wide")]
        Control::Statement(pieces) => return Some(statement::control(&place, pieces)),
        // No field type of the small widget names these.
        #[cfg(not(feature = "wide"))]
        Control::Ranked(_) | Control::Track(_) | Control::Either { .. } | Control::Output { .. } => return None,
    };
    let asked = element("div").class(class_of(field, &control)).child(view);
    if let Control::Output { .. } = control {
        // What can't be answered can't be answered wrongly.
        return Some(asked);
    }
    let note = note(screen, &field.name, &place.note_id);
    Some(match suggests {
        true => suggestion(asked.child(note.attr("aria-live", "polite")), screen, place),
        false => asked.child(note),
    })
}

/// Adds the option to write into, where there is one.
#[cfg(feature = "wide")]
fn with_other(place: &Place, picking: &Picking<'_>, many: bool, mut cards: Vec<Element>) -> Vec<Element> {
    cards.extend(picking.other.map(|other| other::card(place, other, many, picking.options.len())));
    cards
}

/// The small widget has no option to write into.
#[cfg(not(feature = "wide"))]
fn with_other(_: &Place, _: &Picking<'_>, _: bool, cards: Vec<Element>) -> Vec<Element> {
    cards
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

#[cfg(feature = "wide")]
use parts::{class_of, is_optional_as_a_whole};

/// Every field of the small widget stands alone.
#[cfg(not(feature = "wide"))]
fn class_of(_: &Field, _: &Control<'_>) -> &'static str {
    "asked"
}

/// No field of the small widget is a part of a group.
#[cfg(not(feature = "wide"))]
fn is_optional_as_a_whole(_: &Screen, _: &Field) -> bool {
    false
}

/// Adds the words a field is called by, and whether it may be left out.
fn called(label: Element, place: &Place, field: &Field) -> Element {
    let screen = &place.screen;
    let is_marked = !place.required && !is_optional_as_a_whole(screen, field);
    let label = label.class("label").part("label").text(&screen.say(&field.label));
    label.child_if(is_marked.then(|| optional(screen)))
}

/// Says that something may be left out.
fn optional(screen: &Screen) -> Element {
    element("span").class("optional").text(&[" (", screen.config.words.say(Word::Optional), ")"].concat())
}

/// A sentence that helps to answer.
fn help(screen: &Screen, text: Option<&str>, id: &str) -> Option<Element> {
    text.map(|text| screen.write(element("p").class("help").part("help").attr("id", id), text))
}

/// Frames what is answered with several inputs.
fn group(place: &Place, field: &Field, role: &'static str, help: Option<Element>, inside: Element) -> Element {
    let owned = place.clone();
    let is_one = role == "radiogroup";
    element("fieldset")
        .class("field group")
        .attr("role", role)
        .attr("aria-describedby", &place.described_by)
        .attr_if("aria-required", (place.required && is_one).then_some("true"))
        .live_attr("aria-invalid", move || (is_one && owned.is_wrong()).then_some("true"))
        .child(called(element("legend"), place, field))
        .child_if(help)
        .child(inside)
}

/// What is said under a field: its place is kept, so that nothing moves when it comes or goes.
fn note(screen: &Screen, name: &str, id: &str) -> Element {
    let (classed, said) = (name.to_owned(), name.to_owned());
    let (judged, screen) = (screen.clone(), screen.clone());
    element("p")
        .attr("id", id)
        .part("note")
        .live_attr("class", move || Some(if is_wrong(&judged, &classed) { "note wrong" } else { "note" }))
        .live_text(move || screen.now().field(&said).map(|shown| shown.note.clone()).unwrap_or_default())
}

#[inline(never)]
fn is_wrong(screen: &Screen, name: &str) -> bool {
    screen.now().field(name).is_some_and(|shown| shown.is_wrong)
}
