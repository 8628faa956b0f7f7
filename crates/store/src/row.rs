//! What a query answers: rows of cells, read in the order they were asked for.

use kernel::{BadCell, Cell, Column};

/// One row of an answer.
#[derive(Clone, Debug)]
pub struct Row(Vec<Cell>);

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Row {
        Row(cells)
    }

    /// Takes the value of the column at `place` (from 0).
    ///
    /// # Errors
    /// [`BadCell`] if there is no such column or it holds something else.
    pub fn take<T: Column>(&mut self, place: usize) -> Result<T, BadCell> {
        match self.0.get_mut(place) {
            Some(cell) => T::from_cell(std::mem::replace(cell, Cell::Null)),
            None => Err(BadCell { wanted: "a column", found: format!("{} columns", self.0.len()) }),
        }
    }
}

/// What can be read from a row: a tuple of columns, or a struct declared with [`row!`](crate::row!).
pub trait FromRow: Sized {
    /// Reads the columns in order.
    ///
    /// # Errors
    /// [`BadCell`] if a column holds something else than its field.
    fn from_row(row: Row) -> Result<Self, BadCell>;
}

macro_rules! tuples {
    ($(($($name:ident $place:tt),+))+) => {$(
        impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn from_row(mut row: Row) -> Result<Self, BadCell> {
                Ok(($(row.take::<$name>($place)?,)+))
            }
        }
    )+};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
}

/// Declares a struct that is read from a row, one field per column in the same order.
#[macro_export]
macro_rules! row {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$doc:meta])* pub $field:ident: $kind:ty,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[$doc])* pub $field: $kind,)+ }

        impl $crate::FromRow for $name {
            fn from_row(mut row: $crate::Row) -> Result<Self, kernel::BadCell> {
                let mut place = 0;
                $(
                    let $field = row.take::<$kind>(place)?;
                    place += 1;
                )+
                let _ = place;
                Ok($name { $($field),+ })
            }
        }
    };
}

/// The values of a statement: `params![id, state, amount]`, each a [`Column`] or a `&str`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::cell!($value)),*] };
}

/// One value of a statement.
#[doc(hidden)]
#[macro_export]
macro_rules! cell {
    ($value:expr) => {
        kernel::Cell::from(&$value)
    };
}
