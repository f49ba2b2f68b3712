//! Which fact of a lead a column of past leads stands for.

use leadlet_core::json::Json;

/// A fact, and the one value of it that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) path: String,
    pub(crate) is: Option<String>,
    /// Its name in explanations; the column's where there is none.
    pub(crate) label: Option<String>,
}

/// What the owner says that columns are.
#[derive(Debug, Default)]
pub(crate) struct Mapping(Vec<(String, Fact)>);

impl Mapping {
    /// Reads `COLUMN=FACT`, or `COLUMN=FACT:VALUE` for a column that is 1 where the fact is the value.
    pub(crate) fn read(entries: &[String]) -> Result<Self, String> {
        let mut mapping = Mapping::default();
        for entry in entries {
            let wrong = || format!("--map \"{entry}\": write COLUMN=FACT, as \"Job title=answers.role\".");
            // A column's name may hold a "=", a fact's may not.
            let at = entry.rfind("=answers.").or_else(|| entry.find('=')).ok_or_else(wrong)?;
            let (column, fact) = (entry[..at].trim(), entry[at + 1..].trim());
            if column.is_empty() || fact.is_empty() {
                return Err(wrong());
            }
            let (path, is) = fact.split_once(':').map_or((fact, None), |(path, is)| (path, Some(is.to_owned())));
            mapping.0.push((column.to_owned(), Fact { path: path.to_owned(), is, label: None }));
        }
        Ok(mapping)
    }

    /// Makes the mapping of columns that are facts already, each with its name in explanations.
    pub(crate) fn of_facts(facts: impl Iterator<Item = (String, String)>) -> Self {
        Mapping(facts.map(|(path, label)| (path.clone(), Fact { path, is: None, label: Some(label) })).collect())
    }

    /// The columns that are named.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(column, _)| column.as_str())
    }

    /// Reports two columns that would be the same fact; of a lead only one value would be known.
    pub(crate) fn clash<'n>(names: impl Iterator<Item = (&'n str, Fact)>) -> Option<String> {
        let mut known: Vec<(&str, Fact)> = Vec::new();
        for (name, fact) in names {
            if let Some((other, _)) = known.iter().find(|(_, of_other)| *of_other == fact) {
                let path = fact.path;
                return Some(format!(
                    "the columns \"{other}\" and \"{name}\" would both be {path}. Say with --map which facts they are."
                ));
            }
            known.push((name, fact));
        }
        None
    }

    /// Gives the fact of a column: what the owner says, else the fact that its name is, as in files for
    /// `leadlet score`, else an answer with the column's name.
    pub(crate) fn fact(&self, column: &str) -> Fact {
        let said = self.0.iter().find(|(known, _)| known == column).map(|(_, fact)| fact.clone());
        said.unwrap_or_else(|| {
            let path = if is_path(column) { column.to_owned() } else { format!("answers.{}", name_of(column)) };
            Fact { path, is: None, label: None }
        })
    }
}

impl Fact {
    /// Gives the members of a feature that say what is read and what it is called.
    pub(crate) fn members(&self, column: &str) -> Vec<(&'static str, Json)> {
        let mut members = vec![("fact", self.path.as_str().into())];
        members.extend(self.is.as_deref().map(|is| ("is", is.into())));
        members.push(("label", shortened(self.label.as_deref().unwrap_or(column)).into()));
        members
    }
}

/// Tells whether a column's name is the path of a fact: `answers.role`, `visitor.isCustomer`.
fn is_path(column: &str) -> bool {
    let mut parts = column.split('.');
    let is_word =
        |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_alphanumeric() || b"_-".contains(&c));
    let starts = matches!(parts.next(), Some("answers" | "attribution" | "email" | "events" | "tells" | "visitor"));
    starts && parts.clone().next().is_some() && parts.all(is_word)
}

/// Makes a field's name of a column's: "Total Time on Site" becomes `totalTimeOnSite`.
fn name_of(column: &str) -> String {
    let mut name = String::new();
    for word in column.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if name.is_empty() {
            let all_capitals = word.chars().all(|c| !c.is_ascii_lowercase());
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_lowercase());
            name.extend(first);
            name.extend(letters.map(|letter| if all_capitals { letter.to_ascii_lowercase() } else { letter }));
        } else {
            let mut letters = word.chars();
            name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
            name.extend(letters);
        }
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert(0, 'x');
    }
    name.truncate(64);
    name
}

/// The most characters of a label.
fn shortened(column: &str) -> String {
    column.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_an_answer_unless_the_owner_says_otherwise() {
        let mapping = Mapping::read(&[
            "Lead Source=attribution.utm.source".to_owned(),
            "Source_Google=answers.source:Google".to_owned(),
            "a=b=answers.c".to_owned(),
        ])
        .unwrap();
        assert_eq!(mapping.fact("Lead Source").path, "attribution.utm.source");
        assert_eq!(
            mapping.fact("Source_Google"),
            Fact { path: "answers.source".into(), is: Some("Google".into()), label: None }
        );
        assert_eq!(mapping.fact("a=b").path, "answers.c");
        for (column, name) in [
            ("Total Time on Site", "totalTimeOnSite"),
            ("URL", "url"),
            ("7 days", "x7Days"),
            ("day_of_week", "dayOfWeek"),
            ("answers.role", "role"),
            ("answers. role", "answersRole"),
            ("answers", "answers"),
        ] {
            assert_eq!(mapping.fact(column).path, format!("answers.{name}"));
        }
        assert_eq!(mapping.fact("visitor.isCustomer").path, "visitor.isCustomer");
        assert_eq!(mapping.fact("events.page.n30d").path, "events.page.n30d");
        assert!(Mapping::read(&["nothing".to_owned()]).unwrap_err().contains("COLUMN=FACT"));
    }
}
