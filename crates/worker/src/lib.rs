//! The worker: takes each message of the outbox outside and brings the answer in; asks when answers stay away.
//!
//! Reads: jobs of the store, and what each message is about. Writes: only through the market's verbs.
//! Calls: the payment companies, the SMS operator and the agent of couriers, here and nowhere else.
//! Never: decides what a payment means, holds a transaction while it waits for somebody outside.
//!
//! One file per kind of message, each safe to run twice. Start at [`run`]; [`nudge`] is for whoever waits for a job.

mod anchors;
mod ask;
pub mod backups;
pub mod certificate;
pub mod erased;
mod job;
mod messages;
pub mod nudge;
mod run;
mod schedule;
pub mod words;

pub use run::{drain, run};
pub use schedule::{ask_about_open, probe, put_due, tidy_up};

use std::path::PathBuf;

use connectors::certificate::Lookout;
use connectors::gateways::Gateways;
use connectors::indexnow::IndexNow;
use connectors::shiprocket::Shiprocket;
use connectors::sms::Sms;
use store::Db;
use store::blobs::Blobs;

use words::Templates;

/// Everything a message may need on its way. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The mart's database.
    pub db: Db,
    /// The payment companies; Razorpay also for payouts.
    pub gateways: Gateways,
    /// The SMS operator.
    pub sms: Sms,
    /// The agent of couriers; none where the mart has none.
    pub courier: Option<Shiprocket>,
    /// Search engines that are told of changed pages; none where that is off.
    pub search_engines: Option<IndexNow>,
    /// The mart's public address for links in messages, without a slash at its end: `https://deogharmart.in`.
    pub site: String,
    /// Who looks at the certificate of that address; nobody where it has none.
    pub lookout: Option<Lookout>,
    /// The mart's data folder with what must outlive the database: each day's audit anchor and who was erased; none where
    /// nothing is kept.
    pub folder: Option<PathBuf>,
    /// Where pictures lie; none where nothing is kept.
    pub media: Option<Blobs>,
    /// Where backups go; none are taken without it.
    pub backups: Option<backups::Backing>,
    /// The ids under which our texts are registered.
    pub templates: Templates,
    /// What texts name besides pages: numbers to write to and to call.
    pub numbers: Numbers,
}

/// Numbers that stand in texts.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// Where answers are written to: the mart's own number at the SMS operator, as people type it.
    pub reply_to: String,
    /// Who helps, by telephone, as it is dialled.
    pub help: String,
}
