//! Controls: the ways of answering. A field names one; the widget draws it.

use super::{Choice, agreement::Agreement};

/// A way of answering.
#[derive(Clone, Copy, Debug)]
pub enum Control<'f> {
    /// One line of text.
    Line(Line<'f>),
    /// Several lines of text.
    Lines {
        /// How many lines are shown at once.
        rows: usize,
        /// Shown while it is empty.
        placeholder: Option<&'f str>,
    },
    /// One option of a few.
    One(&'f [Choice]),
    /// Any number of options.
    Many(&'f [Choice]),
    /// A box to tick.
    Tick(&'f Agreement),
    /// Nothing is shown.
    None,
}

/// One line of text and what a browser should know about it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'f> {
    /// The `type` of the input: `text`, `email`, `tel`.
    pub kind: &'static str,
    /// The on-screen keyboard: `text`, `email`, `tel`, `decimal`, `numeric`.
    pub keyboard: &'static str,
    /// The token browsers fill in by, as `email` or `off`.
    pub autocomplete: &'f str,
    /// Shown while it is empty.
    pub placeholder: Option<&'f str>,
    /// Shown behind the input, as `EUR`.
    pub unit: Option<&'f str>,
}
