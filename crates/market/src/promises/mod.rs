//! Promises measured: what was promised beside what happened, by carrier, zone, hub and craft; and what carriers really take.
//!
//! Reads: shipments that arrived, parcels, hubs, crafts. Writes: `transit`. Never: changes a date that was promised.
//!
//! Transit days are not learnt behind anybody's back: the page shows what was measured, within bounds, and an administrator takes it
//! over. It holds for promises made after the mart has read its books again, as every dated table does.
//!
//! Start at [`Measured`]; what a zone should promise is reckoned in [`rules::suggest`].

mod act;
mod read;
pub mod rules;
mod sql;

pub use act::take_over;
pub use read::{Kept, KeptBy, Measured, kept_by, measured};

use store::DbError;

/// What can go wrong. Each variant has a sentence in `locales/*/promises.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum PromiseError {
    /// No such zone.
    #[error("no such zone")]
    NoZone,
    /// Too few shipments, or what was measured is what is promised.
    #[error("nothing new was measured")]
    Nothing,
    /// The database failed.
    #[error("promises: {0}")]
    Db(#[from] DbError),
}
