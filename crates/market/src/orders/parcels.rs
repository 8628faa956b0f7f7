//! Moving parcels: the one way, shared by makers, hubs, shipments and the clock.

use kernel::Day;
use store::{Tx, params};

use super::OrderError;
use super::machine::{Event, Parcel, ParcelEvent};
use super::sql::{self, OrderRow, ParcelRow};
use crate::advances;
use crate::audit::{self, Actor, Entry, Trail};

/// What is written down beside the new state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside<'a> {
    /// Why, for the buyer or the maker.
    pub reason: Option<&'a str>,
    /// The day the maker named.
    pub ready_by: Option<Day>,
}

/// Moves a parcel by an event, with its entry in the trail.
///
/// # Errors
/// [`OrderError::ParcelNotNow`] if the event has no place now; [`OrderError::Raced`] if somebody was faster.
pub(crate) async fn move_by(
    tx: &mut Tx,
    row: &ParcelRow,
    event: ParcelEvent,
    actor: Actor,
    beside: Beside<'_>,
) -> Result<Parcel, OrderError> {
    let next = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.act(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: beside.reason.unwrap_or(""),
    };
    let trail: Trail = audit::note(tx, &row.trail, &entry).await?;
    let now = tx.now();
    // At a stall nobody is asked; the sale counts from the moment it happens.
    let asked = (next == Parcel::Asked || event == ParcelEvent::GoesAcross).then_some(now);
    let ended = next.has_ended().then_some(now);
    let values = params![row.id, row.version, next, trail, beside.reason, beside.ready_by, asked, ended];
    if tx.exec(sql::move_parcel(), values).await? != 1 {
        return Err(OrderError::Raced);
    }
    if next.has_ended() && next != Parcel::Delivered {
        advances::came_to_nothing(tx, row.id).await?;
    }
    Ok(next)
}

/// Moves an order by an event, with its entry in the trail.
///
/// # Errors
/// As [`move_by`].
pub(crate) async fn move_order(
    tx: &mut Tx,
    row: &OrderRow,
    event: Event,
    actor: Actor,
) -> Result<(), OrderError> {
    let next = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.act(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_order(tx, row, next, &trail).await? { Ok(()) } else { Err(OrderError::Raced) }
}
