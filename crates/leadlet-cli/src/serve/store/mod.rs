//! Keeps leads in one SQLite file.
//!
//! Knows SQL and what durable means: an acknowledgement leaves this house only after the row is on
//! the disk (`synchronous = FULL`), and a lead id is kept once however often it comes. Does not know
//! HTTP, nor what a score means: it stores what it is given.
//!
//! There is one writing connection, so that writers queue in order instead of waking each other out
//! of SQLite's busy loop, and a few for reading, which the write-ahead log never blocks.

mod mark;
mod marked;
mod open;
mod person;
mod search;

pub(crate) use mark::{Mark, Marked};
pub(crate) use marked::{MarkedLead, each_marked};
pub(crate) use open::OpenFault;
pub(crate) use search::{Found, Page, Search};

use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Row, SqliteConnection};

/// How the score that came with a lead compares to the one this receiver computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScoreCheck {
    /// The lead came with exactly the score this receiver computes.
    Match,
    /// This receiver computes another score: the config was tampered with, or the lead was.
    Differs,
    /// The config the lead names is not among the known ones, so nothing was computed.
    UnknownConfig,
    /// The lead came without a score.
    Unscored,
}

impl ScoreCheck {
    /// Gives the word that stands in the `score_check` column.
    pub(crate) fn word(self) -> &'static str {
        match self {
            ScoreCheck::Match => "match",
            ScoreCheck::Differs => "differs",
            ScoreCheck::UnknownConfig => "unknown-config",
            ScoreCheck::Unscored => "unscored",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "match" => ScoreCheck::Match,
            "differs" => ScoreCheck::Differs,
            "unscored" => ScoreCheck::Unscored,
            // The column's CHECK leaves only this one.
            _ => ScoreCheck::UnknownConfig,
        }
    }
}

/// One row: a lead as it came and what was made of it. The columns are told in the migration.
#[derive(Clone, Debug)]
pub(crate) struct StoredLead {
    pub(crate) lead_id: String,
    pub(crate) received_at: i64,
    pub(crate) body: String,
    pub(crate) body_hash: String,
    pub(crate) config_id: String,
    pub(crate) config_hash: String,
    pub(crate) submitted_at: i64,
    pub(crate) email: Option<String>,
    pub(crate) score: Option<i64>,
    pub(crate) stage: Option<String>,
    pub(crate) temperature: Option<String>,
    pub(crate) outcome: Option<String>,
    pub(crate) score_check: ScoreCheck,
    pub(crate) recomputed: Option<String>,
    /// Why the lead is not what its flow makes of its answers, a sentence a line.
    pub(crate) doubts: Option<String>,
    pub(crate) person: Option<String>,
    /// The earliest lead of the same person, where that is another. Not a column: told when a lead is
    /// read, ignored when one is kept.
    pub(crate) first_of_person: Option<String>,
    /// What became of it. Not a column of its row, either.
    pub(crate) marked: Option<Marked>,
}

/// Reads rows with what [`StoredLead::of`] takes from other rows.
macro_rules! rows {
    () => {
        "SELECT leads.*, (SELECT first.lead_id FROM leads AS first WHERE first.person = leads.person
                          ORDER BY first.received_at, first.lead_id LIMIT 1) AS first_of_person,
                (SELECT mark FROM marks WHERE marks.lead_id = leads.lead_id) AS mark,
                (SELECT marked_at FROM marks WHERE marks.lead_id = leads.lead_id) AS marked_at FROM leads"
    };
}
use rows;

/// What became of a lead that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is now on the disk.
    New,
    /// The very same bytes were there already.
    Duplicate,
    /// Its id was there already with another body, which stays as it is.
    OtherBody,
}

/// The database of leads.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Keeps a lead once. When this returns, the row survives a power cut.
    ///
    /// # Errors
    /// The database does not answer, or the disk is full; nothing was kept then.
    pub(crate) async fn keep(&self, lead: &StoredLead) -> Result<Kept, sqlx::Error> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let inserted = insert(&mut transaction, lead).await?;
        let kept = if inserted {
            Kept::New
        } else {
            let there: String = sqlx::query_scalar("SELECT body_hash FROM leads WHERE lead_id = ?")
                .bind(&lead.lead_id)
                .fetch_one(&mut *transaction)
                .await?;
            if there == lead.body_hash { Kept::Duplicate } else { Kept::OtherBody }
        };
        transaction.commit().await?;
        Ok(kept)
    }

    /// Counts all leads.
    pub(crate) async fn count(&self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT count(*) FROM leads").fetch_one(&self.readers).await
    }

    /// Finds the lead with this id.
    pub(crate) async fn lead(&self, lead_id: &str) -> Result<Option<StoredLead>, sqlx::Error> {
        let row = sqlx::query(concat!(rows!(), " WHERE lead_id = ?")).bind(lead_id);
        row.fetch_optional(&self.readers).await?.map(|row| StoredLead::of(&row)).transpose()
    }

    /// Closes every connection; the last one folds the write-ahead log into the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn insert(connection: &mut SqliteConnection, lead: &StoredLead) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "INSERT INTO leads (lead_id, received_at, body, body_hash, config_id, config_hash, submitted_at,
                            email, score, stage, temperature, outcome, score_check, recomputed, doubts, person)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (lead_id) DO NOTHING",
    )
    .bind(&lead.lead_id)
    .bind(lead.received_at)
    .bind(&lead.body)
    .bind(&lead.body_hash)
    .bind(&lead.config_id)
    .bind(&lead.config_hash)
    .bind(lead.submitted_at)
    .bind(&lead.email)
    .bind(lead.score)
    .bind(&lead.stage)
    .bind(&lead.temperature)
    .bind(&lead.outcome)
    .bind(lead.score_check.word())
    .bind(&lead.recomputed)
    .bind(&lead.doubts)
    .bind(&lead.person)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

impl StoredLead {
    fn of(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let lead_id: String = row.try_get("lead_id")?;
        let first: Option<String> = row.try_get("first_of_person")?;
        Ok(StoredLead {
            marked: Marked::of(row)?,
            first_of_person: first.filter(|first| *first != lead_id),
            person: row.try_get("person")?,
            lead_id,
            received_at: row.try_get("received_at")?,
            body: row.try_get("body")?,
            body_hash: row.try_get("body_hash")?,
            config_id: row.try_get("config_id")?,
            config_hash: row.try_get("config_hash")?,
            submitted_at: row.try_get("submitted_at")?,
            email: row.try_get("email")?,
            score: row.try_get("score")?,
            stage: row.try_get("stage")?,
            temperature: row.try_get("temperature")?,
            outcome: row.try_get("outcome")?,
            score_check: ScoreCheck::of(row.try_get("score_check")?),
            recomputed: row.try_get("recomputed")?,
            doubts: row.try_get("doubts")?,
        })
    }
}
