//! XGBoost's JSON, as `Booster.save_model("model.json")` writes it.
//!
//! Its numbers are of single precision, and a lead goes left where the feature is less than the
//! threshold. The base score of a logistic objective is a probability.

use super::forest::{Forest, Node, Tree};
use serde::Deserialize;

/// The deepest tree that is read.
const DEEPEST: usize = 4;

/// The newest major version whose format is known.
const NEWEST: u64 = 3;

#[derive(Deserialize)]
struct File {
    learner: Learner,
    #[serde(default)]
    version: Vec<u64>,
}

#[derive(Deserialize)]
struct Learner {
    #[serde(default)]
    attributes: Attributes,
    #[serde(default)]
    feature_names: Vec<String>,
    gradient_booster: Booster,
    learner_model_param: Param,
    objective: Objective,
}

#[derive(Default, Deserialize)]
struct Attributes {
    /// The last round that counts, where training stopped early.
    best_iteration: Option<String>,
}

#[derive(Deserialize)]
struct Objective {
    name: String,
}

#[derive(Deserialize)]
struct Param {
    base_score: String,
    #[serde(default)]
    num_class: String,
    num_feature: String,
}

#[derive(Deserialize)]
struct Booster {
    name: String,
    model: Option<Model>,
}

#[derive(Deserialize)]
struct Model {
    trees: Vec<Written>,
    gbtree_model_param: Option<Size>,
}

/// How much a model says that there is of it.
#[derive(Deserialize)]
struct Size {
    num_trees: Option<String>,
    num_parallel_tree: Option<String>,
}

/// A tree as it is written.
#[derive(Deserialize)]
struct Written {
    left_children: Vec<i64>,
    right_children: Vec<i64>,
    split_indices: Vec<usize>,
    split_conditions: Vec<f32>,
    default_left: Vec<serde_json::Value>,
    sum_hessian: Vec<f32>,
    #[serde(default)]
    split_type: Vec<u8>,
}

/// Reads a model.
pub(super) fn read(text: &str) -> Result<Forest, String> {
    let file: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}."))?;
    if file.get("learner").is_none() {
        return Err("this JSON is no model of XGBoost: it has no \"learner\".".to_owned());
    }
    let major = file.get("version").and_then(|version| version.get(0)).and_then(serde_json::Value::as_u64);
    if let Some(major) = major.filter(|major| *major > NEWEST) {
        return Err(format!("it was written by XGBoost {major}; formats up to {NEWEST} are known."));
    }
    let File { learner, version } =
        serde_json::from_value(file).map_err(|error| format!("it has not the form of an XGBoost model: {error}."))?;
    let Learner { attributes, feature_names, gradient_booster, learner_model_param: param, objective } = learner;
    if gradient_booster.name != "gbtree" {
        return Err(format!("its booster is \"{}\"; only \"gbtree\" is read.", gradient_booster.name));
    }
    if !matches!(param.num_class.as_str(), "" | "0" | "1") {
        return Err(format!("it tells {} classes apart; a lead's outcome has two.", param.num_class));
    }
    let score = param.base_score.trim_matches(['[', ']']);
    let score: f64 = score.parse().map_err(|_| format!("its base score is \"{}\".", param.base_score))?;
    let base = match objective.name.as_str() {
        "binary:logistic" | "reg:logistic" if score > 0.0 && score < 1.0 => libm::log(score / (1.0 - score)),
        "binary:logitraw" => score,
        "binary:logistic" | "reg:logistic" => return Err(format!("its base score {score} is no probability.")),
        other => return Err(format!("its objective is \"{other}\"; only binary:logistic is read.")),
    };
    let count: usize = param.num_feature.parse().map_err(|_| format!("it has \"{}\" columns.", param.num_feature))?;
    let names =
        if feature_names.is_empty() { (0..count).map(|number| format!("f{number}")).collect() } else { feature_names };
    let written = whole(gradient_booster.model, &attributes)?;
    let tree = |(number, tree): (usize, &Written)| tree.read().map_err(|words| format!("tree {number}: {words}"));
    let version: Vec<String> = version.iter().map(u64::to_string).collect();
    Ok(Forest {
        origin: format!("imported from XGBoost {}", version.join(".")),
        names,
        base,
        slope: 1.0,
        single: true,
        trees: written.iter().enumerate().map(tree).collect::<Result<_, _>>()?,
    })
}

/// Gives the trees, as many as the model says that there are.
fn whole(model: Option<Model>, attributes: &Attributes) -> Result<Vec<Written>, String> {
    let Some(Model { trees, gbtree_model_param: size }) = model else { return Ok(Vec::new()) };
    let whole = |text: Option<&String>| text.and_then(|text| text.parse::<usize>().ok());
    let count = trees.len();
    let told = size.as_ref().and_then(|size| whole(size.num_trees.as_ref()));
    if let Some(told) = told.filter(|told| *told != count) {
        return Err(format!("it is not whole: it has {count} trees and says that there are {told}."));
    }
    // The library's own predictions leave out what was trained after the best round.
    let of_round = size.as_ref().and_then(|size| whole(size.num_parallel_tree.as_ref())).unwrap_or(1).max(1);
    let rounds = whole(attributes.best_iteration.as_ref()).map(|best| best.saturating_add(1));
    if let Some(rounds) = rounds.filter(|rounds| rounds.saturating_mul(of_round) < count) {
        return Err(format!(
            "training stopped early and only its first {rounds} rounds count. Save those: booster[:{rounds}].save_model(\"model.json\")."
        ));
    }
    Ok(trees)
}

impl Written {
    fn read(&self) -> Result<Tree, String> {
        if self.split_type.iter().any(|kind| *kind != 0) {
            return Err("it splits by categories. Write each category as a column of zeros and ones.".to_owned());
        }
        let mut depths = vec![0_usize; self.left_children.len()];
        let mut nodes = Vec::new();
        for (at, left) in self.left_children.iter().enumerate() {
            let missing = || format!("node {at} is not whole.");
            let weight = shortest(*self.sum_hessian.get(at).ok_or_else(missing)?);
            let condition = *self.split_conditions.get(at).ok_or_else(missing)?;
            let Ok(left) = usize::try_from(*left) else {
                nodes.push(Node::Leaf { value: f64::from(condition), weight });
                continue;
            };
            let right = self.right_children.get(at).and_then(|right| usize::try_from(*right).ok());
            let right = right.ok_or_else(missing)?;
            for child in [left, right] {
                let depth = depths.get(at).copied().unwrap_or(0) + 1;
                if depth > DEEPEST {
                    return Err(format!("it is deeper than {DEEPEST}. Train with max_depth {DEEPEST}."));
                }
                *depths.get_mut(child).filter(|_| child > at).ok_or_else(missing)? = depth;
            }
            let default = self.default_left.get(at).ok_or_else(missing)?;
            nodes.push(Node::Split {
                feature: *self.split_indices.get(at).ok_or_else(missing)?,
                below: shortest(condition),
                missing_left: default.as_bool().unwrap_or(default.as_u64() == Some(1)),
                left,
                right,
            });
        }
        Ok(Tree(nodes))
    }
}

/// Gives the number with the fewest digits that is the same in single precision.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}
