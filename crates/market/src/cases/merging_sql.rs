//! Statements on two cases of one maker.

use kernel::Limit;
use kernel::ids::{CaseId, MergeId, PersonId};
use store::{DbError, Read, Tx, params, sql};

use super::CaseState;
use crate::accounts::DepartmentKey;

/// A merge, ready to be written.
#[derive(Debug)]
pub(super) struct NewMerge<'a> {
    pub id: MergeId,
    pub loser: CaseId,
    pub survivor: CaseId,
    pub by: PersonId,
    pub department: DepartmentKey,
    pub reason: &'a str,
    pub loser_state: CaseState,
    pub loser_next: Option<i64>,
    pub joined: i64,
    pub closed_maker: i64,
}

/// Writes a merge down.
pub(super) async fn insert_merge(tx: &mut Tx, new: &NewMerge<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into case_merge
                    (id, loser_id, survivor_id, at_ms, by_id, department, reason, loser_state, loser_next, joined, closed_maker)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        params![
            new.id,
            new.loser,
            new.survivor,
            now,
            new.by,
            new.department,
            new.reason,
            new.loser_state,
            new.loser_next,
            new.joined,
            new.closed_maker
        ],
    )
    .await
}

store::row! {
    /// A merge that stands.
    pub struct Merged {
        /// Its id.
        pub id: MergeId,
        /// The case that points.
        pub loser: CaseId,
        /// The case that stays.
        pub survivor: CaseId,
        /// How the first stood.
        pub loser_state: CaseState,
        /// Its next action.
        pub loser_next: Option<i64>,
        /// Whether the department of the first joined the second by this: 1 or 0.
        pub joined: i64,
        /// Whether the shop of the first was closed by this: 1 or 0.
        pub closed_maker: i64,
    }
}

/// A merge that stands.
pub(super) async fn merge(read: &mut Read, id: MergeId) -> Result<Option<Merged>, DbError> {
    read.row(
        sql!(
            "select id, loser_id, survivor_id, loser_state, loser_next, joined, closed_maker
               from case_merge where id = $1 and undone_at_ms is null"
        ),
        params![id],
    )
    .await
}

/// The merges a case has a part in that stand.
pub(super) async fn living_of(read: &mut Read, case: CaseId) -> Result<Vec<Merged>, DbError> {
    let most = Limit::of(100);
    read.rows(
        sql!(
            "select id, loser_id, survivor_id, loser_state, loser_next, joined, closed_maker
               from case_merge
              where (loser_id = $1 or survivor_id = $1) and undone_at_ms is null
              order by at_ms, id limit $2"
        ),
        params![case, most],
    )
    .await
}

/// Undoes a merge.
pub(super) async fn undo(tx: &mut Tx, id: MergeId, by: PersonId, reason: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update case_merge set undone_at_ms = $2, undone_by = $3, undone_reason = $4 where id = $1"),
        params![id, now, by, reason],
    )
    .await
}
