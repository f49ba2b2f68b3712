//! Writes a trained model as the core reads it, and what is known of it for a person.

use super::bins::Bins;
use super::calibrate::rounded;
use super::fit::{Feature, Kind, UNIT};
use super::mapping::Mapping;
use super::table::Column;
use super::validate::{Quality, Trained};
use leadlet_core::json::{Json, object};
use std::fmt::Write;

/// What a model says of its origin.
pub(crate) struct Origin {
    pub(crate) words: String,
    pub(crate) n: usize,
    pub(crate) positives: usize,
    pub(crate) seed: u64,
}

/// Gives the model as it stands in a config.
pub(crate) fn model(trained: &Trained, columns: &[Column], mapping: &Mapping, origin: &Origin) -> Json {
    let fitted = &trained.fitted;
    let features = fitted.features.iter().filter_map(|feature| table(feature, columns, mapping, fitted.kind));
    let mut members = vec![("kind", "additive".into()), ("version", 1_i64.into()), ("base", fitted.base.into())];
    if fitted.kind == Kind::Scorecard {
        members.push(("unit", UNIT.into()));
    }
    let count = |count: usize| Json::Number(count as f64);
    members.extend([
        ("features", Json::List(features.collect())),
        ("calibration", Json::from(&trained.calibration)),
        ("threshold", trained.threshold.into()),
        ("baseRate", rounded(origin.positives as f64 / origin.n.max(1) as f64, 6).into()),
        ("trainedOn", origin.words.as_str().into()),
        ("n", count(origin.n)),
        ("positives", count(origin.positives)),
        ("metrics", metrics(trained, origin)),
    ]);
    object(members)
}

fn table(feature: &Feature, columns: &[Column], mapping: &Mapping, kind: Kind) -> Option<Json> {
    let column = columns.get(feature.column)?;
    let written = |points: &f64| Json::Number(if kind == Kind::Scorecard { *points } else { rounded(*points, 9) });
    let count = feature.bins.count();
    // A feature that decides nothing is not worth its bytes.
    if feature.points.iter().all(|points| *points == 0.0) {
        return None;
    }
    let mut members = mapping.fact(&column.name).members(&column.name);
    members.push(match &feature.bins {
        Bins::Edges(edges) => ("edges", edges.clone().into()),
        Bins::Values(codes) => {
            let text = |code: &u32| column.values.get(*code as usize).map(|value| Json::from(as_told(value)));
            ("values", Json::List(codes.iter().filter_map(text).collect()))
        }
    });
    members.push(("points", Json::List(feature.points.iter().take(count).map(written).collect())));
    let beyond = |place: usize| feature.points.get(count + place).filter(|points| **points != 0.0).map(written);
    members.extend(beyond(0).map(|points| ("missing", points)));
    members.extend(beyond(1).map(|points| ("other", points)));
    Some(object(members))
}

/// Gives a value as a fact has it: a flag is written in small letters, however the file writes it.
fn as_told(value: &str) -> String {
    let is_flag = ["true", "false"].iter().any(|flag| value.eq_ignore_ascii_case(flag));
    if is_flag { value.to_ascii_lowercase() } else { value.to_owned() }
}

fn metrics(trained: &Trained, origin: &Origin) -> Json {
    let [plain, platt, isotonic] = trained.errors.map(|error| rounded(error, 6));
    object(vec![
        ("crossValidated", quality(&trained.crossed)),
        (
            "calibrationError",
            object(vec![("none", plain.into()), ("platt", platt.into()), ("isotonic", isotonic.into())]),
        ),
        ("mostRecent", trained.recent.as_ref().map(quality).into()),
        ("seed", Json::Number(origin.seed as f64)),
    ])
}

fn quality(quality: &Quality) -> Json {
    object(vec![
        ("auc", rounded(quality.auc, 6).into()),
        ("prAuc", rounded(quality.pr_auc, 6).into()),
        ("logLoss", rounded(quality.log_loss, 6).into()),
        ("brier", rounded(quality.brier, 6).into()),
        ("ece", rounded(quality.ece, 6).into()),
    ])
}

/// Says in lines how good the model is and what counts most in it.
pub(crate) fn report(trained: &Trained, columns: &[Column], mapping: &Mapping, origin: &Origin) -> String {
    let mut text = String::new();
    let rate = 100.0 * origin.positives as f64 / origin.n.max(1) as f64;
    let _ = writeln!(text, "Trained on {} leads, {} of them positive ({rate:.1} %).\n", origin.n, origin.positives);
    let _ = writeln!(text, "{:<28} {:>6} {:>7} {:>9} {:>7} {:>7}", "", "AUC", "PR-AUC", "log-loss", "Brier", "ECE");
    let mut line = |name: &str, quality: Option<&Quality>| {
        let _ = match quality {
            Some(q) => writeln!(
                text,
                "{name:<28} {:>6.3} {:>7.3} {:>9.4} {:>7.4} {:>7.4}",
                q.auc, q.pr_auc, q.log_loss, q.brier, q.ece
            ),
            None => writeln!(text, "{name:<28} too few outcomes of one sort"),
        };
    };
    line("5-fold cross-validation", Some(&trained.crossed));
    line("most recent 20 %", trained.recent.as_ref());
    let [plain, platt, isotonic] = trained.errors;
    let name = trained.calibration.name();
    let _ = writeln!(
        text,
        "\nCalibration: {name} (ECE in cross-validation: none {plain:.4}, platt {platt:.4}, isotonic {isotonic:.4})."
    );
    let _ =
        writeln!(text, "Likely from p = {} on, where precision and recall together are best (F1).", trained.threshold);
    let _ = writeln!(text, "\n{:<40} {:>8} {:>8}   fact", "feature", "least", "most");
    let mut features: Vec<(&Feature, f64, f64)> = trained
        .fitted
        .features
        .iter()
        .map(|feature| {
            let bound = |pick: fn(f64, f64) -> f64| feature.points.iter().copied().fold(0.0, pick);
            (feature, bound(f64::min), bound(f64::max))
        })
        .collect();
    features.sort_by(|a, b| (b.2 - b.1).total_cmp(&(a.2 - a.1)));
    for (feature, least, most) in features {
        let Some(column) = columns.get(feature.column) else { continue };
        let fact = mapping.fact(&column.name);
        let is = fact.is.map(|is| format!(" is {is}")).unwrap_or_default();
        let name: String = fact.label.as_ref().unwrap_or(&column.name).chars().take(40).collect();
        let _ = match trained.fitted.kind {
            Kind::Scorecard => writeln!(text, "{name:<40} {least:>+8} {most:>+8}   {}{is}", fact.path),
            _ => writeln!(text, "{name:<40} {least:>+8.3} {most:>+8.3}   {}{is}", fact.path),
        };
    }
    text
}
