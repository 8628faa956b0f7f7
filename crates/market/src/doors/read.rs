//! What pages ask of photos at doors.

use kernel::ids::{HubId, OrderId, PersonId, ShipmentId};
use kernel::{Day, Paise, Time};
use store::{DbError, Read};

use super::act::check;
use super::machine::DoorState;
use super::sql;
use crate::delivery::Shipment;

store::row! {
    /// A parcel left at a door, for its buyer or its hub.
    pub struct DoorView {
        /// Which shipment.
        pub shipment: ShipmentId,
        /// The order's code.
        pub order: String,
        /// The photo; nothing once it is forgotten.
        pub picture: Option<String>,
        /// When it was left.
        pub at: Time,
        /// The last day to say that it is not hers.
        pub until: Day,
        /// What she has said.
        pub state: DoorState,
        /// The number of the complaint; empty if there is none.
        pub complaint: String,
    }
}

impl DoorView {
    /// Whether she may still say something.
    pub fn waits(&self, today: Day) -> bool {
        self.state == DoorState::Unsaid && today <= self.until
    }
}

/// What was left of an order, for its buyer.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<DoorView>, DbError> {
    sql::of_order(read, order).await
}

/// What was left of a buyer's own shipment; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_person(
    read: &mut Read,
    person: PersonId,
    id: ShipmentId,
) -> Result<Option<DoorView>, DbError> {
    sql::of_person(read, person, id).await
}

/// What a hub left of one of its shipments.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_hub(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Option<DoorView>, DbError> {
    sql::of_hub(read, hub, id).await
}

/// Whether a hub's shipment that is under way may be left against a photo.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn may_leave(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<bool, DbError> {
    let Some((carrier, state, method, goods)) = sql::under_way(read, hub, id).await? else {
        return Ok(false);
    };
    Ok(state == Shipment::Shipped && check(carrier, method, Paise(goods)).is_ok())
}
