//! Gift kits: goods of several makers for one price.
//!
//! Reads: goods, makers, collections, quotes as they are made. Writes: `kit`, `kit_part`, `cart_kit`, `quote_kit`, `order_kit`, and the offer
//! behind a kit. Never: edits a kit; sells one whose parts cannot all be had; takes anything off a maker's share without her yes; adds up
//! with another offer.
//!
//! What a kit costs less than its parts is an offer ([`crate::offers`]) of its own: whoever pays for it, her yes, the second person, the
//! window and the limit stand there. In an order a kit is its lines, each of its own maker, with her share frozen; what is paid for a line
//! of a kit is its part of the kit's price.
//!
//! Start at [`ask`]; how the price is split over the lines is in [`rules`], how a kit is sold in `sell`.

mod act;
mod read;
pub mod rules;
mod sell;
pub(crate) mod sql;

pub use act::{Draft, PartTyped, ask, put_into_cart};
use kernel::ids::{KitId, VariantId};
use kernel::{Day, Paise, Words};
pub use read::{
    CartKit, KitView, PartView, all, by_slug, in_cart, of_collection, of_order, one, reaches, sought,
    to_be_had,
};
pub(crate) use sell::{at_one_price, give_back, gone, labelled, names, open, use_all, wants};
pub use sql::{Kit, Part};
use store::DbError;

use crate::offers::OfferError;

/// Kits of one kind in one basket.
pub const KITS_MOST: u32 = 50;

/// Why a kit cannot be had, beside what stands in the way of its parts. Each has a sentence in `locales/*/kits.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNoKit {
    /// It begins later.
    NotYet {
        /// On which day.
        from: Day,
    },
    /// It is over, or was stopped.
    Over,
    /// So many are sold as there are, or fewer are left than wanted.
    UsedUp {
        /// How many could still be had.
        left: u32,
    },
    /// Its parts cost so much more or less by now that its price is not what was agreed to.
    Repriced,
}

/// A kit of a quote or an order, frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Which.
    pub kit: KitId,
    /// What it was called.
    pub name: Words,
    /// How many.
    pub pieces: u32,
    /// The price of one, tax included.
    pub price: Paise,
    /// What all of them cost less than their parts.
    pub off: Paise,
}

impl Bought {
    /// The price of all.
    pub fn whole(&self) -> Paise {
        self.price.times(self.pieces).unwrap_or_default()
    }

    /// What several kits cost less than their parts.
    pub fn all_off(kits: &[Bought]) -> Paise {
        Paise::sum(kits.iter().map(|kit| kit.off)).unwrap_or_default()
    }
}

/// What can go wrong when a kit is put together. Each variant has a message in `locales/*/kits.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum KitError {
    /// Words are missing in a language, or too long.
    #[error("words are missing in a language, or too long")]
    BadWords,
    /// The last part of its address is not of small Latin letters, digits and hyphens.
    #[error("not an address")]
    BadSlug,
    /// Another kit has this address.
    #[error("another kit has this address")]
    SlugTaken,
    /// There is no such good.
    #[error("no such good: {0}")]
    NoGood(String),
    /// Too few or too many goods or pieces.
    #[error("too few or too many goods")]
    BadCount,
    /// All its goods are of one maker.
    #[error("all its goods are of one maker")]
    OneMaker,
    /// It costs more than its parts, or less than it may.
    #[error("it may cost from {least} to {most}")]
    BadPrice {
        /// What it must cost at least.
        least: Paise,
        /// What its parts cost.
        most: Paise,
    },
    /// The maker who is to pay has nothing in it.
    #[error("the maker who is to pay has nothing in it")]
    NotHers,
    /// There is no such collection.
    #[error("no such collection")]
    NoCollection,
    /// Its offer cannot be so.
    #[error(transparent)]
    Offer(OfferError),
    /// More kits than a basket holds.
    #[error("more kits than a basket holds")]
    TooMany,
    /// There is no such kit.
    #[error("no such kit")]
    Missing,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<OfferError> for KitError {
    fn from(cause: OfferError) -> KitError {
        match cause {
            OfferError::Db(cause) => KitError::Db(cause),
            cause => KitError::Offer(cause),
        }
    }
}

/// A good somebody wants: by itself, or as a part of a kit.
pub(crate) type Want = (Option<KitId>, VariantId, u32);
