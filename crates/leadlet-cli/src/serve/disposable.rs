//! Tells addresses that are thrown away by a list too long for a visitor's browser.
//!
//! What it finds is shown beside a lead and never reaches its score: the score is computed from what
//! the widget knew, so that it can be computed again.

use leadlet_core::field::email;
use std::sync::LazyLock;

/// About ten thousand domains in order; where they are from stands at the head of the file.
static DOMAINS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/disposable-domains.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// Tells whether an address is at a domain of the list, or below one.
pub(super) fn is_disposable(address: &str) -> bool {
    let Some((_, domain)) = email::parts(address) else { return false };
    let domain = domain.to_ascii_lowercase();
    let above = domain.match_indices('.').filter_map(|(dot, _)| domain.get(dot + 1..));
    std::iter::once(&*domain).chain(above).any(|domain| DOMAINS.binary_search(&domain).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_in_small_letters() {
        assert!(DOMAINS.len() > 10_000);
        assert!(DOMAINS.is_sorted_by(|one, next| one < next));
        assert!(DOMAINS.iter().all(|domain| domain.contains('.') && *domain == domain.to_ascii_lowercase()));
    }

    #[test]
    fn a_domain_counts_with_everything_below_it_and_nothing_beside_it() {
        assert!(is_disposable("a@mailinator.com"));
        assert!(is_disposable("a@X.Mailinator.com"));
        assert!(!is_disposable("a@notmailinator.example"));
        assert!(!is_disposable("a@gmail.com"));
        assert!(!is_disposable("no address"));
    }
}
