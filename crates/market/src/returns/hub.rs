//! What comes back to the hub: a keeper looks at it, and the clock ends what never comes.

use kernel::Limit;
use kernel::ids::{ClaimId, HubId, PersonId, ReturnId};
use store::{Db, DbError, Tx, transaction};

use super::act::{Beside, cut, grant, in_scope, move_by, tell_buyer, tell_maker};
use super::machine::Event;
use super::rules::ToShelf;
use super::{ReturnError, Scope, sql};
use crate::audit::{Actor, Part};
use crate::catalogue::stock;
use crate::orders::OwnReason;

/// Returns that lapse in one round.
const ROUND: Limit = Limit::of(200);

/// What a keeper finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding<'a> {
    /// As new: it is sold again.
    ToShelf,
    /// As was said; nobody can sell it.
    WrittenOff,
    /// Otherwise than was said.
    Fails(&'a str),
}

/// A keeper looks at what came back to her hub. What passes is refunded; as new it lies on the shelf again.
///
/// # Errors
/// [`ReturnError::Missing`] for another hub's; [`ReturnError::NotNow`] the second time; [`ReturnError::NoWords`] if it fails without a
/// reason; [`ReturnError::BadReason`] if what is made to order should lie on a shelf.
pub async fn inspect(
    db: &Db,
    (person, hub): (PersonId, HubId),
    id: ReturnId,
    finding: Finding<'_>,
) -> Result<(), ReturnError> {
    let actor = Actor::Person(person, Part::HubKeeper);
    transaction!(db, tx => {
        let row = in_scope(tx, &Scope::Hub(hub), id).await?;
        let to_shelf = match finding {
            Finding::Fails(why) => {
                let why = cut(why);
                if why.chars().count() < 3 {
                    return Err(ReturnError::NoWords);
                }
                move_by(tx, &row, (Event::Fails, actor), &Beside { why: Some(&why), ..Beside::default() }).await?;
                tell_buyer(tx, &row, "sms-return-refused").await?;
                return tell_maker(tx, &row, "sms-return-maker-refused").await;
            }
            Finding::ToShelf => ToShelf::Yes,
            Finding::WrittenOff => ToShelf::No,
        };
        row.state.after(Event::Passes)?;
        let (Some(fault), Some(decided_by)) = (row.fault, row.decided_by) else { return Err(ReturnError::Missing) };
        if to_shelf == ToShelf::Yes {
            if !sql::lies_ready(tx, row.variant).await? {
                return Err(ReturnError::BadReason);
            }
            stock::receive(tx, &id.to_string(), row.variant, row.quantity).await?;
        }
        grant(tx, &row, (Event::Passes, actor), (fault, decided_by, to_shelf)).await
    })
}

/// Ends what never came back; answers how many. Each once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lapse(db: &Db) -> Result<u32, DbError> {
    let mut lapsed = 0;
    let late = sql::late(&mut db.read().await?, db.now().day(), ROUND).await?;
    for (id,) in late {
        let done: Result<(), ReturnError> = transaction!(db, tx => {
            let Some(row) = sql::row(tx, id).await? else { return Ok(()) };
            move_by(tx, &row, (Event::Lapses, Actor::Mart), &Beside::default()).await?;
            tell_buyer(tx, &row, "sms-return-refused").await
        });
        match done {
            Ok(()) => lapsed += 1,
            // It came or was kept a moment ago.
            Err(ReturnError::NotNow(_) | ReturnError::Raced) => {}
            Err(ReturnError::Db(cause)) => return Err(cause),
            Err(cause) => return Err(DbError::Failed(cause.to_string())),
        }
    }
    Ok(lapsed)
}

/// A second person of finance has refused the claim behind a return; her reason stands with the claim.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn denied(tx: &mut Tx, claim: ClaimId, actor: Actor) -> Result<(), DbError> {
    let Some(row) = sql::of_claim(tx, claim).await? else { return Ok(()) };
    let beside = Beside { why: Some(OwnReason::NoSecondYes.as_str()), ..Beside::default() };
    let ended = async {
        move_by(tx, &row, (Event::Denies, actor), &beside).await?;
        tell_buyer(tx, &row, "sms-return-refused").await
    };
    match ended.await {
        Ok(()) => Ok(()),
        Err(ReturnError::Db(cause)) => Err(cause),
        Err(cause) => Err(DbError::Failed(cause.to_string())),
    }
}
