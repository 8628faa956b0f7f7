//! What the checks of finance read.

use kernel::{Day, Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A row that stands where it must not.
    pub struct Astray {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
    }
}

impl Keyed for Astray {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Approved batches that fewer than two people answer for.
pub(super) async fn batches_of_one(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Astray>, DbError> {
    read.rows(
        sql!(
            "select id, state from payout_batch
              where state = 'approved' and id > $1
                and (made_by is null or approved_by is null or made_by = approved_by)
              order by id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Payouts that came back without a reason on record, and such that have one and did not.
pub(super) async fn returns_astray(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Astray>, DbError> {
    read.rows(
        sql!(
            "select y.id, y.state from payout y left join payout_return r on r.payout_id = y.id
              where y.id > $1
                and ((y.state = 'returned' and r.payout_id is null) or (y.state <> 'returned' and r.payout_id is not null))
              order by y.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// An account of a closed month whose totals are not the journal's.
    pub struct MonthRow {
        /// Month and account.
        pub id: String,
        /// The month.
        pub first_day: Day,
        /// The account.
        pub account: String,
        /// What was agreed to.
        pub agreed_debit: Paise,
        /// What was agreed to.
        pub agreed_credit: Paise,
        /// What the journal says.
        pub debit: Paise,
        /// What the journal says.
        pub credit: Paise,
    }
}

impl Keyed for MonthRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Accounts of closed months whose totals differ from the journal, also those that one of the two does not have.
pub(super) async fn months_that_differ(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<MonthRow>, DbError> {
    read.rows(
        sql!(
            "select id, first_day, account, cast(sum(agreed_debit) as bigint), cast(sum(agreed_credit) as bigint),
                    cast(sum(debit) as bigint), cast(sum(credit) as bigint)
               from (select cast(t.first_day as text) || ' ' || t.account as id, t.first_day, t.account,
                            t.debit_paise as agreed_debit, t.credit_paise as agreed_credit, 0 as debit, 0 as credit
                       from ledger_month_total t join ledger_month m on m.first_day = t.first_day
                      where m.state = 'closed'
                      union all
                     select cast(m.first_day as text) || ' ' || p.account, m.first_day, p.account, 0, 0,
                            case when p.amount_paise > 0 then p.amount_paise else 0 end,
                            case when p.amount_paise < 0 then -p.amount_paise else 0 end
                       from ledger_month m
                       join journal_entry e on e.at_ms >= m.from_ms and e.at_ms < m.to_ms
                       join posting p on p.entry_id = e.id and p.account not like 'trial:%'
                      where m.state = 'closed') as both_sides
              where id > $1
              group by id, first_day, account
             having sum(agreed_debit) <> sum(debit) or sum(agreed_credit) <> sum(credit)
              order by id limit $2"
        ),
        params![after, limit],
    )
    .await
}
