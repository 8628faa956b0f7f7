//! Registers: lists of makers as departments keep them, handed in as files and entered as cases.
//!
//! Reads: `block`, `craft`, what [`matching`](crate::matching) knows. Writes: `filing`, `filing_row`, `register_heading`;
//! through [`cases`](crate::cases) a case for each row that is fit.
//! Never: keeps a number shaped like an Aadhaar number, not even until the file has been looked at; enters a row twice; enters
//! a maker who may be known already without a person having said that she is another; changes a case somebody has worked on.
//!
//! A file is taken apart by [`intake::grid`](crate::intake::grid) and kept as rows, never as a file. What then happens to it
//! (looking through all rows, entering them, taking them back) is done piece by piece by the worker, so that a restart
//! goes on where it stopped. Start at [`hand_in`] and [`carry_on`]; one row is judged in [`check`].

pub mod columns;
pub mod machine;
pub mod out;

mod act;
mod carry;
mod cells;
mod check;
mod clear;
mod fault;
mod names;
mod places;
mod preview;
mod read;
mod rows_sql;
mod sql;
mod twins;
mod words;

pub use act::{Answer, Which, begin_import, begin_undo, decide, forget_old, hand_in, settle, throw_away};
pub use carry::carry_on;
pub use fault::CellFault;
pub use machine::{Event, FilingState, NotAllowed};
pub use preview::{ForAll, Preview, RowPreview, preview};
pub use read::{ColumnsAsked, FilingLine, FilingView, RowLine, columns_of, filing, filings, left_out, rows};
pub use twins::Twin;

use kernel::ids::{FilingId, PersonId};
use serde::{Deserialize, Serialize};
use store::DbError;

use crate::accounts::{Blocks, DepartmentKey, Post};
use crate::audit::{Actor, Part};
use crate::cases::{CaseError, Scope};
use crate::intake::Unreadable;

/// A filing can be undone this long after its last row was entered.
pub const UNDO_HOURS: i64 = 24;
/// Rows of a filing are kept this long after they were handed in; then only its counts remain.
pub const KEPT_DAYS: i64 = 7;
/// The kind of message that carries a filing on: looks through rows, enters them, takes them back.
pub const CARRY: &str = "carry_filing";

kernel::codes! {
    /// What a column of a register holds. Each has a name in `locales/*/registers.ftl`.
    pub enum Field {
        /// Her name, or her group's; in either script.
        Name = "name",
        /// Her husband's or father's name.
        Kin = "kin",
        /// Her gender.
        Gender = "gender",
        /// Her mobile number, or several.
        Mobile = "mobile",
        /// Her village.
        Village = "village",
        /// Her block, by name or LGD code.
        Block = "block",
        /// What she makes.
        Craft = "craft",
        /// A person, a group, a workshop, …
        Kind = "kind",
        /// The group she works in.
        Group = "group",
        /// Her group's code at LokOS.
        Shg = "shg",
        /// Her PAN.
        Pan = "pan",
        /// Her account number.
        Account = "account",
        /// The branch of her account.
        Ifsc = "ifsc",
        /// Her registration as a small enterprise.
        Udyam = "udyam",
        /// Her artisan's card.
        Pehchan = "pehchan",
        /// Her registration with PM Vishwakarma.
        Vishwakarma = "vishwakarma",
        /// When somebody of the department met her.
        MetOn = "met_on",
        /// The number of the row in the register itself.
        Serial = "serial",
        /// Something the mart does not ask for.
        Ignored = "ignored",
    }
}

kernel::codes! {
    /// What becomes of a row.
    pub enum Fate {
        /// Nobody has looked at it yet.
        Waiting = "waiting",
        /// It is no maker's row: a total, a heading of the next page.
        NoRow = "no_row",
        /// It will be entered.
        Fit = "fit",
        /// Something is wrong with it; it stays out and goes back to the department.
        Faulty = "faulty",
        /// She may be known already: a person must say.
        Twin = "twin",
        /// A person has said that she is known already; the row stays out.
        Same = "same",
        /// It was entered.
        Entered = "entered",
        /// It could not be entered: somebody else was faster, or a rule of cases forbids it.
        Refused = "refused",
        /// It was entered and taken back.
        TakenBack = "taken_back",
        /// It stays entered: somebody has worked on the case since.
        Stayed = "stayed",
    }
}

/// Which sheet, which line is the heading, what each column holds, and what holds for all rows that do not say it themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Place of the sheet in the file, from 0.
    pub sheet: usize,
    /// Number of the heading's line.
    pub heading: usize,
    /// What each column holds.
    pub fields: Vec<Field>,
    /// The block of all rows, by LGD code; empty if each row says its own.
    pub block: String,
    /// The craft of all rows, by key; empty if each row says its own.
    pub craft: String,
}

/// A sheet of a filing, as it is chosen from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    /// What its tab says; empty for CSV.
    pub name: String,
    /// Lines with something in them.
    pub lines: usize,
}

/// Who hands a register in, and whose rows it may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// An officer: rows of her blocks.
    Officer(PersonId, Post),
    /// The head of a department: rows of the whole district.
    Head(PersonId, DepartmentKey),
    /// Whoever keeps the machine, at the command line.
    Machine(DepartmentKey),
}

impl Sender {
    /// For which department.
    pub const fn department(&self) -> DepartmentKey {
        match self {
            Sender::Officer(_, post) => post.department,
            Sender::Head(_, department) | Sender::Machine(department) => *department,
        }
    }

    /// The person, unless it was the machine.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Sender::Officer(person, _) | Sender::Head(person, _) => Some(*person),
            Sender::Machine(_) => None,
        }
    }

    pub(crate) const fn actor(&self) -> Actor {
        match self {
            Sender::Officer(person, _) => Actor::Person(*person, Part::Officer),
            Sender::Head(person, _) => Actor::Person(*person, Part::DepartmentHead),
            Sender::Machine(_) => Actor::Mart,
        }
    }

    /// The blocks its rows may lie in; none means the whole district.
    pub(crate) fn blocks(&self) -> Blocks {
        match self {
            Sender::Officer(_, post) => post.blocks.clone(),
            Sender::Head(..) | Sender::Machine(_) => Blocks::default(),
        }
    }

    /// Whose cases it may touch.
    pub(crate) fn scope(&self) -> Scope {
        match self {
            Sender::Officer(_, post) => Scope::Officer(post.clone()),
            Sender::Head(_, department) | Sender::Machine(department) => Scope::Head(*department),
        }
    }
}

/// What can go wrong with a register as a whole. Each variant has a message in `locales/*/registers.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Somebody else's filing, or none at all.
    #[error("no filing {0} here")]
    NoFiling(FilingId),
    /// It has no place as the filing stands.
    #[error(transparent)]
    NotNow(#[from] NotAllowed),
    /// No column holds a name.
    #[error("no column holds a name")]
    NoNameColumn,
    /// Neither a column nor one word for all rows tells the block.
    #[error("no block is told")]
    NoBlock,
    /// Neither a column nor one word for all rows tells the craft.
    #[error("no craft is told")]
    NoCraft,
    /// The block told for all rows is not among those of the officer, or there is none of that code.
    #[error("not a block of hers")]
    OtherBlock,
    /// No row is fit to be entered.
    #[error("no row is fit to be entered")]
    NothingFit,
    /// It is too late to undo.
    #[error("it is too late to undo")]
    TooLate,
    /// There is no such sheet, row or answer.
    #[error("no such sheet or row")]
    NoSuchRow,
    /// Another change to the filing won.
    #[error("another change won")]
    Raced,
    /// A case could not be touched.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
