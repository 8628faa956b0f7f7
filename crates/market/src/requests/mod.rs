//! Requests: what makers ask the officers of their block for, and what becomes of it.
//!
//! Reads: `maker`, `variant`. Writes: `help_request`, `price_request`; prices through `catalogue`.
//! Never: changes a price that nobody has looked at, shows a request to an officer of another block.
//!
//! A request is a fact with a beginning and an end; a maker has one open one about each thing. Start at [`ask_help`];
//! a price that goes up far is asked for by [`crate::catalogue::own::set_price`] and decided by [`decide_price`].

mod act;
mod read;
pub(crate) mod sql;

use kernel::ids::{HelpRequestId, MakerId, PriceRequestId, VariantId};
use kernel::{BadCell, Paise, Time, Words};
use store::{DbError, FromRow, Row};

use crate::catalogue::columns::Columns;

pub use act::{answer_help, ask_help, decide_price};
pub(crate) use act::{ask_help_in, ask_price_in};
pub use read::{open_about, open_help, open_prices, prices_asked};

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

kernel::codes! {
    /// What an officer says to a price.
    pub enum Decision {
        /// It holds from now on.
        Approved = "approved",
        /// The old one stays.
        Declined = "declined",
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

/// A price that waits for an officer.
#[derive(Clone, Debug)]
pub struct PriceAsked {
    /// The request.
    pub id: PriceRequestId,
    /// Since when.
    pub asked_at: Time,
    /// Of what.
    pub variant: VariantId,
    /// The good's name.
    pub good: Words,
    /// Its size or colour.
    pub label: Words,
    /// The price that holds now.
    pub now: Paise,
    /// The price she asks for.
    pub wanted: Paise,
    /// Who.
    pub maker: MakerId,
    /// Her name.
    pub name: Words,
    /// Her village.
    pub village: Words,
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
    /// The price cannot be set any more.
    #[error(transparent)]
    Price(#[from] crate::catalogue::own::OwnError),
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

impl FromRow for PriceAsked {
    fn from_row(row: Row) -> Result<PriceAsked, BadCell> {
        let mut columns = Columns::of(row);
        Ok(PriceAsked {
            id: columns.next()?,
            asked_at: columns.next()?,
            variant: columns.next()?,
            good: columns.words()?,
            label: columns.words()?,
            now: columns.next()?,
            wanted: columns.next()?,
            maker: columns.next()?,
            name: columns.words()?,
            village: columns.words()?,
        })
    }
}
