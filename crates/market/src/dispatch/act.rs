//! The verbs of the clock and of officers.

use kernel::Limit;
use kernel::ids::{DispatchId, PersonId};
use store::{Db, DbError, Tx, transaction};

use super::machine::{Event, StepState};
use super::sql::{self, Ending, Late, StepRow};
use super::{DispatchError, Step, rules};
use crate::accounts::Blocks;
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::orders::sql::ParcelRow;
use crate::orders::{self, OwnReason, Parcel, maker};
use crate::{away, makers, notices, payouts, replies};

/// Parcels looked at in one round, for each step.
const ROUND: Limit = Limit::of(Limit::MOST);
/// What was said on the telephone is a few words.
const NOTE_MOST: usize = 200;

/// Takes every step that is due, while people are at work; answers how many. Twice is fine: a step of a parcel is taken once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn turn(db: &Db) -> Result<u32, DbError> {
    let (now, mut taken) = (db.now(), 0);
    let calendar = payouts::calendar(&mut db.read().await?).await?;
    if !rules::is_at_work(&calendar, now) {
        return Ok(0);
    }
    for step in Step::ALL {
        let mut read = db.read().await?;
        let Some(days) = sql::days_of(&mut read, *step, now.day()).await? else { continue };
        let day = rules::latest_day_due(&calendar, now.day(), days);
        let due = sql::due(&mut read, *step, day, ROUND).await?;
        drop(read);
        for late in &due {
            let done: Result<bool, DispatchError> = transaction!(db, tx => { take(tx, *step, late).await });
            match done {
                Ok(true) => taken += 1,
                // The maker was faster.
                Ok(false) | Err(DispatchError::AlreadySo | DispatchError::Raced) => {}
                Err(DispatchError::Db(cause)) => return Err(cause),
                Err(cause) => return Err(DbError::Failed(cause.to_string())),
            }
        }
    }
    Ok(taken)
}

/// Takes a step of one parcel, unless it was taken or the parcel went on.
async fn take(tx: &mut Tx, step: Step, late: &Late) -> Result<bool, DispatchError> {
    let Some(parcel) = orders::sql::parcel(tx, late.parcel).await? else { return Ok(false) };
    if parcel.state != late.state || sql::is_taken(tx, late, step).await? {
        return Ok(false);
    }
    let (id, state): (DispatchId, _) = (tx.new_id(), rules::begins_as(step));
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: Actor::Mart,
        act: Event::Takes.as_str(),
        from: "",
        to: state.as_str(),
        note: step.as_str(),
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert(tx, id, late, (step, state), &trail).await?;
    match step {
        Step::Remind => remind(tx, &parcel).await?,
        // The row is the task.
        Step::Call => {}
        Step::Offer => {
            if let Some(order) = orders::sql::order(tx, parcel.order).await? {
                let (about, words) = (id.to_string(), [("order", order.code.as_str())]);
                notices::tell_buyer(tx, &order, "sms-dispatch-offer", &about, &words).await?;
            }
        }
        Step::End => {
            maker::decline_in(tx, Actor::Mart, parcel.maker, parcel.id, OwnReason::Unreached.as_str())
                .await?;
            rest_if_absent(tx, &parcel).await?;
        }
    }
    Ok(true)
}

/// A maker is told once more, with what to answer.
async fn remind(tx: &mut Tx, parcel: &ParcelRow) -> Result<(), DbError> {
    let Some(maker) = makers::read::core(tx, parcel.maker).await? else { return Ok(()) };
    let number = replies::number_for(tx, &maker, parcel.id).await?;
    let key = if parcel.state == Parcel::Asked { "sms-dispatch-asked" } else { "sms-dispatch-late" };
    let about = parcel.id.to_string();
    notices::tell(tx, &maker.mobile, maker.lang, key, &about, &[("number", number.as_str())]).await
}

/// The goods of a maker rest whose parcels the clock has called off twice. She hears why, and until when.
async fn rest_if_absent(tx: &mut Tx, parcel: &ParcelRow) -> Result<(), DbError> {
    let since = tx.now().plus_days(-rules::ABSENT_WITHIN_DAYS);
    if sql::ended_since(tx, parcel.maker, since).await? < rules::ABSENT_AFTER {
        return Ok(());
    }
    let until = tx.now().day().plus(rules::REST_DAYS);
    if !away::rest(tx, parcel.maker, until, OwnReason::Unanswered.as_str()).await? {
        return Ok(());
    }
    let Some(maker) = makers::read::core(tx, parcel.maker).await? else { return Ok(()) };
    let (about, day) = (parcel.id.to_string(), until.written());
    notices::tell(tx, &maker.mobile, maker.lang, "sms-dispatch-rest", &about, &[("day", day.as_str())]).await
}

/// Ends a step that is open, with its entry in the trail.
pub(super) async fn end(
    tx: &mut Tx,
    row: &StepRow,
    event: Event,
    (person, part): (PersonId, Part),
    ending: &Ending<'_>,
) -> Result<(), DispatchError> {
    let next: StepState = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor: Actor::Person(person, part),
        act: event.as_str(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::end(tx, row, (next, person), ending, &trail).await? { Ok(()) } else { Err(DispatchError::Raced) }
}

/// An officer of the maker's block has called her, and what she said.
///
/// # Errors
/// [`DispatchError::Missing`] outside her blocks; [`DispatchError::AlreadySo`] the second time.
pub async fn called(
    db: &Db,
    (person, blocks): (PersonId, &Blocks),
    id: DispatchId,
    words: &str,
) -> Result<(), DispatchError> {
    let words: String = words.trim().chars().take(NOTE_MOST).collect();
    transaction!(db, tx => {
        let row = sql::call(tx, &blocks.fenced(), id).await?.ok_or(DispatchError::Missing)?;
        let ending = Ending { note: &words, ..Ending::default() };
        end(tx, &row, Event::Called, (person, Part::Officer), &ending).await
    })
}
