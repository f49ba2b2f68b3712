//! Between which bounds the score lies, and which thresholds, stages and outcomes it can reach.
//!
//! Adds up ranges in the order in which scoring adds up points: rule, group, dimension, total. Rules
//! that read the same one answer are taken together, because a lead has one role and not two; all
//! others are taken to fire or not as they like, which may make a range too wide, never too narrow.

use super::{
    judge::{GATE, OUTCOME, ROUTE, RULE, STAGE, judge},
    paths::Paths,
    possible::Possible,
    reason::{Narrowed, Reasoning},
    span::Span,
    term::{at_index, at_key, is_constant, variable, visit},
    world::{Here, State, World},
};
use crate::{
    config::Config,
    diagnostic::Diagnostic,
    json::{Json, NULL, object},
    score::{Bounds, DEFAULT_STAGES, Rule, STAGES, Scoring, When, written_rubric},
    signals::MAX_SIGNALS,
};

/// The least and the most points.
pub type Range = (i64, i64);

/// Between which bounds a lead's points lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The bounds of the score, within 0 to 100.
    pub total: Range,
    /// The bounds of the composite, within 0 to 100.
    pub composite: Range,
    /// The bounds of each dimension, after its own bounds: of its points and of its percentage.
    pub dimensions: Vec<(String, Range, Range)>,
}

/// What each rule can give, in the order of the config.
pub(super) fn of_rules(world: &World<'_>, state: &State, scoring: &Scoring, written: &Json) -> Reach {
    let judged = Narrowed::new();
    let here = Here { world, state, judged: &judged };
    let reasoning = Reasoning::with(&here);
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (index, rule) in scoring.rules.iter().enumerate() {
        let json = written.list_at("rules").get(index).unwrap_or(&NULL);
        let (points, one) = (rule.points, single_answer(&reasoning, rule, json.at("if")));
        let with = parts.iter_mut().find(|part| {
            one.as_ref().is_some_and(|(path, _)| part.path.as_deref() == Some(path.as_str()))
                && part.rule.dimension == rule.dimension
                && part.rule.group == rule.group
        });
        if let (Some((_, each)), Some(part)) = (&one, with) {
            for (sum, fires) in part.each.iter_mut().zip(each) {
                *sum += if *fires { points } else { 0 };
            }
            continue;
        }
        let range = match &rule.when {
            When::Never => (0, 0),
            When::Counts(_) => of_count(points, json),
            When::Holds(_) => {
                let condition = json.at("if");
                let can = |truth| reasoning.can_be(condition, truth);
                match (can(true), can(false)) {
                    (false, _) => (0, 0),
                    (true, false) => (points, points),
                    (true, true) => (points.min(0), points.max(0)),
                }
            }
        };
        let (path, each) = one.map_or((None, Vec::new()), |(path, each)| {
            (Some(path), each.into_iter().map(|fires| if fires { points } else { 0 }).collect())
        });
        parts.push(Part { rule, path, each, range });
    }
    for part in &mut parts {
        if let (Some(least), Some(most)) = (part.each.iter().min(), part.each.iter().max()) {
            part.range = (*least, *most);
        }
    }
    sum(scoring, &parts)
}

/// Rules that are reckoned as one.
struct Part<'r> {
    rule: &'r Rule,
    /// The one answer they read, where it has few values.
    path: Option<String>,
    /// The points for each of its values.
    each: Vec<i64>,
    range: Range,
}

/// Tells for each value of the one answer that a rule reads whether it fires.
fn single_answer(reasoning: &Reasoning<'_>, rule: &Rule, written: &Json) -> Option<(String, Vec<bool>)> {
    let When::Holds(condition) = &rule.when else { return None };
    let reads = condition.variables();
    let [path] = reads.as_slice() else { return None };
    let name = path.strip_prefix("answers.").filter(|name| !name.contains('.'))?;
    let mut is_plain = true;
    visit(written, "", &mut |operation, json, _| {
        is_plain &= operation.name != "var" || variable(json).is_some();
        is_plain &= !matches!(operation.name, "missing" | "missing_some") || operation.args().iter().all(is_constant);
    });
    let possible = reasoning.look(path, &Narrowed::new());
    let values = possible.each().filter(|_| is_plain)?;
    let fires = values.iter().map(|value| {
        let members = if *value == Json::Null { Vec::new() } else { vec![(name.to_owned(), value.clone())] };
        condition.holds(&object(vec![("answers", Json::Object(members))]))
    });
    Some(((*path).to_owned(), fires.collect()))
}

/// What a counting rule can give: each event at most its points, within the rule's own bounds.
fn of_count(points: i64, json: &Json) -> Range {
    let events = i64::try_from(MAX_SIGNALS).unwrap_or(i64::MAX);
    let bound = |key| json.whole_at(key).unwrap_or(i64::MAX);
    let most = points
        .abs()
        .min(bound("maxPerDay"))
        .saturating_mul(events)
        .min(points.abs().saturating_mul(events))
        .min(bound("max"));
    // Several events of one day may add up to the day's bound though each is worth less.
    let most = most.max(points.abs().saturating_mul(events).min(bound("maxPerDay")).min(bound("max")));
    if points < 0 { (-most, 0) } else { (0, most) }
}

fn add(a: Range, b: Range) -> Range {
    (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
}

fn within(range: Range, bounds: &Bounds) -> Range {
    (bounds.within(range.0), bounds.within(range.1))
}

fn sum(scoring: &Scoring, parts: &[Part<'_>]) -> Reach {
    // Points by dimension; the points of a group first, as its bounds hold before those of a dimension.
    let mut sums: Vec<(String, Range)> = Vec::new();
    let mut give = |dimension: &str, range: Range| match sums.iter_mut().find(|(name, _)| name == dimension) {
        Some((_, sum)) => *sum = add(*sum, range),
        None => sums.push((dimension.to_owned(), range)),
    };
    let is_bounded = |part: &&Part<'_>| scoring.groups.iter().any(|group| part.rule.group.as_ref() == Some(&group.id));
    for part in parts.iter().filter(|part| !is_bounded(part)) {
        give(&part.rule.dimension, part.range);
    }
    for group in &scoring.groups {
        let of_group: Vec<&Part<'_>> =
            parts.iter().filter(|part| part.rule.group.as_deref() == Some(group.id.as_str())).collect();
        let Some(first) = of_group.first() else { continue };
        let all = of_group.iter().fold((0, 0), |sum, part| add(sum, part.range));
        let is_one_dimension = of_group.iter().all(|part| part.rule.dimension == first.rule.dimension);
        let is_first_bound = scoring.groups.iter().filter(|other| other.id == group.id).count() == 1;
        if is_one_dimension && is_first_bound {
            give(&first.rule.dimension, within(all, group));
        } else {
            for part in &of_group {
                give(&part.rule.dimension, part.range);
            }
            // What the bound takes falls as the sum rises.
            let bite = |sum: i64| group.within(sum) - sum;
            give(&first.rule.dimension, (bite(all.1), bite(all.0)));
        }
    }
    for name in ["fit", "engagement"] {
        give(name, (0, 0));
    }
    let mut total = (0, 0);
    let mut dimensions = Vec::new();
    for (name, range) in sums {
        let usual = Bounds::usual(&name);
        let bounds = scoring.dimensions.iter().find(|bounds| bounds.id == name).unwrap_or(&usual);
        let range = within(range, bounds);
        total = add(total, range);
        dimensions.push((name, range, (bounds.percent(range.0), bounds.percent(range.1))));
    }
    let total = (total.0.clamp(0, 100), total.1.clamp(0, 100));
    let composite = |end: &dyn Fn(Range) -> i64| {
        let percent = |name: &str| {
            let (_, _, percent) = dimensions.iter().find(|(known, _, _)| known == name)?;
            Some(end(*percent))
        };
        scoring.composite(end(total), &percent)
    };
    let composite = (composite(&|range| range.0), composite(&|range| range.1));
    Reach { total, composite, dimensions }
}

fn whole((min, max): Range) -> Possible {
    Possible::numbers(Span::new(min as f64, max as f64, true))
}

fn texts(words: &[&str]) -> Possible {
    Possible::one_of(words.iter().map(|word| Json::from(*word)))
}

/// What stages and outcomes can read of the score.
fn facts_of_score(reach: &Reach) -> Narrowed {
    let mut facts = Narrowed::new();
    facts.insert("score.total".into(), whole(reach.total));
    for (name, points, percent) in &reach.dimensions {
        facts.insert(["score.dimensions.", name, ".points"].concat(), whole(*points));
        facts.insert(["score.dimensions.", name, ".percent"].concat(), whole(*percent));
    }
    for part in ["score", "score.dimensions", "grade", "rubrics"] {
        facts.insert(part.into(), Possible::anything());
    }
    facts
}

/// Which grades there can be: without a rule about what fits, none but "?".
fn facts_of_grade(scoring: &Scoring, reach: &Reach, facts: &mut Narrowed) -> Possible {
    let is_fit = |rule: &&Rule| rule.dimension == "fit" && matches!(rule.when, When::Holds(_)) && rule.points != 0;
    let letters: &[&str] =
        if scoring.rules.iter().any(|rule| is_fit(&rule)) { &["A", "B", "C", "D", "?"] } else { &["?"] };
    let engagement =
        reach.dimensions.iter().find(|(name, _, _)| name == "engagement").map_or((0, 100), |(_, _, percent)| *percent);
    // As the percentage rises the level only falls.
    let level = |percent: i64| scoring.cuts.level(percent);
    let levels: Vec<i64> = (level(engagement.1)..=level(engagement.0)).collect();
    let cells = letters
        .iter()
        .flat_map(|letter| levels.iter().map(move |level| Json::from([letter, level.to_string().as_str()].concat())));
    let cells = Possible::one_of(cells);
    facts.insert("grade.letter".into(), texts(letters));
    facts.insert("grade.engagementLevel".into(), Possible::one_of(levels.iter().map(|level| Json::from(*level))));
    facts.insert("grade.cell".into(), cells.clone());
    facts.insert("grade.completeness".into(), whole((0, 100)));
    let fit = whole((0, 100)).and(Json::Null);
    facts.insert("grade.fit".into(), if letters.len() > 1 { fit } else { Possible::null() });
    cells
}

fn facts_of_rubrics(reasoning: &Reasoning<'_>, written: &Json, facts: &mut Narrowed) {
    for rubric in written.list_at("rubrics") {
        let Some(rubric) = written_rubric(rubric) else { continue };
        let id = rubric.text_at("id").unwrap_or_default();
        let evidence = rubric.list_at("dimensions").iter().flat_map(|dimension| dimension.list_at("evidence"));
        let can_be_known = evidence.into_iter().any(|evidence| {
            let level = reasoning.value(evidence.at("level"), &Narrowed::new());
            level.other || level.numbers.is_some() || level.values.iter().any(|value| value.as_number().is_some())
        });
        let known = |possible: Possible| if can_be_known { possible.and(Json::Null) } else { Possible::null() };
        let path = |what: &str| ["rubrics.", id, ".", what].concat();
        facts.insert(path("level"), known(Possible::numbers(Span::new(0.0, 3.0, false))));
        facts.insert(path("percent"), known(whole((0, 100))));
        facts.insert(path("completeness"), if can_be_known { whole((0, 100)) } else { whole((0, 0)) });
        facts.insert(path("nextQuestion"), Possible::texts(0, usize::MAX).and(Json::Null));
        facts.insert(path("dimensions"), Possible::anything());
    }
}

/// Judges rules, gates, stages and outcomes with what is known at the end of the flow.
pub(super) fn check(
    config: &Config,
    json: &Json,
    world: &World<'_>,
    paths: &Paths<'_>,
    end: &State,
    faults: &mut Vec<Diagnostic>,
) -> Reach {
    let (scoring, written) = (&config.plan.scoring, json.at("scoring"));
    let nothing = Narrowed::new();
    let here = Here { world, state: end, judged: &nothing };
    for (index, rule) in written.list_at("rules").iter().enumerate() {
        let path = at_key(&at_index("scoring.rules", index), "if");
        if let Some(condition) = rule.get("if").filter(|_| rule.get("count").is_none()) {
            judge(paths, &here, (condition, &path), &RULE, &nothing, faults);
        }
    }
    let mut may_be_ruled_out = false;
    for (index, gate) in written.list_at("disqualifiers").iter().enumerate() {
        let path = at_key(&at_index("scoring.disqualifiers", index), "if");
        let verdict = judge(paths, &here, (gate.at("if"), &path), &GATE, &nothing, faults);
        may_be_ruled_out |= verdict.holds.is_some();
    }
    let reach = of_rules(world, end, scoring, written);
    let mut facts = facts_of_score(&reach);
    let cells = facts_of_grade(scoring, &reach, &mut facts);
    facts_of_rubrics(&Reasoning::with(&here), written, &mut facts);
    if scoring.has_model() {
        for path in ["model.p", "score.p"] {
            facts.insert(path.into(), Possible::numbers(Span::new(0.0, 1.0, false)));
        }
        facts.insert("model.logit".into(), Possible::numbers(Span::ALL));
        facts.insert("model.likely".into(), Possible::flags(true, true));
    }
    let mut stages = reachable_stages(&Here { judged: &facts, ..here }, paths, written, faults);
    if may_be_ruled_out && !stages.contains(&"none") {
        stages.push("none");
    }
    let bound = |key: &str, usual| written.at("temperature").whole_at(key).unwrap_or(usual);
    let (hot, warm) = (bound("hot", 71), bound("warm", 30));
    let composite = reach.composite;
    let temperatures: Vec<&str> = ["hot", "warm", "cold"]
        .into_iter()
        .filter(|word| match *word {
            "hot" => composite.1 >= hot,
            "warm" => composite.0.max(warm) <= composite.1.min(hot - 1),
            _ => composite.0 < warm.min(hot),
        })
        .collect();
    facts.insert("score.stage".into(), texts(&stages));
    facts.insert("score.temperature".into(), texts(&temperatures));
    facts.insert("score.composite".into(), whole(composite));
    let parts = scoring.rules.iter().filter_map(|rule| rule.funnel).map(Json::from);
    facts.insert("score.funnel".into(), Possible::one_of(parts).and(Json::Null));
    routes(&Here { judged: &facts, ..here }, paths, written, &stages, faults);
    // The grade stands elsewhere for outcomes, and rubrics nowhere.
    facts.retain(|path, _| !path.starts_with("grade") && !path.starts_with("rubrics"));
    facts.insert("grade".into(), Possible::anything());
    facts.insert("rubrics".into(), Possible::anything());
    facts.insert("score.grade".into(), cells);
    outcomes(&Here { judged: &facts, ..here }, paths, json, faults);
    reach
}

/// Finds the stages that a lead can be at, by the owner's list or the built-in one.
fn reachable_stages<'s>(
    here: &Here<'_>,
    paths: &Paths<'_>,
    written: &Json,
    faults: &mut Vec<Diagnostic>,
) -> Vec<&'s str> {
    let built_in;
    let own = written.get("stages").and_then(Json::as_list);
    let list = match own {
        Some(own) => own,
        None => {
            built_in = crate::json::parse(DEFAULT_STAGES).unwrap_or(Json::Null);
            built_in.as_list().unwrap_or_default()
        }
    };
    let mut found = Vec::new();
    let mut given = Narrowed::new();
    // The built-in list suits many flows: what one of them can't reach is no mistake.
    let mut unsaid = Vec::new();
    let faults = if own.is_some() { faults } else { &mut unsaid };
    for (index, entry) in list.iter().enumerate() {
        let path = at_index("scoring.stages", index);
        let stage = STAGES.iter().find(|stage| entry.text_at("stage") == Some(stage)).copied().unwrap_or("lead");
        let Some(condition) = entry.get("if") else {
            found.push(stage);
            return found;
        };
        let verdict = judge(paths, here, (condition, &at_key(&path, "if")), &STAGE, &given, faults);
        if verdict.holds.is_some() {
            found.push(stage);
        }
        match verdict.fails {
            Some(fails) => given = fails,
            None => return found,
        }
    }
    found.push("lead");
    found
}

/// Finds routes that no lead takes.
fn routes(here: &Here<'_>, paths: &Paths<'_>, written: &Json, stages: &[&str], faults: &mut Vec<Diagnostic>) {
    let nothing = Narrowed::new();
    let mut is_taken = false;
    for (index, route) in written.list_at("routes").iter().enumerate() {
        let path = at_index("scoring.routes", index);
        let never = |path: &str, why: &[&str]| Diagnostic::warning(ROUTE.never, path, why);
        let (stage, condition) = (route.text_at("stage"), route.get("if"));
        if is_taken {
            faults.push(
                never(&path, &["An entry above it takes every lead."])
                    .suggest(&["Put the entry without \"stage\" and \"if\" last."]),
            );
        } else if let Some(stage) = stage.filter(|stage| STAGES.contains(stage) && !stages.contains(stage)) {
            let mut there = stages.to_vec();
            there.sort_unstable();
            faults.push(never(&at_key(&path, "stage"), &["No lead is ever at the stage \"", stage, "\"."]).suggest(&[
                "Stages that leads can be at: ",
                &there.join(", "),
                ".",
            ]));
        }
        if let Some(condition) = condition {
            judge(paths, here, (condition, &at_key(&path, "if")), &ROUTE, &nothing, faults);
        }
        is_taken |= stage.is_none() && condition.is_none();
    }
}

fn outcomes(here: &Here<'_>, paths: &Paths<'_>, json: &Json, faults: &mut Vec<Diagnostic>) {
    let mut given = Narrowed::new();
    for (index, outcome) in json.list_at("outcomes").iter().enumerate() {
        let Some(condition) = outcome.get("if") else { return };
        let path = at_key(&at_index("outcomes", index), "if");
        let verdict = judge(paths, here, (condition, &path), &OUTCOME, &given, faults);
        match verdict.fails {
            Some(fails) => given = fails,
            None => return,
        }
    }
}
