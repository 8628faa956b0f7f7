//! News by SMS to those who asked for it: at most twice a month, written by one person, looked at by another, stopped by one tap.
//!
//! Reads: `person`. Writes: `news_reader`, `news_letter`. Leaves: [`SEND`], and an SMS for each reader.
//! Never: writes to somebody who has not said yes in a session of her own, or who has stopped; asks who she is before she stops.
//!
//! Start at [`agree`] for a reader and at [`write`] for a letter.

mod act;
mod read;
mod sql;

use store::DbError;

pub use act::{NewLetter, agree, decide, send_some, stop, stop_own, write};
pub use read::{Letter, Reader, letter, letters, reader, readers, stands};

/// The wording of the yes; whoever changes it gives it the next number.
pub const NOTICE: &str = "news-1";
/// Letters that go out in a month at most.
pub const A_MONTH: i64 = 2;
/// Letters of the words of an SMS; what TRAI lets a variable of a registered text hold.
pub const WORDS_MOST: usize = 30;
/// Message: a letter that two people want goes to its readers.
pub const SEND: &str = "send_news";

/// What a second person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It goes out.
    Sends,
    /// It does not.
    Refuses,
}

/// What can go wrong with news. Each has a sentence in `locales/*/news.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum NewsError {
    /// No such letter or reader.
    #[error("it is not there")]
    Missing,
    /// A field of a letter that cannot be.
    #[error("{0} cannot be")]
    Bad(&'static str),
    /// Whoever wrote it does not decide on it.
    #[error("the same person")]
    SamePerson,
    /// It was decided before.
    #[error("it was decided before")]
    AlreadySo,
    /// As many letters as a month may have have gone out.
    #[error("the month has its letters")]
    Enough,
    /// The database failed.
    #[error("news: {0}")]
    Db(#[from] DbError),
}
