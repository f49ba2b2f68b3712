//! The grade: how well a lead fits (A to D) and how engaged it is (1 to 4).
//!
//! Fit looks at criteria: the fit rules that read the same facts are one criterion, worth the most
//! that one of them gives. Only criteria whose facts are known count, so that a lead who has told
//! little is not a bad lead but an unknown one: below 40 % completeness the letter is `?`, never D.

use super::rule::{Rule, When};
use crate::{
    facts::lookup,
    json::{Json, object, whole_text},
};

/// The least completeness, in percent, for a letter.
const MIN_COMPLETENESS: i64 = 40;

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

impl Grade {
    /// Grades a lead by its fit rules and its engagement in percent.
    #[must_use]
    pub fn of(rules: &[Rule], facts: &Json, engagement_percent: i64) -> Self {
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
                Some(fit) if completeness >= MIN_COMPLETENESS => match fit {
                    75.. => 'A',
                    50.. => 'B',
                    25.. => 'C',
                    _ => 'D',
                },
                _ => '?',
            },
            level: match engagement_percent {
                75.. => 1,
                50.. => 2,
                25.. => 3,
                _ => 4,
            },
        }
    }

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
        Grade::of(&rules, &parse(facts).unwrap(), 60)
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
