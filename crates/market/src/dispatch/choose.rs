//! A buyer answers what she was offered about a parcel that is late.

use kernel::ids::{ParcelId, PersonId, VariantId};
use store::{Db, transaction};

use super::act::end;
use super::machine::Event;
use super::sql::{self, Ending};
use super::{DispatchError, read};
use crate::audit::{Actor, Part};
use crate::orders::sql as orders_sql;
use crate::orders::swap::put_in_place;
use crate::orders::{OrderError, OwnReason, maker};
use crate::quotes::Books;

/// What a buyer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// She waits.
    Wait,
    /// She takes this good of another maker instead; what it costs less goes back to her.
    Swap(VariantId),
    /// She wants her money back.
    Refund,
}

impl Choice {
    const fn event(self) -> Event {
        match self {
            Choice::Wait => Event::Waits,
            Choice::Swap(_) => Event::Swaps,
            Choice::Refund => Event::Refunds,
        }
    }
}

/// A buyer answers an offer, once.
///
/// # Errors
/// [`DispatchError::Missing`] if the parcel is another's; [`DispatchError::AlreadySo`] the second time, if nothing was offered, or if
/// the parcel went on; [`DispatchError::NoLike`] if the good can no longer stand in for it.
pub async fn decide(
    db: &Db,
    books: &Books,
    person: PersonId,
    parcel: ParcelId,
    choice: Choice,
) -> Result<(), DispatchError> {
    let days = read::waits_until(&mut db.read().await?, books, parcel).await?;
    let like = match choice {
        Choice::Swap(variant) => {
            let likes = read::likes(db, books, parcel).await?;
            likes.into_iter().find(|like| like.variant() == variant)
        }
        Choice::Wait | Choice::Refund => None,
    };
    transaction!(db, tx => {
        let row = orders_sql::parcel(tx, parcel).await?.ok_or(DispatchError::Missing)?;
        let order = orders_sql::order(tx, row.order).await?.filter(|order| order.person == person);
        if order.is_none() {
            return Err(DispatchError::Missing);
        }
        let offer = sql::offer(tx, parcel, row.state).await?.ok_or(DispatchError::AlreadySo)?;
        offer.state.after(choice.event())?;
        let actor = Actor::Person(person, Part::Buyer);
        let ending = match choice {
            Choice::Wait => {
                let days = days.ok_or(DispatchError::AlreadySo)?;
                Ending { wait_until: Some(days.0), arrives_by: Some(days.1), ..Ending::default() }
            }
            Choice::Refund => {
                maker::decline_in(tx, actor, row.maker, parcel, OwnReason::NotWaited.as_str()).await?;
                Ending::default()
            }
            Choice::Swap(_) => {
                let like = like.as_ref().ok_or(DispatchError::NoLike)?;
                let placed = put_in_place(tx, actor, &row, &like.line, like.arrives_by).await;
                let swapped = placed.map_err(|cause| match cause {
                    OrderError::Db(cause) => DispatchError::Db(cause),
                    other => DispatchError::from(other),
                })?;
                Ending { arrives_by: Some(like.arrives_by), swapped_for: Some(swapped), ..Ending::default() }
            }
        };
        end(tx, &offer, choice.event(), (person, Part::Buyer), &ending).await
    })
}
