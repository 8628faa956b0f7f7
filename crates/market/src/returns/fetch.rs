//! What comes back is fetched by a runner, where runners go: its buyer asks for it, the keeper's list has it, the keeper says that it is
//! here. Whoever lives farther away sends it herself.

use kernel::ids::{HubId, PersonId, ReturnId};
use kernel::{BadCell, Limit, Words};
use store::{Db, DbError, FromRow, Personal, Read, Row, transaction};

use super::act::in_scope;
use super::machine::Event;
use super::{ReturnError, Scope, sql};
use crate::audit::{self, Actor, Entry, Part};
use crate::catalogue::columns::Columns;
use crate::personal::Recipient;

/// Returns on one list.
const MANY: Limit = Limit::of(200);

/// A return a runner fetches.
#[derive(Clone, Debug)]
pub struct Fetching {
    /// Which.
    pub id: ReturnId,
    /// The good.
    pub good: Words,
    /// How many pieces.
    pub quantity: u32,
    /// From whom, and where; nothing once she is erased.
    pub from: Personal<Recipient>,
    /// The order it belongs to.
    pub order: kernel::ids::OrderId,
    /// Whose order.
    pub person: PersonId,
}

impl FromRow for Fetching {
    fn from_row(row: Row) -> Result<Fetching, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Fetching {
            id: columns.next()?,
            good: columns.words()?,
            quantity: columns.next()?,
            order: columns.next()?,
            person: columns.next()?,
            from: columns.next()?,
        })
    }
}

/// Its buyer asks that a runner fetch it. Twice is once.
///
/// # Errors
/// [`ReturnError::Missing`] if it is another's; [`ReturnError::NotNow`] unless it is to come back; [`ReturnError::NotFetched`] where no
/// runner goes.
pub async fn wants_fetched(db: &Db, person: PersonId, id: ReturnId) -> Result<(), ReturnError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.filter(|row| row.person == person).ok_or(ReturnError::Missing)?;
        if !sql::runners_go(tx, id).await? {
            return Err(ReturnError::NotFetched);
        }
        noted(tx, &row, (Event::WantsFetched, Actor::Person(person, Part::Buyer)), None).await
    })
}

/// A runner has brought it to the hub; its keeper looks at it next.
///
/// # Errors
/// [`ReturnError::Missing`] for another hub's; [`ReturnError::NotFetched`] unless it was to be fetched.
pub async fn fetched(db: &Db, (keeper, hub): (PersonId, HubId), id: ReturnId) -> Result<(), ReturnError> {
    transaction!(db, tx => {
        let row = in_scope(tx, &Scope::Hub(hub), id).await?;
        if !sql::is_to_fetch(tx, id).await? {
            return Err(ReturnError::NotFetched);
        }
        noted(tx, &row, (Event::Fetched, Actor::Person(keeper, Part::HubKeeper)), Some(keeper)).await
    })
}

/// Writes the step down; the return stands where it stood.
async fn noted(
    tx: &mut store::Tx,
    row: &sql::Row,
    (event, actor): (Event, Actor),
    fetched_by: Option<PersonId>,
) -> Result<(), ReturnError> {
    let (from, to) = (row.state.as_str(), row.state.after(event)?.as_str());
    let (subject, seq) = (row.id.to_string(), row.version + 1);
    let entry = Entry { subject, seq, actor, act: event.as_str(), from, to, note: "" };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::note_fetching(tx, row, fetched_by, &trail).await? { Ok(()) } else { Err(ReturnError::Raced) }
}

/// What runners of a hub fetch.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_fetch(read: &mut Read, hub: HubId) -> Result<Vec<Fetching>, DbError> {
    sql::to_fetch(read, hub, MANY).await
}
