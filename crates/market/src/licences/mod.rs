//! Licences of food, first and renewed: the maker is told 60, 30 and 7 days before and on the day, her officer has her on a list, on the day
//! after the last her food is hidden, and a renewed licence brings it back.
//!
//! Reads: `maker`, `product`. Writes: `licence_notice`, `licence_renewal`, the licence of `maker`, the shelf through `catalogue`.
//! Never: tells the same twice. Food is hidden by its facts ([`crate::quotes::sellable`]), not by an act of this room.
//!
//! Start at [`remind`].

mod act;
mod sql;

use kernel::ids::MakerId;
use kernel::{BadCell, Day, Words};
use store::{DbError, FromRow, Row};

use crate::catalogue::columns::Columns;

pub use act::{ending, ending_of, overdue, remind, renew};
pub(crate) use act::{first, fits, holds};

kernel::codes! {
    /// A licence that is kept with its last day.
    pub enum Kind {
        /// The licence or registration of a food business.
        Fssai = "fssai",
    }
}

/// So many days before the last somebody is told; nothing: it has run out.
pub const TOLD_BEFORE: [i64; 4] = [60, 30, 7, 0];

/// A licence that is missing, runs out soon, or has.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Whose.
    pub maker: MakerId,
    /// The last part of the address of her page.
    pub slug: String,
    /// Her name.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// Its number; empty if she has shown none.
    pub number: String,
    /// The last day it holds; nobody knows one of a maker who has shown none.
    pub until: Option<Day>,
    /// How many of her goods need it.
    pub goods: i64,
}

impl FromRow for Ending {
    fn from_row(row: Row) -> Result<Ending, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Ending {
            maker: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            village: columns.words()?,
            number: columns.next()?,
            until: columns.next()?,
            goods: columns.next()?,
        })
    }
}

/// Why a licence was not written down. Each has a message in `locales/*/life.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum LicenceError {
    /// There is no such maker here.
    #[error("no such maker here")]
    Missing,
    /// A licence has 14 digits, and begins as FSSAI's do.
    #[error("no such number")]
    BadNumber,
    /// It is over, not later than the one on record, or further ahead than any is given for.
    #[error("no such day")]
    BadDay,
    /// The database failed.
    #[error("licences: {0}")]
    Db(#[from] DbError),
}
