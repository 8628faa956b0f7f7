//! What a hub has at hand, when it works and where its people go: packing material as it was counted, its week, the round to makers,
//! the runner's list.
//!
//! Reads: parcels, makers, shipments. Writes: `packing_count`, `hub_week` and the hub's hours. Never: moves a parcel.
//!
//! Start at [`stops`]; the runner's list is [`runs`].

mod act;
mod read;
mod sql;

pub use act::{Charge, Count, clock, count, say_week};
pub use read::{Counted, Run, Stop, counted, runs, stops};

use store::DbError;

kernel::codes! {
    /// Packing material.
    pub enum Item {
        /// Boxes for small things.
        BoxSmall = "box_small",
        /// Boxes for large things.
        BoxLarge = "box_large",
        /// Padded bags.
        Mailer = "mailer",
        /// Bubble wrap, in metres.
        Wrap = "wrap",
        /// Rolls of tape.
        Tape = "tape",
        /// Bundles of straw for clay.
        Straw = "straw",
        /// Sheets of labels.
        Label = "label",
    }
}

/// What can go wrong. Each variant has a sentence in `locales/*/hubs.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// A count that cannot be.
    #[error("not a count")]
    NotACount,
    /// No such hub, or another's.
    #[error("no such hub")]
    Missing,
    /// A week that cannot be: never open, no round, closed before it opens.
    #[error("not a week")]
    NotAWeek,
    /// The database failed.
    #[error("hubs: {0}")]
    Db(#[from] DbError),
}
