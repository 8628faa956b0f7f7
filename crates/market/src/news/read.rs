//! What pages ask of news.

use kernel::ids::{NewsLetterId, PersonId};
use kernel::{Day, Lang, Limit, Time, Words};
use store::{DbError, Read};

use super::sql;

/// Letters that are listed.
const LIST: Limit = Limit::of(30);

store::row! {
    /// Somebody who has asked for news.
    pub struct Reader {
        /// Who.
        pub person: PersonId,
        /// In which language.
        pub lang: Lang,
        /// What stops it.
        pub code: String,
        /// When she said yes.
        pub agreed_at: Time,
        /// When she stopped.
        pub ended_at: Option<Time>,
    }
}

store::row! {
    /// A letter.
    pub struct Letter {
        /// Its id.
        pub id: NewsLetterId,
        /// What it says in Hindi.
        pub hi: String,
        /// What it says in English.
        pub en: String,
        /// The page it leads to.
        pub path: String,
        /// Who wrote it.
        pub asked_by: PersonId,
        /// When.
        pub asked_at: Time,
        /// Whether it goes out: 1 or 0; nothing while it waits.
        pub sends: Option<i64>,
        /// The month it counts for.
        pub month: Option<Day>,
        /// The last reader it went to.
        pub sent_to: String,
        /// To how many it has gone.
        pub sent: i64,
    }
}

impl Letter {
    /// What it says.
    pub fn words(&self) -> Words {
        Words::new(self.hi.as_str(), self.en.as_str())
    }
}

/// Whether somebody gets news, and since when.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn reader(read: &mut Read, person: PersonId) -> Result<Option<Reader>, DbError> {
    sql::reader(read, person).await
}

/// Whoever has this code, reading or stopped.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stands(read: &mut Read, code: &str) -> Result<Option<Reader>, DbError> {
    sql::by_code(read, code).await
}

/// How many get news.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn readers(read: &mut Read) -> Result<i64, DbError> {
    sql::count_readers(read).await
}

/// Letters, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn letters(read: &mut Read) -> Result<Vec<Letter>, DbError> {
    sql::letters(read, LIST).await
}

/// A letter.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn letter(read: &mut Read, id: NewsLetterId) -> Result<Option<Letter>, DbError> {
    sql::letter(read, id).await
}
