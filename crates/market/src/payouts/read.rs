//! What finance and makers ask about payouts.

use kernel::ids::{MakerId, PayoutBatchId, PayoutId, PersonId};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read};

use super::machine::Payout;
use super::returned::WhyReturned;
use super::{BatchState, due_sql, sql, sweep_sql};

store::row! {
    /// What one maker is owed.
    pub struct Due {
        /// Who.
        pub maker: MakerId,
        /// Her name in Hindi.
        pub name_hi: String,
        /// Her name in English.
        pub name_en: String,
        /// For how many parcels; one counts twice if a part ahead of it and its rest are both due.
        pub parcels: i64,
        /// How much.
        pub amount: Paise,
        /// Since when the oldest of them is delivered.
        pub since: Option<Time>,
        /// How many accounts she has; without one she cannot be paid.
        pub accounts: i64,
        /// Why her bank sent back what was paid last, if her account has to be mended first.
        pub held: Option<WhyReturned>,
        /// The payout that came back.
        pub held_by: Option<PayoutId>,
        /// What of it is paid ahead.
        pub ahead: Paise,
    }
}

store::row! {
    /// A batch in a list.
    pub struct Batch {
        /// Its id.
        pub id: PayoutBatchId,
        /// How it stands.
        pub state: BatchState,
        /// Who made it or has looked it through; nobody yet, if the mart has put it together.
        pub made_by: Option<PersonId>,
        /// That person's name.
        pub made_by_name: Option<String>,
        /// The day of the sweep that put it together.
        pub swept: Option<Day>,
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
        /// Whose it is.
        pub maker: MakerId,
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
        /// Why it came back, in the bank's words.
        pub reason: String,
        /// The same as we understand it.
        pub why: Option<WhyReturned>,
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
        /// What she had of it when the hub accepted it; not in her share any more.
        pub ahead: Paise,
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
        /// What she had of it when the hub accepted it.
        pub ahead: Paise,
    }
}

kernel::codes! {
    /// What stands on a slip beside delivered parcels.
    pub enum Beside {
        /// A part of a parcel that a hub has accepted.
        Ahead = "ahead",
        /// Such a part, of a parcel that came to nothing: it comes off.
        AheadBack = "ahead_back",
        /// What a claim takes off.
        Claim = "claim",
    }
}

store::row! {
    /// A line of a slip beside delivered parcels.
    pub struct SlipBeside {
        /// What it is.
        pub what: Beside,
        /// The parcel's code.
        pub code: String,
        /// When the hub accepted it, or the claim was granted.
        pub at: Option<Time>,
        /// What it adds to the payout; what comes off is negative.
        pub amount: Paise,
    }
}

store::row! {
    /// What a payout's parcels bring one member of a group, as it was fixed when each was packed.
    pub struct MemberShare {
        /// Her name.
        pub name: String,
        /// How many pieces she made.
        pub pieces: i64,
        /// What is hers of the sales.
        pub share: Paise,
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
    /// Parts of parcels that are paid ahead, and what comes off.
    pub beside: Vec<SlipBeside>,
    /// Whose of a group's members it is; nobody, if a maker is no group.
    pub members: Vec<MemberShare>,
}

/// A batch with its payouts.
#[derive(Clone, Debug)]
pub struct BatchView {
    /// The batch.
    pub head: Batch,
    /// Whom it pays.
    pub payouts: Vec<PayoutView>,
}

store::row! {
    /// What makers have earned and no bank has, by how long ago it was delivered.
    pub struct Ageing {
        /// Up to three days.
        pub fresh: Paise,
        /// Four to seven.
        pub older: Paise,
        /// Eight and more.
        pub old: Paise,
    }
}

/// Hours after which a sweep that has not run is an alarm.
const SWEEP_LATE_MINUTES: i64 = 26 * 60;

/// How the sweep runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
    /// When it last ran; never, on a new mart.
    pub at: Option<Time>,
    /// Whether it should have run since.
    pub is_late: bool,
}

/// How the sweep runs: late after 26 hours, and on a mart where it never ran, 26 hours after something was due.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn swept(read: &mut Read, now: Time) -> Result<Swept, DbError> {
    let at = sweep_sql::last_sweep(read).await?;
    let since = match at {
        Some(at) => Some(at),
        None => due_sql::first_due(read).await?,
    };
    let is_late = since.is_some_and(|since| since.plus_minutes(SWEEP_LATE_MINUTES) < now);
    Ok(Swept { at, is_late })
}

/// What makers have earned and no bank has yet, by age. Days are whole ones, as the calendar on the wall has them.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ageing(read: &mut Read, today: Day) -> Result<Ageing, DbError> {
    sweep_sql::ageing(read, today.plus(-3).starts(), today.plus(-7).starts()).await
}

/// Why what a maker is owed waits for her account; `None` if it does not.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn held(read: &mut Read, maker: MakerId) -> Result<Option<WhyReturned>, DbError> {
    sweep_sql::held(read, maker).await
}

/// What is owed per maker, the longest waiting first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn due(read: &mut Read) -> Result<Vec<Due>, DbError> {
    due_sql::due(read).await
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
    let beside = due_sql::slip_beside(read, id).await?;
    let members = sweep_sql::member_shares(read, id).await?;
    Ok(Some(Slip { maker, payout, lines, beside, members }))
}
