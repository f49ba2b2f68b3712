//! Numbers: what is written into a field for a visitor reads as the same number in every language.

use crate::cases;
use leadlet_core::{
    answer::{Answer, Occasion, Raw, localized},
    field::Field,
    json::parse,
    words::NumberStyle,
};
use proptest::prelude::*;

const LOCALES: [&str; 16] =
    ["en", "en-GB", "de", "de-CH", "de_AT", "fr", "fr-CH", "it-CH", "es", "es-MX", "pt-BR", "sv", "pl", "ja", "ar", ""];

fn on(locale: &str) -> Occasion<'_> {
    Occasion { locale, now: 0 }
}

/// Amounts a number field takes: whole ones, prices, small fractions, and any bits.
fn amounts() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1_000_000_000_000_i64..=1_000_000_000_000).prop_map(|n| n as f64),
        (-1_000_000_000_i64..1_000_000_000).prop_map(|n| n as f64 / 100.0),
        (-9_999_999_i64..9_999_999).prop_map(|n| n as f64 / 1000.0),
        (-1e12..1e12_f64),
        (-1e-3..1e-3_f64),
        (0_usize..300, 1_i64..10_000_000)
            .prop_map(|(places, n)| format!("{n}e-{places}").parse().expect("it is a number")),
        any::<f64>().prop_filter("a field takes up to 1e12", |n| n.abs() <= 1e12),
    ]
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn a_number_that_is_written_into_a_field_reads_as_the_same_number(number in amounts(), locale in prop::sample::select(&LOCALES[..])) {
        let field = Field::pick(&parse(r#"{"name":"n","type":"number"}"#).expect("it is JSON"));
        let written = field.asks.write(&Answer::Number(number), locale);
        prop_assert_eq!(field.read(&written, &on(locale)), Ok(Some(Answer::Number(number))), "{:?} in {}", written, locale);
    }

    #[test]
    fn a_number_is_written_with_no_sign_but_its_languages_own(number in amounts(), locale in prop::sample::select(&LOCALES[..])) {
        let style = NumberStyle::of(locale);
        let text = localized(number, locale);
        prop_assert!(text.chars().all(|c| c.is_ascii_digit() || c == '-' || c == style.decimal || c == style.group), "{}", text);
        prop_assert!(text.matches(style.decimal).count() <= 1);
    }

    #[test]
    fn no_text_makes_a_number_field_panic(text in "[-+0-9.,' eE_\u{a0}’−xé]{0,20}", locale in prop::sample::select(&LOCALES[..])) {
        let field = Field::pick(&parse(r#"{"name":"n","type":"number"}"#).expect("it is JSON"));
        if let Ok(Some(answer)) = field.read(&Raw::Text(text), &on(locale)) {
            prop_assert_eq!(field.read(&field.asks.write(&answer, locale), &on(locale)), Ok(Some(answer)));
        }
    }
}
