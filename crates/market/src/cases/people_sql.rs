//! Statements on who carries a case, who takes part, and why it rests.

use kernel::ids::{CaseId, PersonId};
use store::{DbError, Read, Tx, params, sql};

use super::StopWhy;
use super::sql::CaseRow;
use crate::accounts::DepartmentKey;

/// Lets somebody else carry a case.
pub(super) async fn set_officer(
    tx: &mut Tx,
    case: CaseId,
    department: DepartmentKey,
    officer: PersonId,
) -> Result<(), DbError> {
    tx.put(
        sql!("update maker_case set department = $2, officer_id = $3 where id = $1"),
        params![case, department, officer],
    )
    .await
}

/// Another department takes part.
pub(super) async fn insert_joining(
    tx: &mut Tx,
    case: CaseId,
    department: DepartmentKey,
    seq: i64,
    officer: PersonId,
    note: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into case_joining (case_id, department, seq, officer_id, note, joined_at_ms)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (case_id, department) where ended_at_ms is null do nothing"
        ),
        params![case, department, seq, officer, note, now],
    )
    .await
}

/// A department takes part no longer.
pub(super) async fn end_joining(tx: &mut Tx, case: CaseId, department: DepartmentKey) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update case_joining set ended_at_ms = $3
              where case_id = $1 and department = $2 and ended_at_ms is null"
        ),
        params![case, department, now],
    )
    .await
}

/// The departments that take part beside the one that carries the case.
pub(super) async fn joined(read: &mut Read, case: CaseId) -> Result<Vec<DepartmentKey>, DbError> {
    let rows: Vec<(DepartmentKey,)> = read
        .rows(
            sql!(
                "select department from case_joining
                  where case_id = $1 and ended_at_ms is null order by joined_at_ms, department limit 10"
            ),
            params![case],
        )
        .await?;
    Ok(rows.into_iter().map(|(department,)| department).collect())
}

/// Writes down that somebody else carries a case from now on.
pub(super) async fn insert_handover(
    tx: &mut Tx,
    row: &CaseRow,
    seq: i64,
    by: &str,
    to: (DepartmentKey, PersonId),
    note: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into case_handover
                    (case_id, seq, at_ms, by_id, from_department, from_officer, to_department, to_officer, note)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        params![row.id, seq, now, by, row.department, row.officer, to.0, to.1, note],
    )
    .await
}

/// Writes down that a case rests, and why.
pub(super) async fn insert_stop(
    tx: &mut Tx,
    row: &CaseRow,
    seq: i64,
    by: &str,
    why: (StopWhy, &str),
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into case_stop (case_id, seq, stopped_at_ms, by_id, department, why, note)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![row.id, seq, now, by, row.department, why.0, why.1],
    )
    .await
}

/// Ends the rest of a case.
pub(super) async fn end_stop(tx: &mut Tx, case: CaseId, by: &str, note: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update case_stop set ended_at_ms = $2, ended_by = $3, ended_note = $4
              where case_id = $1 and ended_at_ms is null"
        ),
        params![case, now, by, note],
    )
    .await
}
