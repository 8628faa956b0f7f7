//! What the market promises, told in stories, on both engines.

// Amounts are written as rupees and paise: `355_55` is ₹355.55.
#![allow(clippy::inconsistent_digit_grouping)]

mod town;

mod anchors;
mod bank_proof;
mod batches;
mod bills;
mod bulk;
mod carriage;
mod cases;
mod cash;
mod claims;
mod clips;
mod closing;
mod complaints;
mod couriers;
mod dispatch;
mod erasure;
mod fieldwork;
mod groups;
mod health;
mod histories;
mod hubs;
mod launch;
mod life;
mod lost;
mod meetings;
mod own_goods;
mod parcels;
mod parts;
mod paying;
mod paying_out;
mod phones;
mod pickups;
mod placing;
mod promises;
mod proposals;
mod purchase;
mod quality;
mod registers;
mod replies;
mod reports;
mod returns;
mod roles;
mod same_person;
mod second_factor;
mod signing_in;
mod stalls;
mod statements;
mod sweeping;
mod tally;
mod templates;
mod tracking;
mod training;
mod upgrading;
mod verify;
mod verify_bills;
mod verify_carriage;
mod verify_cash;
mod verify_tally;
