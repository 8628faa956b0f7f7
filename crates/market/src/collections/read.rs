//! What pages ask of collections.

use kernel::ids::{CollectionId, ProductId};
use kernel::{BadCell, Day, Limit, Words};
use store::{DbError, FromRow, Read, Row};

use super::machine::CollectionState;
use super::sql;
use crate::catalogue::columns::Columns;

/// Collections on the front page.
const OPEN: Limit = Limit::of(8);
/// Collections of a list.
const LIST: Limit = Limit::of(200);
/// Goods of a collection.
const GOODS: Limit = Limit::of(48);

/// Goods that belong to a feast or a season.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Its id.
    pub id: CollectionId,
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// What the feast is, what one gives.
    pub words: Words,
    /// The first day it stands on the front page.
    pub from: Day,
    /// The last.
    pub to: Day,
    /// Who orders until then has it by the feast.
    pub order_by: Option<Day>,
    /// How it stands.
    pub state: CollectionState,
    /// How often it was changed.
    pub version: i64,
}

impl FromRow for Collection {
    fn from_row(row: Row) -> Result<Collection, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Collection {
            id: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            words: columns.words()?,
            from: columns.next()?,
            to: columns.next()?,
            order_by: columns.next()?,
            state: columns.next()?,
            version: columns.next()?,
        })
    }
}

/// Where a day lies to a collection's window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// It opens later.
    Before,
    /// It is open.
    Open,
    /// It was open.
    Over,
}

impl Collection {
    /// Where a day lies to its window.
    pub fn window(&self, day: Day) -> Window {
        if day < self.from {
            Window::Before
        } else if day > self.to {
            Window::Over
        } else {
            Window::Open
        }
    }

    /// Until when to order to have it by the feast, while that can be done.
    pub fn order_by(&self, day: Day) -> Option<Day> {
        self.order_by.filter(|last| *last >= day)
    }
}

/// What stands on the front page on a day; what ends first stands first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_now(read: &mut Read) -> Result<Vec<Collection>, DbError> {
    let today = read.now().day();
    sql::open_on(read, today, OPEN).await
}

/// Whether there is a collection of this address, however it stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn has(read: &mut Read, slug: &str) -> Result<bool, DbError> {
    Ok(sql::of_slug(read, slug).await?.is_some())
}

/// The collection of an address, if it is shown to everybody.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn by_slug(read: &mut Read, slug: &str) -> Result<Option<Collection>, DbError> {
    sql::by_slug(read, slug).await
}

/// A collection, however it stands; for whoever puts it together.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: CollectionId) -> Result<Option<Collection>, DbError> {
    sql::one(read, id).await
}

/// All collections, the latest window first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all(read: &mut Read) -> Result<Vec<Collection>, DbError> {
    sql::all(read, LIST).await
}

/// The goods of a collection in their order, with the last part of their address; also those that cannot be seen now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn goods(read: &mut Read, id: CollectionId) -> Result<Vec<(ProductId, String)>, DbError> {
    sql::goods(read, id, GOODS).await
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id as _;

    use super::*;

    #[test]
    fn a_window_is_open_on_its_first_and_its_last_day() {
        let feast = Collection {
            id: CollectionId::new(kernel::Time(0), [0; 10]),
            slug: "chhath".to_owned(),
            name: Words::default(),
            words: Words::default(),
            from: Day(10),
            to: Day(20),
            order_by: Some(Day(15)),
            state: CollectionState::Shown,
            version: 1,
        };
        let days = [9, 10, 20, 21].map(|day| feast.window(Day(day)));
        assert_eq!(days, [Window::Before, Window::Open, Window::Open, Window::Over]);
        assert_eq!([15, 16].map(|day| feast.order_by(Day(day))), [Some(Day(15)), None]);
    }
}
