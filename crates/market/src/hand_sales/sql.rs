//! Every statement on hand sales, in life order.

use kernel::ids::{OrderId, PersonId, StallId};
use kernel::{Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::Way;
use super::act::Told;
use super::read::HandSale;

/// The code of the order that a sale has become which was told under this key at this stall.
pub(super) async fn code_of_once(
    read: &mut Read,
    once: &str,
    stall: StallId,
) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = read
        .row(
            sql!(
                "select o.code from hand_sale s join buyer_order o on o.id = s.order_id
                  where s.once_key = $1 and s.stall_id = $2"
            ),
            params![once, stall],
        )
        .await?;
    Ok(row.map(|(code,)| code))
}

/// Whether a payment is known under a bank's number, wherever it came from.
pub(super) async fn is_utr_known(read: &mut Read, utr: &str) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select (select count(*) from hand_sale s where s.utr = $1)
                        + (select count(*) from payment y where y.bank_reference = $1 and y.bank_reference <> '')"
            ),
            params![utr],
        )
        .await?;
    Ok(count > 0)
}

/// What a stall has taken to the printed code and no bank has shown, nobody explained and no two have written off.
pub(super) async fn unseen(read: &mut Read, stall: StallId) -> Result<Paise, DbError> {
    let (amount,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(o.total_paise), 0) as bigint)
                   from hand_sale s join buyer_order o on o.id = s.order_id
                  where s.stall_id = $1 and s.way = 'printed'
                    and not exists (select 1 from bank_line b where b.matched_kind = 'printed_upi' and b.matched_about = s.order_id)
                    and not exists (select 1 from money_gap g where g.about = s.order_id and g.state in ('explained', 'booked'))"
            ),
            params![stall],
        )
        .await?;
    Ok(amount)
}

pub(super) struct NewSale<'a> {
    pub order: OrderId,
    pub stall: StallId,
    pub way: Way,
    pub by: PersonId,
    pub utr: Option<&'a str>,
    pub told: &'a Told<'a>,
}

/// A new sale. `false`: it was told before, or its number was used meanwhile.
pub(super) async fn insert_sale(tx: &mut Tx, new: &NewSale<'_>) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "insert into hand_sale (order_id, stall_id, way, sold_by, sold_at_ms, once_key, utr, slice_id)
                 values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing"
            ),
            params![
                new.order,
                new.stall,
                new.way,
                new.by,
                new.told.sold_at,
                new.told.once,
                new.utr,
                new.told.slice
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Who has sold an order by hand.
pub(super) async fn sold_by(read: &mut Read, order: OrderId) -> Result<Option<PersonId>, DbError> {
    let row: Option<(PersonId,)> =
        read.row(sql!("select sold_by from hand_sale where order_id = $1"), params![order]).await?;
    Ok(row.map(|(by,)| by))
}

/// Who has bought at a stall, and the code of what she took away.
pub(super) async fn buyer_and_code(
    read: &mut Read,
    order: OrderId,
) -> Result<Option<(PersonId, String)>, DbError> {
    read.row(
        sql!(
            "select o.person_id, s.delivery_code
               from hand_sale h join buyer_order o on o.id = h.order_id join shipment s on s.order_id = o.id
              where h.order_id = $1 order by s.shipment_no limit 1"
        ),
        params![order],
    )
    .await
}

macro_rules! sales {
    ($which:literal) => {
        sql!(
            "select s.order_id, o.code, s.stall_id, l.hub_id, s.way, o.state, o.total_paise, o.tax_paise, s.sold_at_ms, o.expires_at_ms,
                    s.utr,
                    (select count(*) from bank_line b where b.matched_kind = 'printed_upi' and b.matched_about = s.order_id),
                    s.slice_id
               from hand_sale s
               join buyer_order o on o.id = s.order_id
               join stall l on l.id = s.stall_id ",
            $which
        )
    };
}

/// The sale behind an order's code.
pub(super) async fn sale(read: &mut Read, code: &str) -> Result<Option<HandSale>, DbError> {
    read.row(sales!("where o.code = $1"), params![code]).await
}

/// What was sold at a stall from one moment to before another, the newest first.
pub(super) async fn sales_between(
    read: &mut Read,
    stall: StallId,
    (from, to): (Time, Time),
    limit: Limit,
) -> Result<Vec<HandSale>, DbError> {
    read.rows(
        sales!(
            "where s.stall_id = $1 and s.sold_at_ms >= $2 and s.sold_at_ms < $3
             order by s.sold_at_ms desc, s.order_id limit $4"
        ),
        params![stall, from, to, limit],
    )
    .await
}
