//! Puts short lists in order.
//!
//! By insertion: the lists here have a dozen entries, at the very most the few hundred rules of a
//! config or signals of a visitor, and come nearly sorted. The standard library's sorts are faster
//! from some thousand entries on and cost 8 kB of wasm for each type that is sorted.

/// Sorts `items`; those of which neither goes before the other keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], goes_before: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        for place in (1..=end).rev() {
            match items.get_mut(place - 1..=place) {
                Some([left, right]) if goes_before(right, left) => core::mem::swap(left, right),
                _ => break,
            }
        }
    }
}

/// Puts `item` in its place in a sorted list, unless it is there already.
pub(crate) fn insert_once<T: Ord>(items: &mut Vec<T>, item: T) {
    if let Err(place) = items.binary_search(&item) {
        items.insert(place, item);
    }
}

/// Collects what is given in order, each once.
pub(crate) fn each_once<T: Ord>(given: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items = Vec::new();
    given.into_iter().for_each(|item| insert_once(&mut items, item));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorting_keeps_the_order_of_equals(mut items in prop::collection::vec((0..8_u8, any::<u8>()), 0..60)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by(&mut items, |a, b| a.0 < b.0);
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn each_is_there_once_and_in_order(items in prop::collection::vec(0..30_u8, 0..60)) {
            let expected: Vec<u8> = items.iter().copied().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
            prop_assert_eq!(each_once(items), expected);
        }
    }
}
