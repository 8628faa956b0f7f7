//! The statements of the checks of stages and trials.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;
use crate::launch::Stage;

store::row! {
    /// A stage the mart stood at.
    pub struct StageRow {
        /// Its number, as a key in order.
        pub key: String,
        /// Its number.
        pub seq: i64,
        /// Which.
        pub stage: Stage,
        /// Checks of the gate it was signed on.
        pub green: i64,
    }
}

store::row! {
    /// A parcel beside its order and what is counted of it.
    pub struct ParcelRow {
        /// Its id.
        pub id: String,
        /// Whether its order is of a trial.
        pub of_order: i64,
        /// Whether it is.
        pub in_trial: i64,
        /// What its maker is to be paid for it.
        pub payable: i64,
        /// How many payouts name it.
        pub paid: i64,
        /// How often something was kept back of it.
        pub withheld: i64,
        /// Bills of it that are numbered with those of the other kind.
        pub bills_astray: i64,
    }
}

store::row! {
    /// An entry of the journal beside the order it is about.
    pub struct EntryRow {
        /// Its id.
        pub id: String,
        /// Whether its order is of a trial.
        pub in_trial: i64,
        /// Its postings.
        pub postings: i64,
        /// Those on accounts of a trial.
        pub of_trial: i64,
    }
}

impl Keyed for StageRow {
    fn key(&self) -> &str {
        &self.key
    }
}

impl Keyed for ParcelRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for EntryRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// The stages so far, in order: their numbers, made as long as one another, are their keys.
pub(super) async fn stages(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<StageRow>, DbError> {
    read.rows(
        sql!(
            "select s.numbered, s.seq, s.stage,
                    (select count(*) from gate_proof g where g.stage_id = s.id and g.found >= g.wanted)
               from (select id, cast(1000000000 + seq as text) as numbered, seq, stage from mart_stage) s
              where s.numbered > $1 order by s.numbered limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Parcels beside their orders.
pub(super) async fn parcels(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ParcelRow>, DbError> {
    read.rows(
        sql!(
            "select p.id, coalesce(o.in_trial, p.in_trial), p.in_trial, p.payable_paise,
                    (select count(*) from payout_line l where l.parcel_id = p.id),
                    (select count(*) from withheld w where w.parcel_id = p.id),
                    (select count(*) from bill b where b.parcel_id = p.id
                        and case when b.seller_id like 'trial:%' then 1 else 0 end <> p.in_trial)
               from parcel p left join buyer_order o on o.id = p.order_id
              where p.id > $1 order by p.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Entries of the journal beside what they are about; what is about no order is of no trial.
pub(super) async fn entries(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<EntryRow>, DbError> {
    read.rows(
        sql!(
            "select e.id, coalesce(p.in_trial, so.in_trial, yo.in_trial, ro.in_trial, cp.in_trial, 0),
                    (select count(*) from posting t where t.entry_id = e.id),
                    (select count(*) from posting t where t.entry_id = e.id and t.account like 'trial:%')
               from journal_entry e
               left join parcel p on p.id = e.source
               left join shipment s on s.id = e.source
               left join buyer_order so on so.id = s.order_id
               left join payment y on y.id = e.source
               left join payment_intent yi on yi.id = y.intent_id
               left join buyer_order yo on yo.id = yi.order_id
               left join refund_to_upi ru on ru.id = e.source
               left join refund r on r.id = coalesce(ru.refund_id, e.source)
               left join buyer_order ro on ro.id = r.order_id
               left join claim c on c.id = e.source
               left join parcel cp on cp.id = c.parcel_id
              where e.id > $1 order by e.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
