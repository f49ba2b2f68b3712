//! Bins: how the values of a column become one of a few places.
//!
//! Bins are made from training rows only and then used for any row, so that what is validated has
//! not been seen. Every feature has two places more than its bins: for what is missing, and for
//! values that were not seen or were too rare.

use super::table::{BLANK, Column};

/// The bins of numbers in a scorecard: few enough to be read.
pub(crate) const BINS: usize = 8;

/// The bins of numbers in a naive Bayes classifier, which counts and has nothing to fit.
pub(crate) const BAYES_BINS: usize = 20;

/// The bins that a straight line is cut into.
pub(crate) const FINE_BINS: usize = 100;

/// The fewest training rows that a value needs for a bin of its own.
const FEWEST: usize = 10;

/// The most values of one column with a bin of their own, and of all columns together: to fit weights
/// takes the cube of their number.
const MOST_VALUES: usize = 100;
const MOST_OF_ALL: usize = 1000;

/// The longest value with a bin of its own, in characters.
const LONGEST_VALUE: usize = 200;

/// The bins of one column.
#[derive(Clone, Debug)]
pub(crate) enum Bins {
    /// Numbers, by their rising upper edges; one bin more than edges.
    Edges(Vec<f64>),
    /// Values, by their codes in the column.
    Values(Vec<u32>),
}

impl Bins {
    /// Makes bins of the training rows of a column: of numbers so that each has as many rows, as far as
    /// equal numbers allow; of values the frequent ones. `features` is how many columns share what can be fitted.
    pub(crate) fn of(column: &Column, rows: &[usize], most: usize, features: usize) -> Self {
        let share = (MOST_OF_ALL / features.max(1)).min(MOST_VALUES);
        let Some(_) = &column.numbers else { return Bins::frequent(column, rows, share) };
        let mut numbers: Vec<f64> = rows.iter().filter_map(|row| column.number(*row)).collect();
        numbers.sort_by(f64::total_cmp);
        let mut edges: Vec<f64> = Vec::new();
        let (last, count) = (numbers.last().copied(), numbers.len());
        for bin in 1..most {
            let edge = numbers.get((count * bin / most).saturating_sub(1)).copied();
            if let Some(edge) = edge.filter(|edge| edges.last() < Some(edge) && Some(*edge) < last) {
                edges.push(edge);
            }
        }
        Bins::Edges(edges)
    }

    fn frequent(column: &Column, rows: &[usize], most: usize) -> Self {
        let mut counts = vec![0_usize; column.values.len()];
        for row in rows {
            let code = column.codes.get(*row).copied().unwrap_or(BLANK);
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        // An empty value is one that must not be named.
        let is_short = |code: &usize| {
            column.values.get(*code).is_some_and(|value| (1..=LONGEST_VALUE).contains(&value.chars().count()))
        };
        let mut codes: Vec<usize> = (0..counts.len()).filter(|code| counts[*code] >= FEWEST).filter(is_short).collect();
        codes.sort_by(|a, b| counts[*b].cmp(&counts[*a]).then_with(|| column.values[*a].cmp(&column.values[*b])));
        codes.truncate(most);
        Bins::Values(codes.into_iter().filter_map(|code| u32::try_from(code).ok()).collect())
    }

    /// How many bins there are.
    pub(crate) fn count(&self) -> usize {
        match self {
            Bins::Edges(edges) => edges.len() + 1,
            Bins::Values(codes) => codes.len(),
        }
    }

    /// How many places there are: the bins, then "missing", then "other".
    pub(crate) fn places(&self) -> usize {
        self.count() + 2
    }

    /// Finds the place of every row of the column.
    pub(crate) fn sort(&self, column: &Column) -> Vec<usize> {
        let count = self.count();
        let place = |code: usize| match self {
            Bins::Edges(edges) => {
                let number = column.numbers.as_ref().and_then(|numbers| numbers.get(code));
                number.map_or(count, |number| edges.partition_point(|edge| edge < number))
            }
            Bins::Values(codes) => codes.iter().position(|known| *known as usize == code).unwrap_or(count + 1),
        };
        let places: Vec<usize> = (0..column.values.len()).map(place).collect();
        column.codes.iter().map(|code| places.get(*code as usize).copied().unwrap_or(count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Column {
        let mut column = Column { name: "c".into(), values: Vec::new(), codes: Vec::new(), numbers: None };
        for cell in cells {
            let code = match column.values.iter().position(|value| value == cell) {
                Some(code) => u32::try_from(code).unwrap(),
                None if cell.is_empty() => BLANK,
                None => {
                    column.values.push((*cell).to_owned());
                    u32::try_from(column.values.len() - 1).unwrap()
                }
            };
            column.codes.push(code);
        }
        column.numbers = column.values.iter().map(|value| value.parse().ok()).collect();
        column
    }

    #[test]
    fn equal_numbers_share_a_bin_and_the_largest_has_no_edge_above_it() {
        let cells: Vec<String> = [0; 50].into_iter().chain(1..=50).map(|number: i32| number.to_string()).collect();
        let column = column(&cells.iter().map(String::as_str).collect::<Vec<_>>());
        let rows: Vec<usize> = (0..100).collect();
        let Bins::Edges(edges) = Bins::of(&column, &rows, 4, 1) else { panic!("numbers have edges") };
        assert_eq!(edges, [0.0, 25.0]);
        let places = Bins::Edges(edges).sort(&column);
        assert_eq!([places[0], places[50], places[74], places[75], places[99]], [0, 1, 1, 2, 2]);
    }

    #[test]
    fn a_value_that_must_not_be_named_goes_where_others_go() {
        let mut column = column(&["a"; 24]);
        column.values.push(String::new());
        column.codes[..12].fill(1);
        let bins = Bins::of(&column, &(0..24).collect::<Vec<_>>(), BINS, 1);
        assert!(matches!(&bins, Bins::Values(codes) if *codes == [0]), "{bins:?}");
        assert_eq!((bins.sort(&column)[0], bins.sort(&column)[12]), (2, 0));
    }

    #[test]
    fn rare_and_unseen_values_go_to_the_same_place_and_blanks_to_another() {
        let mut cells = vec!["a"; 12];
        cells.extend(["b", "", "c"]);
        let column = column(&cells);
        let bins = Bins::of(&column, &(0..13).collect::<Vec<_>>(), BINS, 1);
        assert_eq!(bins.sort(&column)[11..], [0, 2, 1, 2]);
    }
}
