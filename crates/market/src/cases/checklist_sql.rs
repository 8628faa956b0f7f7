//! Statements on checklists, their items, and what was said of an item on a case.

use kernel::ids::{CaseId, MakerId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::checklist::{Item, ItemRow, Said, Standing};
use crate::accounts::DepartmentKey;
use crate::makers::MakerKind;

/// The newest version of a list; 0 if there is none.
pub(super) async fn version(
    read: &mut Read,
    department: DepartmentKey,
    kind: MakerKind,
) -> Result<i64, DbError> {
    let (version,) = read
        .one(
            sql!("select coalesce(max(version), 0) from checklist where department = $1 and kind = $2"),
            params![department, kind],
        )
        .await?;
    Ok(version)
}

/// The newest version of a list and when it was made.
pub(super) async fn newest(
    read: &mut Read,
    department: DepartmentKey,
    kind: MakerKind,
) -> Result<Option<(i64, Time)>, DbError> {
    read.row(
        sql!(
            "select version, made_at_ms from checklist
              where department = $1 and kind = $2 order by version desc limit 1"
        ),
        params![department, kind],
    )
    .await
}

/// The items of the newest version of a list.
pub(super) async fn items(
    read: &mut Read,
    department: DepartmentKey,
    kind: MakerKind,
) -> Result<Vec<ItemRow>, DbError> {
    let most = Limit::of(100);
    read.rows(
        sql!(
            "select i.item_key, i.name_hi, i.name_en, i.proof, i.needed_for, i.document, i.waivable
               from checklist_item i
              where i.department = $1 and i.kind = $2
                and i.version = (select max(l.version) from checklist l where l.department = $1 and l.kind = $2)
              order by i.position limit $3"
        ),
        params![department, kind, most],
    )
    .await
}

/// Writes a version of a list.
pub(super) async fn insert_list(
    tx: &mut Tx,
    list: (DepartmentKey, MakerKind),
    version: i64,
    by: &str,
    items: &[Item],
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into checklist (department, kind, version, made_by, made_at_ms) values ($1, $2, $3, $4, $5)"
        ),
        params![list.0, list.1, version, by, now],
    )
    .await?;
    for (position, item) in (1_i64..).zip(items) {
        let (document, waivable) = (i64::from(item.asks.document), i64::from(item.asks.waivable));
        tx.put(
            sql!(
                "insert into checklist_item
                        (department, kind, version, position, item_key, name_hi, name_en, proof, needed_for, document, waivable)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
            ),
            params![
                list.0,
                list.1,
                version,
                position,
                item.key,
                item.name.hi,
                item.name.en,
                item.proof,
                item.needed_for,
                document,
                waivable
            ],
        )
        .await?;
    }
    Ok(())
}

store::row! {
    /// What was said of an item on a case.
    pub struct SaidRow {
        /// By which department.
        pub department: DepartmentKey,
        /// Of which item.
        pub item_key: String,
        /// `attested` or `waived`.
        pub how: String,
        /// The document or the reason.
        pub note: String,
        /// When.
        pub at: Time,
        /// By whom.
        pub who: String,
    }
}

impl SaidRow {
    /// How the item stands by this.
    pub(super) fn standing(&self) -> Standing {
        let said = Said { who: self.who.clone(), at: self.at, note: self.note.clone() };
        if self.how == "waived" { Standing::Waived(said) } else { Standing::Attested(said) }
    }
}

/// What stands said of the items of a case.
pub(super) async fn said(read: &mut Read, case: CaseId) -> Result<Vec<SaidRow>, DbError> {
    let most = Limit::of(200);
    read.rows(
        sql!(
            "select k.department, k.item_key, k.how, k.note, k.at_ms, p.name
               from case_check k join person p on p.id = k.by_id
              where k.case_id = $1 and k.ended_at_ms is null order by k.at_ms limit $2"
        ),
        params![case, most],
    )
    .await
}

/// Says something of an item. What: case, department, item; then how, and the document or reason.
pub(super) async fn insert_said(
    tx: &mut Tx,
    what: (CaseId, DepartmentKey, &str),
    seq: i64,
    by: PersonId,
    says: (&str, &str),
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into case_check (case_id, department, item_key, seq, how, note, by_id, at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        params![what.0, what.1, what.2, seq, says.0, says.1, by, now],
    )
    .await
}

/// Ends what stands said of an item.
pub(super) async fn end_said(
    tx: &mut Tx,
    what: (CaseId, DepartmentKey, &str),
    by: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update case_check set ended_at_ms = $4, ended_by = $5
              where case_id = $1 and department = $2 and item_key = $3 and ended_at_ms is null"
        ),
        params![what.0, what.1, what.2, now, by],
    )
    .await
}

/// Whether she said yes this way.
pub(super) async fn consented_by(read: &mut Read, case: CaseId, how: &str) -> Result<bool, DbError> {
    let row: Option<(i64,)> = read
        .row(
            sql!(
                "select 1 from case_step
                  where case_id = $1 and step = 'consented' and source = $2 and ended_at_ms is null"
            ),
            params![case, how],
        )
        .await?;
    Ok(row.is_some())
}

/// Whether a good of hers stands on the shelf.
pub(super) async fn has_goods(read: &mut Read, maker: MakerId) -> Result<bool, DbError> {
    let row: Option<(i64,)> =
        read.row(sql!("select 1 from shelf where maker_id = $1 limit 1"), params![maker]).await?;
    Ok(row.is_some())
}
