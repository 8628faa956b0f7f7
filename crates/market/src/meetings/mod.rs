//! Review meetings of the DC: minutes become tasks with an owner and a day, owners answer them, and the next note begins with
//! how they stand.
//!
//! Reads: `reports`, `cases`, `role_grant`. Writes: `review_meeting`, `review_task`, `review_answer`, notices by SMS.
//! Never: lets a task end by itself, or without words of who ended it; edits what was answered.
//!
//! Start at [`give`]; the note of a meeting is [`note`], the summary of a Monday [`summarise`].

mod act;
mod machine;
mod note;
mod read;
mod sql;

pub(crate) use act::give_in;
pub use act::{Answer, Given, Minutes, answer, drop_task, give, hold};
pub use machine::{NotNow, TaskEvent, TaskState};
pub use note::{BY_DEPARTMENT, BlockLine, Note, SUMMARY, note, summarise, summary_due};
pub use read::{
    Meeting, Owner, Said, Task, TaskView, answers, meeting, meetings, of_meeting, open_of, own, owners,
    standing, task,
};

use store::DbError;

/// What can go wrong with a meeting or a task. Each variant has a message in `locales/*/meetings.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum MeetingError {
    /// No such meeting, or no such task of this person.
    #[error("no such meeting or task")]
    Missing,
    /// Words are missing, or there are too many.
    #[error("words are missing")]
    NoWords,
    /// A day that cannot be: a meeting that is to come, a task that was due before it was given.
    #[error("not a day it can be")]
    BadDay,
    /// Nobody who works for the mart.
    #[error("not somebody who works here")]
    NoOwner,
    /// It has ended.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Another change was faster.
    #[error("another change of the task won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
