//! Collections: goods that belong to a feast or a season stand together while its window is open; and what the front page shows
//! in which order.
//!
//! Reads: `product`, the shelf. Writes: `collection`, `collection_good`, `front_page`. Never: sells, prices or promises anything: a
//! good in a collection is the same good, and one that cannot be sold is left out.
//!
//! Start at [`write`] and [`open_now`]; [`arrange`] and [`sections`] for the front page.

mod act;
mod front;
mod front_sql;
mod machine;
mod read;
mod sql;

pub use act::{Draft, show, withdraw, write};
pub use front::{Arranged, Section, arrange, arranged, sections, sections_of, take_back};
pub use machine::{CollectionEvent, CollectionState, NotNow};
pub use read::{Collection, Window, all, by_slug, goods, has, one, open_now};

use store::DbError;

/// What can go wrong with a collection or the front page. Each variant has a message in `locales/*/collections.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// There is no such collection.
    #[error("no such collection")]
    Missing,
    /// A name or the words are missing in one language, or too long.
    #[error("its words are missing in a language, or too long")]
    BadWords,
    /// The last part of its address is empty, too long or not of small letters, digits and hyphens.
    #[error("not the last part of an address")]
    BadSlug,
    /// Another collection has this address.
    #[error("another collection has this address")]
    SlugTaken,
    /// It ends before it begins, lasts too long, or is to be ordered after its end.
    #[error("not a window")]
    BadWindow,
    /// No good of this address, or not on the shelf.
    #[error("no such good: {0}")]
    NoGood(String),
    /// No goods, or too many.
    #[error("no goods, or too many")]
    BadCount,
    /// The front page is arranged for a day that is past or far off.
    #[error("not a day the front page can be arranged for")]
    BadDay,
    /// The front page would be without its crafts, or show something twice.
    #[error("not a front page")]
    BadSections,
    /// It stands otherwise.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody else was faster.
    #[error("it has changed meanwhile")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
