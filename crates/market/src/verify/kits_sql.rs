//! The statements behind the checks of kits.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A kit beside its sales.
    pub struct KitRow {
        /// Its id.
        pub id: String,
        /// How many are sold, as its offer says.
        pub used: i64,
        /// How many there are.
        pub uses_most: i64,
        /// How many living orders have.
        pub sold: i64,
        /// How many makers have a part in it.
        pub makers: i64,
        /// Whether its offer is of this kit.
        pub is_its_offer: i64,
    }
}

store::row! {
    /// An order with kits beside its parts.
    pub struct OrderRow {
        /// Its id.
        pub id: String,
        /// What its kits cost.
        pub price: Paise,
        /// What they cost less than their parts.
        pub off: Paise,
        /// What is paid for their lines.
        pub paid: Paise,
        /// What is cut off these lines, and paid by another.
        pub taken: Paise,
        /// Whether it is neither expired nor cancelled.
        pub is_living: i64,
        /// Whether it has its kits.
        pub is_used: i64,
        /// Lines of kits with a cut of another maker than the one who pays.
        pub of_others: i64,
        /// What the journal has on the accounts of those who give offers.
        pub posted: Paise,
        /// What should be there: of what arrived, less what was given back.
        pub due: Paise,
    }
}

impl Keyed for KitRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for OrderRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Kits with their sales; those of a trial take nothing from them.
pub(super) async fn kits(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<KitRow>, DbError> {
    read.rows(
        sql!(
            "select k.id, f.used, f.uses_most,
                    (select cast(coalesce(sum(o.pieces), 0) as bigint) from order_kit o join buyer_order b on b.id = o.order_id
                      where o.kit_id = k.id and o.given_back_at_ms is null and b.in_trial = 0),
                    (select count(distinct p.maker_id)
                       from kit_part t join variant v on v.id = t.variant_id join product p on p.id = v.product_id
                      where t.kit_id = k.id),
                    case when f.scope = 'kit' and f.scope_key = k.id then 1 else 0 end
               from kit k join offer f on f.id = k.offer_id
              where k.id > $1 order by k.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Orders with kits. What is sent anew was not in the order. Of an order with an offer beside its kits the journal is compared there.
pub(super) async fn orders(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<OrderRow>, DbError> {
    read.rows(
        sql!(
            "select o.id,
                    (select cast(coalesce(sum(k.price_paise * k.pieces), 0) as bigint) from order_kit k where k.order_id = o.id),
                    (select cast(coalesce(sum(k.off_paise), 0) as bigint) from order_kit k where k.order_id = o.id),
                    (select cast(coalesce(sum(l.line_paise - l.funded_paise), 0) as bigint) from order_line l
                      where l.order_id = o.id and l.kit_id is not null
                        and not exists (select 1 from goods_return g where g.exchange_parcel_id = l.parcel_id)),
                    (select cast(coalesce(sum(l.cut_paise + l.funded_paise), 0) as bigint) from order_line l
                      where l.order_id = o.id and l.kit_id is not null
                        and not exists (select 1 from goods_return g where g.exchange_parcel_id = l.parcel_id)),
                    case when o.state in ('expired', 'cancelled') then 0 else 1 end,
                    case when exists (select 1 from order_kit k where k.order_id = o.id and k.given_back_at_ms is null) then 1 else 0 end,
                    (select count(*)
                       from order_line l join kit k on k.id = l.kit_id join offer f on f.id = k.offer_id join parcel p on p.id = l.parcel_id
                      where l.order_id = o.id and l.cut_paise > 0 and (f.maker_id is null or f.maker_id <> p.maker_id)),
                    (select cast(coalesce(sum(t.amount_paise), 0) as bigint)
                       from parcel p join journal_entry e on e.source = p.id join posting t on t.entry_id = e.id
                      where p.order_id = o.id and e.kind = 'delivered'
                        and (t.account like 'offer:%' or t.account like 'trial:offer:%'))
                    + (select cast(coalesce(sum(t.amount_paise), 0) as bigint)
                         from claim c join journal_entry e on e.source = c.id join posting t on t.entry_id = e.id
                        where c.order_id = o.id and e.kind = 'claimed'
                          and (t.account like 'offer:%' or t.account like 'trial:offer:%')),
                    (select cast(coalesce(sum(p.funded_paise), 0) as bigint) from parcel p
                      where p.order_id = o.id and p.state = 'delivered')
                    - (select cast(coalesce(sum(c.funded_paise), 0) as bigint) from claim c
                        where c.order_id = o.id and c.state = 'granted')
               from buyer_order o
              where o.id > $1 and exists (select 1 from order_kit k where k.order_id = o.id)
              order by o.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
