//! Recordings: a maker's voice on her page, and lessons that are heard or seen, for who reads little.
//!
//! Reads: `maker`. Writes: `clip`. Leaves: a message that removes the file of what is gone, an SMS to the maker an officer has
//! recorded. Never: lets anybody hear what one person alone has put up; keeps where or when something was recorded.
//!
//! A voice that an officer brings waits for the maker's yes, one that the maker brings for an officer's ear, a lesson for another
//! officer's. Start at [`put_up`]; what a file is and what is taken out of it is in [`clean()`].

mod act;
mod clean;
mod machine;
mod sql;

use kernel::ids::{ClipId, MakerId};
use kernel::{BadCell, Time, Words};
use store::{DbError, FromRow, Row};

pub(crate) use act::forget_voices;
pub use act::{FORGET_CLIP, New, decide, file_for, file_name, lessons_heard, looked_after, put_up, voice_of};
pub use clean::{Clean, Medium, NoClip, clean};
pub use machine::{ClipEvent, ClipNotNow, ClipState};

use crate::accounts::Blocks;
use crate::catalogue::columns::Columns;

/// A voice is at most so long in bytes: some two minutes.
pub const VOICE_BYTES_MOST: usize = 2_000_000;
/// A lesson is at most so long in bytes: on 2G it takes minutes already.
pub const LESSON_BYTES_MOST: usize = 8_000_000;

kernel::codes! {
    /// Whose recording it is.
    pub enum Sort {
        /// A maker speaks to buyers.
        Voice = "voice",
        /// Somebody shows makers how something is put right.
        Lesson = "lesson",
    }
}

/// What a recording is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A maker's voice.
    Voice(MakerId),
    /// A lesson of `data/lessons.csv`, by its key.
    Lesson(String),
}

/// On which side somebody stands, and how far she sees.
#[derive(Clone, Debug)]
pub enum Side {
    /// The maker herself.
    Maker(MakerId),
    /// An officer: makers of her blocks, and all lessons.
    Officer(Blocks),
}

/// A recording that everybody may hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its id.
    pub id: ClipId,
    /// What it is.
    pub medium: Medium,
    /// What is said.
    pub words: Words,
}

/// A recording as those see it who look after it.
#[derive(Clone, Debug)]
pub struct Clip {
    /// The recording.
    pub heard: Heard,
    /// Whose it is.
    pub sort: Sort,
    /// The key of the lesson, or the maker's id.
    pub about: String,
    /// The maker's name; empty of a lesson.
    pub maker: Words,
    /// How it stands.
    pub state: ClipState,
    /// Who put it up.
    pub added_by: String,
    /// Whether the maker herself did.
    pub by_maker: bool,
    /// Since when.
    pub at: Time,
}

impl Clip {
    /// Whether somebody on this side may let everybody hear it.
    pub fn waits_for(&self, person: &str, side: &Side) -> bool {
        let other_side = match (self.sort, side) {
            (Sort::Voice, Side::Maker(_)) => !self.by_maker,
            (Sort::Voice, Side::Officer(_)) => self.by_maker,
            (Sort::Lesson, Side::Officer(_)) => true,
            (Sort::Lesson, Side::Maker(_)) => false,
        };
        self.state == ClipState::Waiting && other_side && self.added_by != person
    }
}

impl FromRow for Clip {
    fn from_row(row: Row) -> Result<Clip, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Clip {
            heard: Heard { id: columns.next()?, medium: columns.next()?, words: columns.words()? },
            sort: columns.next()?,
            about: columns.next()?,
            maker: columns.words()?,
            state: columns.next()?,
            added_by: columns.next()?,
            by_maker: columns.next::<i64>()? == 1,
            at: columns.next()?,
        })
    }
}

/// What can go wrong with a recording. Each has a message in `locales/*/clips.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// There is no such recording, maker or lesson here.
    #[error("no such recording")]
    Missing,
    /// Nobody has written down what is said.
    #[error("what is said is not written down")]
    NoWords,
    /// There are recordings of this already that nobody has listened to.
    #[error("others are waiting")]
    ManyWait,
    /// Another person has to listen, or the other side.
    #[error("this takes another person")]
    AnotherPerson,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// Not as it stands.
    #[error(transparent)]
    NotNow(#[from] ClipNotNow),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
