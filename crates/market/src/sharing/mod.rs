//! Being found and shared: the picture of a link, where a link stood that brought somebody here, and how many go on from looking to paying.
//!
//! Reads: `buyer_order`, `parcel`, `hand_sale`, `pincode`, `state`, `search_document`. Writes: `share_place`, `arrival`, `visit_step`,
//! `engine_mark`.
//! Never: knows who came. There is no cookie, no address and no browser in any row; a link's key says where it stood, and a code on a
//! pack says at most the first three digits of the pincode it was sent to.
//!
//! Start at [`source`] for where somebody came from, at [`Counts`] for how that is counted, at [`days`] for what is read of it.

mod act;
mod card;
mod counts;
pub mod engines;
mod read;
mod source;
mod sql;

use std::sync::Arc;

use store::DbError;

pub use act::{close_place, open_place};
pub use card::{CARD, Card, PHOTO, folder_of};
pub use counts::{Counts, DAYS_KEPT};
pub use read::{FEWEST, Reached, Region, Scans, days, key_of_parcel, places, reached, scans, sources};
pub use source::{Source, pack_key, source};

kernel::codes! {
    /// A step on the way from looking to paying that leaves no row of its own.
    pub enum Step {
        /// The page of a good was looked at.
        Looked = "looked",
        /// Words were searched.
        Searched = "searched",
        /// Something was put into a basket.
        Basket = "basket",
    }
}

store::row! {
    /// How often somebody came from a place.
    pub struct Came {
        /// Where the link stood: see [`Source`].
        pub source: String,
        /// To which page, or to which kind of page.
        pub page: String,
        /// How often.
        pub times: i64,
    }
}

store::row! {
    /// A day from looking to paying. Orders and payments are those of its buyers on pages; none of a trial, none by hand at a stall.
    pub struct Funnel {
        /// Which day.
        pub day: kernel::Day,
        /// How often somebody came from outside.
        pub visits: i64,
        /// How often a good's page was looked at.
        pub looked: i64,
        /// How often words were searched.
        pub searched: i64,
        /// How often something was put into a basket.
        pub basket: i64,
        /// Orders that were placed.
        pub ordered: i64,
        /// Those of them that were paid for, or promised in cash by their buyer's code.
        pub paid: i64,
    }
}

store::row! {
    /// A place of the mart's own where a link stands.
    pub struct SharePlace {
        /// What the link carries.
        pub key: String,
        /// What the mart calls it.
        pub name: String,
        /// When it was made.
        pub made_at: kernel::Time,
    }
}

/// How a card is painted: the drawing and the good's picture go in, a JPEG comes out, or why not.
pub type Painting = dyn Fn(&str, Option<&[u8]>) -> Result<Vec<u8>, String> + Send + Sync;

/// What paints the picture of a link. It takes a tenth of a second: call it off the async threads.
#[derive(Clone)]
pub struct Paint(pub Arc<Painting>);

impl std::fmt::Debug for Paint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Paint")
    }
}

/// What can go wrong with places of links. Each has a sentence in `locales/*/found.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum SharingError {
    /// No such place.
    #[error("there is no such place")]
    Missing,
    /// A place without a name, or with a name that is a text.
    #[error("that is no name of a place")]
    BadName,
    /// There are as many places as can be looked at.
    #[error("there are too many places")]
    TooMany,
    /// The database failed.
    #[error("sharing: {0}")]
    Db(#[from] DbError),
}
