//! Simulators: a practice payment gateway and a second one, a practice SMS box, a practice agent of couriers and a practice search engine that speak the real protocols.
//!
//! Reads: HTTP on this machine, and its book file. Writes: the book, webhooks, pages for a person at the screen.
//! Never: moves real money or sends a real message, listens beyond loopback, or is compiled into what buyers use.
//! The mart cannot tell it from the real thing, except that it also does on purpose what the real thing does
//! rarely: answers late, twice, out of order, with an old signature, or not at all.
//!
//! Start at [`gateway::start`], [`hyperswitch::start`], [`sms::start`], [`courier::start`] and [`indexnow::start`].

mod chance;
pub mod courier;
pub mod down;
pub mod gateway;
pub mod hyperswitch;
pub mod indexnow;
mod journal;
mod page;
pub mod serve;
pub mod sms;

pub use down::Down;
pub use serve::StartError;

use std::time::{SystemTime, UNIX_EPOCH};

use kernel::Time;

/// What the wall clock says. Simulators live in real time; tests push them with «settle» and «flush» instead of waiting.
fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
