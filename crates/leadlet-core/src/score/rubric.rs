//! Rubrics: how far a lead is qualified, question by question (BANT and the owner's own).
//!
//! A rubric is data in the owner's own rule language: each dimension has evidence, whose `level`
//! is a JsonLogic expression that gives 0 to 3, or null for "not known". Knows how evidence is
//! weighed: what was inferred can't pass level 2, what was only observed can't prove a budget or
//! an authority beyond 2.

use crate::{
    about,
    field::CONCEPTS,
    json::{Json, Member, number_text, object, parse, whole_text},
    logic::{Condition, Operand},
    shape::{Record, Shape, optional, required},
};

/// Lists the rubrics that come with Leadlet: one line each, the name of a file in `rubrics/`.
macro_rules! rubrics {
    ($($name:literal,)*) => {
        /// The rubrics that come with Leadlet: name and text.
        pub static BUILT_IN: &[(&str, &str)] = &[$(($name, include_str!(concat!("rubrics/", $name, ".json"))),)*];

        /// Their names.
        pub static NAMES: &[&str] = &[$($name,)*];
    };
}

rubrics! {
    "bant",
}

const HIGHEST: i64 = 3;

/// The settings of a rubric.
pub static RUBRIC: Record = Record {
    name: "Rubric",
    about: about!("How far a lead is qualified, question by question."),
    settings: &[
        required("id", Shape::Name, about!("The rubric's name, as conditions read it: rubrics.ID.level.")),
        required(
            "dimensions",
            Shape::List { of: &Shape::Record(&DIMENSION), min: 1, max: 12 },
            about!("Its questions."),
        ),
    ],
};

static DIMENSION: Record = Record {
    name: "RubricDimension",
    about: about!("One question of a rubric."),
    settings: &[
        required("id", Shape::Name, about!("The question's name, as \"budget\".")),
        optional("weight", Shape::Whole { min: 1, max: 100 }, about!("How much it counts. Default 1.")),
        optional("concept", Shape::OneOf(CONCEPTS), about!("Which fields ask it, by what they tell.")),
        required(
            "evidence",
            Shape::List { of: &Shape::Record(&EVIDENCE), min: 1, max: 20 },
            about!("What shows the level; the highest counts."),
        ),
    ],
};

static EVIDENCE: Record = Record {
    name: "Evidence",
    about: about!("Something that shows how far a question is answered."),
    settings: &[
        required("level", Shape::Logic, about!("Gives 0 to 3, or null for not known.")),
        required(
            "source",
            Shape::OneOf(&["stated", "observed", "inferred"]),
            about!(
                "Stated by the visitor, observed on the site, or inferred. Inferred reaches level 2 at most; observed reaches 2 at most for budget and authority."
            ),
        ),
    ],
};

/// A rubric.
#[derive(Debug)]
pub struct Rubric {
    /// Its name.
    pub id: String,
    dimensions: Vec<Dimension>,
}

#[derive(Debug)]
struct Dimension {
    id: String,
    weight: i64,
    concept: Option<String>,
    evidence: Vec<Evidence>,
}

#[derive(Debug)]
struct Evidence {
    level: Condition,
    source: String,
}

/// What a rubric finds for one lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Qualification {
    /// The rubric's name.
    pub rubric: String,
    /// The weighted mean level of what is known, 0 to 3; `None` where nothing is.
    pub level: Option<f64>,
    /// The same in percent, rounded down.
    pub percent: Option<i64>,
    /// How much of the weight is known, in percent, rounded down.
    pub completeness: i64,
    /// The unknown question with the largest weight.
    pub next_question: Option<String>,
    found: Vec<Member>,
}

impl Rubric {
    /// Picks a rubric out of an examined tree: a built-in one by name, or the owner's own.
    #[must_use]
    pub fn pick(json: &Json) -> Option<Self> {
        let built_in;
        let json = match json {
            Json::Text(name) => {
                let (_, text) = BUILT_IN.iter().find(|(known, _)| known == name)?;
                built_in = parse(text).ok()?;
                &built_in
            }
            own => own,
        };
        let evidence =
            |json: &Json| Some(Evidence { level: Condition::at(json, "level")?, source: json.owned_at("source")? });
        let dimension = |json: &Json| Dimension {
            id: json.owned_at("id").unwrap_or_default(),
            weight: json.whole_at("weight").unwrap_or(1),
            concept: json.owned_at("concept"),
            evidence: json.each_some("evidence", &evidence),
        };
        Some(Rubric { id: json.owned_at("id").unwrap_or_default(), dimensions: json.each("dimensions", &dimension) })
    }

    /// Weighs the evidence of one lead.
    #[must_use]
    pub fn qualify(&self, facts: &Json) -> Qualification {
        let (mut reached, mut known, mut all) = (0, 0, 0);
        let mut found: Vec<Member> = Vec::new();
        let mut unknown: Option<&Dimension> = None;
        for dimension in &self.dimensions {
            all += dimension.weight;
            let best = dimension.evidence.iter().filter_map(|evidence| {
                let Ok(Operand::Number(level)) = evidence.level.evaluate(facts) else { return None };
                let cap =
                    if evidence.source == "inferred" || (evidence.source == "observed" && dimension.is_about_power()) {
                        2
                    } else {
                        HIGHEST
                    };
                #[expect(clippy::cast_possible_truncation, reason = "clamped to 0 to 3")]
                let level = libm::floor(level.clamp(0.0, HIGHEST as f64)) as i64;
                Some((level.min(cap), evidence))
            });
            // Of equal levels the first evidence counts: owners write the strongest first.
            let best = best.reduce(|best, other| if other.0 > best.0 { other } else { best });
            if let Some((level, evidence)) = best {
                reached += dimension.weight * level;
                known += dimension.weight;
                let read = evidence.level.variables().join(", ");
                found.push((
                    dimension.id.clone(),
                    object(vec![
                        ("level", level.into()),
                        ("source", evidence.source.as_str().into()),
                        ("fact", read.into()),
                    ]),
                ));
            } else {
                found.push((dimension.id.clone(), Json::Null));
                unknown = unknown.filter(|other| other.weight >= dimension.weight).or(Some(dimension));
            }
        }
        Qualification {
            rubric: self.id.clone(),
            level: (known > 0).then(|| reached as f64 / known as f64),
            percent: (known > 0).then(|| 100 * reached / (HIGHEST * known)),
            completeness: if all > 0 { 100 * known / all } else { 0 },
            next_question: unknown.map(|dimension| dimension.id.clone()),
            found,
        }
    }
}

/// Gives a rubric as it is written: the text of a built-in one where only its name stands.
#[cfg(feature = "lint")]
#[must_use]
pub fn written(json: &Json) -> Option<Json> {
    let Json::Text(name) = json else { return Some(json.clone()) };
    let (_, text) = BUILT_IN.iter().find(|(known, _)| known == name)?;
    parse(text).ok()
}

impl Dimension {
    fn is_about_power(&self) -> bool {
        let concept = self.concept.as_deref().unwrap_or(&self.id);
        matches!(concept, "budget" | "authority")
    }
}

impl From<&Qualification> for Json {
    fn from(found: &Qualification) -> Self {
        object(vec![
            ("level", found.level.into()),
            ("percent", found.percent.into()),
            ("completeness", found.completeness.into()),
            ("dimensions", Json::Object(found.found.clone())),
            ("nextQuestion", found.next_question.as_deref().into()),
        ])
    }
}

impl Qualification {
    /// Says the result in words: "BANT 2.3 of 3, 75 % known".
    #[must_use]
    pub fn words(&self) -> String {
        let level = self
            .level
            .map_or("unknown".to_owned(), |level| [&number_text(libm::round(level * 10.0) / 10.0), " of 3"].concat());
        [&self.rubric.to_ascii_uppercase(), " ", &level, ", ", &whole_text(self.completeness), " % known"].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bant(facts: &str) -> Qualification {
        Rubric::pick(&Json::from("bant")).unwrap().qualify(&parse(facts).unwrap())
    }

    #[test]
    fn what_is_not_known_does_not_count_against_a_lead() {
        let found = bant(r#"{"tells":{"budget":3,"authority":null,"need":2,"timing":null}}"#);
        assert_eq!(
            (found.level, found.percent, found.completeness, found.next_question.as_deref()),
            (Some(2.5), Some(83), 50, Some("authority"))
        );
        assert_eq!(found.words(), "BANT 2.5 of 3, 50 % known");
        let nothing = bant(r#"{"tells":{}}"#);
        assert_eq!((nothing.level, nothing.completeness), (None, 0));
    }

    #[test]
    fn inferred_evidence_stops_at_level_two() {
        let own = parse(r#"{"id":"own","dimensions":[{"id":"budget","evidence":[{"level":3,"source":"observed"}]},{"id":"need","evidence":[{"level":3,"source":"inferred"},{"level":3,"source":"observed"}]}]}"#).unwrap();
        let found = Json::from(&Rubric::pick(&own).unwrap().qualify(&Json::Null));
        let level = |name: &str| crate::facts::lookup(&found, &["dimensions.", name, ".level"].concat()).as_whole();
        assert_eq!((level("budget"), level("need")), (Some(2), Some(3)));
    }

    #[test]
    fn every_built_in_rubric_has_the_shape_an_owner_would_write() {
        for (name, text) in BUILT_IN {
            let mut faults = Vec::new();
            crate::shape::examine(&parse(text).unwrap(), &Shape::Record(&RUBRIC), "", &mut faults);
            assert_eq!(faults, [], "{name}");
            assert_eq!(parse(text).unwrap().text_at("id"), Some(*name), "conditions read it as rubrics.{name}");
        }
        assert_eq!(BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>(), NAMES);
    }
}
