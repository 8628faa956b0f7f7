//! Bulk and institutions: offices, hotels, weddings, corporate gifts and importers ask for many pieces; the desk offers them over many
//! makers, a part is paid ahead, each stage is an order of its own.
//!
//! Reads: goods, stock, weeks of makers, orders, the ledger. Writes: `institution_*`, and through their features orders, stock holds,
//! payments, refunds and ledger entries. Leaves: messages to open a payment, to expire, to tell people. Never: a second kind of order or
//! bill; a price below a maker's own; a piece of a week that another has.
//!
//! | what is known | where |
//! |---|---|
//! | enquiry → offer over many makers → accepted | [`enquiry`], [`offer`], [`accept`] |
//! | who can make how many by when | [`rules`], [`plan`] |
//! | what was paid ahead, used, is due, goes back | [`money`] |
//! | a piece to be looked at before all are made | [`sample`] |
//! | how a deal stands, stage by stage and maker by maker | [`deal`] |
//!
//! A deal moves money on ways that exist: what is paid ahead is an order without goods ([`orders::place_deposit`](crate::orders)), paid
//! at the gateway as any other; the stages are orders that are paid on arrival ([`PaymentMethod::Deposit`](crate::quotes::PaymentMethod)),
//! as cash is, out of it. Start at [`enquiry::ask`].

pub mod accept;
pub mod deal;
mod deal_sql;
pub mod enquiry;
mod machine;
pub mod money;
mod money_sql;
pub mod offer;
mod offer_sql;
pub mod plan;
mod plan_sql;
pub mod rules;
pub mod sample;
mod sql;

pub use machine::{EnquiryEvent, EnquiryState, OfferEvent, OfferState, SampleEvent, SampleState};
pub(crate) use money::{
    covers, deposit_of, deposit_paid, give_back_weeks, lapsed, stage_ended, stages_behind, surplus_goes_back,
    used,
};

use kernel::Words;
use store::DbError;

use crate::launch::WhyClosed;
use crate::orders::{OrderError, Short};
use crate::quotes::{QuoteError, WhyNot};

kernel::codes! {
    /// Who asks.
    pub enum InstitutionKind {
        /// An office, a school, a hospital.
        Office = "office",
        /// A hotel or a restaurant.
        Hotel = "hotel",
        /// A family with a wedding.
        Wedding = "wedding",
        /// A firm that gives presents.
        Gifts = "gifts",
        /// Somebody who sells on, also abroad.
        Importer = "importer",
    }
}

kernel::codes! {
    /// How an enquiry came.
    pub enum Channel {
        /// Typed by whoever asks.
        Web = "web",
        /// Told on the telephone, typed by an officer.
        Phone = "phone",
        /// Written by WhatsApp, typed by an officer.
        Whatsapp = "whatsapp",
    }
}

/// What can go wrong. Each variant has a sentence in `locales/*/institutions.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum InstitutionError {
    /// There is none of this id or code.
    #[error("there is no such thing")]
    Missing,
    /// Something typed does not read; the word is the field's.
    #[error("{0} does not read")]
    Typed(&'static str),
    /// The makers of a good have not so many places until the day.
    #[error("{} cannot make so many by then", .0.en)]
    Short(Words),
    /// A good cannot be sold there, or not by then.
    #[error("{} goods cannot be sold", .0.len())]
    NotSold(Vec<(Words, WhyNot)>),
    /// The offer is not its to accept: it was made to another number.
    #[error("it was offered to another number")]
    NotYours,
    /// The offer stood until a day that is over.
    #[error("the offer has run out")]
    TooLate,
    /// The mart is not open to it.
    #[error("the mart is not open: {0:?}")]
    Closed(WhyClosed),
    /// It does not stand where this can be done.
    #[error("not now")]
    NotNow,
    /// Another change was faster.
    #[error("another change won")]
    Raced,
    /// It cannot be quoted.
    #[error(transparent)]
    Quote(QuoteError),
    /// Its orders cannot be placed.
    #[error(transparent)]
    Order(OrderError),
    /// The database failed.
    #[error("institutions: {0}")]
    Db(#[from] DbError),
}

impl From<QuoteError> for InstitutionError {
    fn from(cause: QuoteError) -> InstitutionError {
        match cause {
            QuoteError::Db(cause) => InstitutionError::Db(cause),
            QuoteError::NotSold(goods) => {
                InstitutionError::NotSold(goods.into_iter().map(|(_, name, why)| (name, why)).collect())
            }
            other => InstitutionError::Quote(other),
        }
    }
}

impl From<OrderError> for InstitutionError {
    fn from(cause: OrderError) -> InstitutionError {
        match cause {
            OrderError::Db(cause) => InstitutionError::Db(cause),
            OrderError::SoldOut(short) => InstitutionError::Short(
                short.first().map_or_else(Words::default, |one: &Short| one.name.clone()),
            ),
            OrderError::Raced => InstitutionError::Raced,
            other => InstitutionError::Order(other),
        }
    }
}
