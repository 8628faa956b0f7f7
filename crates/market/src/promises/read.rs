//! What pages ask about promises.

use kernel::{Day, Limit, Time, Words};
use store::{DbError, Read};

use super::rules::{self, Took};
use super::sql;
use crate::delivery::{self, Carrier};

/// How far back is looked.
pub const DAYS_BACK: i64 = 90;

/// By what promises are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBy {
    /// By who carries.
    Carrier,
    /// By how far.
    Zone,
    /// By the hub that sends.
    Hub,
    /// By the craft of the goods; a shipment of several crafts counts for each.
    Craft,
}

/// How many of what arrived came in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Of what: a code of a carrier or zone, or a name.
    pub of: Words,
    /// How many arrived.
    pub arrived: i64,
    /// How many of them in time.
    pub kept: i64,
    /// How many came back instead; they count as not kept.
    pub came_back: i64,
}

impl Kept {
    /// The share kept, in thousandths.
    pub const fn share(&self) -> i64 {
        let all = self.arrived + self.came_back;
        if all == 0 { 1_000 } else { self.kept * 1_000 / all }
    }
}

/// What was promised for the way to a zone, and what it took.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The zone.
    pub zone: String,
    /// Who goes there.
    pub carrier: Carrier,
    /// The days promised now.
    pub promised: (i64, i64),
    /// How many shipments arrived there of late.
    pub shipments: i64,
    /// What should be promised, once enough arrived.
    pub suggested: Option<(i64, i64)>,
}

/// The moment from which arrivals count.
fn since(read: &Read) -> Time {
    read.now().plus_days(-DAYS_BACK)
}

/// The share of promises kept in the last months, told apart; the worst first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn kept_by(read: &mut Read, by: KeptBy, limit: Limit) -> Result<Vec<Kept>, DbError> {
    let since = since(read);
    let mut all = match by {
        KeptBy::Carrier => sql::by_carrier(read, since, limit).await?,
        KeptBy::Zone => sql::by_zone(read, since, limit).await?,
        KeptBy::Hub => sql::by_hub(read, since, limit).await?,
        KeptBy::Craft => sql::by_craft(read, since, limit).await?,
    };
    all.sort_by_key(Kept::share);
    Ok(all)
}

/// Each zone with what its carrier took in the last months.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn measured(read: &mut Read) -> Result<Vec<Measured>, DbError> {
    let since = since(read);
    let shipped = delivery::shipped_days();
    let mut all = Vec::new();
    for zone in delivery::tables(read).await?.zones {
        let mut took = Took::default();
        for (handed, ended, times) in sql::took(read, &zone.key, since).await? {
            took.add(rules::working_days(Day(handed), Day(ended)), u64::try_from(times).unwrap_or(0));
        }
        let to = shipped.iter().find(|(key, _)| *key == zone.key).map_or(zone.days_to, |(_, to)| *to);
        all.push(Measured {
            promised: (zone.days_from, zone.days_to),
            shipments: i64::try_from(took.all()).unwrap_or(i64::MAX),
            suggested: rules::suggest(&took, to),
            carrier: zone.carrier,
            zone: zone.key,
        });
    }
    Ok(all)
}
