//! What the pages of people and roles ask for.

use kernel::ids::{PersonId, RoleGrantId, RoleRequestId};
use kernel::{Limit, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::{Kind, State, sql};
use crate::accounts::{Blocks, DepartmentKey, Role};

/// Decided requests are shown so many days.
const SHOWN_DAYS: i64 = 30;

/// Somebody with a living role for the mart.
#[derive(Clone, Debug)]
pub struct StaffLine {
    /// The role's id.
    pub grant: RoleGrantId,
    /// Who.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// What she does.
    pub role: Role,
    /// For which department.
    pub department: Option<DepartmentKey>,
    /// In which blocks.
    pub blocks: Blocks,
    /// At which hub.
    pub hub: Option<Words>,
    /// Since when.
    pub since: Time,
}

/// A request that waits or was decided lately.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// Its id.
    pub id: RoleRequestId,
    /// What is asked for.
    pub kind: Kind,
    /// For whom.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// Which role.
    pub role: Option<Role>,
    /// For which department.
    pub department: Option<DepartmentKey>,
    /// In which blocks.
    pub blocks: Blocks,
    /// At which hub.
    pub hub: Option<Words>,
    /// Why.
    pub reason: String,
    /// How it stands.
    pub state: State,
    /// Who asked.
    pub asked_by: PersonId,
    /// Her name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Time,
    /// Who decided.
    pub decided_by_name: Option<String>,
    /// The reason of a no.
    pub answer: String,
}

fn hub(hi: Option<String>, en: Option<String>) -> Option<Words> {
    hi.zip(en).map(|(hi, en)| Words { hi, en })
}

impl FromRow for StaffLine {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(StaffLine {
            grant: row.take(0)?,
            person: row.take(1)?,
            name: row.take(2)?,
            role: row.take(3)?,
            department: row.take(4)?,
            blocks: row.take(5)?,
            hub: hub(row.take(6)?, row.take(7)?),
            since: row.take(8)?,
        })
    }
}

impl FromRow for RequestLine {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(RequestLine {
            id: row.take(0)?,
            kind: row.take(1)?,
            person: row.take(2)?,
            name: row.take(3)?,
            role: row.take(4)?,
            department: row.take(5)?,
            blocks: row.take(6)?,
            hub: hub(row.take(7)?, row.take(8)?),
            reason: row.take(9)?,
            state: row.take(10)?,
            asked_by: row.take(11)?,
            asked_by_name: row.take(12)?,
            asked_at: row.take(13)?,
            decided_by_name: row.take(14)?,
            answer: row.take(15)?,
        })
    }
}

/// Everybody who works for the mart; of one department, its officers.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn staff(
    read: &mut Read,
    department: Option<DepartmentKey>,
    limit: Limit,
) -> Result<Vec<StaffLine>, DbError> {
    sql::staff(read, department, limit).await
}

/// Requests that wait, and those decided in the last 30 days; of one department, its own.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn requests(
    read: &mut Read,
    department: Option<DepartmentKey>,
    limit: Limit,
) -> Result<Vec<RequestLine>, DbError> {
    let since = read.now().plus_days(-SHOWN_DAYS);
    sql::requests(read, department, since, limit).await
}
