//! How deep in the funnel a lead is: the deepest of awareness, evaluation and decision whose content it
//! has shown enough interest in.
//!
//! A rule that is about content says which part of the funnel that content is for (`funnel`). The
//! points such rules give are added up by part, after fading and each rule's own bounds. Knows nothing
//! of groups and dimensions: a bound that other rules use up says nothing about where a lead stands.

use super::Rule;
use crate::{
    about,
    json::Json,
    shape::{Record, Shape, optional},
};

/// The parts of the funnel, from the widest to the deepest: awareness, evaluation, decision.
pub static FUNNEL_PARTS: &[&str] = &["tofu", "mofu", "bofu"];

const LEAST: Shape = Shape::Whole { min: 1, max: super::rule::MOST_POINTS };

/// The settings of the funnel.
pub(super) static FUNNEL: Record = Record {
    name: "Funnel",
    about: about!("From how many points of rules with its tag a lead is in a part of the funnel; the deepest counts."),
    settings: &[
        optional("tofu", LEAST, about!("Awareness: the least points. Default 1.")),
        optional("mofu", LEAST, about!("Evaluation: the least points. Default 1.")),
        optional("bofu", LEAST, about!("Decision: the least points. Default 1.")),
    ],
};

/// From how many points a lead is in each part of the funnel.
#[derive(Debug)]
pub(super) struct Funnel([i64; 3]);

impl Funnel {
    /// Picks the thresholds out of an examined tree.
    pub(super) fn pick(json: &Json) -> Self {
        let mut least = [1; 3];
        if cfg!(feature = "wide") {
            for (place, part) in least.iter_mut().zip(FUNNEL_PARTS) {
                *place = json.whole_at(part).unwrap_or(1);
            }
        }
        Funnel(least)
    }

    /// Gives the deepest part whose points pass, given what each rule contributes.
    pub(super) fn of(&self, rules: &[Rule], points: &[i64]) -> Option<&'static str> {
        let parts = FUNNEL_PARTS.iter().zip(self.0).rev();
        let sum = |part: &str| -> i64 {
            let tagged = rules.iter().zip(points).filter(|(rule, _)| rule.funnel == Some(part));
            tagged.map(|(_, points)| points).sum()
        };
        // Only the wide edition follows the tag; without one no part passes.
        if !cfg!(feature = "wide") {
            return None;
        }
        parts.into_iter().find(|(part, least)| sum(part) >= *least).map(|(part, _)| *part)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::decay::Tables, *};
    use crate::json::parse;

    #[test]
    fn the_deepest_part_whose_points_pass_counts() {
        let rule = |part: &str| {
            let text = format!(r#"{{"id":"r","points":1,"funnel":"{part}","count":{{"event":"page"}}}}"#);
            Rule::pick(&parse(&text).unwrap(), &Tables::default())
        };
        let rules = ["tofu", "mofu", "mofu", "bofu", "none"].map(rule);
        let usual = Funnel::pick(&Json::Null);
        assert_eq!(usual.of(&rules, &[0, 0, 0, 0, 9]), None);
        assert_eq!(usual.of(&rules, &[1, 0, 0, 0, 0]), Some("tofu"));
        assert_eq!(usual.of(&rules, &[0, 1, 0, 0, 0]), Some("mofu"), "a part above it is not asked for");
        assert_eq!(usual.of(&rules, &[5, 5, 5, 1, 0]), Some("bofu"));
        let own = Funnel::pick(&parse(r#"{"mofu":10,"bofu":20}"#).unwrap());
        assert_eq!(own.of(&rules, &[1, 5, 4, 19, 0]), Some("tofu"));
        assert_eq!(own.of(&rules, &[1, 5, 5, 19, 0]), Some("mofu"), "rules of one part are added up");
        assert_eq!(own.of(&rules, &[-5, -1, 0, 20, 0]), Some("bofu"));
    }
}
