//! A maker's own photos of her goods: put up, described in both languages by whoever confirms it, then seen by buyers.
//!
//! Reads: `product`. Writes: `own_photo`, `product_picture`, `shelf`. Never: shows a photo to buyers before it is described;
//! keeps a photo that nothing shows any more.
//!
//! Start at [`put_up`] and [`publish`].

use kernel::ids::{MakerId, PersonId, ProductId};
use kernel::{Lang, Words};
use store::{Db, DbError, Read, Tx, params, transaction};

use super::{act, own_photo_sql as sql, own_sql, rules};
use crate::media;
use crate::media::act::Kept;

/// Why a photo was not put up or published. Each variant has a message in `locales/*/maker.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// No such good of this maker.
    #[error("no such good of this maker")]
    NoGood,
    /// No photo of it waits.
    #[error("no photo waits")]
    NoPhoto,
    /// It is not said in these languages what it shows.
    #[error("not described in {0:?}")]
    NotDescribed(Vec<Lang>),
    /// The database failed.
    #[error("photo: {0}")]
    Db(#[from] DbError),
}

/// A maker puts up a photo of her good, whose files are kept already. It waits; one that waited before is forgotten.
///
/// # Errors
/// [`PhotoError::NoGood`] if it is another's.
pub async fn put_up(
    db: &Db,
    person: PersonId,
    maker: MakerId,
    slug: &str,
    photo: &Kept,
) -> Result<(), PhotoError> {
    transaction!(db, tx => {
        let product = own_sql::own_product(tx, maker, slug).await?.ok_or(PhotoError::NoGood)?;
        let before = sql::waiting(tx, product).await?;
        media::act::record_photo(tx, photo).await?;
        sql::put(tx, product, &photo.id, person).await?;
        forget(tx, before.filter(|before| *before != photo.id)).await
    })
}

/// The photo that waits is published in the place of the good's first picture.
///
/// # Errors
/// [`PhotoError::NotDescribed`] with the languages in which it is not said what it shows; [`PhotoError::NoPhoto`] the second
/// time; [`PhotoError::NoGood`].
pub async fn publish(db: &Db, maker: MakerId, slug: &str, alt: &Words) -> Result<(), PhotoError> {
    let Words { hi, en } = rules::described(alt).map_err(PhotoError::NotDescribed)?;
    transaction!(db, tx => {
        let (product, photo) = waiting_of(tx, maker, slug).await?;
        let before = sql::shown(tx, product).await?;
        tx.put(super::sql::put_product_picture(), params![product, 1_i64, photo, hi, en]).await?;
        sql::end(tx, product).await?;
        act::shelve(tx, product).await?;
        forget(tx, before.filter(|before| *before != photo)).await
    })
}

/// The photo that waits is not wanted after all.
///
/// # Errors
/// [`PhotoError::NoPhoto`] if none waits; [`PhotoError::NoGood`].
pub async fn take_back(db: &Db, maker: MakerId, slug: &str) -> Result<(), PhotoError> {
    transaction!(db, tx => {
        let (product, photo) = waiting_of(tx, maker, slug).await?;
        sql::end(tx, product).await?;
        forget(tx, Some(photo)).await
    })
}

async fn waiting_of(tx: &mut Tx, maker: MakerId, slug: &str) -> Result<(ProductId, String), PhotoError> {
    let product = own_sql::own_product(tx, maker, slug).await?.ok_or(PhotoError::NoGood)?;
    let photo = sql::waiting(tx, product).await?.ok_or(PhotoError::NoPhoto)?;
    Ok((product, photo))
}

async fn forget(tx: &mut Tx, picture: Option<String>) -> Result<(), PhotoError> {
    if let Some(picture) = picture {
        media::act::forget_if_unused(tx, &picture).await?;
    }
    Ok(())
}

/// The photo of a good that waits to be described.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waiting(read: &mut Read, product: ProductId) -> Result<Option<String>, DbError> {
    sql::waiting(read, product).await
}
