//! Paths into a document, as diagnostics write them: `steps[2].next[0].to`.
//!
//! Knows how a path is put together. A name that could not be told apart in it, because it is empty
//! or holds a dot, a bracket or a quote, stands in brackets as a JSON text: `words["a.b"]`. Finding
//! the place again is the business of [`locate`](super::locate).

use super::write::write_text;

/// A path into a document, as `steps[2].next[0].to`.
///
/// Only explanations show it: without the feature `explain` it holds nothing and costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    #[cfg(feature = "explain")]
    text: String,
}

impl Path {
    #[inline]
    fn of(pieces: impl FnOnce() -> String) -> Self {
        #[cfg(feature = "explain")]
        return Path { text: pieces() };
        #[cfg(not(feature = "explain"))]
        {
            let _ = pieces;
            Path {}
        }
    }
}

impl core::ops::Deref for Path {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        #[cfg(feature = "explain")]
        return &self.text;
        #[cfg(not(feature = "explain"))]
        ""
    }
}

/// Appends a member's name to a path.
#[must_use]
#[inline]
pub fn at_key(path: &str, key: &str) -> Path {
    Path::of(|| {
        let mut path = path.to_owned();
        append_key(&mut path, key);
        path
    })
}

/// Appends an item's number to a path.
#[must_use]
#[inline]
pub fn at_index(path: &str, index: usize) -> Path {
    Path::of(|| [path, "[", &index.to_string(), "]"].concat())
}

/// Appends a member's name to a path that is being written.
#[inline(never)]
pub(crate) fn append_key(path: &mut String, key: &str) {
    if key.is_empty() || key.contains(['.', '[', ']', '"']) {
        path.push('[');
        write_text(key, path);
        path.push(']');
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}

/// Puts a path that starts from a place behind the path of that place.
#[must_use]
pub(crate) fn join(base: &str, inner: &str) -> String {
    let dot = if base.is_empty() || inner.is_empty() || inner.starts_with('[') { "" } else { "." };
    [base, dot, inner].concat()
}
