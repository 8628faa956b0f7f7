//! An administrator enters a counter, opens slots of it and shuts it; an order takes a place of a slot.

use kernel::ids::{CounterId, HubId, OrderId, PersonId, PickupSlotId};
use kernel::india::Pin;
use kernel::{Day, Paise, Words};
use store::{Db, DbError, Tx, transaction};

use super::machine::{CounterEvent, CounterState};
use super::rules::Opening;
use super::{CounterKind, PickupError, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::places;

/// Letters of a name or a place.
const WORDS_MOST: usize = 80;
/// A counter stands at most so many days ahead.
const DAYS_MOST: i64 = 400;
/// Minutes of a day.
const DAY_MIN: i64 = 24 * 60;
/// Places one slot can have.
const PLACES_MOST: i64 = 500;

/// A counter as it is entered.
#[derive(Clone, Debug)]
pub struct NewCounter<'a> {
    /// Whose keepers keep it.
    pub hub: HubId,
    /// Where it stands.
    pub kind: CounterKind,
    /// Its name.
    pub name: Words,
    /// How one finds it.
    pub place: Words,
    /// Its pincode: what is handed out there is supplied there.
    pub pin: Option<Pin>,
    /// When it is open.
    pub opening: Opening,
    /// From and to which minute of the day.
    pub hours: (i64, i64),
    /// What each shipment costs.
    pub freight: Paise,
    /// So long a parcel waits.
    pub keep_days: i64,
    /// Comes with the form: the same press twice is one counter.
    pub once: &'a str,
}

/// Whether a name or a place is said in both languages.
pub(crate) fn is_said(words: &Words) -> bool {
    [&words.hi, &words.en].into_iter().all(|word| (2..=WORDS_MOST).contains(&word.trim().chars().count()))
}

fn checked(new: &NewCounter<'_>, today: Day) -> Result<Pin, PickupError> {
    let bad = |field| Err(PickupError::Bad(field));
    if !is_said(&new.name) {
        return bad("counter_name");
    }
    if !is_said(&new.place) {
        return bad("counter_place");
    }
    let Some(pin) = new.pin.clone() else { return bad("pincode") };
    if !new.opening.weekdays.is_sound() {
        return bad("weekday");
    }
    if !(0 <= new.hours.0 && new.hours.0 < new.hours.1 && new.hours.1 <= DAY_MIN) {
        return bad("shuts");
    }
    if new.opening.until < new.opening.from
        || new.opening.until < today
        || new.opening.until > today.plus(DAYS_MOST)
    {
        return bad("until_day");
    }
    if !(Paise::ZERO..=Paise(100_000)).contains(&new.freight) {
        return bad("counter_freight");
    }
    if !(1..=30).contains(&new.keep_days) {
        return bad("keep_days");
    }
    Ok(pin)
}

/// Enters a counter, once.
///
/// # Errors
/// [`PickupError::Bad`] with the field that cannot be.
pub async fn enter(db: &Db, by: PersonId, new: &NewCounter<'_>) -> Result<CounterId, PickupError> {
    transaction!(db, tx => {
        let pin = checked(new, tx.now().day())?;
        if places::read::find_pin(tx, &pin).await?.is_none() {
            return Err(PickupError::Bad("pincode"));
        }
        if places::read::hub(tx, new.hub).await?.is_none() {
            return Err(PickupError::Bad("hub"));
        }
        let once = format!("{by} {}", new.once);
        if let Some(id) = sql::counter_of_once(tx, &once).await? {
            return Ok(id);
        }
        let id: CounterId = tx.new_id();
        let trail = noted(tx, id, (0, &Trail::default()), Actor::Person(by, Part::Administrator), ("counter.enter", "", CounterState::Open)).await?;
        sql::insert_counter(tx, id, new, &pin, (by, &once), &trail).await?;
        Ok(id)
    })
}

async fn noted(
    tx: &mut Tx,
    id: CounterId,
    (version, trail): (i64, &Trail),
    actor: Actor,
    (act, from, to): (&'static str, &'static str, CounterState),
) -> Result<Trail, DbError> {
    let (subject, seq, to) = (id.to_string(), version + 1, to.as_str());
    audit::note(tx, trail, &Entry { subject, seq, actor, act, from, to, note: "" }).await
}

/// Nobody may choose a counter any more. What waits there still does.
///
/// # Errors
/// [`PickupError::NotNow`] the second time.
pub async fn shut(db: &Db, by: PersonId, id: CounterId) -> Result<(), PickupError> {
    transaction!(db, tx => {
        let row = sql::counter_row(tx, id).await?.ok_or(PickupError::Missing)?;
        let event = CounterEvent::Shuts;
        let next = row.state.after(event).ok_or(PickupError::NotNow)?;
        let actor = Actor::Person(by, Part::Administrator);
        let trail = noted(tx, id, (row.version, &row.trail), actor, (event.as_str(), row.state.as_str(), next)).await?;
        if sql::move_counter(tx, &row, next, &trail).await? { Ok(()) } else { Err(PickupError::NotNow) }
    })
}

/// Opens an hour of a counter's day to so many orders. One that is there already keeps its places.
///
/// # Errors
/// [`PickupError::Bad`] for a day on which the counter is not open, or hours that cannot be.
pub async fn open_slot(
    db: &Db,
    id: CounterId,
    day: Day,
    (from_min, until_min): (i64, i64),
    places: i64,
) -> Result<(), PickupError> {
    transaction!(db, tx => {
        let counter = sql::counter(tx, id).await?.ok_or(PickupError::Missing)?;
        if !counter.opening().on(day) || day < tx.now().day() {
            return Err(PickupError::Bad("slot_day"));
        }
        if from_min < counter.opens_min || until_min > counter.shuts_min || from_min >= until_min {
            return Err(PickupError::Bad("slot_until"));
        }
        if !(1..=PLACES_MOST).contains(&places) {
            return Err(PickupError::Bad("slot_places"));
        }
        let slot: PickupSlotId = tx.new_id();
        Ok(sql::insert_slot(tx, slot, id, day, (from_min, until_min), places).await?)
    })
}

/// An order takes a place of its slot. `false`: every place is taken.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn take_place(tx: &mut Tx, slot: Option<PickupSlotId>) -> Result<bool, DbError> {
    match slot {
        Some(slot) => sql::take_place(tx, slot).await,
        None => Ok(true),
    }
}

/// An order that has ended without being fetched gives its place back. To be called once, where the order ends.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn free_place(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    sql::free_place(tx, order).await
}
