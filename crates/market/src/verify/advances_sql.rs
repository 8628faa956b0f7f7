//! What the checks of advances read.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;
use crate::advances::State;
use crate::orders::Parcel;

store::row! {
    /// An advance with what else is known of it.
    pub struct AheadRow {
        /// Its parcel.
        pub id: String,
        /// How it stands.
        pub state: State,
        /// How its parcel stands.
        pub parcel: Parcel,
        /// The maker's part of the parcel.
        pub part: Paise,
        /// Which share of it.
        pub share_bp: i64,
        /// How much.
        pub amount: Paise,
        /// What has to come off.
        pub debt: Paise,
        /// What living payouts pay of it.
        pub paid: Paise,
        /// What living payouts have left off.
        pub taken: Paise,
        /// How often the journal has it as given.
        pub given_entries: i64,
        /// How often as come back.
        pub back_entries: i64,
    }
}

store::row! {
    /// The fund, told three times.
    pub struct FundRow {
        /// What its row says was put in.
        pub put_in: Paise,
        /// And what makers have.
        pub out: Paise,
        /// What its moves come to.
        pub moved: Paise,
        /// What living advances come to.
        pub given: Paise,
        /// What the journal has; what lies there is negative.
        pub booked: Paise,
    }
}

impl Keyed for AheadRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Advances.
pub(super) async fn ahead(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<AheadRow>, DbError> {
    read.rows(
        sql!(
            "select a.parcel_id, a.state, p.state, p.maker_paise, a.share_bp, a.amount_paise, a.debt_paise,
                    (select cast(coalesce(sum(l.amount_paise), 0) as bigint) from payout_advance l
                      where l.parcel_id = a.parcel_id and l.what = 'pays' and l.ended_at_ms is null),
                    (select cast(coalesce(sum(l.amount_paise), 0) as bigint) from payout_advance l
                      where l.parcel_id = a.parcel_id and l.what = 'takes_back' and l.ended_at_ms is null),
                    (select count(*) from journal_entry e where e.kind = 'advanced' and e.source = a.parcel_id),
                    (select count(*) from journal_entry e where e.kind = 'advance_back' and e.source = a.parcel_id)
               from parcel_advance a join parcel p on p.id = a.parcel_id
              where a.parcel_id > $1 order by a.parcel_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// The fund.
pub(super) async fn fund(read: &mut Read) -> Result<FundRow, DbError> {
    read.one(
        sql!(
            "select f.put_in_paise, f.out_paise,
                    (select cast(coalesce(sum(m.amount_paise), 0) as bigint) from advance_fund_move m),
                    (select cast(coalesce(sum(a.amount_paise), 0) as bigint) from parcel_advance a where a.state = 'given'),
                    (select cast(coalesce(sum(t.amount_paise), 0) as bigint) from posting t where t.account = 'advance_fund')
               from advance_fund f where f.id = 'fund'"
        ),
        params![],
    )
    .await
}
