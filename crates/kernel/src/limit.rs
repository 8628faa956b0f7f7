//! How many rows a list may have. Every list has a limit; this type makes it unavoidable.

use crate::{BadCell, Cell, Column};

/// A number of rows from 1 to [`Limit::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u32);

impl Limit {
    /// The longest list any page or API answer has.
    pub const MOST: u32 = 500;

    /// `rows`, kept between 1 and [`Limit::MOST`].
    pub const fn of(rows: u32) -> Limit {
        Limit(if rows == 0 {
            1
        } else if rows > Limit::MOST {
            Limit::MOST
        } else {
            rows
        })
    }

    /// The number of rows.
    pub const fn rows(self) -> usize {
        self.0 as usize
    }

    /// One more row, to learn whether there is a next page.
    pub const fn and_one(self) -> Limit {
        Limit(self.0 + 1)
    }
}

impl Column for Limit {
    fn to_cell(&self) -> Cell {
        Cell::Int(i64::from(self.0))
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        u32::from_cell(cell).map(Limit::of)
    }
}
