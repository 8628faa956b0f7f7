//! What the worker asks before it goes to the agent, and what it brings in from there. Each is safe to do twice.

use kernel::Time;
use kernel::ids::{BookingId, HubId, ShipmentId};
use kernel::india::Pin;
use store::{Db, DbError, jobs, transaction};

use super::{CANCEL, CourierError, FOLLOW, LABEL, sql};
use crate::audit::Actor;
use crate::bookings::{self, BookingState, Event};
use crate::delivery::{self, Carrier, DeliveryError, Shipment};
use crate::personal::Recipient;
use crate::tracking::{self, Source, Step, rules::step_of};

pub use sql::{Good, Offered};

/// A called off booking is called off at the agent so much later: what is being asked for there just now has ended by then.
const CANCEL_AFTER_MINUTES: i64 = 2;
/// Letters of a reason.
const REASON_MOST: usize = 200;

/// From where to where, and how large.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Where it is fetched.
    pub from: Pin,
    /// Where it goes.
    pub to: Pin,
    /// What it weighs.
    pub weight_g: i64,
    /// Length, breadth, height.
    pub measures_mm: [i64; 3],
}

/// What is to be asked about a shipment, if nobody has been told yet who can carry it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_ask(db: &Db, id: ShipmentId) -> Result<Option<Reach>, DbError> {
    let mut read = db.read().await?;
    if !sql::is_awaited(&mut read, id).await? {
        return Ok(None);
    }
    sql::reach(&mut read, id).await
}

/// The agent has said who can carry a shipment; nobody is an answer too.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn answered(db: &Db, id: ShipmentId, offers: &[Offered]) -> Result<(), DbError> {
    transaction!(db, tx => {
        if sql::close_inquiry(tx, id, "").await? {
            for offer in offers {
                sql::insert_offer(tx, id, offer).await?;
            }
        }
        Ok(())
    })
}

/// The agent does not answer; the keeper is told why, and other carriers go on.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn silent(db: &Db, id: ShipmentId, why: &str) -> Result<(), DbError> {
    let why: String = why.chars().take(REASON_MOST).collect();
    transaction!(db, tx => { sql::close_inquiry(tx, id, &why).await.map(|_| ()) })
}

/// What is to be booked.
#[derive(Clone, Debug)]
pub struct ToBook {
    /// Our reference at the agent.
    pub shipment: ShipmentId,
    /// The agent's number of the courier.
    pub courier_ref: i64,
    /// Whether the agent has an order of ours already, so that it is looked up.
    pub is_known: bool,
    /// The hub it is fetched from, by its key.
    pub pickup: String,
    /// When it was ordered.
    pub placed_at: Time,
    /// Who receives it.
    pub to: Recipient,
    /// Which district.
    pub district: String,
    /// Which State, in English.
    pub state_name: String,
    /// The way and the size.
    pub reach: Reach,
    /// What is in it.
    pub goods: Vec<Good>,
}

/// A booking that is asked for and not yet made; `None` if it is made, refused, or nothing is to be carried any more.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_book(db: &Db, id: BookingId) -> Result<Option<ToBook>, DbError> {
    let mut read = db.read().await?;
    let Some(head) = sql::head(&mut read, id).await? else { return Ok(None) };
    let Some(to) = head.to.get().cloned().filter(|_| head.state == BookingState::Asked) else {
        return Ok(None);
    };
    let Some(reach) = sql::reach(&mut read, head.shipment).await? else { return Ok(None) };
    let goods = sql::goods(&mut read, head.shipment).await?;
    Ok(Some(ToBook {
        shipment: head.shipment,
        courier_ref: head.courier_ref.unwrap_or(0),
        is_known: head.outside_order.is_some(),
        pickup: head.pickup,
        placed_at: head.placed_at,
        to,
        district: head.district,
        state_name: head.state_name,
        reach,
        goods,
    }))
}

/// The agent has an order of ours, under these ids.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn known(db: &Db, id: BookingId, order: &str, parcel: &str) -> Result<(), DbError> {
    transaction!(db, tx => { sql::set_outside(tx, id, order, parcel).await })
}

/// A courier carries it under a waybill. If it was called off meanwhile, it is called off at the agent too.
///
/// # Errors
/// [`CourierError`] if the database fails or somebody was faster.
pub async fn booked(db: &Db, id: BookingId, awb: &str, courier: &str) -> Result<(), CourierError> {
    transaction!(db, tx => {
        let row = bookings::sql::by_id(tx, id).await?.ok_or(CourierError::Missing)?;
        match row.state {
            BookingState::Asked => {
                sql::set_waybill(tx, id, awb, courier).await?;
                let next = row.state.after(Event::Books)?;
                bookings::move_to(tx, &row, (Event::Books, next), Actor::Mart, awb).await?;
                let payload = format!("\"{id}\"");
                jobs::put(tx, LABEL, &id.to_string(), &payload).await?;
                Ok(jobs::put(tx, FOLLOW, &id.to_string(), &payload).await?)
            }
            BookingState::CalledOff => Ok(call_off_there(tx, id, "late").await?),
            BookingState::Booked | BookingState::Refused => Ok(()),
        }
    })
}

/// Leaves the message that calls an order off at the agent.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn call_off_there(tx: &mut store::Tx, id: BookingId, why: &str) -> Result<(), DbError> {
    let later = tx.now().plus_minutes(CANCEL_AFTER_MINUTES);
    jobs::put_for(tx, CANCEL, format!("{id} {why}").trim_end(), &format!("\"{id}\""), later).await
}

/// The agent, or the courier, will not carry it: it goes by post, unless the keeper chooses another.
///
/// # Errors
/// [`CourierError`] if the database fails or somebody was faster.
pub async fn refused(db: &Db, id: BookingId, why: &str) -> Result<(), CourierError> {
    let why: String = why.chars().take(REASON_MOST).collect();
    transaction!(db, tx => {
        let row = bookings::sql::by_id(tx, id).await?.ok_or(CourierError::Missing)?;
        if row.state != BookingState::Asked {
            return Ok(());
        }
        sql::set_reason(tx, id, &why).await?;
        let next = row.state.after(Event::Refuses)?;
        bookings::move_to(tx, &row, (Event::Refuses, next), Actor::Mart, "").await?;
        let shipment = delivery::sql::shipment(tx, row.shipment).await?;
        if shipment.state == Shipment::Planned {
            delivery::give_to(tx, &shipment, Carrier::IndiaPost, Actor::Mart).await?;
        }
        Ok(())
    })
}

/// The agent's id of a box whose label is to be fetched; `None` if we have it, or nothing is carried.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_label(db: &Db, id: BookingId) -> Result<Option<String>, DbError> {
    sql::unlabelled(&mut db.read().await?, id).await
}

/// The label of a box lies among the files under this name.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn labelled(db: &Db, id: BookingId, name: &str) -> Result<(), DbError> {
    transaction!(db, tx => { sql::set_label(tx, id, name).await })
}

/// The waybill of a box whose way is to be asked about; `None` once it has ended.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_follow(db: &Db, id: BookingId) -> Result<Option<String>, DbError> {
    sql::travelling(&mut db.read().await?, id).await
}

/// Our reference of a booking that was called off.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_cancel(db: &Db, id: BookingId) -> Result<Option<ShipmentId>, DbError> {
    let row = bookings::sql::by_id(&mut db.read().await?, id).await?;
    Ok(row.filter(|row| row.state == BookingState::CalledOff).map(|row| row.shipment))
}

/// Something the agent tells of a box.
#[derive(Clone, Debug)]
pub struct Heard {
    /// When.
    pub at: Time,
    /// What, in the agent's words.
    pub words: String,
    /// Where.
    pub place: String,
}

/// Takes in what the agent tells of a box, oldest first; what is known changes nothing, words we do not know neither. What the courier has
/// fetched has left the hub, whether or not the keeper has said so.
///
/// # Errors
/// [`CourierError`] if the database fails or somebody was faster.
pub async fn heard(db: &Db, id: BookingId, all: &[Heard]) -> Result<usize, CourierError> {
    let mut taken = 0;
    for one in all {
        let Some(step) = step_of(&one.words) else { continue };
        let is_new: Result<bool, CourierError> = transaction!(db, tx => {
            let booking = bookings::sql::by_id(tx, id).await?.ok_or(CourierError::Missing)?;
            if booking.state != BookingState::Booked || tracking::is_ahead(tx.now(), one.at) {
                return Ok(false);
            }
            let mut row = delivery::sql::shipment(tx, booking.shipment).await?;
            if row.state == Shipment::Planned && step != Step::Booked {
                let hub: HubId = row.hub;
                match delivery::hand_over_in(tx, Actor::Mart, hub, row.id, None).await {
                    Ok(()) => row = delivery::sql::shipment(tx, booking.shipment).await?,
                    Err(DeliveryError::ParcelsMissing) => return Ok(false),
                    Err(cause) => return Err(cause.into()),
                }
            }
            let told = tracking::Told { step, at: one.at, place: &one.place, source: Source::Courier };
            let hub = row.hub;
            let taken = tracking::take_scan(tx, &row, hub, &told, Actor::Mart).await?;
            Ok(taken == tracking::Taken::New)
        });
        taken += usize::from(is_new?);
    }
    Ok(taken)
}
