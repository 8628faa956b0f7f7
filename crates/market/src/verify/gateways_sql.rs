//! The statements behind the checks of payment companies.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A payment and the ways of its intent through the same company.
    pub struct PaymentRow {
        /// Its id.
        pub id: String,
        /// How it was paid.
        pub method: String,
        /// Through whom it came.
        pub gateway: String,
        /// Ways of its intent through that company, now and before.
        pub ways: i64,
    }
}

store::row! {
    /// An intent that has gone another way.
    pub struct WayRow {
        /// Its id.
        pub id: String,
        /// How often it was opened.
        pub way_no: i64,
        /// Ways it has left.
        pub left: i64,
        /// Whether it goes a way now that it has left, and did not come back to.
        pub is_twice: i64,
    }
}

impl Keyed for PaymentRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for WayRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Payments with the ways they may have come.
pub(super) async fn payments(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<PaymentRow>, DbError> {
    read.rows(
        sql!(
            "select y.id, y.method, y.gateway,
                    (select count(*) from payment_intent i where i.id = y.intent_id and i.gateway = y.gateway)
                    + (select count(*) from payment_left l where l.intent_id = y.intent_id and l.gateway = y.gateway)
               from payment y where y.id > $1 order by y.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Intents that have left a way, or say that they were opened anew. Who comes back to a company after two others has been opened
/// three times.
pub(super) async fn ways(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<WayRow>, DbError> {
    read.rows(
        sql!(
            "select i.id, i.way_no,
                    (select count(*) from payment_left l where l.intent_id = i.id),
                    (select count(*) from payment_left l
                      where l.intent_id = i.id and i.way_no < 3 and l.gateway = i.gateway
                        and l.gateway_order = i.gateway_order)
               from payment_intent i
              where i.id > $1 and (i.way_no > 1 or exists (select 1 from payment_left l where l.intent_id = i.id))
              order by i.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
