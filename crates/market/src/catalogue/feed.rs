//! What other shop windows are told of our goods: each size of each good on the shelf, with its price and how many there are.
//!
//! Reads: `shelf`, `product`, `variant`, `stock`. Writes: nothing.

use kernel::ids::VariantId;
use kernel::{BadCell, Lang, Limit, Paise, Words};
use store::{DbError, FromRow, Read, Row};

use super::columns::Columns;
use super::{Making, feed_sql};

/// One size of a good on the shelf.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The last part of the good's address.
    pub slug: String,
    /// The size.
    pub variant: VariantId,
    /// What the good is called.
    pub name: Words,
    /// What is told of it.
    pub about: Words,
    /// What the size is called; empty if there is one only.
    pub size: Words,
    /// Key of its craft.
    pub craft: String,
    /// Who makes it.
    pub maker: Words,
    /// What is paid for it, all taxes included.
    pub price: Paise,
    /// Its packed weight in grams.
    pub weight_g: i64,
    /// How it comes about.
    pub making: Making,
    /// Days until it is made.
    pub lead_days: i64,
    /// How many can be had now.
    pub free: i64,
    /// The beginning of its picture's files; empty without a picture.
    pub picture: String,
    /// Whether there are large files of it.
    pub is_large: bool,
    /// Whether it is an invented good of the trial.
    pub sample: bool,
}

impl FromRow for Offered {
    fn from_row(row: Row) -> Result<Offered, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Offered {
            slug: columns.next()?,
            variant: columns.next()?,
            name: columns.words()?,
            about: columns.words()?,
            size: columns.words()?,
            craft: columns.next()?,
            maker: columns.words()?,
            price: columns.next()?,
            weight_g: columns.next()?,
            making: columns.next()?,
            lead_days: columns.next()?,
            free: columns.next()?,
            picture: columns.next()?,
            is_large: columns.yes()?,
            sample: columns.yes()?,
        })
    }
}

impl Offered {
    /// Whether it has what other shop windows insist on: a picture, and words in the language.
    pub fn is_complete(&self, lang: Lang) -> bool {
        !self.picture.is_empty() && !self.about.pick(lang).trim().is_empty()
    }
}

/// What is on the shelf after this size of a good, by the goods' addresses.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn offered(
    read: &mut Read,
    after: (&str, Option<VariantId>),
    limit: Limit,
) -> Result<Vec<Offered>, DbError> {
    feed_sql::offered(read, after, limit).await
}
