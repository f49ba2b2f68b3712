//! LightGBM's text, as `Booster.save_model("model.txt")` writes it.
//!
//! Its numbers are of double precision, and a lead goes left where the feature is at most the
//! threshold. What is missing goes a stored way, or counts as 0 where training met nothing missing.

use super::forest::{Forest, Node, Tree};
use std::collections::HashMap;

/// The one version of the format that is read; the library has written it since 2019.
const VERSIONS: &[&str] = &["v3", "v4"];

/// The bits of a decision: by categories, to the left where missing, and what counts as missing.
const BY_CATEGORY: u8 = 1;
const MISSING_LEFT: u8 = 2;
const ZERO_IS_MISSING: u8 = 1;
const NAN_IS_MISSING: u8 = 2;

type Lines<'t> = HashMap<&'t str, &'t str>;

/// Reads a model.
pub(super) fn read(text: &str) -> Result<Forest, String> {
    let text = text.replace("\r\n", "\n");
    let mut parts = text.split("\nTree=");
    let head = parts.next().unwrap_or_default();
    if head.lines().next().map(str::trim) != Some("tree") {
        return Err(
            "it is neither a model of XGBoost (JSON) nor one of LightGBM (text that begins with \"tree\").".to_owned()
        );
    }
    let head_lines = lines(head);
    let said = |key: &str| head_lines.get(key).copied().unwrap_or_default();
    if !VERSIONS.contains(&said("version")) {
        let known = VERSIONS.join(" and ");
        return Err(format!("its format is \"{}\"; {known} are known.", said("version")));
    }
    if said("num_class") != "1" || said("num_tree_per_iteration") != "1" {
        return Err(format!("it tells {} classes apart; a lead's outcome has two.", said("num_class")));
    }
    if head.lines().any(|line| line.trim() == "average_output") {
        return Err("it is a random forest, whose trees are averaged; only boosted trees are read.".to_owned());
    }
    let objective = said("objective");
    let mut words = objective.split_whitespace();
    if words.next() != Some("binary") {
        return Err(format!("its objective is \"{objective}\"; only \"binary\" is read."));
    }
    let slope = match words.find_map(|word| word.strip_prefix("sigmoid:")) {
        Some(slope) => {
            let slope = slope.parse().ok().filter(|slope: &f64| slope.is_finite() && *slope > 0.0);
            slope.ok_or_else(|| format!("its objective is \"{objective}\", whose sigmoid is no positive number."))?
        }
        None => 1.0,
    };
    let mut trees = Vec::new();
    for (number, part) in parts.enumerate() {
        let part = part.split("\nend of trees").next().unwrap_or(part);
        trees.push(tree(&lines(part)).map_err(|words| format!("tree {number}: {words}"))?);
    }
    if !text.contains("\nend of trees") {
        return Err("it is cut off: \"end of trees\" is missing.".to_owned());
    }
    let told = said("tree_sizes").split_whitespace().count();
    if told > 0 && told != trees.len() {
        return Err(format!("it is not whole: it has {} trees and says that there are {told}.", trees.len()));
    }
    Ok(Forest {
        origin: format!("imported from LightGBM {}", said("version")),
        names: said("feature_names").split_whitespace().map(str::to_owned).collect(),
        base: 0.0,
        slope,
        single: false,
        trees,
    })
}

fn lines(part: &str) -> Lines<'_> {
    part.lines().filter_map(|line| line.split_once('=')).map(|(key, value)| (key.trim(), value.trim())).collect()
}

/// Reads the numbers of a line; none where the line is missing.
fn numbers<T: std::str::FromStr>(lines: &Lines<'_>, key: &str) -> Result<Vec<T>, String> {
    let texts = lines.get(key).copied().unwrap_or_default().split_whitespace();
    texts.map(|text| text.parse().map_err(|_| format!("{key} has the number \"{text}\"."))).collect()
}

fn tree(lines: &Lines<'_>) -> Result<Tree, String> {
    if !matches!(lines.get("num_cat"), None | Some(&"0")) {
        return Err("it splits by categories. Write each category as a column of zeros and ones.".to_owned());
    }
    if !matches!(lines.get("is_linear"), None | Some(&"0")) {
        return Err("its leaves are linear models; only leaves with one value are read.".to_owned());
    }
    let values: Vec<f64> = numbers(lines, "leaf_value")?;
    let weights: Vec<f64> = numbers(lines, "leaf_weight")?;
    let (features, thresholds): (Vec<usize>, Vec<f64>) =
        (numbers(lines, "split_feature")?, numbers(lines, "threshold")?);
    let (lefts, rights): (Vec<i64>, Vec<i64>) = (numbers(lines, "left_child")?, numbers(lines, "right_child")?);
    let decisions: Vec<u8> = numbers(lines, "decision_type")?;
    if values.is_empty() || values.len() != features.len() + 1 {
        return Err(format!("it has {} leaves and {} splits.", values.len(), features.len()));
    }
    // A tree of one leaf is written without a weight, and needs none.
    if weights.len() != values.len() && !(weights.is_empty() && values.len() == 1) {
        return Err(format!("it has {} leaves and {} weights of leaves.", values.len(), weights.len()));
    }
    let splits = features.len();
    // A leaf is written as -1 for the first, -2 for the second.
    let place =
        |child: i64| usize::try_from(child).unwrap_or_else(|_| splits + usize::try_from(-1 - child).unwrap_or(0));
    let mut nodes = Vec::new();
    for at in 0..splits {
        let whole =
            || Some((features.get(at)?, thresholds.get(at)?, lefts.get(at)?, rights.get(at)?, decisions.get(at)?));
        let (feature, threshold, left, right, decision) = whole().ok_or_else(|| format!("split {at} is not whole."))?;
        if decision & BY_CATEGORY != 0 {
            return Err("it splits by categories. Write each category as a column of zeros and ones.".to_owned());
        }
        let missing_left = match (decision >> 2) & 3 {
            ZERO_IS_MISSING => {
                return Err("it was trained with zero_as_missing, where 0 and nothing are the same.".to_owned());
            }
            NAN_IS_MISSING => decision & MISSING_LEFT != 0,
            // Nothing was missing in training: it counts as 0.
            _ => 0.0 <= *threshold,
        };
        // "At most" is "below the next number".
        let below = threshold.next_up();
        nodes.push(Node::Split { feature: *feature, below, missing_left, left: place(*left), right: place(*right) });
    }
    for (leaf, value) in values.iter().enumerate() {
        let weight = weights.get(leaf).copied().unwrap_or(1.0);
        nodes.push(Node::Leaf { value: *value, weight });
    }
    Ok(Tree(nodes))
}
