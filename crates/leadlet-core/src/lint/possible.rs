//! What a value can be, as a set that is easy to reckon with and never too small.
//!
//! A set is made of single values (null, flags, texts, numbers), a range of numbers, texts of some
//! lengths, lists of some texts, and "anything else". Every operation may make the set larger than
//! the truth, never smaller: that is what makes a verdict like "never true" certain. Knows nothing
//! of conditions or fields.

use super::{items::Items, span::Span};
use crate::{
    field::Domain,
    json::{Json, number_text},
};

/// A set of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Possible {
    /// Values that stand alone: null, flags, numbers and texts, each once.
    pub(super) values: Vec<Json>,
    /// Every number of a range.
    pub(super) numbers: Option<Span>,
    /// Every text whose number of characters lies between the two.
    pub(super) texts: Option<(usize, usize)>,
    /// Lists.
    pub(super) lists: Option<Items>,
    /// What the range and the lengths leave out.
    pub(super) except: Vec<Json>,
    /// Anything else: objects, infinity, "not a number".
    pub(super) other: bool,
}

impl Possible {
    /// No value at all.
    pub(super) fn nothing() -> Self {
        Possible { values: Vec::new(), numbers: None, texts: None, lists: None, except: Vec::new(), other: false }
    }

    /// Any value.
    pub(super) fn anything() -> Self {
        Possible { other: true, ..Possible::anything_plain() }.and(Json::Null)
    }

    /// Any flag, number, text or list.
    fn anything_plain() -> Self {
        Possible {
            values: vec![Json::Bool(true), Json::Bool(false)],
            numbers: Some(Span::ALL),
            texts: Some((0, usize::MAX)),
            lists: Some(Items::ANY),
            ..Possible::nothing()
        }
    }

    /// Exactly these values.
    pub(super) fn one_of(values: impl IntoIterator<Item = Json>) -> Self {
        values.into_iter().fold(Possible::nothing(), Possible::and)
    }

    /// Null, which is also everything that is missing.
    pub(super) fn null() -> Self {
        Possible::one_of([Json::Null])
    }

    /// A range of numbers.
    pub(super) fn numbers(span: Span) -> Self {
        Possible { numbers: Some(span), ..Possible::nothing() }.settled()
    }

    /// Texts of `min` to `max` characters.
    pub(super) fn texts(min: usize, max: usize) -> Self {
        Possible { texts: Some((min, max)), ..Possible::nothing() }.settled()
    }

    /// Lists.
    pub(super) fn lists(items: Items) -> Self {
        Possible { lists: Some(items), ..Possible::nothing() }.settled()
    }

    /// `true` where it can be, `false` where it can be.
    pub(super) fn flags(can_be_true: bool, can_be_false: bool) -> Self {
        let both = [(can_be_true, true), (can_be_false, false)];
        Possible::one_of(both.into_iter().filter(|(can, _)| *can).map(|(_, value)| Json::Bool(value)))
    }

    /// The answers that a field can have, "no answer" not among them.
    pub(super) fn of_domain(domain: &Domain) -> Self {
        match domain {
            Domain::Anything => Possible::anything_plain(),
            Domain::Nothing => Possible::nothing(),
            Domain::Flag { can_be_false } => Possible::flags(true, *can_be_false),
            Domain::Number { min, max, whole } => Possible::numbers(Span::new(*min, *max, *whole)),
            Domain::OneOf(values) => Possible::one_of(values.iter().map(|value| Json::from(value.as_str()))),
            Domain::SomeOf { values, min, max } => Possible::lists(Items {
                of: Some(values.clone()),
                // Nothing picked is no answer.
                min: (*min).max(1),
                max: *max,
                with: Vec::new(),
                without: Vec::new(),
            }),
            Domain::Text { min, max } => Possible::texts(*min, *max),
        }
    }

    /// Adds a value.
    pub(super) fn and(mut self, value: Json) -> Self {
        self.except.retain(|left_out| *left_out != value);
        if !matches!(value, Json::List(_) | Json::Object(_)) {
            if !self.values.contains(&value) {
                self.values.push(value);
            }
        } else {
            match value.as_list() {
                Some(items) => {
                    let texts: Option<Vec<String>> =
                        items.iter().map(|item| item.as_text().map(str::to_owned)).collect();
                    let made = Items { of: texts, min: items.len(), max: items.len(), ..Items::ANY };
                    self.lists = Some(self.lists.as_ref().map_or(made.clone(), |lists| lists.join(&made)));
                }
                None => self.other = true,
            }
        }
        self
    }

    /// Tells whether there is no value.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.numbers.is_none() && self.texts.is_none() && self.lists.is_none() && !self.other
    }

    /// Gives the values where there are so few that each can be tried.
    pub(super) fn each(&self) -> Option<&[Json]> {
        let alone = self.numbers.is_none() && self.texts.is_none() && self.lists.is_none() && !self.other;
        alone.then_some(self.values.as_slice())
    }

    /// Gives the only value there is.
    pub(super) fn only(&self) -> Option<&Json> {
        match self.each() {
            Some([only]) => Some(only),
            _ => None,
        }
    }

    /// Tells whether this flag, number, text or null is among the values.
    pub(super) fn contains(&self, value: &Json) -> bool {
        if self.values.contains(value) {
            return true;
        }
        let in_range = match value {
            Json::Number(number) => self.numbers.as_ref().is_some_and(|span| span.contains(*number)),
            Json::Text(text) => self.texts.is_some_and(|(min, max)| (min..=max).contains(&text.chars().count())),
            _ => false,
        };
        in_range && !self.except.contains(value)
    }

    /// Gives what is in either set.
    pub(super) fn join(&self, other: &Possible) -> Possible {
        let mut joined = self.clone();
        joined.values.extend(other.values.iter().filter(|value| !self.values.contains(value)).cloned());
        joined.numbers = either(&self.numbers, &other.numbers, Span::join);
        joined.texts = either(&self.texts, &other.texts, |a, b| (a.0.min(b.0), a.1.max(b.1)));
        joined.lists = either(&self.lists, &other.lists, Items::join);
        joined.other |= other.other;
        joined.except.extend(other.except.iter().filter(|value| !self.except.contains(value)).cloned());
        joined.except.retain(|value| !self.contains(value) && !other.contains(value));
        joined
    }

    /// Gives what is in both sets, as `===` has it: lists and objects are taken for the same.
    pub(super) fn meet(&self, other: &Possible) -> Possible {
        let mut met = Possible::one_of(
            self.values
                .iter()
                .filter(|value| other.contains(value))
                .chain(other.values.iter().filter(|value| self.contains(value)))
                .cloned(),
        );
        met.numbers = both(&self.numbers, &other.numbers, Span::meet);
        met.texts = both(&self.texts, &other.texts, |a, b| (a.0.max(b.0), a.1.min(b.1)));
        met.lists = both(&self.lists, &other.lists, |a, _| a.clone());
        met.other = self.other && other.other;
        met.except =
            self.except.iter().chain(&other.except).filter(|value| !met.values.contains(value)).cloned().collect();
        met.settled()
    }

    /// Leaves a value out.
    pub(super) fn without(&self, value: &Json) -> Possible {
        let mut rest = self.clone();
        rest.values.retain(|one| one != value);
        let in_range = match value {
            Json::Number(_) => self.numbers.is_some(),
            Json::Text(_) => self.texts.is_some(),
            _ => false,
        };
        if in_range && !rest.except.contains(value) {
            rest.except.push(value.clone());
        }
        rest.settled()
    }

    /// Keeps what counts as true, or what does not.
    pub(super) fn that_is(&self, truth: bool) -> Possible {
        let mut rest = self.clone();
        rest.values.retain(|value| is_true(value) == truth);
        if truth {
            return rest.without(&Json::Number(0.0)).without(&Json::from("")).with_items_from(1);
        }
        let zero = Json::Number(0.0);
        let empty = Json::from("");
        let (has_zero, has_empty) = (self.contains(&zero), self.contains(&empty));
        rest.numbers = None;
        rest.texts = None;
        rest.lists = rest.lists.filter(|lists| lists.min == 0).map(|lists| Items { max: 0, ..lists });
        if has_zero {
            rest = rest.and(zero);
        }
        if has_empty {
            rest = rest.and(empty);
        }
        rest.settled()
    }

    fn with_items_from(mut self, min: usize) -> Possible {
        if let Some(lists) = &mut self.lists {
            lists.min = lists.min.max(min);
        }
        self.settled()
    }

    /// Drops what turned out to hold nothing, and counts up a short range of whole numbers.
    pub(super) fn settled(mut self) -> Possible {
        self.numbers = self.numbers.and_then(Span::settled);
        self.texts = self.texts.filter(|(min, max)| min <= max);
        self.lists = self.lists.filter(Items::exists);
        if let Some(numbers) = self.numbers.as_ref().and_then(Span::each) {
            self.numbers = None;
            for number in numbers.into_iter().map(Json::Number) {
                if !self.except.contains(&number) && !self.values.contains(&number) {
                    self.values.push(number);
                }
            }
        }
        if self.texts == Some((0, 0)) {
            self.texts = None;
            let empty = Json::from("");
            if !self.except.contains(&empty) && !self.values.contains(&empty) {
                self.values.push(empty);
            }
        }
        let (numbers, texts) = (self.numbers.is_some(), self.texts.is_some());
        self.except.retain(|value| if value.as_text().is_some() { texts } else { numbers });
        self
    }

    /// Says the values in words: `"cto" or "cfo"`, `a number from 1 to 50 or missing`.
    pub(super) fn words(&self) -> String {
        const MOST: usize = 6;
        let mut said: Vec<String> = Vec::new();
        let shown = |value: &&Json| **value != Json::Null;
        let mut values: Vec<String> = self.values.iter().filter(shown).map(Json::compact).collect();
        if values.len() > MOST && self.values.iter().all(|value| matches!(value, Json::Number(_) | Json::Null)) {
            let numbers = || self.values.iter().filter_map(Json::as_number);
            let (min, max) = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
            values = vec![["a whole number from ", &number_text(min), " to ", &number_text(max)].concat()];
        } else if values.len() > MOST {
            let more = (values.len() - MOST).to_string();
            values.truncate(MOST);
            values.push([&more, " others"].concat());
        }
        said.append(&mut values);
        said.extend(self.numbers.as_ref().map(Span::words));
        said.extend(self.texts.map(|(min, max)| match (min, max) {
            (_, usize::MAX) => "a text".to_owned(),
            (0 | 1, max) => ["a text of at most ", &max.to_string(), " characters"].concat(),
            (min, max) => ["a text of ", &min.to_string(), " to ", &max.to_string(), " characters"].concat(),
        }));
        said.extend(self.lists.as_ref().map(|lists| {
            match &lists.of {
                Some(of) => [
                    "a list of ",
                    &of.iter()
                        .take(MOST)
                        .map(|value| Json::from(value.as_str()).compact())
                        .collect::<Vec<_>>()
                        .join(", "),
                ]
                .concat(),
                None => "a list".to_owned(),
            }
        }));
        if self.other {
            said.push("something else".to_owned());
        }
        if self.values.contains(&Json::Null) {
            said.push("missing".to_owned());
        }
        match said.pop() {
            None => "nothing".to_owned(),
            Some(last) if said.is_empty() => last,
            Some(last) => [&said.join(", "), " or ", &last].concat(),
        }
    }
}

fn either<T: Clone>(a: &Option<T>, b: &Option<T>, join: impl Fn(&T, &T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(join(a, b)),
        (one, None) | (None, one) => one.clone(),
    }
}

fn both<T>(a: &Option<T>, b: &Option<T>, meet: impl Fn(&T, &T) -> T) -> Option<T> {
    Some(meet(a.as_ref()?, b.as_ref()?))
}

/// Tells whether a value counts as true in a condition.
pub(super) fn is_true(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(flag) => *flag,
        Json::Number(number) => *number != 0.0,
        Json::Text(text) => !text.is_empty(),
        Json::List(items) => !items.is_empty(),
        Json::Object(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: f64) -> Json {
        Json::Number(number)
    }

    #[test]
    fn a_short_range_of_whole_numbers_can_be_used_up() {
        let stars = Possible::numbers(Span::new(1.0, 2.0, true));
        assert_eq!(stars.each().map(<[Json]>::len), Some(2));
        assert!(stars.without(&number(1.0)).without(&number(2.0)).is_empty());
    }

    #[test]
    fn what_was_left_out_stays_out_until_it_is_joined_in() {
        let text = Possible::texts(1, 10);
        let rest = text.without(&Json::from("a"));
        assert!(!rest.contains(&Json::from("a")) && rest.contains(&Json::from("b")));
        assert!(rest.meet(&Possible::one_of([Json::from("a")])).is_empty());
        assert!(rest.join(&text).contains(&Json::from("a")));
        assert!(!rest.join(&Possible::null()).contains(&Json::from("a")));
    }

    #[test]
    fn a_list_can_hold_only_what_it_is_made_of_and_not_more_than_fits() {
        let items = |with: &[&str], without: &[&str]| {
            Possible::lists(Items {
                of: Some(vec!["a".into(), "b".into()]),
                min: 1,
                max: 1,
                with: with.iter().map(|one| (*one).to_owned()).collect(),
                without: without.iter().map(|one| (*one).to_owned()).collect(),
            })
        };
        assert!(!items(&["a"], &["b"]).is_empty());
        for (with, without) in [(&["a", "b"][..], &[][..]), (&[], &["a", "b"]), (&["c"], &[]), (&["a"], &["a"])] {
            assert!(items(with, without).is_empty(), "{with:?} {without:?}");
        }
    }

    #[test]
    fn truth_parts_a_set_in_two() {
        let any = Possible::anything();
        assert!(!any.that_is(true).contains(&number(0.0)) && !any.that_is(true).contains(&Json::Null));
        let falsy = any.that_is(false);
        assert!(falsy.contains(&number(0.0)) && falsy.contains(&Json::from("")) && falsy.contains(&Json::Null));
        assert!(!falsy.contains(&number(1.0)));
        assert!(Possible::texts(1, 9).that_is(false).is_empty());
    }

    #[test]
    fn a_set_is_said_in_words() {
        let choice = Possible::one_of([Json::from("cto"), Json::from("cfo"), Json::Null]);
        assert_eq!(choice.words(), r#""cto", "cfo" or missing"#);
        assert_eq!(Possible::numbers(Span::new(0.5, 50.0, false)).words(), "a number from 0.5 to 50");
        assert_eq!(Possible::numbers(Span::new(0.0, 10.0, true)).words(), "a whole number from 0 to 10");
        assert_eq!(Possible::nothing().words(), "nothing");
    }
}
