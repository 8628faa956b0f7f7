//! The rooms of each desk, in the header.

use kernel::Words;

use crate::page::{Link, Navigation};
use crate::parts::Rooms;
use crate::text::Text;

/// The rooms of a hub.
const HUB: &[(&str, &str)] = &[
    ("/hub", "room-hub"),
    ("/hub/rounds", "room-rounds"),
    ("/hub/counter", "room-counter"),
    ("/hub/way", "room-way"),
    ("/hub/bills", "room-bills"),
    ("/help", "room-help"),
];

/// Whose desk it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// A maker's.
    Maker,
    /// A hub keeper's.
    Hub,
    /// Finance's.
    Finance,
    /// An officer's.
    Officer,
    /// A head's.
    Head,
    /// The DC's office's.
    Office,
    /// An administrator's.
    Administrator,
}

/// A maker's rooms.
const MAKERS: &[(&str, &str)] = &[
    ("/maker", "room-today"),
    ("/maker/parcels", "room-parcels"),
    ("/maker/goods", "room-goods"),
    ("/maker/away", "room-away"),
    ("/maker/money", "room-money"),
    ("/maker/papers", "room-papers"),
    ("/maker/voice", "room-voice"),
    ("/maker/help", "room-help"),
];

impl Desk {
    /// Where the desk begins, behind the language.
    pub const fn home(self) -> &'static str {
        match self {
            Desk::Maker => "/maker",
            Desk::Hub => "/hub",
            Desk::Finance => "/finance",
            Desk::Officer => "/officer",
            Desk::Head => "/head",
            Desk::Office => "/office/report",
            Desk::Administrator => "/admin",
        }
    }

    /// Where the desk gives and ends roles, if it does; else where it begins.
    pub const fn people(self) -> &'static str {
        match self {
            Desk::Head => "/head/officers",
            Desk::Office => "/office",
            Desk::Administrator => "/admin",
            Desk::Maker | Desk::Hub | Desk::Finance | Desk::Officer => self.home(),
        }
    }

    const fn rooms(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Desk::Maker => MAKERS,
            Desk::Hub => &[
                ("/hub", "room-hub"),
                ("/hub/cash", "room-cash"),
                ("/hub/bills", "room-bills"),
                ("/help", "room-help"),
            ],
            Desk::Hub => HUB,
            Desk::Finance => &[
                ("/finance", "room-payouts"),
                ("/finance/claims", "room-claims"),
                ("/finance/cash", "room-cash"),
                ("/finance/taxes", "room-taxes"),
                ("/finance/accounts", "room-accounts"),
                ("/finance/months", "room-months"),
                ("/help", "room-help"),
            ],
            Desk::Officer => &[
                ("/officer", "room-my-day"),
                ("/officer/cases/new", "room-new-case"),
                ("/officer/cases", "room-cases"),
                ("/officer/field", "room-field"),
                ("/officer/goods", "room-goods-of"),
                ("/officer/quality", "room-quality"),
                ("/officer/field/bank", "room-bank"),
                ("/officer/bulk", "room-bulk"),
                ("/officer/proposals", "room-proposals"),
                ("/officer/translations", "room-translations"),
                ("/officer/requests", "room-requests"),
                ("/officer/licences", "room-licences"),
                ("/officer/batches", "room-batches"),
                ("/officer/trainings", "room-trainings"),
                ("/officer/clips", "room-clips"),
                ("/officer/registers", "room-registers"),
                ("/second-factor", "room-sign-in"),
            ],
            Desk::Head => &[
                ("/head", "room-department"),
                ("/head/cases", "room-cases"),
                ("/head/listings", "room-listings"),
                ("/head/proposals", "room-proposals"),
                ("/head/registers", "room-registers"),
                ("/head/batches", "room-batches"),
                ("/head/quality", "room-quality"),
                ("/head/banks", "room-bank"),
                ("/head/checklists", "room-checklists"),
                ("/head/officers", "room-officers"),
                ("/second-factor", "room-sign-in"),
            ],
            Desk::Office => &[
                ("/office/report", "room-report"),
                ("/office/funnel", "room-funnel"),
                ("/office/cases", "room-cases"),
                ("/office", "room-people"),
                ("/office/quality", "room-quality"),
                ("/office/promises", "room-promises"),
                ("/office/search", "room-search"),
                ("/office/privacy", "room-privacy"),
                ("/second-factor", "room-sign-in"),
            ],
            Desk::Administrator => &[
                ("/admin", "room-people"),
                ("/admin/delivery", "room-delivery"),
                ("/admin/templates", "room-templates"),
                ("/second-factor", "room-sign-in"),
            ],
        }
    }

    /// The header of the desk: whose it is, its rooms, and which of them one is in.
    pub fn navigation(self, t: &Text, whose: &Words, here: &str) -> Navigation {
        let room =
            |(path, key): &(&str, &str)| Link { label: t.get(key), href: t.path(path), here: *path == here };
        let rooms = Rooms::of(self.rooms().iter().map(room).collect());
        Navigation::Desk { title: t.pick(whose).to_owned(), rooms }
    }
}
