//! What pages ask about the way of a shipment.

use kernel::ids::{HitchId, HubId, OrderId, ParcelId, ShipmentId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read};

use super::{HitchKind, Source, Step, sql};
use crate::delivery::Carrier;
use crate::orders::Parcel;

store::row! {
    /// A step on the way.
    pub struct Scan {
        /// Whose.
        pub shipment: ShipmentId,
        /// What happened.
        pub step: Step,
        /// When.
        pub at: Time,
        /// Where; may be empty.
        pub place: String,
        /// From whom it is known.
        pub source: Source,
    }
}

store::row! {
    /// When a parcel came to a state.
    pub struct Moved {
        /// Which.
        pub parcel: ParcelId,
        /// To which state.
        pub state: Parcel,
        /// When.
        pub at: Time,
    }
}

/// All that is known of the way of an order: what makers and hubs did, and what carriers tell.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Oldest first.
    pub moved: Vec<Moved>,
    /// Oldest first.
    pub scans: Vec<Scan>,
}

store::row! {
    /// A task about something that went wrong.
    pub struct HitchLine {
        /// Its id.
        pub id: HitchId,
        /// The shipment.
        pub shipment: ShipmentId,
        /// The order's code.
        pub order_code: String,
        /// What.
        pub kind: HitchKind,
        /// Since when.
        pub since: Time,
        /// By when it is to be done.
        pub due: Day,
        /// Who carries it.
        pub carrier: Carrier,
        /// Which district it goes to.
        pub district: String,
    }
}

store::row! {
    /// A file that was brought in.
    pub struct FileLine {
        /// What it was called.
        pub file_name: String,
        /// How many events were new.
        pub taken: i64,
        /// How many were known.
        pub known: i64,
        /// A line for each row that was not taken.
        pub faults: String,
        /// Who brought it.
        pub brought_by: String,
        /// When.
        pub brought_at: Time,
    }
}

/// The way of an order.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn way_of(read: &mut Read, order: OrderId) -> Result<Way, DbError> {
    Ok(Way { moved: sql::moved(read, order).await?, scans: sql::scans_of_order(read, order).await? })
}

/// The steps of a hub's shipment, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn scans_of(read: &mut Read, id: ShipmentId) -> Result<Vec<Scan>, DbError> {
    sql::scans_of(read, id).await
}

/// The open tasks of a hub, the most urgent first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn hitches_of(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<HitchLine>, DbError> {
    sql::hitches_of(read, hub, limit).await
}

/// How many tasks are open at a hub.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_hitches(read: &mut Read, hub: HubId) -> Result<i64, DbError> {
    sql::open_hitches(read, hub).await
}

/// The files a hub has brought in, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn files_of(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<FileLine>, DbError> {
    sql::files_of(read, hub, limit).await
}
