//! Every statement on targets.

use kernel::ids::{PersonId, TargetId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::State;
use super::act::{Way, Wish};
use super::read::{Target, Version};
use crate::audit::Trail;

store::row! {
    /// A target as the act needs it.
    pub struct TargetRow {
        /// Its id.
        pub id: TargetId,
        /// How much is wanted.
        pub wanted: i64,
        /// How it stands.
        pub state: State,
        /// How often it was set.
        pub version: i64,
        /// How far its trail has come.
        pub trail: Trail,
    }
}

/// The target a wish is about, if there is one.
pub(super) async fn row(read: &mut Read, wish: &Wish) -> Result<Option<TargetRow>, DbError> {
    read.row(
        sql!(
            "select id, wanted, state, version, trail from target
              where first_day = $1 and department = $2 and block_code = $3 and what = $4"
        ),
        params![wish.first, wish.department, wish.block, wish.what],
    )
    .await
}

/// Writes a target.
pub(super) async fn insert(tx: &mut Tx, id: TargetId, wish: &Wish, trail: &Trail) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into target (id, department, block_code, first_day, what, wanted, state, version, trail)
             values ($1, $2, $3, $4, $5, $6, 'standing', 1, $7)"
        ),
        params![id, wish.department, wish.block, wish.first, wish.what, wish.wanted, trail.clone()],
    )
    .await
}

/// Changes a target. `false`: another change was faster.
pub(super) async fn change(
    tx: &mut Tx,
    row: &TargetRow,
    (to, wanted): (State, i64),
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update target set state = $3, wanted = $4, trail = $5, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, wanted, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Writes a version down.
pub(super) async fn insert_version(
    tx: &mut Tx,
    (id, seq): (TargetId, i64),
    wanted: i64,
    (by, way): (PersonId, Way),
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into target_version (target_id, seq, wanted, set_by, at_ms, way) values ($1, $2, $3, $4, $5, $6)"
        ),
        params![id, seq, wanted, by, now, way],
    )
    .await
}

/// Columns of a target; what is reached is counted elsewhere.
macro_rules! targets {
    ($rest:literal) => {
        sql!("select id, department, block_code, first_day, what, wanted, state from target ", $rest)
    };
}

/// The targets of a month that stand.
pub(super) async fn of_month(read: &mut Read, first: Day, limit: Limit) -> Result<Vec<Target>, DbError> {
    read.rows(
        targets!(
            "where first_day = $1 and state = 'standing' order by department, block_code, what limit $2"
        ),
        params![first, limit],
    )
    .await
}

/// A target.
pub(super) async fn one(read: &mut Read, id: TargetId) -> Result<Option<Target>, DbError> {
    read.row(targets!("where id = $1"), params![id]).await
}

/// What was wanted of a target, the newest first.
pub(super) async fn versions(read: &mut Read, id: TargetId, limit: Limit) -> Result<Vec<Version>, DbError> {
    read.rows(
        sql!(
            "select v.wanted, p.name, v.at_ms, v.way from target_version v join person p on p.id = v.set_by
              where v.target_id = $1 order by v.seq desc limit $2"
        ),
        params![id, limit],
    )
    .await
}
