//! Reads leads back: a page of the inbox, or all that match, one by one.

use super::{Store, StoredLead, rows};
use futures_util::StreamExt;
use serde::Deserialize;
use sqlx::Sqlite;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use tokio::sync::mpsc;

/// How many leads a page of the inbox shows.
const PAGE_SIZE: i64 = 50;

/// How many leads an export holds in memory while its reader catches up.
const READ_AHEAD: usize = 16;

/// What the inbox is asked for; also the form its addresses have. Empty means everything.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    /// A text that an answer, the lead's id or its config's id contains. Case does not count for
    /// the letters A to Z.
    pub(crate) q: String,
    /// The stage a lead must have, as `sql`.
    pub(crate) stage: String,
    /// What a lead must be marked, as `won`; `none` for those that are not.
    pub(crate) mark: String,
    /// Which page, from 1.
    pub(crate) page: i64,
}

/// What an export is made of, in the order in which it comes.
pub(crate) enum Found {
    /// The names of all answers of all leads that follow, in the order in which they first came.
    AnswerNames(Vec<String>),
    /// One lead.
    Lead(Box<StoredLead>),
}

/// One page of leads, newest first.
pub(crate) struct Page {
    /// At most 50 leads.
    pub(crate) leads: Vec<StoredLead>,
    /// How many leads match, on all pages.
    pub(crate) matching: i64,
    /// How many leads there are.
    pub(crate) all: i64,
    /// Which page this is, from 1 to `pages`.
    pub(crate) number: i64,
    /// How many pages there are, at least 1.
    pub(crate) pages: i64,
    /// Every stage that some lead has.
    pub(crate) stages: Vec<String>,
    /// How many leads are marked won, and how many lost.
    pub(crate) marked: [i64; 2],
}

/// `?1` is the stage, `?2` a LIKE pattern, `?3` the mark. Only the values of answers are searched: their names
/// are the same in every lead. A body that SQLite's JSON reader refuses is skipped, not an error.
macro_rules! matching {
    ($before:expr, $after:literal) => {
        concat!(
            $before,
            r" WHERE (?1 = '' OR stage = ?1)
                 AND (?3 = '' OR ?3 = ifnull((SELECT mark FROM marks WHERE marks.lead_id = leads.lead_id), 'none'))
                 AND (?2 = '%%' OR lead_id LIKE ?2 ESCAPE '\' OR config_id LIKE ?2 ESCAPE '\'
                      OR EXISTS (SELECT 1 FROM json_tree(iif(json_valid(body), body, '{}'), '$.answers') AS answer
                                 WHERE answer.atom LIKE ?2 ESCAPE '\')) ",
            $after
        )
    };
}

impl Search {
    fn bind<'q>(&self, query: Query<'q, Sqlite, SqliteArguments>) -> Query<'q, Sqlite, SqliteArguments> {
        query.bind(self.stage.clone()).bind(self.pattern()).bind(self.mark.clone())
    }

    /// The text to find as a LIKE pattern in which every character stands for itself.
    fn pattern(&self) -> String {
        let mut pattern = String::from("%");
        for character in self.q.trim().chars() {
            if matches!(character, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(character);
        }
        pattern.push('%');
        pattern
    }
}

impl Store {
    /// Reads the page that `search` asks for; a page past the end is the last one.
    pub(crate) async fn page(&self, search: &Search) -> Result<Page, sqlx::Error> {
        // One transaction, so that the counts and the rows are of one moment.
        let mut snapshot = self.readers.begin().await?;
        let all = sqlx::query_scalar("SELECT count(*) FROM leads").fetch_one(&mut *snapshot).await?;
        let matching: i64 = sqlx::query_scalar(matching!("SELECT count(*) FROM leads", ""))
            .bind(search.stage.clone())
            .bind(search.pattern())
            .bind(&search.mark)
            .fetch_one(&mut *snapshot)
            .await?;
        let pages = (matching + PAGE_SIZE - 1).div_euclid(PAGE_SIZE).max(1);
        let number = search.page.clamp(1, pages);
        let newest = matching!(rows!(), "ORDER BY received_at DESC, lead_id DESC LIMIT ?4 OFFSET ?5");
        let rows = search.bind(sqlx::query(newest)).bind(PAGE_SIZE).bind((number - 1) * PAGE_SIZE);
        let rows = rows.fetch_all(&mut *snapshot).await?;
        let stages = "SELECT DISTINCT stage FROM leads WHERE stage IS NOT NULL ORDER BY stage";
        let stages = sqlx::query_scalar(stages).fetch_all(&mut *snapshot).await?;
        let leads = rows.iter().map(StoredLead::of).collect::<Result<_, _>>()?;
        let marked = "SELECT count(*) FILTER (WHERE mark = 'won'), count(*) FILTER (WHERE mark = 'lost') FROM marks";
        let (won, lost) = sqlx::query_as(marked).fetch_one(&mut *snapshot).await?;
        Ok(Page { leads, matching, all, number, pages, stages, marked: [won, lost] })
    }

    /// Reads every matching lead, oldest first, after all their answer names.
    ///
    /// Leads are read one by one as they are taken, so that an export of any size needs little
    /// memory; all of it is one moment's view of the database. Reading ends when the receiving end
    /// is dropped. An error is the last thing that comes.
    pub(crate) fn all(&self, search: Search) -> mpsc::Receiver<Result<Found, sqlx::Error>> {
        let (give, take) = mpsc::channel(READ_AHEAD);
        let store = self.clone();
        tokio::spawn(async move {
            if let Err(error) = store.hand_over(&search, &give).await {
                // Nobody waits for the error where nobody waits for the leads.
                let _ = give.send(Err(error)).await;
            }
        });
        take
    }

    async fn hand_over(
        &self,
        search: &Search,
        to: &mpsc::Sender<Result<Found, sqlx::Error>>,
    ) -> Result<(), sqlx::Error> {
        let mut snapshot = self.readers.begin().await?;
        let names = matching!(
            "SELECT name.key FROM leads, json_each(iif(json_valid(body), body, '{}'), '$.answers') AS name",
            "GROUP BY name.key ORDER BY min(received_at), min(name.id)"
        );
        let names = sqlx::query_scalar(names)
            .bind(search.stage.clone())
            .bind(search.pattern())
            .bind(&search.mark)
            .fetch_all(&mut *snapshot)
            .await?;
        let mut open = to.send(Ok(Found::AnswerNames(names))).await.is_ok();
        let oldest = matching!(rows!(), "ORDER BY received_at, lead_id");
        let mut rows = search.bind(sqlx::query(oldest)).fetch(&mut *snapshot);
        while open && let Some(row) = rows.next().await {
            let lead = Box::new(StoredLead::of(&row?)?);
            open = to.send(Ok(Found::Lead(lead))).await.is_ok();
        }
        Ok(())
    }
}
