//! What pages ask of counters and of what waits there.

use kernel::ids::{CounterId, HubId, OrderId, PersonId, PickupSlotId, ShipmentId};
use kernel::india::Pin;
use kernel::{BadCell, Day, Limit, Paise, Words};
use store::{DbError, FromRow, Personal, Read, Row};

use super::machine::CounterState;
use super::rules::Opening;
use super::{CounterKind, sql};
use crate::catalogue::columns::Columns;
use crate::delivery::Shipment;
use crate::delivery::Weekdays;
use crate::personal::Recipient;

/// Counters, slots or shipments in one list.
const LIST: Limit = Limit::of(200);

/// A counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Its id.
    pub id: CounterId,
    /// Whose keepers keep it.
    pub hub: HubId,
    /// Where it stands.
    pub kind: CounterKind,
    /// Its name.
    pub name: Words,
    /// How one finds it.
    pub place: Words,
    /// Its pincode.
    pub pin: Pin,
    /// On which days of the week it is open.
    pub weekdays: Weekdays,
    /// From which minute of the day.
    pub opens_min: i64,
    /// To which.
    pub shuts_min: i64,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// What each shipment costs.
    pub freight: Paise,
    /// So long a parcel waits.
    pub keep_days: i64,
    /// How it stands.
    pub state: CounterState,
}

impl Counter {
    /// When it is open.
    pub const fn opening(&self) -> Opening {
        Opening { weekdays: self.weekdays, from: self.from, until: self.until }
    }
}

impl FromRow for Counter {
    fn from_row(row: Row) -> Result<Counter, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Counter {
            id: columns.next()?,
            hub: columns.next()?,
            kind: columns.next()?,
            name: columns.words()?,
            place: columns.words()?,
            pin: columns.next()?,
            weekdays: columns.next()?,
            opens_min: columns.next()?,
            shuts_min: columns.next()?,
            from: columns.next()?,
            until: columns.next()?,
            freight: columns.next()?,
            keep_days: columns.next()?,
            state: columns.next()?,
        })
    }
}

store::row! {
    /// A slot of a counter.
    pub struct Slot {
        /// Its id.
        pub id: PickupSlotId,
        /// Which day.
        pub day: Day,
        /// From which minute.
        pub from_min: i64,
        /// To which.
        pub until_min: i64,
        /// How many orders it takes.
        pub places: i64,
        /// How many it has.
        pub taken: i64,
    }
}

impl Slot {
    /// Whether there is a place left.
    pub const fn is_free(&self) -> bool {
        self.taken < self.places
    }
}

/// Where and when an order is fetched.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The counter.
    pub counter: Counter,
    /// The slot, if one was chosen.
    pub slot: Option<Slot>,
}

store::row! {
    /// A shipment that is on its way to a counter or waits there.
    pub struct WaitingLine {
        /// Its id.
        pub id: ShipmentId,
        /// The order's code.
        pub order_code: String,
        /// How it stands.
        pub state: Shipment,
        /// The order.
        pub order: OrderId,
        /// Whose order.
        pub person: PersonId,
        /// For whom.
        pub to: Personal<Recipient>,
        /// At which counter.
        pub counter: CounterId,
        /// Until which day it waits; empty: it is not here yet.
        pub until: Option<Day>,
        /// The day of its slot, if one was chosen.
        pub slot_day: Option<Day>,
        /// From which minute.
        pub slot_from: Option<i64>,
        /// What is to be taken in cash; nothing if it is paid.
        pub due: Paise,
        /// How often its code may still be tried.
        pub code_tries: i64,
    }
}

/// A counter by its id, open or shut.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn counter(read: &mut Read, id: CounterId) -> Result<Option<Counter>, DbError> {
    sql::counter(read, id).await
}

/// Every counter, for whoever keeps their list.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all(read: &mut Read) -> Result<Vec<Counter>, DbError> {
    sql::counters(read, LIST).await
}

/// Counters a buyer may choose today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_ones(read: &mut Read) -> Result<Vec<Counter>, DbError> {
    let today = read.now().day();
    Ok(sql::counters(read, LIST)
        .await?
        .into_iter()
        .filter(|one| one.state == CounterState::Open && one.opening().first(today).is_some())
        .collect())
}

/// The slots of a counter from today on, full ones too.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn slots_ahead(read: &mut Read, id: CounterId) -> Result<Vec<Slot>, DbError> {
    let today = read.now().day();
    sql::slots_from(read, id, today, LIST).await
}

/// Where and when a quote's or an order's counter and slot are; nothing, if it is brought.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn fetched_at(
    read: &mut Read,
    counter: Option<CounterId>,
    slot: Option<PickupSlotId>,
) -> Result<Option<Fetched>, DbError> {
    let Some(id) = counter else { return Ok(None) };
    let Some(counter) = sql::counter(read, id).await? else { return Ok(None) };
    let slot = match slot {
        Some(slot) => sql::slot(read, slot).await?,
        None => None,
    };
    Ok(Some(Fetched { counter, slot }))
}

/// Where and when an order is fetched; nothing, if it is brought.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Option<Fetched>, DbError> {
    let (counter, slot) = sql::at_of_order(read, order).await?;
    fetched_at(read, counter, slot).await
}

/// What is on its way to the counters of a hub, and what waits there.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lines_at(read: &mut Read, hub: HubId) -> Result<Vec<WaitingLine>, DbError> {
    sql::lines_at(read, hub, LIST).await
}
