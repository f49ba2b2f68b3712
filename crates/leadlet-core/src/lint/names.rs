//! Names and bounds of scoring that clash, lead nowhere or leave no room, and fields that look alike.

use super::term::{at_index, at_key};
use crate::{
    config::Config,
    diagnostic::Diagnostic,
    field::{Domain, Field},
    json::{Json, number_text},
    score::BUILT_IN_RUBRICS,
    sorted::each_once,
};

/// Adds every fault of this sort.
pub(super) fn check(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    let scoring = json.at("scoring");
    for (list, code, thing) in [
        ("groups", "score/repeated-group", "group"),
        ("dimensions", "score/repeated-dimension", "dimension"),
        ("disqualifiers", "score/repeated-disqualifier", "disqualifier"),
        ("rubrics", "score/repeated-rubric", "rubric"),
    ] {
        let path = at_key("scoring", list);
        repeated(scoring.list_at(list), &path, code, thing, faults);
        for (index, entry) in scoring.list_at(list).iter().enumerate() {
            let inner = at_key(&at_index(&path, index), "dimensions");
            repeated(entry.list_at("dimensions"), &inner, "score/repeated-dimension", "dimension", faults);
        }
    }
    bounds(config, scoring, faults);
    composite(config, scoring, faults);
    cuts(scoring.at("grade"), faults);
    temperature(scoring.at("temperature"), faults);
    levels(config, json, faults);
    required(config, json, faults);
    labels(config, faults);
    picked(config, json, faults);
}

fn name_of(entry: &Json) -> Option<&str> {
    entry.as_text().or_else(|| entry.text_at("id")).filter(|name| !name.is_empty())
}

fn repeated(entries: &[Json], path: &str, code: &'static str, thing: &str, faults: &mut Vec<Diagnostic>) {
    for (index, entry) in entries.iter().enumerate() {
        let Some(name) = name_of(entry) else { continue };
        if !entries.iter().take(index).any(|earlier| name_of(earlier) == Some(name)) {
            continue;
        }
        let place = at_index(path, index);
        let place = if entry.as_text().is_some() { place } else { at_key(&place, "id") };
        let is_built_in = thing == "rubric" && BUILT_IN_RUBRICS.iter().any(|(known, _)| *known == name);
        faults.push(Diagnostic::error(code, &place, &["There is another ", thing, " \"", name, "\"."]).suggest(&[
            if is_built_in { "Remove one, or give your own another id." } else { "Give each its own name." },
        ]));
    }
}

fn bounds(config: &Config, scoring: &Json, faults: &mut Vec<Diagnostic>) {
    let rules = &config.plan.scoring.rules;
    for (list, thing) in [("groups", "group"), ("dimensions", "dimension")] {
        for (index, entry) in scoring.list_at(list).iter().enumerate() {
            let path = at_index(&at_key("scoring", list), index);
            let (least, most) = (entry.whole_at("min").unwrap_or(-100), entry.whole_at("max").unwrap_or(100));
            if least > most {
                let key = if entry.get("min").is_some() { "min" } else { "max" };
                faults.push(
                    Diagnostic::error(
                        "score/nothing-fits",
                        &at_key(&path, key),
                        &[
                            "At least ",
                            &least.to_string(),
                            " and at most ",
                            &most.to_string(),
                            ": no number of points is both.",
                        ],
                    )
                    .suggest(&["Swap the two; left out, \"min\" is -100 and \"max\" 100."]),
                );
            }
            let Some(name) = entry.text_at("id") else { continue };
            let used: Vec<&str> = match thing {
                "group" => rules.iter().filter_map(|rule| rule.group.as_deref()).collect(),
                _ => {
                    ["fit", "engagement"].into_iter().chain(rules.iter().map(|rule| rule.dimension.as_str())).collect()
                }
            };
            if !used.contains(&name) {
                let code = if thing == "group" { "score/empty-group" } else { "score/empty-dimension" };
                let told = Diagnostic::warning(
                    code,
                    &at_key(&path, "id"),
                    &["No rule is in the ", thing, " \"", name, "\", so its bounds hold for nothing."],
                );
                faults.push(match crate::diagnostic::nearest(name, &used) {
                    Some(meant) => told.suggest(&["Did you mean \"", meant, "\"?"]),
                    None => told.suggest(&["Write \"", thing, "\": \"", name, "\" in a rule, or remove it."]),
                });
            }
        }
    }
}

/// Dimensions that the composite weighs and no rule is in.
fn composite(config: &Config, scoring: &Json, faults: &mut Vec<Diagnostic>) {
    let rules = config.plan.scoring.rules.iter().map(|rule| rule.dimension.as_str());
    let used = each_once(["fit", "engagement"].into_iter().chain(rules));
    for (index, part) in scoring.list_at("composite").iter().enumerate() {
        let Some(name) = part.text_at("dimension").filter(|name| !used.contains(name)) else { continue };
        let path = at_key(&at_index("scoring.composite", index), "dimension");
        let message = ["No rule is in the dimension \"", name, "\", so it weighs nothing."];
        let told = Diagnostic::warning("score/empty-dimension", &path, &message);
        faults.push(told.suggest_name(name, &used));
    }
}

/// Cuts of grades that do not fall.
fn cuts(written: &Json, faults: &mut Vec<Diagnostic>) {
    for (key, names) in [("fit", ["A", "B", "C"]), ("engagement", ["1", "2", "3"])] {
        let cuts: Vec<i64> = written.list_at(key).iter().filter_map(Json::as_whole).collect();
        for (place, pair) in cuts.windows(2).enumerate() {
            let [higher, lower] = pair else { continue };
            let name = names.get(place + 1).copied().unwrap_or_default();
            if lower >= higher {
                let path = at_index(&at_key("scoring.grade", key), place + 1);
                let message = [
                    "Whoever reaches ",
                    &lower.to_string(),
                    " has a better grade already: no lead is ever ",
                    name,
                    ".",
                ];
                faults.push(
                    Diagnostic::warning("score/cuts-not-falling", &path, &message)
                        .suggest(&["Write the percentages from the highest to the lowest, as [75, 50, 25]."]),
                );
            }
        }
    }
}

fn temperature(written: &Json, faults: &mut Vec<Diagnostic>) {
    let (hot, warm) = (written.whole_at("hot"), written.whole_at("warm"));
    let (least_hot, least_warm) = (hot.unwrap_or(71), warm.unwrap_or(30));
    if least_warm >= least_hot && (hot.is_some() || warm.is_some()) {
        let key = if warm.is_some() { "warm" } else { "hot" };
        faults.push(
            Diagnostic::warning(
                "score/never-warm",
                &at_key("scoring.temperature", key),
                &[
                    "Hot begins at ",
                    &least_hot.to_string(),
                    " and warm at ",
                    &least_warm.to_string(),
                    ": no lead is ever warm.",
                ],
            )
            .suggest(&["Let \"warm\" be less than \"hot\"; left out, they are 30 and 71."]),
        );
    }
}

/// Thresholds of levels that no answer reaches.
fn levels(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    for (number, step) in config.plan.flow.steps.iter().enumerate() {
        for field in &step.fields {
            let Domain::Number { min, max, .. } = field.asks.domain() else { continue };
            let written = json.list_at("steps").get(number).and_then(|step| step.list_at("fields").get(field.place));
            let path = at_index(&at_key(&at_index("steps", number), "fields"), field.place);
            for (index, threshold) in written.map_or(&[][..], |field| field.list_at("levels")).iter().enumerate() {
                let Some(threshold) = threshold.as_number() else { continue };
                let (why, bound) = if threshold > max {
                    ("is never reached: the answer is at most ", max)
                } else if threshold <= min {
                    ("is always reached: the answer is at least ", min)
                } else {
                    continue;
                };
                faults.push(
                    Diagnostic::warning(
                        "score/level-out-of-reach",
                        &at_index(&at_key(&path, "levels"), index),
                        &["Level ", &(index + 1).to_string(), " ", why, &number_text(bound), "."],
                    )
                    .suggest(&["Write thresholds between the field's \"min\" and \"max\"."]),
                );
            }
        }
    }
}

/// Fields that are required twice over, and such as nobody could be asked to answer.
fn required(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    for (number, step) in json.list_at("steps").iter().enumerate() {
        for (place, written) in step.list_at("fields").iter().enumerate() {
            let says = |key: &&str| written.get(key).is_some_and(|value| *value != Json::Bool(false));
            let path = at_index(&at_key(&at_index("steps", number), "fields"), place);
            if written.flag_at("required") && says(&"requiredIf") {
                faults.push(
                    Diagnostic::warning(
                        "flow/always-required",
                        &at_key(&path, "requiredIf"),
                        &["It is required anyway, so \"requiredIf\" changes nothing."],
                    )
                    .suggest(&["Keep one of the two."]),
                );
            }
            let fields = config.plan.flow.steps.get(number).map_or(&[][..], |step| &step.fields);
            let is_unset =
                |field: &&Field| field.place == place && field.type_name == "hidden" && field.asks.preset().is_none();
            if let (Some(key), true) =
                (["required", "requiredIf"].into_iter().find(says), fields.iter().any(|field| is_unset(&field)))
            {
                faults.push(
                    Diagnostic::warning(
                        "flow/hidden-required",
                        &at_key(&path, key),
                        &["No visitor can set a hidden value, so it is never required."],
                    )
                    .suggest(&["Give it a \"value\", or remove \"", key, "\"."]),
                );
            }
        }
    }
}

/// Two questions on one step that a visitor can't tell apart.
fn labels(config: &Config, faults: &mut Vec<Diagnostic>) {
    for (number, step) in config.plan.flow.steps.iter().enumerate() {
        let asked: Vec<_> = step
            .fields
            .iter()
            .filter(|field| field.type_name != "hidden" && field.asks.domain() != Domain::Nothing)
            .collect();
        for (index, field) in asked.iter().enumerate() {
            let label = field.label.trim();
            let is_alone = field.show_if.is_none();
            let twin = asked.iter().take(index).find(|other| {
                other.label.trim().eq_ignore_ascii_case(label)
                    && other.place != field.place
                    && is_alone
                    && other.show_if.is_none()
            });
            if let Some(twin) = twin.filter(|_| !label.is_empty()) {
                let path = at_index(&at_key(&at_index("steps", number), "fields"), field.place);
                faults.push(
                    Diagnostic::warning(
                        "flow/same-label",
                        &at_key(&path, "label"),
                        &["\"", &field.name, "\" and \"", &twin.name, "\" ask the same: \"", label, "\"."],
                    )
                    .suggest(&["Give each question its own words."]),
                );
            }
        }
    }
}

/// Choices of which more must be picked than there are, or of which several can't be picked at all.
fn picked(config: &Config, json: &Json, faults: &mut Vec<Diagnostic>) {
    for (number, step) in json.list_at("steps").iter().enumerate() {
        for (place, field) in step.list_at("fields").iter().enumerate() {
            let path = at_index(&at_key(&at_index("steps", number), "fields"), place);
            let is_choice = config.plan.flow.steps.get(number).is_some_and(|step| {
                step.fields
                    .iter()
                    .any(|field| field.place == place && !field.asks.choices().is_empty() && field.group.is_none())
            });
            // What a visitor may write is one more to pick.
            let count = field.list_at("options").len() + usize::from(field.flag_at("allowOther"));
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            if !is_choice || count == 0 {
                continue;
            }
            if let Some(least) = field.whole_at("minPicked").filter(|least| *least > count) {
                faults.push(
                    Diagnostic::error(
                        "flow/too-few-options",
                        &at_key(&path, "minPicked"),
                        &[
                            "At least ",
                            &least.to_string(),
                            " must be picked, but there are ",
                            &count.to_string(),
                            " options.",
                        ],
                    )
                    .suggest(&["Write a smaller number, or more options."]),
                );
            }
            if let Some(most) = field.whole_at("maxPicked").filter(|most| *most > count) {
                faults.push(
                    Diagnostic::warning(
                        "flow/bound-without-effect",
                        &at_key(&path, "maxPicked"),
                        &[
                            "At most ",
                            &most.to_string(),
                            " can be picked, but there are only ",
                            &count.to_string(),
                            " options.",
                        ],
                    )
                    .suggest(&["Write a smaller number, or leave it out."]),
                );
            }
            if let Some(key) = ["minPicked", "maxPicked"].into_iter().find(|key| field.get(key).is_some())
                && field.get("many").is_some_and(|many| *many == Json::Bool(false))
            {
                faults.push(
                    Diagnostic::warning(
                        "flow/bound-without-effect",
                        &at_key(&path, key),
                        &["\"", key, "\" is about picking several, but only one can be picked here."],
                    )
                    .suggest(&["Write \"many\": true, or leave it out."]),
                );
            }
        }
    }
}
