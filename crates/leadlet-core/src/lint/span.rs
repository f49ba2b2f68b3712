//! Ranges of numbers: what is left of one after a comparison, and what comes of reckoning with two.

use crate::json::number_text;

/// How many whole numbers are counted up one by one.
const FEW: f64 = 64.0;

/// A range of numbers; infinite where it has no end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) min: f64,
    pub(super) max: f64,
    /// Whether the least number itself is left out.
    pub(super) min_open: bool,
    /// Whether the greatest number itself is left out.
    pub(super) max_open: bool,
    /// Whether all numbers are whole.
    pub(super) whole: bool,
}

impl Span {
    /// Every number.
    pub(super) const ALL: Span =
        Span { min: f64::NEG_INFINITY, max: f64::INFINITY, min_open: false, max_open: false, whole: false };

    /// The numbers from `min` to `max`, both included.
    pub(super) fn new(min: f64, max: f64, whole: bool) -> Self {
        Span { min, max, min_open: false, max_open: false, whole }
    }

    /// One number.
    pub(super) fn point(number: f64) -> Self {
        Span::new(number, number, libm::trunc(number) == number)
    }

    pub(super) fn contains(&self, number: f64) -> bool {
        let above = if self.min_open { number > self.min } else { number >= self.min };
        let below = if self.max_open { number < self.max } else { number <= self.max };
        above && below && (!self.whole || libm::trunc(number) == number)
    }

    /// Gives the shortest range that holds both.
    pub(super) fn join(&self, other: &Span) -> Span {
        let (low, high) = (
            if other.min < self.min || (other.min == self.min && self.min_open) { other } else { self },
            if other.max > self.max || (other.max == self.max && self.max_open) { other } else { self },
        );
        Span {
            min: low.min,
            min_open: low.min_open,
            max: high.max,
            max_open: high.max_open,
            whole: self.whole && other.whole,
        }
    }

    /// Gives what both hold.
    pub(super) fn meet(&self, other: &Span) -> Span {
        let met = self.from(other.min, other.min_open).up_to(other.max, other.max_open);
        Span { whole: self.whole || other.whole, ..met }
    }

    /// Cuts off what is less than `min`, and `min` itself where it is `open`.
    pub(super) fn from(self, min: f64, open: bool) -> Span {
        if min > self.min || (min == self.min && open) { Span { min, min_open: open, ..self } } else { self }
    }

    /// Cuts off what is more than `max`, and `max` itself where it is `open`.
    pub(super) fn up_to(self, max: f64, open: bool) -> Span {
        if max < self.max || (max == self.max && open) { Span { max, max_open: open, ..self } } else { self }
    }

    /// Draws the ends in to whole numbers where only those count; nothing where no number is left.
    pub(super) fn settled(self) -> Option<Span> {
        let mut span = self;
        if span.whole {
            let (min, max) = (libm::ceil(span.min), libm::floor(span.max));
            span.min = if span.min_open && min == span.min { min + 1.0 } else { min };
            span.max = if span.max_open && max == span.max { max - 1.0 } else { max };
            (span.min_open, span.max_open) = (false, false);
        }
        let empty = span.min > span.max || (span.min == span.max && (span.min_open || span.max_open));
        (!empty && !span.min.is_nan() && !span.max.is_nan()).then_some(span)
    }

    /// Gives the numbers one by one where there are few.
    pub(super) fn each(&self) -> Option<Vec<f64>> {
        if self.min == self.max {
            return Some(vec![self.min]);
        }
        let few = self.whole && self.max - self.min < FEW;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few and not negative")]
        let count = if few { (self.max - self.min) as usize } else { 0 };
        few.then(|| (0..=count).map(|step| self.min + step as f64).collect())
    }

    /// Gives the range that a reckoning which only rises or falls leads to, from its four corners;
    /// nothing where a corner has no number, as infinity less infinity.
    pub(super) fn corners(&self, other: &Span, reckon: impl Fn(f64, f64) -> f64) -> Option<Span> {
        let mut found: Option<Span> = None;
        for a in [self.min, self.max] {
            for b in [other.min, other.max] {
                let value = reckon(a, b);
                if value.is_nan() {
                    return None;
                }
                let point = Span::new(value, value, false);
                found = Some(found.map_or(point, |span| span.join(&point)));
            }
        }
        found
    }

    pub(super) fn words(&self) -> String {
        let sort = if self.whole { "a whole number" } else { "a number" };
        match (self.min.is_finite(), self.max.is_finite()) {
            (false, false) => sort.to_owned(),
            (true, false) => {
                [sort, if self.min_open { " above " } else { " of at least " }, &number_text(self.min)].concat()
            }
            (false, true) => {
                [sort, if self.max_open { " below " } else { " of at most " }, &number_text(self.max)].concat()
            }
            (true, true) => [
                sort,
                if self.min_open { " above " } else { " from " },
                &number_text(self.min),
                if self.max_open { " below " } else { " to " },
                &number_text(self.max),
            ]
            .concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn between_two_neighbours_there_is_no_whole_number() {
        let open = Span { min_open: true, max_open: true, ..Span::new(4.0, 5.0, true) };
        assert_eq!(open.settled(), None);
        assert!(Span { whole: false, ..open }.settled().is_some());
    }

    #[test]
    fn an_end_that_is_left_out_stays_out_unless_the_other_has_it() {
        let below = Span::new(0.0, 9.0, false).up_to(5.0, true);
        assert!(!below.contains(5.0) && below.contains(4.9));
        assert!(below.join(&Span::point(5.0)).contains(5.0));
        assert_eq!(Span::new(0.0, 9.0, false).meet(&Span::new(5.0, 20.0, false)), Span::new(5.0, 9.0, false));
    }
}
