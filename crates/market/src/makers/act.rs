//! What is done with makers: linked to the person who signs in, closed, opened again.

use kernel::ids::{MakerId, PersonId};
use store::{Db, DbError, Tx, transaction};

use super::{MakerError, sql};
use crate::catalogue;

/// From now on `person` signs in for this maker. Saying it twice is fine.
///
/// # Errors
/// [`MakerError::NoMaker`], or [`MakerError::TakenByAnother`] if somebody else does already.
pub async fn signs_in(tx: &mut Tx, maker: MakerId, person: PersonId) -> Result<(), MakerError> {
    if sql::link_person(tx, maker, person).await? {
        return Ok(());
    }
    match sql::core(tx, maker).await? {
        None => Err(MakerError::NoMaker(maker)),
        Some(_) => Err(MakerError::TakenByAnother),
    }
}

/// Closes a maker: her goods leave the shelf at once, her orders and money stay.
///
/// # Errors
/// [`MakerError::NoMaker`]; [`MakerError::AlreadySo`] if she is closed.
pub async fn close(db: &Db, maker: MakerId, by: &str, why: &str) -> Result<(), MakerError> {
    transaction!(db, tx => {
        sql::core(tx, maker).await?.ok_or(MakerError::NoMaker(maker))?;
        if !sql::insert_closure(tx, maker, by, why).await? {
            return Err(MakerError::AlreadySo);
        }
        shelve_again(tx, maker).await
    })
}

/// Opens a closed maker again; her goods come back to the shelf.
///
/// # Errors
/// [`MakerError::NoMaker`]; [`MakerError::AlreadySo`] if she is open.
pub async fn reopen(db: &Db, maker: MakerId) -> Result<(), MakerError> {
    transaction!(db, tx => {
        sql::core(tx, maker).await?.ok_or(MakerError::NoMaker(maker))?;
        if !sql::end_closure(tx, maker).await? {
            return Err(MakerError::AlreadySo);
        }
        shelve_again(tx, maker).await
    })
}

/// Closes a maker within a transaction that has begun; nothing if she is closed.
pub(crate) async fn close_in(tx: &mut Tx, maker: MakerId, by: &str, why: &str) -> Result<(), MakerError> {
    close_if_open(tx, maker, by, why).await.map(drop)
}

/// The same; answers whether she was open before.
pub(crate) async fn close_if_open(
    tx: &mut Tx,
    maker: MakerId,
    by: &str,
    why: &str,
) -> Result<bool, MakerError> {
    let closed = sql::insert_closure(tx, maker, by, why).await?;
    if closed {
        shelve_again(tx, maker).await?;
    }
    Ok(closed)
}

/// Opens a closed maker again within a transaction that has begun; nothing if she is open.
pub(crate) async fn reopen_in(tx: &mut Tx, maker: MakerId) -> Result<(), MakerError> {
    if sql::end_closure(tx, maker).await? { shelve_again(tx, maker).await } else { Ok(()) }
}

async fn shelve_again(tx: &mut Tx, maker: MakerId) -> Result<(), MakerError> {
    catalogue::act::shelve_maker(tx, maker).await.map_err(|cause: DbError| MakerError::Db(cause))
}
