//! Statements on a recall and on what pages show of batches.

use kernel::ids::{FoodBatchId, LineId, MakerId, OrderId, ParcelId, PersonId, VariantId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::read::{BatchLine, Bought};
use crate::audit::Trail;
use crate::orders::Parcel;

/// A batch by the code on its pack.
pub(super) async fn by_code(read: &mut Read, code: &str) -> Result<Option<BatchLine>, DbError> {
    read.row(
        sql!(
            "select b.id, b.code, p.name_hi, p.name_en, v.label_hi, v.label_en, m.name_hi, m.name_en, b.made_day, b.best_before_day,
                    b.made_count, b.left_count, case when b.ended_at_ms is null then 0 else 1 end, b.recalled_at_ms, b.recall_why
               from food_batch b join product p on p.id = b.product_id join variant v on v.id = b.variant_id
               join maker m on m.id = b.maker_id
              where b.code = $1"
        ),
        params![code],
    )
    .await
}

/// What stands beside a batch on its page: good, maker, village, licence, laboratory.
pub(super) async fn beside(
    read: &mut Read,
    id: FoodBatchId,
) -> Result<(String, String, String, String, String, String), DbError> {
    read.one(
        sql!(
            "select p.slug, m.slug, m.village_hi, m.village_en, coalesce(m.fssai, ''), b.lab_slip
               from food_batch b join product p on p.id = b.product_id join maker m on m.id = b.maker_id
              where b.id = $1"
        ),
        params![id],
    )
    .await
}

/// A maker's batches, the newest first.
pub(super) async fn of_maker(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<BatchLine>, DbError> {
    read.rows(
        sql!(
            "select b.id, b.code, p.name_hi, p.name_en, v.label_hi, v.label_en, m.name_hi, m.name_en, b.made_day, b.best_before_day,
                    b.made_count, b.left_count, case when b.ended_at_ms is null then 0 else 1 end, b.recalled_at_ms, b.recall_why
               from food_batch b join product p on p.id = b.product_id join variant v on v.id = b.variant_id
               join maker m on m.id = b.maker_id
              where b.maker_id = $1 order by b.noted_at_ms desc, b.id desc limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// Batches of makers in some blocks, `fenced` by semicolons, whose code has these letters; the newest first.
pub(super) async fn within(
    read: &mut Read,
    fenced: &str,
    (wanted, after): (&str, &str),
    limit: Limit,
) -> Result<Vec<BatchLine>, DbError> {
    read.rows(
        sql!(
            "select b.id, b.code, p.name_hi, p.name_en, v.label_hi, v.label_en, m.name_hi, m.name_en, b.made_day, b.best_before_day,
                    b.made_count, b.left_count, case when b.ended_at_ms is null then 0 else 1 end, b.recalled_at_ms, b.recall_why
               from food_batch b join product p on p.id = b.product_id join variant v on v.id = b.variant_id
               join maker m on m.id = b.maker_id
              where ($1 = '' or $1 like '%;' || m.block_code || ';%')
                and ($2 = '' or b.code = $2) and ($3 = '' or b.id < $3)
              order by b.id desc limit $4"
        ),
        params![fenced, wanted, after, limit],
    )
    .await
}

/// One batch of makers in some blocks.
pub(super) async fn one(
    read: &mut Read,
    fenced: &str,
    id: FoodBatchId,
) -> Result<Option<BatchLine>, DbError> {
    read.row(
        sql!(
            "select b.id, b.code, p.name_hi, p.name_en, v.label_hi, v.label_en, m.name_hi, m.name_en, b.made_day, b.best_before_day,
                    b.made_count, b.left_count, case when b.ended_at_ms is null then 0 else 1 end, b.recalled_at_ms, b.recall_why
               from food_batch b join product p on p.id = b.product_id join variant v on v.id = b.variant_id
               join maker m on m.id = b.maker_id
              where b.id = $2 and ($1 = '' or $1 like '%;' || m.block_code || ';%')"
        ),
        params![fenced, id],
    )
    .await
}

/// Food of a maker that lies ready.
pub(super) async fn food_of(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<(VariantId, String, String, String, String)>, DbError> {
    read.rows(
        sql!(
            "select v.id, p.name_hi, p.name_en, v.label_hi, v.label_en
               from variant v join product p on p.id = v.product_id
              where p.maker_id = $1 and v.making = 'stock' and p.shelf_life_days is not null and p.veg is not null
              order by p.listed_at_ms, p.id, v.position limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// How many orders took of a batch.
pub(super) async fn orders_of(read: &mut Read, id: FoodBatchId) -> Result<i64, DbError> {
    let (count,): (i64,) = read
        .one(sql!("select count(distinct order_id) from batch_share where batch_id = $1"), params![id])
        .await?;
    Ok(count)
}

/// What an order, or one of its parcels, has of which batches; `id` is of either.
pub(super) async fn bought(read: &mut Read, id: &str, limit: Limit) -> Result<Vec<Bought>, DbError> {
    read.rows(
        sql!(
            "select p.name_hi, p.name_en, s.pieces, b.code, b.made_day, b.best_before_day,
                    case when b.recalled_at_ms is null then null else b.recall_why end
               from batch_share s join food_batch b on b.id = s.batch_id join product p on p.id = b.product_id
              where s.order_id = $1 or s.parcel_id = $1 order by b.best_before_day, b.id limit $2"
        ),
        params![id, limit],
    )
    .await
}

/// Recalls a batch from which so much is left. `false`: it is recalled already, or somebody took of it meanwhile.
pub(super) async fn recall(
    tx: &mut Tx,
    id: FoodBatchId,
    left: i64,
    (by, why): (PersonId, &str),
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update food_batch
                    set recalled_at_ms = $3, recalled_by = $4, recall_why = $5, left_count = 0, version = 1, trail = $6
                  where id = $1 and left_count = $2 and recalled_at_ms is null"
            ),
            params![id, left, now, by, why, *trail],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A share of a recalled batch whose buyer has not been told yet.
    pub struct Untold {
        /// The line.
        pub line: LineId,
        /// Its order.
        pub order: OrderId,
        /// Its parcel.
        pub parcel: ParcelId,
        /// How that stands.
        pub state: Parcel,
    }
}

/// Shares of a recalled batch whose buyers have not been told yet.
pub(super) async fn untold(read: &mut Read, id: FoodBatchId, limit: Limit) -> Result<Vec<Untold>, DbError> {
    read.rows(
        sql!(
            "select s.line_id, s.order_id, s.parcel_id, c.state
               from batch_share s join parcel c on c.id = s.parcel_id
              where s.batch_id = $1 and s.told_at_ms is null and c.state not in ('planned', 'cancelled')
              order by s.line_id limit $2"
        ),
        params![id, limit],
    )
    .await
}

/// Notes that the buyer of a share has been told. `false`: somebody else did.
pub(super) async fn told(tx: &mut Tx, line: LineId, batch: FoodBatchId, at: Time) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update batch_share set told_at_ms = $3
                  where line_id = $1 and batch_id = $2 and told_at_ms is null"
            ),
            params![line, batch, at],
        )
        .await?;
    Ok(changed == 1)
}

/// The variant of a batch.
pub(super) async fn variant_of(read: &mut Read, id: FoodBatchId) -> Result<VariantId, DbError> {
    let (variant,) = read.one(sql!("select variant_id from food_batch where id = $1"), params![id]).await?;
    Ok(variant)
}

/// What a buyer is told: the code on the pack, why, and the good's name in a language or the other.
pub(super) async fn said_of(
    read: &mut Read,
    id: FoodBatchId,
    lang: &str,
) -> Result<(String, String, String), DbError> {
    read.one(
        sql!(
            "select b.code, b.recall_why,
                    case when $2 = 'en' then case when p.name_en = '' then p.name_hi else p.name_en end
                         else case when p.name_hi = '' then p.name_en else p.name_hi end end
               from food_batch b join product p on p.id = b.product_id
              where b.id = $1"
        ),
        params![id, lang],
    )
    .await
}

/// Recalled batches an order has taken of.
pub(super) async fn recalled_of(read: &mut Read, order: OrderId) -> Result<Vec<(FoodBatchId,)>, DbError> {
    read.rows(
        sql!(
            "select distinct b.id from batch_share s join food_batch b on b.id = s.batch_id
              where s.order_id = $1 and b.recalled_at_ms is not null order by b.id limit 50"
        ),
        params![order],
    )
    .await
}
