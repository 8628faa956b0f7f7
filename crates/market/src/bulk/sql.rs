//! Every statement on bulk edits, in life order.

use kernel::ids::{BulkEditId, PersonId, ProductId, VariantId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::machine::State;
use super::rules::{Fault, Field, Now, Outcome};
use super::{BulkRow, Edit};
use crate::audit::Trail;

/// Sizes and colours of makers in some blocks, `fenced` by semicolons, whose good's or maker's name holds `words` in small letters.
pub(super) async fn goods(
    read: &mut Read,
    fenced: &str,
    words: &str,
    limit: Limit,
) -> Result<Vec<Now>, DbError> {
    read.rows(
        sql!(
            "select v.id, p.id, p.slug, p.name_hi, p.name_en, v.label_hi, v.label_en, m.id, m.name_hi, m.name_en, p.craft_key,
                    v.price_paise, v.making, v.lead_days, v.capacity_per_week, k.on_hand - k.held,
                    (select z.why from product_pause z where z.product_id = p.id and z.ended_at_ms is null), p.hsn_key
               from variant v
               join stock k on k.variant_id = v.id
               join product p on p.id = v.product_id
               join maker m on m.id = p.maker_id
              where $1 like '%;' || m.block_code || ';%' and v.ended_at_ms is null
                and ($2 = '' or p.name_hi like '%' || $2 || '%' or lower(p.name_en) like '%' || $2 || '%'
                          or m.name_hi like '%' || $2 || '%' or lower(m.name_en) like '%' || $2 || '%')
              order by m.slug, p.slug, v.position limit $3"
        ),
        params![fenced, words, limit],
    )
    .await
}

/// One of them.
pub(super) async fn good(read: &mut Read, fenced: &str, variant: VariantId) -> Result<Option<Now>, DbError> {
    read.row(
        sql!(
            "select v.id, p.id, p.slug, p.name_hi, p.name_en, v.label_hi, v.label_en, m.id, m.name_hi, m.name_en, p.craft_key,
                    v.price_paise, v.making, v.lead_days, v.capacity_per_week, k.on_hand - k.held,
                    (select z.why from product_pause z where z.product_id = p.id and z.ended_at_ms is null), p.hsn_key
               from variant v
               join stock k on k.variant_id = v.id
               join product p on p.id = v.product_id
               join maker m on m.id = p.maker_id
              where v.id = $2 and $1 like '%;' || m.block_code || ';%' and v.ended_at_ms is null"
        ),
        params![fenced, variant],
    )
    .await
}

/// An edit, as it begins.
pub(super) async fn insert(
    tx: &mut Tx,
    id: BulkEditId,
    officer: PersonId,
    file_name: &str,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into bulk_edit (id, officer_id, file_name, made_at_ms, state, version, trail)
             values ($1, $2, $3, $4, 'drafted', 1, $5)"
        ),
        params![id, officer, file_name, now, *trail],
    )
    .await
}

/// One of its rows.
pub(super) async fn insert_row(
    tx: &mut Tx,
    id: BulkEditId,
    (position, variant, label): (i64, Option<VariantId>, &str),
    field: Field,
    (from, to): (&str, &str),
    fault: Option<Fault>,
) -> Result<(), DbError> {
    let fault = fault.map_or("", Fault::as_str);
    tx.put(
        sql!(
            "insert into bulk_row (bulk_id, position, variant_id, label, field, from_text, to_text, fault, outcome)
             values ($1, $2, $3, $4, $5, $6, $7, $8, '')"
        ),
        params![id, position, variant, label, field, from, to, fault],
    )
    .await
}

/// An edit of an officer.
pub(super) async fn edit(
    read: &mut Read,
    officer: PersonId,
    id: BulkEditId,
) -> Result<Option<Edit>, DbError> {
    read.row(
        sql!(
            "select id, file_name, made_at_ms, applied_at_ms, state, version, trail from bulk_edit
              where id = $1 and officer_id = $2"
        ),
        params![id, officer],
    )
    .await
}

/// The edits of an officer, the newest first.
pub(super) async fn mine(read: &mut Read, officer: PersonId, limit: Limit) -> Result<Vec<Edit>, DbError> {
    read.rows(
        sql!(
            "select id, file_name, made_at_ms, applied_at_ms, state, version, trail from bulk_edit
              where officer_id = $1 and state <> 'thrown_away'
              order by made_at_ms desc, id desc limit $2"
        ),
        params![officer, limit],
    )
    .await
}

/// The rows of an edit.
pub(super) async fn rows(read: &mut Read, id: BulkEditId, limit: Limit) -> Result<Vec<BulkRow>, DbError> {
    read.rows(
        sql!(
            "select r.position, r.variant_id, r.label, coalesce(p.name_hi, ''), coalesce(p.name_en, ''),
                    coalesce(v.label_hi, ''), coalesce(v.label_en, ''), r.field, r.from_text, r.to_text, r.fault, r.outcome
               from bulk_row r
               left join variant v on v.id = r.variant_id
               left join product p on p.id = v.product_id
              where r.bulk_id = $1 order by r.position limit $2"
        ),
        params![id, limit],
    )
    .await
}

/// What became of a row.
pub(super) async fn set_outcome(
    tx: &mut Tx,
    id: BulkEditId,
    position: i64,
    outcome: Outcome,
) -> Result<(), DbError> {
    tx.put(
        sql!("update bulk_row set outcome = $3 where bulk_id = $1 and position = $2"),
        params![id, position, outcome],
    )
    .await
}

/// Moves an edit that still stands as it was read.
pub(super) async fn step(
    tx: &mut Tx,
    before: &Edit,
    next: State,
    applied_at: Option<Time>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update bulk_edit set state = $3, applied_at_ms = $4, version = version + 1, trail = $5
                  where id = $1 and version = $2"
            ),
            params![before.id, before.version, next, applied_at, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// The tax class of a good.
pub(super) async fn set_hsn(tx: &mut Tx, product: ProductId, key: &str) -> Result<(), DbError> {
    tx.put(sql!("update product set hsn_key = $2 where id = $1"), params![product, key]).await
}
