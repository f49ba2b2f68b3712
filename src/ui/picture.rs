//! The picture: all that a screen shows of a progress, as one value.
//!
//! The conductor draws it anew after every event and the views follow it; what they show of it only
//! touches the page where it differs from what is there.

use leadlet_core::{
    answer::Raw,
    config::Config,
    field::Field,
    flow::{Phase, Progress},
};

/// All that a screen shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Picture {
    /// The number of the step that is shown.
    pub(crate) step: usize,
    /// Its place on the way, from 1.
    pub(crate) place: usize,
    /// How many steps the way has, as far as the answers tell.
    pub(crate) steps: usize,
    /// The fields that are shown.
    pub(crate) fields: Vec<Shown>,
    /// Whether the visitor was refused on this step.
    pub(crate) refused: bool,
    /// Whether there is a way back.
    pub(crate) can_go_back: bool,
    /// Whether the lead is on its way.
    pub(crate) is_busy: bool,
    /// What is going on.
    pub(crate) phase: Phase,
}

/// A field that is shown.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Its name.
    pub(crate) name: String,
    /// What stands in it.
    pub(crate) raw: Raw,
    /// What is said under it; empty for nothing.
    pub(crate) note: String,
    /// Whether it can't be taken: the note says why. Else the note is a hint.
    pub(crate) is_wrong: bool,
}

impl Picture {
    /// Draws the picture of a progress.
    pub(crate) fn of(config: &Config, progress: &Progress) -> Self {
        let flow = &config.plan.flow;
        let walk = progress.walk(flow);
        let shown = |field: &Field| {
            let invalid = progress.invalid(field, &flow.locale);
            let hint = || {
                progress
                    .answer(field, &flow.locale)
                    .and_then(|answer| field.asks.hint(&answer))
                    .map(|word| config.words.say(word).to_owned())
            };
            let note = match invalid {
                Some(invalid) => Some(invalid.say(&config.words, &flow.locale)),
                None => hint(),
            };
            // What is reckoned nobody has put in: the walk has it.
            let reckoned = || walk.answers.iter().find(|(answered, _)| answered.name == field.name);
            let raw = match field.asks.reckoned() {
                Some(_) => reckoned().map(|(_, answer)| Raw::Set(answer.clone())),
                None => progress.raw(&field.name).cloned(),
            };
            Shown {
                name: field.name.clone(),
                raw: raw.unwrap_or_default(),
                note: note.unwrap_or_default(),
                is_wrong: invalid.is_some(),
            }
        };
        Picture {
            step: progress.step,
            place: walk.steps.iter().position(|step| *step == progress.step).unwrap_or(0) + 1,
            steps: walk.steps.len(),
            fields: walk.fields(progress.step).map(shown).collect(),
            refused: progress.refused,
            can_go_back: progress.can_go_back(),
            is_busy: progress.is_busy(),
            phase: progress.phase.clone(),
        }
    }

    /// Gives a field; `None` where it is not shown.
    pub(crate) fn field(&self, name: &str) -> Option<&Shown> {
        self.fields.iter().find(|shown| shown.name == name)
    }

    /// Gives the fields that can't be taken.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = &Shown> {
        self.fields.iter().filter(|shown| shown.is_wrong)
    }

    /// Gives a number that changes with what is wrong (FNV-1a over names and notes).
    pub(crate) fn wrong_key(&self) -> usize {
        let bytes = self.wrong().flat_map(|shown| shown.name.bytes().chain(shown.note.bytes()));
        bytes.fold(0x811c_9dc5, |key, byte| (key ^ usize::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// Tells whether the visitor is led to an outcome.
    pub(crate) fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done(_))
    }
}
