//! An administrator enters a stall, with the makers whose goods lie there, and takes it down.

use std::collections::BTreeSet;

use kernel::ids::{CounterId, HubId, MakerId, PersonId, StallId};
use kernel::{Day, Words};
use store::{Db, DbError, Tx, chance, transaction};

use super::machine::{StallEvent, StallState};
use super::{StallError, StallKind, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::pickups::{self, is_said};
use crate::places;

/// A stall stands at most so many days ahead.
const DAYS_MOST: i64 = 400;
/// Letters of the code that is printed: a million millions of them.
const CODE_LETTERS: usize = 8;

/// A stall as it is entered.
#[derive(Clone, Debug)]
pub struct NewStall<'a> {
    /// Whose hub it belongs to.
    pub hub: HubId,
    /// What it is.
    pub kind: StallKind,
    /// Its name.
    pub name: Words,
    /// How one finds it.
    pub place: Words,
    /// Whose goods lie there; nobody named: all goods.
    pub makers: BTreeSet<MakerId>,
    /// Where a pilgrim can fetch instead of having it brought home.
    pub counter: Option<CounterId>,
    /// The first and the last day.
    pub days: (Day, Day),
    /// Comes with the form: the same press twice is one stall.
    pub once: &'a str,
}

fn checked(new: &NewStall<'_>, today: Day) -> Result<(), StallError> {
    let (from, until) = new.days;
    if !is_said(&new.name) {
        return Err(StallError::Bad("stall_hi"));
    }
    if !is_said(&new.place) {
        return Err(StallError::Bad("place_hi"));
    }
    if until < from || until < today || until > today.plus(DAYS_MOST) {
        return Err(StallError::Bad("until_day"));
    }
    Ok(())
}

/// Enters a stall, once.
///
/// # Errors
/// [`StallError::Bad`] with the field that cannot be.
pub async fn enter(db: &Db, by: PersonId, new: &NewStall<'_>) -> Result<StallId, StallError> {
    transaction!(db, tx => {
        checked(new, tx.now().day())?;
        if places::read::hub(tx, new.hub).await?.is_none() {
            return Err(StallError::Bad("hub"));
        }
        if let Some(counter) = new.counter
            && pickups::counter(tx, counter).await?.is_none()
        {
            return Err(StallError::Bad("stall_counter"));
        }
        let once = format!("{by} {}", new.once);
        if let Some(id) = sql::stall_of_once(tx, &once).await? {
            return Ok(id);
        }
        let id: StallId = tx.new_id();
        let code = chance::letters(CODE_LETTERS).to_uppercase();
        let actor = Actor::Person(by, Part::Administrator);
        let trail = noted(tx, id, (0, &Trail::default()), actor, ("stall.enter", "", StallState::Open)).await?;
        sql::insert_stall(tx, id, new, (&code, &once), by, &trail).await?;
        for maker in &new.makers {
            if !sql::insert_maker(tx, id, *maker).await? {
                return Err(StallError::Bad("stall_makers"));
            }
        }
        Ok(id)
    })
}

async fn noted(
    tx: &mut Tx,
    id: StallId,
    (version, trail): (i64, &Trail),
    actor: Actor,
    (act, from, to): (&'static str, &'static str, StallState),
) -> Result<Trail, DbError> {
    let (subject, seq, to) = (id.to_string(), version + 1, to.as_str());
    audit::note(tx, trail, &Entry { subject, seq, actor, act, from, to, note: "" }).await
}

/// A stall is taken down before its last day: its code leads to the shop from now on.
///
/// # Errors
/// [`StallError::NotNow`] the second time.
pub async fn shut(db: &Db, by: PersonId, id: StallId) -> Result<(), StallError> {
    transaction!(db, tx => {
        let row = sql::stall_row(tx, id).await?.ok_or(StallError::Missing)?;
        let event = StallEvent::Shuts;
        let next = row.state.after(event).ok_or(StallError::NotNow)?;
        let actor = Actor::Person(by, Part::Administrator);
        let step = (event.as_str(), row.state.as_str(), next);
        let trail = noted(tx, id, (row.version, &row.trail), actor, step).await?;
        if sql::move_stall(tx, &row, next, &trail).await? { Ok(()) } else { Err(StallError::NotNow) }
    })
}
