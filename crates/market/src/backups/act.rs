//! The verbs: a worker takes its turn, and says what came of it.

use kernel::Time;
use store::{Db, DbError, transaction};

use super::{Proof, read, rules, sql};
use crate::accounts::Role;
use crate::notices;

/// Failures are kept in so many letters.
const WORDS_MOST: usize = 400;

/// Takes the turn to make a backup. `false` if it is not time yet, or another worker is at it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn claim(db: &Db, every_ms: i64) -> Result<bool, DbError> {
    transaction!(db.alone(), tx => { sql::claim(tx, every_ms).await })
}

/// A backup was taken.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn taken(db: &Db, name: &str, moment: Time, bytes: i64) -> Result<(), DbError> {
    transaction!(db.alone(), tx => { sql::taken(tx, name, moment, bytes).await })
}

/// None could be taken; the next is tried soon.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn failed(db: &Db, every_ms: i64, why: &str) -> Result<(), DbError> {
    let why: String = why.chars().take(WORDS_MOST).collect();
    transaction!(db.alone(), tx => {
        let next = rules::next_after_failure(tx.now(), every_ms);
        sql::failed(tx, &why, next).await
    })
}

/// A backup was restored and looked through.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn proven(db: &Db, name: &str, moment: Time, proof: &Proof) -> Result<(), DbError> {
    let breach: String = proof.breach.chars().take(WORDS_MOST).collect();
    transaction!(db, tx => { sql::insert_proof(tx, name, moment, proof.checks, &breach).await })
}

/// Tells every administrator by SMS, once a day, that no backup is there which is both new and proven; answers how many were told.
/// A mart that has never taken one is not warned: its page of health says so.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn warn(db: &Db) -> Result<usize, DbError> {
    let standing = read::standing(&mut db.read().await?).await?;
    let now = db.now();
    if standing.newest.is_none() || rules::alarm(&standing, now).is_none() {
        return Ok(0);
    }
    let since = standing.proven.map_or_else(|| "–".to_owned(), Time::in_india);
    transaction!(db, tx => {
        notices::tell_role(tx, Role::Administrator, "sms-backup", now.day(), &[("since", &since)]).await
    })
}
