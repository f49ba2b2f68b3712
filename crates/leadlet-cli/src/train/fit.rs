//! Fits tables of logits: a logistic regression over bins or over straight lines, or naive Bayes.
//!
//! The regression is the maximum of the likelihood with a ridge of 1 on all weights but the base
//! (the usual `C = 1`), found by Newton's method. Everything is added up in one order and with
//! `libm`'s functions, so that the same rows give the same bits on every machine.

use super::bins::{BAYES_BINS, BINS, Bins, FINE_BINS};
use super::table::Column;
use clap::ValueEnum;

/// What sort of table is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Whole points from a logistic regression over bins: 20 points double the odds.
    Scorecard,
    /// A logistic regression with a straight line for each number.
    Logistic,
    /// Naive Bayes over bins: no feature knows of another.
    Bayes,
}

/// The logit of one point of a scorecard: 20 of them double the odds.
pub(crate) const UNIT: f64 = 0.034_657_359;

/// The tables of a fitted model.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    pub(crate) kind: Kind,
    /// The logit of the average lead, as far as tables are centred.
    pub(crate) base: f64,
    pub(crate) features: Vec<Feature>,
}

/// The table of one column.
#[derive(Clone, Debug)]
pub(crate) struct Feature {
    /// The number of the column.
    pub(crate) column: usize,
    pub(crate) bins: Bins,
    /// The points of every place: bins, missing, other. Logits, or whole points of a scorecard.
    pub(crate) points: Vec<f64>,
}

impl Fitted {
    /// The logit of one point.
    pub(crate) fn unit(&self) -> f64 {
        if self.kind == Kind::Scorecard { UNIT } else { 1.0 }
    }

    /// The logits of all rows of a table.
    pub(crate) fn logits(&self, columns: &[Column]) -> Vec<f64> {
        let rows = columns.first().map_or(0, |column| column.codes.len());
        let mut points = vec![0.0; rows];
        for feature in &self.features {
            let Some(column) = columns.get(feature.column) else { continue };
            for (sum, place) in points.iter_mut().zip(feature.bins.sort(column)) {
                *sum += feature.points.get(place).copied().unwrap_or(0.0);
            }
        }
        points.into_iter().map(|points| self.base + self.unit() * points).collect()
    }
}

/// Fits a model to some rows of a table. `used` are the numbers of the columns, `target` says of every
/// row whether its outcome was positive.
pub(crate) fn fit(kind: Kind, columns: &[Column], used: &[usize], target: &[bool], rows: &[usize]) -> Fitted {
    let most = match kind {
        Kind::Scorecard => BINS,
        Kind::Logistic => FINE_BINS,
        Kind::Bayes => BAYES_BINS,
    };
    let mut features = Vec::new();
    let mut places = Vec::new();
    for index in used {
        let Some(column) = columns.get(*index) else { continue };
        let bins = Bins::of(column, rows, most, used.len());
        let of_all = bins.sort(column);
        places.push(rows.iter().map(|row| of_all.get(*row).copied().unwrap_or(0)).collect::<Vec<_>>());
        features.push(Feature { column: *index, points: vec![0.0; bins.places()], bins });
    }
    let positive: Vec<bool> = rows.iter().map(|row| target.get(*row) == Some(&true)).collect();
    let mut base = match kind {
        Kind::Bayes => bayes(&mut features, &places, &positive),
        Kind::Scorecard | Kind::Logistic => regress(kind, &mut features, &places, &positive, columns, rows),
    };
    for (feature, places) in features.iter_mut().zip(&places) {
        base += centre(feature, places);
    }
    if kind == Kind::Scorecard {
        for points in features.iter_mut().flat_map(|feature| &mut feature.points) {
            *points = libm::round(*points / UNIT);
        }
    }
    // Billionths are what the model is kept in.
    Fitted { kind, base: libm::round(base * 1e9) / 1e9, features }
}

/// Takes the mean of the rows out of a table, so that a reason says what a lead has beyond the average.
/// Places that no row was in stay at nothing.
fn centre(feature: &mut Feature, places: &[usize]) -> f64 {
    let mut seen = vec![0.0; feature.points.len()];
    places.iter().for_each(|place| seen[*place] += 1.0);
    let sum: f64 = feature.points.iter().zip(&seen).map(|(points, count)| points * count).sum();
    let mean = sum / (places.len().max(1) as f64);
    for (points, count) in feature.points.iter_mut().zip(seen) {
        *points = if count > 0.0 { *points - mean } else { 0.0 };
    }
    mean
}

/// Fills the tables with the logarithms of how much more often a place is met with a positive outcome,
/// one more counted everywhere (Laplace); gives the base.
fn bayes(features: &mut [Feature], places: &[Vec<usize>], positive: &[bool]) -> f64 {
    let all = positive.len() as f64;
    let yes = positive.iter().filter(|positive| **positive).count() as f64;
    for (feature, places) in features.iter_mut().zip(places) {
        let mut counts = vec![[1.0; 2]; feature.points.len()];
        for (place, positive) in places.iter().zip(positive) {
            counts[*place][usize::from(*positive)] += 1.0;
        }
        let smooth = counts.len() as f64;
        for (points, [no, of_yes]) in feature.points.iter_mut().zip(counts) {
            *points = libm::log((of_yes / (yes + smooth)) / (no / (all - yes + smooth)));
        }
    }
    libm::log(yes.max(0.5) / (all - yes).max(0.5))
}

/// One feature's part of the design: which weight each row uses, and how much of it.
struct Term {
    first: usize,
    values: Option<Vec<f64>>,
    places: Vec<usize>,
}

fn regress(
    kind: Kind,
    features: &mut [Feature],
    places: &[Vec<usize>],
    positive: &[bool],
    columns: &[Column],
    rows: &[usize],
) -> f64 {
    let mut terms = Vec::new();
    let mut count = 1;
    let mut lines = Vec::new();
    for (feature, places) in features.iter().zip(places) {
        let column =
            columns.get(feature.column).filter(|_| kind == Kind::Logistic && matches!(feature.bins, Bins::Edges(_)));
        if let Some(column) = column {
            let line = Line::of(column, rows);
            let value = |row: &usize| column.number(*row).map_or(1.0, |number| line.scaled(number));
            let missing = feature.bins.count();
            terms.push(Term {
                first: count,
                values: Some(rows.iter().map(value).collect()),
                places: places.iter().map(|place| usize::from(*place >= missing)).collect(),
            });
            count += 2;
            lines.push(Some(line));
        } else {
            terms.push(Term { first: count, values: None, places: places.clone() });
            count += feature.points.len();
            lines.push(None);
        }
    }
    let weights = newton(&terms, count, positive);
    for (((feature, term), line), places) in features.iter_mut().zip(&terms).zip(lines).zip(places) {
        let weight = |place: usize| weights.get(term.first + place).copied().unwrap_or(0.0);
        let Some((line, column)) = line.zip(columns.get(feature.column)) else {
            for (place, points) in feature.points.iter_mut().enumerate() {
                *points = weight(place);
            }
            continue;
        };
        // A bin stands for the mean of its numbers on the line.
        let mut sums = vec![(0.0, 0.0); feature.points.len()];
        for (row, place) in rows.iter().zip(places) {
            sums[*place].0 += column.number(*row).map_or(0.0, |number| line.scaled(number));
            sums[*place].1 += 1.0;
        }
        let missing = feature.bins.count();
        for (place, (points, (sum, count))) in feature.points.iter_mut().zip(sums).enumerate() {
            *points = if place >= missing {
                weight(1)
            } else if count > 0.0 {
                weight(0) * sum / count
            } else {
                0.0
            };
        }
    }
    weights.first().copied().unwrap_or(0.0)
}

/// A number's scale: its mean becomes 0, its standard deviation 1.
struct Line {
    mean: f64,
    deviation: f64,
}

impl Line {
    fn of(column: &Column, rows: &[usize]) -> Self {
        let numbers: Vec<f64> = rows.iter().filter_map(|row| column.number(*row)).collect();
        let count = numbers.len().max(1) as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let variance = numbers.iter().map(|number| (number - mean) * (number - mean)).sum::<f64>() / count;
        Line { mean, deviation: if variance > 0.0 { variance.sqrt() } else { 1.0 } }
    }

    fn scaled(&self, number: f64) -> f64 {
        (number - self.mean) / self.deviation
    }
}

/// Maximises the penalised likelihood; the first weight is the base and is not penalised.
fn newton(terms: &[Term], count: usize, positive: &[bool]) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    let mut used = vec![(0_usize, 1.0_f64); terms.len() + 1];
    let mut last = f64::INFINITY;
    let mut step = vec![0.0; count];
    for _ in 0..40 {
        let mut slope = vec![0.0; count];
        let mut curve = vec![0.0; count * count];
        let mut loss = 0.0;
        for (row, positive) in positive.iter().enumerate() {
            for (place, term) in used.iter_mut().skip(1).zip(terms) {
                let value = match (&term.values, term.places[row]) {
                    (Some(values), 0) => values[row],
                    _ => 1.0,
                };
                *place = (term.first + term.places[row], value);
            }
            let logit: f64 = used.iter().map(|(at, value)| weights[*at] * value).sum();
            let p = 1.0 / (1.0 + libm::exp(-logit));
            let miss = f64::from(u8::from(*positive)) - p;
            loss += crate::measure::surprise(p, *positive);
            let bend = (p * (1.0 - p)).max(1e-12);
            for (at, value) in &used {
                slope[*at] += miss * value;
                let line = &mut curve[at * count..(at + 1) * count];
                for (other, by) in used.iter().filter(|(other, _)| other <= at) {
                    line[*other] += bend * value * by;
                }
            }
        }
        for at in 1..count {
            slope[at] -= weights[at];
            curve[at * count + at] += 1.0;
            loss += weights[at] * weights[at] / 2.0;
        }
        if loss > last {
            // The step led beyond the goal: go back half of it.
            for (weight, step) in weights.iter_mut().zip(&mut step) {
                *step /= 2.0;
                *weight -= *step;
            }
            continue;
        }
        let is_settled = last - loss < 1e-10 * loss.abs();
        step = solve(&mut curve, slope, count);
        weights.iter_mut().zip(&step).for_each(|(weight, step)| *weight += step);
        let largest = step.iter().fold(0.0_f64, |largest, step| largest.max(step.abs()));
        if largest < 1e-9 || is_settled {
            break;
        }
        last = loss;
    }
    weights
}

/// Solves `matrix · x = right` for a positive definite matrix, of which the lower half is given
/// (Cholesky).
fn solve(matrix: &mut [f64], mut right: Vec<f64>, count: usize) -> Vec<f64> {
    for i in 0..count {
        for j in 0..=i {
            let (head, tail) = matrix.split_at_mut(i * count);
            let (row, above) = (&mut tail[..count], if i == j { None } else { head.get(j * count..(j + 1) * count) });
            let sum = match above {
                Some(above) => row[j] - row[..j].iter().zip(above).map(|(a, b)| a * b).sum::<f64>(),
                None => row[j] - row[..j].iter().map(|a| a * a).sum::<f64>(),
            };
            row[j] = match above {
                Some(above) => sum / above[j],
                None => sum.max(1e-12).sqrt(),
            };
        }
    }
    for i in 0..count {
        let known: f64 = (0..i).map(|j| matrix[i * count + j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i * count + i];
    }
    for i in (0..count).rev() {
        let known: f64 = (i + 1..count).map(|j| matrix[j * count + i] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i * count + i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_of_equations_is_solved() {
        let mut matrix = vec![4.0, 0.0, 0.0, 2.0, 5.0, 0.0, 1.0, 3.0, 6.0];
        let found = solve(&mut matrix, vec![11.0, 21.0, 25.0], 3);
        // 4x+2y+z, 2x+5y+3z, x+3y+6z
        for (found, wanted) in found.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
        }
    }
}
