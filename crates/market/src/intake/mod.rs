//! Intake: registers of makers and goods as departments hand them in, and the tables the mart ships with.
//!
//! Reads: sheets (CSV, XLSX, ODS) with Hindi or English headings. Writes: `maker`, `maker_bank`, `aggregator`, `hub`, `product`,
//! `variant`, `stock`, pictures, and the tables of [`places`](crate::places) and [`tax`](crate::tax).
//! Never: changes what is there already. A row whose key is known stays as it is, so the same file twice changes nothing.
//!
//! Start at [`preview`] and [`apply`]; how a file becomes cells is in [`grid`], a row's checks are in [`rows`], what can be wrong with it in [`fault`].

pub mod answers;
pub mod collections;
pub mod exports;
pub mod fault;
pub mod fieldwork;
pub mod files;
pub mod grid;
pub mod institutions;
pub mod kits;
pub mod members;
pub mod offers;
pub mod reference;
pub mod rows;
pub mod sheet;

mod act;
pub(crate) mod fields;
mod known;
mod pictures;
mod sample;
mod sql;

pub use act::{apply, preview};
pub use fault::{FaultKind, RowFault};
pub use grid::Unreadable;
pub use sample::{Summary, sample_district, staff};
pub use sheet::Sheet;

use store::DbError;

use crate::media::MediaError;

kernel::codes! {
    /// What a sheet lists.
    pub enum Register {
        /// Collection points.
        Hubs = "hubs",
        /// Sellers on behalf of makers.
        Aggregators = "aggregators",
        /// Makers, with their bank accounts.
        Makers = "makers",
        /// Goods.
        Products = "products",
        /// Sizes and colours of goods, with price and stock.
        Variants = "variants",
    }
}

/// What an import would do, or has done.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Rows of the sheet, without its heading and empty lines.
    pub rows: usize,
    /// Rows that are new and right.
    pub added: usize,
    /// Rows that are there already and stay as they are.
    pub known: usize,
    /// What is wrong, by row; such rows are left out.
    pub faults: Vec<RowFault>,
}

/// Hears what is being done, how far it is and how far it goes.
pub type Progress<'a> = &'a (dyn Fn(&str, usize, usize) + Sync);

/// What can go wrong with a whole sheet.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The file itself cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Columns without which no row makes sense are missing.
    #[error("these columns are missing: {}", .0.join(", "))]
    NoColumns(Vec<String>),
    /// A file that ships with the mart is wrong; our fault.
    #[error("the shipped file {file} is wrong: {what}")]
    Shipped {
        /// Which.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// A picture could not be kept.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
