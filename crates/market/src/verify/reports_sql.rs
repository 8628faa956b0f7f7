//! Statements of the check of reports.

use kernel::{Limit, Paise, Time};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A payout that counts as settled, and what the journal says of it.
    pub struct Settled {
        /// Its id.
        pub id: String,
        /// What it counts as.
        pub amount: Paise,
        /// When.
        pub at: Time,
        /// Entries that settle it.
        pub entries: i64,
        /// What they say.
        pub posted: Paise,
        /// When they were made.
        pub entered: Time,
    }
}

impl Keyed for Settled {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Payouts that count as settled.
pub(super) async fn settled(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Settled>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.amount_paise, s.ended_at_ms, count(e.id), cast(coalesce(sum(p.amount_paise), 0) as bigint),
                    coalesce(max(e.entered_at_ms), max(e.at_ms), 0)
               from payout s
               left join journal_entry e on e.kind = 'payout_settled' and e.source = s.id
               left join posting p on p.entry_id = e.id and p.account = 'payout_on_way'
              where s.state = 'settled' and s.id > $1
              group by s.id, s.amount_paise, s.ended_at_ms order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A payout that the journal has settled and that does not count as settled.
    pub struct Uncounted {
        /// Its id.
        pub id: String,
    }
}

impl Keyed for Uncounted {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Payouts the journal has settled and not given back, and that do not count as settled.
pub(super) async fn uncounted(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Uncounted>, DbError> {
    read.rows(
        sql!(
            "select e.source from journal_entry e left join payout s on s.id = e.source and s.state = 'settled'
              where e.kind = 'payout_settled' and e.source > $1 and s.id is null
                and not exists (select 1 from journal_entry r where r.kind = 'payout_returned' and r.source = e.source)
              order by e.source limit $2"
        ),
        params![after, limit],
    )
    .await
}
