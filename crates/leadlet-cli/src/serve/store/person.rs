//! Fills in, for rows from before the column `person`, whose address each lead has.
//!
//! What makes two addresses one person's is the core's to say; SQL can't.

use leadlet_core::field::email::dedupe_key;
use sqlx::{Connection, SqliteConnection};

/// Fills the column where it is missing. An address that has no key any more counts as its own.
pub(super) async fn fill(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let missing: Vec<(String, String)> =
        sqlx::query_as("SELECT lead_id, email FROM leads WHERE person IS NULL AND email IS NOT NULL")
            .fetch_all(&mut *transaction)
            .await?;
    for (lead_id, email) in missing {
        sqlx::query("UPDATE leads SET person = ? WHERE lead_id = ?")
            .bind(dedupe_key(&email).unwrap_or(email))
            .bind(lead_id)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await
}
