//! What pages ask about complaints.

use kernel::ids::{ComplaintId, HubId, MakerId, ParcelId, PersonId};
use kernel::{BadCell, Limit, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::machine::ComplaintState;
use super::{About, By, Fence, Level, Outcome, Side, read_sql as sql};
use crate::catalogue::columns::Columns;
use crate::orders::Parcel;

/// A complaint with everything its page shows.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// Its id.
    pub id: ComplaintId,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub about: About,
    /// The order's code; empty if it is about none.
    pub order: String,
    /// The good; empty if it is about none.
    pub good: Words,
    /// The maker; empty if it is about none.
    pub maker: Words,
    /// Who she is.
    pub maker_id: Option<MakerId>,
    /// Who complained, if she had signed in.
    pub person: Option<PersonId>,
    /// How it stands.
    pub state: ComplaintState,
    /// Who must see to it.
    pub level: Level,
    /// Since when.
    pub opened_at: Time,
    /// When it was heard.
    pub heard_at: Option<Time>,
    /// When it was closed last.
    pub closed_at: Option<Time>,
    /// How it ended; nothing while it is open.
    pub outcome: Option<Outcome>,
    /// When it was opened again.
    pub reopened_at: Option<Time>,
    /// Complaints about this maker that were upheld as counterfeit, this one too.
    pub counterfeits: i64,
    /// What was said, the oldest first.
    pub messages: Vec<Message>,
}

/// An outcome as it is kept: empty words are none.
pub(super) fn outcome_of(word: &str) -> Result<Option<Outcome>, BadCell> {
    if word.is_empty() { Ok(None) } else { word.parse().map(Some) }
}

impl FromRow for Complaint {
    fn from_row(row: Row) -> Result<Complaint, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Complaint {
            id: columns.next()?,
            number: columns.next()?,
            about: columns.next()?,
            order: columns.next()?,
            good: columns.words()?,
            maker: columns.words()?,
            maker_id: columns.next()?,
            person: columns.next()?,
            state: columns.next()?,
            level: columns.next()?,
            opened_at: columns.next()?,
            heard_at: columns.next()?,
            closed_at: columns.next()?,
            outcome: outcome_of(&columns.next::<String>()?)?,
            reopened_at: columns.next()?,
            counterfeits: columns.next()?,
            messages: Vec::new(),
        })
    }
}

store::row! {
    /// Something that was said.
    pub struct Message {
        /// Its number.
        pub seq: i64,
        /// By which side.
        pub side: Side,
        /// Its words; empty once whoever wrote them is erased.
        pub words: String,
        /// A photo beside it.
        pub picture: Option<String>,
        /// When.
        pub at: Time,
        /// What the keeper of a hub found, if these are her words; else empty.
        pub at_hub: String,
    }
}

store::row! {
    /// A parcel of a hub that a complaint is about.
    pub struct AtHub {
        /// Its id.
        pub parcel: ParcelId,
        /// What is written on it.
        pub code: String,
        /// How it stands.
        pub state: Parcel,
        /// When the hub looked at it last.
        pub looked_at: Option<Time>,
        /// What it found then; empty if it has not looked.
        pub finding: String,
        /// The photo taken then.
        pub picture: Option<String>,
    }
}

/// A complaint in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub about: About,
    /// The maker; empty if it is about none.
    pub maker: Words,
    /// How it stands.
    pub state: ComplaintState,
    /// Who must see to it.
    pub level: Level,
    /// Since when.
    pub opened_at: Time,
}

impl FromRow for Line {
    fn from_row(row: Row) -> Result<Line, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Line {
            number: columns.next()?,
            about: columns.next()?,
            maker: columns.words()?,
            state: columns.next()?,
            level: columns.next()?,
            opened_at: columns.next()?,
        })
    }
}

/// A maker of whom goods were found counterfeit.
#[derive(Clone, Debug)]
pub struct Counterfeiter {
    /// Her name.
    pub maker: Words,
    /// The last part of her address.
    pub slug: String,
    /// How often.
    pub count: i64,
    /// The last time.
    pub last_at: Time,
}

impl FromRow for Counterfeiter {
    fn from_row(row: Row) -> Result<Counterfeiter, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Counterfeiter {
            maker: columns.words()?,
            slug: columns.next()?,
            count: columns.next()?,
            last_at: columns.next()?,
        })
    }
}

/// A line of the register: no number of anybody, no words.
#[derive(Clone, Debug)]
pub struct RegisterRow {
    /// The complaint as a list shows it.
    pub line: Line,
    /// The order's code; empty if it is about none.
    pub order: String,
    /// When it was heard.
    pub heard_at: Option<Time>,
    /// When it was closed last.
    pub closed_at: Option<Time>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it was opened again.
    pub reopened_at: Option<Time>,
}

impl FromRow for RegisterRow {
    fn from_row(row: Row) -> Result<RegisterRow, BadCell> {
        let mut columns = Columns::of(row);
        Ok(RegisterRow {
            line: Line {
                number: columns.next()?,
                about: columns.next()?,
                maker: columns.words()?,
                state: columns.next()?,
                level: columns.next()?,
                opened_at: columns.next()?,
            },
            order: columns.next()?,
            heard_at: columns.next()?,
            closed_at: columns.next()?,
            outcome: outcome_of(&columns.next::<String>()?)?,
            reopened_at: columns.next()?,
        })
    }
}

/// A complaint by its number, for whoever complained (the caller proves who she is) or for a desk, whose scope is checked here.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn by_number(
    read: &mut Read,
    desk: Option<&By>,
    number: &str,
) -> Result<Option<Complaint>, DbError> {
    let fence = desk.map_or(Fence::ALL, |by| by.scope.fence());
    let Some(mut found) = sql::complaint(read, &fence, number).await? else { return Ok(None) };
    found.messages = sql::messages(read, found.id).await?;
    Ok(Some(found))
}

/// The complaints of somebody who has signed in, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_person(read: &mut Read, person: PersonId, limit: Limit) -> Result<Vec<Line>, DbError> {
    sql::of_person(read, person, limit).await
}

/// What is open at a desk: what climbed highest first, then the oldest.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waiting(read: &mut Read, by: &By, limit: Limit) -> Result<Vec<Line>, DbError> {
    sql::waiting(read, &by.scope.fence(), limit).await
}

/// The picture beside a message of a complaint.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn picture(read: &mut Read, id: ComplaintId, seq: i64) -> Result<Option<String>, DbError> {
    sql::picture(read, id, seq).await
}

/// The parcels of a hub that a complaint is about, with the newest look at each.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn at_hub(read: &mut Read, id: ComplaintId, hub: HubId) -> Result<Vec<AtHub>, DbError> {
    sql::at_hub(read, id, hub).await
}

/// The photo of the newest look at one of those parcels.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn look_of_hub(
    read: &mut Read,
    id: ComplaintId,
    hub: HubId,
    code: &str,
) -> Result<Option<String>, DbError> {
    let parcels = sql::at_hub(read, id, hub).await?;
    Ok(parcels.into_iter().find(|one| one.code == code).and_then(|one| one.picture))
}

/// Makers of whom goods were found counterfeit, the most first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn counterfeiters(read: &mut Read, limit: Limit) -> Result<Vec<Counterfeiter>, DbError> {
    sql::counterfeiters(read, limit).await
}

/// The register of a month, page by page behind a number; empty words begin it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn register(
    read: &mut Read,
    (from, to): (Time, Time),
    after: &str,
    limit: Limit,
) -> Result<Vec<RegisterRow>, DbError> {
    sql::register(read, (from, to), after, limit).await
}
