//! The statements behind the checks of offers.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// An offer beside its uses.
    pub struct OfferRow {
        /// Its id.
        pub id: String,
        /// How often it is used, as it says.
        pub used: i64,
        /// How often it may be.
        pub uses_most: i64,
        /// How many living orders use it.
        pub uses: i64,
        /// How often its people have used it.
        pub of_people: i64,
        /// People who have used it oftener than they may.
        pub too_often: i64,
    }
}

store::row! {
    /// An order with an offer beside its parts.
    pub struct OrderRow {
        /// Its id.
        pub id: String,
        /// What its makers have cut off.
        pub cut: Paise,
        /// What another pays.
        pub funded: Paise,
        /// What its lines say is cut off.
        pub lines_cut: Paise,
        /// What its lines and shipments say another pays.
        pub parts_funded: Paise,
        /// What its use says is taken off.
        pub off: Option<Paise>,
        /// Whether it is neither expired nor cancelled.
        pub is_living: i64,
        /// Whether it uses the offer.
        pub is_used: i64,
        /// Lines with a cut of another maker than the one who pays.
        pub of_others: i64,
        /// Parcels that say otherwise than their lines.
        pub parcels_differ: i64,
        /// What the journal has on its funder's account.
        pub posted: Paise,
        /// What should be there: of what arrived, less what was given back.
        pub due: Paise,
    }
}

impl Keyed for OfferRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for OrderRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Offers with their uses; those of a trial take nothing from them.
pub(super) async fn offers(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<OfferRow>, DbError> {
    read.rows(
        sql!(
            "select f.id, f.used, f.uses_most,
                    (select count(*) from offer_use u join buyer_order o on o.id = u.order_id
                      where u.offer_id = f.id and u.given_back_at_ms is null and o.in_trial = 0),
                    (select cast(coalesce(sum(p.used), 0) as bigint) from offer_person p where p.offer_id = f.id),
                    (select count(*) from offer_person p where p.offer_id = f.id and p.used > f.per_person_most)
               from offer f where f.id > $1 and f.scope <> 'kit' order by f.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Orders with an offer. What stands in for a parcel, or is sent anew, was not in the order.
pub(super) async fn orders(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<OrderRow>, DbError> {
    read.rows(
        sql!(
            "select o.id, o.cut_paise, o.funded_paise,
                    (select cast(coalesce(sum(l.cut_paise), 0) as bigint) from order_line l where l.order_id = o.id
                        and not exists (select 1 from dispatch_step w where w.swapped_for = l.parcel_id)
                        and not exists (select 1 from goods_return g where g.exchange_parcel_id = l.parcel_id)),
                    (select cast(coalesce(sum(l.funded_paise), 0) as bigint) from order_line l where l.order_id = o.id
                        and not exists (select 1 from dispatch_step w where w.swapped_for = l.parcel_id)
                        and not exists (select 1 from goods_return g where g.exchange_parcel_id = l.parcel_id))
                    + (select cast(coalesce(sum(s.funded_paise), 0) as bigint) from shipment s where s.order_id = o.id),
                    (select u.off_paise from offer_use u where u.order_id = o.id)
                    + (select cast(coalesce(sum(k.off_paise), 0) as bigint) from order_kit k where k.order_id = o.id),
                    case when o.state in ('expired', 'cancelled') then 0 else 1 end,
                    (select count(*) from offer_use u
                      where u.order_id = o.id and u.offer_id = o.offer_id and u.given_back_at_ms is null),
                    (select count(*) from order_line l join parcel p on p.id = l.parcel_id
                      where l.order_id = o.id and l.cut_paise > 0 and l.kit_id is null and (f.maker_id is null or f.maker_id <> p.maker_id)),
                    (select count(*) from parcel p where p.order_id = o.id
                        and p.funded_paise <> (select cast(coalesce(sum(l.funded_paise), 0) as bigint) from order_line l
                                                where l.parcel_id = p.id)),
                    (select cast(coalesce(sum(t.amount_paise), 0) as bigint)
                       from parcel p join journal_entry e on e.source = p.id join posting t on t.entry_id = e.id
                      where p.order_id = o.id and e.kind = 'delivered'
                        and (t.account like 'offer:%' or t.account like 'trial:offer:%'))
                    + (select cast(coalesce(sum(t.amount_paise), 0) as bigint)
                         from shipment s join journal_entry e on e.source = s.id join posting t on t.entry_id = e.id
                        where s.order_id = o.id and e.kind = 'freight_earned'
                          and (t.account like 'offer:%' or t.account like 'trial:offer:%'))
                    + (select cast(coalesce(sum(t.amount_paise), 0) as bigint)
                         from claim c join journal_entry e on e.source = c.id join posting t on t.entry_id = e.id
                        where c.order_id = o.id and e.kind = 'claimed'
                          and (t.account like 'offer:%' or t.account like 'trial:offer:%')),
                    (select cast(coalesce(sum(p.funded_paise), 0) as bigint) from parcel p
                      where p.order_id = o.id and p.state = 'delivered')
                    + (select cast(coalesce(sum(s.funded_paise), 0) as bigint) from shipment s
                        where s.order_id = o.id and s.state = 'delivered')
                    - (select cast(coalesce(sum(c.funded_paise), 0) as bigint) from claim c
                        where c.order_id = o.id and c.state = 'granted')
               from buyer_order o join offer f on f.id = o.offer_id
              where o.id > $1 order by o.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
