//! Groups of fields: how one entry of an owner becomes several fields.
//!
//! Knows which settings a part takes over from its group, and how a list of known parts is read.
//! A part is written as JSON and picked like any other field, so that it can do what any field can.

use super::{COMMON, Field};
use crate::{
    about,
    json::{Json, Member},
    shape::{Setting, Shape, optional},
    words::{Word, Words},
};

/// A part that a group can have.
pub(super) struct PartKind {
    /// What an owner calls it; also the name of its answer.
    pub(super) name: &'static str,
    /// The field type it is asked by.
    pub(super) asked_by: &'static str,
    /// The token browsers fill in by, for a line of text; other types know their own.
    pub(super) autocomplete: &'static str,
    /// What it is called.
    pub(super) label: Word,
    /// Whether it is required where the group is.
    pub(super) follows: bool,
}

/// The settings of a part besides which one it is.
pub(super) const fn part_settings(part: Setting) -> [Setting; 4] {
    [
        part,
        optional("label", Shape::Text { max: 200 }, about!("What it is called. Default: the word for it in words.")),
        optional("name", Shape::Name, about!("The answer's name. Default: the part's, behind the group's prefix.")),
        optional("required", Shape::Flag, about!("Whether it must be answered. Default: as the group.")),
    ]
}

/// Makes a field of its own settings and those that it takes over from its group: all that every
/// field has, but for what only the group is called.
pub(super) fn part(group: &Json, own: Vec<Member>) -> Field {
    let mut members = Vec::new();
    for setting in COMMON {
        if let (false, Some(value)) =
            (matches!(setting.key, "name" | "label" | "help" | "tells"), group.get(setting.key))
        {
            members.push((setting.key.to_owned(), value.clone()));
        }
    }
    // The later of two members counts.
    members.extend(own);
    Field::pick(&Json::Object(members))
}

/// Makes the fields of a group that lists which of the known parts it has, in the order of its
/// list; those of `usual` where it has none. The keys of `extra` are handed on to every part.
pub(super) fn listed_parts(
    group: &Json,
    known: &[PartKind],
    usual: &[&str],
    extra: &[&str],
    words: &Words,
) -> Vec<Field> {
    let mut written = group.list_at("parts").to_vec();
    if written.is_empty() {
        written = usual.iter().map(|name| Json::from(*name)).collect();
    }
    let mut fields = Vec::new();
    for json in written {
        let name = json.as_text().or_else(|| json.text_at("part"));
        let Some(kind) = known.iter().find(|kind| Some(kind.name) == name) else { continue };
        let label = json.owned_at("label").unwrap_or_else(|| words.say(kind.label).to_owned());
        let own_name = json.owned_at("name").unwrap_or_else(|| prefixed(group.text_at("prefix"), kind.name));
        let required = json.at("required").as_bool().unwrap_or(group.flag_at("required") && kind.follows);
        let mut own: Vec<Member> = vec![
            ("type".to_owned(), kind.asked_by.into()),
            ("name".to_owned(), own_name.into()),
            ("label".to_owned(), label.into()),
            ("required".to_owned(), required.into()),
            ("autocomplete".to_owned(), kind.autocomplete.into()),
        ];
        own.extend(extra.iter().filter_map(|key| Some(((*key).to_owned(), group.get(key)?.clone()))));
        fields.push(part(group, own));
    }
    fields
}

/// Puts a prefix before a name: `billing` and `city` make `billingCity`.
fn prefixed(prefix: Option<&str>, name: &str) -> String {
    let Some(prefix) = prefix else { return name.to_owned() };
    let (first, rest) = name.split_at_checked(1).unwrap_or((name, ""));
    [prefix, &first.to_ascii_uppercase(), rest].concat()
}
