//! One option of many: a list that is narrowed by typing, after the combobox pattern of the ARIA
//! Authoring Practices.
//!
//! While the visitor types, what is typed stands in the field; an option that is picked takes its
//! place. What matches no option stays, and the field says so: nothing that was written is thrown
//! away. Names are asked for and the list is made when they are first needed.

mod drawer;
mod names;

use super::{Element, Place, composed, element};
use drawer::Drawer;
use leadlet_core::{
    answer::Raw,
    field::{Field, control::Picking},
    words::Word,
};
use names::{Named, fold};
use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent, ShadowRoot};

/// How many options the keys for a page move by.
const PAGE: usize = 8;

/// Shows the input and the list under it.
pub(super) fn control(place: &Place, field: &Field, picking: &Picking<'_>) -> Element {
    let list_id = [&place.id, "-list"].concat();
    let input = element("input")
        .class("input")
        .part("input")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-expanded", "false")
        .attr("aria-controls", &list_id)
        .attr("autocomplete", picking.autocomplete)
        .attr("spellcheck", "false")
        .attr("placeholder", place.words().say(Word::ChooseOne));
    let list = element("ul").class("options").part("options").attr("id", &list_id).attr("role", "listbox");
    let list = list.attr("aria-label", &place.screen.say(&field.label));
    let nothing = element("p").class("nothing").attr("role", "status");
    let hidden = element("div").class("drawer").part("drawer").attr("hidden", "");
    let drawer = Drawer::new(&input, &list, &nothing, &hidden, place.words().say(Word::NothingFound));
    let search = Rc::new(Search {
        place: place.clone(),
        input: input.html(),
        drawer,
        options: OnceCell::new(),
        is_open: Cell::new(false),
    });
    let (shown, written, picked) = (search.clone(), search.clone(), search);
    let hear = move |event: web_sys::Event| written.hear(&event);
    let input = place
        .described(input)
        .follow(Box::new(move || shown.show()))
        .on("input", hear.clone())
        .on("change", hear.clone())
        .on("keydown", hear.clone())
        .on("click", hear.clone())
        .on("blur", hear);
    // The input keeps the focus while an option is pressed.
    let list = list.on("mousedown", |event| event.prevent_default()).on("click", move |event| picked.press(&event));
    element("div").class("opens").child(input).child(hidden.child(list).child(nothing))
}

/// The input, its options and the list of them.
struct Search {
    place: Place,
    input: HtmlInputElement,
    drawer: Drawer,
    options: OnceCell<Vec<Named>>,
    is_open: Cell<bool>,
}

impl Search {
    /// Gives the options as they are called, in the order they are shown.
    fn options(&self) -> &[Named] {
        let screen = &self.place.screen;
        let field = || screen.config.plan.flow.field(&self.place.name);
        self.options.get_or_init(|| field().map(|field| names::of(screen, field)).unwrap_or_default())
    }

    /// Gives the number of the option that is picked.
    fn picked(&self) -> Option<usize> {
        let value = self.place.picked().into_iter().next()?;
        self.options().iter().position(|option| option.value == value)
    }

    /// Writes what stands in the field into the input.
    fn show(&self) {
        let option = self.picked().and_then(|number| self.options().get(number));
        let text = option.map_or_else(|| self.place.typed(), |option| option.label.clone());
        if composed(self.input.value()) != text {
            self.input.set_value(&text);
        }
    }

    fn hear(&self, event: &web_sys::Event) {
        match event.type_().as_str() {
            "input" => {
                self.place.gave(Raw::Text(composed(self.input.value())));
                // A browser that fills in a whole form writes into inputs that nobody looks at.
                if self.has_focus() {
                    self.open();
                }
            }
            "change" => self.settle(),
            "click" if self.is_open.get() => self.close(),
            "click" => self.open(),
            "blur" => {
                self.close();
                self.place.left(event);
            }
            _ => self.press_key(event.unchecked_ref()),
        }
    }

    fn has_focus(&self) -> bool {
        let root = self.input.get_root_node().dyn_into::<ShadowRoot>().ok();
        root.and_then(|root| root.active_element()).is_some_and(|element| element.is_same_node(Some(&self.input)))
    }

    fn press_key(&self, event: &KeyboardEvent) {
        let is_open = self.is_open.get();
        match event.key().as_str() {
            "ArrowDown" if !is_open => self.open(),
            "ArrowUp" if !is_open => {
                self.open();
                self.drawer.go(|_, last| last);
            }
            "ArrowDown" => self.drawer.go(|at, last| at.filter(|at| *at < last).map_or(0, |at| at + 1)),
            "ArrowUp" if event.alt_key() => self.close(),
            "ArrowUp" => self.drawer.go(|at, last| at.and_then(|at| at.checked_sub(1)).unwrap_or(last)),
            "PageDown" if is_open => self.drawer.go(|at, last| at.map_or(0, |at| (at + PAGE).min(last))),
            "PageUp" if is_open => self.drawer.go(|at, _| at.map_or(0, |at| at.saturating_sub(PAGE))),
            "Home" if is_open => self.drawer.go(|_, _| 0),
            "End" if is_open => self.drawer.go(|_, last| last),
            "Enter" if is_open => match self.drawer.active() {
                Some(number) => self.pick(number),
                None => return,
            },
            // Twice, as the pattern has it: first the list goes, then the text.
            "Escape" if is_open => self.close(),
            "Escape" if !self.input.value().is_empty() => self.place.gave(Raw::Text(String::new())),
            _ => return,
        }
        event.prevent_default();
        // A dialog around the flow would take an Escape for itself.
        event.stop_propagation();
    }

    fn press(&self, event: &web_sys::Event) {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(number) = target.and_then(|target| self.drawer.option_of(&target)) {
            self.pick(number);
        }
    }

    /// Opens the list, narrowed by what is typed.
    fn open(&self) {
        let (typed, options) = (self.place.typed(), self.options());
        let sought = fold(&typed);
        self.drawer.fill(&self.place.id, options);
        let best = if sought.is_empty() { self.picked() } else { names::best(options, &sought) };
        self.drawer.narrow(&|number| options.get(number).is_some_and(|option| option.fits(&sought)), best);
        self.drawer.open(self.picked());
        self.is_open.set(true);
    }

    fn close(&self) {
        self.drawer.close();
        self.is_open.set(false);
    }

    fn pick(&self, number: usize) {
        if let Some(option) = self.options().get(number) {
            self.place.gave(Raw::Picked(vec![option.value.clone()]));
        }
        self.close();
    }

    /// Takes what is typed for an option where it can be no other.
    fn settle(&self) {
        let typed = self.place.typed();
        if let Some(number) = names::meant(self.options(), &fold(&typed)) {
            self.pick(number);
        }
    }
}
