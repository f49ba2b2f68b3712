//! Every sentence a visitor may meet, in one dictionary.
//!
//! Knows keys, the English sentences, and how to fill a place like `{min}`. Does not know when a
//! sentence is said. An owner changes any of them in the config's `words`; a language is a full set.

use crate::{
    about,
    json::Json,
    piping,
    shape::{Record, Setting, Shape, optional},
};

/// Lists the sentences: name, key, English. Behind `wide` stand those that only a build with the feature
/// `wide` can come to say; any other has no words for them.
macro_rules! words {
    (
        always { $($word:ident $key:literal $text:literal,)* }
        wide { $($wide:ident $wide_key:literal $wide_text:literal,)* }
    ) => {
        /// The name of one sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $(#[doc = $text] $word,)*
            $(#[doc = $wide_text] $wide,)*
        }

        impl Word {
            /// Every sentence there is.
            #[cfg(feature = "wide")]
            pub const ALL: &'static [Word] = &[$(Word::$word,)* $(Word::$wide,)*];
            /// Every sentence there is.
            #[cfg(not(feature = "wide"))]
            pub const ALL: &'static [Word] = &[$(Word::$word,)*];

            /// Gives the key that the config's `words` uses.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self {
                    $(Word::$word => $key,)*
                    $(#[cfg(feature = "wide")] Word::$wide => $wide_key,)*
                    #[cfg(not(feature = "wide"))]
                    _ => "",
                }
            }

            /// Gives the English sentence.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self {
                    $(Word::$word => $text,)*
                    $(#[cfg(feature = "wide")] Word::$wide => $wide_text,)*
                    #[cfg(not(feature = "wide"))]
                    _ => "",
                }
            }
        }

        static SETTINGS: &[Setting] = &[
            $(optional($key, Shape::Text { max: 300 }, about!(concat!("Said instead of \"", $text, "\""))),)*
            $(
                #[cfg(feature = "wide")]
                optional($wide_key, Shape::Text { max: 300 }, about!(concat!("Said instead of \"", $wide_text, "\""))),
            )*
        ];
    };
}

words! {
    always {
        Next "next" "Continue",
        Back "back" "Back",
        Send "send" "Send",
        Sending "sending" "Sending…",
        TryAgain "tryAgain" "Try again",
        Optional "optional" "optional",
        ChooseOne "chooseOne" "Please choose",
        StepOf "stepOf" "Step {step} of {steps}",
        Step "step" "Step {step}",
        Privacy "privacy" "Read the policy",
        OpensNewPage "opensNewPage" "opens in a new tab",
        SummaryOne "summaryOne" "One answer needs your attention",
        SummaryMany "summaryMany" "{count} answers need your attention",
        Required "required" "Please answer this.",
        RequiredChoice "requiredChoice" "Please choose one.",
        RequiredAgreement "requiredAgreement" "Please tick this box to go on.",
        TooShort "tooShort" "Please write at least {min} characters.",
        TooLong "tooLong" "Please write at most {max} characters.",
        NotAnEmail "notAnEmail" "Please write an address like name@example.com.",
        MailboxLetters "mailboxLetters" "Please write the part before the @ without accents or other scripts.",
        DidYouMean "didYouMean" "Did you mean {replacement}?",
        UseInstead "useInstead" "Use {replacement}",
        DisposableMail "disposableMail" "Please use an address that you keep.",
        FreeMail "freeMail" "Please use your work e-mail address.",
        FreeMailHint "freeMailHint" "A work address helps us answer better.",
        NotAPhone "notAPhone" "Please write the whole number, like +49 30 123456.",
        NotANumber "notANumber" "Please write a number, like {example}.",
        BelowMin "belowMin" "Please write {min} or more.",
        AboveMax "aboveMax" "Please write {max} or less.",
        NotWhole "notWhole" "Please write a whole number.",
        TooFew "tooFew" "Please choose at least {min}.",
        TooMany "tooMany" "Please choose at most {max}.",
        NotAnOption "notAnOption" "Please choose one of the answers shown.",
        OffStep "offStep" "The nearest that fit are {below} and {above}.",
        SendFailed "sendFailed" "Your answers could not be sent. They are still here.",
        SendOffline "sendOffline" "You seem to be offline. Your answers are still here.",
        SendRefused "sendRefused" "The site could not take your answers. They are still here.",
        Retrying "retrying" "Not sent yet. Trying again…",
        Done "done" "Thank you",
    }
    wide {
        ListOf "listOf" "{others} and {last}",
        NotAPhoneHere "notAPhoneHere" "Please write the whole number with its area code, or begin with +{code}.",
        PhoneElsewhere "phoneElsewhere" "We can't take numbers of this country. Please write another.",
        NotAUrl "notAUrl" "Please write a web address, like example.com.",
        NotAnAmount "notAnAmount" "Please write an amount in {currency}, like {example}.",
        TooPrecise "tooPrecise" "Please write at most {max} digits after the decimal sign.",
        NotADate "notADate" "Please write a date, like {example}.",
        NotATime "notATime" "Please write a time, like {example}.",
        TooEarly "tooEarly" "Please choose {min} or later.",
        TooLate "tooLate" "Please choose {max} or earlier.",
        RequiredOrder "requiredOrder" "Please bring these into your order.",
        FirstName "firstName" "First name",
        LastName "lastName" "Last name",
        FullName "fullName" "Name",
        Email "email" "Email",
        Phone "phone" "Phone",
        Company "company" "Company",
        JobTitle "jobTitle" "Job title",
        Website "website" "Website",
        Street "street" "Street and number",
        AddressLine2 "addressLine2" "Apartment, floor",
        PostalCode "postalCode" "Postal code",
        City "city" "City",
        Region "region" "State or region",
        Country "country" "Country",
        Yes "yes" "Yes",
        No "no" "No",
        NothingFound "nothingFound" "Nothing fits. Try fewer letters.",
        Other "other" "Other…",
        OutOf "outOf" "{value} of {max}",
        NotAnswered "notAnswered" "not answered yet",
        Less "less" "less",
        More "more" "more",
        MoveUp "moveUp" "Move {option} up",
        MoveDown "moveDown" "Move {option} down",
        RankedAt "rankedAt" "{option} is now {place} of {count}",
        KeepOrder "keepOrder" "This is my order",
        Broken "broken" "This form can't be shown.",
    }
}

/// The settings of the config's `words`.
pub static WORDS: Record =
    Record { name: "Words", about: about!("Sentences to say instead of the built-in ones."), settings: SETTINGS };

/// The dictionary of one flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    own: Vec<(Word, String)>,
}

impl Words {
    /// Picks the owner's sentences out of a tree whose shape has been examined.
    #[must_use]
    pub fn pick(json: &Json) -> Self {
        let own = |word: &Word| Some((*word, json.owned_at(word.key())?));
        Words { own: Word::ALL.iter().filter_map(own).collect() }
    }

    /// Gives a sentence: the owner's where there is one, else the English one.
    #[must_use]
    pub fn say(&self, word: Word) -> &str {
        self.own.iter().find(|(own, _)| *own == word).map_or(word.english(), |(_, text)| text)
    }

    /// Gives a sentence with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(&self, word: Word, values: &[(&str, &str)]) -> String {
        let value_of =
            |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        piping::fill(self.say(word), &value_of)
    }
}

static WITH_COMMA: &[&str] = &[
    "de", "es", "it", "nl", "pt", "da", "id", "tr", "el", "hr", "sl", "ro", "vi", "ca", "is", "sr", "bs", "mk", "gl",
    "eu", "az",
];
static WITH_SPACE: &[&str] = &[
    "fr", "ru", "pl", "cs", "sk", "uk", "bg", "fi", "sv", "nb", "nn", "no", "hu", "lt", "lv", "et", "sq", "be", "hy",
    "ka", "kk", "af",
];
static POINT_IN_SPANISH: &[&str] = &["419", "mx", "us", "gt", "hn", "ni", "pa", "pe", "pr", "do", "sv"];

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// The sign between the whole and the fraction.
    pub decimal: char,
    /// The sign between groups of three digits that the language writes most often.
    pub group: char,
}

impl NumberStyle {
    /// Gives the style of a locale tag (BCP 47), by the CLDR default of its language; Switzerland
    /// and Mexico differ from theirs. An unknown language writes as English does.
    #[must_use]
    pub fn of(locale: &str) -> Self {
        const POINT: NumberStyle = NumberStyle { decimal: '.', group: ',' };
        const COMMA: NumberStyle = NumberStyle { decimal: ',', group: '.' };
        const SPACED: NumberStyle = NumberStyle { decimal: ',', group: '\u{a0}' };
        let lower = locale.to_ascii_lowercase();
        let mut parts = lower.split(['-', '_']);
        let language = parts.next().unwrap_or("");
        let region = parts.next_back().unwrap_or("");
        match (language, region) {
            // French is written with a comma there too.
            (language, "ch" | "li") if language != "fr" => NumberStyle { decimal: '.', group: '’' },
            ("es", region) if POINT_IN_SPANISH.contains(&region) => POINT,
            (language, _) if WITH_COMMA.contains(&language) => COMMA,
            (language, _) if WITH_SPACE.contains(&language) => SPACED,
            _ => POINT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_can_say_it_differently() {
        let json = crate::json::parse(r#"{"next":"Weiter","tooFew":"Mindestens {min}."}"#).unwrap();
        let words = Words::pick(&json);
        assert_eq!(words.say(Word::Next), "Weiter");
        assert_eq!(words.say(Word::Back), "Back");
        assert_eq!(words.fill(Word::TooFew, &[("min", "2")]), "Mindestens 2.");
    }

    #[test]
    fn every_key_is_its_own() {
        for (index, word) in Word::ALL.iter().enumerate() {
            assert!(Word::ALL.iter().skip(index + 1).all(|other| other.key() != word.key()), "{word:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_locale_does() {
        assert_eq!(NumberStyle::of("de-DE").decimal, ',');
        assert_eq!(NumberStyle::of("de-CH").decimal, '.');
        assert_eq!(NumberStyle::of("fr-CH").decimal, ',');
        assert_eq!(NumberStyle::of("es-419").decimal, '.');
        assert_eq!(NumberStyle::of("sr-Latn-RS").decimal, ',');
        assert_eq!(NumberStyle::of("en").decimal, '.');
        assert_eq!(NumberStyle::of("").decimal, '.');
    }
}
