//! A maker's own photos of her goods: put up, described in both languages, then looked at by a second person ([`crate::proposals`]).
//!
//! Reads: `product`. Writes: `own_photo`; leaves a proposal. Never: shows a photo to buyers; keeps one that nothing shows any more.
//!
//! Start at [`put_up`] and [`describe`].

use kernel::ids::{MakerId, PersonId, ProductId};
use kernel::{Lang, Words};
use store::{Db, DbError, Read, Tx, transaction};

use super::{own_photo_sql as sql, own_sql, rules};
use crate::audit::Part;
use crate::media;
use crate::media::act::Kept;
use crate::proposals::{self, Change, Field, ProposalError, Proposer, Topic};

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
    /// Somebody else was faster.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error("photo: {0}")]
    Db(#[from] DbError),
}

impl From<ProposalError> for PhotoError {
    fn from(cause: ProposalError) -> PhotoError {
        match cause {
            ProposalError::Db(cause) => PhotoError::Db(cause),
            _ => PhotoError::Raced,
        }
    }
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

/// She says what the photo shows: it is proposed in the place of the good's first picture.
///
/// # Errors
/// [`PhotoError::NotDescribed`] with the languages in which it is not said what it shows; [`PhotoError::NoPhoto`] the second
/// time; [`PhotoError::NoGood`].
pub async fn describe(
    db: &Db,
    person: PersonId,
    maker: MakerId,
    slug: &str,
    alt: &Words,
) -> Result<(), PhotoError> {
    let Words { hi, en } = rules::described(alt).map_err(PhotoError::NotDescribed)?;
    transaction!(db, tx => {
        let (product, photo) = waiting_of(tx, maker, slug).await?;
        let about = product.to_string();
        let stands = proposals::standing(tx, Topic::Photo, product, &about).await?;
        let wanted = [(Field::Photo, photo), (Field::AltHi, hi.clone()), (Field::AltEn, en.clone())];
        let changes: Vec<Change> = wanted
            .into_iter()
            .map(|(field, to)| Change { field, from: stands.get(field), to })
            .filter(|change| change.from != change.to)
            .collect();
        if !changes.is_empty() {
            let by = Proposer { person, part: Part::Maker };
            proposals::propose_in(tx, by, (product, maker), (Topic::Photo, &about), &changes).await?;
        }
        Ok(sql::end(tx, product).await?)
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
