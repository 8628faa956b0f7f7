//! The statements behind the checks of hand sales.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A good of a slice beside the orders that were sold of it.
    pub struct SliceRow {
        /// Slice and good.
        pub id: String,
        /// How many it was given.
        pub given: i64,
        /// How many it says are sold.
        pub sold: i64,
        /// How many orders have.
        pub ordered: i64,
    }
}

store::row! {
    /// A sale to the printed code beside all that has its number.
    pub struct NumberRow {
        /// Its order.
        pub id: String,
        /// Sales with its number.
        pub sales: i64,
        /// Payments with it.
        pub payments: i64,
    }
}

store::row! {
    /// A sale that was paid beside the journal.
    pub struct SaleRow {
        /// Its order.
        pub id: String,
        /// What was sold.
        pub total: Paise,
        /// What the journal says was paid for it, what went back at once apart.
        pub captured: Paise,
        /// Whether nothing is left to be handed over: 1.
        pub is_ended: i64,
        /// What the journal says came to the bank of it.
        pub banked: Paise,
        /// What a bank's statement shows of it.
        pub seen: Paise,
    }
}

impl Keyed for SliceRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for NumberRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for SaleRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Goods of slices.
pub(super) async fn slices(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<SliceRow>, DbError> {
    read.rows(
        sql!(
            "select z.slice_id || ' ' || z.variant_id, z.given, z.sold,
                    (select cast(coalesce(sum(l.quantity), 0) as bigint)
                       from hand_sale s join order_line l on l.order_id = s.order_id
                      where s.slice_id = z.slice_id and l.variant_id = z.variant_id
                        and not exists (select 1 from goods_return g where g.exchange_parcel_id = l.parcel_id))
               from stall_slice_line z where z.slice_id || ' ' || z.variant_id > $1
              order by z.slice_id || ' ' || z.variant_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Sales to the printed code.
pub(super) async fn numbers(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<NumberRow>, DbError> {
    read.rows(
        sql!(
            "select s.order_id, (select count(*) from hand_sale o where o.utr = s.utr),
                    (select count(*) from payment y where y.bank_reference = s.utr)
               from hand_sale s where s.utr is not null and s.order_id > $1 order by s.order_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Sales that were paid.
pub(super) async fn sales(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<SaleRow>, DbError> {
    read.rows(
        sql!(
            "select s.order_id, o.total_paise,
                    (select cast(coalesce(sum(case when t.account in ('buyer_advance', 'trial:buyer_advance') then -t.amount_paise end), 0) as bigint)
                       from payment_intent i cross join payment y cross join journal_entry e cross join posting t
                      where i.order_id = o.id and y.intent_id = i.id
                        and e.kind in ('captured', 'cash_collected') and e.source = y.id and t.entry_id = e.id)
                    - (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from refund r
                        where r.order_id = o.id and r.about in ('double', 'late')),
                    case when o.state = 'completed' then 1
                         when exists (select 1 from goods_return g where g.order_id = o.id) then 1 else 0 end,
                    (select cast(coalesce(sum(case when t.account = 'bank' then t.amount_paise end), 0) as bigint)
                       from payment_intent i cross join payment y cross join journal_entry e cross join posting t
                      where i.order_id = o.id and y.intent_id = i.id
                        and e.kind = 'upi_banked' and e.source = y.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(b.amount_paise), 0) as bigint) from bank_line b
                      where b.matched_kind = 'printed_upi' and b.matched_about = o.id)
               from hand_sale s join buyer_order o on o.id = s.order_id
              where s.order_id > $1 and o.state not in ('placed', 'expired') order by s.order_id limit $2"
        ),
        params![after, limit],
    )
    .await
}
