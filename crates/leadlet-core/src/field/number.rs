//! `number`: an amount or a count, written as the visitor's language writes numbers.

use super::{
    Example, FieldType,
    amounts::Amounts,
    control::{Control, Line},
    digits::digit,
    typed,
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw, localized},
    json::{Json, decimals, read_decimal},
    shape::{Record, Shape, optional},
    sought,
    words::NumberStyle,
};

/// The most that is taken.
pub(super) const MOST: f64 = 1e12;

/// The settings of a number.
pub static RECORD: Record = Record {
    name: "number",
    about: about!("A number."),
    settings: &[
        optional("unit", Shape::Text { max: 20 }, about!("Shown behind the input, as \"EUR\". It does not convert.")),
        optional("min", Shape::Number { min: -MOST, max: MOST }, about!("The least that is taken. Default: -1e12.")),
        optional("max", Shape::Number { min: -MOST, max: MOST }, about!("The most that is taken. Default: 1e12.")),
        optional("step", Shape::Number { min: 1e-6, max: MOST }, about!("From one number that is taken to the next, counted from min, or from 0 where there is none. At least 0.000001. Default: any number.")),
        optional("whole", Shape::Flag, about!("Whether only whole numbers are taken. Default false.")),
        optional("placeholder", Shape::Text { max: 100 }, about!("Shown while it is empty; no substitute for a label.")),
        optional("levels", Shape::List { of: &Shape::Number { min: -MOST, max: MOST }, min: 1, max: 3 }, about!("For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3.")),
    ],
};

/// A number.
pub struct NumberLine {
    unit: Option<String>,
    placeholder: Option<String>,
    amounts: Amounts,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> NumberLine {
    NumberLine {
        unit: json.owned_at("unit"),
        placeholder: json.owned_at("placeholder"),
        amounts: Amounts::pick(json, -MOST, MOST),
    }
}

impl FieldType for NumberLine {
    fn control(&self) -> Control<'_> {
        let whole = self.amounts.whole || self.amounts.step.is_some_and(|step| decimals(step) + decimals(self.amounts.base) == 0);
        Control::Line(Line {
            kind: "text",
            keyboard: if whole && self.amounts.min >= 0.0 { "numeric" } else { "decimal" },
            autocomplete: "off",
            placeholder: self.placeholder.as_deref(),
            unit: self.unit.as_deref(),
            ..Line::default()
        })
    }

    fn read(&self, raw: &Raw, on: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw) else { return Ok(None) };
        self.amounts.take(read_number(text, on.locale).ok_or(Invalid::NotANumber)?)
    }

    fn write(&self, answer: &Answer, locale: &str) -> Raw {
        written(answer, locale)
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        self.amounts.level(answer)
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        self.amounts.domain()
    }
}

/// Writes an amount as the visitor's language does, for a line of text.
pub(super) fn written(answer: &Answer, locale: &str) -> Raw {
    Raw::Text(match answer {
        Answer::Number(number) => localized(*number, locale),
        Answer::Text(text) => text.clone(),
        Answer::Flag(_) | Answer::Many(_) => String::new(),
    })
}

/// Reads a number as a person writes it: a sign, digits in groups or not, one decimal sign.
///
/// The locale decides what a lone `,` or `.` means where three digits follow it ("1.500" is 1500
/// in German and 1.5 in English); otherwise both are understood in every locale. So are the digits
/// and signs of Arabic, Persian and wide scripts, whose signs mean one thing only.
pub(super) fn read_number(text: &str, locale: &str) -> Option<f64> {
    read_with(text, Some(NumberStyle::of(locale).decimal))
}

/// Reads a number as a person writes it, where `lone` is the sign that is a decimal sign even when it
/// stands alone before three digits.
pub(super) fn read_with(text: &str, lone: Option<char>) -> Option<f64> {
    let plain = |c: char| match c {
        '−' | '－' => '-',
        '＋' => '+',
        '．' => '.',
        '，' => ',',
        c => digit(c).unwrap_or(c),
    };
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '_' | '٬')).map(plain).collect();
    let count = |text: &str, sign| text.chars().filter(|c| *c == sign).count();
    let (points, commas) = (count(&text, '.'), count(&text, ','));
    let decimal = match (points, commas) {
        _ if sought::has(&text, '٫') => Some('٫'),
        (0, 0) => None,
        // Both occur: the last one is the decimal sign.
        (1.., 1..) => text.chars().rfind(|c| matches!(c, '.' | ',')),
        (2.., 0) | (0, 2..) => None,
        (_, _) => {
            let sign = if points == 1 { '.' } else { ',' };
            let (before, after) = sought::cut(&text, sign).unwrap_or((&text, ""));
            let before = before.trim_start_matches(['-', '+']);
            // "0,125" and "1234,567" are no groups in any language.
            let grouped = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0') && Some(sign) != lone;
            (!grouped).then_some(sign)
        }
    };
    if decimal.is_some_and(|sign| count(&text, sign) > 1) {
        return None;
    }
    let mut plain = String::new();
    for (index, c) in text.chars().enumerate() {
        match c {
            '0'..='9' => plain.push(c),
            '-' | '+' if index == 0 => plain.push(c),
            c if Some(c) == decimal => plain.push('.'),
            '.' | ',' => {}
            _ => return None,
        }
    }
    read_decimal(&plain).filter(|number| number.is_finite()).map(|number| number + 0.0)
}

/// Examples, in the locale `en`.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""50,000""#, result: Ok("50000") },
    Example { settings: "", input: r#""1.234.567,5""#, result: Ok("1234567.5") },
    Example { settings: "", input: r#""1 000""#, result: Ok("1000") },
    Example { settings: "", input: r#""-2.5""#, result: Ok("-2.5") },
    Example { settings: "", input: r#""about ten""#, result: Err(Invalid::NotANumber) },
    Example { settings: "", input: r#""1.5.2,3,4""#, result: Err(Invalid::NotANumber) },
    Example { settings: r#""min":0"#, input: r#""-1""#, result: Err(Invalid::BelowMin(0.0)) },
    Example { settings: r#""max":10"#, input: r#""10.5""#, result: Err(Invalid::AboveMax(10.0)) },
    Example { settings: r#""whole":true"#, input: r#""2.5""#, result: Err(Invalid::NotWhole) },
    Example { settings: r#""step":0.1,"min":0.3"#, input: r#""0.7""#, result: Ok("0.7") },
    Example { settings: r#""step":0.1,"min":0.3"#, input: r#""0.75""#, result: Err(Invalid::OffStep(0.7, 0.8)) },
    Example { settings: r#""step":500"#, input: r#""-1,500""#, result: Ok("-1500") },
    Example { settings: r#""step":5,"max":12"#, input: r#""11""#, result: Err(Invalid::OffStep(5.0, 10.0)) },
    Example { settings: "", input: r#""""#, result: Ok("null") },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_sign_before_three_digits_is_read_as_the_locale_does() {
        assert_eq!(read_number("1.500", "de"), Some(1500.0));
        assert_eq!(read_number("1.500", "en"), Some(1.5));
        assert_eq!(read_number("1,500", "en"), Some(1500.0));
        assert_eq!(read_number("1,500", "de"), Some(1.5));
        assert_eq!(read_number("1,5", "en"), Some(1.5));
        assert_eq!(read_number("0,125", "en"), Some(0.125));
        assert_eq!(read_number("1234.567", "de"), Some(1234.567));
        assert_eq!(read_number("-.500", "de"), Some(-0.5));
    }

    #[test]
    fn a_number_is_read_in_every_script_and_grouping_that_people_write() {
        for (text, locale) in [
            ("1.234,5", "de"),
            ("1\u{a0}234,5", "fr"),
            ("1\u{202f}234,5", "fr"),
            ("1’234.5", "de-CH"),
            ("1'234.5", "it-CH"),
            ("١٬٢٣٤٫٥", "ar"),
            ("۱۲۳۴٫۵", "fa"),
            ("１，２３４．５", "ja"),
            ("१,२३४.५", "hi"),
        ] {
            assert_eq!(read_number(text, locale), Some(1234.5), "{text} in {locale}");
        }
        assert_eq!(read_number("٣٫٥٠٠", "ar"), Some(3.5));
        assert_eq!(read_number("٣٫٥٫١", "ar"), None);
        assert_eq!(read_number("−٤", "fa"), Some(-4.0));
    }

    #[test]
    fn an_amount_tells_the_level_its_threshold_reaches() {
        let number = pick(&crate::json::parse(r#"{"levels":[1000,10000,50000]}"#).unwrap());
        let level = |amount| number.level(&Answer::Number(amount));
        assert_eq!([level(0.0), level(1000.0), level(49_999.0), level(50_000.0)], [Some(0), Some(1), Some(2), Some(3)]);
    }
}
