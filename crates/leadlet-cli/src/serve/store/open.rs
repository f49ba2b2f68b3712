//! Opens the database file, or says why it can't be one.
//!
//! Every fault is found before the first visitor's lead could be lost to it: the file is opened for
//! writing, told apart from other programs' files, and brought to the newest form.

use super::{Store, person};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqlSafeStr, SqliteConnection};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{error, fmt};

/// "Letl", the mark that the first migration leaves in the file's header.
const APPLICATION_ID: i64 = 1_281_717_356;

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How long a connection waits for another process (a backup, `sqlite3`) to let go of the file.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// How long a request waits for a connection; shorter than the request's own limit.
const ACQUIRE: Duration = Duration::from_secs(10);

/// Why a file can't be the database of leads.
#[derive(Debug)]
pub(crate) enum OpenFault {
    /// There is no such file, and it is only to be read.
    Missing(PathBuf),
    /// The directory it should stand in does not exist.
    NoDirectory(PathBuf),
    /// It is a directory.
    Directory(PathBuf),
    /// The system does not let us write it.
    NotWritable(PathBuf, std::io::Error),
    /// It holds something else than a SQLite database.
    NotSqlite(PathBuf),
    /// It is a SQLite database of another program.
    Foreign(PathBuf),
    /// It was written by a newer Leadlet.
    Newer(PathBuf),
    /// SQLite refuses it for another reason.
    Refused(PathBuf, sqlx::Error),
}

impl fmt::Display for OpenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenFault::Missing(file) => {
                write!(f, "there is no file {file:?}. Name the one that leadlet serve keeps its leads in with --db.")
            }
            OpenFault::NoDirectory(file) => {
                let directory = file.parent().unwrap_or(Path::new("."));
                write!(
                    f,
                    "{file:?} can't be made, because there is no directory {directory:?}. Make it, or name another file with --db."
                )
            }
            OpenFault::Directory(file) => {
                write!(f, "{file:?} is a directory. Name a file in it, as in --db {:?}.", file.join("leads.db"))
            }
            OpenFault::NotWritable(file, why) => {
                write!(f, "{file:?} can't be written ({why}). Change its permissions, or name another file with --db.")
            }
            OpenFault::NotSqlite(file) => {
                write!(f, "{file:?} is not a SQLite database, and is left as it is. Name another file with --db.")
            }
            OpenFault::Foreign(file) => {
                write!(
                    f,
                    "{file:?} is the database of another program, and is left as it is. Name another file with --db."
                )
            }
            OpenFault::Newer(file) => {
                write!(
                    f,
                    "{file:?} was written by a newer version of leadlet. Run that version, or name another file with --db."
                )
            }
            OpenFault::Refused(file, why) => {
                write!(f, "{file:?} can't be used as the database: {why}.")
            }
        }
    }
}

impl error::Error for OpenFault {}

impl Store {
    /// Opens the database in `file`, making it where it is missing.
    ///
    /// # Errors
    /// Why the file can't be the database of leads, and what to do. The file is not changed then.
    pub(crate) async fn open(file: &Path) -> Result<Self, OpenFault> {
        look_at(file)?;
        let refused = |error| refused(file, error);
        let plain = SqliteConnectOptions::new().filename(file).create_if_missing(true).busy_timeout(BUSY);
        let mut first = SqliteConnection::connect_with(&plain).await.map_err(refused)?;
        let foreign = is_foreign(&mut first).await.map_err(refused)?;
        first.close().await.map_err(refused)?;
        if foreign {
            return Err(OpenFault::Foreign(file.to_owned()));
        }
        let durable = plain.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        let writer = pool(1, durable.clone()).await.map_err(refused)?;
        migrations().run(&writer).await.map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => OpenFault::Newer(file.to_owned()),
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => refused(error),
            other => OpenFault::Refused(file.to_owned(), sqlx::Error::Migrate(Box::new(other))),
        })?;
        let mut writing = writer.acquire().await.map_err(refused)?;
        person::fill(&mut writing).await.map_err(refused)?;
        drop(writing);
        let readers = pool(4, durable.pragma("query_only", "on")).await.map_err(refused)?;
        Ok(Store { writer, readers })
    }
}

/// Says why SQLite refuses a file.
pub(super) fn refused(file: &Path, error: sqlx::Error) -> OpenFault {
    match sqlite_code(&error).as_deref() {
        Some("26") => OpenFault::NotSqlite(file.to_owned()),
        _ => OpenFault::Refused(file.to_owned(), error),
    }
}

/// Finds by the file system alone what SQLite would report as a bare "unable to open".
fn look_at(file: &Path) -> Result<(), OpenFault> {
    let directory = file.parent().filter(|directory| !directory.as_os_str().is_empty());
    if directory.is_some_and(|directory| !directory.is_dir()) {
        return Err(OpenFault::NoDirectory(file.to_owned()));
    }
    if file.is_dir() {
        return Err(OpenFault::Directory(file.to_owned()));
    }
    let existing = match OpenOptions::new().read(true).write(true).open(file) {
        Ok(existing) => existing,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(OpenFault::NotWritable(file.to_owned(), error)),
    };
    let mut start = Vec::new();
    let read = existing.take(MAGIC.len() as u64).read_to_end(&mut start);
    read.map_err(|error| OpenFault::NotWritable(file.to_owned(), error))?;
    if start.is_empty() || start == MAGIC { Ok(()) } else { Err(OpenFault::NotSqlite(file.to_owned())) }
}

/// Tells whether the file has tables, but not our mark.
pub(super) async fn is_foreign(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let mark: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    // A start that was killed before the first migration leaves its journal and no mark.
    let tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('_sqlx_migrations', 'sqlite_sequence')";
    let tables: i64 = sqlx::query_scalar(tables).fetch_one(connection).await?;
    Ok(mark != APPLICATION_ID && tables > 0)
}

async fn pool(connections: u32, options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await
}

/// The forms the file has had, oldest first. A new form is one SQL file and one line here; a file
/// that has been released is never edited.
fn migrations() -> Migrator {
    let migration = |version, name: &'static str, sql: &'static str| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(vec![
        migration(1, "leads", include_str!("../../../migrations/0001_leads.sql")),
        migration(2, "doubts", include_str!("../../../migrations/0002_doubts.sql")),
        migration(3, "person", include_str!("../../../migrations/0003_person.sql")),
        migration(4, "marks", include_str!("../../../migrations/0004_marks.sql")),
    ])
}

/// Gives the number of the newest form.
pub(super) fn newest_form() -> i64 {
    migrations().iter().map(|migration| migration.version).max().unwrap_or_default()
}

fn sqlite_code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|error| error.code()).map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::super::{Mark, Marked, each_marked};
    use super::*;

    #[tokio::test]
    async fn leads_of_an_older_file_are_told_whose_they_are() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("leads.db");
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
        let mut older = SqliteConnection::connect_with(&options).await.unwrap();
        Migrator::with_migrations(migrations().iter().take(1).cloned().collect()).run(&mut older).await.unwrap();
        for (lead, email) in [("a", Some("ann@firm.example")), ("b", Some("Ann+x@firm.example")), ("c", None)] {
            let row = "INSERT INTO leads (lead_id, received_at, body, body_hash, config_id, config_hash, submitted_at, \
                       email, score_check) VALUES (?, 1, '{}', '', '', '', 1, ?, 'unscored')";
            sqlx::query(row).bind(lead).bind(email).execute(&mut older).await.unwrap();
        }
        older.close().await.unwrap();
        let store = Store::open(&file).await.unwrap();
        let first = async |lead| store.lead(lead).await.unwrap().unwrap().first_of_person;
        assert_eq!([first("a").await, first("b").await, first("c").await], [None, Some("a".to_owned()), None]);
        store.close().await;
    }

    #[tokio::test]
    async fn leads_of_an_older_file_can_be_marked_and_marks_stay_when_it_is_opened_again() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("leads.db");
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
        let mut older = SqliteConnection::connect_with(&options).await.unwrap();
        Migrator::with_migrations(migrations().iter().take(3).cloned().collect()).run(&mut older).await.unwrap();
        let row = "INSERT INTO leads (lead_id, received_at, body, body_hash, config_id, config_hash, submitted_at, \
                   score_check) VALUES ('a', 1, '{}', '', '', '', 1, 'unscored')";
        sqlx::query(row).execute(&mut older).await.unwrap();
        older.close().await.unwrap();
        let mut seen = 0;
        assert_eq!(each_marked(&file, &mut |_| seen += 1).await.unwrap(), 1, "of an older form none is marked");
        for _ in 0..2 {
            let store = Store::open(&file).await.unwrap();
            let lead = store.mark("a", Some(Mark::Won), 7).await.unwrap().unwrap();
            assert_eq!(lead.marked, Some(Marked { mark: Mark::Won, at: 7 }));
            store.close().await;
        }
        assert_eq!(each_marked(&file, &mut |_| seen += 1).await.unwrap(), 0);
        assert_eq!(seen, 1);
        assert!(matches!(each_marked(&place.path().join("no.db"), &mut |_| ()).await, Err(OpenFault::Missing(_))));
    }
}
