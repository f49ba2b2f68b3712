//! Faults of a model that only its parts together show. Shapes have been examined before.

use super::tree::Place;
use crate::{
    diagnostic::{Diagnostic, fault},
    json::{Json, count_text},
    shape::{at_index, at_key},
    sought,
};

/// The version of the format that this engine writes and reads.
pub const VERSION: i64 = 1;

/// Adds the faults of a model. `answers` are the names of all fields; without them any answer can be read.
pub fn check(json: &Json, answers: Option<&[&str]>, path: &str, faults: &mut Vec<Diagnostic>) {
    if json.whole_at("version").is_some_and(|version| version > VERSION) {
        fault!(
            faults,
            Diagnostic::error(
                "model/newer-version",
                &at_key(path, "version"),
                &["The model was written by a newer Leadlet; this one reads version 1."]
            )
            .suggest(&["Update Leadlet, or train the model with this one."]),
        );
        return;
    }
    let check = Check { features: json.list_at("features").len() };
    let features = at_key(path, "features");
    for (index, feature) in json.list_at("features").iter().enumerate() {
        let path = at_index(&features, index);
        fact(feature, answers, &path, faults);
        if json.text_at("kind") == Some("additive") {
            table(feature, &path, faults);
        }
    }
    for (index, tree) in json.list_at("trees").iter().enumerate() {
        check.tree(tree, &at_index(&at_key(path, "trees"), index), faults);
    }
    let calibration = json.at("calibration");
    let place = at_key(path, "calibration");
    rising(calibration, "logits", &place, true, faults);
    rising(calibration, "p", &place, false, faults);
    as_many(calibration, "p", calibration.list_at("logits").len(), "logits", &place, faults);
}

/// The parts of the facts that a model can read, and the names below them where they are few.
static ROOTS: &[&str] = &["answers", "tells", "asksFor", "email", "events", "attribution", "visitor"];

fn fact(feature: &Json, answers: Option<&[&str]>, path: &str, faults: &mut Vec<Diagnostic>) {
    let Some(fact) = feature.text_at("fact") else { return };
    let mut names = sought::parts(fact, '.');
    let (root, name) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    let path = at_key(path, "fact");
    if !ROOTS.contains(&root) || (name.is_empty() && root != "asksFor") {
        fault!(
            faults,
            Diagnostic::error("model/unknown-fact", &path, &["There is no fact \"", fact, "\"."])
                .suggest(&["A model reads what is known of a lead: answers.NAME, events.KIND.n, attribution.utm.source, email.free, visitor.NAME and the like."]),
        );
    } else if root == "answers" && answers.is_some_and(|answers| !answers.contains(&name)) {
        fault!(
            faults,
            Diagnostic::error(
                "model/unknown-fact",
                &path,
                &["It reads \"answers.", name, "\", but no field has this name."],
            )
            .suggest_name(name, answers.unwrap_or_default()),
        );
    }
}

fn table(feature: &Json, path: &str, faults: &mut Vec<Diagnostic>) {
    let (edges, values) = (feature.get("edges"), feature.get("values"));
    if edges.is_some() == values.is_some() {
        fault!(
            faults,
            Diagnostic::error(
                "model/edges-or-values",
                path,
                &[if edges.is_some() {
                    "It has both \"edges\" and \"values\"."
                } else {
                    "It has neither \"edges\" nor \"values\"."
                }],
            )
            .suggest(&["Write one of the two: \"edges\" for numbers, \"values\" for anything else."]),
        );
        return;
    }
    rising(feature, "edges", path, true, faults);
    let (key, bins) = match edges {
        Some(_) => ("edges", feature.list_at("edges").len() + 1),
        None => ("values", feature.list_at("values").len()),
    };
    as_many(feature, "points", bins, key, path, faults);
}

/// Reports a list of which one number is not more than the one before it, or at least as much.
fn rising(json: &Json, key: &str, path: &str, strictly: bool, faults: &mut Vec<Diagnostic>) {
    let numbers = json.each_some(key, &Json::as_number);
    let falls = |pair: &[f64]| match pair {
        [low, high] => high < low || (strictly && high <= low),
        _ => false,
    };
    if let Some(at) = numbers.windows(2).position(falls) {
        fault!(
            faults,
            Diagnostic::error(
                "model/not-rising",
                &at_index(&at_key(path, key), at + 1),
                &[if strictly {
                    "It is not more than the number before it."
                } else {
                    "It is less than the number before it."
                }],
            )
            .suggest(&[
                "Write \"",
                key,
                "\" from small to large, with what belongs to each in the same order."
            ]),
        );
    }
}

fn as_many(json: &Json, key: &str, wanted: usize, of: &str, path: &str, faults: &mut Vec<Diagnostic>) {
    let Some(found) = json.get(key).and_then(Json::as_list).map(<[Json]>::len) else { return };
    if found != wanted {
        fault!(
            faults,
            Diagnostic::error(
                "model/wrong-length",
                &at_key(path, key),
                &["\"", key, "\" has ", &count_text(found), " entries; \"", of, "\" needs ", &count_text(wanted), "."],
            )
            .suggest(&["Write one entry for each bin, node or leaf. Numbers have one bin more than they have edges."]),
        );
    }
}

struct Check {
    features: usize,
}

impl Check {
    fn tree(&self, tree: &Json, path: &str, faults: &mut Vec<Diagnostic>) {
        let nodes = tree.list_at("feature").len();
        for key in ["below", "left", "right", "missingLeft"] {
            as_many(tree, key, nodes, "feature", path, faults);
        }
        as_many(tree, "leaf", nodes + 1, "feature", path, faults);
        as_many(tree, "weight", nodes + 1, "feature", path, faults);
        let mut broken = |key: &str, at: usize, why: &[&str]| {
            fault!(
                faults,
                Diagnostic::error("model/broken-tree", &at_index(&at_key(path, key), at), why)
                    .suggest(&["Import the model again with `leadlet import-model`."]),
            );
        };
        // Every node but the first and every leaf is reached exactly once.
        let (mut seen_nodes, mut seen_leaves) = (vec![false; nodes], vec![false; nodes + 1]);
        for at in 0..nodes {
            let feature = tree.list_at("feature").get(at).and_then(Json::as_whole).unwrap_or(0);
            if usize::try_from(feature).is_ok_and(|feature| feature >= self.features) {
                broken("feature", at, &["There is no such feature."]);
            }
            for key in ["left", "right"] {
                let Some(child) = tree.list_at(key).get(at).and_then(Json::as_whole) else { continue };
                let (place, is_behind) = match Place::of(child) {
                    Place::Node(node) => (seen_nodes.get_mut(node), node > at),
                    Place::Leaf(leaf) => (seen_leaves.get_mut(leaf), true),
                };
                match place {
                    Some(seen) if is_behind && !*seen => *seen = true,
                    Some(_) => broken(key, at, &["It leads back, or to where another node leads."]),
                    None => broken(key, at, &["It leads nowhere."]),
                }
            }
        }
    }
}
