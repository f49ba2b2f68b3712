//! Marks: what became of a lead, as a person says. They are what `leadlet train` learns from.
//!
//! A mark is not part of the lead, which stays as it came, and not the outcome the visitor was led to. It can be
//! changed and taken back; what is kept is the last one and its time.

use super::{Store, StoredLead};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// What became of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It became a customer.
    Won,
    /// It did not, and will not.
    Lost,
}

/// A mark and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) mark: Mark,
    /// When it was set, in ms since 1970, by this machine's clock.
    pub(crate) at: i64,
}

impl Mark {
    /// Gives the word that stands in the `mark` column and on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Mark::Won => "won",
            Mark::Lost => "lost",
        }
    }

    /// Reads the word; nothing for any other.
    pub(crate) fn of(word: &str) -> Option<Self> {
        [Mark::Won, Mark::Lost].into_iter().find(|mark| mark.word() == word)
    }
}

impl Marked {
    /// Reads it from a row with the columns `mark` and `marked_at`, both null where there is none.
    pub(super) fn of(row: &SqliteRow) -> Result<Option<Self>, sqlx::Error> {
        let (mark, at): (Option<String>, Option<i64>) = (row.try_get("mark")?, row.try_get("marked_at")?);
        Ok(mark.as_deref().and_then(Mark::of).zip(at).map(|(mark, at)| Marked { mark, at }))
    }
}

impl Store {
    /// Marks a lead, or takes its mark back, and gives the lead as it is then; nothing where there is no
    /// such lead. The same mark again keeps the time of the first.
    pub(crate) async fn mark(
        &self,
        lead_id: &str,
        mark: Option<Mark>,
        now: i64,
    ) -> Result<Option<StoredLead>, sqlx::Error> {
        let done = match mark {
            // From `leads`, so that a mark of no lead is no row and no error.
            Some(mark) => sqlx::query(
                "INSERT INTO marks (lead_id, mark, marked_at) SELECT lead_id, ?2, ?3 FROM leads WHERE lead_id = ?1
                 ON CONFLICT (lead_id) DO UPDATE SET mark = excluded.mark, marked_at = excluded.marked_at
                 WHERE marks.mark <> excluded.mark",
            )
            .bind(lead_id)
            .bind(mark.word())
            .bind(now),
            None => sqlx::query("DELETE FROM marks WHERE lead_id = ?1").bind(lead_id),
        };
        done.execute(&self.writer).await?;
        self.lead(lead_id).await
    }
}
