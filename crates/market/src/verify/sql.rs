//! Every statement of the checks: listings by key, one row per fact with what other tables say of it.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;
use crate::quotes::PaymentMethod;

macro_rules! keyed {
    ($($row:ident by $field:ident),+) => {$(
        impl Keyed for $row {
            fn key(&self) -> &str {
                &self.$field
            }
        }
    )+};
}
keyed!(EntryRow by id, MakerRow by id, PaidOrder by id, PaymentRow by id, PayoutRow by id, Twice by id);
keyed!(BoughtOrder by id, ParcelSums by id, ShipmentRow by id, StockRow by id);

store::row! {
    /// A journal entry and its postings.
    pub struct EntryRow {
        /// Its id.
        pub id: String,
        /// What kind of fact.
        pub kind: String,
        /// The row it is about.
        pub source: String,
        /// How many postings it has.
        pub postings: i64,
        /// What they come to.
        pub sum: Paise,
    }
}

/// Journal entries with what their postings come to.
pub(super) async fn entries(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<EntryRow>, DbError> {
    read.rows(
        sql!(
            "select e.id, e.kind, e.source,
                    (select count(*) from posting p where p.entry_id = e.id),
                    (select cast(coalesce(sum(p.amount_paise), 0) as bigint) from posting p where p.entry_id = e.id)
               from journal_entry e where e.id > $1 order by e.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// What a maker is owed, told twice.
    pub struct MakerRow {
        /// Her id.
        pub id: String,
        /// What the journal says she is owed.
        pub owed: Paise,
        /// Her shares of what has reached buyers, and what is paid ahead.
        pub earned: Paise,
        /// What is on its way to her or with her.
        pub sent: Paise,
    }
}

/// Makers, and whoever has a maker's account in the journal without being one.
pub(super) async fn makers(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<MakerRow>, DbError> {
    read.rows(
        sql!(
            "select m.id,
                    (select cast(coalesce(-sum(p.amount_paise), 0) as bigint) from posting p where p.account = 'maker:' || m.id),
                    (select cast(coalesce(sum(p.payable_paise), 0) as bigint) from parcel p
                      where p.maker_id = m.id and p.state = 'delivered')
                    - (select cast(coalesce(sum(c.debt_paise), 0) as bigint) from claim c join parcel p on p.id = c.parcel_id
                        where p.maker_id = m.id and c.state = 'granted')
                    + (select cast(coalesce(sum(a.amount_paise - a.debt_paise), 0) as bigint) from parcel_advance a
                        where a.maker_id = m.id and a.state in ('given', 'netted', 'taken_back')),
                    (select cast(coalesce(sum(y.amount_paise), 0) as bigint) from payout y
                      where y.maker_id = m.id and y.state in ('sent', 'settled'))
               from (select id from maker
                      union
                     select substr(account, 7) as id from posting where substr(account, 1, 6) = 'maker:') m
              where m.id > $1 order by m.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// Where the money of an order is.
    pub struct PaidOrder {
        /// Its id.
        pub id: String,
        /// What was paid for it, after the journal.
        pub captured: Paise,
        /// The goods that reached the buyer, after the journal.
        pub delivered: Paise,
        /// The freight earned, after the journal.
        pub freight: Paise,
        /// What goes or went back, after the journal.
        pub refunds: Paise,
        /// What claims brought back into the advance, after the journal.
        pub claimed: Paise,
        /// The goods still to come, after the parcels.
        pub goods_waiting: Paise,
        /// The freight still to be earned, after the shipments.
        pub freight_waiting: Paise,
    }
}

/// Orders with what the journal moved in and out of the buyer's advance for them, and what still waits there.
/// The joins say in which order to go, from the order to its postings: found by account, they would be everybody's.
pub(super) async fn paid_orders(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<PaidOrder>, DbError> {
    read.rows(
        sql!(
            "select o.id,
                    (select cast(coalesce(sum(case when t.account in ('buyer_advance', 'trial:buyer_advance') then -t.amount_paise end), 0) as bigint)
                       from payment_intent i cross join payment y cross join journal_entry e cross join posting t
                      where i.order_id = o.id and y.intent_id = i.id
                        and e.kind in ('captured', 'cash_collected', 'deposit_used') and e.source = y.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(case when t.account in ('buyer_advance', 'trial:buyer_advance') then t.amount_paise end), 0) as bigint)
                       from parcel p cross join journal_entry e cross join posting t
                      where p.order_id = o.id and e.kind = 'delivered' and e.source = p.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(case when t.account in ('buyer_advance', 'trial:buyer_advance') then t.amount_paise end), 0) as bigint)
                       from shipment s cross join journal_entry e cross join posting t
                      where s.order_id = o.id and e.kind in ('freight_earned', 'token_kept') and e.source = s.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(case when t.account in ('buyer_advance', 'trial:buyer_advance') then t.amount_paise end), 0) as bigint)
                       from refund r cross join journal_entry e cross join posting t
                      where r.order_id = o.id and e.kind = 'refund_asked' and e.source = r.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(case when t.account in ('buyer_advance', 'trial:buyer_advance') then -t.amount_paise end), 0) as bigint)
                       from claim c cross join journal_entry e cross join posting t
                      where c.order_id = o.id and e.kind = 'claimed' and e.source = c.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(p.goods_paise - p.funded_paise), 0) as bigint) from parcel p
 where p.order_id = o.id and o.state = 'confirmed' and o.payment_method not in ('cash', 'deposit') and p.state not in ('delivered', 'declined', 'cancelled', 'returned')), 
                    (select cast(coalesce(sum(s.freight_paise - s.funded_paise), 0) as bigint) from shipment s
 where s.order_id = o.id and o.state = 'confirmed' and o.payment_method not in ('cash', 'deposit') and s.state not in ('delivered', 'cancelled', 'returned'))
                    + (select cast(coalesce(sum(k.token_paise), 0) as bigint) from cash_token k
                        where k.order_id = o.id and o.state = 'confirmed' and k.ended_at_ms is null)
               from buyer_order o where o.id > $1 and not exists (select 1 from institution_deposit d where d.order_id = o.id) order by o.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A payment, what the journal says of it, and what goes back of it.
    pub struct PaymentRow {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub status: String,
        /// How much.
        pub amount: Paise,
        /// What the gateway keeps.
        pub fee: Paise,
        /// How often the journal has it.
        pub entries: i64,
        /// With how much.
        pub captured: Paise,
        /// And with which fee.
        pub fee_charged: Paise,
        /// What is asked back of it.
        pub refunds: Paise,
    }
}

/// Payments with their entries and refunds.
pub(super) async fn payments(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<PaymentRow>, DbError> {
    read.rows(
        sql!(
            "select y.id, y.status, y.amount_paise, y.fee_paise,
                    (select count(*) from journal_entry e where e.kind in ('captured', 'cash_collected', 'deposit_used') and e.source = y.id),
                    (select cast(coalesce(sum(case when t.account in ('gateway', 'trial:gateway', 'gateway_hyperswitch', 'trial:gateway_hyperswitch', 'upi_due')
                                                          or t.account like 'cash_%' or t.account like 'deposit:%' or t.account like 'trial:deposit:%' then t.amount_paise end), 0) as bigint)
                       from journal_entry e cross join posting t
                      where e.kind in ('captured', 'cash_collected', 'deposit_used') and e.source = y.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(case when t.account in ('gateway_fee', 'trial:gateway_fee') then t.amount_paise end), 0) as bigint)
                       from journal_entry e cross join posting t
                      where e.kind = 'fee_charged' and e.source = y.id and t.entry_id = e.id),
                    (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from refund r where r.payment_id = y.id)
               from payment y where y.id > $1 order by y.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A payout and the parcels it pays.
    pub struct PayoutRow {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
        /// How much.
        pub amount: Paise,
        /// What its parcels come to.
        pub parcels: Paise,
        /// How many of its lines still bind their parcel.
        pub living: i64,
        /// How many do no more.
        pub ended: i64,
        /// How many lines are not the share of a delivered parcel of this maker.
        pub foreign: i64,
    }
}

/// Payouts with what their lines say.
pub(super) async fn payouts(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<PayoutRow>, DbError> {
    read.rows(
        sql!(
            "select y.id, y.state, y.amount_paise,
                    (select cast(coalesce(sum(l.amount_paise), 0) as bigint) from payout_line l where l.payout_id = y.id)
                    - (select cast(coalesce(sum(f.amount_paise), 0) as bigint) from payout_offset f where f.payout_id = y.id)
                    + (select cast(coalesce(sum(case a.what when 'pays' then a.amount_paise else -a.amount_paise end), 0) as bigint) from payout_advance a where a.payout_id = y.id),
                    (select count(*) from payout_line l where l.payout_id = y.id and l.ended_at_ms is null),
                    (select count(*) from payout_line l where l.payout_id = y.id and l.ended_at_ms is not null),
                    (select count(*) from payout_line l left join parcel p on p.id = l.parcel_id
                      where l.payout_id = y.id
                        and (p.id is null or p.maker_id <> y.maker_id
                             or (l.ended_at_ms is null and p.payable_paise <> l.amount_paise)
                             or p.state <> 'delivered'))
               from payout y where y.id > $1 order by y.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// Something that is there more than once.
    pub struct Twice {
        /// Its id.
        pub id: String,
        /// How often.
        pub times: i64,
    }
}

/// Parcels that several payouts pay.
pub(super) async fn parcels_paid_twice(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Twice>, DbError> {
    read.rows(
        sql!(
            "select parcel_id, count(*) from payout_line
              where ended_at_ms is null and parcel_id > $1
              group by parcel_id having count(*) > 1 order by parcel_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Quotes that became several orders.
pub(super) async fn quotes_ordered_twice(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Twice>, DbError> {
    read.rows(
        sql!(
            "select quote_id, count(*) from buyer_order where quote_id > $1
              group by quote_id having count(*) > 1 order by quote_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// An order, its parts, and how they stand.
    pub struct BoughtOrder {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
        /// How it was to be paid.
        pub method: PaymentMethod,
        /// Its goods, tax included.
        pub goods: Paise,
        /// Its freight.
        pub freight: Paise,
        /// The tax inside its goods.
        pub tax: Paise,
        /// What is to be paid.
        pub total: Paise,
        /// What its lines come to.
        pub line_goods: Paise,
        /// The tax inside its lines.
        pub line_tax: Paise,
        /// What its shipments cost.
        pub shipment_freight: Paise,
        /// How its intent stands, if it has one.
        pub intent: Option<String>,
        /// What its intent asks for, and of one that asks a token what is left for the door.
        pub asked: Option<Paise>,
        /// What of it is paid online ahead of cash; nothing: all of it is asked in one way.
        pub token: Paise,
        /// Parcels that wait for the payment.
        pub planned: i64,
        /// Parcels that have reached the buyer.
        pub delivered: i64,
        /// Parcels that were called off by maker or hub, or came back.
        pub declined: i64,
        /// Parcels that ended unpaid.
        pub cancelled: i64,
        /// All parcels.
        pub parcels: i64,
    }
}

/// Orders with what their lines, shipments and parcels say.
pub(super) async fn bought_orders(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<BoughtOrder>, DbError> {
    read.rows(
        sql!(
            "select o.id, o.state, o.payment_method, o.goods_paise, o.freight_paise, o.tax_paise, o.total_paise + o.funded_paise,
                    (select cast(coalesce(sum(l.line_paise), 0) as bigint) from order_line l where l.order_id = o.id
                        and not exists (select 1 from dispatch_step w where w.swapped_for = l.parcel_id)
                        and not exists (select 1 from goods_return g where g.exchange_parcel_id = l.parcel_id)),
                    (select cast(coalesce(sum(l.tax_paise), 0) as bigint) from order_line l where l.order_id = o.id
                        and not exists (select 1 from dispatch_step w where w.swapped_for = l.parcel_id)
                        and not exists (select 1 from goods_return g where g.exchange_parcel_id = l.parcel_id)),
                    (select cast(coalesce(sum(s.freight_paise), 0) as bigint) from shipment s where s.order_id = o.id),
                    (select i.state from payment_intent i where i.order_id = o.id),
                    (select i.amount_paise + o.funded_paise
                            + coalesce((select o.total_paise - cast(sum(k.token_paise) as bigint) from cash_token k where k.order_id = o.id), 0)
                       from payment_intent i where i.order_id = o.id),
                    (select cast(coalesce(sum(k.token_paise), 0) as bigint) from cash_token k where k.order_id = o.id),
                    (select count(*) from parcel p where p.order_id = o.id and p.state = 'planned'),
                    (select count(*) from parcel p where p.order_id = o.id and p.state = 'delivered'),
                    (select count(*) from parcel p where p.order_id = o.id and p.state in ('declined', 'returned')),
                    (select count(*) from parcel p where p.order_id = o.id and p.state = 'cancelled'),
                    (select count(*) from parcel p where p.order_id = o.id)
               from buyer_order o where o.id > $1 and not exists (select 1 from institution_deposit d where d.order_id = o.id) order by o.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A parcel and its lines.
    pub struct ParcelSums {
        /// Its id.
        pub id: String,
        /// Its goods.
        pub goods: Paise,
        /// What its maker gets.
        pub share: Paise,
        /// What its lines come to.
        pub line_goods: Paise,
        /// What its maker gets for its lines.
        pub line_share: Paise,
    }
}

/// Parcels with what their lines come to.
pub(super) async fn parcel_sums(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<ParcelSums>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.goods_paise, p.maker_paise,
                    (select cast(coalesce(sum(l.line_paise), 0) as bigint) from order_line l where l.parcel_id = p.id),
                    (select cast(coalesce(sum(l.maker_paise), 0) as bigint) from order_line l where l.parcel_id = p.id)
               from parcel p where p.id > $1 order by p.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A shipment and how its parcels stand.
    pub struct ShipmentRow {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
        /// All its parcels.
        pub parcels: i64,
        /// Those that were called off or never paid.
        pub off: i64,
        /// Those on their way.
        pub shipped: i64,
        /// Those with the buyer.
        pub delivered: i64,
        /// Those on their way back.
        pub coming_back: i64,
        /// Those at the hub again.
        pub returned: i64,
    }
}

/// Shipments with how their parcels stand.
pub(super) async fn shipments(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<ShipmentRow>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.state,
                    (select count(*) from parcel p where p.shipment_id = s.id),
                    (select count(*) from parcel p where p.shipment_id = s.id and p.state in ('declined', 'cancelled')),
                    (select count(*) from parcel p where p.shipment_id = s.id and p.state = 'shipped'),
                    (select count(*) from parcel p where p.shipment_id = s.id and p.state = 'delivered'),
                    (select count(*) from parcel p where p.shipment_id = s.id and p.state = 'coming_back'),
                    (select count(*) from parcel p where p.shipment_id = s.id and p.state = 'returned')
               from shipment s where s.id > $1 order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A variant's stock, what its movements say, and what orders that wait to be paid hold of it.
    pub struct StockRow {
        /// The variant.
        pub id: String,
        /// What lies there.
        pub on_hand: i64,
        /// What is held of it.
        pub held: i64,
        /// What the movements come to.
        pub moved_on_hand: i64,
        /// What the movements come to, of what is held.
        pub moved_held: i64,
        /// What the lines of placed orders come to, and what is set aside for stalls.
        pub wanted: i64,
    }
}

/// Stock with its movements and holds.
pub(super) async fn stock(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<StockRow>, DbError> {
    read.rows(
        sql!(
            "select k.variant_id, k.on_hand, k.held,
                    (select cast(coalesce(sum(m.on_hand_change), 0) as bigint) from stock_movement m
                      where m.variant_id = k.variant_id),
                    (select cast(coalesce(sum(m.held_change), 0) as bigint) from stock_movement m
                      where m.variant_id = k.variant_id),
                    coalesce(w.wanted, 0) + (select cast(coalesce(sum(z.given - z.sold), 0) as bigint) from stall_slice_line z
                                               join stall_slice c on c.id = z.slice_id and c.state = 'open' where z.variant_id = k.variant_id)
               from stock k
               left join (select l.variant_id, cast(sum(l.quantity) as bigint) as wanted
                            from buyer_order o join order_line l on l.order_id = o.id
                           where o.state = 'placed' group by l.variant_id) w on w.variant_id = k.variant_id
              where k.variant_id > $1 order by k.variant_id limit $2"
        ),
        params![after, limit],
    )
    .await
}
