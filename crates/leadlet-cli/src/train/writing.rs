//! How the values of a column are written, where that says they are not what they look like.
//!
//! A lead has a number as a number and a day as an answer of its day. A file of past leads may write both for people:
//! `1,234.50`, `12 %`, `3 Jan 2026`. Read as texts they would be bins that no lead ever falls into, and read as numbers
//! somebody would have to guess; so such a column is left out, with words that say what to write. Knows nothing of outcomes.

use super::table::{Column, Table};

/// The share of a column's cells from which it is what they look like.
const MOST: f64 = 0.7;

/// What is odd about a column.
pub(super) enum Odd {
    /// It can be no feature, and why.
    Unusable(String),
    /// It can be one; but perhaps it is not what the owner thinks.
    Doubtful(String),
}

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Number,
    /// A number as people write it: with separators of thousands, a decimal comma, a percent sign, a currency.
    Dressed,
    Date,
    Text,
}

/// Looks at a column of a table.
pub(super) fn look(table: &Table, column: &Column) -> Option<Odd> {
    if column.numbers.is_some() {
        return None;
    }
    let looks: Vec<Look> = column.values.iter().map(|value| look_of(value)).collect();
    let mut counts = [0_usize; 4];
    let mut first: [Option<usize>; 4] = [None; 4];
    for (row, code) in column.codes.iter().enumerate() {
        let Some(look) = looks.get(*code as usize) else { continue };
        counts[*look as usize] += 1;
        first[*look as usize].get_or_insert(row);
    }
    let [plain, dressed, dates, texts] = counts;
    let enough = MOST * (plain + dressed + dates + texts) as f64;
    let example = |look: Look| {
        let row = first[look as usize].unwrap_or_default();
        format!("\"{}\" (line {})", shortened(column.text(row).unwrap_or_default()), table.lines[row])
    };
    if dates > 0 && dates as f64 >= enough {
        let words = format!(
            "it holds days, as {}, and no later lead has these again. If it says when a lead came, give it as --time",
            example(Look::Date)
        );
        return Some(Odd::Unusable(words));
    }
    if dressed > 0 && (plain + dressed) as f64 >= enough {
        let words = format!(
            "it holds numbers written as {}, which a lead has otherwise. Write digits with a point for decimals, as 1234.5",
            example(Look::Dressed)
        );
        return Some(Odd::Unusable(words));
    }
    if plain as f64 >= enough {
        let words = format!(
            "{plain} cells are numbers, but {} is none, so all of it is taken as texts. If that stands for nothing told, give --blank \"{}\".",
            example(Look::Text),
            column.text(first[Look::Text as usize].unwrap_or_default()).map(shortened).unwrap_or_default()
        );
        return Some(Odd::Doubtful(words));
    }
    let (one, other) = alike(column)?;
    Some(Odd::Doubtful(format!(
        "\"{}\" and \"{}\" differ only in capitals and count as two values, in the file as in a lead. Write them alike.",
        shortened(one),
        shortened(other)
    )))
}

/// Finds two values that differ only in their capitals.
fn alike(column: &Column) -> Option<(&str, &str)> {
    let mut folded: Vec<(String, &str)> =
        column.values.iter().map(|value| (value.to_ascii_lowercase(), value.as_str())).collect();
    folded.sort();
    folded.windows(2).find_map(|pair| match pair {
        [(a, one), (b, other)] if a == b => Some((*one, *other)),
        _ => None,
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn look_of(text: &str) -> Look {
    if super::table::number(text).is_some() {
        Look::Number
    } else if is_date(text) {
        Look::Date
    } else if is_dressed(text) {
        Look::Dressed
    } else {
        Look::Text
    }
}

/// Tells whether a text is a number dressed for people, or too large for one.
fn is_dressed(text: &str) -> bool {
    let bare = |c: char| c.is_whitespace() || matches!(c, '%' | '€' | '$' | '£' | '¥' | '₹');
    let digits = text.trim_matches(bare).trim_start_matches(['+', '-']).trim_matches(bare);
    if digits.parse::<f64>().is_ok_and(|number| number.is_finite() || digits.starts_with(|c: char| c.is_ascii_digit()))
    {
        return digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    }
    let mut groups = digits.split(|c: char| matches!(c, ',' | '.' | '\'' | '’') || c.is_whitespace());
    let is_number = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let Some(first) = groups.next().filter(|group| is_number(group)) else { return false };
    let rest: Vec<&str> = groups.collect();
    let Some((last, thousands)) = rest.split_last() else { return false };
    is_number(last)
        && thousands.iter().all(|group| is_number(group) && group.len() == 3)
        && (thousands.is_empty() || first.len() <= 3)
}

/// Tells whether a text begins with a day: 2026-01-31, 31.01.2026, 1/31/2026, 31 Jan 2026, Jan 31, 2026.
pub(super) fn is_date(text: &str) -> bool {
    let day = text.split_once('T').filter(|(day, _)| day.len() == 10).map_or(text, |(day, _)| day);
    let mut parts = day.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (Some(a), Some(b), Some(c)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let whole = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_year = |part: &str| part.len() == 4 && whole(part).is_some_and(|year| (1900..=2199).contains(&year));
    let is_day = |part: &str| part.len() <= 2 && whole(part).is_some_and(|day| (1..=31).contains(&day));
    let is_month = |part: &str| is_day(part) && whole(part) <= Some(12);
    let is_named = |part: &str| {
        let start: String = part.chars().take(3).collect::<String>().to_ascii_lowercase();
        part.len() >= 3 && MONTHS.contains(&start.as_str())
    };
    (is_year(a) && (is_month(b) || is_named(b)) && is_day(c))
        || (is_year(c) && is_day(a) && is_day(b) && (is_month(a) || is_month(b)))
        || (is_year(c) && ((is_day(a) && is_named(b)) || (is_named(a) && is_day(b))))
}

/// The months as their names begin.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_that_people_write_are_told_from_words() {
        for text in ["1,234.50", "12 %", "12%", "€ 1.200", "1.234,50", "3,5", "1 234", "-1,5", "9e400", "1'000", "$12"]
        {
            assert!(is_dressed(text), "{text}");
        }
        for text in ["1.2.3", "10-50", "51 to 200", "1,2,3", "v1", "", "€", "inf", "192.168.0.1", "a,5", "+49 40 12"]
        {
            assert!(!is_dressed(text), "{text}");
        }
        for text in
            ["2026-01-31", "2026-01-31T10:00:00Z", "31.01.2026", "1/31/2026 10:00", "31 Jan 2026", "January 31, 2026"]
        {
            assert!(is_date(text), "{text}");
        }
        for text in ["2026", "10-50", "1.2.3", "12.12.12", "13.13.2026", "Jan", "mar 5", "2026-13-01"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
