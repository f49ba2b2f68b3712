//! `leadlet import-model` gives the margins of the library that trained the trees, and explains them.

use crate::models_are_trained::public;
use crate::running::{fresh_directory, run};
use leadlet_core::json::{Json, object, parse};
use leadlet_core::score::model::{Judgement, Model, logit_of};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Two small models of the tenth of UCI's Bank Marketing data set, with values that are missing.
fn small(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/models").join(file)
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn import(model: &Path, arguments: &[&str]) -> Json {
    let output = run(&[&["import-model", model.to_str().expect("UTF-8")], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    parse(std::str::from_utf8(&output.stdout).expect("UTF-8")).expect("JSON")
}

/// A model with the facts that its columns became.
struct Imported {
    model: Model,
    /// For each column of the library the name of its answer, where a tree asks for it.
    answers: Vec<Option<String>>,
}

impl Imported {
    fn read(model: &Path, expected: &Path, names: &[Json]) -> Self {
        let json = import(model, &["--names", expected.to_str().expect("UTF-8")]);
        let feature = |name: &Json| {
            let features = json.list_at("features").iter();
            let found = features.into_iter().find(|feature| feature.get("label") == Some(name))?;
            Some(found.text_at("fact")?.replace("answers.", ""))
        };
        Imported { answers: names.iter().map(feature).collect(), model: Model::pick(&json).expect("a model") }
    }

    /// Judges a row; null is missing.
    fn judge(&self, row: &Json) -> Judgement {
        let values = row.as_list().expect("a row");
        let told = self.answers.iter().zip(values).filter_map(|(name, value)| Some((name.clone()?, value.clone())));
        self.model.judge(&object(vec![("answers", Json::Object(told.collect()))]))
    }

    /// What every column of the library contributes, and the base last.
    fn contributions(&self, found: &Judgement) -> Vec<f64> {
        let by_fact: BTreeMap<&str, f64> =
            found.parts.iter().map(|part| (part.fact.as_str(), logit_of(part.logit))).collect();
        let of_column = |name: &Option<String>| {
            let fact = format!("answers.{}", name.as_deref().unwrap_or_default());
            by_fact.get(fact.as_str()).copied().unwrap_or(0.0)
        };
        self.answers.iter().map(of_column).chain([logit_of(found.base)]).collect()
    }
}

fn expect(model: &Path, expected: &Path, library: &str) {
    let table = parse(&text_of(expected)).expect("JSON");
    let imported = Imported::read(model, expected, table.list_at("features"));
    let wanted = table.at(library);
    let paths = wanted.list_at("saabas");
    let mut furthest = (0.0_f64, 0.0_f64, 0.0_f64);
    for (number, row) in table.list_at("rows").iter().enumerate() {
        let found = imported.judge(row);
        let at = |list: &str| wanted.list_at(list)[number].as_number().expect("a number");
        furthest.0 = furthest.0.max((logit_of(found.logit) - at("margin")).abs());
        furthest.1 = furthest.1.max((found.probability - at("p")).abs());
        let contributions = imported.contributions(&found);
        assert_eq!(found.base + found.parts.iter().map(|part| part.logit).sum::<i64>(), found.logit);
        if let Some(path) = paths.get(number).and_then(Json::as_list) {
            assert_eq!(path.len(), contributions.len());
            for (found, wanted) in contributions.iter().zip(path) {
                furthest.2 = furthest.2.max((found - wanted.as_number().expect("a number")).abs());
            }
        }
    }
    println!(
        "{library}: margins within {:e}, p within {:e}, contributions within {:e}",
        furthest.0, furthest.1, furthest.2
    );
    assert!(table.list_at("rows").len() >= 100);
    assert!(furthest.0 <= 2e-6 && furthest.1 <= 1e-6 && furthest.2 <= 1e-5, "{library}: {furthest:?}");
}

#[test]
fn xgboosts_margins_and_contributions_are_met() {
    expect(&small("bank.xgb.json"), &small("bank.expected.json"), "xgb");
    let Some(expected) = public("models/xedu_behaviour.expected.json") else { return };
    expect(&expected.with_file_name("xedu_behaviour.xgb.json"), &expected, "xgb");
}

#[test]
fn lightgbms_margins_and_the_means_of_its_nodes_are_met() {
    expect(&small("bank.lgb.txt"), &small("bank.expected.json"), "lgb");
    let Some(expected) = public("models/xedu_behaviour.expected.json") else { return };
    expect(&expected.with_file_name("xedu_behaviour.lgb.txt"), &expected, "lgb");
}

#[test]
fn a_column_of_zeros_and_ones_becomes_one_value_of_a_fact() {
    let (model, names) = (small("bank.xgb.json"), small("bank.expected.json"));
    let names = names.to_str().expect("UTF-8");
    let json = import(&model, &["--names", names, "--dummies=poutcome", "--map=poutcome=answers.lastTime"]);
    let feature = json.list_at("features").iter().find(|feature| feature.text_at("fact") == Some("answers.lastTime"));
    assert_eq!(feature.and_then(|feature| feature.text_at("is")), Some("success"));
    let model = Model::pick(&json).expect("a model");
    let p = |facts: &str| model.judge(&parse(facts).unwrap()).probability;
    // What XGBoost 3.2 itself gives with nothing else known.
    for (facts, wanted) in [
        (r#"{"answers":{"lastTime":"success"}}"#, 0.345_580_4),
        (r#"{"answers":{"lastTime":["failure"]}}"#, 0.455_243_56),
        ("{}", 0.455_243_56),
    ] {
        assert!((p(facts) - wanted).abs() < 1e-6, "{facts}: {}", p(facts));
    }
}

#[test]
fn what_a_widget_cant_carry_or_read_is_refused_by_name() {
    let (xgb, lgb) = (text_of(&small("bank.xgb.json")), text_of(&small("bank.lgb.txt")));
    let directory = fresh_directory();
    let refused = |text: &str| {
        let path = directory.path().join("model");
        std::fs::write(&path, text).expect("it can be written");
        let output = run(&["import-model", path.to_str().expect("UTF-8")]);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        said
    };
    let tree = &xgb[xgb.find("{\"base_weights\"").unwrap()..xgb.find(",{\"base_weights\"").unwrap()];
    let many =
        xgb.replacen(tree, &vec![tree; 101].join(","), 1).replace("\"num_trees\":\"20\"", "\"num_trees\":\"120\"");
    let fewer = xgb.replacen(&[tree, ","].concat(), "", 1);
    let stopped = xgb.replacen("\"attributes\":{}", "\"attributes\":{\"best_iteration\":\"7\"}", 1);
    let second = lgb.find("\nTree=1").expect("a second tree");
    let without = [&lgb[..second], &lgb[lgb.find("\nTree=2").expect("a third tree")..]].concat();
    let deep = deepened(&xgb);
    for (text, words) in [
        ("", "it is neither a model of XGBoost (JSON) nor one of LightGBM"),
        ("{}", "this JSON is no model of XGBoost"),
        ("{\"learner\":{}}", "it has not the form of an XGBoost model"),
        (&xgb[..xgb.len() - 9], "not JSON"),
        (&xgb.replace("\"version\":[3", "\"version\":[4"), "it was written by XGBoost 4"),
        (&xgb.replace("binary:logistic", "multi:softprob"), "its objective is \"multi:softprob\""),
        (&xgb.replace("\"num_class\":\"0\"", "\"num_class\":\"3\""), "it tells 3 classes apart"),
        (&xgb.replace("\"gbtree\"", "\"dart\""), "its booster is \"dart\""),
        (&many, "trees; a widget carries 100 at most"),
        (&fewer, "it is not whole: it has 19 trees and says that there are 20"),
        (&stopped, "only its first 8 rounds count"),
        (&without, "it is not whole"),
        (&lgb.replace("sigmoid:1", "sigmoid:-1"), "whose sigmoid is no positive number"),
        (&lgb.replacen("leaf_weight=", "leaf_weights=", 1), "weights of leaves"),
        (&deep, "tree 0: it is deeper than 4"),
        (&lgb.replace("version=v4", "version=v5"), "its format is \"v5\""),
        (&lgb.replace("objective=binary", "objective=regression"), "its objective is \"regression"),
        (&lgb.replace("num_cat=0", "num_cat=1"), "tree 0: it splits by categories"),
        (&lgb.replacen("threshold=", "threshold=NaN ", 1), "tree 0: "),
        (&lgb.replacen("leaf_value=", "leaf_value=x", 1), "tree 0: leaf_value has the number \"x"),
        (&lgb[..lgb.len() / 2], "cut off"),
    ] {
        let said = refused(text);
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
}

/// Lets the first leaf of depth 4 of the first tree ask once more.
fn deepened(xgb: &str) -> String {
    let mut json: serde_json::Value = serde_json::from_str(xgb).expect("JSON");
    let tree = &mut json["learner"]["gradient_booster"]["model"]["trees"][0];
    let count = tree["left_children"].as_array().expect("a list").len();
    let deepest = count - 1;
    for (key, own) in [("left_children", count), ("right_children", count + 1)] {
        tree[key][deepest] = own.into();
    }
    for (key, value) in [
        ("left_children", serde_json::json!(-1)),
        ("right_children", serde_json::json!(-1)),
        ("split_indices", serde_json::json!(0)),
        ("split_conditions", serde_json::json!(0.5)),
        ("default_left", serde_json::json!(0)),
        ("sum_hessian", serde_json::json!(1.0)),
        ("split_type", serde_json::json!(0)),
    ] {
        let column = tree[key].as_array_mut().expect("a list");
        column.extend([value.clone(), value]);
    }
    json.to_string()
}

/// Lets every byte of a model be another, a few at a time: none may make the program fall or think long.
#[test]
fn bent_models_are_refused_or_read_and_nothing_else() {
    let directory = fresh_directory();
    let mut state = 42_u64;
    let mut chance = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((u128::from(state >> 11) * bound as u128) >> 53).unwrap_or(0)
    };
    for round in 0..200 {
        let file = if round % 2 == 0 { "bank.xgb.json" } else { "bank.lgb.txt" };
        let mut bytes = text_of(&small(file)).into_bytes();
        for _ in 0..=chance(6) {
            let (at, length) = (chance(bytes.len() - 1), 1 + chance(9));
            match chance(4) {
                0 => bytes[at] = b"0123456789-+.eE[]{},:\" \n="[chance(25)],
                1 => bytes.truncate(at + 1),
                2 => drop(bytes.drain(at..(at + length).min(bytes.len()))),
                _ => {
                    let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
            if bytes.len() < 2 {
                break;
            }
        }
        let path = directory.path().join("model");
        std::fs::write(&path, &bytes).expect("it can be written");
        let started = std::time::Instant::now();
        let output = run(&["import-model", path.to_str().expect("UTF-8")]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)) && !said.contains("panicked"), "round {round}: {said}");
        assert!(started.elapsed().as_secs() < 5, "round {round}");
        if output.status.success() {
            let model = parse(std::str::from_utf8(&output.stdout).expect("UTF-8")).expect("JSON");
            assert!(Model::pick(&model).is_some(), "what is written can be read: round {round}");
        } else {
            assert!(output.stdout.is_empty() && said.starts_with("leadlet import-model: "), "round {round}: {said}");
        }
    }
}
