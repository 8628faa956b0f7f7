//! What the market promises, told in stories, on both engines.

mod town;

mod histories;
mod parcels;
mod parts;
mod paying;
mod paying_out;
mod placing;
mod purchase;
mod signing_in;
mod statements;
mod verify;
