//! The values that an evaluation works with: borrowed from the facts or the condition wherever
//! possible, made only by the operators that make something new.

use crate::{
    json::{Json, read_whole},
    sought,
};
use std::{borrow::Cow, rc::Rc};

/// One value in an evaluation.
#[derive(Clone, Debug)]
pub enum Operand<'a> {
    /// What stands for a value that an operator was not given; JavaScript's `undefined`. Conditions of
    /// a config give every operator its values, so only plain expressions come upon it.
    Undefined,
    /// Null, and everything that is missing from the facts.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number; unlike in JSON also infinity and "not a number".
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Compound<'a>),
    /// An object.
    Object(Compound<'a>),
}

/// A list or an object, either read in place or made by an operator.
#[derive(Clone, Debug)]
pub struct Compound<'a>(Origin<'a>);

#[derive(Clone, Debug)]
enum Origin<'a> {
    Read(&'a Json),
    /// The items of a list; for an object the two values that the body of `reduce` sees.
    Made(Rc<Made<'a>>),
}

#[derive(Debug)]
struct Made<'a> {
    items: Vec<Operand<'a>>,
    /// How many made values are nested in one another, this one included.
    height: u8,
}

/// What the body of `reduce` sees, in the order in which they are kept.
const FOLD_NAMES: [&str; 2] = ["current", "accumulator"];

impl<'a> From<&'a Json> for Operand<'a> {
    fn from(json: &'a Json) -> Self {
        match json {
            Json::Null => Operand::Null,
            Json::Bool(value) => Operand::Bool(*value),
            Json::Number(number) => Operand::Number(*number),
            Json::Text(text) => Operand::Text(Cow::Borrowed(text)),
            Json::List(_) => Operand::List(Compound(Origin::Read(json))),
            Json::Object(_) => Operand::Object(Compound(Origin::Read(json))),
        }
    }
}

impl<'a> Operand<'a> {
    /// Tells whether the value counts as true: an empty list does not, a text "0" does.
    #[must_use]
    pub fn is_truthy(&self) -> bool {
        match self {
            Operand::Undefined | Operand::Null => false,
            Operand::Bool(value) => *value,
            Operand::Number(number) => *number != 0.0 && !number.is_nan(),
            Operand::Text(text) => !text.is_empty(),
            Operand::List(list) => !list.is_empty(),
            Operand::Object(_) => true,
        }
    }

    /// Tells whether two values are equal without any coercion. Lists and objects are equal to
    /// themselves only, as in JavaScript.
    #[must_use]
    pub fn is_same(&self, other: &Operand<'_>) -> bool {
        match (self, other) {
            (Operand::Undefined, Operand::Undefined) | (Operand::Null, Operand::Null) => true,
            (Operand::Bool(a), Operand::Bool(b)) => a == b,
            (Operand::Number(a), Operand::Number(b)) => a == b,
            (Operand::Text(a), Operand::Text(b)) => a == b,
            (Operand::List(a), Operand::List(b)) | (Operand::Object(a), Operand::Object(b)) => a.is_same(b),
            _ => false,
        }
    }

    /// Gives the member `name`: of an object by its key, of a list or a text by its index from 0.
    /// Lists and texts have a `length`. Texts are counted in UTF-16 units, as in JavaScript; half of a
    /// character that takes two is missing.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Operand<'a>> {
        match self {
            Operand::Object(object) => object.member(name),
            Operand::List(list) if name == "length" => Some(Operand::from_count(list.len())),
            Operand::List(list) => list.item(index(name)?),
            Operand::Text(text) if name == "length" => Some(Operand::from_count(text.encode_utf16().count())),
            Operand::Text(text) => unit(text, index(name)?),
            _ => None,
        }
    }

    /// How much [`member`](Operand::member) may have to go through, in bytes or members.
    fn width(&self) -> usize {
        match self {
            Operand::Text(text) => text.len(),
            Operand::Object(object) => object.len(),
            _ => 0,
        }
    }

    /// Follows a dotted path from one member to the next; gives the value itself where there is none.
    /// Adds to `passed` what had to be gone through.
    pub(super) fn descend(&self, path: Option<&str>, passed: &mut usize) -> Option<Operand<'a>> {
        let mut found: Option<Operand<'a>> = None;
        for name in path.into_iter().flat_map(|path| sought::parts(path, '.')) {
            let here = found.as_ref().unwrap_or(self);
            *passed = passed.saturating_add(here.width());
            let member = here.member(name)?;
            found = Some(member);
        }
        Some(found.unwrap_or_else(|| self.clone()))
    }

    fn from_count(count: usize) -> Operand<'a> {
        Operand::Number(count as f64)
    }

    fn height(&self) -> u8 {
        match self {
            Operand::List(Compound(Origin::Made(made))) | Operand::Object(Compound(Origin::Made(made))) => made.height,
            _ => 0,
        }
    }
}

/// Reads an index as JavaScript writes one: `0`, `17`, never `01` or `+1`.
fn index(name: &str) -> Option<usize> {
    let canonical = name == "0" || name.starts_with(|c: char| ('1'..='9').contains(&c));
    if canonical { usize::try_from(read_whole(name)?).ok() } else { None }
}

/// Gives the character of a text that is its UTF-16 unit number `index`, where that is a whole one.
fn unit<'a>(text: &Cow<'a, str>, index: usize) -> Option<Operand<'a>> {
    let mut units = 0;
    let (at, c) = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > index
    })?;
    if c.len_utf16() > 1 {
        return None;
    }
    let range = at..at + c.len_utf8();
    Some(Operand::Text(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range)?),
        Cow::Owned(text) => Cow::Owned(text.get(range)?.to_owned()),
    }))
}

impl<'a> Compound<'a> {
    /// Gives the number of items of a list, or of members of an object.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Origin::Read(Json::List(items)) => items.len(),
            Origin::Read(Json::Object(members)) => members.len(),
            Origin::Read(_) => 0,
            Origin::Made(made) => made.items.len(),
        }
    }

    /// Tells whether a list has no items, or an object no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the item of a list at `index`, from 0.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<Operand<'a>> {
        match &self.0 {
            Origin::Read(json) => json.as_list()?.get(index).map(Operand::from),
            Origin::Made(made) => made.items.get(index).cloned(),
        }
    }

    /// Gives the member `name` of an object.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Operand<'a>> {
        match &self.0 {
            Origin::Read(json) => json.get(name).map(Operand::from),
            Origin::Made(made) => made.items.get(FOLD_NAMES.iter().position(|known| *known == name)?).cloned(),
        }
    }

    fn is_same(&self, other: &Compound<'_>) -> bool {
        match (&self.0, &other.0) {
            (Origin::Read(a), Origin::Read(b)) => core::ptr::eq(*a, *b),
            (Origin::Made(a), Origin::Made(b)) => core::ptr::eq(Rc::as_ptr(a).cast::<()>(), Rc::as_ptr(b).cast()),
            _ => false,
        }
    }

    /// Makes a list, or gives nothing where that would nest made values deeper than `most`: their
    /// release and their text are recursive.
    pub(super) fn make(items: Vec<Operand<'a>>, most: u8) -> Option<Compound<'a>> {
        let height = items.iter().map(Operand::height).max().unwrap_or(0) + 1;
        (height <= most).then(|| Compound(Origin::Made(Rc::new(Made { items, height }))))
    }

    /// Gives the members of an object, each with its name.
    pub(super) fn members(&self) -> Vec<(&'a str, Operand<'a>)> {
        match &self.0 {
            Origin::Read(json) => {
                let members = json.as_object().unwrap_or_default();
                members.iter().map(|(name, value)| (name.as_str(), Operand::from(value))).collect()
            }
            Origin::Made(made) => FOLD_NAMES.into_iter().zip(made.items.iter().cloned()).collect(),
        }
    }
}
