//! The rooms of each desk, in the header.

use kernel::Words;

use crate::page::{Link, Navigation};
use crate::text::Text;

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

/// The rooms of an officer.
const OFFICER: &[(&str, &str)] = &[
    ("/officer", "room-my-day"),
    ("/officer/cases/new", "room-new-case"),
    ("/officer/cases", "room-cases"),
    ("/officer/field", "room-field"),
    ("/officer/field/bank", "room-bank"),
    ("/officer/goods", "room-goods-of"),
    ("/officer/bulk", "room-bulk"),
    ("/officer/proposals", "room-proposals"),
    ("/officer/translations", "room-translations"),
    ("/officer/requests", "room-requests"),
    ("/officer/complaints", "room-complaints"),
    ("/officer/returns", "room-returns"),
    ("/officer/licences", "room-licences"),
    ("/officer/batches", "room-batches"),
    ("/officer/quality", "room-quality"),
    ("/officer/trainings", "room-trainings"),
    ("/officer/registers", "room-registers"),
    ("/second-factor", "room-sign-in"),
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
            Desk::Office => "/office/funnel",
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
            Desk::Maker => &[
                ("/maker", "room-today"),
                ("/maker/parcels", "room-parcels"),
                ("/maker/goods", "room-goods"),
                ("/maker/away", "room-away"),
                ("/maker/money", "room-money"),
                ("/maker/papers", "room-papers"),
                ("/maker/help", "room-help"),
            ],
            Desk::Hub => &[
                ("/hub", "room-hub"),
                ("/hub/returns", "room-returns"),
                ("/hub/bills", "room-bills"),
                ("/help", "room-help"),
            ],
            Desk::Finance => &[
                ("/finance", "room-payouts"),
                ("/finance/returns", "room-returns"),
                ("/finance/claims", "room-claims"),
                ("/finance/taxes", "room-taxes"),
                ("/help", "room-help"),
            ],
            Desk::Officer => OFFICER,
            Desk::Head => &[
                ("/head", "room-department"),
                ("/head/cases", "room-cases"),
                ("/head/listings", "room-listings"),
                ("/head/proposals", "room-proposals"),
                ("/head/registers", "room-registers"),
                ("/head/batches", "room-batches"),
                ("/head/quality", "room-quality"),
                ("/head/complaints", "room-complaints"),
                ("/head/banks", "room-bank"),
                ("/head/checklists", "room-checklists"),
                ("/head/officers", "room-officers"),
                ("/second-factor", "room-sign-in"),
            ],
            Desk::Office => &[
                ("/office/funnel", "room-funnel"),
                ("/office/cases", "room-cases"),
                ("/office", "room-people"),
                ("/office/quality", "room-quality"),
                ("/office/complaints", "room-complaints"),
                ("/office/search", "room-search"),
                ("/office/privacy", "room-privacy"),
                ("/second-factor", "room-sign-in"),
            ],
            Desk::Administrator => &[
                ("/admin", "room-people"),
                ("/admin/templates", "room-templates"),
                ("/second-factor", "room-sign-in"),
            ],
        }
    }

    /// The header of the desk: whose it is, its rooms, and which of them one is in.
    pub fn navigation(self, t: &Text, whose: &Words, here: &str) -> Navigation {
        let room =
            |(path, key): &(&str, &str)| Link { label: t.get(key), href: t.path(path), here: *path == here };
        Navigation::Desk { title: t.pick(whose).to_owned(), rooms: self.rooms().iter().map(room).collect() }
    }
}
