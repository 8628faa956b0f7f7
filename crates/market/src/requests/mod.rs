//! Requests: what makers ask the officers of their block for, and what becomes of it.
//!
//! Reads: `maker`. Writes: `help_request`. Never: shows a request to an officer of another block.
//!
//! A request is a fact with a beginning and an end; a maker has one open one about each thing. Start at [`ask_help`].

mod act;
mod read;
mod sql;

use kernel::ids::{HelpRequestId, MakerId};
use kernel::{BadCell, Time, Words};
use store::{DbError, FromRow, Row};

use crate::catalogue::columns::Columns;

pub(crate) use act::ask_help_in;
pub use act::{answer_help, ask_help};
pub use read::{open_about, open_help};

kernel::codes! {
    /// What a maker wants help with.
    pub enum About {
        /// Her bank account.
        Bank = "bank",
        /// Her PAN.
        Pan = "pan",
        /// Her GST enrolment number.
        Enrolment = "enrolment",
        /// Her food licence.
        Fssai = "fssai",
        /// Anything else; she is called.
        Call = "call",
    }
}

/// A maker who wants help, as an officer sees her.
#[derive(Clone, Debug)]
pub struct Help {
    /// The request.
    pub id: HelpRequestId,
    /// What about.
    pub about: About,
    /// Since when.
    pub asked_at: Time,
    /// Who.
    pub maker: MakerId,
    /// Her name.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// The number she is called on.
    pub mobile: store::Personal<kernel::india::Mobile>,
}

/// What can go wrong with a request. Each variant has a message in `locales/*/requests.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// There is none, or it is another block's.
    #[error("no such request here")]
    NoRequest,
    /// It has been answered.
    #[error("the request was answered before")]
    Answered,
    /// An answer needs words.
    #[error("an answer needs words")]
    NoWords,
    /// The database failed.
    #[error("requests: {0}")]
    Db(#[from] DbError),
}

impl FromRow for Help {
    fn from_row(row: Row) -> Result<Help, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Help {
            id: columns.next()?,
            about: columns.next()?,
            asked_at: columns.next()?,
            maker: columns.next()?,
            name: columns.words()?,
            village: columns.words()?,
            mobile: columns.next()?,
        })
    }
}
