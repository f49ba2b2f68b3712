//! A forest as any library has it, and how it is written for the core.

use super::number;
use crate::train::mapping::{Fact, Mapping};
use leadlet_core::json::{Json, object};

/// The most trees and the most leaves of one, as the core reads them.
const MOST_TREES: usize = 100;
const MOST_LEAVES: usize = 16;

/// A forest.
#[derive(Debug)]
pub(super) struct Forest {
    /// What wrote it, in words.
    pub(super) origin: String,
    /// The names of all columns, in the order of the library.
    pub(super) names: Vec<String>,
    /// The margin before the first tree.
    pub(super) base: f64,
    /// What a margin is multiplied by before the logistic function.
    pub(super) slope: f64,
    /// Whether numbers are compared in single precision.
    pub(super) single: bool,
    pub(super) trees: Vec<Tree>,
}

/// A tree: its nodes in any order, the root first.
#[derive(Debug)]
pub(super) struct Tree(pub(super) Vec<Node>);

/// A node or a leaf.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    /// A lead goes left where the feature is below the threshold.
    Split { feature: usize, below: f64, missing_left: bool, left: usize, right: usize },
    /// Where it ends.
    Leaf { value: f64, weight: f64 },
}

/// The columns of one tree.
#[derive(Default)]
struct Columns {
    feature: Vec<Json>,
    below: Vec<Json>,
    left: Vec<i64>,
    right: Vec<i64>,
    missing_left: Vec<Json>,
    leaf: Vec<Json>,
    weight: Vec<Json>,
}

impl Forest {
    /// Writes the forest as a model. `fact` says what a column stands for.
    pub(super) fn model(&self, fact: &dyn Fn(&str) -> Fact, threshold: f64) -> Result<Json, String> {
        if self.trees.is_empty() {
            return Err("the model has no tree.".to_owned());
        }
        if self.trees.len() > MOST_TREES {
            return Err(format!(
                "the model has {} trees; a widget carries {MOST_TREES} at most. Train fewer rounds with a larger learning rate.",
                self.trees.len()
            ));
        }
        // Columns that no tree asks for are left out.
        let mut used: Vec<usize> = Vec::new();
        for node in self.trees.iter().flat_map(|tree| &tree.0) {
            if let Node::Split { feature, .. } = node {
                used.push(*feature);
            }
        }
        used.sort_unstable();
        used.dedup();
        if used.is_empty() {
            return Err("no tree asks for anything.".to_owned());
        }
        let mut facts = Vec::new();
        for feature in &used {
            let nameless = || format!("a tree asks for column {feature}, which has no name.");
            let name = self.names.get(*feature).ok_or_else(nameless)?.as_str();
            facts.push((name, fact(name)));
        }
        if let Some(words) = Mapping::clash(facts.iter().cloned()) {
            return Err(words);
        }
        let features = facts.iter().map(|(name, fact)| object(fact.members(name))).collect();
        let mut trees = Vec::new();
        for (number, tree) in self.trees.iter().enumerate() {
            trees.push(tree.columns(&used).map_err(|words| format!("tree {number}: {words}"))?);
        }
        let mut members = vec![("kind", "trees".into()), ("version", 1_i64.into()), ("base", rounded(self.base))];
        if self.single {
            members.push(("single", true.into()));
        }
        members.extend([("features", Json::List(features)), ("trees", Json::List(trees))]);
        if self.slope != 1.0 {
            let calibration = vec![("kind", "platt".into()), ("slope", number(self.slope)), ("shift", number(0.0))];
            members.push(("calibration", object(calibration)));
        }
        members.extend([("threshold", number(threshold)), ("trainedOn", self.origin.as_str().into())]);
        Ok(object(members))
    }
}

impl Tree {
    fn columns(&self, used: &[usize]) -> Result<Json, String> {
        let leaves = self.0.iter().filter(|node| matches!(node, Node::Leaf { .. })).count();
        if leaves > MOST_LEAVES {
            return Err(format!(
                "it has {leaves} leaves; a widget carries {MOST_LEAVES} at most. Train with max_depth 4 or num_leaves 16."
            ));
        }
        let mut columns = Columns::default();
        // From the root down. A tree of so many leaves is not deeper than that; what goes deeper goes round, or nowhere.
        self.write(0, MOST_LEAVES, used, &mut columns)?;
        let places = |places: Vec<i64>| Json::from(places);
        Ok(object(vec![
            ("feature", Json::List(columns.feature)),
            ("below", Json::List(columns.below)),
            ("left", places(columns.left)),
            ("right", places(columns.right)),
            ("missingLeft", Json::List(columns.missing_left)),
            ("leaf", Json::List(columns.leaf)),
            ("weight", Json::List(columns.weight)),
        ]))
    }

    /// Writes a node and all below it; gives its place.
    fn write(&self, at: usize, deepest: usize, used: &[usize], columns: &mut Columns) -> Result<i64, String> {
        let node = self.0.get(at).filter(|_| deepest > 0 && columns.leaf.len() <= MOST_LEAVES);
        match *node.ok_or("a node leads nowhere, or back.")? {
            Node::Leaf { value, weight } => {
                if !value.is_finite() || !weight.is_finite() || value.abs() > 1000.0 || weight < 0.0 {
                    return Err(format!("a leaf has the value {value} and the weight {weight}."));
                }
                columns.leaf.push(rounded(value));
                columns.weight.push(number(weight));
                i64::try_from(columns.leaf.len()).map(|count| -count).map_err(|error| error.to_string())
            }
            Node::Split { feature, below, missing_left, left, right } => {
                if !below.is_finite() {
                    return Err(format!("a threshold is {below}."));
                }
                let place = columns.left.len();
                let feature = used.iter().position(|known| *known == feature).unwrap_or(0);
                columns.feature.push(number(feature as f64));
                columns.below.push(number(below));
                columns.missing_left.push(missing_left.into());
                columns.left.push(0);
                columns.right.push(0);
                columns.left[place] = self.write(left, deepest - 1, used, columns)?;
                columns.right[place] = self.write(right, deepest - 1, used, columns)?;
                i64::try_from(place).map_err(|error| error.to_string())
            }
        }
    }
}

/// Rounds a logit to billionths, in which the core adds.
fn rounded(logit: f64) -> Json {
    number(libm::round(logit * 1e9) / 1e9)
}
