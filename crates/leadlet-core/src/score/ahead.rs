//! What would bring a lead to a better stage: so many more points, something that is not known yet, or
//! a wish.
//!
//! Tries one change at a time and asks the engine itself for the stage that comes of it, so that it holds
//! for an owner's own stages as for the built-in ones. Nothing here enters the lead: it is worked out
//! when somebody wants to read it.

use super::{Bounds, Grade, STAGES, Score, Scoring};
use crate::{
    facts::Facts,
    field::CONCEPTS,
    json::{Json, whole_text},
};

/// The most points that are tried; no dimension has more by default.
const MOST_TRIED: i64 = 100;

/// One change that would bring a lead to a better stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// The stage the lead would be at.
    pub stage: &'static str,
    /// What it takes.
    pub change: Change,
}

/// A change of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// So many more points, of one dimension, or of any where it is empty.
    Points(i64, &'static str),
    /// An answer that tells the best about this concept, as `timing`.
    Knowing(&'static str),
    /// The visitor asks for this, as `demo`.
    Asking(&'static str),
}

impl Ahead {
    /// Says it to the owner: "12 points to SQL".
    #[must_use]
    pub fn words(&self) -> String {
        let stage = match self.stage {
            "service" => "service qualified".to_owned(),
            stage => stage.to_ascii_uppercase(),
        };
        match self.change {
            Change::Points(points, dimension) => {
                let of = if dimension.is_empty() { "" } else { " of " };
                let noun = if points == 1 { " point" } else { " points" };
                [&whole_text(points), noun, of, dimension, " to ", &stage].concat()
            }
            Change::Knowing(concept) => ["The best answer about ", concept, " makes it ", &stage].concat(),
            Change::Asking(wish) => {
                let wish = match wish {
                    "support" => "support".to_owned(),
                    "upgrade" => "an upgrade".to_owned(),
                    wish => ["a ", wish].concat(),
                };
                ["Asking for ", &wish, " makes it ", &stage].concat()
            }
        }
    }
}

/// Tells how good a stage is: less is better.
fn rank(stage: &str) -> usize {
    STAGES.iter().position(|known| *known == stage).unwrap_or(usize::MAX)
}

impl Scoring {
    /// Finds what would bring a lead to a better stage, one change at a time: for each better stage the
    /// fewest points that reach it, then every unknown answer, then every wish of `wishes` that does.
    /// Empty for a lead that is ruled out: no points bring it back.
    #[must_use]
    pub fn ahead(&self, facts: &Facts, score: &Score, wishes: &[&'static str]) -> Vec<Ahead> {
        let mut found = Vec::new();
        let now = rank(score.stage);
        if now == 0 {
            return found;
        }
        let is_better = |stage: &str| (1..now).contains(&rank(stage));
        let (any, fit) = (self.reached_by("engagement", facts, score), self.reached_by("fit", facts, score));
        for (stage, points) in &any {
            let dimension = if fit.contains(&(*stage, *points)) { "" } else { "engagement" };
            found.push(Ahead { stage, change: Change::Points(*points, dimension) });
        }
        for (stage, points) in fit.into_iter().filter(|reached| !any.contains(reached)) {
            found.push(Ahead { stage, change: Change::Points(points, "fit") });
        }
        let tells = facts.document().at("tells").as_object().unwrap_or_default();
        for concept in CONCEPTS.iter().take(4).copied() {
            if tells.iter().any(|(known, level)| known == concept && *level == Json::Null) {
                let told = tells
                    .iter()
                    .map(|(known, level)| (known.clone(), if known == concept { 3_i64.into() } else { level.clone() }));
                let stage = self.stage_with("tells", Json::Object(told.collect()), facts, score);
                if is_better(stage) {
                    found.push(Ahead { stage, change: Change::Knowing(concept) });
                }
            }
        }
        let asked = facts.document().list_at("asksFor");
        for wish in wishes.iter().copied().filter(|wish| !asked.contains(&Json::from(*wish))) {
            let all = asked.iter().cloned().chain([wish.into()]).collect();
            let stage = self.stage_with("asksFor", Json::List(all), facts, score);
            if is_better(stage) {
                found.push(Ahead { stage, change: Change::Asking(wish) });
            }
        }
        found
    }

    /// Gives the stage of a lead of which one part of the facts is another.
    fn stage_with(&self, part: &str, value: Json, facts: &Facts, score: &Score) -> &'static str {
        let mut facts = facts.clone();
        facts.set(part, value);
        self.stage_of(&facts, score.score, &score.dimensions)
    }

    /// Gives every better stage that more points of one dimension reach, with the fewest that do.
    fn reached_by(&self, dimension: &str, facts: &Facts, score: &Score) -> Vec<(&'static str, i64)> {
        let mut found = Vec::new();
        let usual = Bounds::usual(dimension);
        let bounds = self.dimensions.iter().find(|bounds| bounds.id == dimension).unwrap_or(&usual);
        let mut best = rank(score.stage);
        let mut more = score.dimensions.clone();
        for points in 1..=MOST_TRIED {
            let Some((_, raw, percent)) = more.iter_mut().find(|(name, _, _)| name == dimension) else { break };
            if *raw >= bounds.max {
                break;
            }
            *raw += 1;
            *percent = bounds.percent(*raw);
            let total: i64 = more.iter().map(|(_, raw, _)| raw).sum();
            let stage = self.stage_of(facts, total.clamp(0, 100), &more);
            if (1..best).contains(&rank(stage)) {
                best = rank(stage);
                found.push((stage, points));
            }
        }
        found
    }

    /// Gives the stage of a lead with these facts and points; gates are not asked.
    pub(super) fn stage_of(&self, facts: &Facts, score: i64, dimensions: &[(String, i64, i64)]) -> &'static str {
        let document = facts.document();
        let grade = self.grade(document, dimensions);
        let mut seen = facts.clone();
        self.show(&mut seen, &grade, &self.qualify(document), score, dimensions);
        self.stages.of(seen.document())
    }

    /// Gives the grade of a lead with these facts and points.
    pub(super) fn grade(&self, document: &Json, dimensions: &[(String, i64, i64)]) -> Grade {
        let engagement = dimensions.iter().find(|(name, _, _)| name == "engagement");
        self.cuts.grade(&self.rules, document, engagement.map_or(0, |(_, _, percent)| *percent))
    }
}
