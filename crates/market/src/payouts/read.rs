//! What finance and makers ask about payouts.

use kernel::ids::{MakerId, PayoutBatchId, PayoutId, PersonId};
use kernel::{Limit, Paise, Time};
use store::{DbError, Read};

use super::machine::Payout;
use super::{BatchState, sql};

store::row! {
    /// What one maker is owed.
    pub struct Due {
        /// Who.
        pub maker: MakerId,
        /// Her name in Hindi.
        pub name_hi: String,
        /// Her name in English.
        pub name_en: String,
        /// For how many parcels.
        pub parcels: i64,
        /// How much.
        pub amount: Paise,
        /// Since when the oldest of them is delivered.
        pub since: Option<Time>,
        /// How many accounts she has; without one she cannot be paid.
        pub accounts: i64,
    }
}

store::row! {
    /// A batch in a list.
    pub struct Batch {
        /// Its id.
        pub id: PayoutBatchId,
        /// How it stands.
        pub state: BatchState,
        /// Who made it.
        pub made_by: PersonId,
        /// That person's name.
        pub made_by_name: String,
        /// When.
        pub made_at: Time,
        /// When it was approved.
        pub approved_at: Option<Time>,
        /// How many makers it pays.
        pub payouts: i64,
        /// How much in all.
        pub amount: Paise,
        /// The name of who approved it.
        pub approved_by_name: Option<String>,
    }
}

store::row! {
    /// What has been paid to a maker and what is on its way, over all time.
    pub struct Paid {
        /// The bank has it, her account not yet.
        pub on_way: Paise,
        /// In her account.
        pub settled: Paise,
    }
}

store::row! {
    /// A payout in a list.
    pub struct PayoutView {
        /// Its id.
        pub id: PayoutId,
        /// Whose it is, in Hindi.
        pub name_hi: String,
        /// Whose it is, in English.
        pub name_en: String,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub state: Payout,
        /// The bank's reference once settled.
        pub utr: Option<String>,
        /// Why it came back.
        pub reason: String,
        /// When it ended.
        pub ended_at: Option<Time>,
        /// How many parcels it pays.
        pub parcels: i64,
    }
}

store::row! {
    /// A delivered parcel on its maker's money page.
    pub struct Earning {
        /// The parcel's code.
        pub code: String,
        /// When it reached its buyer.
        pub delivered_at: Option<Time>,
        /// What the buyer paid for its goods.
        pub goods: Paise,
        /// What the maker gets of it in her bank.
        pub share: Paise,
        /// Tax inside the freight that is hers to hand on; in her share.
        pub freight_tax: Paise,
        /// What the law has kept back of her share, to her credit.
        pub kept: Paise,
        /// The payout that pays it, if one does.
        pub payout_id: Option<PayoutId>,
        /// How its payout stands; none while it is due.
        pub payout: Option<Payout>,
        /// The bank's reference once settled.
        pub utr: Option<String>,
        /// When it was settled.
        pub paid_at: Option<Time>,
    }
}

store::row! {
    /// A parcel that a payout pays, and how its sum comes about.
    pub struct SlipLine {
        /// The parcel's code.
        pub code: String,
        /// When it reached its buyer.
        pub delivered_at: Option<Time>,
        /// What the buyer paid for its goods.
        pub goods: Paise,
        /// The maker's share of it.
        pub share: Paise,
        /// Tax inside the freight that is hers to hand on.
        pub freight_tax: Paise,
        /// TCS kept back, to her credit for GST.
        pub tcs: Paise,
        /// TDS kept back, to her credit for income tax.
        pub tds: Paise,
        /// What is paid for it.
        pub amount: Paise,
    }
}

/// A payout with every sale it pays: what a maker can hold in her hand.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Whose it is.
    pub maker: MakerId,
    /// The payout.
    pub payout: PayoutView,
    /// The parcels it pays, oldest first.
    pub lines: Vec<SlipLine>,
}

/// A batch with its payouts.
#[derive(Clone, Debug)]
pub struct BatchView {
    /// The batch.
    pub head: Batch,
    /// Whom it pays.
    pub payouts: Vec<PayoutView>,
}

/// What is owed per maker, the longest waiting first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn due(read: &mut Read) -> Result<Vec<Due>, DbError> {
    sql::due(read).await
}

/// The newest batches.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn batches(read: &mut Read, limit: Limit) -> Result<Vec<Batch>, DbError> {
    sql::batches(read, limit).await
}

/// One batch with its payouts.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn batch(read: &mut Read, id: PayoutBatchId) -> Result<Option<BatchView>, DbError> {
    let Some(head) = sql::batch_head(read, id).await? else { return Ok(None) };
    let payouts = sql::payout_views(read, id).await?;
    Ok(Some(BatchView { head, payouts }))
}

/// The payouts of a maker, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn payouts_of(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<PayoutView>, DbError> {
    sql::payouts_of(read, maker, limit).await
}

/// What has been paid to a maker and what the bank is carrying to her.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn paid(read: &mut Read, maker: MakerId) -> Result<Paid, DbError> {
    sql::paid(read, maker).await
}

/// What a maker has earned with parcels that reached their buyers since a moment.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn earned_since(read: &mut Read, maker: MakerId, since: Time) -> Result<Paise, DbError> {
    sql::earned_since(read, maker, since).await
}

/// What a maker has earned, parcel by parcel, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn earnings(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Earning>, DbError> {
    sql::earnings(read, maker, limit).await
}

/// One payout of a maker with every sale it pays; `None` if it is not hers or nobody has approved it yet.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn slip(read: &mut Read, maker: MakerId, id: PayoutId) -> Result<Option<Slip>, DbError> {
    let Some(payout) = sql::payout_of(read, maker, id).await? else { return Ok(None) };
    let lines = sql::slip_lines(read, id).await?;
    Ok(Some(Slip { maker, payout, lines }))
}
