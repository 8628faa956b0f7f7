//! What a hub's pages and papers ask.

use kernel::ids::{HubId, MakerId, ShipmentId};
use kernel::{Day, Limit, Words};
use store::{DbError, FromRow, Read, Row};

use super::{Item, sql};
use crate::bookings::{self, Sticker};
use crate::delivery::Carrier;
use crate::makers;

/// Makers on one round, parcels on one list.
pub(super) const MANY: Limit = Limit::of(200);

store::row! {
    /// Packing material as it was counted last.
    pub struct Counted {
        /// Of what.
        pub item: Item,
        /// How many.
        pub pieces: i64,
        /// With so many or fewer it is low.
        pub low_at: i64,
        /// When.
        pub at: kernel::Time,
    }
}

impl Counted {
    /// Whether more must be got.
    pub const fn is_low(&self) -> bool {
        self.pieces <= self.low_at
    }
}

/// A maker on a round, with what is to be fetched.
#[derive(Clone, Debug)]
pub struct Stop {
    /// Who.
    pub maker: MakerId,
    /// Her name.
    pub name: Words,
    /// Her village: the round goes village by village.
    pub village: Words,
    /// The number she is called on, ten digits.
    pub mobile: String,
    /// The parcel.
    pub parcel_code: String,
    /// How many pieces are in it.
    pub pieces: i64,
    /// The day she named.
    pub ready_by: Option<Day>,
}

impl FromRow for Stop {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(Stop {
            maker: row.take(0)?,
            name: Words { hi: row.take(1)?, en: row.take(2)? },
            village: Words { hi: row.take(3)?, en: row.take(4)? },
            parcel_code: row.take(5)?,
            ready_by: row.take(6)?,
            pieces: row.take(7)?,
            mobile: String::new(),
        })
    }
}

/// A shipment a runner carries.
#[derive(Clone, Debug)]
pub struct Run {
    /// Which.
    pub id: ShipmentId,
    /// As it is stuck on the box.
    pub sticker: Sticker,
}

/// What a hub counted last of each item.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn counted(read: &mut Read, hub: HubId) -> Result<Vec<Counted>, DbError> {
    sql::counted(read, hub).await
}

/// What a round of a day fetches: parcels that are packed or were promised by that day, village by village.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stops(read: &mut Read, hub: HubId, day: Day) -> Result<Vec<Stop>, DbError> {
    let mut all = sql::stops(read, hub, day).await?;
    let mut known: Option<(MakerId, String)> = None;
    for stop in &mut all {
        // A maker's parcels stand together, so she is looked up once.
        if known.as_ref().is_none_or(|(maker, _)| *maker != stop.maker) {
            let core = makers::read::core(read, stop.maker).await?;
            known = core.map(|core| (stop.maker, core.mobile.ten_digits().to_owned()));
        }
        stop.mobile = known.as_ref().map(|(_, mobile)| mobile.clone()).unwrap_or_default();
    }
    Ok(all)
}

/// What a runner takes along: shipments that are whole, and those already handed to her and not yet with their buyers.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn runs(read: &mut Read, hub: HubId) -> Result<Vec<Run>, DbError> {
    let mut all = bookings::ready(read, hub, Carrier::OwnHands).await?;
    all.extend(bookings::under_way(read, hub, Carrier::OwnHands).await?);
    all.sort_by(|one, other| one.pin.as_str().cmp(other.pin.as_str()));
    Ok(all.into_iter().map(|sticker| Run { id: sticker.id, sticker }).collect())
}
