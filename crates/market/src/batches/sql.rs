//! Every statement on batches in life order: made, taken from, given back, ended.

use kernel::ids::{FoodBatchId, LineId, MakerId, OrderId, ParcelId, ProductId, VariantId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::read::PackLabel;
use super::rules::Left;
use crate::catalogue::Making;

store::row! {
    /// A size or colour of something people eat.
    pub struct Food {
        /// Which.
        pub variant: VariantId,
        /// Its good.
        pub product: ProductId,
        /// Who makes it.
        pub maker: MakerId,
        /// How many days it keeps.
        pub shelf_life_days: i64,
        /// Whether it lies ready.
        pub making: Making,
    }
}

/// What is known of a variant as food; nothing for what nobody eats.
pub(crate) async fn food(read: &mut Read, variant: VariantId) -> Result<Option<Food>, DbError> {
    read.row(
        sql!(
            "select v.id, p.id, p.maker_id, p.shelf_life_days, v.making
               from variant v join product p on p.id = v.product_id
              where v.id = $1 and p.shelf_life_days is not null and p.veg is not null"
        ),
        params![variant],
    )
    .await
}

/// Food that lies ready and of which more is free than lies in batches: from before there were batches.
pub(crate) async fn unbatched(read: &mut Read, limit: Limit) -> Result<Vec<(VariantId, i64)>, DbError> {
    read.rows(
        sql!(
            "select v.id, k.on_hand - k.held - (select cast(coalesce(sum(b.left_count), 0) as bigint) from food_batch b where b.variant_id = v.id)
               from variant v join product p on p.id = v.product_id join stock k on k.variant_id = v.id
              where p.shelf_life_days is not null and p.veg is not null and v.making = 'stock'
                and k.on_hand - k.held > (select cast(coalesce(sum(b.left_count), 0) as bigint) from food_batch b where b.variant_id = v.id)
              order by v.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// A new batch, ready to be written.
pub(crate) struct NewBatch<'a> {
    pub id: FoodBatchId,
    pub code: &'a str,
    pub food: &'a Food,
    pub made: Day,
    pub best_before: Day,
    pub made_count: i64,
    pub left_count: i64,
    pub lab_slip: &'a str,
    pub source: &'a str,
    pub by: &'a str,
}

/// Writes a batch, once per variant and source. `false`: it is there already.
pub(crate) async fn insert(tx: &mut Tx, new: &NewBatch<'_>) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into food_batch
                        (id, code, maker_id, product_id, variant_id, made_day, best_before_day, made_count, left_count, lab_slip,
                         source, noted_by, noted_at_ms, recall_why, version, trail)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', 0, '')
                 on conflict (variant_id, source) do nothing"
            ),
            params![
                new.id,
                new.code,
                new.food.maker,
                new.food.product,
                new.food.variant,
                new.made,
                new.best_before,
                new.made_count,
                new.left_count,
                new.lab_slip,
                new.source,
                new.by,
                now
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// What can still be taken from a variant's batches, what ends first at the head.
pub(crate) async fn left(
    read: &mut Read,
    variant: VariantId,
    limit: Limit,
) -> Result<Vec<Left<FoodBatchId>>, DbError> {
    let rows: Vec<(FoodBatchId, Day, u32)> = read
        .rows(
            sql!(
                "select id, best_before_day, left_count from food_batch
                  where variant_id = $1 and left_count > 0 and ended_at_ms is null and recalled_at_ms is null
                  order by best_before_day, id limit $2"
            ),
            params![variant, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id, best_before, pieces)| Left { id, best_before, pieces }).collect())
}

/// Takes pieces from a batch if so many are left and it may be sold. `false`: not.
pub(crate) async fn take(tx: &mut Tx, batch: FoodBatchId, pieces: u32) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update food_batch set left_count = left_count - $2
                  where id = $1 and left_count >= $2 and ended_at_ms is null and recalled_at_ms is null"
            ),
            params![batch, pieces],
        )
        .await?;
    Ok(changed == 1)
}

/// Gives pieces back to a batch that may be sold. `false`: it may not.
pub(crate) async fn put_back(tx: &mut Tx, batch: FoodBatchId, pieces: u32) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update food_batch set left_count = left_count + $2
                  where id = $1 and ended_at_ms is null and recalled_at_ms is null"
            ),
            params![batch, pieces],
        )
        .await?;
    Ok(changed == 1)
}

/// Which pieces of a line are of which batch.
pub(crate) async fn insert_share(
    tx: &mut Tx,
    line: LineId,
    batch: FoodBatchId,
    (order, parcel): (OrderId, ParcelId),
    pieces: u32,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into batch_share (line_id, batch_id, parcel_id, order_id, pieces) values ($1, $2, $3, $4, $5)
             on conflict (line_id, batch_id) do nothing"
        ),
        params![line, batch, parcel, order, pieces],
    )
    .await
}

/// The shares of an order: batch, variant, pieces.
pub(crate) async fn shares_of_order(
    read: &mut Read,
    order: OrderId,
    limit: Limit,
) -> Result<Vec<(FoodBatchId, VariantId, u32)>, DbError> {
    read.rows(
        sql!(
            "select s.batch_id, b.variant_id, s.pieces from batch_share s join food_batch b on b.id = s.batch_id
              where s.order_id = $1 order by s.batch_id, s.line_id limit $2"
        ),
        params![order, limit],
    )
    .await
}

/// Forgets the shares of an order that was not paid.
pub(crate) async fn forget_shares(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    tx.put(sql!("delete from batch_share where order_id = $1"), params![order]).await
}

/// Lines of a parcel that are food made to order and of no batch yet: line, variant, pieces.
pub(crate) async fn unmade_lines(
    read: &mut Read,
    parcel: ParcelId,
    limit: Limit,
) -> Result<Vec<(LineId, VariantId, u32, OrderId)>, DbError> {
    read.rows(
        sql!(
            "select l.id, l.variant_id, l.quantity, l.order_id
               from order_line l
               join variant v on v.id = l.variant_id join product p on p.id = v.product_id
              where l.parcel_id = $1 and p.shelf_life_days is not null and p.veg is not null
                and not exists (select 1 from batch_share s where s.line_id = l.id)
              order by l.position limit $2"
        ),
        params![parcel, limit],
    )
    .await
}

/// What stands on a pack of a batch.
pub(super) async fn label(read: &mut Read, code: &str) -> Result<Option<PackLabel>, DbError> {
    read.row(
        sql!(
            "select b.code, p.name_hi, p.name_en, p.veg, p.ingredients_hi, p.ingredients_en, p.allergens_hi, p.allergens_en,
                    v.label_hi, v.label_en, p.net_quantity_hi, p.net_quantity_en, v.mrp_paise, b.made_day, b.best_before_day,
                    p.storage_hi, p.storage_en, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(m.fssai, '')
               from food_batch b join product p on p.id = b.product_id join variant v on v.id = b.variant_id
               join maker m on m.id = b.maker_id
              where b.code = $1"
        ),
        params![code],
    )
    .await
}

/// Batches too old to be sold to anybody on a day: 30 % of their life or 45 days, whichever is less, are not left.
pub(crate) async fn too_old(
    read: &mut Read,
    today: Day,
    limit: Limit,
) -> Result<Vec<(FoodBatchId, VariantId, i64)>, DbError> {
    read.rows(
        sql!(
            "select b.id, b.variant_id, b.left_count
               from food_batch b join product p on p.id = b.product_id
              where b.ended_at_ms is null and b.recalled_at_ms is null
                and b.best_before_day < $1 + 45
                and b.best_before_day - $1 <
                    case when (p.shelf_life_days * 30 + 99) / 100 < 45 then (p.shelf_life_days * 30 + 99) / 100 else 45 end
              order by b.best_before_day, b.id limit $2"
        ),
        params![today, limit],
    )
    .await
}

/// Ends a batch from which so much is left. `false`: somebody took of it meanwhile, or it has ended.
pub(crate) async fn end(tx: &mut Tx, batch: FoodBatchId, left: i64) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update food_batch set ended_at_ms = $3, left_count = 0
                  where id = $1 and left_count = $2 and ended_at_ms is null and recalled_at_ms is null"
            ),
            params![batch, left, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Invented food that lies ready and of which nothing may be sold any more.
pub(crate) async fn samples_gone(read: &mut Read, limit: Limit) -> Result<Vec<(VariantId,)>, DbError> {
    read.rows(
        sql!(
            "select v.id from variant v join product p on p.id = v.product_id
              where p.sample = 1 and v.making = 'stock' and p.shelf_life_days is not null and p.veg is not null
                and not exists (select 1 from food_batch b where b.variant_id = v.id and b.left_count > 0)
              order by v.id limit $1"
        ),
        params![limit],
    )
    .await
}
