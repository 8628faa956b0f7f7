//! Statements behind the checks of pickups.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A slot beside its living orders.
    pub struct SlotRow {
        /// Its id.
        pub id: String,
        /// What it says.
        pub taken: i64,
        /// What orders say.
        pub orders: i64,
    }
}

impl Keyed for SlotRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Slots with the orders that have a place in them.
pub(super) async fn slots(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<SlotRow>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.taken, (select count(*) from buyer_order o
                                     where o.slot_id = p.id and o.state in ('placed', 'confirmed', 'completed'))
               from pickup_slot p where p.id > $1 order by p.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A shipment that was fetched and lay nowhere.
    pub struct FetchedRow {
        /// Its id.
        pub id: String,
    }
}

impl Keyed for FetchedRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Shipments that were handed out at a counter at which they never lay.
pub(super) async fn fetched(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<FetchedRow>, DbError> {
    read.rows(
        sql!(
            "select s.id from shipment s join buyer_order o on o.id = s.order_id
              where s.id > $1 and s.carrier = 'counter' and s.state = 'delivered' and o.counter_id is not null
                and not exists (select 1 from counter_wait w where w.shipment_id = s.id)
              order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
