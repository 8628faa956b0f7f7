//! Ranges of postal numbers: entered as the post allots them, given one by one, without gaps and never twice.

use kernel::ids::{ArticleRangeId, PersonId};
use kernel::india::ArticleNumber;
use store::{Db, DbError, Read, transaction};

use super::{BookingError, sql};

/// The longest range; the post allots a few thousand at a time.
pub const LONGEST: u32 = 100_000;
/// With fewer numbers left, whoever looks is told to ask the post for more.
pub const LOW: i64 = 50;
/// A few words about who allotted it.
const OFFICE_MOST: usize = 120;

store::row! {
    /// A range as it stands.
    pub struct Range {
        /// Its id.
        pub id: ArticleRangeId,
        /// The service.
        pub letters: String,
        /// The first serial.
        pub first: u32,
        /// The last serial.
        pub last: u32,
        /// The one given next.
        pub next: u32,
        /// Who allotted it.
        pub office: String,
        /// Who entered it.
        pub entered_by: String,
    }
}

impl Range {
    /// How many are left.
    pub const fn left(&self) -> u32 {
        (self.last + 1).saturating_sub(self.next)
    }

    /// The first and the last number with their check digits.
    pub fn ends(&self) -> Option<(ArticleNumber, ArticleNumber)> {
        Some((ArticleNumber::of(&self.letters, self.first)?, ArticleNumber::of(&self.letters, self.last)?))
    }
}

/// A range as the post's letter has it: its first and last number.
#[derive(Clone, Debug)]
pub struct NewRange<'a> {
    /// The first number, with its check digit.
    pub first: &'a ArticleNumber,
    /// The last number.
    pub last: &'a ArticleNumber,
    /// Which post office, which letter.
    pub office: &'a str,
}

/// The eight digits between letters and check digit.
fn serial(article: &ArticleNumber) -> u32 {
    article.as_str().get(2..10).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Enters a range the post has allotted.
///
/// # Errors
/// [`BookingError::NotARange`] with the field that is wrong; [`BookingError::Overlaps`].
pub async fn enter(db: &Db, by: PersonId, new: &NewRange<'_>) -> Result<ArticleRangeId, BookingError> {
    let (first, last, office) = (serial(new.first), serial(new.last), new.office.trim());
    if new.first.letters() != new.last.letters() || last < first || last - first >= LONGEST {
        return Err(BookingError::NotARange("range_last"));
    }
    if office.is_empty() || office.chars().count() > OFFICE_MOST {
        return Err(BookingError::NotARange("range_office"));
    }
    transaction!(db, tx => {
        if sql::overlapping(tx, new.first.letters(), first, last).await? {
            return Err(BookingError::Overlaps);
        }
        let id: ArticleRangeId = tx.new_id();
        sql::insert_range(tx, id, (new.first.letters(), first, last), office, by).await?;
        Ok(id)
    })
}

/// All ranges, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all(read: &mut Read) -> Result<Vec<Range>, DbError> {
    sql::ranges(read).await
}

/// How many numbers are left in all.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn left(read: &mut Read) -> Result<i64, DbError> {
    sql::numbers_left(read).await
}
