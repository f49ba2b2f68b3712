//! The grade: how well a lead fits (A to D) and how engaged it is (1 to 4).
//!
//! Fit looks at criteria: the fit rules that read the same facts are one criterion, worth the most
//! that one of them gives. Only criteria whose facts are known count, so that a lead who has told
//! little is not a bad lead but an unknown one: below 40 % completeness the letter is `?`, never D.

use super::rule::{Rule, When};
use crate::{
    about,
    facts::lookup,
    json::{Json, object, whole_text},
    shape::{Record, Shape, optional},
};

const PERCENT: Shape = Shape::Whole { min: 0, max: 100 };

/// The settings of grades.
pub(super) static GRADE: Record = Record {
    name: "GradeCuts",
    about: about!("Where the letters and levels of grades begin, in percent."),
    settings: &[
        optional(
            "fit",
            Shape::List { of: &PERCENT, min: 3, max: 3 },
            about!("From which percentage of fit a lead is A, B and C; below it is D. Default [75, 50, 25]."),
        ),
        optional(
            "engagement",
            Shape::List { of: &PERCENT, min: 3, max: 3 },
            about!("From which percentage of engagement a lead is 1, 2 and 3; below it is 4. Default [75, 50, 25]."),
        ),
        optional(
            "minCompleteness",
            PERCENT,
            about!("How much of the fit must be known for a letter, in percent; below it is ?. Default 40."),
        ),
    ],
};

/// Where the letters and levels of grades begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cuts {
    /// From which percentage of fit a lead is A, B and C.
    pub fit: [i64; 3],
    /// From which percentage of engagement a lead is 1, 2 and 3.
    pub engagement: [i64; 3],
    /// The least completeness, in percent, for a letter.
    pub min_completeness: i64,
}

/// How well a lead fits and how engaged it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// How much of what is possible the known criteria reach, 0 to 100; `None` where none is known.
    pub fit: Option<i64>,
    /// How much of what is possible is known at all, 0 to 100.
    pub completeness: i64,
    /// `A`, `B`, `C`, `D`, or `?` where too little is known.
    pub letter: char,
    /// 1 (most engaged) to 4.
    pub level: i64,
}

/// The fit rules that read the same facts.
struct Criterion<'r> {
    reads: Vec<&'r str>,
    possible: i64,
    /// What it takes away at the most, where no rule gives anything.
    costs: i64,
    earned: i64,
}

impl Cuts {
    /// Picks the cuts out of an examined tree.
    pub(super) fn pick(json: &Json) -> Self {
        let cut = |key: &str, place: usize, usual| {
            let own = if cfg!(feature = "wide") { json.list_at(key).get(place).and_then(Json::as_whole) } else { None };
            own.unwrap_or(usual)
        };
        let cuts = |key: &str| [cut(key, 0, 75), cut(key, 1, 50), cut(key, 2, 25)];
        let completeness = if cfg!(feature = "wide") { json.whole_at("minCompleteness") } else { None };
        Cuts { fit: cuts("fit"), engagement: cuts("engagement"), min_completeness: completeness.unwrap_or(40) }
    }

    /// Gives the level of engagement, 1 (most engaged) to 4, of a percentage.
    #[must_use]
    pub fn level(&self, engagement_percent: i64) -> i64 {
        place(self.engagement, engagement_percent) + 1
    }

    /// Grades a lead by its fit rules and its engagement in percent.
    pub(super) fn grade(&self, rules: &[Rule], facts: &Json, engagement_percent: i64) -> Grade {
        let mut criteria: Vec<Criterion<'_>> = Vec::new();
        for rule in rules.iter().filter(|rule| rule.dimension == "fit") {
            let When::Holds(condition) = &rule.when else { continue };
            let reads = condition.variables();
            let earned = if condition.holds(facts) { rule.points } else { 0 };
            let place = criteria.iter().position(|criterion| criterion.reads == reads).unwrap_or_else(|| {
                criteria.push(Criterion { reads, possible: 0, costs: 0, earned: 0 });
                criteria.len() - 1
            });
            if let Some(criterion) = criteria.get_mut(place) {
                criterion.possible = criterion.possible.max(rule.points);
                criterion.costs = criterion.costs.max(-rule.points);
                criterion.earned += earned;
            }
        }
        let (mut reached, mut known, mut all) = (0, 0, 0);
        for criterion in &criteria {
            // A criterion that can only cost is met in full by not costing anything.
            let only_costs = criterion.possible == 0;
            let weight = if only_costs { criterion.costs } else { criterion.possible };
            let earned = if only_costs { weight + criterion.earned } else { criterion.earned };
            all += weight;
            if criterion.reads.iter().all(|path| *lookup(facts, path) != Json::Null) {
                known += weight;
                reached += earned.clamp(0, weight);
            }
        }
        let percent = |part: i64, whole: i64| (whole > 0).then(|| 100 * part / whole);
        let fit = percent(reached, known);
        let completeness = percent(known, all).unwrap_or(0);
        Grade {
            fit,
            completeness,
            letter: match fit {
                Some(fit) if completeness >= self.min_completeness => match place(self.fit, fit) {
                    0 => 'A',
                    1 => 'B',
                    2 => 'C',
                    _ => 'D',
                },
                _ => '?',
            },
            level: self.level(engagement_percent),
        }
    }
}

/// Gives the number of the first cut that a percentage reaches; 3 where it reaches none.
fn place(cuts: [i64; 3], percent: i64) -> i64 {
    let mut place = 0;
    for cut in cuts {
        if percent >= cut {
            break;
        }
        place += 1;
    }
    place
}

impl Grade {
    /// Gives the cell, as `B3`.
    #[must_use]
    pub fn cell(&self) -> String {
        [&self.letter.to_string(), whole_text(self.level).as_str()].concat()
    }
}

impl From<&Grade> for Json {
    fn from(grade: &Grade) -> Self {
        object(vec![
            ("cell", grade.cell().into()),
            ("fit", grade.fit.into()),
            ("completeness", grade.completeness.into()),
            ("letter", grade.letter.to_string().into()),
            ("engagementLevel", grade.level.into()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::{super::decay::Tables, *};
    use crate::json::parse;

    fn grade(facts: &str) -> Grade {
        let rules = r#"[
            {"id":"cto","points":30,"if":{"===":[{"var":"role"},"cto"]}},
            {"id":"lead","points":20,"if":{"===":[{"var":"role"},"lead"]}},
            {"id":"big","points":30,"if":{">":[{"var":"size"},100]}},
            {"id":"study","points":-40,"if":{"===":[{"var":"need"},"study"]}}]"#;
        let rules: Vec<Rule> =
            parse(rules).unwrap().as_list().unwrap().iter().map(|json| Rule::pick(json, &Tables::default())).collect();
        Cuts::pick(&Json::Null).grade(&rules, &parse(facts).unwrap(), 60)
    }

    #[test]
    fn an_owner_says_where_letters_and_levels_begin() {
        let rule = |fact: &str| {
            let text = format!(r#"{{"id":"r","points":10,"if":{{"var":"{fact}"}}}}"#);
            Rule::pick(&parse(&text).unwrap(), &Tables::default())
        };
        let cell = |cuts: &str, engagement, facts: &str| {
            let cuts = Cuts::pick(&parse(cuts).unwrap());
            cuts.grade(&[rule("yes"), rule("no")], &parse(facts).unwrap(), engagement).cell()
        };
        assert_eq!(cell("{}", 50, r#"{"yes":true,"no":false}"#), "B2");
        assert_eq!(cell(r#"{"fit":[50,40,30]}"#, 50, r#"{"yes":true,"no":false}"#), "A2");
        assert_eq!(cell(r#"{"engagement":[60,55,51]}"#, 50, r#"{"yes":true,"no":false}"#), "B4");
        assert_eq!(cell("{}", 50, r#"{"yes":true}"#), "A2");
        assert_eq!(cell(r#"{"minCompleteness":51}"#, 50, r#"{"yes":true}"#), "?2");
    }

    #[test]
    fn fit_is_what_known_criteria_reach() {
        assert_eq!(grade(r#"{"role":"cto","size":500,"need":"cost"}"#).cell(), "A2");
        assert_eq!(grade(r#"{"role":"lead","size":50,"need":"cost"}"#).fit, Some(60));
        assert_eq!(grade(r#"{"role":"clerk","size":5,"need":"study"}"#).cell(), "D2");
    }

    #[test]
    fn a_lead_who_told_little_is_unknown_not_bad() {
        let unknown = grade(r#"{"role":"clerk"}"#);
        assert_eq!((unknown.letter, unknown.completeness, unknown.fit), ('?', 30, Some(0)));
        assert_eq!(grade("{}").fit, None);
    }
}
