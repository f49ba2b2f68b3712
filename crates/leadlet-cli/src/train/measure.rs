//! Measures how good probabilities are.

/// How good a model is on rows it has not seen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quality {
    /// How often a positive outcome ranks above a negative one.
    pub(crate) auc: f64,
    /// The average precision, the area under precision over recall.
    pub(crate) pr_auc: f64,
    /// The mean surprise, in nats.
    pub(crate) log_loss: f64,
    /// The mean squared error.
    pub(crate) brier: f64,
    /// How far probabilities are from frequencies, over ten equal steps.
    pub(crate) ece: f64,
}

impl Quality {
    /// Measures probabilities; `ranks` are what they are ranked by, which calibration may flatten.
    pub(crate) fn of(probabilities: &[f64], ranks: &[f64], positive: &[bool]) -> Self {
        let count = positive.len().max(1) as f64;
        let pairs = || probabilities.iter().copied().zip(positive.iter().copied());
        let square = |(p, positive): (f64, bool)| {
            let miss = f64::from(u8::from(positive)) - p;
            miss * miss
        };
        Quality {
            auc: auc(ranks, positive),
            pr_auc: average_precision(ranks, positive),
            log_loss: pairs().map(|(p, positive)| surprise(p, positive)).sum::<f64>() / count,
            brier: pairs().map(square).sum::<f64>() / count,
            ece: calibration_error(probabilities, positive),
        }
    }
}

/// The surprise about one outcome; of a certainty that fails it is 36, not infinite.
pub(crate) fn surprise(p: f64, positive: bool) -> f64 {
    -libm::log((if positive { p } else { 1.0 - p }).max(2e-16))
}

/// Rows from the highest rank down, in groups of equal rank: how many, and how many positive.
fn groups(ranks: &[f64], positive: &[bool]) -> Vec<(f64, f64)> {
    let mut order: Vec<usize> = (0..positive.len()).collect();
    order.sort_by(|a, b| ranks[*b].total_cmp(&ranks[*a]));
    let mut groups: Vec<(f64, f64)> = Vec::new();
    let mut before = None;
    for row in order {
        if before != Some(ranks[row]) {
            groups.push((0.0, 0.0));
        }
        before = Some(ranks[row]);
        if let Some((all, yes)) = groups.last_mut() {
            *all += 1.0;
            *yes += f64::from(u8::from(positive[row]));
        }
    }
    groups
}

/// The area under the ROC curve, ties counted half; 0.5 where there is only one class.
pub(crate) fn auc(ranks: &[f64], positive: &[bool]) -> f64 {
    let yes = positive.iter().filter(|positive| **positive).count() as f64;
    let no = positive.len() as f64 - yes;
    if yes == 0.0 || no == 0.0 {
        return 0.5;
    }
    let (mut above, mut area) = (0.0, 0.0);
    for (all, of_yes) in groups(ranks, positive) {
        area += (all - of_yes) * (above + of_yes / 2.0);
        above += of_yes;
    }
    area / (yes * no)
}

fn average_precision(ranks: &[f64], positive: &[bool]) -> f64 {
    let yes = positive.iter().filter(|positive| **positive).count() as f64;
    let (mut seen, mut found, mut area) = (0.0, 0.0, 0.0);
    for (all, of_yes) in groups(ranks, positive) {
        seen += all;
        found += of_yes;
        area += of_yes * found / seen;
    }
    if yes > 0.0 { area / yes } else { 0.0 }
}

/// The expected calibration error over ten steps of equal width.
pub(crate) fn calibration_error(probabilities: &[f64], positive: &[bool]) -> f64 {
    let mut steps = [(0.0, 0.0); 10];
    for (p, positive) in probabilities.iter().zip(positive) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a probability")]
        let step = ((p * 10.0) as usize).min(9);
        steps[step].0 += p;
        steps[step].1 += f64::from(u8::from(*positive));
    }
    steps.iter().map(|(expected, found)| (expected - found).abs()).sum::<f64>() / positive.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_half_and_one_class_says_nothing() {
        let outcomes = [true, false, true, false];
        assert_eq!(auc(&[0.9, 0.1, 0.8, 0.2], &outcomes), 1.0);
        assert_eq!(auc(&[0.5; 4], &outcomes), 0.5);
        assert_eq!(auc(&[0.9, 0.9, 0.8, 0.2], &outcomes), 0.625);
        assert_eq!(auc(&[0.3, 0.4], &[true, true]), 0.5);
    }

    #[test]
    fn average_precision_is_the_mean_precision_at_the_positive_ones() {
        let found = average_precision(&[4.0, 3.0, 2.0, 1.0], &[true, false, true, false]);
        assert!((found - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    }

    #[test]
    fn probabilities_that_are_frequencies_have_no_error() {
        assert!(calibration_error(&[0.25; 4], &[true, false, false, false]) < 1e-12);
        assert!((calibration_error(&[0.75; 4], &[true, false, false, false]) - 0.5).abs() < 1e-12);
    }
}
