//! What a keeper's page asks about couriers.

use kernel::ids::{HubId, ShipmentId};
use kernel::{Paise, Time};
use store::{DbError, Read};

use super::sql;
use crate::bookings::BookingState;
use crate::delivery::{Carrier, Shipment};

store::row! {
    /// What the agent was asked, and whether it has answered.
    pub struct Asked {
        /// When.
        pub asked_at: Time,
        /// When it answered, or was given up.
        pub answered_at: Option<Time>,
        /// Why there is no answer; empty otherwise.
        pub silent: String,
    }
}

store::row! {
    /// A courier who can carry it.
    pub struct OfferLine {
        /// The agent's number of it.
        pub courier_ref: i64,
        /// Its name.
        pub courier: String,
        /// What the agent charges.
        pub rate: Paise,
        /// Within how many days it arrives, as it says.
        pub days: Option<i64>,
    }
}

store::row! {
    /// A booking with the agent.
    pub struct Booked {
        /// How it stands.
        pub state: BookingState,
        /// Which courier.
        pub courier: String,
        /// What the agent charges.
        pub charged: Option<Paise>,
        /// The waybill.
        pub awb: Option<String>,
        /// Why it was refused.
        pub reason: String,
        /// Since when it is asked for.
        pub asked_at: Time,
        /// Where the label lies among the files; nowhere yet if there is none.
        pub label: Option<String>,
    }
}

/// Who carries a shipment, who could, and what it costs.
#[derive(Clone, Debug)]
pub struct Standing {
    /// How the shipment stands.
    pub state: Shipment,
    /// Who carries it.
    pub carrier: Carrier,
    /// What the buyer paid for the way.
    pub freight: Paise,
    /// Its weight and measures, if they were taken.
    pub measured: Option<(i64, [i64; 3])>,
    /// What the agent was asked.
    pub asked: Option<Asked>,
    /// Who can carry it, the cheapest first.
    pub offers: Vec<OfferLine>,
    /// What is booked there.
    pub booked: Option<Booked>,
}

/// Who carries a shipment of a hub; `None` if it is another's.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn standing(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Option<Standing>, DbError> {
    let Some(row) = crate::delivery::sql::shipment_at(read, hub, id).await? else { return Ok(None) };
    Ok(Some(Standing {
        state: row.state,
        carrier: row.carrier,
        freight: row.freight,
        measured: sql::measures(read, id).await?,
        asked: sql::inquiry(read, id).await?,
        offers: sql::offers(read, id).await?,
        booked: sql::booked(read, id).await?,
    }))
}

/// Where the courier's label of a hub's shipment lies among the files.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn label_of(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Option<String>, DbError> {
    let standing = standing(read, hub, id).await?;
    Ok(standing.and_then(|standing| standing.booked).and_then(|booked| booked.label))
}
