//! The composite: the one number that temperature is read from.
//!
//! It is the score, unless the owner weighs dimensions against each other: then it is the weighted mean
//! of how far each of them is, which a dimension with many rules can't dominate. Contributions explain
//! the score; the composite only says how warm it is.

use crate::{
    about,
    json::Json,
    shape::{Record, Shape, optional, required},
};

/// The settings of one dimension's part in the composite.
pub(super) static PART: Record = Record {
    name: "CompositePart",
    about: about!("How much a dimension weighs in the composite, from which temperature is read."),
    settings: &[
        required("dimension", Shape::Name, about!("The dimension, as \"fit\".")),
        optional("weight", Shape::Whole { min: 1, max: 100 }, about!("How much it weighs, 1 to 100. Default 1.")),
    ],
};

/// The weights of dimensions; none where the composite is the score.
#[derive(Debug)]
pub(super) struct Composite(Vec<(String, i64)>);

impl Composite {
    /// Picks the weights out of an examined tree.
    pub(super) fn pick(scoring: &Json) -> Self {
        if !cfg!(feature = "wide") {
            return Composite(Vec::new());
        }
        let part = |json: &Json| (json.owned_at("dimension").unwrap_or_default(), json.whole_at("weight").unwrap_or(1));
        Composite(scoring.each("composite", &part))
    }

    /// Gives the composite, 0 to 100: the mean of the dimensions' percentages by weight, rounded down; the
    /// score where no dimension is weighed.
    pub(super) fn of(&self, score: i64, percent: &dyn Fn(&str) -> Option<i64>) -> i64 {
        let (mut reached, mut all) = (0, 0);
        for (dimension, weight) in &self.0 {
            if let Some(percent) = percent(dimension) {
                reached += weight * percent;
                all += weight;
            }
        }
        if all > 0 { reached / all } else { score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn the_composite_is_the_score_unless_dimensions_are_weighed() {
        let percent = |name: &str| match name {
            "fit" => Some(80),
            "engagement" => Some(35),
            _ => None,
        };
        let of = |text: &str| Composite::pick(&parse(text).unwrap()).of(55, &percent);
        assert_eq!(of("{}"), 55);
        assert_eq!(of(r#"{"composite":[{"dimension":"fit"}]}"#), 80);
        assert_eq!(of(r#"{"composite":[{"dimension":"fit","weight":2},{"dimension":"engagement"}]}"#), 65);
        assert_eq!(of(r#"{"composite":[{"dimension":"fit"},{"dimension":"engagement"}]}"#), 57, "rounded down");
        assert_eq!(of(r#"{"composite":[{"dimension":"nobody"}]}"#), 55);
    }
}
