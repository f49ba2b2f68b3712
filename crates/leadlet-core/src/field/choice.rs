//! `choice`: one of several options, or any number of them; where its owner allows it, also what a visitor writes.

use super::{Example, Choice, FieldType, control::{Control, Labels, Look, Picking}, count, options::OPTION};
#[cfg(feature = "wide")]
use super::{control::Other, field_type::texts_of};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::Json,
    shape::{Record, Shape, optional, required},
};

/// The settings of a choice.
pub static RECORD: Record = Record {
    name: "choice",
    about: about!("One of several options, or any number of them."),
    settings: &[
        required("options", Shape::List { of: &Shape::Record(&OPTION), min: 1, max: 200 }, about!("What can be picked, in this order.")),
        optional("as", Shape::OneOf(LOOKS), about!("How the options are laid out: auto, list, cards, pictures, dropdown, or search (a list that typing narrows). Default \"auto\": cards where they are few, a list to open where they are many.")),
        optional("many", Shape::Flag, about!("Whether several can be picked. Default false.")),
        optional("minPicked", Shape::Whole { min: 1, max: 200 }, about!("With many: the fewest that must be picked, where any is. Default 1.")),
        optional("maxPicked", Shape::Whole { min: 1, max: 200 }, about!("With many: the most that can be picked. Default: all.")),
        #[cfg(feature = "wide")]
        optional("allowOther", Shape::Flag, about!("Whether a last option opens a line to write an answer of one's own into, of at most 200 characters. It stands in the lead, in conditions and in texts as an option's value does; what is written like an option is that option. What is asked to be a dropdown or a search is listed then. Default false.")),
        #[cfg(feature = "wide")]
        optional("otherLabel", Shape::Text { max: 200 }, about!("With allowOther: what that last option is called. Default: the sentence \"other\" of the words.")),
    ],
};

static LOOKS: &[&str] = &["auto", "list", "cards", "pictures", "dropdown", "search"];

/// Reads how options are laid out.
pub(super) fn look(word: Option<&str>) -> Look {
    match word {
        Some("list") => Look::List,
        Some("cards") => Look::Cards,
        Some("pictures") => Look::Pictures,
        Some("dropdown") => Look::Dropdown,
        Some("search") => Look::Search,
        _ => Look::Auto,
    }
}

/// The most characters of an answer that is no option.
#[cfg(feature = "wide")]
const MOST_WRITTEN: usize = 200;

/// One of several options, or any number of them.
pub struct Options {
    look: Look,
    options: Vec<Choice>,
    many: bool,
    min: usize,
    max: usize,
    /// Whether an answer may be none of the options.
    #[cfg(feature = "wide")]
    is_open: bool,
    #[cfg(feature = "wide")]
    other_label: Option<String>,
}

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(json: &Json) -> Options {
    Options {
        look: if cfg!(feature = "wide") { look(json.text_at("as")) } else { Look::Auto },
        options: json.each("options", &Choice::pick),
        many: json.flag_at("many"),
        min: count(json, "minPicked").unwrap_or(1),
        max: count(json, "maxPicked").unwrap_or(usize::MAX),
        #[cfg(feature = "wide")]
        is_open: json.flag_at("allowOther"),
        #[cfg(feature = "wide")]
        other_label: json.owned_at("otherLabel"),
    }
}

impl Options {
    fn picked(&self, answer: &Answer) -> impl Iterator<Item = &Choice> {
        let picked: &[String] = match answer {
            Answer::Text(value) => core::slice::from_ref(value),
            Answer::Many(values) => values,
            Answer::Number(_) | Answer::Flag(_) => &[],
        };
        self.options.iter().filter(|option| picked.contains(&option.value))
    }

    /// Finds the option of this value, else the one that a visitor reads as this.
    fn named(&self, text: &str) -> Option<&Choice> {
        let named = self.options.iter().find(|option| option.value == text);
        named.or_else(|| self.options.iter().find(|option| option.label.eq_ignore_ascii_case(text)))
    }

    /// Takes as many values as can be picked.
    fn taken(&self, values: Vec<String>) -> Result<Option<Answer>, Invalid> {
        match values.len() {
            0 => Ok(None),
            1 if !self.many => Ok(values.into_iter().next().map(Answer::Text)),
            _ if !self.many => Err(Invalid::TooMany(1)),
            picked if picked < self.min => Err(Invalid::TooFew(self.min)),
            picked if picked > self.max => Err(Invalid::TooMany(self.max)),
            _ => Ok(Some(Answer::Many(values))),
        }
    }

    /// Reads what may be none of the options: one text besides those that are picked, and the last.
    #[cfg(feature = "wide")]
    fn read_open(&self, raw: &Raw) -> Result<Option<Answer>, Invalid> {
        let (picked, written): (&[String], Option<&String>) = match raw {
            Raw::Picked(values) => (values, None),
            Raw::Beside(values, written) => (values, Some(written)),
            Raw::Text(text) if text.trim().is_empty() => (&[], None),
            Raw::Text(text) => (&[], Some(text)),
            Raw::Ticked(_) | Raw::Set(_) => return Err(Invalid::NotAnOption),
        };
        let (mut known, mut own): (Vec<&str>, Option<String>) = (Vec::new(), None);
        for value in picked.iter().chain(written) {
            let text = super::readable::line(value);
            match self.named(value).or_else(|| self.named(&text)) {
                Some(option) => known.push(&option.value),
                // Picked, and nothing written: an answer has been begun.
                None if text.is_empty() => return Err(Invalid::Required),
                None if own.as_ref().is_some_and(|own| *own != text) => return Err(Invalid::NotAnOption),
                None => own = Some(text),
            }
        }
        if own.as_ref().is_some_and(|own| own.chars().count() > MOST_WRITTEN) {
            return Err(Invalid::TooLong(MOST_WRITTEN));
        }
        let in_order = self.options.iter().map(|option| &option.value).filter(|value| known.contains(&value.as_str()));
        self.taken(in_order.cloned().chain(own).collect())
    }
}

impl FieldType for Options {
    fn control(&self) -> Control<'_> {
        let picking = Picking {
            options: &self.options,
            look: self.look,
            labels: Labels::Given,
            autocomplete: "off",
            #[cfg(feature = "wide")]
            other: self.is_open.then_some(Other { label: self.other_label.as_deref(), max: MOST_WRITTEN }),
        };
        if self.many { Control::Many(picking) } else { Control::One(picking) }
    }

    fn read(&self, raw: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        #[cfg(feature = "wide")]
        if self.is_open {
            return self.read_open(raw);
        }
        let alone;
        let picked: &[String] = match raw {
            Raw::Picked(values) => values,
            Raw::Text(text) if text.trim().is_empty() => &[],
            // Typed, as in a chat or an address: the value, or what the visitor reads.
            Raw::Text(text) => {
                alone = [self.named(text.trim()).ok_or(Invalid::NotAnOption)?.value.clone()];
                &alone
            }
            _ => return Err(Invalid::NotAnOption),
        };
        if picked.iter().any(|value| !self.options.iter().any(|option| option.value == *value)) {
            return Err(Invalid::NotAnOption);
        }
        // The order of the options, not of the clicks: the same answers give the same lead.
        let values = self.options.iter().map(|option| &option.value).filter(|value| picked.contains(value));
        self.taken(values.cloned().collect())
    }

    fn write(&self, answer: &Answer, _locale: &str) -> Raw {
        let values = match answer {
            Answer::Text(value) => vec![value.clone()],
            Answer::Many(values) => values.clone(),
            Answer::Number(_) | Answer::Flag(_) => Vec::new(),
        };
        #[cfg(feature = "wide")]
        if self.is_open {
            let is_option = |value: &String| self.options.iter().any(|option| option.value == *value);
            let (picked, mut own): (Vec<String>, Vec<String>) = values.into_iter().partition(is_option);
            return match own.pop() {
                // More than one is no answer of this field, and is not made one here.
                Some(last) if own.is_empty() => Raw::Beside(picked, last),
                last => Raw::Picked(picked.into_iter().chain(own).chain(last).collect()),
            };
        }
        Raw::Picked(values)
    }

    fn blank(&self) -> Invalid {
        Invalid::RequiredChoice
    }

    fn level(&self, answer: &Answer) -> Option<i64> {
        self.picked(answer).filter_map(|option| option.level).max()
    }

    fn asks_for(&self, answer: &Answer) -> Vec<&'static str> {
        self.picked(answer).filter_map(|option| option.asks_for).collect()
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        let values = self.options.iter().map(|option| option.value.clone()).collect();
        match self.many {
            #[cfg(feature = "wide")]
            true if self.is_open => super::Domain::Anything,
            #[cfg(feature = "wide")]
            false if self.is_open => super::Domain::Text { min: 1, max: MOST_WRITTEN },
            true => super::Domain::SomeOf { values, min: self.min, max: self.max.min(self.options.len()) },
            false => super::Domain::OneOf(values),
        }
    }

    fn choices(&self) -> &[Choice] {
        &self.options
    }

    #[cfg(feature = "wide")]
    fn texts(&self) -> Vec<&str> {
        let mut texts = texts_of(&self.options);
        texts.extend(self.other_label.as_deref());
        texts
    }
}

const ABC: &str = r#""options":[{"value":"a"},{"value":"b"},{"value":"c"}]"#;
const MANY: &str = r#""options":[{"value":"a"},{"value":"b"},{"value":"c"}],"many":true,"minPicked":2,"maxPicked":2"#;

#[cfg(feature = "wide")]
const OPEN: &str = r#""options":[{"value":"a","label":"Apples"},{"value":"b"}],"allowOther":true"#;
#[cfg(feature = "wide")]
const OPEN_MANY: &str = r#""options":[{"value":"a"},{"value":"b"}],"allowOther":true,"otherLabel":"Else","many":true,"maxPicked":2"#;

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: ABC, input: r#"["b"]"#, result: Ok(r#""b""#) },
    Example { settings: ABC, input: r#""b""#, result: Ok(r#""b""#) },
    Example { settings: r#""options":[{"value":"a","label":"Apples"}]"#, input: r#""apples ""#, result: Ok(r#""a""#) },
    Example { settings: ABC, input: r#""d""#, result: Err(Invalid::NotAnOption) },
    Example { settings: ABC, input: "[]", result: Ok("null") },
    Example { settings: ABC, input: r#"["d"]"#, result: Err(Invalid::NotAnOption) },
    Example { settings: ABC, input: r#"["a","b"]"#, result: Err(Invalid::TooMany(1)) },
    Example { settings: MANY, input: r#"["c","a"]"#, result: Ok(r#"["a","c"]"#) },
    Example { settings: MANY, input: r#"["a"]"#, result: Err(Invalid::TooFew(2)) },
    Example { settings: MANY, input: r#"["a","b","c"]"#, result: Err(Invalid::TooMany(2)) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN, input: r#"["b"]"#, result: Ok(r#""b""#) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN, input: r#""  Plums, pears\u200b ""#, result: Ok(r#""Plums, pears""#) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN, input: r#"" apples""#, result: Ok(r#""a""#) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN, input: r#"["a","plums"]"#, result: Err(Invalid::TooMany(1)) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN, input: r#"[""]"#, result: Err(Invalid::Required) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN, input: r#"[]"#, result: Ok("null") },
    #[cfg(feature = "wide")]
    Example { settings: OPEN_MANY, input: r#"["plums","a"]"#, result: Ok(r#"["a","plums"]"#) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN_MANY, input: r#"["plums","pears"]"#, result: Err(Invalid::NotAnOption) },
    #[cfg(feature = "wide")]
    Example { settings: OPEN_MANY, input: r#"["a","b","plums"]"#, result: Err(Invalid::TooMany(2)) },
];

#[cfg(all(test, feature = "wide"))]
mod tests {
    use super::*;
    use crate::json::parse;

    fn open(settings: &str) -> Options {
        pick(&parse(&["{", settings, "}"].concat()).expect("JSON"))
    }

    fn read(field: &Options, raw: &Raw) -> Result<Option<Answer>, Invalid> {
        field.read(raw, &Occasion { locale: "en", now: 0 })
    }

    #[test]
    fn what_a_visitor_writes_stands_beside_what_is_picked_and_is_bounded() {
        let field = open(OPEN_MANY);
        let beside = |written: &str| Raw::Beside(vec!["b".to_owned()], written.to_owned());
        let many = |values: [&str; 2]| Ok(Some(Answer::Many(values.map(str::to_owned).to_vec())));
        assert_eq!(read(&field, &beside(" plums ")), many(["b", "plums"]));
        assert_eq!(read(&field, &beside("A")), many(["a", "b"]), "written like an option it is that option");
        assert_eq!(read(&field, &beside("  ")), Err(Invalid::Required), "picked, and nothing written");
        assert_eq!(read(&field, &beside(&"x".repeat(201))), Err(Invalid::TooLong(200)));
        assert!(read(&field, &beside(&"é".repeat(200))).is_ok());
    }

    #[test]
    fn an_answer_that_is_no_option_is_written_beside_the_options_and_reads_as_itself() {
        let field = open(OPEN);
        let own = Answer::Text("plums".to_owned());
        assert_eq!(field.write(&own, "en"), Raw::Beside(Vec::new(), "plums".to_owned()));
        assert_eq!(read(&field, &field.write(&own, "en")), Ok(Some(own)));
        assert_eq!(field.write(&Answer::Text("a".to_owned()), "en"), Raw::Picked(vec!["a".to_owned()]));
    }

    #[test]
    fn a_choice_that_is_not_open_takes_only_its_options() {
        assert_eq!(read(&open(ABC), &Raw::Beside(Vec::new(), "a".to_owned())), Err(Invalid::NotAnOption));
    }
}

