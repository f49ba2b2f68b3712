//! What the edge that watches the page and a flow say to each other.
//!
//! The conductor's side of `embed/watching.js`: knows which words there are, and nothing of listeners or storage.

use super::Widget;
use crate::browser::clock;
use leadlet_core::{flow::Event, json::Json};
use std::rc::Rc;

impl Widget {
    /// Takes a word of the edge that watches the page, and answers it: to null with what the config declares;
    /// to what the device has `kept` with what it is to keep from now on, or null where the visitor has not
    /// allowed it; to a measure with whether anything came of it.
    pub(crate) fn watch(self: &Rc<Self>, word: &Json) -> Json {
        if *word == Json::Null {
            return self.with(|running| running.watch.declared().clone()).into();
        }
        let now = clock::now();
        if let Some(kept) = word.text_at("kept") {
            let text = self.with(|running| running.progress.remember(kept, word.flag_at("arrived"), now)).flatten();
            // What is shown may depend on it.
            self.hear(Event::Knew(Vec::new()));
            return text.into();
        }
        let signals = self.with(|running| running.watch.observe(word, now)).unwrap_or_default();
        let is_told = !signals.is_empty();
        signals.into_iter().for_each(|signal| self.hear(Event::Did(signal)));
        is_told.into()
    }
}
