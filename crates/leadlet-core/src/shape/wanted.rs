//! What a shape is, in the words of "Write …": the other half of a fault that names what stands there.

use super::Shape;
use crate::json::number_text;

/// Says what a shape is in the words of "Write …".
pub(super) fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Text { .. } => "a text in double quotes".to_owned(),
        #[cfg(feature = "wide")]
        Shape::TextOrNothing { .. } => "a text in double quotes".to_owned(),
        #[cfg(feature = "wide")]
        Shape::TextOr { of, .. } => ["a text in double quotes, or ", &wanted(of)].concat(),
        #[cfg(feature = "wide")]
        Shape::Day => {
            "a date, such as \"2026-12-24\", \"today\", \"today+30\" (days), \"today+6m\" or \"today-18y\"".to_owned()
        }
        #[cfg(feature = "wide")]
        Shape::Time => "a time of day, such as \"09:30\"".to_owned(),
        #[cfg(feature = "wide")]
        Shape::Code(codes) => codes.about.to_owned(),
        Shape::Name => "a name, such as \"contact\"".to_owned(),
        Shape::Flag => "true or false".to_owned(),
        Shape::FlagOrName => "true, false, or a name, such as \"mail\"".to_owned(),
        Shape::Whole { min, max } if min == max => min.to_string(),
        Shape::Whole { min, max } => ["a whole number from ", &min.to_string(), " to ", &max.to_string()].concat(),
        Shape::Number { min, max } => ["a number from ", &number_text(*min), " to ", &number_text(*max)].concat(),
        Shape::OneOf(words) => ["one of: ", &words.join(", ")].concat(),
        Shape::Logic => "a condition, such as { \"===\": [ { \"var\": \"answers.role\" }, \"cto\" ] }".to_owned(),
        Shape::Address(_) => "an address, such as \"/guide.pdf\" or \"https://example.org/\"".to_owned(),
        Shape::Color => "a colour, such as \"#3451b2\"".to_owned(),
        Shape::Any => "a value".to_owned(),
        Shape::Scalar => "a text, a number, true or false".to_owned(),
        Shape::List { .. } => "a list in square brackets".to_owned(),
        #[cfg(feature = "replay")]
        Shape::Members(_) => "an object in braces".to_owned(),
        Shape::Record(_) | Shape::Union(_) => "an object in braces".to_owned(),
        Shape::WordOr(words, _) => ["one of: ", &words.join(", "), ", or an object of your own"].concat(),
    }
}
