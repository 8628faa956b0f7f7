//! The front page: which of its parts stand in which order, from which day on.

use kernel::ids::{FrontPageId, PersonId};
use kernel::{BadCell, Day, Limit, Time};
use store::{Db, DbError, FromRow, Read, Row, transaction};

use super::{CollectionError, front_sql};
use crate::catalogue::columns::Columns;

/// The front page is arranged at most so many days ahead.
const AHEAD_MOST: i64 = 366;
/// Arrangements of a list.
const LIST: Limit = Limit::of(50);

kernel::codes! {
    /// A part of the front page, in the order they stand while nobody has arranged them.
    pub enum Section {
        /// The crafts, each a tap away.
        Crafts = "crafts",
        /// Collections whose window is open.
        Collections = "collections",
        /// Goods newly on the mart.
        New = "new",
        /// A few makers.
        Makers = "makers",
        /// How it works.
        How = "how",
    }
}

/// An arrangement in the list of heads.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// Its id.
    pub id: FrontPageId,
    /// From which day on.
    pub from: Day,
    /// What stands there, in order.
    pub sections: Vec<Section>,
    /// When it was arranged.
    pub at: Time,
    /// By whom.
    pub by: String,
}

impl FromRow for Arranged {
    fn from_row(row: Row) -> Result<Arranged, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Arranged {
            id: columns.next()?,
            from: columns.next()?,
            sections: read_sections(&columns.next::<String>()?),
            at: columns.next()?,
            by: columns.next()?,
        })
    }
}

/// Words this program does not know any more are left out.
fn read_sections(words: &str) -> Vec<Section> {
    words.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

/// Arranges the front page from a day on. The latest word for a day holds.
///
/// # Errors
/// [`CollectionError::BadSections`] without the crafts, to which the page's first button leads, or with something twice;
/// [`CollectionError::BadDay`] for a day that is past or more than a year ahead.
pub async fn arrange(
    db: &Db,
    by: PersonId,
    from: Day,
    sections: &[Section],
) -> Result<FrontPageId, CollectionError> {
    let twice = sections.iter().enumerate().any(|(at, section)| sections[..at].contains(section));
    if twice || !sections.contains(&Section::Crafts) {
        return Err(CollectionError::BadSections);
    }
    let words: Vec<&str> = sections.iter().map(|section| section.as_str()).collect();
    transaction!(db, tx => {
        let today = tx.now().day();
        if from < today || from > today.plus(AHEAD_MOST) {
            return Err(CollectionError::BadDay);
        }
        let id: FrontPageId = tx.new_id();
        front_sql::insert(tx, id, from, &words.join(" "), by).await?;
        tx.catalogue_changed();
        Ok(id)
    })
}

/// Takes an arrangement back; what held before holds again.
///
/// # Errors
/// [`CollectionError::Missing`] if there is none, or it was taken back before.
pub async fn take_back(db: &Db, by: PersonId, id: FrontPageId) -> Result<(), CollectionError> {
    transaction!(db, tx => {
        if !front_sql::end(tx, id, by).await? {
            return Err(CollectionError::Missing);
        }
        tx.catalogue_changed();
        Ok(())
    })
}

/// What stands on the front page today, in order.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sections(read: &mut Read) -> Result<Vec<Section>, DbError> {
    let today = read.now().day();
    let held = front_sql::on(read, today).await?.map(|words| read_sections(&words));
    Ok(held.unwrap_or_else(|| Section::ALL.to_vec()))
}

/// What stands there by one arrangement, whenever it comes into force; nothing if there is none.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sections_of(read: &mut Read, id: FrontPageId) -> Result<Option<Vec<Section>>, DbError> {
    Ok(front_sql::of(read, id).await?.map(|words| read_sections(&words)))
}

/// Arrangements nobody took back, the latest day first; of those whose day has come the first one holds.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn arranged(read: &mut Read) -> Result<Vec<Arranged>, DbError> {
    front_sql::all(read, LIST).await
}
