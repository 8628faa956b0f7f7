//! Registers as whoever hands them in sees them: a list, the columns, what came of the rows. Plain data in, HTML out.
//!
//! Reads: the struct, the reader's language. Never: decides which row is fit.
//!
//! Start at [`home::RegistersHome`].

pub mod columns;
pub mod filing;
pub mod home;

#[cfg(test)]
pub(super) mod sample;

pub use columns::{ColumnLine, ColumnsPage, SheetChoice};
pub use filing::{FilingPage, FilingRow, Stands, TwinLine};
pub use home::{FilingLine, RegistersHome};

use kernel::Words;

use crate::page::Navigation;
use crate::text::Text;
use crate::views::desk::Desk;

/// Whose desk the registers lie on.
#[derive(Clone, Debug)]
pub struct Place {
    /// An officer's or a head's.
    pub desk: Desk,
    /// Whose.
    pub whose: Words,
}

impl Place {
    /// The address of all registers, behind the language.
    pub fn home(&self) -> String {
        format!("{}/registers", self.desk.home())
    }

    /// The address of one register, behind the language.
    pub fn of(&self, id: &str) -> String {
        format!("{}/registers/{id}", self.desk.home())
    }

    fn navigation(&self, t: &Text) -> Navigation {
        self.desk.navigation(t, &self.whose, &self.home())
    }
}
