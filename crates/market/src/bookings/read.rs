//! What is printed and written for carriers: stickers, slips, lists.

use kernel::ids::{HubId, OrderId, PersonId, ShipmentId};
use kernel::india::Pin;
use kernel::{Day, Lang, Limit, Time, Words};
use store::{DbError, FromRow, Personal, Read, Row};

use super::sql;
use crate::delivery::{Carrier, Shipment};
use crate::personal::Recipient;
use crate::places::{self, Hub, OTHER_COUNTRIES};

/// Shipments one hub hands over in one go.
pub(super) const MANY: Limit = Limit::of(200);

/// A shipment as it is stuck on a box and written on a list.
#[derive(Clone, Debug)]
pub struct Sticker {
    /// The shipment.
    pub id: ShipmentId,
    /// The order's code.
    pub order_code: String,
    /// How it stands.
    pub state: Shipment,
    /// Who carries it.
    pub carrier: Carrier,
    /// The carrier's number, once it is booked.
    pub number: Option<String>,
    /// The buyer's language.
    pub lang: Lang,
    /// Whether it is food.
    pub is_food: bool,
    /// What it weighs: on the scales if it was weighed, else as it was reckoned.
    pub weight_g: i64,
    /// Length, breadth, height; zeros where they are not known.
    pub measures_mm: [i64; 3],
    /// For whom; nobody once the buyer is erased.
    pub to: Option<Recipient>,
    /// Where to.
    pub pin: Pin,
    /// Which district.
    pub district: String,
    /// Which State.
    pub state_name: Words,
    /// Whether it leaves the country: then its pincode is that of the post office it is handed in at.
    pub goes_abroad: bool,
    /// The codes of the parcels inside, with gaps between.
    pub parcels: Vec<String>,
    /// When it left.
    pub handed_at: Option<Time>,
}

/// A sticker whose address is still sealed.
pub(super) struct SealedSticker {
    pub order: OrderId,
    pub person: PersonId,
    pub to: Personal<Recipient>,
    pub sticker: Sticker,
}

impl FromRow for SealedSticker {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        let reckoned: i64 = row.take(7)?;
        let weighed: Option<i64> = row.take(8)?;
        let side = |cell: Option<i64>| cell.unwrap_or(0);
        let sticker = Sticker {
            id: row.take(0)?,
            order_code: row.take(1)?,
            state: row.take(2)?,
            carrier: row.take(3)?,
            number: row.take(4)?,
            lang: row.take(5)?,
            is_food: row.take::<i64>(6)? != 0,
            weight_g: weighed.unwrap_or(reckoned),
            measures_mm: [side(row.take(9)?), side(row.take(10)?), side(row.take(11)?)],
            to: None,
            pin: row.take(15)?,
            district: row.take(16)?,
            state_name: Words { hi: row.take(17)?, en: row.take(18)? },
            goes_abroad: row.take::<String>(20)? == OTHER_COUNTRIES,
            handed_at: row.take(19)?,
            parcels: Vec::new(),
        };
        Ok(SealedSticker { order: row.take(12)?, person: row.take(13)?, to: row.take(14)?, sticker })
    }
}

impl Sticker {
    /// House and street, village or area, landmark: what is not empty.
    pub fn street(&self) -> Vec<&str> {
        let Some(to) = &self.to else { return Vec::new() };
        let lines = [&to.house, &to.area, &to.landmark];
        lines.into_iter().map(String::as_str).filter(|line| !line.is_empty()).collect()
    }
}

/// Who sends: the hub.
pub type PostOffice = Hub;

/// What a maker is printed with beside her goods.
#[derive(Clone, Debug)]
pub struct Story {
    /// Her parcel.
    pub parcel_code: String,
    /// Who she is.
    pub name: Words,
    /// Where she lives.
    pub village: Words,
    /// What she tells of herself.
    pub story: Words,
    /// What is inside.
    pub goods: Vec<Parcelled>,
}

/// A good inside a parcel.
#[derive(Clone, Debug)]
pub struct Parcelled {
    /// What.
    pub name: Words,
    /// The size or colour.
    pub label: Words,
    /// How many.
    pub quantity: u32,
}

/// How much a carrier was given on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many shipments.
    pub shipments: usize,
    /// What they weigh together.
    pub weight_g: i64,
}

/// What a list of shipments comes to.
pub fn counted(all: &[Sticker]) -> Counted {
    Counted { shipments: all.len(), weight_g: all.iter().map(|one| one.weight_g).sum() }
}

/// The shipments of a hub that are whole and wait for a carrier, oldest promise first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ready(read: &mut Read, hub: HubId, carrier: Carrier) -> Result<Vec<Sticker>, DbError> {
    let found = sql::ready(read, hub, carrier).await?;
    filled(read, found).await
}

/// The shipments of a hub that a carrier has and their buyers have not yet.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn under_way(read: &mut Read, hub: HubId, carrier: Carrier) -> Result<Vec<Sticker>, DbError> {
    let found = sql::under_way(read, hub, carrier).await?;
    filled(read, found).await
}

/// The shipments a hub handed to a carrier on a day.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn gone_on(
    read: &mut Read,
    hub: HubId,
    carrier: Carrier,
    day: Day,
) -> Result<Vec<Sticker>, DbError> {
    let found = sql::gone_on(read, hub, carrier, (day.starts(), day.plus(1).starts())).await?;
    filled(read, found).await
}

/// One shipment of a hub with the hub itself; `None` if it is not of this hub.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(
    read: &mut Read,
    hub: HubId,
    id: ShipmentId,
) -> Result<Option<(Sticker, PostOffice)>, DbError> {
    let found: Vec<Sticker> = sql::one(read, hub, id).await?.into_iter().collect();
    let sticker = filled(read, found).await?.pop();
    let office = places::read::hub(read, hub).await?;
    Ok(sticker.zip(office))
}

async fn filled(read: &mut Read, mut all: Vec<Sticker>) -> Result<Vec<Sticker>, DbError> {
    for one in &mut all {
        one.parcels = sql::codes_in(read, one.id).await?;
    }
    Ok(all)
}

/// The makers of a hub's shipment with what each of them put in.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stories(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Vec<Story>, DbError> {
    sql::stories(read, hub, id).await
}
