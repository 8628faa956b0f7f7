//! What keepers do: ask who can carry a shipment, choose one, give it up again.

use kernel::ids::{BookingId, HubId, PersonId, ShipmentId};
use store::{Db, DbError, Tx, jobs, transaction};

use super::{ASK, BOOK, CourierError, NUDGED, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::bookings::{self, BookingState, Event};
use crate::delivery::{self, Carrier, Shipment};
use crate::orders::{self, Parcel};

/// One nudge a minute for each box is heard.
const NUDGE_EVERY_MS: i64 = 60_000;

/// The row of a shipment that is whole, weighed, measured and still to be given to somebody: the post, so far.
async fn packed(tx: &mut Tx, hub: HubId, id: ShipmentId) -> Result<delivery::sql::Row, CourierError> {
    let row = delivery::sql::shipment_at(tx, hub, id).await?.ok_or(CourierError::Missing)?;
    if row.state != Shipment::Planned || row.carrier != Carrier::IndiaPost {
        return Err(CourierError::NotReady);
    }
    let parcels = orders::sql::parcels_in(tx, id).await?;
    let mut living = parcels.iter().filter(|one| !matches!(one.state, Parcel::Declined | Parcel::Cancelled));
    if parcels.iter().all(|one| one.state != Parcel::AtHub) || living.any(|one| one.state != Parcel::AtHub) {
        return Err(CourierError::NotReady);
    }
    if bookings::booked_number(tx, id, Carrier::IndiaPost).await?.is_some() {
        return Err(CourierError::Numbered);
    }
    let measured = sql::measures(tx, id).await?;
    if measured.is_none_or(|(_, sides)| sides.contains(&0)) {
        return Err(CourierError::NotMeasured);
    }
    Ok(row)
}

/// A keeper asks who can carry a shipment. Answers the key of the message, for whoever waits for it.
///
/// # Errors
/// [`CourierError::NotReady`], [`CourierError::Numbered`] or [`CourierError::NotMeasured`].
pub async fn inquire(db: &Db, by: PersonId, hub: HubId, id: ShipmentId) -> Result<String, CourierError> {
    transaction!(db, tx => {
        packed(tx, hub, id).await?;
        sql::put_inquiry(tx, id, by).await?;
        sql::forget_offers(tx, id).await?;
        let key = format!("{id} {}", tx.now().0);
        jobs::put(tx, ASK, &key, &format!("\"{id}\"")).await?;
        Ok(key)
    })
}

/// A keeper chooses one of those who can: it is asked for, once.
///
/// # Errors
/// [`CourierError::NotOffered`]; [`CourierError::AlreadySo`] if it was called off at the agent; as [`inquire`] otherwise.
pub async fn choose(
    db: &Db,
    by: PersonId,
    hub: HubId,
    id: ShipmentId,
    courier_ref: i64,
) -> Result<(), CourierError> {
    let actor = Actor::Person(by, Part::HubKeeper);
    transaction!(db, tx => {
        let row = packed(tx, hub, id).await?;
        let offer = sql::offer(tx, id, courier_ref).await?.ok_or(CourierError::NotOffered)?;
        let known = bookings::sql::booking(tx, id, Carrier::Agent).await?;
        let booking = match &known {
            None => begin(tx, actor, id, &offer.courier).await?,
            Some(booking) => {
                let next = booking.state.after(Event::Asks)?;
                bookings::move_to(tx, booking, (Event::Asks, next), actor, &offer.courier).await?;
                booking.id
            }
        };
        sql::set_courier(tx, booking, &offer).await?;
        delivery::give_to(tx, &row, Carrier::Agent, actor).await?;
        let turn = known.map_or(1, |booking| booking.version + 1);
        Ok(jobs::put(tx, BOOK, &format!("{booking} {turn}"), &format!("\"{booking}\"")).await?)
    })
}

async fn begin(tx: &mut Tx, actor: Actor, id: ShipmentId, courier: &str) -> Result<BookingId, DbError> {
    let booking: BookingId = tx.new_id();
    let entry = Entry {
        subject: booking.to_string(),
        seq: 1,
        actor,
        act: Event::Asks.as_str(),
        from: "",
        to: BookingState::Asked.as_str(),
        note: courier,
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let new = bookings::sql::NewBooking {
        id: booking,
        shipment: id,
        carrier: Carrier::Agent,
        state: BookingState::Asked,
        number: None,
        range: None,
        trail: &trail,
    };
    bookings::sql::insert(tx, &new).await?;
    Ok(booking)
}

/// A keeper sends it by post after all: what was asked for or booked is called off, there too.
///
/// # Errors
/// [`CourierError::NotReady`] once it has left.
pub async fn give_up(db: &Db, by: PersonId, hub: HubId, id: ShipmentId) -> Result<(), CourierError> {
    let actor = Actor::Person(by, Part::HubKeeper);
    transaction!(db, tx => {
        let row = delivery::sql::shipment_at(tx, hub, id).await?.ok_or(CourierError::Missing)?;
        let booking = bookings::sql::booking(tx, id, Carrier::Agent).await?;
        let Some(booking) = booking.filter(|_| row.state == Shipment::Planned && row.carrier == Carrier::Agent)
        else {
            return Err(CourierError::NotReady);
        };
        let next = booking.state.after(Event::CallsOff)?;
        bookings::move_to(tx, &booking, (Event::CallsOff, next), actor, "").await?;
        Ok(delivery::give_to(tx, &row, Carrier::IndiaPost, actor).await?)
    })
}

/// Somebody says that there is news of a box. Nothing of what is said is believed: the agent is asked, once a minute at most.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn nudge(db: &Db, awb: &str) -> Result<(), DbError> {
    let Some(booking) = sql::followed(&mut db.read().await?, awb).await? else { return Ok(()) };
    transaction!(db, tx => {
        let key = format!("{booking} at {}", tx.now().0.div_euclid(NUDGE_EVERY_MS));
        jobs::put(tx, NUDGED, &key, &format!("\"{booking}\"")).await
    })
}
