//! The leads to learn from: which of them, in what order, and which of them were won.
//!
//! Knows what an owner asks of a file or an inbox, and what to write where that can't be done. Knows nothing
//! of models.

use super::{POSITIVE, Train, inbox::Inbox, mapping::Mapping, table::Table, warn};
use crate::{
    ledger::{config_at, instant},
    terminal::with_commands_shown,
};
use std::path::{Path, PathBuf};

/// Past leads, wherever they come from.
pub(super) struct Past {
    /// Where they come from.
    pub(super) file: PathBuf,
    pub(super) table: Table,
    /// Of every row whether its outcome was positive.
    pub(super) positive: Vec<bool>,
    /// The column of outcomes, where it is one of the table's.
    pub(super) target: Option<usize>,
    /// The column of times; the order of the rows where there is none.
    pub(super) time: Option<usize>,
    pub(super) mapping: Mapping,
    /// Where they come from, as the model will say.
    pub(super) origin: String,
    /// Whether all of it was known when the leads came.
    pub(super) at_capture: bool,
}

impl Train {
    /// Reads past leads out of a file.
    pub(super) fn of_file(&self, file: &Path, target: &str) -> Result<Past, String> {
        let mapping = Mapping::read(&self.map)?;
        let mut table = Table::read(file, &self.blank)?;
        let in_file = |words: String| format!("{}: {words}", file.display());
        let of_outcomes = table.column(target).map_err(in_file)?;
        let mut keep: Vec<bool> =
            (0..table.lines.len()).map(|row| table.columns[of_outcomes].text(row).is_some()).collect();
        let without = keep.iter().filter(|keep| !**keep).count();
        if without > 0 {
            warn(&format!("{without} rows have no outcome and are left out."));
        }
        self.select(&table, &mut keep).map_err(in_file)?;
        table.retain(&keep);
        let time = self.time.as_deref().map(|time| table.column(time)).transpose().map_err(in_file)?;
        for column in mapping.columns() {
            table.column(column).map_err(in_file)?;
        }
        let positive = self.outcomes(file, &table, of_outcomes)?;
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Past {
            file: file.to_owned(),
            table,
            positive,
            target: Some(of_outcomes),
            time,
            mapping,
            origin: format!("{name}, target {target}"),
            at_capture: false,
        })
    }

    /// Reads past leads out of the database of an inbox.
    pub(super) fn of_inbox(&self, db: &Path) -> Result<Past, String> {
        let config = self.config.as_ref().and_then(|config| config_at(config));
        let (config, _) = config.ok_or("the config can't be used; see above.")?;
        let mut inbox = Inbox::read(db, &config.plan, &self.also)?;
        for note in &inbox.notes {
            eprintln!("note: {}", with_commands_shown(note));
        }
        let mut keep = vec![true; inbox.won.len()];
        self.select(&inbox.table, &mut keep).map_err(|words| format!("{}: {words}", db.display()))?;
        inbox.table.retain(&keep);
        let mut kept = keep.iter();
        inbox.won.retain(|_| kept.next().copied().unwrap_or(false));
        Ok(Past {
            file: db.to_owned(),
            table: inbox.table,
            positive: inbox.won,
            target: None,
            time: None,
            mapping: inbox.mapping,
            origin: inbox.origin,
            at_capture: true,
        })
    }

    /// Keeps of the rows those that are asked for.
    fn select(&self, table: &Table, keep: &mut [bool]) -> Result<(), String> {
        for only in &self.only {
            let (column, values) =
                only.split_once('=').ok_or_else(|| format!("--where \"{only}\": write COLUMN=VALUE|VALUE."))?;
            let column = &table.columns[table.column(column.trim())?];
            let values: Vec<&str> = values.split('|').map(str::trim).collect();
            if let Some(unknown) = values.iter().find(|value| !column.values.iter().any(|known| known == *value)) {
                let known: Vec<&str> = column.values.iter().map(String::as_str).collect();
                let meant = leadlet_core::diagnostic::nearest(unknown, &known);
                let meant = meant.map(|meant| format!(" Did you mean \"{meant}\"?")).unwrap_or_default();
                return Err(format!("--where: no row has \"{unknown}\" in the column \"{}\".{meant}", column.name));
            }
            for (row, keep) in keep.iter_mut().enumerate() {
                *keep &= column.text(row).is_some_and(|text| values.contains(&text));
            }
        }
        if keep.contains(&true) { Ok(()) } else { Err("no row is left.".to_owned()) }
    }

    /// Tells of every row whether its outcome was positive.
    fn outcomes(&self, file: &Path, table: &Table, target: usize) -> Result<Vec<bool>, String> {
        let column = &table.columns[target];
        let rows = 0..table.lines.len();
        let mut met: Vec<&str> = Vec::new();
        for row in rows.clone() {
            let Some(text) = column.text(row) else { continue };
            if !met.iter().any(|known| known.eq_ignore_ascii_case(text)) {
                met.push(text);
            }
            if met.len() > 2 && self.positive.is_none() {
                return Err(format!(
                    "{}:{}: the target has a third value, \"{text}\", besides \"{}\" and \"{}\". Say with --positive which one is positive.",
                    file.display(),
                    table.lines[row],
                    met[0],
                    met[1]
                ));
            }
        }
        let said = self.positive.as_deref();
        let wanted =
            said.or_else(|| met.iter().copied().find(|value| POSITIVE.contains(&value.to_ascii_lowercase().as_str())));
        if met.len() < 2 {
            let only = met.first().copied().unwrap_or_default();
            return Err(format!(
                "{}: all rows have the outcome \"{only}\"; a model learns from leads with both outcomes.",
                file.display()
            ));
        }
        let is_wanted = |text: &str| wanted.is_some_and(|wanted| wanted.eq_ignore_ascii_case(text));
        match wanted {
            Some(_) if met.iter().any(|text| is_wanted(text)) => {
                if met.len() > 2 {
                    let others: Vec<&str> = met.iter().copied().filter(|text| !is_wanted(text)).take(12).collect();
                    warn(&format!(
                        "all other outcomes count as negative: {}. Leave out leads that are not decided yet with --where \"{}=…|…\".",
                        others.join(", "),
                        column.name
                    ));
                }
                Ok(rows.map(|row| column.text(row).is_some_and(is_wanted)).collect())
            }
            _ => Err(format!(
                "{}: which outcome is positive? Say --positive with one of: {}.",
                file.display(),
                met.iter().take(12).copied().collect::<Vec<_>>().join(", ")
            )),
        }
    }
}

/// Puts the rows in the order of time; those of which it is not told come first.
///
/// # Errors
/// The line of a time that can't be put in order, and what to write.
pub(super) fn in_order(table: &Table, time: Option<usize>) -> Result<Vec<usize>, String> {
    let mut rows: Vec<usize> = (0..table.lines.len()).collect();
    let Some(column) = time.and_then(|time| table.columns.get(time)) else { return Ok(rows) };
    if column.blanks() > 0 {
        warn(&format!("{} rows have no time and count as the oldest.", column.blanks()));
    }
    if column.numbers.is_some() {
        let when = |row: usize| column.number(row).unwrap_or(f64::NEG_INFINITY);
        rows.sort_by(|a, b| when(*a).total_cmp(&when(*b)));
        return Ok(rows);
    }
    let instants: Option<Vec<i64>> = column.values.iter().map(|text| instant::of_text(text).ok()).collect();
    if let Some(instants) = instants {
        rows.sort_by_key(|row| column.codes.get(*row).and_then(|code| instants.get(*code as usize)));
        return Ok(rows);
    }
    // Without an offset it is no instant, but sorts by time where all begin with the year.
    let sorts = |text: &str| {
        let year = text.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        year && text.get(4..5) == Some("-")
    };
    if let Some(row) = rows.iter().find(|row| column.text(**row).is_some_and(|text| !sorts(text))) {
        let text: String = column.text(*row).unwrap_or_default().chars().take(40).collect();
        return Err(format!(
            "{}: --time: \"{text}\" does not sort by time. Write days as 2026-01-31 and times as 2026-01-31T12:00:00Z.",
            table.lines[*row]
        ));
    }
    rows.sort_by_key(|row| column.text(*row));
    Ok(rows)
}
