//! Orders: one per quote, with one parcel per maker, from «placed» to the buyer's door.
//!
//! Reads: quotes, catalogue, makers. Writes: `buyer_order`, `order_line`, `parcel`, and through their features the
//! shipment, the payment intent, stock holds, ledger entries. Leaves: messages to open a payment, to tell people, to
//! expire. Never: asks a gateway or a carrier; changes what a buyer owes after the order is placed.
//!
//! Order, payment, parcel and shipment are four small machines. Start at [`place`]; then [`maker`] and [`hub`].

mod across;
mod ahead;
pub(crate) mod anew;
mod anew_sql;
pub mod contents;
mod contents_sql;
pub mod hub;
mod machine;
pub mod maker;
mod own_reason;
pub(crate) mod parcels;
mod place;
mod read;
pub mod settle;
pub(crate) mod sql;
pub(crate) mod swap;
pub(crate) mod view_sql;

pub(crate) use across::{Across, place_across};
pub(crate) use ahead::{Ahead, Pays, place_ahead, place_deposit};
pub use machine::{Event, NotAllowed, Order, Parcel, ParcelEvent, ParcelNotAllowed};
pub use own_reason::OwnReason;
pub use place::{Address, Ask, Placed, place};
pub use read::{
    OrderCard, OrderHead, OrderLine, OrderParcel, OrderView, by_code, code_and_expiry, code_of_quote,
    last_address, orders_of, payment_of, to_pay,
};
pub(crate) use settle::stop_recalled;

use kernel::Words;
use kernel::ids::{OrderId, ParcelId, VariantId};
use store::DbError;

use crate::cash::WhyNoCash;
use crate::kits::WhyNoKit;
use crate::launch::WhyClosed;
use crate::offers::WhyNoOffer;

/// An order that is not paid within so many minutes expires and frees what it holds.
/// UPI requests may linger for minutes at the bank, so it is longer than any of them.
pub const PAY_WITHIN_MINUTES: i64 = 30;

/// The same of an offer to somebody abroad, who reads it when it is day where she is.
pub const PAY_ABROAD_WITHIN_MINUTES: i64 = 3 * 24 * 60;

/// The kind of outbox message that ends an unpaid order.
pub const EXPIRE: &str = "expire_order";
/// The kind of outbox message that opens a payment at the gateway.
pub const OPEN_PAYMENT: &str = "open_payment";

/// A good of which others were faster to buy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// Which.
    pub variant: VariantId,
    /// Its name.
    pub name: Words,
    /// How many could still be had.
    pub left: u32,
}

/// What can go wrong when someone acts on an order. Each variant has a message in `locales/*/errors.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// No such quote.
    #[error("no such quote")]
    NoQuote,
    /// The quote is too old; the buyer sees a new one.
    #[error("the quote has expired")]
    QuoteExpired,
    /// The quote was ordered by somebody else.
    #[error("the quote is somebody else's order")]
    NotYours,
    /// The address lies in another pincode than the quote.
    #[error("the address is in another pincode than the quote")]
    OtherPin,
    /// Cash is not taken for it, or not of this buyer.
    #[error("cash is not taken: {0:?}")]
    NoCash(WhyNoCash),
    /// The mart is not open to this buyer now.
    #[error("the mart is not open to her: {0:?}")]
    Closed(WhyClosed),
    /// Some goods were bought by others meanwhile.
    #[error("{} goods are sold out", .0.len())]
    SoldOut(Vec<Short>),
    /// The last place of the slot it was to be fetched in was taken meanwhile.
    #[error("the slot is full")]
    SlotFull,
    /// The offer it was quoted with was used up by others, or by her, or was stopped.
    #[error("the offer does not hold any more: {0:?}")]
    NoOffer(WhyNoOffer),
    /// A kit is not left any more, or was stopped.
    #[error("the kit cannot be had any more: {1:?}")]
    NoKit(Words, WhyNoKit),
    /// The same idempotency key was used for something else.
    #[error("the key was used for something else")]
    KeyReused,
    /// No such order for this person.
    #[error("no order {0} here")]
    NoOrder(OrderId),
    /// No such parcel for this maker or hub.
    #[error("no parcel {0} here")]
    NoParcel(String),
    /// The order does not stand where this can be done.
    #[error(transparent)]
    NotNow(#[from] NotAllowed),
    /// The parcel does not stand where this can be done.
    #[error(transparent)]
    ParcelNotNow(#[from] ParcelNotAllowed),
    /// The day promised is in the past or too far away.
    #[error("the day is not between today and two months from now")]
    BadDay,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Another change was faster.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error("orders: {0}")]
    Db(#[from] DbError),
}

impl OrderError {
    /// For a maker or keeper a parcel of somebody else does not exist.
    pub fn no_parcel(id: ParcelId) -> OrderError {
        OrderError::NoParcel(id.to_string())
    }
}
