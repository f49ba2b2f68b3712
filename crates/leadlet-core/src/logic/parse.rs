//! Reads an expression into its typed tree and reports everything that is wrong with it.
//!
//! Knows which JSON is an operation (an object with one name), what is constant, how many values an
//! operator takes, and what is refused or guarded in a config and not elsewhere. Does not know what
//! an operator does.

use super::{
    LogicFault, LogicFaultKind,
    ops::{self, Operator, Role},
};
use crate::json::{Json, Member, append_key, at_index, number_text};

/// The deepest nesting of operators and lists in an expression. The deepest sensible one has ten.
pub const MAX_NESTING: usize = 64;

/// The most faults that are reported of one expression; whoever has more starts anew anyway.
const MAX_FAULTS: usize = 100;

/// One place of a read expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// A value that holds no operation, lists of such values included.
    Constant(Json),
    /// A path known when the expression was read, without a default; empty for the whole of the facts.
    Variable(Box<str>),
    /// A list with an operation somewhere in it.
    List(Box<[Node]>),
    /// An operator and its values, as many as it takes.
    Operation(&'static Operator, Box<[Node]>),
    /// A comparison that does not hold where one of its values, or one that arithmetic makes any of
    /// them of, is null.
    Guarded(&'static Operator, Box<[Node]>),
}

/// Whose rules an expression is read by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A config's: what would quietly never hold is refused, comparisons are guarded.
    Config,
    /// The reference's: everything has some meaning.
    Plain,
}

pub(super) fn read(json: &Json, dialect: Dialect) -> Result<Node, Vec<LogicFault>> {
    let mut reader = Reader { is_config: dialect == Dialect::Config, path: String::new(), faults: Vec::new() };
    let root = reader.node(json, 0);
    if reader.faults.is_empty() { Ok(root) } else { Err(reader.faults) }
}

struct Reader {
    is_config: bool,
    path: String,
    faults: Vec<LogicFault>,
}

/// What stands where a fault was found; the faults keep it from ever being evaluated.
const FAULTY: Node = Node::Constant(Json::Null);

impl Reader {
    fn fault(&mut self, kind: impl FnOnce() -> LogicFaultKind) -> Node {
        // Where nobody explains, it is enough that there is one.
        let kind = if cfg!(feature = "explain") { kind() } else { LogicFaultKind::TooDeep };
        self.faults.push(LogicFault { path: self.path.clone(), kind });
        FAULTY
    }

    fn node(&mut self, json: &Json, depth: usize) -> Node {
        if self.faults.len() >= MAX_FAULTS {
            return FAULTY;
        }
        if depth > MAX_NESTING {
            return self.fault(|| LogicFaultKind::TooDeep);
        }
        match json {
            Json::List(items) => {
                let nodes = self.nodes(items, depth);
                // Nothing is copied twice, however deep constant lists are nested.
                let mut constants = Vec::with_capacity(items.len());
                if !nodes.iter().all(|node| matches!(node, Node::Constant(_))) {
                    if !cfg!(feature = "rare") {
                        // Lists are made by rare operators, and as rarely by hand.
                        return self.fault(|| LogicFaultKind::TooDeep);
                    }
                    return Node::List(nodes);
                }
                for node in nodes {
                    if let Node::Constant(json) = node {
                        constants.push(json);
                    }
                }
                Node::Constant(Json::List(constants))
            }
            Json::Object(members) => self.object(json, members, depth),
            _ => Node::Constant(json.clone()),
        }
    }

    fn nodes(&mut self, items: &[Json], depth: usize) -> Box<[Node]> {
        let length = self.path.len();
        let mut nodes = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            if cfg!(feature = "explain") {
                self.path.push_str(&at_index("", index));
            }
            nodes.push(self.node(item, depth + 1));
            self.path.truncate(length);
        }
        nodes.into()
    }

    fn object(&mut self, json: &Json, members: &[Member], depth: usize) -> Node {
        let Some((name, _)) = members.first() else { return Node::Constant(json.clone()) };
        if members.iter().any(|(other, _)| other != name) {
            return match members.iter().find_map(|(name, _)| ops::find(name)) {
                Some(operator) if self.is_config => {
                    self.fault(|| LogicFaultKind::SeveralOperators { operator: operator.name })
                }
                _ => Node::Constant(json.clone()),
            };
        }
        let length = self.path.len();
        if cfg!(feature = "explain") {
            append_key(&mut self.path, name);
        }
        // `get` takes the last of a repeated name, as every browser does.
        let node = self.operation(name, json.get(name).unwrap_or(&Json::Null), depth);
        self.path.truncate(length);
        node
    }

    fn operation(&mut self, name: &str, values: &Json, depth: usize) -> Node {
        let Some(operator) = ops::find(name) else {
            if !self.is_config {
                return Node::Operation(&ops::UNKNOWN, Box::default());
            }
            return self.fault(|| LogicFaultKind::UnknownOperator { name: name.to_owned(), meant: ops::meant(name) });
        };
        let args = match values {
            Json::List(items) => self.nodes(items, depth),
            one => Box::new([self.node(one, depth + 1)]),
        };
        let (least, most) = (usize::from(operator.least), operator.most.map(usize::from));
        if self.is_config && (args.len() < least || most.is_some_and(|most| args.len() > most)) {
            return self.fault(|| LogicFaultKind::ValueCount {
                operator: operator.name,
                least,
                most,
                found: args.len(),
            });
        }
        match (&operator.role, &*args) {
            (Role::Name, []) => return Node::Variable(Box::default()),
            (Role::Name, [Node::Constant(name)]) => {
                if let Some(path) = constant_path(name) {
                    return Node::Variable(path);
                }
            }
            (Role::CountAndNames, [_, Node::Constant(names)]) if self.is_config && names.as_list().is_none() => {
                return self.fault(|| LogicFaultKind::NamesNotAList);
            }
            (Role::Loose, _) if self.is_config => {
                let with_null = args.iter().any(|arg| matches!(arg, Node::Constant(Json::Null)));
                return self.fault(|| LogicFaultKind::LooseEquality { operator: operator.name, with_null });
            }
            (Role::Order, _) if self.is_config => return Node::Guarded(operator, args),
            _ => {}
        }
        Node::Operation(operator, args)
    }
}

fn constant_path(name: &Json) -> Option<Box<str>> {
    match name {
        Json::Null => Some(Box::default()),
        Json::Text(path) => Some(path.as_str().into()),
        Json::Number(index) => Some(number_text(*index).into()),
        _ => None,
    }
}
