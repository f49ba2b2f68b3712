//! `time`: a time of day, kept with 24 hours.

use super::{Example, FieldType, control::{Control, Line}, digits, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    calendar::Minute,
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of a time of day.
pub static RECORD: Record = Record {
    name: "time",
    about: about!("A time of day. Its answer is written as \"14:30\", which compares in order; it knows no time zone."),
    settings: &[
        optional("min", Shape::Time, about!("The first time that is taken, as \"09:00\". Default \"00:00\".")),
        optional("max", Shape::Time, about!("The last time that is taken, as \"17:30\". Default \"23:59\".")),
        optional("stepMinutes", Shape::Whole { min: 1, max: 720 }, about!("From one time that is taken to the next, counted from min, in minutes, 1 to 720. Default 1.")),
    ],
};

/// A time of day.
pub struct Time {
    min: Minute,
    max: Minute,
    step: u16,
    texts: [String; 2],
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Time {
    let bound = |key| json.text_at(key).and_then(Minute::parse);
    let (min, max) = (bound("min").unwrap_or(Minute::FIRST), bound("max").unwrap_or(Minute::LAST));
    let step = json.whole_at("stepMinutes").and_then(|step| u16::try_from(step).ok()).unwrap_or(1).max(1);
    Time { min, max, step, texts: [min.text(), max.text()] }
}

impl FieldType for Time {
    fn control(&self) -> Control<'_> {
        let [min, max] = &self.texts;
        Control::Line(Line {
            kind: "time",
            keyboard: "numeric",
            autocomplete: "off",
            min: (self.min > Minute::FIRST).then_some(min),
            max: (self.max < Minute::LAST).then_some(max),
            ..Line::default()
        })
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw) else { return Ok(None) };
        let time = Minute::read(&digits::plain(text)).ok_or(Invalid::NotATime)?;
        if time < self.min {
            return Err(Invalid::BeforeOpening(self.min));
        }
        if time > self.max {
            return Err(Invalid::AfterClosing(self.max));
        }
        let past = (time.since_midnight() - self.min.since_midnight()) % self.step;
        if past > 0 {
            let below = time.since_midnight() - past;
            let at = |minutes: u16| Minute::of(minutes).filter(|time| *time <= self.max).unwrap_or(self.min);
            let above = below.checked_add(self.step).and_then(Minute::of).filter(|time| *time <= self.max);
            let before = below.checked_sub(self.step).map_or(self.min, at).max(self.min);
            return Err(match above {
                Some(above) => Invalid::BetweenTimes(at(below), above),
                None => Invalid::BetweenTimes(before, at(below)),
            });
        }
        Ok(Some(Answer::Text(time.text())))
    }

    fn tell(&self, answer: &Answer, locale: &str) -> Option<String> {
        if let Answer::Text(time) = answer { Some(Minute::parse(time)?.localized(locale)) } else { None }
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        if self.min > self.max {
            return super::Domain::Nothing;
        }
        super::Domain::Text { min: 5, max: 5 }
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""9:05""#, result: Ok(r#""09:05""#) },
    Example { settings: "", input: r#""2:30 pm""#, result: Ok(r#""14:30""#) },
    Example { settings: "", input: r#""14h30""#, result: Ok(r#""14:30""#) },
    Example { settings: "", input: r#""""#, result: Ok("null") },
    Example { settings: "", input: r#""25:00""#, result: Err(Invalid::NotATime) },
    Example { settings: r#""min":"09:00""#, input: r#""08:59""#, result: Err(Invalid::BeforeOpening(NINE)) },
    Example { settings: r#""max":"09:00""#, input: r#""09:01""#, result: Err(Invalid::AfterClosing(NINE)) },
    Example { settings: r#""min":"09:00","stepMinutes":30"#, input: r#""09:10""#, result: Err(Invalid::BetweenTimes(NINE, HALF_PAST)) },
    Example { settings: r#""min":"09:00","max":"09:45","stepMinutes":30"#, input: r#""09:40""#, result: Err(Invalid::BetweenTimes(NINE, HALF_PAST)) },
    Example { settings: r#""min":"09:15","stepMinutes":30"#, input: r#""10:15""#, result: Ok(r#""10:15""#) },
];

const NINE: Minute = at(9 * 60);
const HALF_PAST: Minute = at(9 * 60 + 30);

const fn at(minutes: u16) -> Minute {
    match Minute::of(minutes) {
        Some(time) => time,
        None => panic!("it is a time of day"),
    }
}
