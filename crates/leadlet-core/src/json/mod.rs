//! A small JSON tree: the one form in which configs, answers, facts and leads are read and written.
//!
//! Knows JSON text (RFC 8259), its canonical form (RFC 8785) and how to find a path in a text again.
//! Knows nothing of what the documents mean. Members keep the order and the repetitions of the
//! source, so that a duplicate name can be reported instead of silently losing one of the two.
//! Numbers are `f64`, as in every browser; whole numbers are exact up to 2^53.

mod decimal;
mod locate;
mod number;
mod parse;
mod path;
mod whole;
mod write;

pub(crate) use decimal::read_decimal;
pub use locate::{Outline, Position, locate};
pub use number::number_text;
pub(crate) use number::{decimals, rounded};
pub use parse::{MAX_BYTES, MAX_DEPTH, SyntaxError, parse};
pub use path::{Path, at_index, at_key};
pub(crate) use path::{append_key, join};
pub use whole::{count_text, read_whole, whole_text};

/// One JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// Any finite number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object: members in source order, duplicates kept.
    Object(Vec<Member>),
}

/// One name and value of an object.
pub type Member = (String, Json);

/// The value every missing thing reads as.
pub static NULL: Json = Json::Null;

impl Json {
    /// Gives the member `name` of an object, the last one where it is repeated, as browsers do.
    #[must_use]
    #[inline(never)]
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Gives the member `name`, or null.
    #[must_use]
    pub fn at(&self, name: &str) -> &Json {
        self.get(name).unwrap_or(&NULL)
    }

    /// Gives the text of the member `name`.
    #[must_use]
    pub fn text_at(&self, name: &str) -> Option<&str> {
        self.at(name).as_text()
    }

    /// Gives the text of the member `name`, to keep.
    #[must_use]
    #[inline(never)]
    pub fn owned_at(&self, name: &str) -> Option<String> {
        self.text_at(name).map(str::to_owned)
    }

    /// Gives the items of the member `name`; none where it is no array.
    #[must_use]
    #[inline(never)]
    pub fn list_at(&self, name: &str) -> &[Json] {
        self.at(name).as_list().unwrap_or(&[])
    }

    /// Picks something out of each item of the member `name`; none where it is no array.
    ///
    /// Takes the picker by reference: a chain of iterators would be compiled anew for every caller.
    #[must_use]
    #[inline(never)]
    pub fn each<T>(&self, name: &str, pick: &dyn Fn(&Json) -> T) -> Vec<T> {
        let items = self.list_at(name);
        let mut picked = Vec::with_capacity(items.len());
        for item in items {
            picked.push(pick(item));
        }
        picked
    }

    /// Picks something out of those items of the member `name` that have it.
    #[must_use]
    #[inline(never)]
    pub fn each_some<T>(&self, name: &str, pick: &dyn Fn(&Json) -> Option<T>) -> Vec<T> {
        let mut picked = Vec::new();
        for item in self.list_at(name) {
            picked.extend(pick(item));
        }
        picked
    }

    /// Gives the whole number of the member `name`.
    #[must_use]
    #[inline(never)]
    pub fn whole_at(&self, name: &str) -> Option<i64> {
        self.at(name).as_whole()
    }

    /// Gives the number of the member `name`.
    #[must_use]
    pub fn number_at(&self, name: &str) -> Option<f64> {
        self.at(name).as_number()
    }

    /// Tells whether the member `name` is `true`.
    #[must_use]
    pub fn flag_at(&self, name: &str) -> bool {
        self.at(name).as_bool() == Some(true)
    }

    /// Gives the text of a string value.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    /// Gives the value of a number.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        if let Json::Number(number) = self { Some(*number) } else { None }
    }

    /// Gives a number that is whole and exact (its size at most 2^53).
    #[must_use]
    pub fn as_whole(&self) -> Option<i64> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
            Json::Number(n) if n.abs() <= EXACT && libm::trunc(*n) == *n => Some(*n as i64),
            _ => None,
        }
    }

    /// Gives the value of `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Json::Bool(value) = self { Some(*value) } else { None }
    }

    /// Gives the items of an array.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Json]> {
        if let Json::List(items) = self { Some(items) } else { None }
    }

    /// Gives the members of an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[Member]> {
        if let Json::Object(members) = self { Some(members) } else { None }
    }

    /// Names the kind of value in the words of a sentence: "a number", "null".
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Number(_) => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Json::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Json::Text(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl From<f64> for Json {
    fn from(number: f64) -> Self {
        Json::Number(number)
    }
}

impl From<i64> for Json {
    /// Exact up to 2^53; every count, point and time in Leadlet is bounded below that.
    fn from(number: i64) -> Self {
        Json::Number(number as f64)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Json::List(items.into_iter().map(Into::into).collect())
    }
}

/// Builds an object from names and values, in the order given.
///
/// Takes a list that is already on the heap: an array would be compiled anew for every length.
#[must_use]
#[inline(never)]
pub fn object(members: Vec<(&'static str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
