//! Scoring: facts in, an explained score out, the same bits on every machine.
//!
//! Points of rules are clamped per day, per rule, per group, per dimension and in all, in this
//! order. A clamp that bites is a contribution of its own ("−5 At most 20 for pages"), so the
//! contributions always add up to the score. Knows nothing of steps, of delivery, or of who asks.

mod ahead;
mod bounds;
mod composite;
#[cfg(feature = "wide")]
mod decay;
mod explanation;
mod funnel;
mod grade;
#[cfg(feature = "models")]
pub mod model;
mod route;
mod rubric;
mod rule;
mod stage;
mod summary;
#[cfg(feature = "wide")]
mod tally;

pub use ahead::{Ahead, Change};
pub use bounds::Bounds;
pub use explanation::{Contribution, explanation, in_points, reasons, unknown};
#[cfg(feature = "models")]
pub use explanation::{in_logits, likelihood};
pub use funnel::FUNNEL_PARTS;
pub use grade::{Cuts, Grade};
pub use route::DEFAULT as DEFAULT_ROUTES;
#[cfg(feature = "lint")]
pub use rubric::written as written_rubric;
pub use rubric::{
    BUILT_IN as BUILT_IN_RUBRICS, NAMES as RUBRIC_NAMES, Qualification, RUBRIC, Rubric, WIDE as WIDE_RUBRICS,
};
#[cfg(feature = "wide")]
pub use rule::Count;
pub use rule::{RULE, Rule, When};
pub use stage::DEFAULT as DEFAULT_STAGES;
pub use stage::{STAGES, Stages, Temperature};
#[cfg(feature = "wide")]
pub use tally::{Deeds, Tally};

use composite::Composite;
use funnel::Funnel;
use route::Routes;

use summary::written;

use crate::{
    about,
    facts::{Facts, Surroundings, lookup},
    json::{Json, Member, object},
    logic::Condition,
    shape::{Record, Shape, optional, required},
    sorted::each_once,
};

/// The version of the engine that stands in every envelope.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The settings of scoring.
pub static SCORING: Record = Record {
    name: "Scoring",
    about: about!("How a lead is scored."),
    settings: &[
        optional(
            "rules",
            Shape::List { of: &Shape::Record(&RULE), min: 0, max: 200 },
            about!("Points for what is true or for what the visitor did."),
        ),
        optional(
            "groups",
            Shape::List { of: &Shape::Record(&bounds::BOUNDS), min: 0, max: 50 },
            about!("Bounds that rules share."),
        ),
        optional(
            "dimensions",
            Shape::List { of: &Shape::Record(&bounds::BOUNDS), min: 0, max: 20 },
            about!("Bounds of dimensions. Default of each: -100 to 100."),
        ),
        optional(
            "disqualifiers",
            Shape::List { of: &Shape::Record(&DISQUALIFIER), min: 0, max: 50 },
            about!("What rules a lead out, whatever its points."),
        ),
        optional(
            "rubrics",
            Shape::List { of: &Shape::WordOr(RUBRIC_NAMES, &RUBRIC), min: 0, max: 5 },
            about!("How far the lead is qualified: built-in rubrics by name, or your own."),
        ),
        optional(
            "stages",
            Shape::List { of: &Shape::Record(&stage::STAGE), min: 1, max: 20 },
            about!("When a lead is at a stage. Default: the list in the documentation."),
        ),
        #[cfg(feature = "models")]
        optional(
            "model",
            Shape::Union(&model::MODEL),
            about!("What past leads say of a new one: a model that `leadlet train` or `leadlet import-model` wrote."),
        ),
        optional(
            "temperature",
            Shape::Record(&stage::TEMPERATURE),
            about!("From which composite a lead is warm or hot."),
        ),
        optional(
            "composite",
            Shape::List { of: &Shape::Record(&composite::PART), min: 1, max: 20 },
            about!("Which dimensions make the composite, from which temperature is read. Default: it is the score."),
        ),
        optional("grade", Shape::Record(&grade::GRADE), about!("From where a lead is A, B or C, and 1, 2 or 3.")),
        optional("funnel", Shape::Record(&funnel::FUNNEL), about!("From where a lead is in which part of the funnel.")),
        optional(
            "routes",
            Shape::List { of: &Shape::Record(&route::ROUTE), min: 0, max: 50 },
            about!("Who takes care of a lead, and how soon. Default: the list in the documentation."),
        ),
    ],
};

static DISQUALIFIER: Record = Record {
    name: "Disqualifier",
    about: about!("What rules a lead out: a gate, not minus points."),
    settings: &[
        required("id", Shape::Name, about!("Its name in explanations.")),
        required("if", Shape::Logic, about!("When.")),
        optional("reason", Shape::Text { max: 200 }, about!("The words that explain it. Default: the id.")),
    ],
};

/// How a lead is scored.
#[derive(Debug)]
pub struct Scoring {
    /// The rules, in the order of the config.
    pub rules: Vec<Rule>,
    /// The bounds that rules share.
    pub groups: Vec<Bounds>,
    /// The bounds of dimensions.
    pub dimensions: Vec<Bounds>,
    disqualifiers: Vec<Disqualifier>,
    rubrics: Vec<Rubric>,
    stages: Stages,
    temperature: Temperature,
    composite: Composite,
    /// Where the letters and levels of grades begin.
    pub cuts: Cuts,
    funnel: Funnel,
    routes: Routes,
    #[cfg(feature = "models")]
    model: Option<model::Model>,
}

#[derive(Debug)]
struct Disqualifier {
    id: String,
    condition: Condition,
    reason: String,
}

/// A lead's score and all that explains it.
#[derive(Clone, Debug)]
pub struct Score {
    /// The score, 0 to 100.
    pub score: i64,
    /// `none`, `service`, `pql`, `sql`, `mql` or `lead`.
    pub stage: &'static str,
    /// `hot`, `warm` or `cold`.
    pub temperature: &'static str,
    /// What temperature is read from, 0 to 100; the score, unless the owner weighs dimensions.
    pub composite: i64,
    /// `tofu`, `mofu`, `bofu`, or none.
    pub funnel: Option<&'static str>,
    /// What the model gives the lead, 0 to 1 with six decimals; none without a model.
    #[cfg(feature = "models")]
    pub p: Option<f64>,
    /// Each dimension's name, points and percent.
    pub dimensions: Vec<(String, i64, i64)>,
    /// Points whose sum is the score.
    pub contributions: Vec<Contribution>,
    /// The envelope: all of it as it stands in the lead.
    pub envelope: Json,
}

impl Scoring {
    /// Picks the scoring out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let disqualifier = |json: &Json| {
            let id = json.owned_at("id")?;
            let reason = json.owned_at("reason").unwrap_or_else(|| id.clone());
            Some(Disqualifier { id, condition: Condition::at(json, "if")?, reason })
        };
        #[cfg(feature = "wide")]
        let tables = decay::Tables::default();
        Scoring {
            #[cfg(feature = "wide")]
            rules: json.each("rules", &|json| Rule::pick(json, &tables)),
            #[cfg(not(feature = "wide"))]
            rules: json.each("rules", &Rule::pick),
            groups: json.each("groups", &Bounds::pick),
            dimensions: json.each("dimensions", &Bounds::pick),
            disqualifiers: json.each_some("disqualifiers", &disqualifier),
            rubrics: json.each_some("rubrics", &Rubric::pick),
            stages: Stages::pick(json.get("stages")),
            temperature: Temperature::pick(json.get("temperature")),
            composite: Composite::pick(json),
            cuts: Cuts::pick(json.at("grade")),
            funnel: Funnel::pick(json.at("funnel")),
            routes: Routes::pick(json),
            #[cfg(feature = "models")]
            model: json.get("model").and_then(model::Model::pick),
        }
    }

    /// Gives the ids of what rules a lead out, in the order of the config.
    pub fn disqualifiers(&self) -> impl Iterator<Item = &str> {
        self.disqualifiers.iter().map(|gate| gate.id.as_str())
    }

    /// Gives the names of its rubrics, the built-in ones among them.
    #[cfg(feature = "lint")]
    pub fn rubric_ids(&self) -> impl Iterator<Item = &str> {
        self.rubrics.iter().map(|rubric| rubric.id.as_str())
    }

    /// Gives the composite of a score and of the percentages of dimensions.
    #[must_use]
    pub fn composite(&self, score: i64, percent: &dyn Fn(&str) -> Option<i64>) -> i64 {
        self.composite.of(score, percent)
    }

    /// Tells whether it has a model.
    #[cfg(any(feature = "lint", feature = "models"))]
    pub(crate) fn has_model(&self) -> bool {
        #[cfg(feature = "models")]
        return self.model.is_some();
        #[cfg(not(feature = "models"))]
        false
    }

    /// Scores a lead. `facts` holds its answers; `config_hash` names what they were scored by.
    #[must_use]
    pub fn score(&self, facts: &Facts, surroundings: &Surroundings, now: i64, config_hash: &str) -> Score {
        let document = facts.document();
        let given = |rule: &Rule| Contribution {
            rule: rule.id.clone(),
            dimension: rule.dimension.clone(),
            points: rule.contributes(document, &surroundings.signals, now),
            reason: rule.reason.clone(),
        };
        let mut contributions: Vec<Contribution> = self.rules.iter().map(given).collect();
        let points: Vec<i64> = contributions.iter().map(|one| one.points).collect();
        let funnel = self.funnel.of(&self.rules, &points);
        for group in &self.groups {
            let of_group = |rule: &&Rule| rule.group.as_deref() == Some(group.id.as_str());
            let ids: Vec<&str> = self.rules.iter().filter(of_group).map(|rule| rule.id.as_str()).collect();
            // Without a rule there is nothing to bound, and no dimension the points could belong to.
            let Some(dimension) = self.rules.iter().find(of_group).map(|rule| rule.dimension.as_str()) else {
                continue;
            };
            let sum = contributions.iter().filter(|one| ids.contains(&one.rule.as_str())).map(|one| one.points).sum();
            contributions.extend(group.bite(sum, "group:", dimension));
        }
        let names = each_once(self.rules.iter().map(|rule| rule.dimension.as_str()).chain(["fit", "engagement"]));
        let mut dimensions: Vec<(String, i64, i64)> = Vec::new();
        for name in names {
            let usual = Bounds::usual(name);
            let bounds = self.dimensions.iter().find(|bounds| bounds.id == name).unwrap_or(&usual);
            let sum: i64 = contributions.iter().filter(|one| one.dimension == name).map(|one| one.points).sum();
            contributions.extend(bounds.bite(sum, "dimension:", name));
            let raw = bounds.within(sum);
            dimensions.push((name.to_owned(), raw, bounds.percent(raw)));
        }
        let total = dimensions.iter().map(|(_, raw, _)| raw).sum();
        let all = Bounds { id: "total".to_owned(), min: 0, max: 100 };
        contributions.extend(all.bite(total, "", ""));
        contributions.retain(|one| one.points != 0);
        let score = total.clamp(0, 100);
        let document = facts.document();
        let grade = self.grade(document, &dimensions);
        let rubrics = self.qualify(document);
        let gates: Vec<Json> = self
            .disqualifiers
            .iter()
            .filter(|gate| gate.condition.holds(document))
            .map(|gate| object(vec![("id", gate.id.as_str().into()), ("reason", gate.reason.as_str().into())]))
            .collect();
        let percent = |name: &str| Some(dimensions.iter().find(|(known, _, _)| known == name)?.2);
        let composite = self.composite.of(score, &percent);
        let engagement = percent("engagement");
        let mut seen = facts.clone();
        let judged = self.show(&mut seen, &grade, &rubrics, score, &dimensions);
        let stage = if gates.is_empty() { self.stages.of(seen.document()) } else { "none" };
        let mut told = Score {
            score,
            stage,
            temperature: self.temperature.of(composite),
            composite,
            funnel,
            #[cfg(feature = "models")]
            p: judged.iter().find(|(name, _)| *name == "p").and_then(|(_, p)| p.as_number()),
            dimensions,
            contributions,
            envelope: Json::Null,
        };
        seen.set("score", told.told());
        let route = self.routes.of(stage, seen.document());
        let mut envelope = vec![
            ("score", score.into()),
            ("stage", stage.into()),
            ("temperature", told.temperature.into()),
            ("composite", composite.into()),
            ("funnel", funnel.into()),
            ("route", route),
            ("fit", grade.fit.into()),
            ("engagement", engagement.into()),
            ("grade", Json::from(&grade)),
            ("dimensions", written(&told.dimensions)),
            ("rubrics", Json::Object(rubrics)),
            ("contributions", Json::List(told.contributions.iter().map(Json::from).collect())),
            ("missing", self.missing(document)),
            ("gates", Json::List(gates)),
            ("config", config_hash.into()),
            ("engine", ENGINE.into()),
            ("now", now.into()),
            ("facts", crate::hash::of_json(&inputs(facts, surroundings)).into()),
        ];
        envelope.extend(judged);
        told.envelope = object(envelope);
        told
    }

    /// Weighs the evidence of every rubric.
    fn qualify(&self, document: &Json) -> Vec<Member> {
        self.rubrics.iter().map(|rubric| (rubric.id.clone(), Json::from(&rubric.qualify(document)))).collect()
    }

    /// Shows conditions of stages and routes what has been found so far, and gives what the envelope says
    /// of the model.
    fn show(
        &self,
        facts: &mut Facts,
        grade: &Grade,
        rubrics: &[Member],
        score: i64,
        dimensions: &[(String, i64, i64)],
    ) -> Vec<(&'static str, Json)> {
        #[cfg(feature = "models")]
        let judgement = self.model.as_ref().map(|model| model.judge(facts.document()));
        #[cfg(feature = "models")]
        if let Some(judgement) = &judgement {
            facts.set("model", judgement.facts());
        }
        facts.set("grade", Json::from(grade));
        facts.set("rubrics", Json::Object(rubrics.to_vec()));
        facts.set("score", object(vec![("total", score.into()), ("dimensions", written(dimensions))]));
        #[cfg(feature = "models")]
        return judgement.iter().flat_map(model::Judgement::members).collect();
        #[cfg(not(feature = "models"))]
        Vec::new()
    }

    /// Names the facts that rules read and nobody told, sorted.
    fn missing(&self, document: &Json) -> Json {
        let of_rules = self
            .rules
            .iter()
            .filter_map(|rule| if let When::Holds(condition) = &rule.when { Some(condition) } else { None });
        let read = of_rules.flat_map(Condition::variables);
        #[cfg(feature = "models")]
        let read = read.chain(self.model.iter().flat_map(model::Model::inputs).map(|input| input.fact.as_str()));
        let paths = each_once(read.filter(|path| *lookup(document, path) == Json::Null));
        Json::List(paths.into_iter().map(Json::from).collect())
    }
}

/// Gives the inputs that the envelope's `facts` hash names: answers, events, attribution, visitor.
fn inputs(facts: &Facts, surroundings: &Surroundings) -> Json {
    let answers = lookup(facts.document(), "answers").clone();
    let [events, attribution, visitor] = surroundings.members();
    object(vec![("answers", answers), events, attribution, visitor])
}
