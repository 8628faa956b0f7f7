//! Payment companies: which one serves a new payment, and which does not answer now.
//!
//! Reads and writes: `gateway_rule`, `gateway_state`, `gateway_key`. Never: moves a payment that exists (that is `payments::ways`), asks a company
//! itself, or forgets what a node has seen: the state stands in the database, so that all nodes agree.
//!
//! Which company serves is a dated rule, by where the buyer's card is from. Of those in the rule the first that the mart is set up for
//! and that answers is taken. Three silences in a row open a circuit: the company is left out for new payments until a probe, asked
//! by one node at a time, is answered.
//!
//! Start at [`serves`]; the circuit and the choice are pure, in [`rules`].

mod act;
mod read;
pub mod rules;
mod sql;
mod tables;

pub use act::{announce, enter, probe_due, saw};
pub use read::{
    Came, Order, came_today, in_force, moves_money, orders, serves, serving, standing_of, standings,
};
pub use rules::{Seen, Served, Standing};
pub use tables::load_tables;

use kernel::Day;
use kernel::payment::Gateway;
use store::DbError;

kernel::codes! {
    /// Whose card or account pays.
    pub enum Payers {
        /// One from India, or UPI.
        Domestic = "domestic",
        /// A card from abroad.
        Foreign = "foreign",
    }
}

/// A rule as somebody of finance states it.
#[derive(Clone, Debug)]
pub struct NewRule<'a> {
    /// From which day on; not before today.
    pub from: Day,
    /// For whom.
    pub payers: Payers,
    /// Who serves.
    pub first: Gateway,
    /// Who stands in while the first does not answer.
    pub second: Option<Gateway>,
    /// Why.
    pub reason: &'a str,
}

/// Why a rule is not taken. Each has a sentence in `locales/*/gateways.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// It would change what has been.
    #[error("the day is over")]
    DayOver,
    /// The same company twice.
    #[error("the same company twice")]
    Twice,
    /// The mart is not set up for the company.
    #[error("the mart has no {0}")]
    NotHere(Gateway),
    /// A reason is a few words.
    #[error("no reason is given")]
    NoReason,
    /// The database failed.
    #[error("gateways: {0}")]
    Db(#[from] DbError),
}
