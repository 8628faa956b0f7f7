//! Every statement on how backups go, in the order of a backup's life.

use kernel::Time;
use store::{DbError, Read, Tx, params, sql};

use super::Newest;

/// Takes the turn, if it has come. `false`: it has not, or another took it.
pub(super) async fn claim(tx: &mut Tx, every_ms: i64) -> Result<bool, DbError> {
    let now = tx.now();
    let claimed = tx
        .exec(
            sql!(
                "update backup_state set every_ms = $1, next_at_ms = $2
                  where one = 1 and (next_at_ms <= $3 or next_at_ms > $2)"
            ),
            params![every_ms, now.plus_ms(every_ms), now],
        )
        .await?;
    Ok(claimed == 1)
}

/// What is there at least, of tables that only grow.
pub(super) async fn rows(read: &mut Read) -> Result<(i64, i64, i64, i64, i64), DbError> {
    read.one(
        sql!(
            "select (select count(*) from buyer_order), (select count(*) from parcel), (select count(*) from journal_entry),
                    (select count(*) from posting), (select count(*) from audit_entry)"
        ),
        params![],
    )
    .await
}

/// Remembers the newest, unless a newer one is known; whatever failed before is over.
pub(super) async fn taken(tx: &mut Tx, name: &str, moment: Time, bytes: i64) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update backup_state
                set name = $1, moment_ms = $2, bytes = $3, failed_since_ms = null, failure = ''
              where one = 1 and coalesce(moment_ms, 0) <= $2"
        ),
        params![name, moment, bytes],
    )
    .await
}

/// Remembers since when none can be taken, and of what the last try failed.
pub(super) async fn failed(tx: &mut Tx, why: &str, next: Time) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update backup_state
                set failed_since_ms = coalesce(failed_since_ms, $2), failure = $1, next_at_ms = $3
              where one = 1"
        ),
        params![why, now, next],
    )
    .await
}

/// The newest backup.
pub(super) async fn newest(read: &mut Read) -> Result<Newest, DbError> {
    read.one(
        sql!("select every_ms, moment_ms, bytes, failed_since_ms, failure from backup_state where one = 1"),
        params![],
    )
    .await
}

/// Remembers what came of a proof.
pub(super) async fn insert_proof(
    tx: &mut Tx,
    name: &str,
    moment: Time,
    checks: i64,
    breach: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into backup_proof (at_ms, name, moment_ms, checks, breach) values ($1, $2, $3, $4, $5)
             on conflict (at_ms) do nothing"
        ),
        params![now, name, moment, checks, breach],
    )
    .await
}

/// The moment of the newest backup that held.
pub(super) async fn newest_proven(read: &mut Read) -> Result<Option<Time>, DbError> {
    let row: (Option<Time>,) =
        read.one(sql!("select max(moment_ms) from backup_proof where breach = ''"), params![]).await?;
    Ok(row.0)
}

/// When the last proof was tried, and what did not hold.
pub(super) async fn last_tried(read: &mut Read) -> Result<Option<(Time, String)>, DbError> {
    read.row(sql!("select at_ms, breach from backup_proof order by at_ms desc limit 1"), params![]).await
}
