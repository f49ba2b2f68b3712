//! Sets of lists, by what is in them and how many items they have.
//!
//! Knows lists of texts, which is what answers are; of other lists only how long they are.

/// Which lists there can be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Items {
    /// The texts that items can be; anything where absent.
    pub(super) of: Option<Vec<String>>,
    /// The fewest items.
    pub(super) min: usize,
    /// The most items.
    pub(super) max: usize,
    /// What is in every one of them.
    pub(super) with: Vec<String>,
    /// What is in none of them.
    pub(super) without: Vec<String>,
}

impl Items {
    /// Lists of anything, of any length.
    pub(super) const ANY: Items = Items { of: None, min: 0, max: usize::MAX, with: Vec::new(), without: Vec::new() };

    /// Tells whether a list can hold this text.
    pub(super) fn can_hold(&self, text: &str) -> bool {
        let known = self.of.as_ref().is_none_or(|of| of.iter().any(|value| value == text));
        known && !self.without.iter().any(|value| value == text)
    }

    /// Tells whether there is any such list.
    pub(super) fn exists(&self) -> bool {
        let enough = self.of.as_ref().is_none_or(|of| {
            let left = of.iter().filter(|value| !self.without.contains(value)).count();
            left >= self.min && (left > 0 || self.min == 0)
        });
        self.min <= self.max
            && self.with.len() <= self.max
            && enough
            && self.with.iter().all(|value| self.can_hold(value))
    }

    /// Gives lists that are in either set.
    pub(super) fn join(&self, other: &Items) -> Items {
        let both = |a: &[String], b: &[String]| a.iter().filter(|value| b.contains(value)).cloned().collect();
        let of = match (&self.of, &other.of) {
            (Some(a), Some(b)) => Some(a.iter().chain(b.iter().filter(|value| !a.contains(value))).cloned().collect()),
            _ => None,
        };
        Items {
            of,
            min: self.min.min(other.min),
            max: self.max.max(other.max),
            with: both(&self.with, &other.with),
            without: both(&self.without, &other.without),
        }
    }
}
