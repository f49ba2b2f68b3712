//! The picture: all that a screen shows of a progress, as one value to compare.
//!
//! Views change only where the picture does, so typing in one field redraws nothing else.

use leadlet_core::{
    config::Config,
    flow::{Phase, Progress},
    field::Field,
};

/// All that a screen shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Picture {
    /// The number of the step that is shown.
    pub(crate) step: usize,
    /// Its place on the way, from 1.
    pub(crate) place: usize,
    /// How many steps the way has, as far as the answers tell.
    pub(crate) steps: usize,
    /// The fields that are shown, with what is said under each.
    pub(crate) fields: Vec<(String, Note)>,
    /// Whether the visitor was refused on this step.
    pub(crate) refused: bool,
    /// Whether there is a way back.
    pub(crate) can_go_back: bool,
    /// What is going on.
    pub(crate) phase: Phase,
}

/// What is said under a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Note {
    /// Nothing.
    #[default]
    None,
    /// It is taken, but could be better.
    Hint(String),
    /// It can't be taken.
    Wrong(String),
}

impl Picture {
    /// Draws the picture of a progress.
    pub(crate) fn of(config: &Config, progress: &Progress) -> Self {
        let flow = &config.plan.flow;
        let walk = progress.walk(flow);
        let note = |field: &Field| {
            if let Some(invalid) = progress.invalid(field, &flow.locale) {
                return Note::Wrong(invalid.say(&config.words, &flow.locale));
            }
            let hint = progress.answer(field, &flow.locale).and_then(|answer| field.asks.hint(&answer));
            hint.map_or(Note::None, |word| Note::Hint(config.words.say(word).to_owned()))
        };
        Picture {
            step: progress.step,
            place: walk.steps.iter().position(|step| *step == progress.step).unwrap_or(0) + 1,
            steps: walk.steps.len(),
            fields: walk.fields(progress.step).map(|field| (field.name.clone(), note(field))).collect(),
            refused: progress.refused,
            can_go_back: progress.can_go_back(),
            phase: progress.phase.clone(),
        }
    }

    /// Gives what is said under a field; `None` where the field is not shown.
    pub(crate) fn note(&self, name: &str) -> Option<&Note> {
        self.fields.iter().find(|(shown, _)| shown == name).map(|(_, note)| note)
    }

    /// Gives the fields that can't be taken, with what is wrong.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().filter_map(|(name, note)| if let Note::Wrong(text) = note { Some((name.as_str(), text.as_str())) } else { None })
    }
}
