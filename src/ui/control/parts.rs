//! Several fields that are asked as one: a frame with their common question, and the parts in it.

#[cfg(feature = "wide")]
use super::grid;
use super::{Draw, Element, Screen, answerable, element, help, optional, while_shown};
#[cfg(feature = "wide")]
use leadlet_core::field::Layout;
use leadlet_core::field::{Field, Group, control::Control};
use std::{rc::Rc, sync::Arc};

/// What is written in a few letters and comes in pairs, by its token for browsers: two share a row.
const SHORT: [&str; 4] = ["given-name", "family-name", "postal-code", "address-level2"];

/// Shows the parts of a group within one frame, while the flow shows any of them.
pub(super) fn group(step: Element, screen: &Screen, group: &Arc<Group>, parts: &[Field]) -> Element {
    let (screen, group, looked) = (screen.clone(), group.clone(), screen.clone());
    let names: Rc<[String]> = parts.iter().map(|part| part.name.clone()).collect();
    let watched = names.clone();
    let is_shown = move || {
        let picture = looked.now();
        usize::from(watched.iter().any(|name| picture.field(name).is_some()))
    };
    step.live(is_shown, move |shown| (shown == 1).then(|| frame(&screen, &group, &names)))
}

fn frame(screen: &Screen, group: &Group, names: &[String]) -> Element {
    let help_id = ["group-", &group.name, "-help"].concat();
    let legend = screen.write(element("legend").class("label").part("label"), &group.label);
    let fields: Vec<&Field> = names.iter().filter_map(|name| screen.config.plan.flow.field(name)).collect();
    let is_optional = fields.first().is_some_and(|field| is_optional_as_a_whole(screen, field));
    let (inside, draw) = match group.layout {
        #[cfg(feature = "wide")]
        Layout::Grid => {
            let head = fields.first().map(|field| grid::head(screen, field.asks.choices()));
            (element("div").class("grid").child_if(head), grid::row as Draw)
        }
        _ => (element("div").class("parts"), answerable as Draw),
    };
    element("fieldset")
        .class("field group")
        .part("group")
        .attr_if("aria-describedby", group.help.is_some().then_some(&help_id))
        .child(legend.child_if(is_optional.then(|| optional(screen))))
        .child_if(help(screen, group.help.as_deref(), &help_id))
        .child(names.iter().fold(inside, |inside, name| while_shown(inside, screen, name, draw)))
}

/// Tells whether a field is a part of a group of which everything may be left out, whatever is
/// answered: then the group says so once.
pub(super) fn is_optional_as_a_whole(screen: &Screen, field: &Field) -> bool {
    let Some(group) = &field.group else { return false };
    let is_part = |other: &Field| other.group.as_ref().is_some_and(|of| Arc::ptr_eq(of, group));
    let may_be_required = |other: &Field| other.required || other.required_if.is_some();
    !screen.config.plan.flow.fields().any(|(_, other)| is_part(other) && may_be_required(other))
}

/// Gives the class of a field by the room it takes.
pub(super) fn class_of(field: &Field, control: &Control<'_>) -> &'static str {
    match control {
        _ if field.group.is_none() => "asked",
        Control::Line(line) if SHORT.contains(&line.autocomplete) => "asked short",
        _ => "asked part",
    }
}
