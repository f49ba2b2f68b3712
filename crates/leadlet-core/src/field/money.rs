//! `money`: an amount in one currency, written as the visitor's language writes numbers.
//!
//! Knows the digits a currency has behind its decimal sign, the signs people write before or after
//! an amount, and "k" and "m" for thousands and millions. Converts nothing: an amount written in
//! another currency is refused.

use super::{
    Example, FieldType,
    amounts::Amounts,
    control::{Control, Line},
    digits,
    number::{MOST, read_with, written},
    typed,
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw, localized},
    codes::{CURRENCIES, minor_digits},
    json::{Json, decimals, rounded},
    shape::{Record, Shape, optional, required},
    sought::is_within,
    words::NumberStyle,
};

/// The settings of an amount of money.
pub static RECORD: Record = Record {
    name: "money",
    about: about!("An amount in one currency. Its answer is a number in units of the currency (12.5 is 12 euros and 50 cents)."),
    settings: &[
        required("currency", Shape::Code(&CURRENCIES), about!("The currency, by its code of ISO 4217, as \"EUR\". It decides how many digits may stand behind the decimal sign: two, in JPY none, in KWD three.")),
        optional("min", Shape::Number { min: -MOST, max: MOST }, about!("The least that is taken. Default 0.")),
        optional("max", Shape::Number { min: -MOST, max: MOST }, about!("The most that is taken. Default: 1e12.")),
        optional("placeholder", Shape::Text { max: 100 }, about!("Shown while it is empty; no substitute for a label.")),
        optional("levels", Shape::List { of: &Shape::Number { min: -MOST, max: MOST }, min: 1, max: 3 }, about!("For a field that says what it tells: the amounts, rising, from which the answer reaches level 1, 2 and 3.")),
    ],
};

/// Signs of currencies and the codes each can stand for.
static SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"), ("£", "GBP EGP SYP SSP SDG LBP GIP FKP SHP"), ("¥", "JPY CNY"), ("円", "JPY"), ("元", "CNY"),
    ("$", "USD CAD AUD NZD SGD HKD MXN ARS CLP COP TWD BRL JMD TTD BSD BBD BMD BND BZD FJD GYD KYD LRD NAD SBD SRD UYU XCD DOP NIO"),
    ("US$", "USD"), ("R$", "BRL"), ("C$", "CAD NIO"), ("A$", "AUD"), ("₹", "INR"), ("₩", "KRW"), ("₽", "RUB"), ("₺", "TRY"),
    ("₪", "ILS"), ("₫", "VND"), ("₴", "UAH"), ("₦", "NGN"), ("₱", "PHP"), ("฿", "THB"), ("₸", "KZT"), ("₲", "PYG"), ("₡", "CRC"),
    ("₼", "AZN"), ("₾", "GEL"), ("₵", "GHS"), ("zł", "PLN"), ("kč", "CZK"), ("ft", "HUF"), ("lei", "RON MDL"), ("kr", "SEK NOK DKK ISK"),
    ("kr.", "DKK ISK"), ("fr", "CHF"), ("fr.", "CHF"), ("sfr", "CHF"), ("r", "ZAR"), ("rp", "IDR"), ("rm", "MYR"), ("euro", "EUR"), ("euros", "EUR"),
];

/// An amount of money.
pub struct Money {
    currency: &'static str,
    placeholder: Option<String>,
    amounts: Amounts,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Money {
    Money {
        currency: json.text_at("currency").and_then(|code| CURRENCIES.find(code)).unwrap_or("EUR"),
        placeholder: json.owned_at("placeholder"),
        amounts: Amounts::pick(json, 0.0, MOST),
    }
}

impl Money {
    /// Gives the amount without the signs of its currency, and what a letter behind it multiplies by.
    fn bare<'t>(&self, text: &'t str) -> Option<(&'t str, f64)> {
        let begins = |c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '+' | '.' | ',');
        let front = text.find(begins)?;
        let back = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        let (before, amount, after) = (text.get(..front)?, text.get(front..back)?, text.get(back..)?);
        // "1250.–" has no cents.
        let after = after.trim_start_matches([',', '.']).trim_start_matches(['-', '–']).trim();
        // A letter may begin a sign, too: `kr` and `Kč` are no thousands.
        let own = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphabetic()) && self.is_own(rest.trim());
        let (letter, after) = match after.split_at_checked(1) {
            Some((letter @ ("k" | "K" | "m" | "M"), rest)) if own(rest) => (letter, rest),
            _ => ("", after),
        };
        let times = match letter {
            "k" | "K" => 1e3,
            "m" | "M" => 1e6,
            _ => 1.0,
        };
        (self.is_own(before.trim()) && self.is_own(after.trim())).then_some((amount, times))
    }

    /// Tells whether what stands beside an amount is nothing, the currency's code or one of its signs.
    fn is_own(&self, sign: &str) -> bool {
        let named = |(known, codes): &(&str, &str)| known.eq_ignore_ascii_case(sign) && is_within(codes, self.currency);
        sign.is_empty() || sign.eq_ignore_ascii_case(self.currency) || SIGNS.iter().any(named)
    }
}

impl FieldType for Money {
    fn control(&self) -> Control<'_> {
        Control::Line(Line {
            kind: "text",
            keyboard: "decimal",
            autocomplete: "transaction-amount",
            placeholder: self.placeholder.as_deref(),
            unit: Some(self.currency),
            ..Line::default()
        })
    }

    fn read(&self, raw: &Raw, on: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw).map(digits::plain) else { return Ok(None) };
        let refused = Invalid::NotAnAmount(self.currency);
        let unsigned = text.strip_prefix(['-', '−']).map(str::trim_start);
        let (amount, times) = self.bare(unsigned.unwrap_or(&text)).ok_or(refused)?;
        let minor = minor_digits(self.currency);
        // Nobody writes cents with three digits: a lone sign before three of them is one of groups.
        let can_be_decimal = times > 1.0 || minor == 3;
        let lone = NumberStyle::of(on.locale).decimal;
        let size = read_with(amount, can_be_decimal.then_some(lone)).ok_or(refused)?;
        // What a letter multiplies is rounded off where the product of floats is not quite decimal.
        let number = rounded(if unsigned.is_some() { -size } else { size } * times, 6);
        if decimals(number) > i64::from(minor) {
            return Err(if minor == 0 { Invalid::NotWhole } else { Invalid::TooPrecise(minor.into()) });
        }
        self.amounts.take(number)
    }

    fn write(&self, answer: &Answer, locale: &str) -> Raw {
        written(answer, locale)
    }

    fn tell(&self, answer: &Answer, locale: &str) -> Option<String> {
        let Answer::Number(number) = answer else { return None };
        Some([&localized(*number, locale), "\u{a0}", self.currency].concat())
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        self.amounts.level(answer)
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        let mut domain = self.amounts.domain();
        if let super::Domain::Number { whole, .. } = &mut domain {
            *whole |= minor_digits(self.currency) == 0;
        }
        domain
    }
}

const EUR: &str = r#""currency":"EUR""#;

/// Examples, in the locale `en`.
pub static EXAMPLES: &[Example] = &[
    Example { settings: EUR, input: r#""€ 1.234,50""#, result: Ok("1234.5") },
    Example { settings: EUR, input: r#""1,234.50 eur""#, result: Ok("1234.5") },
    Example { settings: EUR, input: r#""١٬٢٥٠٫٥ €""#, result: Ok("1250.5") },
    Example { settings: EUR, input: r#""1.500""#, result: Ok("1500") },
    Example { settings: EUR, input: r#""0.50""#, result: Ok("0.5") },
    Example { settings: EUR, input: r#""0.125""#, result: Err(Invalid::TooPrecise(2)) },
    Example { settings: EUR, input: r#""1'250.–""#, result: Ok("1250") },
    Example { settings: EUR, input: r#""1.5k""#, result: Ok("1500") },
    Example { settings: EUR, input: r#""€2m""#, result: Ok("2000000") },
    Example { settings: EUR, input: r#""1.1 k€""#, result: Ok("1100") },
    Example { settings: EUR, input: r#""$100""#, result: Err(Invalid::NotAnAmount("EUR")) },
    Example { settings: EUR, input: r#""100 USD""#, result: Err(Invalid::NotAnAmount("EUR")) },
    Example { settings: EUR, input: r#""about 100""#, result: Err(Invalid::NotAnAmount("EUR")) },
    Example { settings: EUR, input: r#""12.34.5""#, result: Ok("12345") },
    Example { settings: EUR, input: r#""-5""#, result: Err(Invalid::BelowMin(0.0)) },
    Example { settings: r#""currency":"USD","min":-100"#, input: r#""-$5""#, result: Ok("-5") },
    Example { settings: r#""currency":"SEK""#, input: r#""500 kr""#, result: Ok("500") },
    Example { settings: r#""currency":"SEK""#, input: r#""1,5k kr""#, result: Ok("1500") },
    Example { settings: r#""currency":"CZK""#, input: r#""500Kč""#, result: Ok("500") },
    Example { settings: r#""currency":"CZK""#, input: r#""2k Kč""#, result: Ok("2000") },
    Example { settings: r#""currency":"JPY""#, input: r#""¥1,500""#, result: Ok("1500") },
    Example { settings: r#""currency":"JPY""#, input: r#""1.5""#, result: Err(Invalid::NotWhole) },
    Example { settings: r#""currency":"KWD""#, input: r#""1.125""#, result: Ok("1.125") },
    Example { settings: r#""currency":"EUR","max":1000"#, input: r#""1k5""#, result: Err(Invalid::NotAnAmount("EUR")) },
    Example { settings: r#""currency":"EUR","max":1000"#, input: r#""2k""#, result: Err(Invalid::AboveMax(1000.0)) },
];
