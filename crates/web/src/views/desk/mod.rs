//! What makers, hub keepers and finance see at their desks: plain data in, HTML out. Big digits, few words, one main
//! button a screen; a maker may read little and holds a small phone.
//!
//! Reads: the struct, the reader's language, the [`Site`](crate::page::Site). Never: decides anything about money or goods.
//!
//! Start at [`maker::Today`]; papers to be printed are in [`paper`].

pub mod batch;
pub mod family;
pub mod finance;
pub mod goods;
pub mod help;
pub mod hub;
pub mod inspection;
pub mod label;
pub mod lists;
pub mod maker;
pub mod money;
pub mod pack;
pub mod paper;
pub mod papers;
pub mod parcel;
pub mod requests;
pub mod rooms;
pub mod scan;
pub mod shared;
pub mod shipment;
pub mod slip;

#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;

pub use batch::{Approval, BatchPage, PayoutLine, PayoutStands};
pub use family::{Face, Faces, PinEntry, PinPage, WhichMaker};
pub use finance::{BalanceLine, BatchLine, DueLine, FinanceHome, Held, Sweep};
pub use goods::{GoodStands, GoodTile, OwnGoodPage, OwnGoods, OwnVariant, PAUSES, WaitingPhoto};
pub use help::MakerHelp;
pub use hub::{HubHome, HubLine, ShipmentLine};
pub use inspection::HubParcelPage;
pub use label::Label;
pub use lists::{Door, Doors, Good, Goods, SignOut, spaced};
pub use maker::{MakerParcels, ParcelLine, Today};
pub use money::{AheadLine, AheadStands, Money, MoneyLine, MoneyStands};
pub use pack::{MakerPaper, PackPaper};
pub use paper::Paper;
pub use papers::{PaperCard, PaperStands, PapersPage};
pub use parcel::{HubPlace, ParcelPage, REASONS};
pub use requests::{HelpLine, RequestsPage};
pub use rooms::Desk;
pub use scan::ScanPage;
pub use shipment::{Contents, LeftAtDoor, SCALES, ShipmentPage, ShipmentStands};
pub use slip::Slip;

/// How a parcel stands, in the words of a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// The maker has been asked.
    Asked,
    /// She said yes and is making it.
    Accepted,
    /// Packed, on its way to the hub.
    Packed,
    /// It has passed the hub.
    AtHub,
    /// It travels to the buyer.
    Shipped,
    /// The buyer has it.
    Delivered,
    /// It was called off.
    Declined,
    /// It did not reach the buyer and comes back.
    ComingBack,
    /// It is at the hub again.
    Returned,
}

impl Stands {
    /// A few words for a list.
    pub const fn key(self) -> &'static str {
        match self {
            Stands::Asked => "stands-asked",
            Stands::Accepted => "stands-accepted",
            Stands::Packed => "stands-packed",
            Stands::AtHub => "stands-at-hub",
            Stands::Shipped => "stands-shipped",
            Stands::Delivered => "stands-delivered",
            Stands::Declined => "stands-declined",
            Stands::ComingBack => "stands-coming-back",
            Stands::Returned => "stands-returned",
        }
    }
}
