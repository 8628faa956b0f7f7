//! The verbs: to hold a meeting, to give a task, to answer it, to drop it.

use kernel::Day;
use kernel::ids::{MeetingId, PersonId, TaskId};
use store::{Db, Tx, transaction};

use super::machine::{TaskEvent, TaskState};
use super::sql::{self, TaskRow};
use super::{MeetingError, read};
use crate::accounts::{self, DepartmentKey};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::notices;

/// Letters of minutes.
const MINUTES_MOST: usize = 4_000;
/// Letters of a task or an answer.
const WORDS_MOST: usize = 400;
/// A meeting is noted at most so many days later.
const LATE_MOST: i64 = 60;
/// No task is given for longer.
const DUE_MOST: i64 = 366;

/// The minutes of a meeting.
#[derive(Clone, Copy, Debug)]
pub struct Minutes<'a> {
    /// When it was held.
    pub day: Day,
    /// What was said and decided.
    pub words: &'a str,
    /// Comes with the form: the same press twice is one meeting.
    pub once: &'a str,
}

/// A task as it is given.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The meeting that decided it, if one did.
    pub meeting: Option<MeetingId>,
    /// What is to be done.
    pub what: &'a str,
    /// Who does it: somebody who works for the mart.
    pub owner: PersonId,
    /// Whose department's it is, if it is one's.
    pub department: Option<DepartmentKey>,
    /// By which day.
    pub due: Day,
    /// Comes with the form: the same press twice is one task.
    pub once: &'a str,
}

/// What an owner says of her task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is done.
    Done,
    /// It needs until a later day.
    Moved(Day),
}

fn said(typed: &str, most: usize) -> Result<String, MeetingError> {
    let words = typed.trim();
    let count = words.chars().count();
    if (3..=most).contains(&count) { Ok(words.to_owned()) } else { Err(MeetingError::NoWords) }
}

/// Notes a meeting with its minutes, once.
///
/// # Errors
/// [`MeetingError::NoWords`]; [`MeetingError::BadDay`] for a day that is to come or long past.
pub async fn hold(db: &Db, by: PersonId, minutes: &Minutes<'_>) -> Result<MeetingId, MeetingError> {
    let words = said(minutes.words, MINUTES_MOST)?;
    let once = format!("{by} {}", minutes.once);
    transaction!(db, tx => {
        let today = tx.now().day();
        if minutes.day > today || minutes.day < today.plus(-LATE_MOST) {
            return Err(MeetingError::BadDay);
        }
        if let Some(id) = sql::meeting_of_once(tx, &once).await? {
            return Ok(id);
        }
        let id: MeetingId = tx.new_id();
        sql::insert_meeting(tx, id, minutes.day, &words, (by, &once)).await?;
        Ok(id)
    })
}

/// The DC's office gives somebody a task; she hears of it by SMS. The same press twice is one task.
///
/// # Errors
/// [`MeetingError::NoWords`]; [`MeetingError::BadDay`]; [`MeetingError::NoOwner`]; [`MeetingError::Missing`] for no meeting.
pub async fn give(db: &Db, by: PersonId, given: &Given<'_>) -> Result<TaskId, MeetingError> {
    transaction!(db, tx => { give_in(tx, by, given).await })
}

/// As [`give`], in the transaction of what it follows from.
///
/// # Errors
/// As [`give`].
pub(crate) async fn give_in(tx: &mut Tx, by: PersonId, given: &Given<'_>) -> Result<TaskId, MeetingError> {
    let what = said(given.what, WORDS_MOST)?;
    let once = format!("{by} {}", given.once);
    if let Some(id) = sql::task_of_once(tx, &once).await? {
        return Ok(id);
    }
    check_day(tx, given.due)?;
    if let Some(meeting) = given.meeting {
        read::meeting(tx, meeting).await?.ok_or(MeetingError::Missing)?;
    }
    if !sql::works_here(tx, given.owner).await? {
        return Err(MeetingError::NoOwner);
    }
    let id: TaskId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: Actor::Person(by, Part::DcOffice),
        act: "task.give",
        from: "",
        to: TaskState::Open.as_str(),
        note: &given.due.iso(),
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert_task(tx, id, given, &what, (by, &once), &trail).await?;
    let who = accounts::who_is(tx, given.owner).await?.ok_or(MeetingError::NoOwner)?;
    let (note, day) = (notices::brief(&what), given.due.written());
    let words = [("note", note.as_str()), ("day", day.as_str())];
    notices::tell(tx, &who.mobile, who.lang, "sms-task", &id.to_string(), &words).await?;
    Ok(id)
}

fn check_day(tx: &Tx, due: Day) -> Result<(), MeetingError> {
    let today = tx.now().day();
    if due < today || due > today.plus(DUE_MOST) { Err(MeetingError::BadDay) } else { Ok(()) }
}

/// Its owner answers a task: done, or by which later day and why.
///
/// # Errors
/// [`MeetingError::Missing`] for another's; [`MeetingError::NoWords`]; [`MeetingError::BadDay`] unless the new day is later;
/// [`MeetingError::NotNow`] once it has ended.
pub async fn answer(
    db: &Db,
    owner: PersonId,
    id: TaskId,
    answer: Answer,
    words: &str,
) -> Result<(), MeetingError> {
    let words = said(words, WORDS_MOST)?;
    transaction!(db, tx => {
        let row = sql::task_row(tx, id).await?.filter(|row| row.owner == owner).ok_or(MeetingError::Missing)?;
        let (event, due) = match answer {
            Answer::Done => (TaskEvent::Does, row.due),
            Answer::Moved(day) => {
                row.state.after(TaskEvent::Moves)?;
                check_day(tx, day)?;
                if day <= row.due {
                    return Err(MeetingError::BadDay);
                }
                (TaskEvent::Moves, day)
            }
        };
        move_by(tx, &row, event, (owner, Part::Oneself), (due, &words)).await
    })
}

/// The DC's office wants a task no more, and says why.
///
/// # Errors
/// [`MeetingError::Missing`]; [`MeetingError::NoWords`]; [`MeetingError::NotNow`] once it has ended.
pub async fn drop_task(db: &Db, by: PersonId, id: TaskId, why: &str) -> Result<(), MeetingError> {
    let why = said(why, WORDS_MOST)?;
    transaction!(db, tx => {
        let row = sql::task_row(tx, id).await?.ok_or(MeetingError::Missing)?;
        move_by(tx, &row, TaskEvent::Drops, (by, Part::DcOffice), (row.due, &why)).await
    })
}

async fn move_by(
    tx: &mut Tx,
    row: &TaskRow,
    event: TaskEvent,
    (by, part): (PersonId, Part),
    (due, words): (Day, &str),
) -> Result<(), MeetingError> {
    let next = row.state.after(event)?;
    let (subject, from, to) = (row.id.to_string(), row.state.as_str(), next.as_str());
    let (actor, note) = (Actor::Person(by, part), due.iso());
    let entry = Entry { subject, seq: row.version + 1, actor, act: event.as_str(), from, to, note: &note };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if !sql::move_to(tx, row, (next, due), &trail).await? {
        return Err(MeetingError::Raced);
    }
    Ok(sql::insert_answer(tx, row, by, (next, due), words).await?)
}
