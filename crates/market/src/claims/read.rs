//! What finance asks about claims.

use kernel::ids::{ClaimId, LineId, OrderId, PersonId};
use kernel::{Limit, Paise, Time};
use store::{DbError, Read};

use super::{ClaimState, Fault, sql};
use crate::orders::Parcel;

store::row! {
    /// A line of an order with what was claimed of it.
    pub struct ClaimedLine {
        /// Its id.
        pub id: LineId,
        /// The parcel it came in.
        pub parcel_code: String,
        /// How that stands.
        pub parcel_state: Parcel,
        /// What it is, in Hindi.
        pub name_hi: String,
        /// The same in English.
        pub name_en: String,
        /// How many were bought.
        pub quantity: u32,
        /// The price of one.
        pub unit: Paise,
        /// How many were asked for or given back.
        pub claimed: u32,
    }
}

store::row! {
    /// A claim in a list.
    pub struct Claim {
        /// Its id.
        pub id: ClaimId,
        /// The order's code.
        pub order_code: String,
        /// What it is, in Hindi.
        pub name_hi: String,
        /// The same in English.
        pub name_en: String,
        /// How many pieces.
        pub quantity: u32,
        /// How much goes back.
        pub gross: Paise,
        /// Whose fault it was.
        pub fault: Fault,
        /// What happened.
        pub reason: String,
        /// How it stands.
        pub state: ClaimState,
        /// Who asked.
        pub asked_by: PersonId,
        /// That person's name.
        pub asked_by_name: String,
        /// When.
        pub asked_at: Time,
        /// What comes off the maker's next payout for it.
        pub debt: Paise,
    }
}

/// The lines of an order with what was claimed of each.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lines_of(read: &mut Read, order: OrderId) -> Result<Vec<ClaimedLine>, DbError> {
    sql::lines_of(read, order).await
}

/// Claims that wait for a second person, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open(read: &mut Read, limit: Limit) -> Result<Vec<Claim>, DbError> {
    sql::open(read, limit).await
}

/// Claims that were decided, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn recent(read: &mut Read, limit: Limit) -> Result<Vec<Claim>, DbError> {
    sql::recent(read, limit).await
}
