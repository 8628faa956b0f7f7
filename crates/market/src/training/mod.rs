//! Training: what makers were shown, when and by whom, and short lessons they can read again on their phones.
//!
//! Reads: `maker`, `craft`, `data/lessons.csv`. Writes: `training`, `training_attendance`. Never: counts somebody who was not
//! named; changes what was noted.
//!
//! Start at [`note`] and [`lessons`].

mod act;
mod lessons;
mod sql;

pub use act::{Attended, Held, attended_by, held_in, may_come, note};
pub use lessons::{Lesson, all_lessons, has_lesson, lessons};

use store::DbError;

/// What can go wrong with a training. Each variant has a message in `locales/*/training.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum TrainingError {
    /// No such craft.
    #[error("no such craft")]
    NoCraft,
    /// A day that is to come, or long past.
    #[error("not a day it can have been held")]
    BadDay,
    /// Who showed it, or what, is missing.
    #[error("words are missing")]
    NoWords,
    /// Nobody came, or somebody from elsewhere.
    #[error("nobody of these blocks came")]
    Nobody,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
