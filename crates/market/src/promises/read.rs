//! What pages ask about promises.

use kernel::{Day, Limit, Time, Words};
use store::{DbError, Read};

use super::rules::{self, DAYS_BACK, LATELY_DAYS, Took};
use super::sql;
use crate::delivery::{self, Carrier};

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

/// The way of a carrier to a zone: what is promised, and what it took.
#[derive(Clone, Debug)]
pub struct Way {
    /// The zone.
    pub zone: String,
    /// Who goes there.
    pub carrier: Carrier,
    /// The days that ship with the mart.
    pub shipped: (i64, i64),
    /// The days that were learnt, from how many arrivals, within how many days, when; nothing if too few arrived.
    pub learnt: Option<LearntRow>,
    /// What arrived in the last weeks.
    pub lately: Took,
    /// What arrived in the last months.
    pub in_months: Took,
}

store::row! {
    /// Days as they were learnt last.
    pub struct LearntRow {
        /// The quickest.
        pub days_from: i64,
        /// The slowest.
        pub days_to: i64,
        /// From how many arrivals.
        pub shipments: i64,
        /// Within how many days.
        pub back_days: i64,
        /// When.
        pub at: Time,
    }
}

impl Way {
    /// The days that are promised.
    pub fn promised(&self) -> (i64, i64) {
        self.learnt.as_ref().map_or(self.shipped, |learnt| (learnt.days_from, learnt.days_to))
    }
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

/// Each zone with its carrier, and with others that have carried something there, and what they took.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ways(read: &mut Read) -> Result<Vec<Way>, DbError> {
    let (since, lately_from) = (since(read), read.now().day().plus(-LATELY_DAYS));
    let mut all = Vec::new();
    for shipped in delivery::shipped_zones() {
        for carrier in Carrier::ALL {
            let (mut lately, mut in_months) = (Took::default(), Took::default());
            for (handed, ended, times) in sql::took(read, (*carrier, &shipped.key), since).await? {
                let (days, times) = (rules::working_days(Day(handed), Day(ended)), times.unsigned_abs());
                in_months.add(days, times);
                if Day(ended) >= lately_from {
                    lately.add(days, times);
                }
            }
            if *carrier == shipped.carrier || in_months.all() > 0 {
                all.push(Way {
                    learnt: sql::learnt(read, (*carrier, &shipped.key)).await?,
                    zone: shipped.key.clone(),
                    carrier: *carrier,
                    shipped: (shipped.days_from, shipped.days_to),
                    lately,
                    in_months,
                });
            }
        }
    }
    Ok(all)
}
