//! The statements behind the checks of cash.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A shipment that was to be paid in cash.
    pub struct DoorRow {
        /// Its id.
        pub id: String,
        /// The goods that arrived and the freight, if it did.
        pub owed: Paise,
        /// What was taken for it.
        pub collected: Paise,
        /// What the payment made for it says.
        pub paid: Paise,
    }
}

store::row! {
    /// Whoever holds cash.
    pub struct HolderRow {
        /// The account.
        pub id: String,
        /// What was taken at doors.
        pub collected: Paise,
        /// What the bank has of it.
        pub handed: Paise,
        /// What two people have written off.
        pub missing: Paise,
        /// What was paid back to buyers.
        pub paid_back: Paise,
        /// What the journal says is still there.
        pub open: Paise,
    }
}

impl Keyed for DoorRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for HolderRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Shipments that were to be paid in cash, and any for which cash was taken.
pub(super) async fn doors(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<DoorRow>, DbError> {
    read.rows(
        sql!(
            "select s.id,
                    case when s.state = 'delivered' and o.payment_method = 'cash'
                         then s.freight_paise - s.funded_paise
                              - coalesce((select k.counted_paise from cash_token k where k.shipment_id = s.id), 0)
                              + (select cast(coalesce(sum(p.goods_paise - p.funded_paise), 0) as bigint) from parcel p
                                  where p.shipment_id = s.id and p.state = 'delivered')
                         else 0 end,
                    coalesce(c.amount_paise, 0),
                    coalesce(y.amount_paise, 0)
               from shipment s
               join buyer_order o on o.id = s.order_id
               left join cash_collection c on c.shipment_id = s.id
               left join payment y on y.id = c.payment_id
              where s.id > $1 and (o.payment_method = 'cash' or c.shipment_id is not null)
              order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// What was paid ahead of a shipment that is paid in cash.
    pub struct AheadRow {
        /// The shipment.
        pub id: String,
        /// Whether it ended, in the state of an order whose token was paid.
        pub is_over: i64,
        /// Whether something has become of it.
        pub has_ended: i64,
        /// What went back of it.
        pub back: Paise,
        /// What refunds say of it.
        pub refunded: Paise,
        /// What was kept of it.
        pub kept: Paise,
        /// What the journal says was kept.
        pub posted: Paise,
    }
}

impl Keyed for AheadRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Parts of tokens with their shipment, refund and posting.
pub(super) async fn ahead(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<AheadRow>, DbError> {
    read.rows(
        sql!(
            "select k.shipment_id,
                    case when o.state not in ('placed', 'expired') and s.state in ('delivered', 'cancelled', 'returned') then 1 else 0 end,
                    case when k.ended_at_ms is null then 0 else 1 end,
                    k.back_paise,
                    (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from refund r
                      where r.order_id = k.order_id and r.about = k.shipment_id),
                    k.kept_paise,
                    (select cast(coalesce(sum(t.amount_paise), 0) as bigint) from journal_entry e join posting t on t.entry_id = e.id
                      where e.kind = 'token_kept' and e.source = k.shipment_id and t.amount_paise > 0)
               from cash_token k join shipment s on s.id = k.shipment_id join buyer_order o on o.id = k.order_id
              where k.shipment_id > $1 order by k.shipment_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Hubs and carriers that hold or held cash, with what came, what went and what the journal says of it.
pub(super) async fn holders(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<HolderRow>, DbError> {
    read.rows(
        sql!(
            "select a.account,
                    (select cast(coalesce(sum(c.amount_paise), 0) as bigint) from cash_collection c
                      where 'cash_hub:' || c.holder = a.account or 'cash_courier:' || c.holder = a.account),
                    (select cast(coalesce(sum(h.amount_paise), 0) as bigint) from cash_handover h
                      where 'cash_hub:' || h.hub_id = a.account)
                    + (select cast(coalesce(sum(l.amount_paise), 0) as bigint)
                         from cash_remittance_line l join cash_remittance r on r.id = l.remittance_id
                        where l.fate = 'matched' and 'cash_courier:' || r.carrier = a.account),
                    (select cast(coalesce(sum(n.book_paise - n.counted_paise), 0) as bigint) from cash_count n
                      where n.state = 'agreed' and 'cash_hub:' || n.hub_id = a.account),
                    (select cast(coalesce(-sum(t.amount_paise), 0) as bigint)
                       from posting t join journal_entry e on e.id = t.entry_id
                      where t.account = a.account and e.kind = 'refund_processed'),
                    (select cast(coalesce(sum(t.amount_paise), 0) as bigint) from posting t
                      where t.account = a.account)
               from (select account from posting where account like 'cash_hub:%' or account like 'cash_courier:%'
                      union
                     select case when holder like 'hub_%' then 'cash_hub:' || holder else 'cash_courier:' || holder end
                       from cash_collection) a
              where a.account > $1 order by a.account limit $2"
        ),
        params![after, limit],
    )
    .await
}
