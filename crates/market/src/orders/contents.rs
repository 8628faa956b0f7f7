//! What is inside a maker's parcels, for her lists.

use kernel::ids::{MakerId, ParcelId};
use kernel::{Limit, Words};
use store::{DbError, FromRow, Read, Row};

use super::contents_sql as sql;
use crate::catalogue::Picture;
use crate::catalogue::columns::Columns;

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
    /// Its picture, as it is now.
    pub picture: Option<Picture>,
}

impl FromRow for Content {
    fn from_row(row: Row) -> Result<Self, kernel::BadCell> {
        let mut columns = Columns::of(row);
        Ok(Content {
            parcel: columns.next()?,
            name: columns.words()?,
            label: columns.words()?,
            quantity: columns.next()?,
            picture: Picture::from_columns(&mut columns)?,
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

/// What is in one parcel of a maker.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_parcel(read: &mut Read, maker: MakerId, parcel: ParcelId) -> Result<Vec<Content>, DbError> {
    sql::of_parcel(read, maker, parcel).await
}
