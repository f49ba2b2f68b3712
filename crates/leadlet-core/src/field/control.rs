//! Controls: the ways of answering. A field names one; the widget draws it.

#[cfg(feature = "wide")]
use super::statement::Piece;
use super::{Choice, agreement::Agreement};
#[cfg(feature = "wide")]
use crate::calendar::{Day, DayBound};

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
    One(Picking<'f>),
    /// Any number of options.
    Many(Picking<'f>),
    /// Options to bring into an order.
    Ranked(&'f [Choice]),
    /// Yes or no.
    Either {
        /// What "yes" is called; the dictionary's word where absent.
        yes: Option<&'f str>,
        /// What "no" is called; the dictionary's word where absent.
        no: Option<&'f str>,
    },
    /// A number on a line from one end to another.
    Track(Track<'f>),
    /// A box to tick.
    Tick(&'f Agreement),
    /// A number that is shown and can't be changed; nothing while there is none.
    Output {
        /// Shown behind the number, as `EUR`.
        unit: Option<&'f str>,
        /// How many decimals are shown, 0 to 6.
        decimals: u8,
    },
    /// Something to read; nothing is answered. The field's label is not shown.
    #[cfg(feature = "wide")]
    Statement(&'f [Piece]),
    /// Nothing is shown.
    None,
}

/// One line of text and what a browser should know about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line<'f> {
    /// The `type` of the input: `text`, `email`, `tel`, `url`, `date`, `time`.
    pub kind: &'static str,
    /// The on-screen keyboard: `text`, `email`, `tel`, `url`, `decimal`, `numeric`.
    pub keyboard: &'static str,
    /// The token browsers fill in by, as `email` or `off`.
    pub autocomplete: &'f str,
    /// Shown while it is empty.
    pub placeholder: Option<&'f str>,
    /// Shown behind the input, as `EUR`.
    pub unit: Option<&'f str>,
    /// The least a browser's own picker offers, as `09:00`.
    pub min: Option<&'f str>,
    /// The most a browser's own picker offers.
    pub max: Option<&'f str>,
    /// The first and the last day a browser's own calendar offers, which may depend on today.
    #[cfg(feature = "wide")]
    pub days: (Option<DayBound>, Option<DayBound>),
}

#[cfg(feature = "wide")]
impl Line<'_> {
    /// Gives the least and the most that a browser's own picker offers at `now`, in milliseconds since 1970 (UTC).
    #[must_use]
    pub fn offered(&self, now: i64) -> [Option<String>; 2] {
        let (first, last) = self.days;
        let first = first.and_then(|bound| bound.first(now)).map(Day::text);
        let last = last.and_then(|bound| bound.last(now)).map(Day::text);
        [first.or(self.min.map(str::to_owned)), last.or(self.max.map(str::to_owned))]
    }
}

/// Options to pick from and how they are laid out.
#[derive(Clone, Copy, Debug)]
pub struct Picking<'f> {
    /// The options, in their order.
    pub options: &'f [Choice],
    /// How they are laid out.
    pub look: Look,
    /// Where the words of the options come from.
    pub labels: Labels,
    /// The token browsers fill in by, as `country` or `off`.
    pub autocomplete: &'static str,
    /// The last option, which opens a line to write an answer of one's own into.
    #[cfg(feature = "wide")]
    pub other: Option<Other<'f>>,
}

/// An option to write into.
#[cfg(feature = "wide")]
#[derive(Clone, Copy, Debug)]
pub struct Other<'f> {
    /// What it is called; the dictionary's word where absent.
    pub label: Option<&'f str>,
    /// The most characters that are taken.
    pub max: usize,
}

/// How options are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Cards where they are few, a list to open where they are many.
    #[default]
    Auto,
    /// One under the other, a line each.
    List,
    /// Side by side, where there is room.
    Cards,
    /// Cards with a picture each.
    Pictures,
    /// A list to open.
    Dropdown,
    /// A list to open that is narrowed by typing.
    Search,
}

/// The words for the looks that only a widget with the feature `wide` draws; one without it shows such
/// options as cards or as a list to open.
pub const WIDE_LOOKS: &[&str] = &["pictures", "search"];

/// Where the words of options come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Labels {
    /// From the config.
    #[default]
    Given,
    /// From the browser, which knows the names of countries in every language; the values are ISO
    /// 3166-1 alpha-2 codes. They stand in the order of the alphabet.
    Regions {
        /// How many of the options stay where they are, before the others.
        first: usize,
    },
}

/// A line of numbers to pick one from.
#[derive(Clone, Copy, Debug)]
pub struct Track<'f> {
    /// How it is drawn.
    pub look: TrackLook,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// From one number to the next.
    pub step: f64,
    /// Shown beside the number, as `EUR`.
    pub unit: Option<&'f str>,
    /// What the least number means.
    pub low: Option<&'f str>,
    /// What the greatest number means.
    pub high: Option<&'f str>,
}

/// How a line of numbers is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackLook {
    /// A knob to slide.
    Slider,
    /// Stars.
    Stars,
    /// A button per number.
    Numbers,
}
