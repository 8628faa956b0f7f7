//! A case comes to rest with a reason, and is taken up again where it stood.

use kernel::ids::CaseId;
use store::{Db, Tx, transaction};

use super::act::{carried, follow, moved, said};
use super::machine::{CaseState, Event};
use super::{By, CaseError, Scope, StopWhy, listing, people_sql, rules, sql};
use crate::audit::Actor;
use crate::makers;

/// Lets a case rest. A maker of the mart is closed with it; what was ordered stays ordered, what is hers is paid.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::NotNow`] if it rests; [`CaseError::NoReason`] for «something else» without a note.
pub async fn stop(db: &Db, by: &By, id: CaseId, why: StopWhy, note: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = carried(tx, by, id).await?;
        if why == StopWhy::Other || !note.trim().is_empty() {
            said(note)?;
        }
        let was_listed = row.state == CaseState::Listed;
        let seq = moved(tx, &mut row, Event::Stops, by.actor(), why.as_str()).await?;
        let who = by.actor().to_string();
        people_sql::insert_stop(tx, &row, seq, &who, (why, note.trim())).await?;
        listing::end_asking(tx, id).await?;
        if let Some(maker) = row.maker.filter(|_| was_listed) {
            makers::act::close_in(tx, maker, &who, why.as_str()).await?;
        }
        Ok(sql::end_next(tx, id).await?)
    })
}

/// Takes a case up again where it stood. Who asked for a listing asks again.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::NotNow`] if it does not rest; [`CaseError::NoReason`] without a note.
pub async fn reopen(db: &Db, by: &By, id: CaseId, note: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = carried(tx, by, id).await?;
        let note = said(note)?;
        let steps = sql::living_steps(tx, id).await?;
        let to = rules::state_by(&steps).unwrap_or(CaseState::Identified);
        moved(tx, &mut row, Event::Reopens { to }, by.actor(), "").await?;
        let who = by.actor().to_string();
        people_sql::end_stop(tx, id, &who, note).await?;
        if let Some(maker) = row.maker.filter(|_| to == CaseState::Listed) {
            makers::act::reopen_in(tx, maker).await?;
        }
        Ok(follow(tx, &row, &who).await?)
    })
}

/// Lets a case rest, if it does not: whoever it is about is being erased.
pub(crate) async fn rest_for_good(tx: &mut Tx, id: CaseId, why: &str) -> Result<(), CaseError> {
    let Some(mut row) = sql::case_of(tx, id, &Scope::District).await? else { return Ok(()) };
    if !row.state.is_open() {
        return Ok(());
    }
    let seq = moved(tx, &mut row, Event::Stops, Actor::Mart, why).await?;
    people_sql::insert_stop(tx, &row, seq, &Actor::Mart.to_string(), (StopWhy::Other, why)).await?;
    listing::end_asking(tx, id).await?;
    Ok(sql::end_next(tx, id).await?)
}
