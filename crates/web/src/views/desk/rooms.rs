//! The rooms of each desk, in the header.

use kernel::Words;

use crate::page::{Link, Navigation};
use crate::parts::Rooms;
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

/// Where a room is, and what it is called.
type Rows = &'static [(&'static str, &'static str)];

/// A maker's rooms; of each desk the first are what its people do all day.
const MAKER: Rows = &[
    ("/maker", "room-today"),
    ("/maker/parcels", "room-parcels"),
    ("/maker/goods", "room-goods"),
    ("/maker/money", "room-money"),
    ("/maker/help", "room-help"),
    ("/maker/away", "room-away"),
    ("/maker/institutions", "room-institutions"),
    ("/maker/offers", "room-offers"),
    ("/maker/papers", "room-papers"),
    ("/maker/voice", "room-voice"),
];

/// A hub keeper's rooms.
const HUB: Rows = &[
    ("/hub", "room-hub"),
    ("/hub/scan", "room-scan"),
    ("/hub/counter", "room-counter"),
    ("/hub/pickups", "room-pickups"),
    ("/hub/way", "room-way"),
    ("/hub/cash", "room-cash"),
    ("/hub/stalls", "room-stalls"),
    ("/hub/returns", "room-returns"),
    ("/hub/complaints", "room-complaints"),
    ("/hub/rounds", "room-rounds"),
    ("/hub/week", "room-week"),
    ("/hub/bills", "room-bills"),
    ("/tasks", "room-tasks"),
    ("/help", "room-help"),
];

/// Finance's rooms.
const FINANCE: Rows = &[
    ("/finance", "room-payouts"),
    ("/finance/claims", "room-claims"),
    ("/finance/returns", "room-returns"),
    ("/finance/tally", "room-tally"),
    ("/finance/cash", "room-cash"),
    ("/finance/refunds", "room-refunds"),
    ("/finance/advances", "room-advances"),
    ("/finance/offers", "room-offers"),
    ("/finance/gateways", "room-gateways"),
    ("/finance/taxes", "room-taxes"),
    ("/finance/accounts", "room-accounts"),
    ("/finance/months", "room-months"),
    ("/finance/exchange", "room-exchange"),
    ("/tasks", "room-tasks"),
    ("/help", "room-help"),
];

/// An officer's rooms.
const OFFICER: Rows = &[
    ("/officer", "room-my-day"),
    ("/officer/cases/new", "room-new-case"),
    ("/officer/cases", "room-cases"),
    ("/officer/field", "room-field"),
    ("/officer/goods", "room-goods-of"),
    ("/officer/quality", "room-quality"),
    ("/officer/dispatch", "room-dispatch"),
    ("/officer/hubs", "room-hubs"),
    ("/officer/complaints", "room-complaints"),
    ("/officer/returns", "room-returns"),
    ("/officer/field/bank", "room-bank"),
    ("/officer/bulk", "room-bulk"),
    ("/officer/proposals", "room-proposals"),
    ("/officer/translations", "room-translations"),
    ("/officer/requests", "room-requests"),
    ("/officer/licences", "room-licences"),
    ("/officer/batches", "room-batches"),
    ("/officer/export", "room-export"),
    ("/officer/trainings", "room-trainings"),
    ("/officer/clips", "room-clips"),
    ("/officer/news", "room-news"),
    ("/officer/registers", "room-registers"),
    ("/tasks", "room-tasks"),
    ("/second-factor", "room-sign-in"),
];

/// A head's rooms.
const HEAD: Rows = &[
    ("/head", "room-department"),
    ("/head/cases", "room-cases"),
    ("/head/targets", "room-targets"),
    ("/head/listings", "room-listings"),
    ("/head/proposals", "room-proposals"),
    ("/head/complaints", "room-complaints"),
    ("/head/collections", "room-collections"),
    ("/head/front-page", "room-front-page"),
    ("/head/offers", "room-offers"),
    ("/head/kits", "room-kits"),
    ("/head/news", "room-news"),
    ("/head/registers", "room-registers"),
    ("/head/batches", "room-batches"),
    ("/head/quality", "room-quality"),
    ("/head/banks", "room-bank"),
    ("/head/checklists", "room-checklists"),
    ("/head/export", "room-export"),
    ("/head/officers", "room-officers"),
    ("/tasks", "room-tasks"),
    ("/second-factor", "room-sign-in"),
];

/// The rooms of the DC's office.
const OFFICE: Rows = &[
    ("/office/report", "room-report"),
    ("/office/meetings", "room-meetings"),
    ("/office/targets", "room-targets"),
    ("/office/anomalies", "room-anomalies"),
    ("/office/funnel", "room-funnel"),
    ("/office/cases", "room-cases"),
    ("/office/complaints", "room-complaints"),
    ("/office/promises", "room-promises"),
    ("/office/quality", "room-quality"),
    ("/office/institutions", "room-institutions"),
    ("/office/export", "room-export"),
    ("/office", "room-people"),
    ("/office/search", "room-search"),
    ("/office/visits", "room-visits"),
    ("/office/launch", "room-launch"),
    ("/office/health", "room-health"),
    ("/office/privacy", "room-privacy"),
    ("/tasks", "room-tasks"),
    ("/second-factor", "room-sign-in"),
];

/// An administrator's rooms.
const ADMINISTRATOR: Rows = &[
    ("/admin", "room-people"),
    ("/admin/templates", "room-templates"),
    ("/admin/delivery", "room-delivery"),
    ("/admin/counters", "room-counters"),
    ("/admin/stalls", "room-stalls"),
    ("/admin/restores", "room-restores"),
    ("/tasks", "room-tasks"),
    ("/admin/health", "room-health"),
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

    const fn rooms(self) -> Rows {
        match self {
            Desk::Maker => MAKER,
            Desk::Hub => HUB,
            Desk::Finance => FINANCE,
            Desk::Officer => OFFICER,
            Desk::Head => HEAD,
            Desk::Office => OFFICE,
            Desk::Administrator => ADMINISTRATOR,
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
