//! What carriers take is learnt: by the clock once a day, at a press, or by a command.

use store::{Db, DbError, transaction};

use super::{read, rules, sql};

/// Throws away what was learnt and learns it anew from what arrived. Answers for how many ways something was learnt; of all others
/// what ships with the mart holds.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn learn_anew(db: &Db) -> Result<usize, DbError> {
    transaction!(db, tx => {
        let ways = read::ways(tx).await?;
        sql::forget(tx).await?;
        let mut learnt = 0;
        for way in &ways {
            if let Some(days) = rules::learn(&way.lately, &way.in_months, way.shipped.1) {
                sql::insert(tx, (way.carrier, &way.zone), &days).await?;
                learnt += 1;
            }
        }
        Ok(learnt)
    })
}

/// As [`learn_anew`], if a day has gone by since. To be called every hour.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn learn_nightly(db: &Db) -> Result<usize, DbError> {
    let last = sql::last_learnt(&mut db.read().await?).await?;
    let due = last.is_none_or(|last| last.plus_days(rules::EVERY_DAYS) <= db.now());
    if due { learn_anew(db).await } else { Ok(0) }
}
