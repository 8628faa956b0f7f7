//! The verbs: to move the mart from stage to stage, to invite, to say what one thinks of a page.

use kernel::ids::{FeedbackId, PersonId, StageId, TaskId};
use kernel::india::{Mobile, Pin};
use store::{Db, DbError, Tx, transaction};

use super::machine::{Stage, StageEvent};
use super::{LaunchError, read, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::meetings::{self, Given, MeetingError};
use crate::{personal, places};

/// Letters of a reason or of what somebody says.
const WORDS_MOST: usize = 1_000;
/// Letters of the address of a page.
const PAGE_MOST: usize = 200;
/// What is said in an hour, by all together.
const SAID_AN_HOUR: i64 = 120;

pub(super) fn said(typed: &str) -> Result<String, LaunchError> {
    let words = typed.trim();
    if (3..=WORDS_MOST).contains(&words.chars().count()) {
        Ok(words.to_owned())
    } else {
        Err(LaunchError::NoWords)
    }
}

/// A mart that is set up for a district begins with the setting up: nobody orders until the DC's office opens a trial. Changes nothing where
/// somebody has ordered or a stage was said. `true`: it has begun now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn begin(db: &Db) -> Result<bool, DbError> {
    transaction!(db, tx => { sql::begin(tx).await })
}

/// The DC's office moves the mart to another stage, and says why. To go live it signs the gate: [`gate::sign`](super::gate::sign).
///
/// # Errors
/// [`LaunchError::NotSigned`] for [`StageEvent::GoesLive`]; [`LaunchError::NotNow`] if it does not lead from here; [`LaunchError::NoWords`]; [`LaunchError::Raced`].
pub async fn set_stage(db: &Db, by: PersonId, event: StageEvent, reason: &str) -> Result<Stage, LaunchError> {
    let reason = said(reason)?;
    transaction!(db, tx => {
        let (seq, from) = read::here(tx).await?;
        let to = from.after(event)?;
        if event == StageEvent::GoesLive {
            return Err(LaunchError::NotSigned);
        }
        write(tx, by, (seq + 1, to), event, &reason).await?;
        Ok(to)
    })
}

/// Writes a stage down, with its entry in the trail.
pub(super) async fn write(
    tx: &mut Tx,
    by: PersonId,
    (seq, to): (i64, Stage),
    event: StageEvent,
    reason: &str,
) -> Result<StageId, LaunchError> {
    let id: StageId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: Actor::Person(by, Part::DcOffice),
        act: event.as_str(),
        from: "",
        to: to.as_str(),
        note: reason,
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    if !sql::insert_stage(tx, id, (seq, to), (by, reason), &trail).await? {
        return Err(LaunchError::Raced);
    }
    // Pages say at which stage the mart stands.
    tx.catalogue_changed();
    Ok(id)
}

/// The DC's office invites a number to the trial; again changes nothing.
///
/// # Errors
/// [`LaunchError::Db`] if the database fails.
pub async fn invite(db: &Db, by: PersonId, mobile: &Mobile) -> Result<(), LaunchError> {
    transaction!(db, tx => { invite_in(tx, by, mobile).await })
}

async fn invite_in(tx: &mut Tx, by: PersonId, mobile: &Mobile) -> Result<(), LaunchError> {
    let hash = personal::mobile_hash(tx, mobile)?;
    let digits = mobile.ten_digits();
    let last = digits.get(digits.len().saturating_sub(4)..).unwrap_or_default();
    Ok(sql::insert_guest(tx, &hash, last, by).await?)
}

/// The DC's office invites somebody who asked for it.
///
/// # Errors
/// [`LaunchError::Missing`] if there is nobody, or she is erased.
pub async fn invite_person(db: &Db, by: PersonId, person: PersonId) -> Result<(), LaunchError> {
    transaction!(db, tx => {
        let who = crate::accounts::who_is(tx, person).await?.ok_or(LaunchError::Missing)?;
        invite_in(tx, by, &who.mobile).await
    })
}

/// A number is invited no more.
///
/// # Errors
/// [`LaunchError::Missing`] if it was not.
pub async fn uninvite(db: &Db, mobile: &Mobile) -> Result<(), LaunchError> {
    transaction!(db, tx => {
        let hash = personal::mobile_hash(tx, mobile)?;
        if sql::delete_guest(tx, &hash).await? { Ok(()) } else { Err(LaunchError::Missing) }
    })
}

/// The trial sends to a pincode from now on; to no other but those that are named.
///
/// # Errors
/// [`LaunchError::NoPin`] if India Post has none such.
pub async fn open_pin(db: &Db, by: PersonId, pin: &Pin) -> Result<(), LaunchError> {
    transaction!(db, tx => {
        places::read::find_pin(tx, pin).await?.ok_or(LaunchError::NoPin)?;
        Ok(sql::insert_pin(tx, pin, by).await?)
    })
}

/// The trial does not send to a pincode any more; once none is named, it sends to all.
///
/// # Errors
/// [`LaunchError::Missing`] if it did not.
pub async fn close_pin(db: &Db, pin: &Pin) -> Result<(), LaunchError> {
    transaction!(db, tx => {
        if sql::delete_pin(tx, pin).await? { Ok(()) } else { Err(LaunchError::Missing) }
    })
}

/// Somebody who is not invited would like to be; again changes nothing.
///
/// # Errors
/// [`LaunchError::Db`] if the database fails.
pub async fn wish(db: &Db, person: PersonId) -> Result<(), LaunchError> {
    transaction!(db, tx => { Ok(sql::insert_wish(tx, person).await?) })
}

/// Somebody says what she thinks of a page.
///
/// # Errors
/// [`LaunchError::NoWords`]; [`LaunchError::TooMany`] if more was said within the hour than anybody reads.
pub async fn say(db: &Db, page: &str, words: &str) -> Result<(), LaunchError> {
    let words = said(words)?;
    let page: String = page.chars().take(PAGE_MOST).collect();
    transaction!(db, tx => {
        let hour_ago = tx.now().plus_minutes(-60);
        if sql::said_since(tx, hour_ago).await? >= SAID_AN_HOUR {
            return Err(LaunchError::TooMany);
        }
        let id: FeedbackId = tx.new_id();
        Ok(sql::insert_feedback(tx, id, &page, &words).await?)
    })
}

/// What was said becomes a task that the DC's office gives somebody.
///
/// # Errors
/// [`MeetingError`] as of [`meetings::give`]; [`MeetingError::Raced`] if it is somebody's already.
pub async fn take_up(
    db: &Db,
    by: PersonId,
    id: FeedbackId,
    given: &Given<'_>,
) -> Result<TaskId, MeetingError> {
    transaction!(db, tx => {
        let task = meetings::give_in(tx, by, given).await?;
        if sql::take_up(tx, id, task).await? { Ok(task) } else { Err(MeetingError::Raced) }
    })
}
