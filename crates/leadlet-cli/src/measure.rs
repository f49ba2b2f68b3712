//! The measures of a ranking and of probabilities, the same for a model in training and for a config in use.
//!
//! Works on leads in groups of equal value, the highest first, and on counts of their outcomes. Logarithms are
//! `libm`'s, so that what is measured has the same bits on every machine. Sources: AUC as the Mann–Whitney statistic;
//! average precision as in Davis and Goadrich (2006), without interpolation.

/// How many leads did not convert, and how many did.
pub(crate) type Outcomes = [u64; 2];

/// Leads in groups of equal value, the highest first.
pub(crate) type Groups = [(f64, Outcomes)];

/// The least probability that is reckoned with: a certainty that fails surprises by 36 nats, not without end.
const LEAST: f64 = 2e-16;

/// How well probabilities fit.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    /// The mean surprise, in nats.
    pub(crate) log_loss: f64,
    /// The mean squared error.
    pub(crate) brier: f64,
    /// How far probabilities are from frequencies, over ten steps of equal width.
    pub(crate) ece: f64,
    /// Those steps: mean probability, outcomes. Empty ones are left out.
    pub(crate) bins: Vec<(f64, Outcomes)>,
}

/// Puts leads into groups of equal value, the highest first.
pub(crate) fn groups(values: &[f64], positive: &[bool]) -> Vec<(f64, Outcomes)> {
    let mut leads: Vec<(f64, bool)> = values.iter().copied().zip(positive.iter().copied()).collect();
    leads.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut groups: Vec<(f64, Outcomes)> = Vec::new();
    for (value, converted) in leads {
        let one = [u64::from(!converted), u64::from(converted)];
        match groups.last_mut() {
            Some((last, outcomes)) if *last == value => *outcomes = sum([*outcomes, one].iter()),
            _ => groups.push((value, one)),
        }
    }
    groups
}

/// Gives the chance that a converted lead stands above one that is not, equals counting half; 0.5 where all
/// have the same outcome.
pub(crate) fn auc(groups: &Groups) -> f64 {
    let [lost, won] = sum(groups.iter().map(|(_, outcomes)| outcomes));
    if lost == 0 || won == 0 {
        return 0.5;
    }
    let mut above = 0.0;
    let mut lost_below = lost;
    for (_, [here_lost, here_won]) in groups {
        lost_below -= here_lost;
        above += *here_won as f64 * (lost_below as f64 + *here_lost as f64 / 2.0);
    }
    above / (lost as f64 * won as f64)
}

/// Gives the average precision; 0 where no lead converted.
pub(crate) fn average_precision(groups: &Groups) -> f64 {
    let [_, won] = sum(groups.iter().map(|(_, outcomes)| outcomes));
    let mut so_far = [0, 0];
    let mut area = 0.0;
    for (_, outcomes) in groups {
        so_far = sum([so_far, *outcomes].iter());
        area += share(outcomes[1], won) * rate(so_far);
    }
    area
}

/// Gives the surprise about one outcome, in nats.
pub(crate) fn surprise(p: f64, converted: bool) -> f64 {
    -libm::log((if converted { p } else { 1.0 - p }).max(LEAST))
}

/// Measures probabilities.
pub(crate) fn fit(groups: &Groups) -> Fit {
    let all = sum(groups.iter().map(|(_, outcomes)| outcomes));
    let count = (all[0] + all[1]).max(1) as f64;
    let (mut log_loss, mut brier) = (0.0, 0.0);
    let mut bins = [(0.0, [0, 0]); 10];
    for (p, outcomes) in groups {
        let [lost, won] = outcomes.map(|count| count as f64);
        log_loss += won * surprise(*p, true) + lost * surprise(*p, false);
        brier += won * (1.0 - p) * (1.0 - p) + lost * p * p;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
        if let Some((sum_of_p, in_bin)) = bins.get_mut(((p * 10.0) as usize).min(9)) {
            *sum_of_p += p * (lost + won);
            *in_bin = sum([*in_bin, *outcomes].iter());
        }
    }
    let bins: Vec<(f64, Outcomes)> = bins
        .into_iter()
        .filter(|(_, [lost, won])| lost + won > 0)
        .map(|(sum_of_p, outcomes)| (sum_of_p / (outcomes[0] + outcomes[1]) as f64, outcomes))
        .collect();
    let ece = bins.iter().map(|(p, outcomes)| (p - rate(*outcomes)).abs() * (outcomes[0] + outcomes[1]) as f64);
    Fit { log_loss: log_loss / count, brier: brier / count, ece: ece.sum::<f64>() / count, bins }
}

/// Adds up outcomes.
pub(crate) fn sum<'o>(all: impl Iterator<Item = &'o Outcomes>) -> Outcomes {
    all.fold([0, 0], |[lost, won], [more_lost, more_won]| [lost + more_lost, won + more_won])
}

/// Gives the share that converted, 0 to 1; 0 of none.
pub(crate) fn rate([lost, won]: Outcomes) -> f64 {
    share(won, lost + won)
}

/// Gives one count as a share of another; 0 of none.
pub(crate) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: &Groups = &[(0.9, [0, 1]), (0.8, [0, 1]), (0.7, [1, 1]), (0.5, [1, 0]), (0.4, [1, 1]), (0.1, [1, 0])];

    #[test]
    fn leads_of_one_value_are_one_group_and_the_highest_comes_first() {
        let found = groups(&[0.1, 0.9, 0.1, 0.5], &[true, true, false, false]);
        assert_eq!(found, [(0.9, [0, 1]), (0.5, [1, 0]), (0.1, [1, 1])]);
    }

    #[test]
    fn equal_values_count_half_and_one_outcome_says_nothing() {
        // Of the four that did not convert .9 and .8 beat all, .7 beats three and ties one, .4 beats one and ties one.
        let by_hand = (4.0 + 4.0 + 3.5 + 1.5) / 16.0;
        assert!((auc(GROUPS) - by_hand).abs() < 1e-12, "{}", auc(GROUPS));
        assert_eq!(auc(&[(1.0, [3, 5])]), 0.5, "one value tells nothing");
        assert_eq!(auc(&[(0.4, [0, 1]), (0.3, [0, 1])]), 0.5, "neither does one outcome");
        let of = |values: &[f64]| auc(&groups(values, &[true, false, true, false]));
        assert_eq!((of(&[0.9, 0.1, 0.8, 0.2]), of(&[0.9, 0.9, 0.8, 0.2])), (1.0, 0.625));
    }

    #[test]
    fn average_precision_steps_at_each_value() {
        let by_hand = (1.0 + 1.0 + 3.0 / 4.0 + 4.0 / 7.0) / 4.0;
        assert!((average_precision(GROUPS) - by_hand).abs() < 1e-12);
    }

    #[test]
    fn probabilities_are_measured_as_they_are_defined() {
        let fit = fit(&[(0.75, [1, 3]), (0.25, [3, 1])]);
        assert!((fit.brier - (6.0 * 0.0625 + 2.0 * 0.5625) / 8.0).abs() < 1e-12);
        assert!((fit.log_loss - -(6.0 * 0.75_f64.ln() + 2.0 * 0.25_f64.ln()) / 8.0).abs() < 1e-12);
        assert!(fit.ece.abs() < 1e-12, "both bins are as they say");
    }

    #[test]
    fn probabilities_that_are_no_frequencies_have_an_error_and_a_false_certainty_an_end() {
        assert!((fit(&[(0.75, [3, 1])]).ece - 0.5).abs() < 1e-12);
        assert!((36.0..37.0).contains(&fit(&[(1.0, [1, 0])]).log_loss));
        assert_eq!(fit(&[(1.0, [0, 1])]).log_loss, 0.0);
    }
}
