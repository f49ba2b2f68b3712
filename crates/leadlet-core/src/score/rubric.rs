//! Rubrics: how far a lead is qualified, question by question (BANT, CHAMP, MEDDIC and the owner's own).
//!
//! A rubric is data in the owner's own rule language: each dimension has evidence, whose `level`
//! is a JsonLogic expression that gives 0 to 3, or null for "not known". Knows how evidence is
//! weighed: what was inferred can't pass level 2, what was only observed can't prove a budget or
//! an authority beyond 2.

use crate::{
    about,
    field::{CONCEPTS, is_about_power},
    json::{Json, Member, number_text, object, parse, whole_text},
    logic::{Condition, Operand},
    shape::{Record, Shape, optional, required},
};

/// Lists the rubrics that come with Leadlet: one line each, the name of a file in `rubrics/`.
macro_rules! rubrics {
    (always: $($name:literal,)* wide: $($rare:literal,)*) => {
        /// The rubrics that come with Leadlet: name and text.
        pub static BUILT_IN: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("rubrics/", $name, ".json"))),)*
            $(#[cfg(feature = "wide")] ($rare, include_str!(concat!("rubrics/", $rare, ".json"))),)*
        ];

        /// Their names.
        pub static NAMES: &[&str] = &[$($name,)* $(#[cfg(feature = "wide")] $rare,)*];

        /// The names of those that only a build with the feature `wide` knows.
        pub const WIDE: &[&str] = &[$($rare,)*];
    };
}

rubrics! {
    always:
    "bant",
    wide:
    "champ",
    "meddic",
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
        optional(
            "id",
            Shape::Name,
            about!(
                "Its name in explanations. Default: the question's name, from the second evidence on with its number."
            ),
        ),
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
    id: Option<String>,
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
        let evidence = |json: &Json| {
            let (level, source) = (Condition::at(json, "level")?, json.owned_at("source")?);
            Some(Evidence { id: json.owned_at("id"), level, source })
        };
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
            let best = dimension.evidence.iter().enumerate().filter_map(|(place, evidence)| {
                let Ok(Operand::Number(level)) = evidence.level.evaluate(facts) else { return None };
                let cap =
                    if evidence.source == "inferred" || (evidence.source == "observed" && dimension.is_about_power()) {
                        2
                    } else {
                        HIGHEST
                    };
                #[expect(clippy::cast_possible_truncation, reason = "clamped to 0 to 3")]
                let level = libm::floor(level.clamp(0.0, HIGHEST as f64)) as i64;
                Some((level.min(cap), place, evidence))
            });
            // Of equal levels the first evidence counts: owners write the strongest first.
            let best = best.reduce(|best, other| if other.0 > best.0 { other } else { best });
            if let Some((level, place, evidence)) = best {
                reached += dimension.weight * level;
                known += dimension.weight;
                let read = evidence.level.variables().join(", ");
                found.push((
                    dimension.id.clone(),
                    object(vec![
                        ("level", level.into()),
                        ("rule", evidence.named(&dimension.id, place).into()),
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
        is_about_power(self.concept.as_deref().unwrap_or(&self.id))
    }
}

impl Evidence {
    /// Gives its name: its own, or the question's with its place from the second on.
    fn named(&self, question: &str, place: usize) -> String {
        match &self.id {
            Some(id) => id.clone(),
            None if place == 0 => question.to_owned(),
            None => [question, "-", &whole_text(i64::try_from(place + 1).unwrap_or(i64::MAX))].concat(),
        }
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
    fn every_level_names_the_evidence_it_rests_on() {
        let own = parse(r#"{"id":"own","dimensions":[{"id":"need","evidence":[{"level":null,"source":"stated"},{"level":{"var":"a"},"source":"observed"}]},{"id":"time","evidence":[{"id":"said-so","level":{"var":"b"},"source":"stated"}]},{"id":"none","evidence":[{"level":{"var":"c"},"source":"stated"}]}]}"#).unwrap();
        let found = Json::from(&Rubric::pick(&own).unwrap().qualify(&parse(r#"{"a":1,"b":9}"#).unwrap()));
        assert_eq!(
            found.at("dimensions").compact(),
            r#"{"need":{"level":1,"rule":"need-2","source":"observed","fact":"a"},"time":{"level":3,"rule":"said-so","source":"stated","fact":"b"},"none":null}"#
        );
    }

    /// The facts after one answer that tells about a concept, as a config would write it.
    fn told(word: &str, level: i64) -> Json {
        let field =
            format!(r#"{{"name":"q","type":"choice","tells":"{word}","options":[{{"value":"a","level":{level}}}]}}"#);
        let field = crate::field::Field::pick(&parse(&field).unwrap());
        let mut facts = crate::facts::Facts::of(&crate::facts::Surroundings::default(), 0);
        facts.answered(&field, &crate::answer::Answer::Text("a".to_owned()));
        facts.document().clone()
    }

    /// The levels that all three rubrics find, by question.
    fn levels(facts: &Json) -> String {
        let mut found = Vec::new();
        for name in NAMES {
            let rubric = Rubric::pick(&Json::from(*name)).unwrap().qualify(facts);
            for (question, evidence) in &rubric.found {
                if let Some(level) = evidence.whole_at("level") {
                    found.push([name, ".", question, " ", &whole_text(level)].concat());
                }
            }
        }
        found.join(", ")
    }

    #[test]
    fn one_answer_feeds_all_three_rubrics() {
        let of = |word| levels(&told(word, 3));
        let need = "bant.need 3, champ.challenges 3, meddic.metrics 2, meddic.criteria 2, meddic.pain 2";
        assert_eq!(of("need"), need);
        assert_eq!(of("challenges"), need);
        assert_eq!(of("pain"), need.replace("pain 2", "pain 3"));
        assert_eq!(of("metrics"), need.replace("metrics 2", "metrics 3"));
        assert_eq!(of("criteria"), need.replace("criteria 2", "criteria 3"));
        assert_eq!(of("timing"), "bant.timing 3, champ.prioritization 3, meddic.process 2");
        assert_eq!(of("prioritization"), of("timing"));
        assert_eq!(of("process"), of("timing").replace("process 2", "process 3"));
        assert_eq!(of("authority"), "bant.authority 3, champ.authority 3, meddic.champion 2");
        assert_eq!(of("champion"), of("authority").replace("champion 2", "champion 3"));
        assert_eq!(of("budget"), "bant.budget 3, champ.money 3");
        assert_eq!(of("money"), of("budget"));
        assert_eq!(
            of("economicBuyer"),
            "bant.budget 3, bant.authority 3, champ.authority 3, champ.money 3, meddic.economicBuyer 3, meddic.champion 2"
        );
        let both = |authority: &str, budget: &str| {
            levels(&parse(&format!(r#"{{"tells":{{"authority":{authority},"budget":{budget}}}}}"#)).unwrap())
        };
        assert!(both("1", "3").contains("meddic.economicBuyer 1"), "the lesser of the two, as far as it is known");
        assert!(both("3", "2").contains("meddic.economicBuyer 2"));
        assert!(!both("3", "null").contains("economicBuyer"));
        assert!(!both("null", "3").contains("economicBuyer"));
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
