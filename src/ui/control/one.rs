//! One option of a few: cards to pick from, or a list to open where there are many.

use super::{Element, Place, element};
use leadlet_core::{
    answer::Raw,
    field::{
        Choice,
        control::{Look, Picking},
    },
};
use leptos::prelude::event_target_value;

/// The most options that are shown side by side; more are a list to open.
const MOST_CARDS: usize = 7;

/// Decides how options are laid out where their owner did not, and where this widget can't as asked.
pub(super) fn look(picking: &Picking<'_>) -> Look {
    // A line to write into needs room.
    #[cfg(feature = "wide")]
    if picking.other.is_some() {
        return match picking.look {
            Look::Auto if picking.options.len() < MOST_CARDS => Look::Cards,
            Look::Auto | Look::Dropdown | Look::Search => Look::List,
            look => look,
        };
    }
    match picking.look {
        Look::Auto if picking.options.len() > MOST_CARDS => Look::Dropdown,
        Look::Auto => Look::Cards,
        #[cfg(not(feature = "wide"))]
        Look::Search => Look::Dropdown,
        look => look,
    }
}

/// Gives the class of the options' layout.
pub(super) fn layout(look: Look, picking: &Picking<'_>) -> &'static str {
    match look {
        #[cfg(feature = "wide")]
        Look::Pictures => "pictures",
        // Several can't be picked from a list to open: they are listed.
        Look::List | Look::Dropdown | Look::Search => "list",
        // Three in a row where no one is left alone.
        #[cfg(feature = "wide")]
        _ if picking.look == Look::Cards && picking.options.len().is_multiple_of(3) => "thirds",
        _ if cfg!(feature = "wide") && picking.look == Look::Cards || picking.options.len() > 3 => "wide",
        _ => "",
    }
}

/// An option's card.
pub(super) fn card(place: &Place, look: Look, input: Element, option: &Choice) -> Element {
    let label = place.screen.say(&option.label);
    match look {
        #[cfg(feature = "wide")]
        Look::Pictures => super::pictures::card(input, &label, option),
        _ => framed(input, &label, option.text.as_deref()),
    }
}

/// Shows a card per option.
pub(super) fn cards(place: &Place, options: &[Choice], look: Look) -> Vec<Element> {
    let drawn = |(index, option): (usize, &Choice)| {
        card(place, look, radio(place, index, Raw::Picked(vec![option.value.clone()])), option)
    };
    options.iter().enumerate().map(drawn).collect()
}

/// An input of one option; the first of a group takes the focus for it.
pub(super) fn radio(place: &Place, index: usize, gives: Raw) -> Element {
    let (told, shown, held) = (place.clone(), place.clone(), gives.clone());
    box_of(place, "radio", index)
        .live_prop("checked", move || shown.holds(&held).into())
        .on("change", move |_| told.gave(gives.clone()))
}

/// An input to pick by.
pub(super) fn box_of(place: &Place, kind: &str, index: usize) -> Element {
    element("input").attr("type", kind).attr_if("id", (index == 0).then_some(&place.id)).attr("name", &place.name)
}

/// A card with an input, its words and a second line of them.
pub(super) fn framed(input: Element, label: &str, more: Option<&str>) -> Element {
    element("label").class("choice").part("choice").child(input).child(words(label, more))
}

/// What an option is called, and a second line.
pub(super) fn words(label: &str, more: Option<&str>) -> Element {
    let more = more.map(|more| element("span").class("more").text(more));
    element("span").class("words").text(label).child_if(more)
}

/// Shows a list to open.
pub(super) fn dropdown(place: &Place, options: &[Choice], choose: &str) -> Element {
    let gives = place.clone();
    let entry = |value: &str, label: &str| {
        let (shown, held) = (place.clone(), Raw::Picked(vec![value.to_owned()]));
        element("option").attr("value", value).live_prop("selected", move || shown.holds(&held).into()).text(label)
    };
    let list = element("select").class("input").part("input").on("change", move |event| {
        let value = event_target_value(&event);
        gives.gave(Raw::Picked(if value.is_empty() { Vec::new() } else { vec![value] }));
    });
    let list = place
        .described(list)
        .child(entry("", choose))
        .children(options.iter().map(|option| entry(&option.value, &place.screen.say(&option.label))));
    element("div").class("opens").child(list)
}
