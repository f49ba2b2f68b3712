//! What follows from points and answers, compiled: the criteria of fit, the rubrics, the stages, the routes.
//!
//! What stages and routes read of the score are columns of the statement, under the paths that conditions know. A rubric's
//! level is the quotient of two whole numbers, which IEEE 754 rounds alike everywhere, so stages may compare it. What a
//! model finds is no fact here. Knows what the config says, not how it is written; that is [`super::grading`].

use super::{Refusal, columns::Fact, condition::Compiler, dialect::Sort, model::Table};
use clap::ValueEnum;
use leadlet_core::{
    field::is_about_power,
    json::{Json, parse},
    lead::Plan,
    score::{DEFAULT_ROUTES, DEFAULT_STAGES, When, written_rubric},
};

/// What a statement can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Part {
    /// The rubrics; stages that read one can't be said then.
    Rubrics,
    /// The stage, and the route with it.
    Stage,
    /// The route.
    Route,
}

/// The fit rules that read the same facts, as the core groups them.
pub(super) struct Criterion {
    /// Whether all of its facts are known.
    pub(super) known: String,
    pub(super) rules: Vec<usize>,
    pub(super) weight: i64,
    pub(super) only_costs: bool,
}

/// A rubric's questions.
pub(super) struct Rubric {
    pub(super) id: String,
    pub(super) questions: Vec<Question>,
}

pub(super) struct Question {
    pub(super) id: String,
    pub(super) weight: i64,
    pub(super) level: String,
}

/// A route: when it is taken, to whom it leads, and within how many minutes.
pub(super) struct Route {
    pub(super) holds: String,
    pub(super) to: String,
    pub(super) minutes: Option<i64>,
}

/// Everything that follows from the points, compiled.
pub(super) struct Verdict {
    pub(super) criteria: Vec<Criterion>,
    pub(super) rubrics: Vec<Rubric>,
    pub(super) model: Option<Table>,
    /// When a lead is at which stage, and the stage of all others.
    pub(super) stages: Option<(Vec<(String, String)>, String)>,
    /// The routes; the first that holds counts.
    pub(super) routes: Option<Vec<Route>>,
}

impl Verdict {
    /// Compiles what the config says; what SQL can't say exactly goes to `refusals`.
    pub(super) fn compile(
        plan: &Plan,
        scoring: &Json,
        without: &[Part],
        compiler: &mut Compiler<'_>,
        dimensions: &[&str],
        refusals: &mut Vec<Refusal>,
    ) -> Self {
        let has = |part: Part| !without.contains(&part);
        let criteria = criteria(plan, compiler, refusals);
        let mut rubrics = Vec::new();
        for (index, json) in scoring.list_at("rubrics").iter().enumerate() {
            if !has(Part::Rubrics) {
                compiler.columns.left_out.extend(written_rubric(json).and_then(|rubric| rubric.owned_at("id")));
                continue;
            }
            let place = format!("scoring.rubrics[{index}]");
            let compiled = rubric(json, &place, compiler).map_err(|refusal| hinted(refusal, "rubrics"));
            rubrics.extend(compiled.map_err(|refusal| refusals.push(refusal)).ok().flatten());
        }
        let mut model = None;
        if let Some(json) = scoring.get("model") {
            match Table::compile(json, "model_logit", compiler) {
                Ok(table) => model = Some(table),
                Err(why) => compiler.columns.no_model = Some(why),
            }
        }
        let mut verdict = Verdict { criteria, rubrics, model, stages: None, routes: None };
        if has(Part::Stage) {
            verdict.show(scoring, compiler, dimensions);
            let compiled = stages(scoring, compiler).map_err(|refusal| hinted(refusal, "stage"));
            verdict.stages = compiled.map_err(|refusal| refusals.push(refusal)).ok();
            if has(Part::Route) {
                for (path, column, sort) in [
                    ("score.stage", "stage", Sort::Text),
                    ("score.temperature", "temperature", Sort::Text),
                    ("score.composite", "composite", Sort::Number),
                    ("score.funnel", "funnel", Sort::Text),
                ] {
                    compiler.find(path, column, sort);
                }
                let compiled = routes(scoring, compiler).map_err(|refusal| hinted(refusal, "route"));
                verdict.routes = compiled.map_err(|refusal| refusals.push(refusal)).ok();
            }
        }
        verdict
    }

    /// Lets conditions read what the score has found.
    fn show(&self, scoring: &Json, compiler: &mut Compiler<'_>, dimensions: &[&str]) {
        for (path, column, sort) in [
            ("grade.letter", "letter", Sort::Text),
            ("grade.cell", "cell", Sort::Text),
            ("grade.fit", "fit", Sort::Number),
            ("grade.completeness", "completeness", Sort::Number),
            ("grade.engagementLevel", "engagement_level", Sort::Number),
            ("score.total", "score", Sort::Number),
        ] {
            compiler.find(path, column, sort);
        }
        for (number, name) in dimensions.iter().enumerate() {
            compiler.find(&format!("score.dimensions.{name}.points"), &format!("d{number}"), Sort::Number);
            compiler.find(&format!("score.dimensions.{name}.percent"), &format!("percent{number}"), Sort::Number);
        }
        for (number, rubric) in self.rubrics.iter().enumerate() {
            let path = format!("rubrics.{}", rubric.id);
            let level = format!(
                "({} / {})",
                compiler.as_double(&format!("reached{number}")),
                compiler.as_double(&format!("NULLIF(known{number}, 0)"))
            );
            let fact = Fact { sql: level, sort: Sort::Number, may_default: false };
            compiler.columns.found.insert(format!("{path}.level"), fact);
            compiler.find(&format!("{path}.percent"), &format!("rubric{number}"), Sort::Number);
            compiler.find(&format!("{path}.completeness"), &format!("complete{number}"), Sort::Number);
            compiler.find(&format!("{path}.nextQuestion"), &format!("next{number}"), Sort::Text);
            for (place, question) in rubric.questions.iter().enumerate() {
                let path = format!("{path}.dimensions.{}.level", question.id);
                compiler.find(&path, &format!("q{number}_{place}"), Sort::Number);
            }
        }
        if let Some(model) = &self.model {
            // The quotient of two whole numbers, as the core has it.
            let logit = format!("({} / {})", compiler.as_double("model_logit"), compiler.as_double("1000000000"));
            for (path, sql, sort) in [("logit", &logit, Sort::Number), ("likely", &model.likely, Sort::Flag)] {
                let fact = Fact { sql: sql.clone(), sort, may_default: false };
                compiler.columns.found.insert(format!("model.{path}"), fact);
            }
        } else if scoring.get("model").is_none() {
            for (path, sort) in [("model.p", Sort::Number), ("model.logit", Sort::Number), ("model.likely", Sort::Flag)]
            {
                compiler.find(path, "NULL", sort);
            }
        }
    }

    /// Tells whether conditions on facts are left for the end, where the columns of the leads must still be there.
    pub(super) fn reads_facts(&self) -> bool {
        self.stages.is_some()
    }
}

/// Groups the fit rules by the facts they read.
fn criteria(plan: &Plan, compiler: &mut Compiler<'_>, refusals: &mut Vec<Refusal>) -> Vec<Criterion> {
    let mut criteria: Vec<(Vec<&str>, Criterion, i64)> = Vec::new();
    for (index, rule) in plan.scoring.rules.iter().enumerate().filter(|(_, rule)| rule.dimension == "fit") {
        let When::Holds(condition) = &rule.when else { continue };
        let reads = condition.variables();
        let place = criteria.iter().position(|(known, ..)| *known == reads).unwrap_or_else(|| {
            let known: Result<Vec<String>, String> = reads.iter().map(|path| compiler.columns.known(path)).collect();
            let known = known.unwrap_or_else(|message| {
                refusals.push(Refusal { path: format!("scoring.rules[{index}].if"), message });
                Vec::new()
            });
            let known = if known.is_empty() { "TRUE".to_owned() } else { known.join(" AND ") };
            criteria.push((reads, Criterion { known, rules: Vec::new(), weight: 0, only_costs: false }, 0));
            criteria.len() - 1
        });
        if let Some((_, criterion, costs)) = criteria.get_mut(place) {
            criterion.weight = criterion.weight.max(rule.points);
            *costs = (*costs).max(-rule.points);
            criterion.rules.push(index);
        }
    }
    let weighed = |(_, mut criterion, costs): (Vec<&str>, Criterion, i64)| {
        if criterion.weight == 0 {
            (criterion.weight, criterion.only_costs) = (costs, true);
        }
        criterion
    };
    criteria.into_iter().map(weighed).collect()
}

fn rubric(json: &Json, path: &str, compiler: &mut Compiler<'_>) -> Result<Option<Rubric>, Refusal> {
    let Some(written) = written_rubric(json) else { return Ok(None) };
    let mut questions = Vec::new();
    for (number, dimension) in written.list_at("dimensions").iter().enumerate() {
        let id = dimension.owned_at("id").unwrap_or_default();
        let is_about_power = is_about_power(dimension.text_at("concept").unwrap_or(&id));
        let mut levels = Vec::new();
        for (place, evidence) in dimension.list_at("evidence").iter().enumerate() {
            let source = evidence.text_at("source");
            let is_weak = source == Some("inferred") || (source == Some("observed") && is_about_power);
            let path = format!("{path}.dimensions[{number}].evidence[{place}].level");
            let level = compiler.level(evidence.at("level"), if is_weak { 2 } else { 3 }, &path)?;
            levels.push(format!("COALESCE({level}, -1)"));
        }
        let level = match levels.as_slice() {
            [] => "NULL".to_owned(),
            [one] => format!("NULLIF({one}, -1)"),
            many => format!("NULLIF(GREATEST({}), -1)", many.join(", ")),
        };
        questions.push(Question { id, weight: dimension.whole_at("weight").unwrap_or(1), level });
    }
    Ok(Some(Rubric { id: written.owned_at("id").unwrap_or_default(), questions }))
}

fn stages(scoring: &Json, compiler: &mut Compiler<'_>) -> Result<(Vec<(String, String)>, String), Refusal> {
    let mut cases = Vec::new();
    for (path, entry) in entries(scoring, "stages", DEFAULT_STAGES) {
        let stage = entry.owned_at("stage").unwrap_or_default();
        match entry.get("if") {
            None => return Ok((cases, stage)),
            Some(condition) => cases.push((compiler.truth(condition, &format!("{path}.if"))?, stage)),
        }
    }
    Ok((cases, "lead".to_owned()))
}

fn routes(scoring: &Json, compiler: &mut Compiler<'_>) -> Result<Vec<Route>, Refusal> {
    let mut routes = Vec::new();
    for (path, entry) in entries(scoring, "routes", DEFAULT_ROUTES) {
        let at_stage = entry.text_at("stage").map(|stage| format!("stage = '{stage}'"));
        let condition = entry.get("if").map(|json| compiler.truth(json, &format!("{path}.if"))).transpose()?;
        let holds: Vec<String> = at_stage.into_iter().chain(condition).collect();
        let holds = if holds.is_empty() { "TRUE".to_owned() } else { holds.join(" AND ") };
        let to = entry.owned_at("to").unwrap_or_default();
        routes.push(Route { holds, to, minutes: entry.whole_at("slaMinutes") });
    }
    Ok(routes)
}

/// Gives the entries of a list with their paths: the owner's, else the default ones.
fn entries(scoring: &Json, list: &str, default: &str) -> Vec<(String, Json)> {
    let (own, name) = match scoring.get(list) {
        Some(own) => (own.clone(), format!("scoring.{list}")),
        None => (parse(default).unwrap_or(Json::Null), format!("scoring.{list}, the default,")),
    };
    let entries = own.as_list().unwrap_or(&[]).iter().enumerate();
    entries.map(|(index, entry)| (format!("{name}[{index}]"), entry.clone())).collect()
}

fn hinted(mut refusal: Refusal, part: &str) -> Refusal {
    refusal.message.push_str(&format!(" To leave it out, give --without {part}."));
    refusal
}
