//! What pages ask of visits: days from looking to paying, where people came from, where packs were read, where goods have gone.

use kernel::ids::ParcelId;
use kernel::india::Pin;
use kernel::{Day, Limit, Words};
use store::{DbError, Read};

use super::source::pack_key;
use super::{Came, Funnel, SharePlace, sql};

/// A count of fewer says who it was.
pub const FEWEST: i64 = 5;
/// Districts that are named for the first digits of a pincode.
const DISTRICTS: Limit = Limit::of(6);
/// Places that are shown.
const PLACES: Limit = Limit::of(200);

/// The days since `from`, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn days(read: &mut Read, from: Day, limit: Limit) -> Result<Vec<Funnel>, DbError> {
    sql::days(read, from, limit).await
}

/// Where people came from since a day, and to which pages, the most often first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sources(read: &mut Read, from: Day, limit: Limit) -> Result<Vec<Came>, DbError> {
    sql::sources(read, from, limit).await
}

/// Living places of the mart's own, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn places(read: &mut Read) -> Result<Vec<SharePlace>, DbError> {
    sql::places(read, PLACES).await
}

/// The key in the code of a parcel's slip, by where it goes; nothing for one that leaves the country or is not there.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn key_of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Option<String>, DbError> {
    let pin = sql::pin_of_parcel(read, parcel).await?;
    Ok(pin.and_then(|pin| Pin::typed(&pin)).map(|pin| pack_key(&pin)))
}

/// A sorting district of the post where codes on packs were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scans {
    /// The first three digits of its pincodes.
    pub pin3: String,
    /// Its State in both languages; empty where the table of pincodes has none.
    pub state: Words,
    /// Districts it reaches into.
    pub districts: Vec<String>,
    /// How often.
    pub times: i64,
}

/// Where codes on packs were read since a day, by where the pack was sent, the most often first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn scans(read: &mut Read, from: Day, limit: Limit) -> Result<Vec<Scans>, DbError> {
    let mut all = Vec::new();
    for (key, times) in sql::scans(read, from, limit).await? {
        let pin3 = key.trim_start_matches('q').to_owned();
        let mut scans = Scans { pin3, state: Words::default(), districts: Vec::new(), times };
        for (district, hi, en) in sql::districts(read, &scans.pin3, DISTRICTS).await? {
            scans.state = Words::new(hi, en);
            scans.districts.push(district);
        }
        all.push(scans);
    }
    Ok(all)
}

store::row! {
    /// A State or country and how many parcels have arrived there.
    pub struct Reached {
        /// The code of the State.
        pub state: String,
        /// Its name in Hindi.
        pub hi: String,
        /// Its name in English.
        pub en: String,
        /// How many parcels.
        pub parcels: i64,
    }
}

/// Where goods have gone: to a State at least [`FEWEST`] parcels, and how many went to all others together.
#[derive(Clone, Debug, Default)]
pub struct Region {
    /// States with enough parcels, the most first.
    pub states: Vec<Reached>,
    /// How many went to States with fewer; nothing if that too would tell of fewer than [`FEWEST`].
    pub elsewhere: i64,
}

/// Where the parcels went that have reached their buyers; none of a trial.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn reached(read: &mut Read) -> Result<Region, DbError> {
    let all = sql::reached(read, Limit::of(Limit::MOST)).await?;
    let (states, few): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.parcels >= FEWEST);
    let elsewhere: i64 = few.iter().map(|one| one.parcels).sum();
    Ok(Region { states, elsewhere: if elsewhere >= FEWEST { elsewhere } else { 0 } })
}
