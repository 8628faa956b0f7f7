//! Away days: a maker makes nothing for some days. All her goods rest for those days, by themselves, and come back by themselves;
//! what is made to order is promised for later.
//!
//! Reads: nothing else. Writes: `maker_away`, and the shelf through `catalogue`. Never: touches an order that has come.
//!
//! Start at [`say`]; what the calendar alone changes is seen to by [`crate::catalogue::act::keep_shelf`].

mod act;
mod sql;

use kernel::Day;
use kernel::ids::AwayId;
use store::DbError;

pub(crate) use act::rest;
pub use act::{ahead, come_back, of_maker, say};

/// She is away for so many days at most.
pub const DAYS_MOST: i64 = 180;
/// She says so at most so many days before.
pub const BEFORE_MOST: i64 = 365;

store::row! {
    /// Days on which a maker makes nothing.
    pub struct Away {
        /// Its id.
        pub id: AwayId,
        /// The first day.
        pub from: Day,
        /// The last day.
        pub to: Day,
        /// Why; may be empty.
        pub reason: String,
    }
}

/// Why days were not written down. Each has a message in `locales/*/life.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum AwayError {
    /// There are no such days of this maker.
    #[error("no such days")]
    Missing,
    /// The last day is before the first, or they are over, too many or too far ahead.
    #[error("no such days to be away")]
    BadDays,
    /// The database failed.
    #[error("away: {0}")]
    Db(#[from] DbError),
}
