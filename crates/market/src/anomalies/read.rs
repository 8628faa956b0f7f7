//! What the DC's office asks.

use kernel::ids::{AnomalyId, CaseId, PersonId, TaskId};
use kernel::{BadCell, Limit, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::{AnomalyState, Rule, sql};
use crate::audit::Trail;
use crate::catalogue::columns::Columns;

/// Anomalies of a list, and makers of one.
const LIST: Limit = Limit::of(200);

/// Something that looks wrong, with its evidence.
#[derive(Clone, Debug)]
pub struct Anomaly {
    /// Its id.
    pub id: AnomalyId,
    /// By which rule.
    pub rule: Rule,
    /// How it stands.
    pub state: AnomalyState,
    /// When it was found.
    pub found_at: Time,
    /// How many makers it is about.
    pub makers: i64,
    /// The maker, or the first of them.
    pub name: Words,
    /// Her public page; may be empty.
    pub slug: String,
    /// Her case.
    pub case: Option<CaseId>,
    /// The code of the order it is about.
    pub order: Option<String>,
    /// The name of the officer it concerns.
    pub officer_name: Option<String>,
    /// That officer.
    pub officer: Option<PersonId>,
    /// How it is explained; may be empty.
    pub words: String,
    /// The task it became.
    pub task: Option<TaskId>,
    /// How often it has changed.
    pub version: i64,
    /// How far its trail has come.
    pub trail: Trail,
}

impl FromRow for Anomaly {
    fn from_row(row: Row) -> Result<Anomaly, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Anomaly {
            id: columns.next()?,
            rule: columns.next()?,
            state: columns.next()?,
            found_at: columns.next()?,
            makers: columns.next()?,
            name: columns.words()?,
            slug: columns.next()?,
            case: columns.next()?,
            order: columns.next()?,
            officer_name: columns.next()?,
            officer: columns.next()?,
            words: columns.next()?,
            task: columns.next()?,
            version: columns.next()?,
            trail: columns.next()?,
        })
    }
}

/// A maker something is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Her name.
    pub name: Words,
    /// Her public page.
    pub slug: String,
}

impl FromRow for Named {
    fn from_row(row: Row) -> Result<Named, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Named { name: columns.words()?, slug: columns.next()? })
    }
}

/// What was found and does not concern who asks: what is open first, then the newest.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all(read: &mut Read, asks: PersonId) -> Result<Vec<Anomaly>, DbError> {
    sql::all(read, asks, LIST).await
}

/// One of them; what concerns who asks is not there.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, asks: PersonId, id: AnomalyId) -> Result<Option<Anomaly>, DbError> {
    sql::one(read, asks, id).await
}

/// The makers one is about, by name.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn makers_of(read: &mut Read, id: AnomalyId) -> Result<Vec<Named>, DbError> {
    sql::makers_of(read, id, LIST).await
}

/// How many of those [`all`] lists nobody has answered.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_count(read: &mut Read, asks: PersonId) -> Result<usize, DbError> {
    Ok(usize::try_from(sql::open_count(read, asks).await?).unwrap_or(0))
}
