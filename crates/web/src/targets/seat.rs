//! Who looks at targets: a head at her own department's, the DC's office at those of all.

use kernel::{Day, Words};
use market::accounts::DepartmentKey;
use market::audit::Part;
use market::reports::month_of;
use market::targets::{Setter, sheet};
use serde::Deserialize;

use crate::desk;
use crate::form::key_for;
use crate::parts::Wrongs;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::{Buyer, DcOffice, Head};

/// A seat.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    desk: Desk,
    whose: Words,
    /// Where targets stand for it.
    pub at: &'static str,
    /// Who sets them.
    pub setter: Setter,
    /// One-time key of its forms.
    pub form_key: String,
}

impl Seat {
    fn of(buyer: &Buyer, desk: Desk, at: &'static str, whose: Words, setter: Setter) -> Seat {
        Seat { desk, whose, at, setter, form_key: key_for(&buyer.session) }
    }

    /// A head's.
    pub(super) fn of_head(t: &Text, head: &Head) -> Seat {
        let name = t.department(head.department);
        let setter = Setter {
            person: head.buyer.who.person,
            part: Part::DepartmentHead,
            department: Some(head.department),
        };
        Seat::of(&head.buyer, Desk::Head, "/head/targets", Words::new(&*name, &*name), setter)
    }

    /// That of the DC's office.
    pub(super) fn of_office(office: &DcOffice) -> Seat {
        let setter = Setter { person: office.buyer.who.person, part: Part::DcOffice, department: None };
        let whose = desk::told::name_of(&office.buyer);
        Seat::of(&office.buyer, Desk::Office, "/office/targets", whose, setter)
    }

    /// Whether the rows behind a figure open for it.
    pub(super) const fn opens_rows(&self) -> bool {
        self.setter.department.is_none()
    }

    /// The page.
    pub(super) fn board(&self, title: String, blocks: Vec<Block>, wrongs: Wrongs) -> Board {
        Board::of(self.desk, self.whose.clone(), self.at, title, blocks).wrong(wrongs)
    }
}

/// Which month, department and block; as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    pub month: String,
    pub department: String,
    pub block: String,
}

impl Wanted {
    /// The first day of the month asked for; this month's, if the address says nothing we know.
    pub(super) fn first(&self, today: Day) -> Day {
        sheet::month(&self.month).unwrap_or_else(|| month_of(today))
    }

    /// Whose targets are to be set: a head's own.
    pub(super) fn department(&self, seat: &Seat) -> Option<DepartmentKey> {
        seat.setter.department.or_else(|| self.department.parse().ok())
    }
}

/// A month as addresses and sheets carry it: `2026-12`.
pub(super) fn month_written(first: Day) -> String {
    first.iso().chars().take(7).collect()
}
