//! Quick conditions: what most conditions of a config are, over values that were found once.
//!
//! Whoever asks fifty conditions about the same facts spends most of the time on finding `answers.role` by its
//! name, again and again. [`Slots`] finds each path once; a [`Quick`] condition reads places. It knows
//! comparisons of a path with constants, `in` a list of constants, and `and`, `or`, `!`, `!!` of these; where
//! a value is no plain scalar, or a condition something else, it says so and [`Condition`] is asked, so
//! that coercion and bounds have one home. The two agree: `tests/property` holds them to each other.

use super::{
    Condition, Operand,
    ops::{Operator, Role},
    parse::Node,
};
use crate::json::Json;
use core::cmp::Ordering;

/// The most places of a quick condition, and the most that is passed on the way to a value or read of it, in
/// bytes or members: so far below the bound of steps that no evaluation would have been given up.
const MOST_PLACES: usize = 100;
const MOST_PASSED: usize = 1024;

/// The paths that conditions read, each with a place of its own.
#[derive(Debug, Default)]
pub struct Slots(Vec<String>);

/// What stands in a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// Null, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text that is not long.
    Text(String),
    /// Something else.
    Other,
}

/// A condition that reads places.
#[derive(Debug)]
pub struct Quick(Test);

#[derive(Debug)]
enum Test {
    Always(bool),
    Truthy(usize),
    Same(usize, Slot),
    Among(usize, Vec<Slot>),
    /// Holds where each value stands in one of two orders to the next, and none is null.
    Ordered(Vec<Measure>, [Ordering; 2]),
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
}

#[derive(Debug)]
enum Measure {
    Slot(usize),
    Number(f64),
}

impl Slots {
    /// Gives a condition that reads places; nothing where it is more than a quick one can say.
    pub fn quicken(&mut self, condition: &Condition) -> Option<Quick> {
        let mut left = MOST_PLACES;
        self.test(&condition.root, &mut left).map(Quick)
    }

    /// Finds what stands in each place.
    #[must_use]
    pub fn read(&self, facts: &Json) -> Vec<Slot> {
        let root = Operand::from(facts);
        let find = |path: &String| {
            let mut passed = 0;
            match root.descend(Some(path), &mut passed) {
                _ if passed > MOST_PASSED => Slot::Other,
                None | Some(Operand::Null | Operand::Undefined) => Slot::Null,
                Some(Operand::Bool(flag)) => Slot::Bool(flag),
                Some(Operand::Number(number)) => Slot::Number(number),
                Some(Operand::Text(text)) if text.len() <= MOST_PASSED => Slot::Text(text.into_owned()),
                Some(_) => Slot::Other,
            }
        };
        self.0.iter().map(find).collect()
    }

    fn place(&mut self, path: &str) -> Option<usize> {
        // The whole of the facts is no scalar.
        if path.is_empty() {
            return None;
        }
        let known = self.0.iter().position(|known| known == path);
        known.or_else(|| {
            self.0.push(path.to_owned());
            Some(self.0.len() - 1)
        })
    }

    fn test(&mut self, node: &Node, left: &mut usize) -> Option<Test> {
        *left = left.checked_sub(1)?;
        match node {
            Node::Constant(json) => Some(Test::Always(Operand::from(json).is_truthy())),
            Node::Variable(path) => self.place(path).map(Test::Truthy),
            Node::Operation(operator, args) => self.operation(operator, args, left),
            Node::Guarded(operator, args) => {
                let order = match operator.name {
                    "<" => [Ordering::Less, Ordering::Less],
                    "<=" => [Ordering::Less, Ordering::Equal],
                    ">" => [Ordering::Greater, Ordering::Greater],
                    ">=" => [Ordering::Greater, Ordering::Equal],
                    _ => return None,
                };
                let measures: Option<Vec<Measure>> = args.iter().map(|arg| self.measure(arg)).collect();
                measures.filter(|measures| matches!(measures.len(), 2 | 3)).map(|all| Test::Ordered(all, order))
            }
            Node::List(_) => None,
        }
    }

    fn operation(&mut self, operator: &Operator, args: &[Node], left: &mut usize) -> Option<Test> {
        if !matches!(operator.role, Role::Plain) {
            return None;
        }
        let mut each = |slots: &mut Self| args.iter().map(|arg| slots.test(arg, left)).collect::<Option<Vec<Test>>>();
        match (operator.name, args) {
            ("and", [_, ..]) => each(self).map(Test::All),
            ("or", [_, ..]) => each(self).map(Test::Any),
            ("!!", [only]) => self.test(only, left),
            ("!", [only]) => Some(Test::Not(Box::new(self.test(only, left)?))),
            ("===", [Node::Variable(path), Node::Constant(json)] | [Node::Constant(json), Node::Variable(path)]) => {
                Some(Test::Same(self.place(path)?, scalar(json)?))
            }
            ("!==", [Node::Variable(path), Node::Constant(json)] | [Node::Constant(json), Node::Variable(path)]) => {
                Some(Test::Not(Box::new(Test::Same(self.place(path)?, scalar(json)?))))
            }
            ("in", [Node::Variable(path), Node::Constant(Json::List(items))]) if items.len() <= MOST_PLACES => {
                Some(Test::Among(self.place(path)?, items.iter().map(scalar).collect::<Option<_>>()?))
            }
            _ => None,
        }
    }

    fn measure(&mut self, node: &Node) -> Option<Measure> {
        match node {
            Node::Constant(Json::Number(number)) => Some(Measure::Number(*number)),
            Node::Variable(path) => self.place(path).map(Measure::Slot),
            _ => None,
        }
    }
}

impl Quick {
    /// Tells whether the condition holds; nothing where the values need the evaluator.
    #[must_use]
    pub fn holds(&self, slots: &[Slot]) -> Option<bool> {
        holds(&self.0, slots)
    }
}

fn holds(test: &Test, slots: &[Slot]) -> Option<bool> {
    Some(match test {
        Test::Always(value) => *value,
        Test::Truthy(place) => match slots.get(*place)? {
            Slot::Null => false,
            Slot::Bool(flag) => *flag,
            Slot::Number(number) => *number != 0.0 && !number.is_nan(),
            Slot::Text(text) => !text.is_empty(),
            Slot::Other => return None,
        },
        Test::Same(place, wanted) => known(slots, *place)? == wanted,
        Test::Among(place, wanted) => {
            let value = known(slots, *place)?;
            wanted.iter().any(|one| value == one)
        }
        Test::Ordered(measures, order) => return ordered(measures, *order, slots),
        Test::All(tests) => {
            for test in tests {
                if !holds(test, slots)? {
                    return Some(false);
                }
            }
            true
        }
        Test::Any(tests) => {
            for test in tests {
                if holds(test, slots)? {
                    return Some(true);
                }
            }
            false
        }
        Test::Not(test) => !holds(test, slots)?,
    })
}

/// Null is looked for first: with it no order is asked, whatever the other values are.
fn ordered(measures: &[Measure], order: [Ordering; 2], slots: &[Slot]) -> Option<bool> {
    let mut last: Option<f64> = None;
    let mut holds = true;
    let mut is_plain = true;
    for measure in measures {
        let number = match measure {
            Measure::Number(number) => *number,
            Measure::Slot(place) => match slots.get(*place)? {
                Slot::Number(number) => *number,
                Slot::Null => return Some(false),
                _ => {
                    is_plain = false;
                    continue;
                }
            },
        };
        let found = last.map(|last| last.partial_cmp(&number));
        holds &= found.is_none_or(|found| found.is_some_and(|found| order.contains(&found)));
        last = Some(number);
    }
    is_plain.then_some(holds)
}

fn known(slots: &[Slot], place: usize) -> Option<&Slot> {
    slots.get(place).filter(|slot| **slot != Slot::Other)
}

fn scalar(json: &Json) -> Option<Slot> {
    Some(match json {
        Json::Null => Slot::Null,
        Json::Bool(flag) => Slot::Bool(*flag),
        Json::Number(number) => Slot::Number(*number),
        Json::Text(text) if text.len() <= MOST_PASSED => Slot::Text(text.clone()),
        _ => return None,
    })
}
