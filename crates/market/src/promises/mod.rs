//! Promises measured: what was promised beside what happened, by carrier, zone, hub and craft; and what carriers really take, which
//! the next promise is made of.
//!
//! Reads: shipments that arrived, parcels, hubs, crafts. Writes: `learnt_transit`, which can be thrown away and learnt anew.
//! Never: changes a date that was promised.
//!
//! Start at [`Way`]; what a carrier should promise to a zone is reckoned in [`rules::learn`], within bounds.

mod act;
mod read;
pub mod rules;
mod sql;

pub use act::{learn_anew, learn_nightly};
pub use read::{Kept, KeptBy, Way, kept_by, ways};
