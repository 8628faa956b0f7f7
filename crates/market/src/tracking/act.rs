//! The verbs of tracking.

use kernel::Time;
use kernel::ids::{HitchId, HubId, PersonId, ShipmentId};
use store::{Db, DbError, Tx, transaction};

use super::sql::{self, NewHitch};
use super::{HitchKind, Source, Step, TrackingError, rules};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::delivery::sql::Row;
use crate::delivery::{self, Proof, Shipment};
use crate::{notices, orders};

/// What was done, in a few words.
const OUTCOME_MOST: usize = 200;
/// A place on the way.
const PLACE_MOST: usize = 80;
/// Clocks of carriers are not ours: what lies further ahead is a mistake.
const AHEAD_MINUTES: i64 = 24 * 60;

/// A step as somebody tells it.
#[derive(Clone, Debug)]
pub(crate) struct Told<'a> {
    pub step: Step,
    pub at: Time,
    pub place: &'a str,
    pub source: Source,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is new.
    New,
    /// It was known before; nothing has changed.
    Known,
    /// It lies ahead: no clock is so wrong.
    Ahead,
}

/// Whether a moment lies so far ahead that nobody's clock can be meant.
pub(crate) fn is_ahead(now: Time, at: Time) -> bool {
    at > now.plus_minutes(AHEAD_MINUTES)
}

/// Takes a step of a shipment in, once: it is written down, the shipment moves if it must, a task is opened if something went wrong.
/// A step that comes late, after what follows it, is only written down.
///
/// # Errors
/// [`TrackingError`] if the database fails.
pub(crate) async fn take_scan(
    tx: &mut Tx,
    row: &Row,
    hub: HubId,
    told: &Told<'_>,
    actor: Actor,
) -> Result<Taken, TrackingError> {
    if is_ahead(tx.now(), told.at) {
        return Ok(Taken::Ahead);
    }
    let place: String = told.place.trim().chars().take(PLACE_MOST).collect();
    if !sql::insert_scan(tx, row.id, told, &place).await? {
        return Ok(Taken::Known);
    }
    let is_under_way = row.state == Shipment::Shipped;
    match told.step {
        Step::Delivered if is_under_way && row.carrier.manner().proof == Proof::Tracking => {
            delivery::arrive(tx, row, actor).await?;
            close_all(tx, row.id, actor).await?;
        }
        Step::TurnedBack if is_under_way => delivery::turn_back(tx, row, actor).await?,
        Step::OutForDelivery if is_under_way => tell(tx, row, told, "sms-out-for-delivery").await?,
        Step::Undelivered if is_under_way => tell(tx, row, told, "sms-undelivered").await?,
        _ => {}
    }
    if let Some(kind) = told.step.hitch().filter(|_| is_under_way) {
        open(tx, row.id, hub, kind, told.at, actor).await?;
    }
    Ok(Taken::New)
}

async fn tell(tx: &mut Tx, row: &Row, told: &Told<'_>, key: &str) -> Result<(), DbError> {
    let Some(order) = orders::sql::order(tx, row.order).await? else { return Ok(()) };
    let about = format!("{} {}", row.id, told.at.0);
    notices::tell_buyer(tx, &order, key, &about, &[("order", order.code.as_str())]).await
}

/// A keeper writes down what she was told of a shipment of her hub, or saw: it could not be handed over, is damaged, lost, or turns back.
///
/// # Errors
/// [`TrackingError::NotUnderWay`] unless it is on its way to the buyer.
pub async fn note(
    db: &Db,
    by: PersonId,
    hub: HubId,
    id: ShipmentId,
    step: Step,
    place: &str,
) -> Result<Taken, TrackingError> {
    transaction!(db, tx => {
        let row = delivery::sql::shipment_at(tx, hub, id).await?.ok_or(TrackingError::NoShipment(id))?;
        if row.state != Shipment::Shipped {
            return Err(TrackingError::NotUnderWay);
        }
        let told = Told { step, at: tx.now(), place, source: Source::Keeper };
        take_scan(tx, &row, hub, &told, Actor::Person(by, Part::HubKeeper)).await
    })
}

async fn open(
    tx: &mut Tx,
    shipment: ShipmentId,
    hub: HubId,
    kind: HitchKind,
    since: Time,
    actor: Actor,
) -> Result<(), DbError> {
    let id: HitchId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor,
        act: "hitch.open",
        from: "",
        to: "open",
        note: kind.as_str(),
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let due = tx.now().day().plus(rules::HITCH_DAYS);
    sql::insert_hitch(tx, &NewHitch { id, shipment, hub, kind, since, due, trail: &trail }).await
}

/// A keeper has done something about a task, and says what.
///
/// # Errors
/// [`TrackingError::NoOutcome`]; [`TrackingError::Closed`] the second time.
pub async fn close(
    db: &Db,
    by: PersonId,
    hub: HubId,
    id: HitchId,
    outcome: &str,
) -> Result<(), TrackingError> {
    let outcome = outcome.trim();
    if outcome.chars().count() < 3 || outcome.chars().count() > OUTCOME_MOST {
        return Err(TrackingError::NoOutcome);
    }
    transaction!(db, tx => {
        let row = sql::hitch(tx, hub, id).await?.ok_or(TrackingError::NoHitch(id))?;
        if row.state != "open" {
            return Err(TrackingError::Closed);
        }
        end(tx, &row, Actor::Person(by, Part::HubKeeper), outcome).await
    })
}

async fn end(tx: &mut Tx, row: &sql::HitchRow, actor: Actor, outcome: &str) -> Result<(), TrackingError> {
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: "hitch.close",
        from: "open",
        to: "closed",
        note: outcome,
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let by = match actor {
        Actor::Person(person, _) => Some(person),
        Actor::Mart | Actor::Gateway => None,
    };
    if sql::close_hitch(tx, row, by, outcome, &trail).await? { Ok(()) } else { Err(TrackingError::Raced) }
}

/// Nobody has fetched a shipment: it comes back, and its hub has the task of receiving it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn comes_back(
    tx: &mut Tx,
    shipment: ShipmentId,
    hub: HubId,
    actor: Actor,
) -> Result<(), DbError> {
    let now = tx.now();
    open(tx, shipment, hub, HitchKind::ComingBack, now, actor).await
}

/// The buyer has it: nothing is left to be done about what went wrong before.
async fn close_all(tx: &mut Tx, shipment: ShipmentId, actor: Actor) -> Result<(), TrackingError> {
    for row in sql::open_of_shipment(tx, shipment).await? {
        end(tx, &row, actor, "delivered").await?;
    }
    Ok(())
}

/// It is at its hub again: what was open about its way ends with that.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn close_homecoming(tx: &mut Tx, shipment: ShipmentId, actor: Actor) -> Result<(), DbError> {
    for row in sql::open_of_shipment(tx, shipment).await? {
        end(tx, &row, actor, "received").await.map_err(|cause| match cause {
            TrackingError::Db(cause) => cause,
            other => DbError::Failed(other.to_string()),
        })?;
    }
    Ok(())
}
