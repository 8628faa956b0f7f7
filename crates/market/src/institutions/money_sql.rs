//! Every statement on what was paid ahead, what it stands for and what goes back of it, in life order.

use kernel::ids::{InstitutionEnquiryId, InstitutionOfferId, InstitutionReturnId, OrderId, VariantId};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::rules::Money;

/// Stages, weeks and instalments of one offer.
const PARTS: Limit = Limit::of(500);

kernel::codes! {
    /// Which part of a deal an order without goods pays.
    pub enum Part {
        /// What is paid ahead, before makers are asked.
        Advance = "advance",
        /// What is still due.
        Balance = "balance",
    }
}

/// A place of a maker's week to come is taken for an order.
pub(super) async fn insert_week(
    tx: &mut Tx,
    order: OrderId,
    (variant, monday): (VariantId, Day),
    pieces: u32,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into institution_week (order_id, variant_id, monday, pieces) values ($1, $2, $3, $4)"),
        params![order, variant, monday, pieces],
    )
    .await
}

/// How many places of weeks to come an order has taken of each good.
pub(super) async fn weeks_of(read: &mut Read, order: OrderId) -> Result<Vec<(VariantId, i64)>, DbError> {
    read.rows(
        sql!(
            "select variant_id, cast(sum(pieces) as bigint) from institution_week
              where order_id = $1 group by variant_id order by variant_id limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// An order without goods is an instalment of an offer.
pub(super) async fn insert_deposit(
    tx: &mut Tx,
    order: OrderId,
    offer: InstitutionOfferId,
    part: Part,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into institution_deposit (order_id, offer_id, part) values ($1, $2, $3)"),
        params![order, offer, part],
    )
    .await
}

store::row! {
    /// Of which deal an order is a part.
    pub struct Deposit {
        /// Its offer.
        pub offer: InstitutionOfferId,
        /// Its enquiry.
        pub enquiry: InstitutionEnquiryId,
        /// Which instalment it is; of a stage, the advance behind it.
        pub part: Part,
    }
}

/// The instalment an order is.
pub(super) async fn deposit(read: &mut Read, order: OrderId) -> Result<Option<Deposit>, DbError> {
    read.row(
        sql!(
            "select d.offer_id, f.enquiry_id, d.part
               from institution_deposit d join institution_offer f on f.id = d.offer_id where d.order_id = $1"
        ),
        params![order],
    )
    .await
}

/// What stands behind a stage.
pub(super) async fn behind_stage(read: &mut Read, order: OrderId) -> Result<Option<Deposit>, DbError> {
    read.row(
        sql!(
            "select s.offer_id, f.enquiry_id, 'advance'
               from institution_stage s join institution_offer f on f.id = s.offer_id where s.order_id = $1"
        ),
        params![order],
    )
    .await
}

/// The stages an advance stands for.
pub(super) async fn stages_behind(read: &mut Read, order: OrderId) -> Result<Vec<OrderId>, DbError> {
    let rows: Vec<(OrderId,)> = read
        .rows(
            sql!(
                "select s.order_id from institution_deposit d join institution_stage s on s.offer_id = d.offer_id
                  where d.order_id = $1 and d.part = 'advance' and s.order_id is not null order by s.no limit $2"
            ),
            params![order, PARTS],
        )
        .await?;
    Ok(rows.into_iter().map(|(order,)| order).collect())
}

/// How many stages have not ended.
pub(super) async fn open_stages(read: &mut Read, offer: InstitutionOfferId) -> Result<i64, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from institution_stage s join buyer_order o on o.id = s.order_id
                  where s.offer_id = $1 and o.state in ('placed', 'confirmed')"
            ),
            params![offer],
        )
        .await?;
    Ok(count)
}

/// The code of the newest order by which an instalment is paid.
pub(super) async fn code_of_part(
    read: &mut Read,
    offer: InstitutionOfferId,
    part: Part,
) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = read
        .row(
            sql!(
                "select o.code from institution_deposit d join buyer_order o on o.id = d.order_id
                  where d.offer_id = $1 and d.part = $2 order by o.placed_at_ms desc, o.id desc limit 1"
            ),
            params![offer, part],
        )
        .await?;
    Ok(row.map(|(code,)| code))
}

store::row! {
    /// An instalment that waits to be paid.
    pub struct Waiting {
        /// Its order.
        pub order: OrderId,
        /// The order's code.
        pub code: String,
        /// How much.
        pub total: Paise,
        /// Until when.
        pub expires: Time,
    }
}

/// The instalment that waits to be paid.
pub(super) async fn waiting(read: &mut Read, offer: InstitutionOfferId) -> Result<Option<Waiting>, DbError> {
    read.row(
        sql!(
            "select o.id, o.code, o.total_paise, o.expires_at_ms
               from institution_deposit d join buyer_order o on o.id = d.order_id
              where d.offer_id = $1 and o.state = 'placed' order by o.placed_at_ms desc, o.id desc limit 1"
        ),
        params![offer],
    )
    .await
}

store::row! {
    /// An instalment that was paid, with what has not gone back of it.
    pub struct PaidOrder {
        /// Its order.
        pub order: OrderId,
        /// What has not gone back.
        pub left: Paise,
    }
}

/// Instalments that were paid, the newest first.
pub(super) async fn paid_orders(
    read: &mut Read,
    offer: InstitutionOfferId,
) -> Result<Vec<PaidOrder>, DbError> {
    read.rows(
        sql!(
            "select o.id, o.total_paise - (select cast(coalesce(sum(r.amount_paise), 0) as bigint)
                                             from institution_return r where r.order_id = o.id)
               from institution_deposit d join buyer_order o on o.id = d.order_id
              where d.offer_id = $1 and o.state = 'completed' order by o.placed_at_ms desc, o.id desc limit $2"
        ),
        params![offer, PARTS],
    )
    .await
}

store::row! {
    /// Sums of a deal.
    pub struct Sums {
        /// What was paid ahead.
        pub paid: Paise,
        /// What deliveries have used.
        pub used: Paise,
        /// What went back.
        pub returned: Paise,
        /// Goods that are to come.
        pub goods_coming: Paise,
        /// Their freight.
        pub freight_coming: Paise,
        /// Goods on their way.
        pub goods_under_way: Paise,
        /// Their freight.
        pub freight_under_way: Paise,
        /// Goods that are there.
        pub goods_there: Paise,
        /// Their freight.
        pub freight_there: Paise,
    }
}

/// Where the money of an offer stands, after its orders, parcels and payments.
pub(super) async fn money(read: &mut Read, offer: InstitutionOfferId) -> Result<Money, DbError> {
    let sums: Sums = read
        .one(
            sql!(
                "select (select cast(coalesce(sum(o.total_paise), 0) as bigint) from institution_deposit d
                           join buyer_order o on o.id = d.order_id where d.offer_id = $1 and o.state = 'completed'),
                        (select cast(coalesce(sum(y.amount_paise), 0) as bigint) from institution_stage s
                           join payment_intent i on i.order_id = s.order_id join payment y on y.intent_id = i.id
                          where s.offer_id = $1),
                        (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from institution_deposit d
                           join institution_return r on r.order_id = d.order_id where d.offer_id = $1),
                        (select cast(coalesce(sum(p.goods_paise - p.funded_paise), 0) as bigint) from institution_stage s
                           join parcel p on p.order_id = s.order_id
                          where s.offer_id = $1 and p.state not in ('delivered', 'declined', 'cancelled', 'returned')),
                        (select cast(coalesce(sum(h.freight_paise - h.funded_paise), 0) as bigint) from institution_stage s
                           join shipment h on h.order_id = s.order_id
                          where s.offer_id = $1 and h.state not in ('delivered', 'cancelled', 'returned')),
                        (select cast(coalesce(sum(p.goods_paise - p.funded_paise), 0) as bigint) from institution_stage s
                           join parcel p on p.order_id = s.order_id
                          where s.offer_id = $1 and p.state in ('shipped', 'coming_back')),
                        (select cast(coalesce(sum(h.freight_paise - h.funded_paise), 0) as bigint) from institution_stage s
                           join shipment h on h.order_id = s.order_id
                          where s.offer_id = $1 and h.state in ('shipped', 'coming_back')),
                        (select cast(coalesce(sum(p.goods_paise - p.funded_paise), 0) as bigint) from institution_stage s
                           join parcel p on p.order_id = s.order_id where s.offer_id = $1 and p.state = 'delivered'),
                        (select cast(coalesce(sum(h.freight_paise - h.funded_paise), 0) as bigint) from institution_stage s
                           join shipment h on h.order_id = s.order_id where s.offer_id = $1 and h.state = 'delivered')"
            ),
            params![offer],
        )
        .await?;
    let coming = Paise(sums.goods_coming.0 + sums.freight_coming.0);
    Ok(Money {
        whole: Paise(coming.0 + sums.goods_there.0 + sums.freight_there.0),
        paid: sums.paid,
        used: sums.used,
        returned: sums.returned,
        coming,
        under_way: Paise(sums.goods_under_way.0 + sums.freight_under_way.0),
    })
}

/// What goes back of an instalment, once about the same thing. `false`: it has.
pub(super) async fn insert_return(
    tx: &mut Tx,
    id: InstitutionReturnId,
    (order, about): (OrderId, &str),
    amount: Paise,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into institution_return (id, order_id, about, amount_paise, at_ms) values ($1, $2, $3, $4, $5)
                 on conflict (order_id, about) do nothing"
            ),
            params![id, order, about, amount, now],
        )
        .await?;
    Ok(changed == 1)
}
