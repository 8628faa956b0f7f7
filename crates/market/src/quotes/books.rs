//! The books a quote looks things up in: tax rates, zones, freight, where the hubs lie. Read once, used for hours.

use std::collections::HashMap;

use kernel::ids::HubId;
use store::{DbError, Read};

use crate::delivery::{self, Tables};
use crate::places::{self, Point};
use crate::tax;

/// Where the district lies, for pincodes whose place nobody knows: B. Deoghar head post office.
pub(super) const DISTRICT_CENTRE: Point = Point { lat_e4: 244_850, lon_e4: 867_000 };

/// Tables that change with a deployment or an act of the administrator, not with a sale.
#[derive(Clone, Debug)]
pub struct Books {
    /// Tax by code and day.
    pub tax: tax::Rates,
    /// Zones, freight, commission.
    pub delivery: Tables,
    hubs: HashMap<HubId, Point>,
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
        Ok(Books { tax: tax::read::rates(read).await?, delivery: delivery::tables(read).await?, hubs })
    }

    /// Where a hub lies.
    pub fn place_of(&self, hub: HubId) -> Point {
        self.hubs.get(&hub).copied().unwrap_or(DISTRICT_CENTRE)
    }
}
