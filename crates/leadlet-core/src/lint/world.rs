//! What can be known of the facts at a place in the flow: which answers there can be by then, and
//! what the page, the visit and the score can say.
//!
//! Knows the form of the facts and the bounds that fields and engines keep. A fact that nobody can
//! tell at this place is null, as it is when a condition reads it.

use super::{
    items::Items,
    possible::Possible,
    reason::{Known, Narrowed},
    span::Span,
};
use crate::{
    answer::Answer,
    facts::{Facts, Surroundings},
    field::{Field, email, feeds},
    flow::Flow,
    json::Json,
    signals::MAX_SIGNALS,
};
use std::{collections::BTreeMap, rc::Rc};

/// The counts of events of one kind.
pub(super) static COUNTS: &[&str] = &["n", "n1d", "n7d", "n30d", "daysSinceLast", "distinctDays30d"];

/// What never changes while the flow is walked.
pub(super) struct World<'c> {
    pub(super) flow: &'c Flow,
    fields: Vec<Asked<'c>>,
    by_name: BTreeMap<&'c str, usize>,
    /// The facts as they are before anything is known: it tells which parts there are.
    blank: Json,
}

/// A field and what its answers tell.
struct Asked<'c> {
    field: &'c Field,
    answers: Rc<Possible>,
    levels: Possible,
    wishes: Vec<String>,
}

/// What is known at one place of the flow.
#[derive(Clone)]
pub(super) struct State {
    answers: Vec<Rc<Possible>>,
    /// What conditions on the way have narrowed besides the answers.
    narrowed: Rc<Narrowed>,
}

/// The facts at one place.
pub(super) struct Here<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) state: &'w State,
    /// What the engines have added: `score`, `grade`, `rubrics`.
    pub(super) judged: &'w Narrowed,
}

impl<'c> World<'c> {
    pub(super) fn of(flow: &'c Flow) -> Self {
        let fields: Vec<Asked<'c>> = flow.fields().map(|(_, field)| Asked::of(field)).collect();
        let by_name = fields.iter().enumerate().map(|(index, asked)| (asked.field.name.as_str(), index)).collect();
        World { flow, fields, by_name, blank: Facts::of(&Surroundings::default(), 0).document().clone() }
    }

    /// What is known before the first step: no answer is given.
    pub(super) fn beginning(&self) -> State {
        let null = Rc::new(Possible::null());
        State { answers: vec![null; self.fields.len()], narrowed: Rc::default() }
    }

    /// Gives the field that a path such as `answers.role` reads.
    pub(super) fn field(&self, path: &str) -> Option<&'c Field> {
        let name = path.strip_prefix("answers.")?;
        Some(self.fields.get(*self.by_name.get(name)?)?.field)
    }

    /// Gives every answer that a field can have, wherever it stands.
    pub(super) fn answers(&self, field: &Field) -> Possible {
        let asked = self.by_name.get(field.name.as_str()).and_then(|index| self.fields.get(*index));
        asked.map_or_else(Possible::nothing, |asked| (*asked.answers).clone())
    }

    /// Adds what is known once a field was shown, or passed over.
    pub(super) fn after(&self, state: &mut State, field: &Field, is_shown: bool, can_be_hidden: bool) {
        let Some(index) = self.by_name.get(field.name.as_str()).copied() else { return };
        let (Some(asked), Some(place)) = (self.fields.get(index), state.answers.get_mut(index)) else { return };
        let must = field.required && !can_be_hidden && field.asks.reckoned().is_none() && !asked.answers.is_empty();
        *place = match (is_shown, must) {
            (false, _) => Rc::new(Possible::null()),
            (true, true) => asked.answers.clone(),
            (true, false) => Rc::new((*asked.answers).clone().and(Json::Null)),
        };
    }

    /// Lists the facts that conditions can read at the root.
    pub(super) fn parts(&self) -> Vec<&str> {
        self.blank.as_object().unwrap_or_default().iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Lists the names of what an e-mail address tells.
    pub(super) fn of_email(&self) -> Vec<&str> {
        self.blank.at("email").as_object().unwrap_or_default().iter().map(|(name, _)| name.as_str()).collect()
    }
}

impl<'c> Asked<'c> {
    fn of(field: &'c Field) -> Self {
        let domain = field.asks.domain();
        let answers = Possible::of_domain(&domain);
        let single = |value: &Json| Answer::from_json(value);
        let texts = answers.lists.as_ref().and_then(|lists| lists.of.clone());
        let tried: Option<Vec<Answer>> = match (&texts, answers.each()) {
            // What a list tells is the most that one of its items does.
            (Some(texts), _) => Some(texts.iter().map(|text| Answer::Many(vec![text.clone()])).collect()),
            (None, Some(values)) => values.iter().map(single).collect(),
            // Beside its options an open choice has answers that tell nothing and ask for nothing.
            (None, None) if !field.asks.choices().is_empty() => {
                let options = field.asks.choices().iter().map(|option| Answer::Many(vec![option.value.clone()]));
                Some(options.chain([Answer::Many(Vec::new())]).collect())
            }
            (None, None) => None,
        };
        let levels = match &tried {
            Some(tried) => Possible::one_of(tried.iter().map(|answer| field.asks.level(answer).into())),
            None => Possible::numbers(Span::new(0.0, 3.0, true)).and(Json::Null),
        };
        let wishes = tried.iter().flatten().flat_map(|answer| field.asks.asks_for(answer)).map(str::to_owned);
        Asked { field, answers: Rc::new(answers), levels, wishes: wishes.collect() }
    }
}

impl State {
    /// Keeps what a condition has narrowed.
    pub(super) fn narrow(&mut self, world: &World<'_>, narrowed: &Narrowed) {
        for (path, possible) in narrowed {
            let index = path.strip_prefix("answers.").and_then(|name| world.by_name.get(name));
            if let Some(place) = index.and_then(|index| self.answers.get_mut(*index)) {
                *place = Rc::new(possible.clone());
            } else if ["events.", "visitor.", "attribution."].iter().any(|part| path.starts_with(part)) {
                // These stay as they are in one walk; what answers tell does not.
                Rc::make_mut(&mut self.narrowed).insert(path.clone(), possible.clone());
            }
        }
    }

    /// Joins two ways that lead to the same place.
    pub(super) fn join(&self, other: &State) -> State {
        let answers = self.answers.iter().zip(&other.answers);
        let joined = |(a, b): (&Rc<Possible>, &Rc<Possible>)| {
            if Rc::ptr_eq(a, b) || a == b { a.clone() } else { Rc::new(a.join(b)) }
        };
        let narrowed = if Rc::ptr_eq(&self.narrowed, &other.narrowed) {
            self.narrowed.clone()
        } else {
            let both =
                self.narrowed.iter().filter_map(|(path, a)| Some((path.clone(), a.join(other.narrowed.get(path)?))));
            Rc::new(both.collect())
        };
        State { answers: answers.map(joined).collect(), narrowed }
    }
}

impl Known for Here<'_> {
    fn look(&self, path: &str) -> Possible {
        if let Some(known) = self.state.narrowed.get(path).or_else(|| self.judged.get(path)) {
            return known.clone();
        }
        let mut names = path.split('.');
        let (part, rest) = (names.next().unwrap_or(""), names.collect::<Vec<_>>());
        match (part, rest.as_slice()) {
            ("", []) => Possible::anything(),
            ("answers", [name, inner @ ..]) => self.answer(name, inner),
            ("tells", [concept]) => self.tells(concept),
            ("asksFor", []) => self.wishes(),
            ("email", [what]) => self.email(what),
            ("events", [_, count]) => counted(count),
            ("visitor", [_, ..]) => Possible { other: false, ..Possible::anything() },
            ("attribution", ["landing"]) => Possible::texts(0, usize::MAX),
            ("attribution", ["referrerHost"] | ["utm" | "clickIds", _]) => {
                Possible::texts(0, usize::MAX).and(Json::Null)
            }
            ("rubrics", [_, "dimensions", ..]) => Possible::anything(),
            // A part that this module does not know can be anything.
            (part, _) if self.world.parts().contains(&part) => Possible::anything(),
            _ => Possible::null(),
        }
    }
}

impl Here<'_> {
    fn answer(&self, name: &str, inner: &[&str]) -> Possible {
        let index = self.world.by_name.get(name).copied();
        let Some(answer) = index.and_then(|index| self.state.answers.get(index)) else { return Possible::null() };
        match inner {
            [] => (**answer).clone(),
            ["length"] => {
                let mut found = Possible::nothing();
                let count = |min: usize, max: usize| Possible::numbers(Span::new(min as f64, max as f64, true));
                if let Some((min, max)) = answer.texts {
                    // A character is one or two units.
                    found = found.join(&count(min, max.saturating_mul(2)));
                }
                if let Some(lists) = &answer.lists {
                    found = found.join(&count(lists.min, lists.max));
                }
                for value in &answer.values {
                    let length = value.as_text().map(|text| text.encode_utf16().count() as f64);
                    found = found.and(length.into());
                }
                if answer.numbers.is_some() || answer.other { found.and(Json::Null) } else { found }
            }
            [index] if index.bytes().all(|byte| byte.is_ascii_digit()) => Possible::anything(),
            _ => Possible::null(),
        }
    }

    /// The fields that can have an answer here, with whether they must have one.
    fn given(&self) -> impl Iterator<Item = (&Asked<'_>, bool)> {
        let answers = self.world.fields.iter().zip(&self.state.answers);
        answers
            .filter(|(_, answer)| answer.only() != Some(&Json::Null))
            .map(|(asked, answer)| (asked, !answer.contains(&Json::Null)))
    }

    fn tells(&self, concept: &str) -> Possible {
        let mut found = Possible::nothing();
        let mut is_sure = false;
        for (asked, must) in
            self.given().filter(|(asked, _)| asked.field.tells.is_some_and(|told| feeds(told, concept)))
        {
            found = found.join(&asked.levels);
            is_sure |= must && !asked.levels.contains(&Json::Null);
        }
        let found = found.without(&Json::Null);
        if is_sure { found } else { found.and(Json::Null) }
    }

    fn wishes(&self) -> Possible {
        let of: Vec<String> = self.given().flat_map(|(asked, _)| asked.wishes.iter().cloned()).collect();
        Possible::lists(Items { of: Some(of), ..Items::ANY })
    }

    fn email(&self, what: &str) -> Possible {
        if !self.world.of_email().contains(&what) || !self.given().any(|(asked, _)| asked.field.type_name == "email") {
            return Possible::null();
        }
        match email::facts(Some("ann@firm.example")).at(what) {
            Json::Bool(_) => Possible::flags(true, true).and(Json::Null),
            Json::Text(_) => Possible::texts(0, usize::MAX).and(Json::Null),
            _ => Possible::anything(),
        }
    }
}

/// A count of events of one kind; where there was none of the kind, it is missing and not 0.
fn counted(count: &str) -> Possible {
    let most = match count {
        "n" => return Possible::numbers(Span::new(1.0, MAX_SIGNALS as f64, true)).and(Json::Null),
        "n1d" | "n7d" | "n30d" | "distinctDays30d" => MAX_SIGNALS as f64,
        "daysSinceLast" => f64::INFINITY,
        _ => return Possible::null(),
    };
    Possible::numbers(Span::new(0.0, most, true)).and(Json::Null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{field, json::parse};

    /// Tells whether an answer is among those that a field type says it has.
    fn is_among(answer: &Json, possible: &Possible) -> bool {
        match answer {
            Json::List(items) => possible.lists.as_ref().is_some_and(|lists| {
                (lists.min..=lists.max).contains(&items.len())
                    && items.iter().all(|item| item.as_text().is_some_and(|text| lists.can_hold(text)))
            }),
            scalar => possible.contains(scalar),
        }
    }

    #[test]
    fn every_answer_in_the_examples_of_a_type_is_one_that_it_says_it_can_have() {
        let mut tried = 0;
        for (record, examples) in field::examples() {
            for example in examples {
                let Ok(Ok(answer)) = example.result.map(parse) else { continue };
                let text = format!(
                    r#"{{"name":"a","type":"{}","label":"A"{}{}}}"#,
                    record.name,
                    if example.settings.is_empty() { "" } else { "," },
                    example.settings
                );
                let whole = parse(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
                let field = Field::pick(&whole);
                if answer == Json::Null || field.asks.domain() == field::Domain::Nothing {
                    continue;
                }
                let possible = Possible::of_domain(&field.asks.domain());
                assert!(
                    is_among(&answer, &possible),
                    "{}: {} is not {}",
                    record.name,
                    answer.compact(),
                    possible.words()
                );
                tried += 1;
            }
        }
        assert!(tried > 40, "{tried} answers");
    }
}
