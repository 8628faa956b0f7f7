//! What is stuck today: one line for each part of the mart that can stand still, with how much, since when, and who should act.
//!
//! Reads: messages, gateway events, states of payment companies, shipments, cases, goods, sweeps, backups. Writes: `job_retry`, and the message it is about; `certificate_look`.
//! Never: looks at whose order or number it is.
//!
//! Start at [`look`]; when a line is red stands in [`rules`].

mod act;
mod read;
pub mod rules;
mod sql;

pub use act::{saw_certificate, try_again};
pub use read::{certificate, look, messages, people};

use kernel::Time;
use kernel::ids::JobId;
use store::DbError;
pub use store::blobs::Room;

use crate::accounts::Role;

kernel::codes! {
    /// What may stand still.
    pub enum What {
        /// What is due to makers and was not put together.
        Payouts = "payouts",
        /// What the gateway told and nobody has digested.
        Webhooks = "webhooks",
        /// Shipments past the day they were promised for.
        Parcels = "parcels",
        /// Cases whose next action nobody has taken for a week.
        Cases = "cases",
        /// Goods that lack words in one language.
        Translations = "translations",
        /// Backups.
        Backups = "backups",
        /// Room on the disk.
        Disk = "disk",
        /// Messages that were set aside, or are late.
        Messages = "messages",
        /// The same, to the SMS operator.
        Sms = "sms",
        /// The same, to the payment gateway and the bank.
        Gateway = "gateway",
        /// Payment companies that do not answer.
        Companies = "companies",
        /// The certificate of the mart's own address.
        Certificate = "certificate",
    }
}

kernel::codes! {
    /// Why a buyer's phone would not open the mart's address.
    pub enum Unwelcome {
        /// The certificate has run out, or does not count yet.
        RunOut = "run_out",
        /// It is for another name.
        OtherName = "other_name",
        /// Nobody whom phones trust has signed it.
        NotTrusted = "not_trusted",
        /// Nobody answers there.
        Silent = "silent",
    }
}

impl What {
    /// Who should act.
    pub const fn role(self) -> Role {
        match self {
            What::Payouts => Role::Finance,
            What::Parcels => Role::HubKeeper,
            What::Cases => Role::DepartmentHead,
            What::Translations => Role::Officer,
            What::Webhooks
            | What::Backups
            | What::Disk
            | What::Messages
            | What::Sms
            | What::Gateway
            | What::Companies
            | What::Certificate => Role::Administrator,
        }
    }

    /// Whether it is a queue of messages.
    pub const fn is_queue(self) -> bool {
        matches!(self, What::Webhooks | What::Messages | What::Sms | What::Gateway)
    }
}

kernel::codes! {
    /// How a line stands.
    pub enum Standing {
        /// Nothing to do.
        Well = "well",
        /// Somebody must act.
        Stuck = "stuck",
    }
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Of what.
    pub what: What,
    /// How it stands.
    pub standing: Standing,
    /// How much stands still: pieces, or per cent of the disk; of a certificate the days that are left.
    pub count: i64,
    /// Since when, if that is known; of backups the moment of the newest that is proven, of a certificate its last.
    pub since: Option<Time>,
}

store::row! {
    /// A message that is late or was set aside.
    pub struct Message {
        /// Its id.
        pub id: JobId,
        /// Its kind.
        pub kind: String,
        /// `waiting` or `parked`.
        pub state: String,
        /// How often it was tried.
        pub attempts: i64,
        /// When it was put.
        pub put_at: Time,
        /// What the last try failed of; empty if none did.
        pub why: String,
    }
}

/// What was seen when the mart's own address was asked last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The address: `https://deogharmart.in`.
    pub site: String,
    /// When it was asked.
    pub looked_at: Time,
    /// Until when a phone takes its certificate, or why it does not.
    pub seen: Result<Time, Unwelcome>,
}

/// Why a message cannot be tried again.
#[derive(Debug, thiserror::Error)]
pub enum HealthError {
    /// There is no such message, or it is done and forgotten.
    #[error("there is no such message")]
    Missing,
    /// It is not set aside, or not any more.
    #[error("the message is not set aside")]
    NotParked,
    /// The database fails.
    #[error(transparent)]
    Db(#[from] DbError),
}
