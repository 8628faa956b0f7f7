//! What a maker does with her parcels: says yes or no, packs; and what her pages ask for.

use kernel::ids::{MakerId, ParcelId};
use kernel::{Day, Lang, Limit, Paise, Time};
use store::{Db, DbError, Read, Tx, transaction};

use super::machine::{Parcel, ParcelEvent};
use super::parcels::{Beside, move_by};
use super::read::OrderLine;
use super::{OrderError, settle, sql, view_sql};
use crate::audit::Actor;
use crate::batches;
use crate::groups::{self, GroupError};

/// A maker names a day at most this far ahead.
const READY_WITHIN_DAYS: i64 = 60;
/// A reason is a few words.
const REASON_MOST: usize = 200;

store::row! {
    /// A parcel as its maker sees it. The buyer's name and street are not her business; the hub sends it.
    pub struct MakerParcel {
        /// Its id.
        pub id: ParcelId,
        /// What is written on it.
        pub code: String,
        /// How it stands.
        pub state: Parcel,
        /// When she was asked.
        pub asked_at: Option<Time>,
        /// The day she named.
        pub ready_by: Option<Day>,
        /// Why it was declined or sent back.
        pub reason: String,
        /// What she earns with it.
        pub share: Paise,
        /// The buyer's language.
        pub buyer_lang: Lang,
        /// The buyer's district.
        pub district: String,
        /// When the buyer should have it.
        pub latest: Day,
        /// When it ended.
        pub ended_at: Option<Time>,
    }
}

/// A maker says yes and names the day it will be ready.
///
/// # Errors
/// [`OrderError::NoParcel`] if it is another maker's: to her it does not exist. [`OrderError::BadDay`] for a day that is
/// past or too far. Saying yes twice is [`OrderError::ParcelNotNow`] the second time.
pub async fn accept(
    db: &Db,
    actor: Actor,
    maker: MakerId,
    id: ParcelId,
    ready_by: Day,
) -> Result<(), OrderError> {
    transaction!(db, tx => { accept_in(tx, actor, maker, id, ready_by).await })
}

/// As [`accept`] inside a transaction.
pub(crate) async fn accept_in(
    tx: &mut Tx,
    actor: Actor,
    maker: MakerId,
    id: ParcelId,
    ready_by: Day,
) -> Result<(), OrderError> {
    let today = tx.now().day();
    if ready_by < today || ready_by > today.plus(READY_WITHIN_DAYS) {
        return Err(OrderError::BadDay);
    }
    let row = sql::parcel_of_maker(tx, maker, id).await?.ok_or(OrderError::no_parcel(id))?;
    let beside = Beside { ready_by: Some(ready_by), reason: None };
    move_by(tx, &row, ParcelEvent::MakerAccepts, actor, beside).await?;
    Ok(groups::allot(tx, actor, maker, row.id).await?)
}

/// A maker says no, with a reason the buyer can read. The buyer's money goes back by itself.
///
/// # Errors
/// [`OrderError::NoReason`] without one; as [`accept`] otherwise.
pub async fn decline(
    db: &Db,
    actor: Actor,
    maker: MakerId,
    id: ParcelId,
    reason: &str,
) -> Result<(), OrderError> {
    transaction!(db, tx => { decline_in(tx, actor, maker, id, reason).await })
}

/// As [`decline`] inside a transaction.
pub(crate) async fn decline_in(
    tx: &mut Tx,
    actor: Actor,
    maker: MakerId,
    id: ParcelId,
    reason: &str,
) -> Result<(), OrderError> {
    let reason = reason_of(reason)?;
    let row = sql::parcel_of_maker(tx, maker, id).await?.ok_or(OrderError::no_parcel(id))?;
    let beside = Beside { reason: Some(reason), ready_by: None };
    move_by(tx, &row, ParcelEvent::MakerDeclines, actor, beside).await?;
    settle::called_off(tx, &row, reason).await
}

/// A maker has packed a parcel.
///
/// # Errors
/// As [`accept`].
pub async fn pack(db: &Db, actor: Actor, maker: MakerId, id: ParcelId) -> Result<(), OrderError> {
    transaction!(db, tx => { pack_in(tx, actor, maker, id).await })
}

/// As [`pack`] inside a transaction.
pub(crate) async fn pack_in(
    tx: &mut Tx,
    actor: Actor,
    maker: MakerId,
    id: ParcelId,
) -> Result<(), OrderError> {
    let row = sql::parcel_of_maker(tx, maker, id).await?.ok_or(OrderError::no_parcel(id))?;
    move_by(tx, &row, ParcelEvent::MakerPacks, actor, Beside::default()).await?;
    groups::freeze(tx, actor, maker, row.id).await.map_err(|cause| match cause {
        GroupError::Db(cause) => OrderError::Db(cause),
        _ => OrderError::Raced,
    })?;
    Ok(batches::made_for(tx, row.id, actor).await?)
}

/// A reason of some words, cut to what a page can show.
pub(super) fn reason_of(typed: &str) -> Result<&str, OrderError> {
    let reason = typed.trim();
    if reason.chars().count() < 2 {
        return Err(OrderError::NoReason);
    }
    let end = reason.char_indices().nth(REASON_MOST).map_or(reason.len(), |(at, _)| at);
    Ok(&reason[..end])
}

/// The parcels a maker has to do something about: to answer, to pack, to bring to the hub.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_parcels(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<MakerParcel>, DbError> {
    view_sql::maker_parcels(read, maker, [Parcel::Asked, Parcel::Accepted, Parcel::Packed], limit).await
}

/// The parcels of a maker that are on their way.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn travelling_parcels(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<MakerParcel>, DbError> {
    view_sql::maker_parcels(read, maker, [Parcel::AtHub, Parcel::Shipped, Parcel::ComingBack], limit).await
}

/// The parcels of a maker that have ended.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ended_parcels(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<MakerParcel>, DbError> {
    view_sql::maker_parcels(read, maker, [Parcel::Delivered, Parcel::Declined, Parcel::Returned], limit).await
}

/// One parcel of a maker with what is in it; `None` if it is another's.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn parcel(
    read: &mut Read,
    maker: MakerId,
    id: ParcelId,
) -> Result<Option<(MakerParcel, Vec<OrderLine>)>, DbError> {
    let Some(parcel) = view_sql::maker_parcel(read, maker, id).await? else { return Ok(None) };
    // Before the order is paid, the parcel is nobody's business.
    if matches!(parcel.state, Parcel::Planned | Parcel::Cancelled) {
        return Ok(None);
    }
    let lines = view_sql::lines_of_parcel(read, id).await?;
    Ok(Some((parcel, lines)))
}

/// What is in a parcel of a maker; nothing if it is another's.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lines(read: &mut Read, maker: MakerId, id: ParcelId) -> Result<Vec<OrderLine>, DbError> {
    Ok(parcel(read, maker, id).await?.map_or_else(Vec::new, |(_, lines)| lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_some_words_and_not_a_letter_of_complaint() {
        assert!(reason_of("  ").is_err() && reason_of("x").is_err());
        assert_eq!(reason_of(" मिट्टी नहीं मिली ").ok(), Some("मिट्टी नहीं मिली"));
        assert_eq!(reason_of(&"न".repeat(500)).map(|r| r.chars().count()).ok(), Some(REASON_MOST));
    }
}
