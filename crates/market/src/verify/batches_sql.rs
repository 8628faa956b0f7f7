//! The statements behind the checks of food.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// Food that lies ready, beside its batches.
    pub struct ShelfRow {
        /// The variant.
        pub id: String,
        /// How many are free.
        pub free: i64,
        /// How many lie in batches.
        pub batched: i64,
    }
}

store::row! {
    /// A batch beside what was taken of it.
    pub struct BatchRow {
        /// The batch.
        pub id: String,
        /// How many were made.
        pub made: i64,
        /// How many are left.
        pub left: i64,
        /// How many lines took.
        pub taken: i64,
        /// Whether it has ended or was recalled.
        pub may_not_be_sold: i64,
    }
}

impl Keyed for ShelfRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for BatchRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Food that lies ready.
pub(super) async fn shelves(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ShelfRow>, DbError> {
    read.rows(
        sql!(
            "select v.id, k.on_hand - k.held,
                    (select cast(coalesce(sum(b.left_count), 0) as bigint) from food_batch b where b.variant_id = v.id)
               from variant v join product p on p.id = v.product_id join stock k on k.variant_id = v.id
              where v.id > $1 and v.making = 'stock' and p.shelf_life_days is not null and p.veg is not null
              order by v.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Batches.
pub(super) async fn batches(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<BatchRow>, DbError> {
    read.rows(
        sql!(
            "select b.id, b.made_count, b.left_count,
                    (select cast(coalesce(sum(s.pieces), 0) as bigint) from batch_share s where s.batch_id = b.id),
                    case when b.ended_at_ms is null and b.recalled_at_ms is null then 0 else 1 end
               from food_batch b
              where b.id > $1 order by b.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
