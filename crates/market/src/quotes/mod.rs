//! Basket and quote: what a visitor puts together, and the total the mart stands by.
//!
//! Reads: catalogue, places, tax, delivery tables. Writes: `cart_line`, `quote`, `quote_line`, `quote_shipment`.
//! Never: takes a price, a tax or a freight from outside; a basket holds goods and numbers, nothing else.
//!
//! Start at [`make`]; the arithmetic is in [`rules`], who may sell where in [`sellers`].

mod across;
mod act;
mod agreed;
mod books;
mod draft;
mod read;
pub mod rules;
pub mod sellable;
pub mod sellers;
pub(crate) mod sql;

pub(crate) use act::head_of;
pub use act::{Ask, To, forget_old, make, pay_by, set_quantity};
pub use agreed::Agreed;
pub use books::Books;
pub use draft::{CheckoutDraft, Typed, draft_of, keep_address, keep_coupon, keep_mobile, keep_quote};
pub use read::{
    CartLine, Head, Quote, Reaches, Wants, basket, explained, preview, preview_to, preview_with, quote,
    reaches, why_not_here,
};
pub use rules::{Abroad, Draft, Line, Shipment};
pub use sellable::{Stands, obstacles};
pub(crate) use sql::forget_draft_quote as forget_shown;

use kernel::ids::{KitId, VariantId};
use kernel::{Day, Words};
use store::DbError;

use crate::cash::WhyNoCash;
use crate::kits::WhyNoKit;
use crate::offers::WhyNoOffer;

/// A quote is stood by for so long.
pub const QUOTE_LIFE_MINUTES: i64 = 30;
/// Different goods in one basket.
pub const LINES_MOST: usize = 40;
/// Pieces of one good in one basket.
pub const QUANTITY_MOST: u32 = 50;
/// Pieces of one good in what was agreed with an institution.
pub const AGREED_MOST: u32 = 10_000;

kernel::codes! {
    /// How the buyer means to pay.
    pub enum PaymentMethod {
        /// From a UPI app.
        Upi = "upi",
        /// By card.
        Card = "card",
        /// Through the bank's own page.
        Netbanking = "netbanking",
        /// In cash, when it is brought.
        Cash = "cash",
        /// From what an institution has paid ahead, shipment by shipment as it arrives.
        Deposit = "deposit",
    }
}

impl PaymentMethod {
    /// Those a buyer can choose between.
    pub const CHOSEN: [PaymentMethod; 4] =
        [PaymentMethod::Upi, PaymentMethod::Card, PaymentMethod::Netbanking, PaymentMethod::Cash];

    /// Whether each shipment is paid for when it arrives, so that nothing was paid for what does not.
    pub const fn is_paid_on_arrival(self) -> bool {
        match self {
            PaymentMethod::Cash | PaymentMethod::Deposit => true,
            PaymentMethod::Upi | PaymentMethod::Card | PaymentMethod::Netbanking => false,
        }
    }
}

/// Why a good cannot be sold, or not there. Each has a sentence in `locales/*/cart.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Its maker has closed her shop.
    Closed,
    /// The mart has taken it off the shelf.
    Withdrawn,
    /// This size or colour is not made any more.
    Ended,
    /// Its maker does not make it now.
    Paused,
    /// Its maker is away.
    Away {
        /// The last day.
        until: Day,
    },
    /// Nobody has said at which rate it is taxed.
    Untaxed,
    /// It is made to order, and every place of the week is taken.
    WeekFull {
        /// The day the next week opens.
        opens: Day,
    },
    /// Nothing is left, or less than wanted.
    SoldOut {
        /// What could still be had.
        left: u32,
    },
    /// Its maker may sell inside the State only, and nobody registered sells on her behalf.
    InsideStateOnly,
    /// Its maker may sell nowhere herself, and nobody registered sells on her behalf.
    NeedsAggregator,
    /// It would be too old on arrival.
    WouldSpoil,
    /// Its maker has never shown a food licence.
    NoLicence,
    /// The food licence has run out.
    LicenceOver,
    /// No carrier takes the weight.
    TooHeavy,
    /// It is not at the counter by the time that was chosen, or before the counter shuts.
    NotByThen {
        /// The day it could be there.
        there: Day,
    },
}

/// What can go wrong with a basket or a quote. Each variant has a message in `locales/*/cart.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum QuoteError {
    /// There is nothing to quote.
    #[error("the basket is empty")]
    Empty,
    /// More kinds or more pieces than a basket holds.
    #[error("more than a basket holds")]
    TooMuch,
    /// No such good.
    #[error("no such good: {0}")]
    NoVariant(VariantId),
    /// India Post knows no such pincode.
    #[error("no such pincode")]
    NoSuchPin,
    /// No such counter, or it is shut.
    #[error("no such counter is open")]
    NoCounter,
    /// No such slot of this counter, or all its places are taken.
    #[error("the slot is full")]
    SlotFull,
    /// Some goods cannot be sold to this place now.
    #[error("{} goods cannot be sold", .0.len())]
    NotSold(Vec<(VariantId, Words, WhyNot)>),
    /// Cash is not taken for it.
    #[error("cash is not taken: {0:?}")]
    NoCash(WhyNoCash),
    /// The offer that was asked for does not hold for it.
    #[error("the offer does not hold: {0:?}")]
    NoOffer(WhyNoOffer),
    /// No such kit.
    #[error("no such kit: {0}")]
    NoSuchKit(KitId),
    /// A kit that was asked for cannot be had.
    #[error("the kit cannot be had: {1:?}")]
    NoKit(Words, WhyNoKit),
    /// The database failed.
    #[error("quotes: {0}")]
    Db(#[from] DbError),
}
