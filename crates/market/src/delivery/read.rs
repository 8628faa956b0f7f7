//! What a keeper's pages ask for.

use kernel::ids::{HubId, OrderId, PersonId, ShipmentId};
use kernel::india::{ArticleNumber, Pin};
use kernel::{Day, Lang, Limit, Paise, Words};
use store::{DbError, FromRow, Personal, Read, Row};

use super::{Carrier, Shipment, sql};
use crate::orders::{self, Parcel};
use crate::personal::Recipient;
use crate::places::OTHER_COUNTRIES;

store::row! {
    /// A shipment in a keeper's list.
    pub struct HubShipment {
        /// Its id.
        pub id: ShipmentId,
        /// The order's code.
        pub order_code: String,
        /// How it stands.
        pub state: Shipment,
        /// Who carries it.
        pub carrier: Carrier,
        /// When it should have arrived.
        pub latest: Day,
        /// The order.
        pub order: OrderId,
        /// Whose order.
        pub person: PersonId,
        /// For whom.
        pub to: Personal<Recipient>,
        /// Where to.
        pub pin: Pin,
        /// Where that is.
        pub district: String,
        /// How many parcels it has.
        pub parcels: i64,
        /// How many of them have passed the hub.
        pub parcels_here: i64,
    }
}

store::row! {
    /// The row behind a label.
    pub struct LabelRow {
        /// The shipment.
        pub id: ShipmentId,
        /// The order's code.
        pub order_code: String,
        /// Who carries it.
        pub carrier: Carrier,
        /// What it is charged by.
        pub weight_g: i64,
        /// The postal article number, once there is one.
        pub article: Option<ArticleNumber>,
        /// 1 if it is food.
        pub is_food: i64,
        /// The buyer's language.
        pub lang: Lang,
        /// The order.
        pub order: OrderId,
        /// Whose order.
        pub person: PersonId,
        /// For whom, and the number the carrier may call.
        pub to: Personal<Recipient>,
        /// Where to.
        pub pin: Pin,
        /// Where that is.
        pub district: String,
        /// How it stands.
        pub state: Shipment,
        /// When it should have arrived.
        pub latest: Day,
        /// How often the buyer's code may still be tried.
        pub code_tries: i64,
        /// The place of supply.
        pub state_code: String,
    }
}

impl LabelRow {
    /// Whether it leaves the country: then its pincode is that of the post office it is handed in at, and its telephone the desk's.
    pub fn goes_abroad(&self) -> bool {
        self.state_code == OTHER_COUNTRIES
    }
}

/// What is printed and stuck on a shipment.
#[derive(Clone, Debug)]
pub struct Label {
    /// The address and the rest.
    pub to: LabelRow,
    /// What is inside.
    pub lines: Vec<LabelLine>,
}

store::row! {
    /// A good inside a shipment.
    pub struct LabelLine {
        /// The parcel it came in.
        pub parcel_code: String,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// How many.
        pub quantity: u32,
    }
}

/// A parcel of a shipment as its keeper sees it.
#[derive(Clone, Debug)]
pub struct ShipmentParcel {
    /// What is written on it.
    pub code: String,
    /// How it stands.
    pub state: Parcel,
    /// The day its maker named.
    pub ready_by: Option<Day>,
    /// Who makes it.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
}

impl FromRow for ShipmentParcel {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(ShipmentParcel {
            code: row.take(0)?,
            state: row.take(1)?,
            ready_by: row.take(2)?,
            maker: Words { hi: row.take(3)?, en: row.take(4)? },
            village: Words { hi: row.take(5)?, en: row.take(6)? },
        })
    }
}

store::row! {
    /// A row of the freight table with how sure it is.
    pub struct RateNote {
        /// The zone.
        pub zone: String,
        /// For more than this weight.
        pub over_g: i64,
        /// Up to this weight.
        pub up_to_g: i64,
        /// The base.
        pub base: Paise,
        /// For each begun 500 g more.
        pub per_500g: Paise,
        /// The first day it holds.
        pub from_day: Day,
        /// `verified`, `provisional` or `estimate`.
        pub verified: String,
        /// From where it is known.
        pub source: String,
    }
}

/// The freight table as an administrator reads it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rate_notes(read: &mut Read) -> Result<Vec<RateNote>, DbError> {
    sql::rate_notes(read).await
}

/// The parcels of a hub's shipment, called off or not; none if the shipment is not of this hub.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn parcels_of(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Vec<ShipmentParcel>, DbError> {
    sql::shipment_parcels(read, hub, id).await
}

/// The shipments a hub has to deal with.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn shipments_at(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<HubShipment>, DbError> {
    sql::shipments_of_hub(read, hub, limit).await
}

/// The label of a hub's shipment; `None` if the shipment is not of this hub.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn label(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Option<Label>, DbError> {
    let Some(to) = sql::label_row(read, hub, id).await? else { return Ok(None) };
    let lines = orders::view_sql::lines_of_shipment(read, id).await?;
    Ok(Some(Label { to, lines }))
}
