//! The rows that figures are made of, as they stand in the database: nothing is counted here.

use kernel::{Day, Limit, Time};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A maker, with what her facts are cut by.
    pub struct MakerRow {
        /// Her id.
        pub id: String,
        /// Her block.
        pub block: String,
        /// What she makes.
        pub craft: String,
        /// What kind of maker she is.
        pub kind: String,
    }
}

store::row! {
    /// A case.
    pub struct CaseRow {
        /// Its id.
        pub id: String,
        /// Whose, once she is listed.
        pub maker: Option<String>,
        /// Who found her.
        pub department: String,
        /// Who carries it.
        pub officer: Option<String>,
        /// Her gender.
        pub gender: String,
        /// When she was found.
        pub found_at: Time,
    }
}

store::row! {
    /// A step of a case that was not taken back.
    pub struct StepRow {
        /// What it is paged by.
        pub key: String,
        /// The case.
        pub case: String,
        /// Its number among its kind.
        pub seq: i64,
        /// Which step.
        pub step: String,
        /// When.
        pub at: Time,
    }
}

store::row! {
    /// A payout.
    pub struct PayoutRow {
        /// Its id.
        pub id: String,
        /// Whose.
        pub maker: String,
        /// How much.
        pub amount: i64,
        /// How it stands.
        pub state: String,
        /// When it ended.
        pub ended_at: Option<Time>,
    }
}

store::row! {
    /// A parcel of a payout that lives.
    pub struct LineRow {
        /// The parcel.
        pub parcel: String,
        /// The payout.
        pub payout: String,
    }
}

store::row! {
    /// A parcel.
    pub struct ParcelRow {
        /// Its id.
        pub id: String,
        /// Its order.
        pub order: String,
        /// Its maker.
        pub maker: String,
        /// How it stands.
        pub state: String,
        /// What its goods cost.
        pub goods: i64,
        /// When its maker was asked.
        pub asked_at: Option<Time>,
        /// When it ended.
        pub ended_at: Option<Time>,
        /// Whether it was ordered in a trial.
        pub in_trial: i64,
        /// What its maker is to be paid.
        pub payable: i64,
        /// By which day.
        pub pay_by: Option<Day>,
        /// By which day its shipment was promised.
        pub promised: Day,
    }
}

store::row! {
    /// A look at goods.
    pub struct LookRow {
        /// Its key.
        pub id: String,
        /// Whose goods.
        pub maker: String,
        /// The parcel that was looked at; empty for an inspection.
        pub parcel: String,
        /// What was found.
        pub finding: String,
        /// When.
        pub at: Time,
    }
}

store::row! {
    /// A complaint.
    pub struct ComplaintRow {
        /// Its number.
        pub number: String,
        /// Whose goods it is about, if they are anybody's.
        pub maker: Option<String>,
        /// Whether its order was of a trial.
        pub in_trial: i64,
        /// How it stands.
        pub state: String,
        /// When it came.
        pub opened_at: Time,
        /// When it was heard.
        pub heard_at: Option<Time>,
        /// When it was closed last.
        pub closed_at: Option<Time>,
    }
}

/// Gives rows the key they are paged by.
macro_rules! keyed {
    ($($row:ident $field:ident),+) => { $(impl Keyed for $row { fn key(&self) -> &str { &self.$field } })+ };
}
keyed!(MakerRow id, CaseRow id, StepRow key, PayoutRow id, LineRow parcel, ParcelRow id, LookRow id, ComplaintRow number);

/// The moment of the newest entry of the journal.
pub(super) async fn newest_entry(read: &mut Read) -> Result<Time, DbError> {
    let (at,) = read.one(sql!("select coalesce(max(at_ms), 0) from journal_entry"), params![]).await?;
    Ok(at)
}

/// Makers.
pub(super) async fn makers(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<MakerRow>, DbError> {
    read.rows(
        sql!("select id, block_code, craft_key, kind from maker where id > $1 order by id limit $2"),
        params![after, limit],
    )
    .await
}

/// Cases.
pub(super) async fn cases(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<CaseRow>, DbError> {
    read.rows(
        sql!(
            "select id, maker_id, department, officer_id, gender, found_at_ms from maker_case
              where id > $1 order by id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Steps of cases that were not taken back: of each case at most one of a kind lives.
pub(super) async fn steps(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<StepRow>, DbError> {
    read.rows(
        sql!(
            "select case_id, case_id, seq, step, at_ms from case_step
              where case_id > $1 and ended_at_ms is null and step = 'listed' order by case_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Payouts.
pub(super) async fn payouts(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<PayoutRow>, DbError> {
    read.rows(
        sql!("select id, maker_id, amount_paise, state, ended_at_ms from payout where id > $1 order by id limit $2"),
        params![after, limit],
    )
    .await
}

/// Parcels of payouts that live: each is in one at most.
pub(super) async fn lines(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<LineRow>, DbError> {
    read.rows(
        sql!(
            "select parcel_id, payout_id from payout_line
              where parcel_id > $1 and ended_at_ms is null order by parcel_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Parcels with the day their shipment was promised for.
pub(super) async fn parcels(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ParcelRow>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.order_id, p.maker_id, p.state, p.goods_paise, p.asked_at_ms, p.ended_at_ms, p.in_trial,
                    p.payable_paise, p.pay_by_day, h.latest_day
               from parcel p join shipment h on h.id = p.shipment_id where p.id > $1 order by p.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Inspections.
pub(super) async fn inspections(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<LookRow>, DbError> {
    read.rows(
        sql!(
            "select record_id, maker_id, '', verdict, at_ms from inspection where record_id > $1 order by record_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Looks at parcels.
pub(super) async fn looks(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<LookRow>, DbError> {
    read.rows(
        sql!(
            "select t.id, t.maker_id, t.parcel_id, t.finding, t.at_ms
               from (select parcel_id || ' ' || cast(version as text) as id, maker_id, parcel_id, finding, at_ms from hub_look) t
              where t.id > $1 order by t.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Complaints.
pub(super) async fn complaints(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<ComplaintRow>, DbError> {
    read.rows(
        sql!(
            "select c.number, c.maker_id, coalesce(o.in_trial, 0), c.state, c.opened_at_ms, c.acknowledged_at_ms, c.closed_at_ms
               from complaint c left join buyer_order o on o.id = c.order_id
              where c.number > $1 order by c.number limit $2"
        ),
        params![after, limit],
    )
    .await
}
