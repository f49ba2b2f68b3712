//! What holds for every text, address and number that anybody types or pastes.

use crate::cases;
use leadlet_core::{
    answer::{Answer, Occasion, Raw},
    field::{Field, email},
    json::parse,
};
use proptest::prelude::*;

const EN: Occasion<'_> = Occasion { locale: "en", now: 0 };

fn field(settings: &str) -> Field {
    Field::pick(&parse(&format!(r#"{{"name":"a","label":"A",{settings}}}"#)).unwrap())
}

/// Characters that make trouble, among others.
fn text() -> impl Strategy<Value = String> {
    let seen = prop_oneof![Just('a'), Just('Z'), Just('é'), Just('ß'), Just('я'), Just('م'), Just('日'), Just('👩')];
    let unseen = prop::sample::select(
        "\u{0}\u{7f}\t\n\r\u{85}\u{a0}\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{e0041}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let signs = prop::sample::select(" @.+-()/0123456789٣０＠。".chars().collect::<Vec<_>>());
    let c = prop_oneof![3 => seen, 2 => unseen, 3 => signs, 1 => any::<char>()];
    prop::collection::vec(c, 0..40).prop_map(|chars| chars.into_iter().collect())
}

/// An address or a number more often than chance would make one.
fn likely() -> impl Strategy<Value = String> {
    prop_oneof![
        text(),
        (text(), text()).prop_map(|(domain, ending)| format!("a@{domain}.{ending}")),
        "[+]?[0-9 ()/-]{5,20}",
        "[a-z.+-]{1,9}@(gmail|gmial|yahoo|hotmail|mailinator|münchen|почта)[.](com|con|co[.]uk|de|рф)",
    ]
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn what_is_read_and_shown_again_reads_the_same(typed in likely()) {
        for settings in [
            r#""type":"text""#,
            r#""type":"textarea""#,
            r#""type":"email""#,
            r#""type":"phone""#,
            r#""type":"phone","country":"DE""#,
            r#""type":"phone","country":"US""#,
            r#""type":"phone","country":"BY""#,
        ] {
            let field = field(settings);
            let Ok(Some(answer)) = field.read(&Raw::Text(typed.clone()), &EN) else { continue };
            let again = field.read(&field.asks.write(&answer, "en"), &EN);
            prop_assert_eq!(again, Ok(Some(answer)), "{} given {:?}", settings, typed);
        }
    }

    #[test]
    fn a_text_is_never_longer_than_its_field_takes_and_shows_all_it_holds(typed in text()) {
        for (settings, breaks) in [(r#""type":"text","maxLength":9"#, false), (r#""type":"textarea","maxLength":9"#, true)] {
            let Ok(Some(Answer::Text(kept))) = field(settings).read(&Raw::Text(typed.clone()), &EN) else { continue };
            prop_assert!((1..=9).contains(&kept.chars().count()), "{:?}", kept);
            prop_assert!(!kept.contains(|c: char| c.is_control() && !(breaks && c == '\n')), "{:?}", kept);
            prop_assert!(!kept.contains(['\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{ad}']), "{:?}", kept);
            prop_assert_eq!(kept.trim(), &kept);
        }
    }

    #[test]
    fn an_address_that_is_taken_can_be_sent_to(typed in likely()) {
        let Ok(Some(Answer::Text(kept))) = field(r#""type":"email""#).read(&Raw::Text(typed), &EN) else { return Ok(()) };
        prop_assert!(kept.is_ascii() && kept.len() <= 254 && email::parts(&kept).is_some(), "{:?}", kept);
        let key = email::dedupe_key(&kept);
        prop_assert!(key.is_some());
        prop_assert_eq!(key.as_deref().and_then(email::dedupe_key), key.clone(), "{:?}", kept);
    }

    #[test]
    fn what_an_address_is_answered_with_is_taken_and_questions_nothing(typed in likely()) {
        let field = field(r#""type":"email","freeMail":"warn","disposableMail":"block""#);
        let Ok(Some(answer)) = field.read(&Raw::Text(typed), &EN) else { return Ok(()) };
        let Some(whole) = field.asks.hint(&answer).and_then(|hint| hint.replacement) else { return Ok(()) };
        let Ok(Some(better)) = field.read(&Raw::Text(whole.clone()), &EN) else { panic!("{whole} is not taken") };
        prop_assert_eq!(&better, &Answer::Text(whole));
        prop_assert_eq!(field.asks.hint(&better).and_then(|hint| hint.replacement), None);
    }

    #[test]
    fn a_number_that_is_taken_can_be_dialled(typed in likely(), country in prop::sample::select(vec!["DE", "US", "IT", "RU", "BY", "AR"])) {
        let settings = format!(r#""type":"phone","country":"{country}""#);
        let Ok(Some(Answer::Text(kept))) = field(&settings).read(&Raw::Text(typed), &EN) else { return Ok(()) };
        let digits = kept.strip_prefix('+').unwrap_or_default();
        prop_assert!((5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()), "{}", kept);
    }
}
