//! What the worker promises, on every engine, against the practice gateway and phones.

mod backups;
mod couriers;
mod district;
mod engines;
mod erasing;
mod expiry;
mod gateways;
mod paying;
mod payouts;
mod phones;
mod photos;
mod running;
mod tallying;
mod town;
