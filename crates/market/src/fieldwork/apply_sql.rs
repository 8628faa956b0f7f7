//! Every statement on what a record is about and what it becomes.

use kernel::ids::{CaseId, FieldRecordId, MakerId, PersonId, ProductId};
use kernel::{Limit, Paise};
use store::{DbError, Read, Tx, params, sql};

use super::read::{RecordRow, SnapshotGood, SnapshotMaker};
use super::rules::Inspected;

/// Whether there is such a craft.
pub(super) async fn is_craft(read: &mut Read, key: &str) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from craft where craft_key = $1"), params![key]).await?;
    Ok(count == 1)
}

/// The key of the hub that serves a block.
pub(super) async fn hub_key_of(read: &mut Read, block: &str) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = read
        .row(sql!("select hub_key from hub where block_code = $1 order by hub_key limit 1"), params![block])
        .await?;
    Ok(found.map(|(key,)| key))
}

store::row! {
    /// A good as an inspection finds it.
    pub struct FoundGood {
        /// Who makes it.
        pub maker: MakerId,
        /// Her block.
        pub block: String,
        /// Its craft.
        pub craft: String,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// The price of its cheapest variant.
        pub price: Paise,
        /// How many are free, of all variants.
        pub stock: i64,
    }
}

/// A good with what may change about it.
pub(super) async fn good(read: &mut Read, product: ProductId) -> Result<Option<FoundGood>, DbError> {
    read.row(
        sql!(
            "select p.maker_id, m.block_code, p.craft_key, p.name_hi, p.name_en,
                    (select min(v.price_paise) from variant v where v.product_id = p.id),
                    (select cast(coalesce(sum(k.on_hand - k.held), 0) as bigint) from stock k where k.product_id = p.id)
               from product p join maker m on m.id = p.maker_id
              where p.id = $1"
        ),
        params![product],
    )
    .await
}

/// An inspection, once per record.
pub(super) async fn insert_inspection(
    tx: &mut Tx,
    row: &RecordRow,
    product: ProductId,
    maker: MakerId,
    findings: &str,
    found: &Inspected,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into inspection (record_id, product_id, maker_id, officer_id, findings, verdict, note, recheck_day, at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (record_id) do nothing"
        ),
        params![
            row.id,
            product,
            maker,
            row.officer,
            findings,
            found.verdict,
            found.note,
            found.recheck,
            row.recorded_at
        ],
    )
    .await
}

/// Makers of some blocks for an officer's phone: no number, no papers. `fenced` is `;3082;6623;`.
pub(super) async fn makers_in(
    read: &mut Read,
    fenced: &str,
    limit: Limit,
) -> Result<Vec<SnapshotMaker>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en, m.village_hi, m.village_en, m.block_code, m.craft_key
               from maker m
              where $1 like '%;' || m.block_code || ';%'
                and not exists (select 1 from maker_closure x where x.maker_id = m.id and x.ended_at_ms is null)
              order by m.name_hi, m.id limit $2"
        ),
        params![fenced, limit],
    )
    .await
}

/// Goods of makers of some blocks for an officer's phone.
pub(super) async fn goods_in(
    read: &mut Read,
    fenced: &str,
    limit: Limit,
) -> Result<Vec<SnapshotGood>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.maker_id, p.name_hi, p.name_en, p.craft_key,
                    (select min(v.price_paise) from variant v where v.product_id = p.id),
                    (select cast(coalesce(sum(k.on_hand - k.held), 0) as bigint) from stock k where k.product_id = p.id)
               from product p join maker m on m.id = p.maker_id
              where $1 like '%;' || m.block_code || ';%'
                and not exists (select 1 from maker_closure x where x.maker_id = m.id and x.ended_at_ms is null)
              order by p.maker_id, p.listed_at_ms, p.id limit $2"
        ),
        params![fenced, limit],
    )
    .await
}

/// The name of whoever recorded something.
pub(super) async fn name_of(read: &mut Read, person: PersonId) -> Result<String, DbError> {
    let found: Option<(String,)> =
        read.row(sql!("select name from person where id = $1"), params![person]).await?;
    Ok(found.map_or_else(String::new, |(name,)| name))
}

/// The verdict of an inspection.
pub(super) async fn verdict(read: &mut Read, record: FieldRecordId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> =
        read.row(sql!("select verdict from inspection where record_id = $1"), params![record]).await?;
    Ok(found.map(|(verdict,)| verdict))
}

/// The case a visit was noted to.
pub(super) async fn case_of_visit(read: &mut Read, record: FieldRecordId) -> Result<Option<CaseId>, DbError> {
    let found: Option<(CaseId,)> =
        read.row(sql!("select case_id from case_visit where once_key = $1"), params![record]).await?;
    Ok(found.map(|(case,)| case))
}
