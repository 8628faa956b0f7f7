//! Idempotency keys: an act asked for twice with one key happens once and is answered the same both times.
//!
//! The answer is kept in the transaction of the act itself, so a crash between the two cannot happen. A refused act
//! keeps nothing, so that it may be asked for again. Source of the manners: Stripe's idempotent requests.

use kernel::{Cell, Time};

use crate::{Db, DbError, Sql, Tx, params, sql, transaction};

/// Keys are kept this long.
pub const KEPT_HOURS: i64 = 72;

/// An act that must happen once.
#[derive(Clone, Debug)]
pub struct Once {
    /// Whose key it is: another actor's same key is another key.
    pub actor: String,
    /// What the key was used for.
    pub route: &'static str,
    /// The key as the caller chose it, at most 255 characters.
    pub key: String,
    /// The SHA-256 of what was asked, to tell a repeat from a mistake.
    pub body_sha256: String,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: the act may go ahead.
    New,
    /// It has happened; this was answered.
    Answered {
        /// The HTTP status.
        status: u32,
        /// The body.
        answer: String,
    },
    /// The same key was used for something else.
    Other,
}

/// Looks a key up, in the transaction of the act.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn look_up(tx: &mut Tx, once: &Once) -> Result<Known, DbError> {
    Ok(match sql::answer_of(tx, once).await? {
        None => Known::New,
        Some((body, ..)) if body != once.body_sha256 => Known::Other,
        Some((_, status, answer)) => Known::Answered { status: u32::try_from(status).unwrap_or(500), answer },
    })
}

/// Keeps the answer, in the transaction of the act. `false`: the key has been used meanwhile, and the act must be undone.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn keep(tx: &mut Tx, once: &Once, status: u32, answer: &str) -> Result<bool, DbError> {
    let (statement, values) = keeping(tx.now(), once, status, answer);
    Ok(tx.exec(statement, values).await? == 1)
}

/// The statement of [`keep`], to be sent together with others by [`Tx::exec_all`].
pub fn keeping(now: Time, once: &Once, status: u32, answer: &str) -> (Sql, Vec<Cell>) {
    let values = params![once.actor, once.route, once.key, once.body_sha256, status, answer, now];
    (sql::insert_answer(), values)
}

/// Forgets keys older than [`KEPT_HOURS`]; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_minutes(-60 * KEPT_HOURS);
        sql::forget_answers(tx, before).await
    })
}
