//! The books a quote looks things up in: tax rates, zones, freight, where the hubs lie, when they work.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use kernel::Time;
use kernel::ids::HubId;
use store::{DbError, Read};

use crate::delivery::{self, Tables};
use crate::places::{self, Point};
use crate::tax;

/// Where the district lies, for pincodes whose place nobody knows: B. Deoghar head post office.
pub(super) const DISTRICT_CENTRE: Point = Point { lat_e4: 244_850, lon_e4: 867_000 };
/// What another process has written about delivery is known here after so long.
const FRESH_MS: i64 = 60_000;

/// Tables that change with a deployment or by somebody's act, not with a sale. Copies of it share what they know of delivery.
#[derive(Clone, Debug)]
pub struct Books {
    /// Tax by code and day.
    pub tax: tax::Rates,
    delivery: Arc<RwLock<Known>>,
    hubs: HashMap<HubId, Point>,
}

/// The tables of delivery, and when they were read.
#[derive(Clone, Debug)]
struct Known {
    tables: Arc<Tables>,
    at: Time,
}

impl Books {
    /// Reads the books as they stand now.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn open(read: &mut Read) -> Result<Books, DbError> {
        let mut hubs = HashMap::new();
        for hub in places::read::hubs(read).await? {
            let place = places::read::find_pin(read, &hub.pincode).await?;
            hubs.insert(hub.id, place.and_then(|place| place.at).unwrap_or(DISTRICT_CENTRE));
        }
        let tables = Arc::new(delivery::tables(read).await?);
        let delivery = Arc::new(RwLock::new(Known { tables, at: read.now() }));
        Ok(Books { tax: tax::read::rates(read).await?, delivery, hubs })
    }

    /// Zones, freight, commission, the weeks of hubs.
    pub fn delivery(&self) -> Arc<Tables> {
        self.known().tables
    }

    /// Reads what is known of delivery again: somebody here has just changed it.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn freshen(&self, read: &mut Read) -> Result<(), DbError> {
        let fresh = Known { tables: Arc::new(delivery::tables(read).await?), at: read.now() };
        *self.delivery.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// As [`Books::delivery`], read again if it is older than a minute.
    pub(super) async fn fresh_delivery(&self, read: &mut Read) -> Result<Arc<Tables>, DbError> {
        if self.known().at.plus_ms(FRESH_MS) < read.now() {
            self.freshen(read).await?;
        }
        Ok(self.delivery())
    }

    /// Where a hub lies.
    pub fn place_of(&self, hub: HubId) -> Point {
        self.hubs.get(&hub).copied().unwrap_or(DISTRICT_CENTRE)
    }

    fn known(&self) -> Known {
        self.delivery.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
