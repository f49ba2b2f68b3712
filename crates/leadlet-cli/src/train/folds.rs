//! Which rows are trained on and which are held back.

/// The folds of cross-validation.
pub(crate) const FOLDS: usize = 5;

/// The share of rows that count as the most recent, in percent.
const RECENT: usize = 20;

/// Deals the rows out to folds by chance, positive and negative ones apart, so that every fold has its
/// share of both. The same seed deals in the same way everywhere.
pub(crate) fn stratified(positive: &[bool], rows: &[usize], seed: u64) -> Vec<usize> {
    let mut chance = Chance(seed);
    let mut fold_of = vec![0; rows.len()];
    let mut next = 0;
    for class in [true, false] {
        let mut of_class: Vec<usize> = (0..rows.len()).filter(|at| positive[rows[*at]] == class).collect();
        for end in (1..of_class.len()).rev() {
            of_class.swap(end, chance.below(end + 1));
        }
        for at in of_class {
            fold_of[at] = next % FOLDS;
            next += 1;
        }
    }
    fold_of
}

/// Parts rows, oldest first, into the earlier ones and the most recent fifth.
pub(crate) fn recent(rows: &[usize]) -> (&[usize], &[usize]) {
    rows.split_at(rows.len() - rows.len() * RECENT / 100)
}

/// Numbers by chance from a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let scaled = (u128::from(mixed) * bound as u128) >> 64;
        usize::try_from(scaled).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fold_has_its_share_and_a_seed_decides() {
        let positive: Vec<bool> = (0..103).map(|row| row % 4 == 0).collect();
        let rows: Vec<usize> = (0..103).collect();
        let folds = stratified(&positive, &rows, 42);
        for fold in 0..FOLDS {
            let of_fold: Vec<usize> = rows.iter().copied().filter(|row| folds[*row] == fold).collect();
            let yes = of_fold.iter().filter(|row| positive[**row]).count();
            assert!((20..=21).contains(&of_fold.len()) && (5..=6).contains(&yes), "{of_fold:?}");
        }
        assert_eq!(folds, stratified(&positive, &rows, 42));
        assert_ne!(folds, stratified(&positive, &rows, 43));
    }

    #[test]
    fn the_last_fifth_is_the_most_recent() {
        assert_eq!(recent(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), (&[0, 1, 2, 3, 4, 5, 6, 7][..], &[8, 9][..]));
    }
}
