//! Fits what turns logits into probabilities: a line for few positive outcomes, steps for many.

use leadlet_core::json::{Json, object};

/// The positive outcomes from which steps are learned; below it two numbers have to do.
pub(crate) const ENOUGH_FOR_STEPS: usize = 1000;

/// The most steps; a model holds 200.
const MOST_STEPS: usize = 100;

/// A fitted calibration.
#[derive(Clone, Debug)]
pub(crate) enum Calibration {
    /// Platt's line through logits.
    Line { slope: f64, shift: f64 },
    /// Rising points: logit and probability.
    Steps(Vec<(f64, f64)>),
}

impl Calibration {
    /// Gives the probability of a logit, as the core does.
    pub(crate) fn probability(&self, logit: f64) -> f64 {
        match self {
            Calibration::Line { slope, shift } => 1.0 / (1.0 + libm::exp(-(slope * logit + shift))),
            Calibration::Steps(points) => {
                let next = points.partition_point(|(at, _)| *at < logit);
                match (next.checked_sub(1).and_then(|before| points.get(before)), points.get(next)) {
                    (Some((from, low)), Some((at, p))) => low + (p - low) * ((logit - from) / (at - from)),
                    (Some((_, p)), None) | (None, Some((_, p))) => *p,
                    (None, None) => 0.5,
                }
            }
        }
    }

    /// Fits a line (Platt 1999), with his targets, which keep it from being certain, by Newton's method.
    pub(crate) fn line(logits: &[f64], positive: &[bool]) -> Self {
        let yes = positive.iter().filter(|positive| **positive).count() as f64;
        let no = positive.len() as f64 - yes;
        let (high, low) = ((yes + 1.0) / (yes + 2.0), 1.0 / (no + 2.0));
        let (mut slope, mut shift) = (1.0_f64, 0.0_f64);
        let loss = |slope: f64, shift: f64| -> f64 {
            let of_row = |(logit, positive): (&f64, &bool)| {
                let z = slope * logit + shift;
                z.max(0.0) - z * (if *positive { high } else { low }) + libm::log1p(libm::exp(-z.abs()))
            };
            logits.iter().zip(positive).map(of_row).sum()
        };
        for _ in 0..50 {
            let (mut by_slope, mut by_shift) = (0.0, 0.0);
            let (mut both, mut slopes, mut shifts) = (0.0, 1e-9, 1e-9);
            for (logit, positive) in logits.iter().zip(positive) {
                let p = 1.0 / (1.0 + libm::exp(-(slope * logit + shift)));
                let miss = (if *positive { high } else { low }) - p;
                let bend = p * (1.0 - p);
                by_slope += miss * logit;
                by_shift += miss;
                slopes += bend * logit * logit;
                shifts += bend;
                both += bend * logit;
            }
            let scale = slopes * shifts - both * both;
            if scale <= 0.0 {
                break;
            }
            let step = ((shifts * by_slope - both * by_shift) / scale, (slopes * by_shift - both * by_slope) / scale);
            // Far from the goal a whole step leads beyond it, and the next one further: halve it until it helps.
            let halved = (0..40).scan(1.0, |size, _| Some(core::mem::replace(size, *size / 2.0)));
            let mut tried = halved.map(|size| (slope + size * step.0, shift + size * step.1));
            let before = loss(slope, shift);
            let Some(better) = tried.find(|(slope, shift)| loss(*slope, *shift) < before) else { break };
            (slope, shift) = better;
            if step.0.abs().max(step.1.abs()) < 1e-10 {
                break;
            }
        }
        // A falling line would turn the ranking round: then the logits say nothing.
        Calibration::Line {
            slope: rounded(slope.clamp(0.0, 1000.0), 9),
            shift: rounded(shift.clamp(-1000.0, 1000.0), 9),
        }
    }

    /// Fits rising steps by pooling neighbours that fall (isotonic regression), joined by straight lines
    /// between the means of the steps.
    pub(crate) fn steps(logits: &[f64], positive: &[bool]) -> Self {
        let mut order: Vec<usize> = (0..logits.len()).collect();
        order.sort_by(|a, b| logits[*a].total_cmp(&logits[*b]));
        let fewest = (logits.len() / MOST_STEPS).max(1) as f64;
        // Count, sum of logits, positive outcomes, last logit.
        let mut pools: Vec<(f64, f64, f64, f64)> = Vec::new();
        for row in order {
            let (logit, yes) = (logits[row], f64::from(u8::from(positive[row])));
            match pools.last_mut() {
                Some(pool) if pool.0 < fewest || pool.3 == logit => {
                    *pool = (pool.0 + 1.0, pool.1 + logit, pool.2 + yes, logit);
                }
                _ => pools.push((1.0, logit, yes, logit)),
            }
        }
        let mut steps: Vec<(f64, f64, f64)> = Vec::new();
        for (count, sum, yes, _) in pools {
            let mut step = (count, sum, yes);
            while let Some(last) = steps.last().filter(|last| last.2 / last.0 >= step.2 / step.0) {
                step = (last.0 + step.0, last.1 + step.1, last.2 + step.2);
                steps.pop();
            }
            steps.push(step);
        }
        // Nobody is certain: one more outcome of either sort among all.
        let least = 1.0 / (logits.len() as f64 + 2.0);
        let mut points: Vec<(f64, f64)> = Vec::new();
        for (count, sum, yes) in steps {
            let point = (rounded(sum / count, 6), rounded((yes / count).clamp(least, 1.0 - least), 6));
            if points.last().is_none_or(|last| last.0 < point.0) {
                points.push(point);
            }
        }
        Calibration::Steps(points)
    }

    /// Fits the sort that as many positive outcomes allow.
    pub(crate) fn fit(logits: &[f64], positive: &[bool]) -> Self {
        let yes = positive.iter().filter(|positive| **positive).count();
        if yes >= ENOUGH_FOR_STEPS { Calibration::steps(logits, positive) } else { Calibration::line(logits, positive) }
    }

    /// Names it.
    pub(crate) fn name(&self) -> &'static str {
        if matches!(self, Calibration::Line { .. }) { "platt" } else { "isotonic" }
    }
}

impl From<&Calibration> for Json {
    fn from(calibration: &Calibration) -> Self {
        let kind = ("kind", calibration.name().into());
        match calibration {
            Calibration::Line { slope, shift } => {
                object(vec![kind, ("slope", (*slope).into()), ("shift", (*shift).into())])
            }
            Calibration::Steps(points) => object(vec![
                kind,
                ("logits", points.iter().map(|point| point.0).collect::<Vec<_>>().into()),
                ("p", points.iter().map(|point| point.1).collect::<Vec<_>>().into()),
            ]),
        }
    }
}

/// Rounds to some decimals.
pub(crate) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    libm::round(number * scale) / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_rise_and_a_line_finds_its_slope() {
        let logits: Vec<f64> = (0..4000).map(|row| f64::from(row % 400) / 100.0 - 2.0).collect();
        // Outcomes by a fixed pattern whose frequency is the logistic function of twice the logit.
        let positive: Vec<bool> = (0..4000_i32)
            .zip(&logits)
            .map(|(row, logit)| f64::from((row * 7919) % 1000) / 1000.0 < 1.0 / (1.0 + libm::exp(-2.0 * logit)))
            .collect();
        let Calibration::Line { slope, shift } = Calibration::line(&logits, &positive) else { panic!("a line") };
        assert!((slope - 2.0).abs() < 0.2 && shift.abs() < 0.2, "{slope} {shift}");
        // Logits that are twenty times too sure, as naive Bayes has them, need a slope twenty times smaller.
        let sure: Vec<f64> = logits.iter().map(|logit| 20.0 * logit + 30.0).collect();
        let Calibration::Line { slope: flat, shift } = Calibration::line(&sure, &positive) else { panic!("a line") };
        assert!((flat - slope / 20.0).abs() < 1e-6 && (shift + 30.0 * flat).abs() < 0.2, "{flat} {shift}");
        let Calibration::Steps(points) = Calibration::steps(&logits, &positive) else { panic!("steps") };
        assert!(points.len() > 5 && points.len() <= 200);
        assert!(points.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{points:?}");
    }
}
