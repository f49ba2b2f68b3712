//! `phone`: a telephone number, read as people write it and kept as it is dialled from anywhere.
//!
//! Where a country is named, by the settings or by the region of the flow's locale, an answer is in
//! the form of ITU-T E.164 (`+4930123456`) and fits what [`regions`] knows of its country: lengths
//! and prefixes, no lists of numbers that are given out. Where none is, a number that begins with `+`
//! has the length E.164 allows, and any other is kept as its digits; so much every widget knows, the
//! rest comes with the feature `wide`. Extensions and letters are not read.

#[cfg(feature = "wide")]
mod regions;

use super::{
    Example, FieldType,
    control::{Control, Line},
    digits::digit,
    typed,
};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional},
};
#[cfg(feature = "wide")]
use regions::{Region, international};

/// The settings of a phone number.
pub static RECORD: Record = Record {
    name: "phone",
    about: about!(
        "A telephone number. The lead has it as +, calling code and number (E.164), where the country is known."
    ),
    settings: &[
        optional(
            "placeholder",
            Shape::Text { max: 100 },
            about!("Shown while it is empty; no substitute for a label."),
        ),
        optional(
            "country",
            Shape::Name,
            about!(
                "Where numbers without a calling code are from: two capital letters (ISO 3166), as \"DE\". Default: the first of countries, else the region of the locale (\"de-CH\"). Without any, such numbers are kept as their digits."
            ),
        ),
        optional(
            "countries",
            Shape::List { of: &Shape::Name, min: 1, max: 250 },
            about!(
                "The only countries whose numbers are taken, as [\"DE\", \"AT\", \"CH\"]. Countries that share a calling code (US and CA) count as one. Default: all."
            ),
        ),
    ],
};

/// A telephone number.
pub struct Phone {
    placeholder: Option<String>,
    country: Option<String>,
    countries: Vec<String>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Phone {
    let countries: Vec<String> = json.each_some("countries", &|country| country.as_text().map(str::to_owned));
    Phone {
        placeholder: json.owned_at("placeholder"),
        country: json.owned_at("country").or_else(|| countries.first().cloned()),
        countries,
    }
}

/// Tells whether numbers of a country can be read: an ISO 3166 code of two capital letters.
#[cfg(feature = "wide")]
#[must_use]
pub fn is_country(code: &str) -> bool {
    Region::of(code).is_some()
}

/// Tells whether a locale names a region: then only a build with the feature `wide` can read numbers.
#[cfg(not(feature = "wide"))]
#[must_use]
pub fn names_country(locale: &str) -> bool {
    locale.split(['-', '_']).skip(1).any(|part| part.len() == 2)
}

impl FieldType for Phone {
    fn control(&self) -> Control<'_> {
        Control::Line(Line {
            kind: "tel",
            keyboard: "tel",
            autocomplete: "tel",
            placeholder: self.placeholder.as_deref(),
            ..Line::default()
        })
    }

    fn read(&self, raw: &Raw, on: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        let Some(text) = typed(raw) else { return Ok(None) };
        #[cfg(feature = "wide")]
        if let Some(home) = self.home(on.locale) {
            return self.at_home(&home, text);
        }
        let _ = on;
        let dialled = dialled(text).ok_or(Invalid::NotAPhone(0))?;
        let number = dialled.strip_prefix("00").map_or(dialled.clone(), |abroad| ["+", abroad].concat());
        let digits = number.trim_start_matches('+');
        // No calling code begins with a zero.
        let fits = (7..=15).contains(&digits.len()) && !number.starts_with("+0");
        if fits { Ok(Some(Answer::Text(number))) } else { Err(Invalid::NotAPhone(0)) }
    }
}

#[cfg(feature = "wide")]
impl Phone {
    /// Gives the country that numbers without a calling code are from.
    fn home(&self, locale: &str) -> Option<Region> {
        match &self.country {
            Some(country) => Region::of(country),
            None => locale.split(['-', '_']).skip(1).find_map(Region::of),
        }
    }

    fn at_home(&self, home: &Region, text: &str) -> Result<Option<Answer>, Invalid> {
        let refused = Invalid::NotAPhone(crate::json::read_whole(home.code).and_then(|code| u16::try_from(code).ok()).unwrap_or(0));
        let dialled = dialled(text).ok_or(refused)?;
        let found = match dialled.strip_prefix('+') {
            Some(digits) => international(digits),
            None => home.dialled(&dialled),
        };
        let (region, rest) = found.ok_or(refused)?;
        if !self.countries.is_empty() && !self.countries.iter().any(|country| region.has(country)) {
            return Err(Invalid::PhoneElsewhere);
        }
        Ok(Some(Answer::Text(["+", region.code, rest].concat())))
    }
}

/// Gives the digits of a text with a `+` before them where there was one; `None` where it holds
/// anything else than the signs people write between digits.
fn dialled(text: &str) -> Option<String> {
    let mut number = String::new();
    let mut in_trunk = false;
    for (at, c) in text.char_indices() {
        // A zero in brackets is dialled within the country only: "+49 (0)30".
        in_trunk = number.starts_with('+') && (text.as_bytes().get(at..at + 3) == Some(b"(0)") || (in_trunk && c != ')'));
        match c {
            _ if in_trunk => {}
            '+' | '＋' if number.is_empty() => number.push('+'),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{3000}' | '-' | '\u{2010}'..='\u{2015}' | '−' | '.' | '/' | '(' | ')' => {
            }
            c => number.push(digit(c)?),
        }
    }
    Some(number)
}

/// Examples, in the locale `en`.
pub static EXAMPLES: &[Example] = &[
    Example { settings: "", input: r#""+49 (0)30 / 123-456""#, result: Ok(r#""+4930123456""#) },
    Example { settings: "", input: r#""0043 1 58858""#, result: Ok(r#""+43158858""#) },
    Example { settings: "", input: r#""(030) 123 456 7""#, result: Ok(r#""0301234567""#) },
    Example { settings: r#""country":"DE""#, input: r#""030 123456""#, result: Ok(r#""+4930123456""#) },
    Example { settings: r#""country":"DE""#, input: r#""491701234567""#, result: Ok(r#""+491701234567""#) },
    Example { settings: r#""country":"IT""#, input: r#""06 698 12345""#, result: Ok(r#""+390669812345""#) },
    Example { settings: r#""country":"US""#, input: r#""(212) 555-0100""#, result: Ok(r#""+12125550100""#) },
    Example { settings: r#""country":"US""#, input: r#""011 44 20 7946 0018""#, result: Ok(r#""+442079460018""#) },
    Example { settings: r#""country":"EG""#, input: r#""٠١٠٠١٢٣٤٥٦٧""#, result: Ok(r#""+201001234567""#) },
    Example { settings: r#""country":"US""#, input: r#""555-0100""#, result: Err(Invalid::NotAPhone(1)) },
    Example { settings: r#""country":"US""#, input: r#""123 456 7890""#, result: Err(Invalid::NotAPhone(1)) },
    Example { settings: r#""countries":["DE","AT"]"#, input: r#""030 123456""#, result: Ok(r#""+4930123456""#) },
    Example {
        settings: r#""countries":["DE","AT"]"#,
        input: r#""+41 44 668 18 00""#,
        result: Err(Invalid::PhoneElsewhere),
    },
    Example { settings: "", input: r#""12345""#, result: Err(Invalid::NotAPhone(0)) },
    Example { settings: "", input: r#""call me""#, result: Err(Invalid::NotAPhone(0)) },
    Example { settings: "", input: r#""1+2345678""#, result: Err(Invalid::NotAPhone(0)) },
    Example { settings: "", input: r#""+999 123 4567""#, result: Ok(r#""+9991234567""#) },
    Example { settings: "", input: r#""+0 123 4567""#, result: Err(Invalid::NotAPhone(0)) },
    Example { settings: r#""country":"DE""#, input: r#""+999 123 4567""#, result: Err(Invalid::NotAPhone(49)) },
    Example { settings: "", input: r#""+1234567890123456""#, result: Err(Invalid::NotAPhone(0)) },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &str, text: &str, locale: &str) -> Result<Option<Answer>, Invalid> {
        pick(&crate::json::parse(settings).unwrap()).read(&Raw::Text(text.into()), &Occasion { locale, now: 0 })
    }

    #[test]
    fn a_national_number_is_of_the_region_of_the_locale_where_the_owner_names_no_country() {
        let zurich = Ok(Some(Answer::Text("+41446681800".into())));
        assert_eq!(read("{}", "044 668 18 00", "de-CH"), zurich);
        assert_eq!(read("{}", "044 668 18 00", "de-Latn-CH"), zurich);
        assert_eq!(read("{}", "044 668 18 00", "de"), Ok(Some(Answer::Text("0446681800".into()))));
        assert_eq!(read(r#"{"country":"CH"}"#, "044 668 18 00", "en-US"), zurich);
    }

    #[test]
    fn the_calling_code_without_a_sign_is_told_from_a_number_that_begins_like_it() {
        let india = |text| read(r#"{"country":"IN"}"#, text, "en");
        assert_eq!(india("91234 56789"), Ok(Some(Answer::Text("+919123456789".into()))));
        assert_eq!(india("91 91234 56789"), Ok(Some(Answer::Text("+919123456789".into()))));
        let france = read(r#"{"country":"FR"}"#, "33 6 12 34 56 78", "en");
        assert_eq!(france, Ok(Some(Answer::Text("+33612345678".into()))));
    }
}
