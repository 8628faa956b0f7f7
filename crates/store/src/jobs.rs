//! The outbox: messages for the outside world, put in the transaction that causes them and taken out by a worker.
//!
//! A job is done, put off (1 s, 4 s, 16 s … up to 15 min), or after [`ATTEMPTS_MOST`] attempts parked, where it
//! stands on a page with its reason until somebody presses a button. Kind and key together are unique for ever:
//! the same message put twice is one job.

use std::fs::File;

use kernel::ids::JobId;
use kernel::{Limit, Time};
use rustix::fs::{FlockOperation, flock};

use crate::sql::{self, NewJob};
use crate::{Db, DbError, Read, Spot, Tx, transaction};

/// After so many attempts a job waits for a person.
pub const ATTEMPTS_MOST: i64 = 12;
/// Jobs that are done are remembered this long, so that the same message put again meanwhile stays one job.
pub const KEPT_DAYS: i64 = 90;
/// Jobs are lent to a worker this long; if it dies, another takes them after that.
const LEASE_MS: i64 = 60_000;

/// A message a worker has taken.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id; stable over retries, so receivers can drop repeats.
    pub id: JobId,
    /// What kind of message.
    pub kind: String,
    /// What it is about; unique with the kind.
    pub key: String,
    /// Its content as JSON. In the table it is sealed: it may name somebody's number.
    pub payload: String,
    /// Which attempt this is, from 1.
    pub attempt: i64,
}

/// Where the content of a job is sealed.
const PAYLOAD: &str = "job.payload";

/// Puts a message into the queue, to be taken at once. A second one with the same kind and key changes nothing.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn put(tx: &mut Tx, kind: &str, key: &str, payload: &str) -> Result<(), DbError> {
    let now = tx.now();
    put_for(tx, kind, key, payload, now).await
}

/// As [`put`], to be taken from `run_at` on.
///
/// # Errors
/// As [`put`].
pub async fn put_for(tx: &mut Tx, kind: &str, key: &str, payload: &str, run_at: Time) -> Result<(), DbError> {
    let id = tx.new_id();
    let payload = tx.seal_for_house(Spot { column: PAYLOAD, row: &row_of(kind, key) }, payload)?;
    sql::insert_job(tx, &NewJob { id, kind, key, payload, run_at }).await?;
    tx.job_waits();
    Ok(())
}

/// Takes the jobs that are due, at most `limit`. Each is lent for a minute.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn take(db: &Db, limit: Limit) -> Result<Vec<Job>, DbError> {
    // Asking is cheap; a transaction is not.
    if !sql::any_due(&mut db.read().await?).await? {
        return Ok(Vec::new());
    }
    let taken: Result<Vec<Job>, DbError> = transaction!(db.alone(), tx => {
        let lease_until = tx.now().plus_ms(LEASE_MS);
        let mut taken = Vec::new();
        for (id, kind, key, payload, attempt) in sql::lease_jobs(tx, lease_until, limit).await? {
            let spot = Spot { column: PAYLOAD, row: &row_of(&kind, &key) };
            let payload = tx.open_for_house(spot, &payload)?;
            taken.push(Job { id, kind, key, payload, attempt });
        }
        Ok(taken)
    });
    let mut taken = taken?;
    taken.sort_unstable_by_key(|job| job.id);
    Ok(taken)
}

/// Somebody who carries jobs; gone when this value is dropped, and when the process ends however it ends.
#[derive(Debug)]
pub struct Carrier {
    _held: Option<File>,
}

/// Says that somebody begins to carry jobs. If nobody else does, what a carrier had in hand that died is taken at once instead of
/// after its minute. That is known of an embedded file alone: carriers of a server may be anywhere.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn begin_to_carry(db: &Db) -> Result<Carrier, DbError> {
    let Some(path) = db.carriers() else { return Ok(Carrier { _held: None }) };
    let opened = File::options().create(true).append(true).open(&path);
    // Without the file jobs are carried all the same, later after a crash.
    let Ok(file) = opened else { return Ok(Carrier { _held: None }) };
    if flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok() {
        transaction!(db.alone(), tx => { sql::end_leases(tx).await })?;
    }
    // Held by as many as carry; the lock of one alone becomes one of many.
    let held = flock(&file, FlockOperation::NonBlockingLockShared).is_ok();
    Ok(Carrier { _held: held.then_some(file) })
}

/// Ends a job in the transaction that brings its answer in, so that both happen or neither.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn done(tx: &mut Tx, id: JobId) -> Result<(), DbError> {
    tx.job_ended();
    sql::end_job(tx, id, "done", None).await
}

/// Puts a job off after a failed attempt, or parks it if it has failed too often.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn failed(db: &Db, job: &Job, why: &str) -> Result<(), DbError> {
    transaction!(db.alone(), tx => {
        tx.job_ended();
        if job.attempt >= ATTEMPTS_MOST {
            return sql::end_job(tx, job.id, "parked", Some(why)).await;
        }
        let run_at = tx.now().plus_ms(pause_ms(job.attempt));
        sql::put_off_job(tx, job.id, run_at, why).await
    })
}

/// Parks a job that cannot succeed by waiting.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn park(db: &Db, id: JobId, why: &str) -> Result<(), DbError> {
    transaction!(db.alone(), tx => {
        tx.job_ended();
        sql::end_job(tx, id, "parked", Some(why)).await
    })
}

/// Lets a parked job be tried again; answers its kind, or nothing if it was not parked.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn unpark(tx: &mut Tx, id: JobId) -> Result<Option<String>, DbError> {
    tx.job_waits();
    sql::unpark_job(tx, id).await
}

/// Whether a message has been taken outside; `true` also if it was never put.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn is_settled(read: &mut Read, kind: &str, key: &str) -> Result<bool, DbError> {
    Ok(sql::job_state(read, kind, key).await?.is_none_or(|state| state != "waiting"))
}

/// Forgets jobs done more than [`KEPT_DAYS`] ago; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_days(-KEPT_DAYS);
        sql::forget_done_jobs(tx, before).await
    })
}

/// Seals what an older program has put plainly, at most `limit` jobs; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn seal_plain(db: &Db, limit: Limit) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let plain = sql::plain_jobs(tx, limit).await?;
        for (id, kind, key, payload) in &plain {
            let spot = Spot { column: PAYLOAD, row: &row_of(kind, key) };
            let payload = tx.seal_for_house(spot, payload)?;
            sql::seal_job(tx, *id, &payload).await?;
        }
        Ok(plain.len() as u64)
    })
}

/// What jobs of a kind carry, oldest first, for tests; done ones carry nothing any more.
///
/// # Errors
/// [`DbError`] if the database fails.
#[cfg(feature = "testing")]
pub async fn carried(read: &mut Read, kind: &str) -> Result<Vec<String>, DbError> {
    let sealed = sql::carried(read, kind).await?;
    let open = |(key, payload): (String, crate::Sealed)| {
        if payload.is_empty() {
            return Ok(String::new());
        }
        read.open_for_house(Spot { column: PAYLOAD, row: &row_of(kind, &key) }, &payload)
    };
    sealed.into_iter().map(open).collect()
}

fn row_of(kind: &str, key: &str) -> String {
    format!("{kind} {key}")
}

/// How long a job waits after its `attempt`th failure: 1 s, 4 s, 16 s … at most 15 minutes.
fn pause_ms(attempt: i64) -> i64 {
    let doubled = u32::try_from(attempt.clamp(1, 8) - 1).unwrap_or(0);
    (1_000 * 4_i64.pow(doubled)).min(900_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        assert_eq!([1, 2, 3, 4].map(pause_ms), [1_000, 4_000, 16_000, 64_000]);
        assert_eq!(pause_ms(ATTEMPTS_MOST), 900_000);
        assert_eq!(pause_ms(0), 1_000);
    }
}
