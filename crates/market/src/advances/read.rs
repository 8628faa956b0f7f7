//! What finance and makers ask about advances.

use kernel::ids::MakerId;
use kernel::{BasisPoints, Day, Limit, Paise, Time};
use store::{DbError, Read};

use super::rules::State;
use super::sql;
use crate::payouts::Payout;

/// Rules and moves shown.
const SHOWN: Limit = Limit::of(100);

store::row! {
    /// A rule with who set it and why.
    pub struct RuleView {
        /// From which day on.
        pub from: Day,
        /// Which share of a maker's part.
        pub share: BasisPoints,
        /// Why.
        pub reason: String,
        /// Who set it.
        pub by: String,
    }
}

store::row! {
    /// How the fund stands.
    pub struct Fund {
        /// What finance has put in.
        pub put_in: Paise,
        /// What of it makers have.
        pub out: Paise,
    }
}

impl Fund {
    /// What lies there.
    pub const fn free(&self) -> Paise {
        Paise(self.put_in.0 - self.out.0)
    }
}

store::row! {
    /// Money that was put in or taken out.
    pub struct FundMove {
        /// How much; taken out is negative.
        pub amount: Paise,
        /// As the bank's statement has it.
        pub reference: String,
        /// Who wrote it down.
        pub by: String,
        /// When.
        pub at: Time,
    }
}

store::row! {
    /// What hubs have accepted and no buyer has yet, and whom the fund had no room for.
    pub struct Lying {
        /// So many parcels.
        pub parcels: i64,
        /// Their makers' part.
        pub part: Paise,
        /// Parcels of the last thirty days that got no advance because the fund was empty.
        pub without_room: i64,
    }
}

store::row! {
    /// What a maker had of a parcel before its buyer had it.
    pub struct Ahead {
        /// What is written on the parcel.
        pub code: String,
        /// When the hub accepted it.
        pub given_at: Time,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub state: State,
        /// How the payout stands that pays it; none while it is due.
        pub payout: Option<Payout>,
        /// The bank's reference once settled.
        pub utr: Option<String>,
        /// When it was settled.
        pub paid_at: Option<Time>,
    }
}

/// The rules, the latest day first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rules_set(read: &mut Read) -> Result<Vec<RuleView>, DbError> {
    sql::rules(read, SHOWN).await
}

/// How the fund stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn fund(read: &mut Read) -> Result<Fund, DbError> {
    sql::fund(read).await
}

/// What was put into the fund and taken out, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn fund_moves(read: &mut Read) -> Result<Vec<FundMove>, DbError> {
    sql::fund_moves(read, SHOWN).await
}

/// What an advance would be of now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lying(read: &mut Read) -> Result<Lying, DbError> {
    let since = read.now().plus_days(-30);
    sql::lying(read, since).await
}

/// What a maker had ahead of her parcels, newest first; what was void is left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Ahead>, DbError> {
    sql::of_maker(read, maker, limit).await
}

/// What a maker has ahead of parcels that have not arrived yet.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_of(read: &mut Read, maker: MakerId) -> Result<Paise, DbError> {
    sql::open_of(read, maker).await
}
