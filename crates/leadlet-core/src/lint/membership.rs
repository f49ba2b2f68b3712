//! Reasons about what is in a list, and about which names have a value: `in`, `some`, `all`, `none`,
//! `missing`, `missing_some`.

use super::{
    possible::Possible,
    reason::{Narrowed, Reasoning, either, evaluated},
    term::is_constant,
};
use crate::{json::Json, logic::Condition};

impl Reasoning<'_> {
    /// Takes it that a value is in a list or a text, or not.
    pub(super) fn within(&self, sought: &Json, place: &Json, truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let (what, place_value) = (self.value(sought, narrowed), self.value(place, narrowed));
        if let (Some(items), true) = (place.as_list(), is_constant(place)) {
            let scalars = items.iter().filter(|item| item.as_list().is_none() && item.as_object().is_none());
            let left = if truth {
                what.meet(&Possible::one_of(scalars.cloned()))
            } else {
                scalars.fold(what, |left, item| left.without(item))
            };
            return self.keep(sought, left, narrowed);
        }
        let mut left = place_value;
        let Some(only) = what.only() else {
            if truth {
                left.values.retain(|value| value.as_text().is_some_and(|text| !text.is_empty()));
                left.numbers = None;
                return self.keep(place, left.settled(), narrowed);
            }
            return Some(narrowed.clone());
        };
        left.values.retain(|value| evaluated("in", vec![only.clone(), value.clone()]) == Some(Json::Bool(truth)));
        if truth {
            left.numbers = None;
        }
        left.lists = left.lists.and_then(|mut lists| match (only.as_text(), truth) {
            (Some(text), true) => {
                lists.with.push(text.to_owned());
                Some(lists)
            }
            (Some(text), false) => {
                let always = lists.with.iter().any(|one| one == text);
                lists.without.push(text.to_owned());
                (!always).then_some(lists)
            }
            // A list of texts holds nothing else.
            (None, _) => (!truth || lists.of.is_none()).then_some(lists),
        });
        self.keep(place, left.settled(), narrowed)
    }

    /// Tells whether a loop over the items of a list can give `truth`, by trying its body on each text.
    pub(super) fn over_items(&self, name: &str, list: &Possible, body: &Json, truth: bool) -> bool {
        let Some(lists) = &list.lists else {
            // What is no list has no items: `some` and `all` fail, `none` holds.
            return list.other || truth == (name == "none");
        };
        let (Some(of), Ok(body)) = (&lists.of, Condition::read(body)) else { return true };
        // Inside, a variable starts from the item, so nothing else is known there or needed.
        let passes: Vec<bool> = of.iter().map(|item| body.holds(&Json::from(item.as_str()))).collect();
        let only_lists = list.values.is_empty() && !list.other && list.numbers.is_none() && list.texts.is_none();
        let can_be_empty = lists.min == 0 || !only_lists;
        let (some_pass, some_fail) = (passes.contains(&true), passes.contains(&false));
        match (name, truth) {
            ("some", true) | ("none", false) => some_pass,
            ("some", false) | ("none", true) => some_fail || can_be_empty,
            ("all", true) => some_pass,
            _ => some_fail || can_be_empty,
        }
    }

    /// Takes it that some name has no value, or that all have one.
    pub(super) fn missing(&self, args: &[Json], truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let names = match args {
            [Json::List(names)] => names,
            args => args,
        };
        let Some(paths) = names.iter().map(Json::as_text).collect::<Option<Vec<&str>>>() else {
            return Some(narrowed.clone());
        };
        let mut found = None;
        let mut here = narrowed.clone();
        for path in paths {
            let value = self.look(path, &here);
            let there = value.without(&Json::Null).without(&Json::from(""));
            let gone = Possible::one_of([Json::Null, Json::from("")].into_iter().filter(|one| value.contains(one)));
            if truth && !gone.is_empty() {
                let mut way = here.clone();
                way.insert(path.to_owned(), gone);
                found = either(found, Some(way));
            }
            if there.is_empty() {
                return found;
            }
            here.insert(path.to_owned(), there);
        }
        if truth { found } else { Some(here) }
    }

    /// Takes it that fewer names than needed have a value, or that enough have.
    pub(super) fn missing_some(&self, needed: f64, names: &Json, truth: bool, narrowed: &Narrowed) -> Option<Narrowed> {
        let Some(paths) =
            names.as_list().and_then(|names| names.iter().map(Json::as_text).collect::<Option<Vec<&str>>>())
        else {
            return Some(narrowed.clone());
        };
        let gone = [Json::Null, Json::from("")];
        let values: Vec<Possible> = paths.iter().map(|path| self.look(path, narrowed)).collect();
        let surely = values.iter().filter(|value| gone.iter().all(|one| !value.contains(one))).count();
        let can_be_there =
            |value: &&Possible| !gone.iter().fold((*value).clone(), |left, one| left.without(one)).is_empty();
        let perhaps = values.iter().filter(can_be_there).count();
        // Nothing is missing where enough are there, and where all are.
        let can = if truth {
            (surely as f64) < needed && surely < paths.len()
        } else {
            perhaps as f64 >= needed || perhaps == paths.len()
        };
        can.then(|| narrowed.clone())
    }
}
