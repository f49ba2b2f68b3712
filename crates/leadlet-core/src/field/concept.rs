//! What an answer tells about a lead's qualification, in the words of BANT, CHAMP and MEDDIC.
//!
//! A field tells about one concept, and its answer feeds every rubric: who states the pain (MEDDIC)
//! states a need (BANT) and a challenge (CHAMP), too. BANT's four are the common ground. CHAMP only has
//! other words for three of them; MEDDIC looks closer, so that a finer answer feeds the coarser
//! concept, and what a coarse one lets a rubric infer is the rubric's to say. Knows no level and no
//! rubric.

/// The words a field may name its concept by: the concepts themselves, BANT's four first, and behind them CHAMP's
/// words for three of them.
pub static CONCEPT_WORDS: &[&str] = &[
    "budget",
    "authority",
    "need",
    "timing",
    #[cfg(feature = "wide")]
    "metrics",
    #[cfg(feature = "wide")]
    "economicBuyer",
    #[cfg(feature = "wide")]
    "criteria",
    #[cfg(feature = "wide")]
    "process",
    #[cfg(feature = "wide")]
    "pain",
    #[cfg(feature = "wide")]
    "champion",
    #[cfg(feature = "wide")]
    "challenges",
    #[cfg(feature = "wide")]
    "money",
    #[cfg(feature = "wide")]
    "prioritization",
];

/// How many of the words are CHAMP's.
const OTHER_WORDS: usize = if cfg!(feature = "wide") { 3 } else { 0 };

/// The concepts there are facts of, as `tells.budget`.
pub static CONCEPTS: &[&str] = CONCEPT_WORDS.split_at(CONCEPT_WORDS.len() - OTHER_WORDS).0;

/// Gives the concept that a word names.
#[must_use]
pub(super) fn concept(word: &str) -> Option<&'static str> {
    let word = match word {
        #[cfg(feature = "wide")]
        "challenges" => "need",
        #[cfg(feature = "wide")]
        "money" => "budget",
        #[cfg(feature = "wide")]
        "prioritization" => "timing",
        other => other,
    };
    CONCEPTS.iter().copied().find(|concept| *concept == word)
}

/// Tells whether what is told about one concept is told about another: about itself always, about a
/// coarser one where it is a part of that.
#[must_use]
pub fn feeds(told: &str, concept: &str) -> bool {
    if told == concept {
        return true;
    }
    #[cfg(feature = "wide")]
    let coarser: &[&str] = match told {
        "metrics" | "criteria" | "pain" => &["need"],
        "economicBuyer" => &["authority", "budget"],
        "process" => &["timing"],
        "champion" => &["authority"],
        _ => &[],
    };
    #[cfg(not(feature = "wide"))]
    let coarser: &[&str] = &[];
    coarser.contains(&concept)
}

/// Tells whether a concept is about power over the purchase: what a visitor is seen to do can't prove it.
#[must_use]
pub fn is_about_power(concept: &str) -> bool {
    matches!(concept, "budget" | "authority" | "economicBuyer" | "champion")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_a_concept_and_every_finer_concept_feeds_one_of_bants() {
        for word in CONCEPT_WORDS {
            let concept = concept(word).expect("a word names a concept");
            assert!(CONCEPTS.iter().take(4).any(|coarse| feeds(concept, coarse)), "{word}");
        }
        assert_eq!(CONCEPTS.last(), Some(&if cfg!(feature = "wide") { "champion" } else { "timing" }));
        assert_eq!(concept("pains"), None);
        let fed = |told| CONCEPTS.iter().copied().filter(|other| feeds(told, other)).collect::<Vec<_>>();
        assert_eq!(fed("economicBuyer"), ["budget", "authority", "economicBuyer"]);
        assert_eq!(fed("process"), ["timing", "process"]);
        assert_eq!(fed("need"), ["need"]);
    }
}
