//! Hand sales: a keeper sells at a stall face to face; it is paid and handed over at once.
//!
//! Reads: stalls, quotes, the stage of the mart. Writes: `hand_sale`, `stall_slice`, `stall_slice_line`, and through their features
//! the order, its stock, its payment, its bill. Leaves: through the order, messages to open a payment and to expire. Never: a second
//! kind of order; a piece that the web has sold; a price or a tax from outside.
//!
//! A hand sale is an order as any other that was placed at a stall, whose goods go over the counter the moment it is paid: in cash
//! with its order, to the payment company's code when that company says so, to the printed code when the keeper has read the bank's
//! number off the buyer's telephone. What a stall sells without a line it sells of a slice that was set aside for it before.
//!
//! Start at [`sell`]; slices are in [`slices`].

mod act;
mod read;
pub mod rules;
pub mod slices;
mod slices_sql;
pub(crate) mod sql;

pub use act::{Sells, call_off, look, sell};
pub(crate) use read::seller_of;
pub use read::{HandSale, Lying, is_one, lying_at, receipt_code, sale, sales_of_day};
pub use rules::{CASH_MOST, PAY_WITHIN_MINUTES, PRINTED_MOST, UNSEEN_MOST};

use kernel::Paise;
use store::DbError;

use crate::launch::WhyClosed;
use crate::orders::{OrderError, Short};
use crate::quotes::QuoteError;

kernel::codes! {
    /// How a hand sale is paid.
    pub enum Way {
        /// In cash, into the box of the stall's hub.
        Cash = "cash",
        /// To a code of the payment company that is good for this one sale.
        Qr = "qr",
        /// To the printed code of the mart; the buyer has typed the amount.
        Printed = "printed",
    }
}

/// What can go wrong with hand sales. Each variant has a sentence in `locales/*/hand_sales.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum SaleError {
    /// No such stall, sale or slice of this hub.
    #[error("it is not there")]
    Missing,
    /// The stall does not stand today.
    #[error("the stall does not stand today")]
    NotToday,
    /// What was laid out is too old; it is to be laid out anew.
    #[error("the quote has expired")]
    TooOld,
    /// The mart is not open to it.
    #[error("the mart is not open to it: {0:?}")]
    Closed(WhyClosed),
    /// In a trial no real money is taken.
    #[error("no real money in a trial")]
    InTrial,
    /// Others were faster, or a slice has no more of it.
    #[error("{} goods are sold out", .0.len())]
    SoldOut(Vec<Short>),
    /// The bank's number has twelve digits.
    #[error("not a number of a bank")]
    BadUtr,
    /// The number was used for another payment.
    #[error("the number was used before")]
    UtrUsed,
    /// More than may be taken on this way.
    #[error("more than {most}")]
    TooMuch {
        /// What may be.
        most: Paise,
    },
    /// With this one, too much would be out that no bank has shown yet.
    #[error("{unseen} was not seen at the bank yet")]
    TooMuchUnseen {
        /// What is out.
        unseen: Paise,
    },
    /// The goods come to another sum than was taken.
    #[error("it comes to {total}")]
    OtherTotal {
        /// What they come to.
        total: Paise,
    },
    /// Nothing is set aside for the stall.
    #[error("no slice is open")]
    NoSlice,
    /// Something is set aside already.
    #[error("a slice is open")]
    SliceOpen,
    /// Food is not set aside: each piece must be fresh when it is sold.
    #[error("food is not set aside")]
    Food,
    /// A field that cannot be.
    #[error("{0} cannot be")]
    Bad(&'static str),
    /// It does not stand where this can be done.
    #[error("it stands otherwise by now")]
    NotNow,
    /// The goods cannot be sold.
    #[error(transparent)]
    Quote(#[from] Box<QuoteError>),
    /// The order did not come about.
    #[error(transparent)]
    Order(#[from] Box<OrderError>),
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("hand sales: {0}")]
    Db(#[from] DbError),
}

impl From<OrderError> for SaleError {
    fn from(cause: OrderError) -> SaleError {
        match cause {
            OrderError::Db(cause) => SaleError::Db(cause),
            OrderError::SoldOut(short) => SaleError::SoldOut(short),
            OrderError::Raced => SaleError::Raced,
            other => SaleError::Order(Box::new(other)),
        }
    }
}

impl From<QuoteError> for SaleError {
    fn from(cause: QuoteError) -> SaleError {
        match cause {
            QuoteError::Db(cause) => SaleError::Db(cause),
            QuoteError::NoCounter => SaleError::NotToday,
            other => SaleError::Quote(Box::new(other)),
        }
    }
}
