//! What the checks ask about parts that belong to nothing.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

impl Keyed for Orphan {
    fn key(&self) -> &str {
        &self.id
    }
}

store::row! {
    /// A row whose parent is missing.
    pub struct Orphan {
        /// Its id, or its parent's and its number.
        pub id: String,
        /// What it is.
        pub kind: String,
    }
}

/// Rows that speak of an order, a shipment, a parcel, an intent or an entry that is not there.
pub(super) async fn orphans(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Orphan>, DbError> {
    read.rows(
        sql!(
            "select id, kind from (
                 select s.id as id, 'shipment' as kind from shipment s
                  where not exists (select 1 from buyer_order o where o.id = s.order_id)
                 union all
                 select p.id, 'parcel' from parcel p
                  where not exists (select 1 from buyer_order o where o.id = p.order_id)
                     or not exists (select 1 from shipment s where s.id = p.shipment_id and s.order_id = p.order_id)
                 union all
                 select l.id, 'line' from order_line l
                  where not exists (select 1 from parcel p where p.id = l.parcel_id and p.order_id = l.order_id)
                 union all
                 select i.id, 'intent' from payment_intent i
                  where not exists (select 1 from buyer_order o where o.id = i.order_id)
                 union all
                 select p.id, 'payment' from payment p
                  where not exists (select 1 from payment_intent i where i.id = p.intent_id)
                 union all
                 select p.entry_id, 'posting' from posting p
                  where not exists (select 1 from journal_entry e where e.id = p.entry_id)) lost
              where id > $1 order by id limit $2"
        ),
        params![after, limit],
    )
    .await
}
