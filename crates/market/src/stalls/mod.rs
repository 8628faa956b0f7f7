//! Stalls: a place at a mela or a hotel where a pilgrim sees goods, scans a code, buys on her own phone and walks on.
//!
//! Reads: hubs, counters, makers, orders. Writes: `stall`, `stall_maker`. Leaves: nothing. Never: sells by itself; an order that
//! began at a stall is an order as any other and carries the stall as its source.
//!
//! A stall belongs to a hub. Its printed code leads to a page of its own, for as long as the stall stands.
//!
//! Start at [`enter`]; what was sold through each is in [`sales`].

mod act;
mod machine;
mod read;
pub(crate) mod sql;

pub use act::{NewStall, enter, shut};
pub use machine::{StallEvent, StallState};
pub use read::{
    Reaches, Sale, Stall, StallSales, all, goods_of, living, makers_of, makers_to_choose, sales, sales_of,
    stall,
};

use store::DbError;

kernel::codes! {
    /// What a stall is.
    pub enum StallKind {
        /// A stall at a mela or a haat.
        Stall = "stall",
        /// A hotel, a dharamshala, a shop: a card on the table.
        Hotel = "hotel",
    }
}

/// What can go wrong with stalls. Each variant has a sentence in `locales/*/stalls.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum StallError {
    /// No such stall.
    #[error("it is not there")]
    Missing,
    /// A field of a new stall that cannot be.
    #[error("{0} cannot be")]
    Bad(&'static str),
    /// It does not stand where this can be done.
    #[error("it stands otherwise by now")]
    NotNow,
    /// The database failed.
    #[error("stalls: {0}")]
    Db(#[from] DbError),
}
