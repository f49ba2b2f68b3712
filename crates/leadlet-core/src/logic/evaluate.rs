//! Walks a read expression over facts, and coerces values as JavaScript does.
//!
//! Every step is counted, and so is everything whose cost grows with the size of a value, so that
//! no condition, and nothing a visitor answers, can keep a page or a receiver busy.

use super::{
    Compound, Operand,
    coerce::{compare_texts, leading_number, number_words, whole_number},
    ops::Role,
    parse::Node,
};
use crate::json::Json;
use core::{cmp::Ordering, fmt};
use std::borrow::Cow;

/// How many steps one evaluation may take. A condition of an owner takes about ten.
pub const MAX_STEPS: u32 = 50_000;

/// How deep lists that were made during an evaluation may be nested in one another.
const MAX_HEIGHT: u8 = 64;

/// How many bytes of a text, or members of an object, are handled for one step.
const PER_STEP: usize = 16;

/// How many steps a number of few digits takes to be read or written.
const SHORT_NUMBER_STEPS: usize = 2;

/// How many steps the exact conversion of a number takes at least, and how many of its digits count.
const DIGITS_STEPS: usize = 64;
const MOST_DIGITS: usize = 800;

/// How many steps making a list takes besides those of its items.
const LIST_STEPS: usize = 4;

/// Why an evaluation was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicStop {
    /// It would take more than [`MAX_STEPS`].
    TooManySteps,
    /// It would make lists nested deeper than 64.
    TooDeep,
    /// `missing_some` came upon nothing where a list of names belongs, where the reference throws.
    NamesNotAList,
    /// `*` was given no value at all, where the reference throws.
    NothingToMultiply,
    /// A plain expression came upon an operator that there is not.
    UnknownOperator,
}

impl fmt::Display for LogicStop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LogicStop::TooManySteps => "the condition takes more than 50,000 steps; use shorter lists or fewer loops",
            LogicStop::TooDeep => "the condition makes lists nested deeper than 64 levels; join them with \"merge\"",
            LogicStop::NamesNotAList => "the second value of \"missing_some\" is not a list of names",
            LogicStop::NothingToMultiply => "\"*\" has no value to multiply",
            LogicStop::UnknownOperator => "the expression has an operator that there is not",
        })
    }
}

impl core::error::Error for LogicStop {}

/// A value, or why there is none.
pub(super) type Answer<'a> = Result<Operand<'a>, LogicStop>;

/// One evaluation under way.
pub(super) struct Evaluation {
    steps_left: u32,
}

impl Evaluation {
    pub(super) fn begin() -> Self {
        Evaluation { steps_left: MAX_STEPS }
    }

    /// Takes `steps` from what is left.
    pub(super) fn charge(&mut self, steps: usize) -> Result<(), LogicStop> {
        let left = u32::try_from(steps).ok().and_then(|steps| self.steps_left.checked_sub(steps));
        self.steps_left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(LogicStop::TooManySteps)
    }

    /// Takes the steps for reading through or copying a text.
    pub(super) fn charge_text(&mut self, text: &str) -> Result<(), LogicStop> {
        self.charge(text.len() / PER_STEP)
    }

    /// Gives the value of a place in the expression; `scope` is what its variables read.
    pub(super) fn value<'a>(&mut self, node: &'a Node, scope: &Operand<'a>) -> Answer<'a> {
        self.charge(1)?;
        match node {
            Node::Constant(json) => Ok(Operand::from(json)),
            Node::Variable(path) => {
                Ok(self.look_up(Some(&**path).filter(|path| !path.is_empty()), scope)?.unwrap_or(Operand::Null))
            }
            Node::List(nodes) => {
                let items = self.values(nodes, scope)?;
                self.list(items)
            }
            Node::Operation(operator, args) => {
                // Values that a plain expression gives in excess mean nothing, but may stop it.
                if let (Some(most), true) = (operator.most, !matches!(operator.role, Role::Body)) {
                    for excess in args.iter().skip(usize::from(most)) {
                        self.value(excess, scope)?;
                    }
                }
                (operator.run)(self, args, scope)
            }
            Node::Guarded(_, args) if self.lacks(args, scope)? => Ok(Operand::Bool(false)),
            Node::Guarded(operator, args) => (operator.run)(self, args, scope),
        }
    }

    /// Tells whether one of the values is null, or one that arithmetic makes any of them of.
    fn lacks<'a>(&mut self, args: &'a [Node], scope: &Operand<'a>) -> Result<bool, LogicStop> {
        for arg in args {
            let lacks = match arg {
                Node::Operation(operator, parts) if matches!(operator.role, Role::Arithmetic) => {
                    self.lacks(parts, scope)?
                }
                _ => matches!(self.value(arg, scope)?, Operand::Null),
            };
            if lacks {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn values<'a>(&mut self, nodes: &'a [Node], scope: &Operand<'a>) -> Result<Vec<Operand<'a>>, LogicStop> {
        let mut values = Vec::with_capacity(nodes.len());
        for node in nodes {
            values.push(self.value(node, scope)?);
        }
        Ok(values)
    }

    /// Gives the value of the argument at `index`; one that is left out is undefined.
    pub(super) fn argument<'a>(&mut self, args: &'a [Node], index: usize, scope: &Operand<'a>) -> Answer<'a> {
        args.get(index).map_or(Ok(Operand::Undefined), |node| self.value(node, scope))
    }

    pub(super) fn holds<'a>(&mut self, node: &'a Node, scope: &Operand<'a>) -> Result<bool, LogicStop> {
        Ok(self.value(node, scope)?.is_truthy())
    }

    /// Gives what a path leads to, the whole scope where there is none; nothing where it leads nowhere,
    /// which is not the same as null.
    pub(super) fn look_up<'a>(
        &mut self,
        path: Option<&str>,
        scope: &Operand<'a>,
    ) -> Result<Option<Operand<'a>>, LogicStop> {
        let mut passed = 0;
        let found = scope.descend(path, &mut passed);
        if let Some(Operand::Text(text)) = &found {
            passed = passed.saturating_add(text.len());
        }
        self.charge(passed / PER_STEP)?;
        Ok(found)
    }

    /// Gives the item of a list at `index` at the cost of a step, and of its copy where it was made.
    pub(super) fn item<'a>(&mut self, list: &Compound<'a>, index: usize) -> Answer<'a> {
        let item = list.item(index).unwrap_or(Operand::Null);
        self.charge(1)?;
        if let Operand::Text(Cow::Owned(text)) = &item {
            self.charge_text(text)?;
        }
        Ok(item)
    }

    pub(super) fn list<'a>(&mut self, items: Vec<Operand<'a>>) -> Answer<'a> {
        self.charge(LIST_STEPS)?;
        Compound::make(items, MAX_HEIGHT).map(Operand::List).ok_or(LogicStop::TooDeep)
    }

    /// Makes the object that the body of `reduce` sees.
    pub(super) fn fold_scope<'a>(&mut self, current: Operand<'a>, accumulator: Operand<'a>) -> Answer<'a> {
        Compound::make(vec![current, accumulator], MAX_HEIGHT).map(Operand::Object).ok_or(LogicStop::TooDeep)
    }

    /// Reads a number out of a text at the cost of going through it, and of its digits.
    fn read(&mut self, text: &str, read: fn(&str) -> f64) -> Result<f64, LogicStop> {
        self.charge_text(text)?;
        let number = read(text);
        if number.is_finite() {
            self.charge_digits(text)?;
        }
        Ok(number)
    }

    /// Takes the steps for a number that was read or written exactly: many digits and large exponents
    /// need whole numbers of any length.
    fn charge_digits(&mut self, text: &str) -> Result<(), LogicStop> {
        let is_short = text.len() < 16 && !text.contains(['e', 'E']);
        self.charge(if is_short { SHORT_NUMBER_STEPS } else { DIGITS_STEPS + text.len().min(MOST_DIGITS) })
    }

    /// Converts to a number as `Number(value)` does.
    pub(super) fn number(&mut self, value: &Operand<'_>) -> Result<f64, LogicStop> {
        Ok(match value {
            Operand::Undefined => f64::NAN,
            Operand::Null => 0.0,
            Operand::Bool(value) => f64::from(u8::from(*value)),
            Operand::Number(number) => *number,
            Operand::Text(text) => self.read(text, whole_number)?,
            Operand::List(_) | Operand::Object(_) => {
                let text = self.joined(value)?;
                self.read(&text, whole_number)?
            }
        })
    }

    /// Converts to a number as `parseFloat(value)` does.
    pub(super) fn leading_number(&mut self, value: &Operand<'_>) -> Result<f64, LogicStop> {
        Ok(match value {
            Operand::Number(number) => *number + 0.0, // its text "-0" has lost the sign: "0"
            Operand::Text(text) => self.read(text, leading_number)?,
            Operand::List(_) => {
                let text = self.joined(value)?;
                self.read(&text, leading_number)?
            }
            _ => f64::NAN,
        })
    }

    /// Converts to a text as `String(value)` does.
    pub(super) fn text<'a>(&mut self, value: Operand<'a>) -> Result<Cow<'a, str>, LogicStop> {
        match value {
            Operand::Text(text) => Ok(text),
            Operand::Undefined => Ok(Cow::Borrowed("undefined")),
            Operand::Null => Ok(Cow::Borrowed("null")),
            other => self.joined(&other).map(Cow::Owned),
        }
    }

    fn joined(&mut self, value: &Operand<'_>) -> Result<String, LogicStop> {
        let mut out = String::new();
        self.append(value, &mut out)?;
        Ok(out)
    }

    /// Appends a value as `join` does: null and undefined are nothing, a list its items with commas
    /// between.
    pub(super) fn append(&mut self, value: &Operand<'_>, out: &mut String) -> Result<(), LogicStop> {
        self.charge(1)?;
        match value {
            Operand::Undefined | Operand::Null => {}
            Operand::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Operand::Number(number) => {
                let words = number_words(*number);
                self.charge_digits(&words)?;
                out.push_str(&words);
            }
            Operand::Text(text) => {
                self.charge_text(text)?;
                out.push_str(text);
            }
            Operand::List(list) => {
                for index in 0..list.len() {
                    if index > 0 {
                        out.push(',');
                    }
                    self.append(&list.item(index).unwrap_or(Operand::Null), out)?;
                }
            }
            Operand::Object(_) => out.push_str("[object Object]"),
        }
        Ok(())
    }

    /// Tells whether two values are equal as `==` has it.
    pub(super) fn is_alike(&mut self, a: &Operand<'_>, b: &Operand<'_>) -> Result<bool, LogicStop> {
        use Operand::{Bool, List, Null, Number, Object, Text, Undefined};
        Ok(match (a, b) {
            (Undefined | Null, _) | (_, Undefined | Null) => {
                matches!(a, Undefined | Null) && matches!(b, Undefined | Null)
            }
            (Bool(_), Bool(_)) | (Number(_), Number(_)) | (Text(_), Text(_)) => a.is_same(b),
            (List(_) | Object(_), List(_) | Object(_)) => a.is_same(b),
            (List(_) | Object(_), Text(text)) | (Text(text), List(_) | Object(_)) => {
                let compound = if matches!(a, Text(_)) { b } else { a };
                self.joined(compound)? == **text
            }
            _ => self.number(a)? == self.number(b)?,
        })
    }

    /// Orders two values as `<` has it; nothing where they have no order, so no comparison holds.
    pub(super) fn order(&mut self, a: &Operand<'_>, b: &Operand<'_>) -> Result<Option<Ordering>, LogicStop> {
        use Operand::{List, Object, Text};
        match (a, b) {
            (Text(a), Text(b)) => {
                self.charge_text(a)?;
                Ok(Some(compare_texts(a, b)))
            }
            (Text(_) | List(_) | Object(_), Text(_) | List(_) | Object(_)) => {
                Ok(Some(compare_texts(&self.joined(a)?, &self.joined(b)?)))
            }
            _ => Ok(self.number(a)?.partial_cmp(&self.number(b)?)),
        }
    }

    /// Copies a value into a tree of its own.
    pub(super) fn json(&mut self, value: &Operand<'_>) -> Result<Json, LogicStop> {
        self.charge(1)?;
        Ok(match value {
            Operand::Undefined | Operand::Null => Json::Null,
            Operand::Bool(value) => Json::Bool(*value),
            Operand::Number(number) if number.is_finite() => Json::Number(*number),
            Operand::Number(_) => Json::Null,
            Operand::Text(text) => {
                self.charge_text(text)?;
                Json::Text(text.clone().into_owned())
            }
            Operand::List(list) => {
                self.charge(LIST_STEPS)?;
                let mut items = Vec::with_capacity(list.len());
                for index in 0..list.len() {
                    items.push(self.json(&list.item(index).unwrap_or(Operand::Null))?);
                }
                Json::List(items)
            }
            Operand::Object(object) => {
                let mut members = Vec::new();
                for (name, value) in object.members() {
                    // So does `JSON.stringify`; in a list undefined is null.
                    if !matches!(value, Operand::Undefined) {
                        members.push((name.to_owned(), self.json(&value)?));
                    }
                }
                Json::Object(members)
            }
        })
    }
}
