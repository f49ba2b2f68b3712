//! What an owner is told when a config or a lead is wrong: what, where, and what to write instead.
//!
//! A diagnostic is for owners and backend developers. What a visitor is told about an answer is
//! [`Invalid`](crate::answer::Invalid), said in the words of [`words`](crate::words). The
//! place is a path into the document (`steps[2].next[0].to`); lines are found from it by
//! [`json::locate`](crate::json::locate), in the command line only.

use core::fmt;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The document can't be used.
    Error,
    /// The document works, but likely not as meant.
    Warning,
}

/// One fault of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the kind of fault, as `flow/unknown-step`.
    pub code: &'static str,
    /// Whether the document can still be used.
    pub severity: Severity,
    /// Where: a path into the document; empty for the whole of it.
    pub path: String,
    /// What is wrong, as a sentence with a full stop.
    pub message: String,
    /// What to write instead, as a sentence; absent where nothing sensible is known.
    pub suggestion: Option<String>,
}

/// Adds an error to a list of faults. The error is made where faults are explained (feature
/// `explain`); elsewhere only that there is one.
macro_rules! fault {
    ($faults:expr, $explained:expr $(,)?) => {
        $faults.push(if cfg!(feature = "explain") { $explained } else { Diagnostic::UNEXPLAINED })
    };
}

/// Adds a warning to a list of faults, where faults are explained.
macro_rules! doubt {
    ($faults:expr, $explained:expr $(,)?) => {
        if cfg!(feature = "explain") {
            $faults.push($explained);
        }
    };
}

pub(crate) use {doubt, fault};

impl Diagnostic {
    /// An error that is known to be there and not explained.
    pub const UNEXPLAINED: Diagnostic = Diagnostic {
        code: "config/unexplained",
        severity: Severity::Error,
        path: String::new(),
        message: String::new(),
        suggestion: None,
    };

    /// Makes an error without a suggestion; the message is given in pieces.
    ///
    /// Pieces, because there are a hundred of these calls and the joining belongs in one place.
    #[must_use]
    #[inline(never)]
    pub fn error(code: &'static str, path: &str, message: &[&str]) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            path: path.to_owned(),
            message: message.concat(),
            suggestion: None,
        }
    }

    /// Makes a warning without a suggestion; the message is given in pieces.
    #[must_use]
    pub fn warning(code: &'static str, path: &str, message: &[&str]) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, path, message) }
    }

    /// Says it in one line: `path: message suggestion  [code]`.
    #[must_use]
    pub fn line(&self) -> String {
        let colon = if self.path.is_empty() { "" } else { ": " };
        let suggestion = self.suggestion.as_deref().unwrap_or_default();
        let space = if suggestion.is_empty() { "" } else { " " };
        [&self.path, colon, &self.message, space, suggestion, "  [", self.code, "]"].concat()
    }

    /// Adds what to write instead, given in pieces.
    #[must_use]
    #[inline(never)]
    pub fn suggest(mut self, suggestion: &[&str]) -> Self {
        self.suggestion = Some(suggestion.concat());
        self
    }

    /// Adds "Did you mean …?" where one of `names` is close to `wrong`, else the names there are.
    #[must_use]
    #[inline(never)]
    pub fn suggest_name(self, wrong: &str, names: &[&str]) -> Self {
        if let Some(near) = nearest(wrong, names) {
            return self.suggest(&["Did you mean \"", near, "\"?"]);
        }
        if names.is_empty() {
            return self;
        }
        let shown = names.get(..MOST_NAMES).unwrap_or(names).join(", ");
        if names.len() <= MOST_NAMES {
            return self.suggest(&["There is: ", &shown, "."]);
        }
        self.suggest(&["There is: ", &shown, " and ", &(names.len() - MOST_NAMES).to_string(), " more."])
    }
}

impl fmt::Display for Diagnostic {
    /// Writes [`line`](Diagnostic::line).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())
    }
}

/// The most names that are listed where none is close.
const MOST_NAMES: usize = 12;

/// No name is longer; a longer text is not a slip of one, and comparing it would take long.
const LONGEST_NAME: usize = 64;

/// Finds the name that `wrong` was likely meant to be: at most a third of its letters differ.
#[must_use]
pub fn nearest<'n>(wrong: &str, names: &[&'n str]) -> Option<&'n str> {
    let length = wrong.chars().count();
    if length > LONGEST_NAME {
        return None;
    }
    let allowed = (length / 3).clamp(1, 3);
    // Names are ASCII; the tables of all letters would cost the widget 7 kB.
    names
        .iter()
        // Each letter more or less is an edit, and most names are ruled out by that alone.
        .filter(|name| name.chars().count().abs_diff(length) <= allowed)
        .map(|name| (distance_within(wrong, name, allowed), *name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Counts the single-letter edits, swaps of neighbours included, that turn `a` into `b`
/// (optimal string alignment). Capitals of ASCII count as their small letters.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    distance_within(a, b, usize::MAX)
}

/// Counts the edits as [`distance`] does, and stops where there are more than `most`.
fn distance_within(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    let is = |one: char, other: Option<&char>| other.is_some_and(|other| one.eq_ignore_ascii_case(other));
    // Three rows in turn: of a config with hundreds of slips each is compared with every name there is.
    let mut before: Vec<usize> = Vec::with_capacity(b.len() + 1);
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut row: Vec<usize> = Vec::with_capacity(b.len() + 1);
    let mut least_above = 0;
    for (i, x) in a.iter().enumerate() {
        row.clear();
        row.push(i + 1);
        let mut least = i + 1;
        for (j, y) in b.iter().enumerate() {
            let differs = usize::from(!is(*x, Some(y)));
            let mut cost = (at(&above, j) + differs).min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && is(*y, a.get(i - 1)) && is(*x, b.get(j - 1)) {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
            least = least.min(cost);
        }
        // Every way on leads through one of two rows, and edits do not become fewer.
        if least.min(least_above) > most {
            return least;
        }
        least_above = least;
        core::mem::swap(&mut before, &mut above);
        core::mem::swap(&mut above, &mut row);
    }
    at(&above, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_of_the_keyboard_finds_its_name() {
        let names = ["thank-you", "contact", "need"];
        assert_eq!(nearest("thanks-you", &names), Some("thank-you"));
        assert_eq!(nearest("cnotact", &names), Some("contact"));
        assert_eq!(nearest("budget", &names), None);
    }

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        assert_eq!(distance("gmial", "gmail"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    proptest! {
        #[test]
        fn stopping_early_finds_the_same_near_names(a in "[a-cA]{0,7}", b in "[a-cA]{0,7}", most in 0usize..4) {
            let all = distance(&a, &b);
            let within = distance_within(&a, &b, most);
            prop_assert_eq!(within <= most, all <= most);
            if all <= most {
                prop_assert_eq!(within, all);
            }
        }
    }
}
