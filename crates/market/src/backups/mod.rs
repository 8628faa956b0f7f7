//! What the mart knows of its own backups: when the last one was taken, which one was proven, and when that is an alarm.
//!
//! Reads: how many rows there are. Writes: `backup_state`, `backup_proof`, a warning by SMS. Never: takes a backup; that is the worker's, and where they
//! lie is the store's.
//!
//! Start at [`standing`]; the rules of alarm are in [`rules`].

mod act;
mod read;
pub mod rules;
mod sql;

pub use act::{claim, failed, proven, taken, warn};
pub use read::{rows, standing};

use kernel::Time;

/// How backups go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How often one should be taken, in milliseconds; nothing until the first.
    pub every_ms: Option<i64>,
    /// The moment of the newest.
    pub newest: Option<Time>,
    /// Bytes of the newest.
    pub bytes: i64,
    /// Since when none can be taken, and why.
    pub failing: Option<(Time, String)>,
    /// The moment of the newest that is proven.
    pub proven: Option<Time>,
    /// When somebody last tried to prove one.
    pub tried_at: Option<Time>,
    /// What did not hold at the last trial; nothing if it did.
    pub breach: Option<String>,
}

/// What came of proving a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Rules that were looked at.
    pub checks: i64,
    /// What did not hold; empty if all did.
    pub breach: String,
}

store::row! {
    /// The newest backup.
    pub struct Newest {
        /// How often.
        pub every_ms: i64,
        /// Its moment.
        pub moment: Option<Time>,
        /// Its size.
        pub bytes: i64,
        /// Since when none can be taken.
        pub failed_since: Option<Time>,
        /// Why.
        pub failure: String,
    }
}
