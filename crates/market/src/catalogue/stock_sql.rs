//! Every statement on stock, in life order: opened, held, let go or taken, counted up.

use kernel::ids::VariantId;
use kernel::{Day, Limit};
use store::{DbError, Read, Sql, params, sql};

store::row! {
    /// A variant whose stock and movements tell different stories.
    pub struct StockFault {
        /// Which.
        pub variant: VariantId,
        /// What the stock says lies there.
        pub on_hand: i64,
        /// What the stock says is held.
        pub held: i64,
        /// What the movements come to.
        pub moved_on_hand: i64,
        /// What the movements come to, of what is held.
        pub moved_held: i64,
    }
}

/// The stock of a new variant, nothing at first. Values: variant, product.
pub(crate) fn put_stock() -> Sql {
    sql!(
        "insert into stock (variant_id, product_id, on_hand, held) values ($1, $2, 0, 0)
         on conflict (variant_id) do nothing"
    )
}

/// A movement, once per variant, why and source. Values: id, variant, on-hand change, held change, why, source, when.
pub(crate) fn put_movement() -> Sql {
    sql!(
        "insert into stock_movement (id, variant_id, on_hand_change, held_change, why, source, at_ms)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (variant_id, why, source) do nothing"
    )
}

/// Holds pieces if so many are free. Values: variant, count.
pub(crate) fn hold() -> Sql {
    sql!("update stock set held = held + $2 where variant_id = $1 and on_hand - held >= $2")
}

/// Takes a hold back that must not stay. Values: variant, count.
pub(crate) fn unhold() -> Sql {
    sql!("update stock set held = held - $2 where variant_id = $1")
}

/// Removes the movement of a hold that did not come about, in the transaction that wrote it. Values: variant, source.
pub(crate) fn forget_hold() -> Sql {
    sql!("delete from stock_movement where variant_id = $1 and why = 'hold' and source = $2")
}

/// Changes the stock as a movement says. Values: variant, on-hand change, held change.
pub(crate) fn move_stock() -> Sql {
    sql!("update stock set on_hand = on_hand + $2, held = held + $3 where variant_id = $1")
}

/// How many can be bought now; nothing of what does not exist.
pub(crate) async fn free(read: &mut Read, variant: VariantId) -> Result<u32, DbError> {
    let row =
        read.row(sql!("select on_hand - held from stock where variant_id = $1"), params![variant]).await?;
    Ok(row.map_or(0, |(free,)| free))
}

/// Variants made to order whose week is not opened yet.
pub(crate) async fn slots_to_open(
    read: &mut Read,
    week: &str,
    limit: Limit,
) -> Result<Vec<VariantId>, DbError> {
    let rows: Vec<(VariantId,)> = read
        .rows(
            sql!(
                "select v.id
               from variant v
               join stock k on k.variant_id = v.id
              where v.making = 'to_order' and v.ended_at_ms is null
                and not exists (select 1 from stock_movement m
                                 where m.variant_id = v.id and m.why = 'week' and m.source = $1)
              order by v.id limit $2"
            ),
            params![week, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How many slots are missing to the weekly capacity beside what is held and what institutions have taken of this week before;
/// negative if there are too many.
pub(crate) async fn slots_wanting(
    read: &mut Read,
    variant: VariantId,
    monday: Day,
) -> Result<Option<i64>, DbError> {
    let row = read
        .row(
            sql!(
                "select v.capacity_per_week + k.held - k.on_hand
                        - (select cast(coalesce(sum(w.pieces), 0) as bigint) from institution_week w
                            where w.variant_id = v.id and w.monday = $2
                              and exists (select 1 from parcel p join order_line l on l.parcel_id = p.id
                                           where p.order_id = w.order_id and l.variant_id = v.id
                                             and p.state not in ('declined', 'cancelled')))
                   from variant v
                   join stock k on k.variant_id = v.id
                  where v.id = $1"
            ),
            params![variant, monday],
        )
        .await?;
    Ok(row.map(|(wanting,)| wanting))
}

/// Stock that is not the sum of its movements.
pub(crate) async fn faults(read: &mut Read, limit: Limit) -> Result<Vec<StockFault>, DbError> {
    read.rows(
        sql!(
            "select k.variant_id, k.on_hand, k.held,
                    coalesce(cast(sum(m.on_hand_change) as bigint), 0), coalesce(cast(sum(m.held_change) as bigint), 0)
               from stock k
               left join stock_movement m on m.variant_id = k.variant_id
              group by k.variant_id, k.on_hand, k.held
             having k.on_hand <> coalesce(cast(sum(m.on_hand_change) as bigint), 0)
                 or k.held <> coalesce(cast(sum(m.held_change) as bigint), 0)
              limit $1"
        ),
        params![limit],
    )
    .await
}
