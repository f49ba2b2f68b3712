//! What options are called: as their owner wrote, or, for countries, as the browser says in the
//! visitor's language. Also how a text finds them.

use crate::ui::Screen;
use js_sys::{Array, Function, Intl, JsString, Object, Reflect};
use leadlet_core::{
    field::{
        Choice, Field,
        control::{Control, Labels, Picking},
    },
    sought::{cut, is_within, trimmed},
};
use wasm_bindgen::{JsCast, JsValue};

/// An option with its name.
pub(super) struct Named {
    pub(super) value: String,
    pub(super) label: String,
    /// A second line under the name.
    pub(super) more: Option<String>,
    /// The name as it is searched: in small letters, without marks over them.
    folded: String,
}

impl Named {
    fn new(value: &str, label: String, more: Option<&str>) -> Self {
        Named { value: value.to_owned(), folded: fold(&label), label, more: more.map(str::to_owned) }
    }

    /// Tells whether a folded text is found in the name, or is the value itself.
    pub(super) fn fits(&self, sought: &str) -> bool {
        is_within(&self.folded, sought) || self.value.eq_ignore_ascii_case(sought)
    }
}

/// Gives a text as it is searched. Nobody should have to find the key for "Å" to find Åland.
pub(super) fn fold(text: &str) -> String {
    let plain = JsString::from(trimmed(text)).normalize("NFD").to_lower_case();
    String::from(plain).chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}

/// Gives the number of the option that a folded text most likely means: one that is called so, one
/// whose name begins so, or the first in which it is found.
pub(super) fn best(options: &[Named], sought: &str) -> Option<usize> {
    let find = |is_meant: &dyn Fn(&Named) -> bool| options.iter().position(is_meant);
    find(&|option| option.folded == sought || option.value.eq_ignore_ascii_case(sought))
        .or_else(|| find(&|option| option.folded.starts_with(sought)))
        .or_else(|| find(&|option| option.fits(sought)))
}

/// Gives the number of the option that a folded text can only mean: it is called so, or there is no
/// other in which the text is found.
pub(super) fn meant(options: &[Named], sought: &str) -> Option<usize> {
    if sought.is_empty() {
        return None;
    }
    let exact = options.iter().position(|option| option.folded == sought || option.value.eq_ignore_ascii_case(sought));
    let mut found = options.iter().enumerate().filter(|(_, option)| option.fits(sought));
    exact.or(match (found.next(), found.next()) {
        (Some((number, _)), None) => Some(number),
        _ => None,
    })
}

/// Gives a field's options as they are called, in the order they are shown.
pub(super) fn of(screen: &Screen, field: &Field) -> Vec<Named> {
    match field.asks.control() {
        Control::One(Picking { options, labels: Labels::Regions { first }, .. }) => {
            regions(options, first, &screen.config.plan.flow.locale)
        }
        _ => field.asks.choices().iter().map(|option| given(screen, option)).collect(),
    }
}

fn given(screen: &Screen, option: &Choice) -> Named {
    Named::new(&option.value, screen.say(&option.label), option.text.as_deref())
}

/// Gives countries by their names: those that stand first, then the others in the order of the
/// alphabet that the language has.
fn regions(options: &[Choice], first: usize, locale: &str) -> Vec<Named> {
    let names = intl("DisplayNames", locale).map(JsCast::unchecked_into::<Intl::DisplayNames>);
    let name = |code: &str| names.as_ref().and_then(|names| names.of(code)).map(String::from);
    // A code behind each name: the browser sorts texts only. A tab comes before every letter.
    let line = |option: &Choice| {
        let name = name(&option.value).unwrap_or_else(|| option.label.clone());
        JsValue::from([&name, "\t", &option.value].concat())
    };
    let (first, others) = options.split_at(first.min(options.len()));
    let first: Vec<JsValue> = first.iter().map(line).collect();
    let lines: Array = others.iter().map(line).collect();
    let order = intl("Collator", locale).map(JsCast::unchecked_into::<Intl::Collator>);
    let sort = Reflect::get(&lines, &"sort".into()).ok().and_then(|sort| sort.dyn_into::<Function>().ok());
    if let (Some(order), Some(sort)) = (order, sort) {
        _ = sort.call1(&lines, &order.compare());
    }
    let named = |line: JsValue| {
        let line = line.as_string()?;
        let (name, code) = cut(&line, '\t')?;
        Some(Named::new(code, name.to_owned(), None))
    };
    first.into_iter().chain(lines.iter()).filter_map(named).collect()
}

/// Makes one of the browser's objects that know languages; `None` where it has none, or does not
/// take the locale for one.
fn intl(class: &str, locale: &str) -> Option<JsValue> {
    let all = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class = Reflect::get(&all, &class.into()).ok()?.dyn_into::<Function>().ok()?;
    let options = Object::new();
    _ = Reflect::set(&options, &"type".into(), &"region".into());
    Reflect::construct(&class, &Array::of2(&locale.into(), &options)).ok()
}
