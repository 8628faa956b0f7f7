//! Delivery: how far, by whom, for how much and until when; and the shipments that travel.
//!
//! Reads: places (hub, pincode), parcels, weeks of hubs, days that were learnt. Writes: `shipment`, the dated tables `delivery_zone`, `freight_rate`,
//! `commission_rate`. Leaves: SMS with the delivery code. Never: changes what a buyer owes after the order.
//!
//! Who carries is a closed list with one table of what differs: [`Carrier::manner`].
//!
//! Start at [`rules::promise`] for dates and freight, at [`hand_over`] and [`deliver`] for what keepers do.

mod act;
mod carrier;
mod machine;
mod read;
pub mod rules;
pub(crate) mod sql;
mod tables;
mod week;

pub use act::{Shape, come_home, deliver, hand_over, restore_tries};
pub(crate) use act::{
    against_code, arrive, arrive_told, give_to, hand_across, hand_over_in, move_to, turn_back,
};
pub use carrier::{Carrier, Manner, Numbered, Proof};
pub use machine::{Event, NotAllowed, Shipment};
pub use read::{
    HubShipment, Label, LabelLine, LabelRow, RateNote, ShipmentParcel, label, parcels_of, rate_notes,
    shipments_at,
};
pub use sql::OrderShipment;
pub(crate) use tables::shipped_zones;
pub use tables::{Tables, load_tables, tables};
pub use week::{Week, Weekdays};

use kernel::ids::ShipmentId;
use store::DbError;

/// What can go wrong when a keeper acts on a shipment. Each variant has a message in `locales/*/errors.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// No such shipment at this hub.
    #[error("no shipment {0} at this hub")]
    NoShipment(ShipmentId),
    /// The shipment does not stand where this can be done.
    #[error(transparent)]
    NotNow(#[from] NotAllowed),
    /// A parcel of the shipment has not passed the hub yet.
    #[error("parcels of the shipment are still missing")]
    ParcelsMissing,
    /// What an institution has paid does not cover it: the balance is due first.
    #[error("the balance is due before it leaves")]
    BalanceDue,
    /// India Post needs an article number with a right check digit, each used once.
    #[error("an article number is needed")]
    NoArticleNumber,
    /// Nobody is booked with the agent of couriers yet.
    #[error("no courier is booked yet")]
    NotBooked,
    /// The article number is on another shipment.
    #[error("the article number is on another shipment")]
    ArticleUsed,
    /// Not the code the buyer has; so many tries are left this hour.
    #[error("wrong delivery code, {tries_left} tries left")]
    WrongCode {
        /// From 4 down to 0.
        tries_left: i64,
    },
    /// Another change was faster.
    #[error("another change to the shipment won")]
    Raced,
    /// The database failed.
    #[error("delivery: {0}")]
    Db(#[from] DbError),
}
