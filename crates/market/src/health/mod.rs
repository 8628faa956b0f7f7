//! What is stuck today: one line for each part of the mart that can stand still, with how much, since when, and who should act.
//!
//! Reads: messages, gateway events, states of payment companies, shipments, cases, goods, sweeps, what makers wait for, backups. Writes:
//! `job_retry`, and the message it is about; `certificate_look`.
//! Never: looks at whose order or number it is; of a late shipment it knows the order's code, for the DC's office alone.
//!
//! Start at [`look`]; when a line is red stands in [`rules`].

mod act;
mod read;
pub mod rules;
mod sql;

pub use act::{saw_certificate, try_again};
pub use read::{certificate, look, messages, one_language, past_their_day, people};

use kernel::ids::JobId;
use kernel::{BadCell, Day, Time, Words};
pub use store::blobs::Room;
use store::{DbError, FromRow, Row};

use crate::accounts::Role;
use crate::catalogue::columns::Columns;

kernel::codes! {
    /// What may stand still.
    pub enum What {
        /// What is due to makers: a day's list that was not put together, or money that did not reach them by its day.
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

kernel::codes! {
    /// What the moment of a line is.
    pub enum When {
        /// Since when it stands still.
        Since = "since",
        /// When it was done last.
        Last = "last",
        /// When it was proven last.
        Proven = "proven",
        /// Until when it counts.
        Until = "until",
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
    /// Its moment, if that is known.
    pub since: Option<Time>,
    /// What that moment is.
    pub when: When,
}

store::row! {
    /// A shipment that should have arrived.
    #[derive(PartialEq, Eq)]
    pub struct LateShipment {
        /// The code of its order.
        pub code: String,
        /// Where it stands: `planned` or `shipped`.
        pub state: String,
        /// The last day it was promised for.
        pub latest: Day,
    }
}

/// A good that lacks words in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneLanguage {
    /// Its name.
    pub name: Words,
    /// Its public page.
    pub slug: String,
    /// The block whose officer writes what is missing.
    pub block: Words,
}

impl FromRow for OneLanguage {
    fn from_row(row: Row) -> Result<OneLanguage, BadCell> {
        let mut columns = Columns::of(row);
        Ok(OneLanguage { name: columns.words()?, slug: columns.next()?, block: columns.words()? })
    }
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
