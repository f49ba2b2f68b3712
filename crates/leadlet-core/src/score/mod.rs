//! Scoring: facts in, an explained score out, the same bits on every machine.
//!
//! Points of rules are clamped per day, per rule, per group, per dimension and in all, in this
//! order. A clamp that bites is a contribution of its own ("−5 At most 20 for pages"), so the
//! contributions always add up to the score. Knows nothing of steps, of delivery, or of who asks.

mod decay;
mod explanation;
mod grade;
#[cfg(feature = "models")]
pub mod model;
mod rubric;
mod rule;
mod stage;

pub use explanation::{Contribution, reasons};
pub use grade::Grade;
#[cfg(feature = "lint")]
pub use rubric::written as written_rubric;
pub use rubric::{BUILT_IN as BUILT_IN_RUBRICS, NAMES as RUBRIC_NAMES, Qualification, RUBRIC, Rubric};
pub use rule::{RULE, Rule, When};
pub use stage::DEFAULT as DEFAULT_STAGES;
pub use stage::{STAGES, Stages, Temperature};

use crate::{
    about,
    answer::localized,
    facts::{Facts, Surroundings, lookup},
    json::{Json, Member, object, whole_text},
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
            Shape::List { of: &Shape::Record(&BOUNDS), min: 0, max: 50 },
            about!("Bounds that rules share."),
        ),
        optional(
            "dimensions",
            Shape::List { of: &Shape::Record(&BOUNDS), min: 0, max: 20 },
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
        optional("temperature", Shape::Record(&stage::TEMPERATURE), about!("From which score a lead is warm or hot.")),
    ],
};

const BOUND: Shape = Shape::Whole { min: -rule::MOST_POINTS, max: rule::MOST_POINTS };

static BOUNDS: Record = Record {
    name: "Bounds",
    about: about!("The least and the most points of several rules together."),
    settings: &[
        required("id", Shape::Name, about!("The name that rules refer to.")),
        optional("min", BOUND, about!("The least. Default -100.")),
        optional("max", BOUND, about!("The most. Default 100.")),
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
    #[cfg(feature = "models")]
    model: Option<model::Model>,
}

/// The least and the most points of several rules together.
#[derive(Debug)]
pub struct Bounds {
    /// The name of the group or dimension.
    pub id: String,
    /// The least.
    pub min: i64,
    /// The most.
    pub max: i64,
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
        let tables = decay::Tables::default();
        Scoring {
            rules: json.each("rules", &|json| Rule::pick(json, &tables)),
            groups: json.each("groups", &Bounds::pick),
            dimensions: json.each("dimensions", &Bounds::pick),
            disqualifiers: json.each_some("disqualifiers", &disqualifier),
            rubrics: json.each_some("rubrics", &Rubric::pick),
            stages: Stages::pick(json.get("stages")),
            temperature: Temperature::pick(json.get("temperature")),
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

    /// Tells whether it has a model.
    #[cfg(feature = "lint")]
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
            let usual = Bounds { id: name.to_owned(), min: -100, max: 100 };
            let bounds = self.dimensions.iter().find(|bounds| bounds.id == name).unwrap_or(&usual);
            let sum: i64 = contributions.iter().filter(|one| one.dimension == name).map(|one| one.points).sum();
            contributions.extend(bounds.bite(sum, "dimension:", name));
            let raw = sum.clamp(bounds.min, bounds.max.max(bounds.min));
            let percent = if bounds.max > 0 { (100 * raw).div_euclid(bounds.max).clamp(0, 100) } else { 0 };
            dimensions.push((name.to_owned(), raw, percent));
        }
        let total = dimensions.iter().map(|(_, raw, _)| raw).sum();
        let all = Bounds { id: "total".to_owned(), min: 0, max: 100 };
        contributions.extend(all.bite(total, "", ""));
        contributions.retain(|one| one.points != 0);
        let score = total.clamp(0, 100);
        self.explain(facts, surroundings, now, config_hash, score, &dimensions, contributions)
    }

    #[expect(clippy::too_many_arguments, reason = "the second half of score(), apart for its length only")]
    fn explain(
        &self,
        facts: &Facts,
        surroundings: &Surroundings,
        now: i64,
        config_hash: &str,
        score: i64,
        dimensions: &[(String, i64, i64)],
        contributions: Vec<Contribution>,
    ) -> Score {
        let document = facts.document();
        let engagement =
            dimensions.iter().find(|(name, _, _)| name == "engagement").map_or(0, |(_, _, percent)| *percent);
        let grade = Grade::of(&self.rules, document, engagement);
        let rubrics: Vec<Member> =
            self.rubrics.iter().map(|rubric| (rubric.id.clone(), Json::from(&rubric.qualify(document)))).collect();
        let gates: Vec<Json> = self
            .disqualifiers
            .iter()
            .filter(|gate| gate.condition.holds(document))
            .map(|gate| object(vec![("id", gate.id.as_str().into()), ("reason", gate.reason.as_str().into())]))
            .collect();
        let points = |(name, raw, percent): &(String, i64, i64)| {
            (name.clone(), object(vec![("points", (*raw).into()), ("percent", (*percent).into())]))
        };
        let dimensions = Json::Object(dimensions.iter().map(points).collect());
        let mut seen = facts.clone();
        seen.set("grade", Json::from(&grade));
        seen.set("rubrics", Json::Object(rubrics.clone()));
        seen.set("score", object(vec![("total", score.into()), ("dimensions", dimensions.clone())]));
        #[cfg(feature = "models")]
        let judgement = self.model.as_ref().map(|model| model.judge(document));
        #[cfg(feature = "models")]
        if let Some(judgement) = &judgement {
            seen.set("model", judgement.facts());
        }
        let stage = if gates.is_empty() { self.stages.of(seen.document()) } else { "none" };
        let temperature = self.temperature.of(score);
        let envelope = vec![
            ("score", score.into()),
            ("stage", stage.into()),
            ("temperature", temperature.into()),
            ("grade", Json::from(&grade)),
            ("dimensions", dimensions),
            ("rubrics", Json::Object(rubrics)),
            ("contributions", Json::List(contributions.iter().map(Json::from).collect())),
            ("missing", self.missing(document)),
            ("gates", Json::List(gates)),
            ("config", config_hash.into()),
            ("engine", ENGINE.into()),
            ("now", now.into()),
            ("facts", crate::hash::of_json(&inputs(facts, surroundings)).into()),
        ];
        #[cfg(feature = "models")]
        let envelope = envelope.into_iter().chain(judgement.iter().flat_map(model::Judgement::members)).collect();
        Score { score, stage, temperature, contributions, envelope: object(envelope) }
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

impl Bounds {
    fn pick(json: &Json) -> Self {
        let bound = |key, default| json.whole_at(key).unwrap_or(default);
        Bounds { id: json.owned_at("id").unwrap_or_default(), min: bound("min", -100), max: bound("max", 100) }
    }

    /// Gives what the bounds add or take, where a sum is outside them.
    fn bite(&self, sum: i64, sort: &str, dimension: &str) -> Option<Contribution> {
        let points = sum.clamp(self.min, self.max.max(self.min)) - sum;
        let (words, bound) = if points < 0 { ("At most ", self.max) } else { ("At least ", self.min) };
        (points != 0).then(|| Contribution {
            rule: [sort, &self.id].concat(),
            dimension: dimension.to_owned(),
            points,
            reason: [
                words,
                &whole_text(bound),
                if sort.is_empty() { " in all" } else { " for " },
                if sort.is_empty() { "" } else { &self.id },
            ]
            .concat(),
        })
    }
}

impl Score {
    /// Gives what stands for a place such as `score.total` in a text.
    #[must_use]
    pub fn tell(&self, place: &str, locale: &str) -> Option<String> {
        let summary = self.summary();
        match lookup(&summary, place.strip_prefix("score.")?) {
            Json::Text(text) => Some(text.clone()),
            Json::Number(number) => Some(localized(*number, locale)),
            _ => None,
        }
    }

    /// Gives what outcomes and the page may read as `score.*`.
    #[must_use]
    pub fn summary(&self) -> Json {
        object(vec![
            ("total", self.score.into()),
            ("stage", self.stage.into()),
            ("temperature", self.temperature.into()),
            ("grade", lookup(&self.envelope, "grade.cell").clone()),
            ("dimensions", lookup(&self.envelope, "dimensions").clone()),
        ])
    }
}
