//! The statements behind the checks of refunds.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A refund to a UPI address.
    pub struct ToUpiRow {
        /// Its id.
        pub id: String,
        /// What it sends.
        pub amount: Paise,
        /// What its refund gives back.
        pub owed: Paise,
        /// Whether it has arrived.
        pub is_paid: i64,
        /// Whether its refund has ended.
        pub is_processed: i64,
        /// What has left the bank for it, less what came back.
        pub left_bank: Paise,
    }
}

store::row! {
    /// A refund and the ways it goes back.
    pub struct WaysRow {
        /// Its id.
        pub id: String,
        /// How many ways live that are not its own.
        pub ways: i64,
        /// Whether the gateway is at it.
        pub is_with_gateway: i64,
    }
}

impl Keyed for ToUpiRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for WaysRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Refunds to UPI addresses beside their refunds and the journal.
pub(super) async fn to_upi(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ToUpiRow>, DbError> {
    read.rows(
        sql!(
            "select u.id, u.amount_paise, r.amount_paise, case when u.state = 'paid' then 1 else 0 end,
                    case when r.status = 'processed' then 1 else 0 end,
                    (select cast(coalesce(-sum(t.amount_paise), 0) as bigint)
                       from journal_entry e join posting t on t.entry_id = e.id
                      where e.source = u.id and t.account in ('bank', 'trial:bank'))
               from refund_to_upi u join refund r on r.id = u.refund_id
              where u.id > $1 order by u.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Refunds with another way than their own.
pub(super) async fn ways(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<WaysRow>, DbError> {
    read.rows(
        sql!(
            "select r.id, w.living, case when r.status = 'pending' then 1 else 0 end
               from (select a.refund_id, count(*) as living
                       from (select refund_id from refund_at_hub where state <> 'refused'
                              union all
                             select refund_id from refund_to_upi where state not in ('invalid', 'returned', 'refused')) a
                      group by a.refund_id) w
               join refund r on r.id = w.refund_id
              where r.id > $1 order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
