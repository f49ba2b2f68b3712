//! The form of trees: a boosted forest, of which every tree leads a lead to a leaf.
//!
//! A path explains itself: every node has the mean of the leaves below it, weighted by their
//! hessians, and a step from one node to the next adds the difference to the feature that is asked
//! there (Saabas, "Interpreting random forests", 2014). The mean of the root is the tree's base.

use super::{ANY_NUMBER, LOGIT, Nanos, input, nanos};
use crate::{
    about,
    json::Json,
    shape::{Record, Shape, optional, required},
};

/// The most leaves of a tree: those of one of depth 4. A tree grown leaf by leaf may be deeper.
pub(super) const MOST_LEAVES: usize = 16;

/// The most trees.
pub(super) const MOST_TREES: usize = 100;

const CHILD: Shape = Shape::Whole { min: -(MOST_LEAVES as i64), max: MOST_LEAVES as i64 - 2 };

/// The settings of a forest.
pub(super) static TREES: Record = Record {
    name: "trees",
    about: about!("Adds up the leaves of trees: what `leadlet import-model` makes of XGBoost and LightGBM."),
    settings: &[
        optional(
            "single",
            Shape::Flag,
            about!("Rounds numbers to single precision before they are compared, as XGBoost does. Default false."),
        ),
        required("features", Shape::List { of: &Shape::Record(&INPUT), min: 1, max: 200 }, about!("Its features.")),
        required("trees", Shape::List { of: &Shape::Record(&TREE), min: 1, max: MOST_TREES }, about!("Its trees.")),
    ],
};

static INPUT: Record = Record {
    name: "ModelInput",
    about: about!("A number that trees ask for."),
    settings: &[input::FACT, input::LABEL, input::IS],
};

/// The settings of one tree.
static TREE: Record = Record {
    name: "ModelTree",
    about: about!(
        "One tree, its nodes as columns: a lead goes left where the feature is below the node's threshold. The first node is the root; a tree without nodes is one leaf."
    ),
    settings: &[
        required(
            "feature",
            column(&Shape::Whole { min: 0, max: 199 }),
            about!("Which feature each node asks for, from 0."),
        ),
        required("below", column(&ANY_NUMBER), about!("The threshold of each node.")),
        required(
            "left",
            column(&CHILD),
            about!("Where it leads on the left: a node further down, or -1 for the first leaf, -2 for the second."),
        ),
        required("right", column(&CHILD), about!("Where it leads on the right, in the same way.")),
        required("missingLeft", column(&Shape::Flag), about!("Whether a lead without the fact goes left.")),
        required("leaf", Shape::List { of: &LOGIT, min: 1, max: MOST_LEAVES }, about!("The logit of each leaf.")),
        required(
            "weight",
            Shape::List { of: &Shape::Number { min: 0.0, max: 1e15 }, min: 1, max: MOST_LEAVES },
            about!("The weight of each leaf, its sum of hessians, which explanations need."),
        ),
    ],
};

const fn column(of: &'static Shape) -> Shape {
    Shape::List { of, min: 0, max: MOST_LEAVES - 1 }
}

/// One tree.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    leaves: Vec<Nanos>,
}

#[derive(Debug)]
struct Node {
    feature: usize,
    below: f64,
    left: Place,
    right: Place,
    missing_left: bool,
    /// The mean of the leaves below it.
    mean: Nanos,
}

/// Where a node leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Node(usize),
    Leaf(usize),
}

impl Place {
    pub(super) fn of(number: i64) -> Self {
        match usize::try_from(number) {
            Ok(node) => Place::Node(node),
            Err(_) => Place::Leaf(usize::try_from(-1 - number).unwrap_or(usize::MAX)),
        }
    }
}

impl Tree {
    /// Picks a tree; with `single` its thresholds are of single precision, as what they are compared with.
    pub(super) fn pick(json: &Json, single: bool) -> Self {
        let numbers = |key: &str| json.each_some(key, &Json::as_number);
        let places = |key: &str| json.each(key, &|place| Place::of(place.as_whole().unwrap_or(i64::MIN)));
        let (below, left, right) = (numbers("below"), places("left"), places("right"));
        let missing_left = json.each("missingLeft", &|flag| flag.as_bool() == Some(true));
        let (leaf, weight) = (numbers("leaf"), numbers("weight"));
        let mut nodes = Vec::new();
        for (index, feature) in json.list_at("feature").iter().enumerate() {
            let (Some(below), Some(left), Some(right), Some(missing_left)) =
                (below.get(index), left.get(index), right.get(index), missing_left.get(index))
            else {
                break;
            };
            let feature = feature.as_whole().and_then(|feature| usize::try_from(feature).ok()).unwrap_or(usize::MAX);
            nodes.push(Node {
                feature,
                below: if single { as_single(*below) } else { *below },
                left: *left,
                right: *right,
                missing_left: *missing_left,
                mean: 0,
            });
        }
        // From the last node up: a node leads only to nodes behind it.
        let mut means: Vec<(f64, f64)> = vec![(0.0, 0.0); nodes.len()];
        for index in (0..nodes.len()).rev() {
            let found = |place: Place| match place {
                Place::Node(node) => means.get(node).copied().unwrap_or((0.0, 0.0)),
                Place::Leaf(at) => (leaf.get(at).copied().unwrap_or(0.0), weight.get(at).copied().unwrap_or(0.0)),
            };
            let Some(node) = nodes.get_mut(index) else { continue };
            let mean = weighed(found(node.left), found(node.right));
            node.mean = nanos(mean.0);
            if let Some(place) = means.get_mut(index) {
                *place = mean;
            }
        }
        Tree { nodes, leaves: leaf.into_iter().map(nanos).collect() }
    }

    /// Leads a lead to its leaf: adds to `logits` what each feature decides on the way, and gives the
    /// rest, the tree's base.
    pub(super) fn walk(&self, values: &[Option<f64>], logits: &mut [Nanos]) -> Nanos {
        let leaf = |at: usize| self.leaves.get(at).copied().unwrap_or(0);
        let Some(mut node) = self.nodes.first() else { return leaf(0) };
        let base = node.mean;
        // No path is longer than the nodes there are.
        for _ in 0..self.nodes.len() {
            let value = values.get(node.feature).copied().flatten();
            let place =
                if value.map_or(node.missing_left, |value| value < node.below) { node.left } else { node.right };
            let (mean, next) = match place {
                Place::Leaf(at) => (leaf(at), None),
                Place::Node(at) => self.nodes.get(at).map_or((node.mean, None), |next| (next.mean, Some(next))),
            };
            if let Some(logit) = logits.get_mut(node.feature) {
                *logit += mean - node.mean;
            }
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        base
    }
}

/// Gives the weighted mean of two nodes and the weight of both; where neither has any, the plain mean.
fn weighed(left: (f64, f64), right: (f64, f64)) -> (f64, f64) {
    let weight = left.1 + right.1;
    let mean =
        if weight > 0.0 { (left.0 * left.1 + right.0 * right.1) / weight } else { f64::midpoint(left.0, right.0) };
    (mean, weight)
}

/// Rounds a number to single precision.
pub(super) fn as_single(value: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "rounding is what is wanted")]
    let single = value as f32;
    f64::from(single)
}
