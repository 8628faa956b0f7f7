//! Places: States, pincodes, the blocks of the district, collection points (hubs), and the names of banks.
//!
//! Reads and writes: `state`, `pincode`, `block`, `hub`, `bank`. Only `intake` writes here, and `hubs` their hours.
//! Never: decides what a parcel costs or when it comes; that is `delivery`.
//!
//! Start at [`read::find_pin`].

pub mod read;
pub(crate) mod sql;

use kernel::ids::HubId;
use kernel::india::Pin;
use kernel::{BadCell, Words};
use store::{FromRow, Row};

use crate::catalogue::columns::Columns;

/// The State the district lies in: Jharkhand. Source: GST State code list.
pub const HOME_STATE: &str = "20";
/// The code GST has for the place of supply of what leaves the country.
pub const OTHER_COUNTRIES: &str = "96";

/// A pincode: where it lies and whether the post delivers there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The six digits.
    pub pin: Pin,
    /// Its head, sub or branch post office, in English as India Post writes it.
    pub office: String,
    /// The district, in English.
    pub district: String,
    /// The GST code of the State, `20` for Jharkhand.
    pub state_code: String,
    /// The State.
    pub state: Words,
    /// Roughly where it lies, for choosing a tariff zone; `None` if nobody knows.
    pub at: Option<Point>,
    /// Whether any of its offices delivers.
    pub delivers: bool,
}

impl Place {
    /// Whether goods that may only be sold inside the State may go there.
    pub fn is_in_home_state(&self) -> bool {
        self.state_code == HOME_STATE
    }
}

/// A point on the map in ten-thousandths of a degree (about 11 m).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// North.
    pub lat_e4: i64,
    /// East.
    pub lon_e4: i64,
}

/// A block of the district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its code in the Local Government Directory.
    pub code: String,
    /// Its name.
    pub name: Words,
}

/// A collection point: the place of a block where parcels are inspected, joined and handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hub {
    /// Its id.
    pub id: HubId,
    /// A short word for it, stable over imports.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// The block it serves.
    pub block_code: String,
    /// Where it is.
    pub address: Words,
    /// Where it is, for the post.
    pub pincode: Pin,
    /// When it is open, as its keepers wrote it.
    pub open_hours: String,
}

impl FromRow for Place {
    fn from_row(row: Row) -> Result<Place, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Place {
            pin: columns.next()?,
            office: columns.next()?,
            district: columns.next()?,
            state_code: columns.next()?,
            state: columns.words()?,
            at: match (columns.next::<Option<i64>>()?, columns.next::<Option<i64>>()?) {
                (Some(lat_e4), Some(lon_e4)) => Some(Point { lat_e4, lon_e4 }),
                _ => None,
            },
            delivers: columns.yes()?,
        })
    }
}

impl FromRow for Block {
    fn from_row(row: Row) -> Result<Block, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Block { code: columns.next()?, name: columns.words()? })
    }
}

impl FromRow for Hub {
    fn from_row(row: Row) -> Result<Hub, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Hub {
            id: columns.next()?,
            key: columns.next()?,
            name: columns.words()?,
            block_code: columns.next()?,
            address: columns.words()?,
            pincode: columns.next()?,
            open_hours: columns.next()?,
        })
    }
}
