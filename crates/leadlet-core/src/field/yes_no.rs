//! `yes-no`: a question with two answers, neither of which is chosen beforehand.

use super::{Example, FieldType, control::Control, options::WISHES, typed};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
};

/// The settings of a question answered by yes or no.
pub static RECORD: Record = Record {
    name: "yes-no",
    about: about!("A question answered by yes or no. Its answer is true or false."),
    settings: &[
        optional("yes", Shape::Text { max: 60 }, about!("What \"yes\" is called. Default: \"Yes\", or your word for it in words.")),
        optional("no", Shape::Text { max: 60 }, about!("What \"no\" is called. Default: \"No\", or your word for it in words.")),
        optional("yesLevel", Shape::Whole { min: 0, max: 3 }, about!("What \"yes\" tells, for a field that says what it tells: 0 nothing good, 3 all one could wish. Default 1.")),
        optional("noLevel", Shape::Whole { min: 0, max: 3 }, about!("What \"no\" tells. Default 0.")),
        optional("asksFor", Shape::OneOf(WISHES), about!("What \"yes\" asks you for. A demo, quote or call makes the lead sales qualified by default.")),
    ],
};

/// A question answered by yes or no.
pub struct YesNo {
    yes: Option<String>,
    no: Option<String>,
    yes_level: i64,
    no_level: i64,
    asks_for: Option<&'static str>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> YesNo {
    YesNo {
        yes: json.owned_at("yes"),
        no: json.owned_at("no"),
        yes_level: json.whole_at("yesLevel").unwrap_or(1),
        no_level: json.whole_at("noLevel").unwrap_or(0),
        asks_for: WISHES.iter().copied().find(|wish| json.text_at("asksFor") == Some(wish)),
    }
}

impl FieldType for YesNo {
    fn control(&self) -> Control<'_> {
        Control::Either { yes: self.yes.as_deref(), no: self.no.as_deref() }
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let word = match raw {
            Raw::Ticked(flag) | Raw::Set(Answer::Flag(flag)) => return Ok(Some(Answer::Flag(*flag))),
            Raw::Picked(values) if values.len() > 1 => return Err(Invalid::TooMany(1)),
            Raw::Picked(values) => values.first().map(String::as_str),
            raw => typed(raw),
        };
        let Some(word) = word else { return Ok(None) };
        let is = |known: &[&str], own: &Option<String>| {
            known.iter().copied().chain(own.as_deref()).any(|known| known.eq_ignore_ascii_case(word))
        };
        let is_yes = is(&["yes", "y", "true", "1"], &self.yes);
        let is_no = is(&["no", "n", "false", "0"], &self.no);
        if is_yes != is_no { Ok(Some(Answer::Flag(is_yes))) } else { Err(Invalid::NotAnOption) }
    }

    fn blank(&self) -> Invalid {
        Invalid::RequiredChoice
    }

    fn tell(&self, answer: &Answer, _: &str) -> Option<String> {
        if *answer == Answer::Flag(true) { self.yes.clone() } else { self.no.clone() }
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        Some(if *answer == Answer::Flag(true) { self.yes_level } else { self.no_level })
    }

    fn asks_for(&self, answer: &Answer) -> Vec<&'static str> {
        self.asks_for.filter(|_| *answer == Answer::Flag(true)).into_iter().collect()
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Flag { can_be_false: true }
    }
}

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: "true", result: Ok("true") },
    Example { settings: "", input: "false", result: Ok("false") },
    Example { settings: "", input: r#"["no"]"#, result: Ok("false") },
    Example { settings: r#""yes":"Ja","no":"Nein""#, input: r#"" ja ""#, result: Ok("true") },
    Example { settings: "", input: "[]", result: Ok("null") },
    Example { settings: "", input: r#""maybe""#, result: Err(Invalid::NotAnOption) },
    Example { settings: "", input: r#"["yes","no"]"#, result: Err(Invalid::TooMany(1)) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_tells_and_asks_for_what_the_owner_says() {
        let field = pick(&crate::json::parse(r#"{"yesLevel":3,"noLevel":1,"asksFor":"demo"}"#).unwrap());
        let (yes, no) = (Answer::Flag(true), Answer::Flag(false));
        assert_eq!([field.level(&yes), field.level(&no)], [Some(3), Some(1)]);
        assert_eq!([field.asks_for(&yes), field.asks_for(&no)], [vec!["demo"], vec![]]);
    }
}
