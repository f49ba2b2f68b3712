//! Reads the marked leads out of a file that a receiver may be writing at the same time.
//!
//! Only reads: a file that is not there is not made, and one of an older form stays as it is.

use super::open::{BUSY, OpenFault, is_foreign, newest_form, refused};
use super::{Mark, Marked};
use futures_util::TryStreamExt;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, Row, SqliteConnection};
use std::path::Path;

/// A lead and what became of it.
pub(crate) struct MarkedLead {
    /// When it came, in ms since 1970, by the receiver's clock.
    pub(crate) received_at: i64,
    /// The lead as it came.
    pub(crate) body: String,
    pub(crate) mark: Mark,
}

/// Hands over every marked lead, the first that came first, and gives how many leads are not marked.
///
/// # Errors
/// Why the file can't be read as a database of leads.
pub(crate) async fn each_marked(file: &Path, take: &mut dyn FnMut(&MarkedLead)) -> Result<i64, OpenFault> {
    if !file.is_file() {
        return Err(OpenFault::Missing(file.to_owned()));
    }
    let refused = |error| refused(file, error);
    let options = SqliteConnectOptions::new().filename(file).read_only(true).busy_timeout(BUSY);
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(refused)?;
    if is_foreign(&mut connection).await.map_err(refused)? {
        return Err(OpenFault::Foreign(file.to_owned()));
    }
    // One transaction, so that the leads and the count are of one moment.
    let mut snapshot = connection.begin().await.map_err(refused)?;
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *snapshot).await.map_err(refused)?;
    let has = |name: &str| tables.iter().any(|table| table == name);
    if !has("leads") {
        return Ok(0);
    }
    let forms = "SELECT max(version) FROM _sqlx_migrations";
    let form: i64 = sqlx::query_scalar(forms).fetch_one(&mut *snapshot).await.map_err(refused)?;
    if form > newest_form() {
        return Err(OpenFault::Newer(file.to_owned()));
    }
    let leads: i64 =
        sqlx::query_scalar("SELECT count(*) FROM leads").fetch_one(&mut *snapshot).await.map_err(refused)?;
    if !has("marks") {
        return Ok(leads);
    }
    let mut marked = 0;
    {
        let rows = "SELECT received_at, body, mark, marked_at FROM marks JOIN leads USING (lead_id)
                    ORDER BY received_at, lead_id";
        let mut rows = sqlx::query(rows).fetch(&mut *snapshot);
        while let Some(row) = rows.try_next().await.map_err(refused)? {
            let lead = || -> Result<Option<MarkedLead>, sqlx::Error> {
                let Some(Marked { mark, .. }) = Marked::of(&row)? else { return Ok(None) };
                Ok(Some(MarkedLead { received_at: row.try_get("received_at")?, body: row.try_get("body")?, mark }))
            };
            if let Some(lead) = lead().map_err(refused)? {
                marked += 1;
                take(&lead);
            }
        }
    }
    Ok(leads - marked)
}
