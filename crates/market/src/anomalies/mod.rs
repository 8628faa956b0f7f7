//! What looks wrong, found by rule on the first of each month and when the DC's office asks: makers nobody has seen, one bank account
//! of several makers, makers who buy of themselves, officers who approved what they had brought in themselves.
//!
//! Reads: cases, visits, orders, accounts, proposals. Writes: `anomaly`, `anomaly_maker`, and the task that answers one.
//! Never: accuses; it is shown to the DC's office alone, not to the officer it concerns, and ends with words or with a task.
//!
//! Start at [`find`]; the rules stand in `rules_sql`.

mod act;
mod machine;
mod read;
mod rules_sql;
mod sql;

pub use act::{explain, find, give_task};
pub use machine::{AnomalyEvent, AnomalyState};
pub use read::{Anomaly, Named, all, makers_of, one, open_count};

use store::DbError;

use crate::meetings::MeetingError;

/// The kind of outbox message that looks through everything once a month; its key is the first of the month.
pub const FIND: &str = "find_anomalies";

kernel::codes! {
    /// By which rule something looks wrong.
    pub enum Rule {
        /// A maker who was listed a month ago and whom no officer has seen, no inspection, no parcel.
        Ghost = "ghost",
        /// Several makers are paid to one bank account.
        SharedAccount = "shared_account",
        /// A maker has bought of herself.
        SelfBuying = "self_buying",
        /// An officer approved a listing or an account of a maker he had visited or carried himself.
        OwnApproval = "own_approval",
    }
}

/// Why an anomaly is not answered. Each variant has a message in `locales/*/anomalies.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum AnomalyError {
    /// There is none of this id for this person.
    #[error("no such anomaly")]
    Missing,
    /// Words are missing, or there are too many.
    #[error("words are missing")]
    NoWords,
    /// It was answered before.
    #[error("it was answered")]
    Answered,
    /// It concerns whom the task would go to.
    #[error("it concerns the owner of the task")]
    ConcernsOwner,
    /// Another change was faster.
    #[error("another change of the anomaly won")]
    Raced,
    /// The task cannot be given.
    #[error(transparent)]
    Task(#[from] MeetingError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
