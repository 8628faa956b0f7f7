//! What is inside a maker's parcels, for her lists.

use kernel::ids::{MakerId, ParcelId};
use kernel::{Limit, Words};
use store::{DbError, FromRow, Read, Row};

use super::contents_sql as sql;

/// One good in a parcel.
#[derive(Clone, Debug)]
pub struct Content {
    /// The parcel.
    pub parcel: ParcelId,
    /// What the good is called.
    pub name: Words,
    /// Its size or colour.
    pub label: Words,
    /// How many.
    pub quantity: u32,
}

impl FromRow for Content {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(Content {
            parcel: row.take(0)?,
            name: Words { hi: row.take(1)?, en: row.take(2)? },
            label: Words { hi: row.take(3)?, en: row.take(4)? },
            quantity: row.take(5)?,
        })
    }
}

/// What is in the parcels a maker was asked for, the newest first. Parcels that are not paid are nobody's business.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Content>, DbError> {
    sql::of_maker(read, maker, limit).await
}
