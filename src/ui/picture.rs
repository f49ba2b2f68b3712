//! The picture: all that a screen shows of a progress, as one value.
//!
//! The conductor draws it anew after every event and the views follow it; what they show of it only
//! touches the page where it differs from what is there.

use leadlet_core::{
    answer::Raw,
    config::Config,
    field::Field,
    flow::{Phase, Progress},
    piping,
    score::Score,
};

/// All that a screen shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Picture {
    /// The number of the step that is shown.
    pub(crate) step: usize,
    /// Its place on the way, from 1.
    pub(crate) place: usize,
    /// The most steps the way can have, as far as the answers tell.
    pub(crate) steps: usize,
    /// The fewest it can have.
    pub(crate) fewest: usize,
    /// Whether no step follows, with the answers as they are.
    pub(crate) is_last: bool,
    /// The numbers of the steps of the way, from the first, that the visitor has seen.
    pub(crate) seen: Vec<usize>,
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
    /// The answers by name, as the visitor would say them.
    told: Vec<(String, String)>,
    /// The score, once the visitor is led to an outcome.
    score: Option<Score>,
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
    /// What the hint says could stand in it instead.
    pub(crate) replacement: Option<String>,
    /// Whether it must be answered, with the other answers as they are.
    pub(crate) required: bool,
    /// A number, never 0, that changes with what the field says and whether it is required.
    pub(crate) key: usize,
}

impl Picture {
    /// Draws the picture of a progress. `score` is that of the lead, where one has been made.
    pub(crate) fn of(config: &Config, progress: &Progress, score: Option<&Score>) -> Self {
        let flow = &config.plan.flow;
        let walk = progress.walk(flow);
        let place = walk.steps.iter().position(|step| *step == progress.step).unwrap_or(0) + 1;
        let ahead = walk.ahead(flow, progress.step);
        let mut picture = Picture {
            step: progress.step,
            place,
            steps: place + ahead.most,
            fewest: place + ahead.fewest,
            is_last: walk.after(progress.step).is_none(),
            seen: progress.seen(&walk),
            fields: Vec::new(),
            refused: progress.refused,
            can_go_back: progress.can_go_back(),
            is_busy: progress.is_busy(),
            phase: progress.phase.clone(),
            told: if piping::IS_KNOWN { walk.told(&config.words, &flow.locale) } else { Vec::new() },
            score: score.filter(|_| piping::IS_KNOWN && matches!(progress.phase, Phase::Done(_))).cloned(),
        };
        let shown = |field: &Field| {
            let required = walk.requires(field);
            let invalid = progress.invalid(field, &flow.locale, required);
            let raw = match walk.answer(field).filter(|_| field.asks.reckoned().is_some()) {
                // What is calculated was put in by nobody.
                Some(answer) => field.asks.write(answer, &flow.locale),
                None => progress.raw(&field.name).cloned().unwrap_or_default(),
            };
            let mut replacement = None;
            let mut hint = || {
                let hint = field.asks.hint(walk.answer(field)?)?;
                let is_typed_on = hint.replacement.as_deref().is_some_and(|whole| may_become(&raw, whole));
                if is_typed_on && !progress.left(&field.name) {
                    return None;
                }
                let values = [("replacement", hint.replacement.as_deref().unwrap_or_default())];
                let note = config.words.fill(hint.word, &values);
                replacement = hint.replacement;
                Some(note)
            };
            let note = match invalid {
                Some(invalid) => Some(invalid.say(&config.words, &flow.locale)),
                None => hint(),
            };
            Shown {
                name: field.name.clone(),
                note: note.unwrap_or_default(),
                is_wrong: invalid.is_some(),
                replacement,
                raw,
                required,
                key: picture.key(config, field, required),
            }
        };
        picture.fields = walk.fields(progress.step).map(shown).collect();
        picture
    }

    /// Says a text of the config, with what is known put into its places.
    pub(crate) fn say(&self, config: &Config, text: &str) -> String {
        if !piping::IS_KNOWN {
            return text.to_owned();
        }
        piping::fill(text, &|place| match place.strip_prefix("answers.") {
            Some(answer) => self.told(answer).map(str::to_owned),
            None => self.score.as_ref()?.tell(place, &config.plan.flow.locale),
        })
    }

    /// Gives an answer as its visitor would say it.
    pub(crate) fn told(&self, name: &str) -> Option<&str> {
        self.told.iter().find(|(answered, _)| answered == name).map(|(_, told)| told.as_str())
    }

    fn key(&self, config: &Config, field: &Field, required: bool) -> usize {
        if !piping::IS_KNOWN {
            return usize::from(required) << 1 | 1;
        }
        let texts = [field.label.as_str()].into_iter().chain(field.help.as_deref()).chain(field.asks.texts());
        let said = texts.filter(|text| piping::has_marks(text)).map(|text| self.say(config, text));
        let begun = hash(0x811c_9dc5, [u8::from(required)].into_iter());
        said.fold(begun, |key, text| hash(key, text.bytes())) | 1
    }

    /// Gives a field; `None` where it is not shown.
    pub(crate) fn field(&self, name: &str) -> Option<&Shown> {
        self.fields.iter().find(|shown| shown.name == name)
    }

    /// Gives the fields that can't be taken.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = &Shown> {
        self.fields.iter().filter(|shown| shown.is_wrong)
    }

    /// Gives a number that changes with what is wrong.
    pub(crate) fn wrong_key(&self) -> usize {
        hash(0x811c_9dc5, self.wrong().flat_map(|shown| shown.name.bytes().chain(shown.note.bytes())))
    }

    /// Tells whether the visitor is led to an outcome.
    pub(crate) fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done(_))
    }
}

/// Tells whether what is typed is the beginning of `whole`: then the visitor may still be typing that.
fn may_become(raw: &Raw, whole: &str) -> bool {
    matches!(raw, Raw::Text(typed) if whole.starts_with(typed.as_str()))
}

/// Goes on with a hash (FNV-1a).
fn hash(begun: usize, bytes: impl Iterator<Item = u8>) -> usize {
    bytes.fold(begun, |key, byte| (key ^ usize::from(byte)).wrapping_mul(0x0100_0193))
}
