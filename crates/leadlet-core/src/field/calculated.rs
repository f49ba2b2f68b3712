//! `calculated`: a value that is reckoned from earlier answers, shown to the visitor or not.
//!
//! Knows how a result is rounded and which results are none. Does not reckon: the flow evaluates
//! the expression and hands the result over, so that whatever anybody else gave counts for nothing.

use super::{Example, FieldType, amounts::Amounts, control::Control, measured};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::{Json, rounded},
    logic::Condition,
    shape::{Record, Shape, optional, required},
};

/// The settings of a calculated value.
pub static RECORD: Record = Record {
    name: "calculated",
    about: about!("A value reckoned from answers that stand before it: a number, a text, or true or false. Nobody is asked."),
    settings: &[
        required("value", Shape::Logic, about!("What it is, as { \"*\": [ { \"var\": \"answers.seats\" }, 12 ] }. Where that gives no number, text, true or false, there is no answer.")),
        optional("decimals", Shape::Whole { min: 0, max: 6 }, about!("How many decimals a number is rounded to, 0 to 6, a half away from zero. Default 2.")),
        optional("show", Shape::Flag, about!("Whether the visitor sees it, with its label. Default true.")),
        optional("unit", Shape::Text { max: 20 }, about!("Shown behind a number, as \"EUR\". It does not convert.")),
        optional("levels", Shape::List { of: &Shape::Number { min: -1e12, max: 1e12 }, min: 1, max: 3 }, about!("For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3.")),
    ],
};

/// A calculated value.
pub struct Calculated {
    value: Option<Condition>,
    decimals: u8,
    is_shown: bool,
    unit: Option<String>,
    amounts: Amounts,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Calculated {
    Calculated {
        value: Condition::at(json, "value"),
        decimals: json.whole_at("decimals").and_then(|count| u8::try_from(count).ok()).unwrap_or(2),
        is_shown: json.at("show").as_bool().unwrap_or(true),
        unit: json.owned_at("unit"),
        amounts: Amounts::pick(json, f64::MIN, f64::MAX),
    }
}

impl FieldType for Calculated {
    fn control(&self) -> Control<'_> {
        if self.is_shown { Control::Output { unit: self.unit.as_deref(), decimals: self.decimals } } else { Control::None }
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        Ok(match raw {
            Raw::Set(Answer::Number(number)) if number.is_finite() => Some(Answer::Number(rounded(*number, i64::from(self.decimals)) + 0.0)),
            Raw::Set(Answer::Text(text)) if !text.is_empty() => return measured(text, None, 1000),
            Raw::Set(Answer::Flag(flag)) => Some(Answer::Flag(*flag)),
            _ => None,
        })
    }

    fn write(&self, answer: &Answer, _: &str) -> Raw {
        Raw::Set(answer.clone())
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        self.amounts.level(answer)
    }

    fn reckoned(&self) -> Option<&Condition> {
        self.value.as_ref()
    }
}

const SUM: &str = r#""value":{"+":[{"var":"answers.a"},1]}"#;
const WHOLE: &str = r#""value":1,"decimals":0,"show":false"#;

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: SUM, input: "1.005", result: Ok("1.01") },
    Example { settings: SUM, input: "-1.005", result: Ok("-1.01") },
    Example { settings: WHOLE, input: "2.5", result: Ok("3") },
    Example { settings: WHOLE, input: "-0.2", result: Ok("0") },
    Example { settings: SUM, input: r#""typed by a visitor""#, result: Ok("null") },
    Example { settings: SUM, input: "true", result: Ok("null") },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_no_answer() {
        let field = pick(&crate::json::parse(r#"{"value":1}"#).unwrap());
        let on = Occasion { locale: "en", now: 0 };
        for none in [Answer::Number(f64::NAN), Answer::Number(f64::INFINITY), Answer::Text(String::new()), Answer::Many(vec![])] {
            assert_eq!(field.read(&Raw::Set(none), &on), Ok(None));
        }
        for some in [Answer::Text("The builder".into()), Answer::Flag(false)] {
            assert_eq!(field.read(&Raw::Set(some.clone()), &on), Ok(Some(some)));
        }
    }
}
