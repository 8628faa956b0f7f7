//! A district's life, invented: thousands of makers and goods, orders of a year from their first word to the bank, for drills and
//! measurements.
//!
//! Reads: blocks, hubs, crafts, who works for the mart. Writes: every row that such a life leaves, past the acts of the market and in
//! bulk: trails are chained, numbers have no gap, what is personal is sealed, and `verify` finds nothing. Never: runs on a mart that is
//! no demo; the binary sees to that. What only helps for a while (messages of the outbox, baskets, sessions) is not invented.
//!
//! The same seed is the same year, but for what is sealed. Start at [`invent`]; one order's way is in [`life`].

mod chance;
mod goods;
mod goods_sql;
mod ground;
mod ground_sql;
mod life;
mod life_sql;
mod money_sql;
mod paying;
mod pen;
mod steps;
mod steps_sql;
mod year;

pub use ground::Size;
pub use year::invent;

/// Hears how far a part of it has come: its name, what is done, how much there is.
pub type Told<'a> = &'a (dyn Fn(&str, i64, i64) + Sync);
