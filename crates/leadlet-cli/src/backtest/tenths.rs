//! What sales get of a ranking: tenths, what so many leads are worth, and a curve that makes probabilities of
//! scores.
//!
//! Works on leads in groups of equal value, the highest first. Source of the curve: Platt (1999), with his smoothed
//! targets, in the form of Lin, Lin and Weng (2007).

use crate::measure::{Groups, Outcomes, sum};

/// A tenth of the leads. Where a group of equals lies across the edge it is shared out, so counts have fractions.
pub(super) struct Decile {
    pub(super) leads: f64,
    pub(super) won: f64,
    /// The least value in it.
    pub(super) least: f64,
}

/// What sales get that can work so many leads.
pub(super) struct Threshold {
    pub(super) capacity: u64,
    /// The least value that is worked; nothing where even the highest group is too large.
    pub(super) least: Option<f64>,
    /// Those that are worked.
    pub(super) worked: Outcomes,
}

/// Turns values into probabilities by a logistic curve fitted to them.
pub(super) fn platt(groups: &Groups) -> Vec<(f64, Outcomes)> {
    let [lost, won] = sum(groups.iter().map(|(_, outcomes)| outcomes)).map(|count| count as f64);
    let targets = [1.0 / (lost + 2.0), (won + 1.0) / (won + 2.0)];
    let scale = groups.iter().map(|(value, _)| value.abs()).fold(1.0, f64::max);
    let curve = |slope: f64, start: f64, value: f64| 1.0 / (1.0 + (-(slope * value / scale + start)).exp());
    let loss = |slope: f64, start: f64| -> f64 {
        groups
            .iter()
            .map(|(value, outcomes)| {
                let logit = slope * value / scale + start;
                // -t·log p - (1-t)·log(1-p), without the overflow of exp.
                let cost = |target: f64| logit.max(0.0) - logit * target + (-logit.abs()).exp().ln_1p();
                outcomes[0] as f64 * cost(targets[0]) + outcomes[1] as f64 * cost(targets[1])
            })
            .sum()
    };
    let (mut slope, mut start) = (0.0, ((won + 1.0) / (lost + 1.0)).ln());
    let mut best = loss(slope, start);
    for _ in 0..100 {
        let (mut g, mut h) = ([0.0; 2], [1e-12, 0.0, 1e-12]);
        for (value, outcomes) in groups {
            let x = value / scale;
            let p = curve(slope, start, *value);
            for (count, target) in outcomes.iter().zip(targets) {
                let (count, weight) = (*count as f64, p * (1.0 - p));
                g[0] += count * (p - target) * x;
                g[1] += count * (p - target);
                h[0] += count * weight * x * x;
                h[1] += count * weight * x;
                h[2] += count * weight;
            }
        }
        let det = h[0] * h[2] - h[1] * h[1];
        if g[0].abs() + g[1].abs() < 1e-9 || det.abs() < 1e-18 {
            break;
        }
        let step = [(h[2] * g[0] - h[1] * g[1]) / det, (h[0] * g[1] - h[1] * g[0]) / det];
        let mut length = 1.0;
        while length > 1e-10 {
            let tried = loss(slope - length * step[0], start - length * step[1]);
            if tried < best {
                break;
            }
            length /= 2.0;
        }
        if length <= 1e-10 {
            break;
        }
        (slope, start) = (slope - length * step[0], start - length * step[1]);
        best = loss(slope, start);
    }
    groups.iter().map(|(value, outcomes)| (curve(slope, start, *value), *outcomes)).collect()
}

/// Cuts the leads into tenths, the highest first.
pub(super) fn deciles(groups: &Groups) -> Vec<Decile> {
    let [lost, won] = sum(groups.iter().map(|(_, outcomes)| outcomes));
    let size = (lost + won) as f64 / 10.0;
    let mut deciles = Vec::new();
    let (mut groups, mut taken) = (groups.iter().peekable(), 0.0);
    for _ in 0..10 {
        let mut decile = Decile { leads: 0.0, won: 0.0, least: 0.0 };
        while decile.leads < size - 1e-9
            && let Some((value, [lost, won])) = groups.peek()
        {
            let all = (lost + won) as f64;
            let part = (size - decile.leads).min(all - taken);
            decile.leads += part;
            decile.won += part / all * *won as f64;
            decile.least = *value;
            taken += part;
            if taken >= all - 1e-9 {
                groups.next();
                taken = 0.0;
            }
        }
        deciles.push(decile);
    }
    deciles
}

/// Finds what so many leads are worth: the lowest value from which no more come.
pub(super) fn threshold(groups: &Groups, capacity: u64) -> Threshold {
    let mut found = Threshold { capacity, least: None, worked: [0, 0] };
    for (value, outcomes) in groups {
        let next = sum([found.worked, *outcomes].iter());
        if next[0] + next[1] > capacity {
            break;
        }
        found.worked = next;
        found.least = Some(*value);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: &Groups = &[(0.9, [0, 1]), (0.8, [0, 1]), (0.7, [1, 1]), (0.5, [1, 0]), (0.4, [1, 1]), (0.1, [1, 0])];

    #[test]
    fn the_fitted_curve_finds_rates_again() {
        // Rates of the logistic curve with slope 2 per 50 and start -2.
        let rate = |value: f64| 1.0 / (1.0 + (-(value / 25.0 - 2.0)).exp());
        let groups: Vec<(f64, Outcomes)> = [100.0, 75.0, 50.0, 25.0, 0.0]
            .map(|value| {
                let won = (rate(value) * 1e6).round() as u64;
                (value, [1_000_000 - won, won])
            })
            .to_vec();
        for ((p, _), (value, _)) in platt(&groups).iter().zip(&groups) {
            assert!((p - rate(*value)).abs() < 1e-4, "{p} for {}", rate(*value));
        }
    }

    #[test]
    fn tenths_share_out_equals() {
        let deciles = deciles(&[(9.0, [0, 5]), (1.0, [90, 5])]);
        assert_eq!(deciles.len(), 10);
        let counts: Vec<f64> = deciles.iter().map(|decile| decile.leads).collect();
        assert!(counts.iter().all(|leads| (leads - 10.0).abs() < 1e-6), "{counts:?}");
        assert!((deciles[0].won - (5.0 + 5.0 * 5.0 / 95.0)).abs() < 1e-9);
        assert!((deciles.iter().map(|decile| decile.won).sum::<f64>() - 10.0).abs() < 1e-6);
    }

    #[test]
    fn sales_work_no_more_than_they_can() {
        let found = threshold(GROUPS, 3);
        assert_eq!((found.least, found.worked), (Some(0.8), [0, 2]), "the next group would make four");
        assert_eq!(threshold(&[(1.0, [5, 5])], 9).least, None);
    }
}
