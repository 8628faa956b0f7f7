//! A year of district life, invented: thousands of makers, orders, payouts and complaints, for drills and measurements.
//!
//! Reads: blocks, hubs, crafts, officers. Writes: the rows figures are made of, and their postings, past every act of the market:
//! a mart with an invented year is good for reports and for nothing else. Never: runs on a mart that is no demo; the binary sees to that.
//!
//! The same seed is the same year. Start at [`invent`].

mod chance;
mod rows_sql;
mod year;

pub use year::{Size, invent};
