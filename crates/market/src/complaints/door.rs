//! Who has not signed in looks at her complaint by its number and her mobile. Both are tried a few times an hour; an unknown
//! number, a wrong mobile and a door that is shut answer the same.

use kernel::ids::{ComplaintId, SessionId};
use kernel::india::Mobile;
use store::{Db, DbError, transaction};

use super::{ComplaintError, rules, sql};
use crate::personal;

/// Tries of one number, and of one mobile, in an hour.
const TRIES_MOST: i64 = 10;
/// For so long a browser may look again without asking.
const OPEN_DAYS: i64 = 1;

const HOUR_MS: i64 = 3_600_000;

/// Opens a complaint to a browser that has its number and mobile; answers the number.
///
/// # Errors
/// [`ComplaintError::Missing`] whatever was wrong; [`ComplaintError::TooMany`] after ten tries within an hour.
pub async fn look_up(
    db: &Db,
    session: SessionId,
    number: &str,
    mobile: &Mobile,
) -> Result<String, ComplaintError> {
    let number = rules::number_typed(number).ok_or(ComplaintError::Missing)?;
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let tried: Result<_, ComplaintError> = transaction!(db, tx => {
        let hash = personal::mobile_hash(tx, mobile)?;
        let hour = tx.now().0.div_euclid(HOUR_MS);
        for what in [&number, &hash] {
            if !sql::count_try(tx, what, hour, TRIES_MOST).await? {
                return Ok(Err(ComplaintError::TooMany));
            }
        }
        let Some(id) = sql::id_of(tx, &number, &hash).await? else { return Ok(Err(ComplaintError::Missing)) };
        sql::open_door(tx, session, id).await?;
        Ok(Ok(number.clone()))
    });
    tried?
}

/// Whether a browser has shown number and mobile of a complaint lately.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn may_look(db: &Db, session: SessionId, id: ComplaintId) -> Result<bool, DbError> {
    let since = db.now().plus_days(-OPEN_DAYS);
    sql::has_door(&mut db.read().await?, session, id, since).await
}

/// Forgets doors and tries that have done their work; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let now = tx.now();
        let doors = sql::forget_doors(tx, now.plus_days(-OPEN_DAYS)).await?;
        Ok(doors + sql::forget_tries(tx, now.0.div_euclid(HOUR_MS) - 1).await?)
    })
}
