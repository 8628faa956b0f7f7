//! Every statement of matching, in the order of a suggestion.

use kernel::ids::{CaseId, MakerId};
use kernel::{BadCell, Cell, Limit, Time, Words};
use store::{DbError, FromRow, Read, Row, Sql, Tx, params, sql};

use super::Gender;
use crate::accounts::DepartmentKey;
use crate::catalogue::columns::Columns;
use crate::makers::MakerKind;

/// Cases looked at for one suggestion, at most.
pub(super) const LOOKED_AT: usize = 48;
/// Keys shared with others that are counted for one suggestion, at most.
const SHARED_MOST: i64 = 4_000;

/// A key of a case. Values: key, case, kind.
fn put_key() -> Sql {
    sql!("insert into match_key (match_key, case_id, kind) values ($1, $2, $3) on conflict do nothing")
}

/// Writes a key of a case down; twice is fine.
pub(super) async fn insert_key(tx: &mut Tx, case: CaseId, kind: &str, hash: &str) -> Result<(), DbError> {
    tx.put(put_key(), params![hash, case, kind]).await
}

/// Forgets the keys of a case, to write them anew.
pub(super) async fn delete_keys(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    tx.put(sql!("delete from match_key where case_id = $1"), params![case]).await
}

/// Who shares which of these keys; exactly [`KEYS_MOST`](super::keys::KEYS_MOST) keys are given, some maybe twice.
pub(super) async fn sharers(
    read: &mut Read,
    keys: Vec<Cell>,
) -> Result<Vec<(CaseId, String, String)>, DbError> {
    let mut values = keys;
    values.push(Cell::Int(SHARED_MOST));
    read.rows(
        sql!(
            "select case_id, kind, match_key from match_key
              where match_key in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                                  $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
              limit $25"
        ),
        values,
    )
    .await
}

/// A case as it is compared and shown.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub id: CaseId,
    pub kind: MakerKind,
    pub gender: Gender,
    pub name: Words,
    pub kin: String,
    pub village: Words,
    pub block: String,
    pub craft: String,
    pub maker: Option<MakerId>,
    pub department: DepartmentKey,
    pub found_at: Time,
    pub officer: String,
    /// The case it was merged into.
    pub survivor: Option<CaseId>,
}

impl FromRow for Known {
    fn from_row(row: Row) -> Result<Known, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Known {
            id: columns.next()?,
            kind: columns.next()?,
            gender: columns.next()?,
            name: columns.words()?,
            kin: columns.next()?,
            village: columns.words()?,
            block: columns.next()?,
            craft: columns.next()?,
            maker: columns.next()?,
            department: columns.next()?,
            found_at: columns.next()?,
            officer: columns.next()?,
            survivor: columns.next()?,
        })
    }
}

/// These cases; exactly [`LOOKED_AT`] ids are given, some maybe twice.
pub(super) async fn known(read: &mut Read, ids: Vec<Cell>) -> Result<Vec<Known>, DbError> {
    read.rows(
        sql!(
            "select c.id, c.kind, c.gender, c.name_hi, c.name_en, c.kin_name, c.village_hi, c.village_en, c.block_code,
                    coalesce(c.craft_key, ''), c.maker_id, c.department, c.found_at_ms, coalesce(p.name, ''), m.survivor_id
               from maker_case c
               left join person p on p.id = c.officer_id
               left join case_merge m on m.loser_id = c.id and m.undone_at_ms is null
              where c.id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                             $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
                             $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48)"
        ),
        ids,
    )
    .await
}

/// The hashed numbers of these cases: case, kind, hash. Sounds are left out.
pub(super) async fn numbers(
    read: &mut Read,
    ids: Vec<Cell>,
) -> Result<Vec<(CaseId, String, String)>, DbError> {
    read.rows(
        sql!(
            "select case_id, kind, match_key from match_key
              where kind <> 'sound'
                and case_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                                $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
                                $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48)"
        ),
        ids,
    )
    .await
}

/// One case as it is compared and shown.
pub(super) async fn one(read: &mut Read, id: CaseId) -> Result<Option<Known>, DbError> {
    let most = Limit::of(1);
    read.row(
        sql!(
            "select c.id, c.kind, c.gender, c.name_hi, c.name_en, c.kin_name, c.village_hi, c.village_en, c.block_code,
                    coalesce(c.craft_key, ''), c.maker_id, c.department, c.found_at_ms, coalesce(p.name, ''), null
               from maker_case c left join person p on p.id = c.officer_id where c.id = $1 limit $2"
        ),
        params![id, most],
    )
    .await
}
