//! A personal value as a field of a row: sealed as it was read, then opened, or erased for ever.

use std::fmt::Display;

use kernel::{BadCell, Cell, Column};

use super::{Sealed, Spot};
use crate::{DbError, Read};

/// A personal value. Nothing prints it; [`Personal::get`] stands out in a review.
#[derive(Clone, PartialEq, Eq)]
pub enum Personal<T> {
    /// As it stands in the row, not opened yet.
    Sealed(Sealed),
    /// What it says.
    Known(T),
    /// The person's key is destroyed.
    Erased,
}

impl<T: Column> Personal<T> {
    /// Opens the value, once. An empty column is an empty value: nothing has been said yet.
    ///
    /// # Errors
    /// As [`Read::open`]; also if what was sealed is no `T`.
    pub async fn open(
        &mut self,
        read: &mut Read,
        whose: &impl Display,
        spot: Spot<'_>,
    ) -> Result<(), DbError> {
        let Personal::Sealed(sealed) = self else { return Ok(()) };
        let text =
            if sealed.0.is_empty() { Some(String::new()) } else { read.open(whose, spot, sealed).await? };
        *self = match text {
            Some(text) => Personal::Known(T::from_cell(Cell::Text(text))?),
            None => Personal::Erased,
        };
        Ok(())
    }
}

impl<T> Personal<T> {
    /// What it says; nothing if it is erased, or was not opened.
    pub const fn get(&self) -> Option<&T> {
        match self {
            Personal::Known(value) => Some(value),
            Personal::Sealed(_) | Personal::Erased => None,
        }
    }

    /// As [`Personal::get`], by value.
    pub fn into_known(self) -> Option<T> {
        match self {
            Personal::Known(value) => Some(value),
            Personal::Sealed(_) | Personal::Erased => None,
        }
    }
}

impl<T> std::fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Personal::Sealed(_) => "(sealed)",
            Personal::Known(_) => "(personal)",
            Personal::Erased => "(erased)",
        })
    }
}

/// Only what is sealed goes into a column; anything else would stand there for everybody to read.
impl<T> Column for Personal<T> {
    fn to_cell(&self) -> Cell {
        match self {
            Personal::Sealed(sealed) => sealed.to_cell(),
            Personal::Known(_) | Personal::Erased => Cell::Null,
        }
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        Sealed::from_cell(cell).map(Personal::Sealed)
    }
}
