//! Every statement on what makers do with their own goods.

use kernel::ids::{MakerId, PersonId, PriceChangeId, ProductId, VariantId};
use kernel::{Limit, Paise};
use store::{DbError, Read, Tx, params, sql};

use super::Making;
use super::own::{OwnGood, PauseWhy};

store::row! {
    /// A size or colour of a maker's own good.
    pub struct OwnVariant {
        /// The good.
        pub product: ProductId,
        /// Its price.
        pub price: Paise,
        /// The highest price that may be asked for it, as it stands on the pack.
        pub mrp: Paise,
        /// How it is made.
        pub making: Making,
    }
}

/// A variant, if it is this maker's.
pub(crate) async fn own_variant(
    read: &mut Read,
    maker: MakerId,
    variant: VariantId,
) -> Result<Option<OwnVariant>, DbError> {
    read.row(
        sql!(
            "select p.id, v.price_paise, v.mrp_paise, v.making
               from variant v join product p on p.id = v.product_id
              where v.id = $1 and p.maker_id = $2 and v.ended_at_ms is null"
        ),
        params![variant, maker],
    )
    .await
}

/// The good and price of a variant, whoever makes it.
pub(super) async fn price_of(
    read: &mut Read,
    variant: VariantId,
) -> Result<Option<(ProductId, Paise)>, DbError> {
    read.row(sql!("select product_id, price_paise from variant where id = $1"), params![variant]).await
}

/// The last price an officer has looked at: the newest one approved, else the one before the first change.
pub(super) async fn looked_at(read: &mut Read, variant: VariantId) -> Result<Option<Paise>, DbError> {
    let approved: Option<(Paise,)> = read
        .row(
            sql!(
                "select to_paise from price_change
                  where variant_id = $1 and looked_at = 1 order by changed_at_ms desc, id desc limit 1"
            ),
            params![variant],
        )
        .await?;
    if let Some((price,)) = approved {
        return Ok(Some(price));
    }
    let first: Option<(Paise,)> = read
        .row(
            sql!(
                "select from_paise from price_change where variant_id = $1 order by changed_at_ms, id limit 1"
            ),
            params![variant],
        )
        .await?;
    Ok(first.map(|(price,)| price))
}

/// A new price, unless it changed since it was read. The MRP is never below it.
pub(super) async fn set_price(
    tx: &mut Tx,
    variant: VariantId,
    from: Paise,
    to: Paise,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update variant
                    set price_paise = $3, mrp_paise = case when mrp_paise < $3 then $3 else mrp_paise end
                  where id = $1 and price_paise = $2"
            ),
            params![variant, from, to],
        )
        .await?;
    Ok(changed == 1)
}

/// Writes down who changed a price.
pub(super) async fn insert_price_change(
    tx: &mut Tx,
    id: PriceChangeId,
    variant: VariantId,
    (from, to): (Paise, Paise),
    by: PersonId,
    looked_at: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into price_change (id, variant_id, from_paise, to_paise, changed_by, changed_at_ms, looked_at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![id, variant, from, to, by, now, looked_at],
    )
    .await
}

/// How many sizes and colours of a good are made.
pub(super) async fn living_sizes(read: &mut Read, product: ProductId) -> Result<i64, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from variant where product_id = $1 and ended_at_ms is null"),
            params![product],
        )
        .await?;
    Ok(count)
}

/// A size or colour is not made any more.
pub(super) async fn end_size(tx: &mut Tx, variant: VariantId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!("update variant set ended_at_ms = $2 where id = $1 and ended_at_ms is null"),
            params![variant, now],
        )
        .await?;
    Ok(changed == 1)
}

/// More or fewer pieces, never fewer than buyers hold.
pub(super) async fn recount(tx: &mut Tx, variant: VariantId, change: i64) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update stock set on_hand = on_hand + $2 where variant_id = $1 and on_hand + $2 >= held"),
            params![variant, change],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// The places of a week, and how many of them are taken.
    pub struct Week {
        /// How many a week.
        pub capacity: i64,
        /// Places of this week that are open or taken.
        pub on_hand: i64,
        /// Of those, taken by orders that are not paid.
        pub held: i64,
    }
}

/// The places of a size or colour that is made to order.
pub(super) async fn week(read: &mut Read, variant: VariantId) -> Result<Option<Week>, DbError> {
    read.row(
        sql!(
            "select v.capacity_per_week, k.on_hand, k.held
               from variant v join stock k on k.variant_id = v.id where v.id = $1"
        ),
        params![variant],
    )
    .await
}

/// How long it takes and how many a week.
pub(super) async fn set_week(
    tx: &mut Tx,
    variant: VariantId,
    lead_days: u32,
    capacity: u32,
) -> Result<(), DbError> {
    tx.put(
        sql!("update variant set lead_days = $2, capacity_per_week = $3 where id = $1"),
        params![variant, lead_days, capacity],
    )
    .await
}

/// A good by the last part of its address, if it is this maker's.
pub(crate) async fn own_product(
    read: &mut Read,
    maker: MakerId,
    slug: &str,
) -> Result<Option<ProductId>, DbError> {
    let row = read
        .row(sql!("select id from product where slug = $1 and maker_id = $2"), params![slug, maker])
        .await?;
    Ok(row.map(|(id,)| id))
}

/// Pauses a good unless it is paused.
pub(super) async fn insert_pause(
    tx: &mut Tx,
    product: ProductId,
    by: PersonId,
    why: PauseWhy,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into product_pause (product_id, paused_at_ms, paused_by, why)
                 select id, cast($2 as bigint), cast($3 as text), cast($4 as text) from product
                  where id = $1
                    and not exists (select 1 from product_pause where product_id = $1 and ended_at_ms is null)"
            ),
            params![product, now, by, why],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends the pause of a good, if there is one.
pub(super) async fn end_pause(tx: &mut Tx, product: ProductId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!("update product_pause set ended_at_ms = $2 where product_id = $1 and ended_at_ms is null"),
            params![product, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Every size and colour of a maker's goods.
pub(super) async fn goods(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<OwnGood>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.slug, p.name_hi, p.name_en,
                    coalesce(i.picture_id, ''), coalesce(i.alt_hi, ''), coalesce(i.alt_en, ''),
                    (select z.why from product_pause z where z.product_id = p.id and z.ended_at_ms is null),
                    (select count(*) from product_withdrawal w where w.product_id = p.id and w.ended_at_ms is null),
                    v.id, v.label_hi, v.label_en, v.price_paise,
                    (select cast(c.to_text as bigint) from proposal r join proposal_change c on c.proposal_id = r.id
                      where r.topic = 'price' and r.about = v.id and r.state = 'waiting'),
                    v.making, v.lead_days, v.capacity_per_week, k.on_hand - k.held
               from product p
               join variant v on v.product_id = p.id
               join stock k on k.variant_id = v.id
               left join product_picture i on i.product_id = p.id and i.position = 1
              where p.maker_id = $1 and v.ended_at_ms is null
              order by p.listed_at_ms desc, p.id desc, v.position limit $2"
        ),
        params![maker, limit],
    )
    .await
}
