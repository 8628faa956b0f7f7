//! How backups go, and what a restored one must have at least.

use std::collections::BTreeMap;

use store::{DbError, Read};

use super::{Standing, sql};

/// How backups go.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn standing(read: &mut Read) -> Result<Standing, DbError> {
    let newest = sql::newest(read).await?;
    let proven = sql::newest_proven(read).await?;
    let tried = sql::last_tried(read).await?;
    Ok(Standing {
        every_ms: Some(newest.every_ms).filter(|every| *every > 0),
        newest: newest.moment,
        bytes: newest.bytes,
        failing: newest.failed_since.map(|since| (since, newest.failure)),
        proven,
        tried_at: tried.as_ref().map(|(at, _)| *at),
        breach: tried.map(|(_, breach)| breach).filter(|breach| !breach.is_empty()),
    })
}

/// Rows of the tables that only ever grow. A backup taken afterwards has at least as many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rows(read: &mut Read) -> Result<BTreeMap<String, i64>, DbError> {
    let (orders, parcels, entries, postings, trail) = sql::rows(read).await?;
    let told = [
        ("buyer_order", orders),
        ("parcel", parcels),
        ("journal_entry", entries),
        ("posting", postings),
        ("audit_entry", trail),
    ];
    Ok(told.into_iter().map(|(table, count)| (table.to_owned(), count)).collect())
}
