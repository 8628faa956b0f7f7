//! The market: what makers, buyers, keepers and officers do here, as rules, transactions and SQL.
//!
//! One folder per feature; in each, `mod.rs` has the nouns, `rules.rs` the decisions, `act.rs` the verbs
//! (one public function is one transaction), `read.rs` what pages ask for, `sql.rs` every statement.
//! Never: HTTP, HTML, a company's name, a float near money.
//!
//! Start at the feature whose word you know.

pub mod accounts;
pub mod advances;
pub mod anomalies;
pub mod audit;
pub mod away;
pub mod backups;
pub mod bank_proof;
pub mod batches;
pub mod bills;
pub mod bookings;
pub mod bulk;
pub mod cases;
pub mod cash;
pub mod catalogue;
pub mod claims;
pub mod clips;
pub mod collections;
pub mod complaints;
pub mod consents;
pub mod couriers;
pub mod delivery;
pub mod dispatch;
pub mod doors;
pub mod erasure;
pub mod export;
pub mod factors;
pub mod fieldwork;
pub mod gateways;
pub mod groups;
pub mod hand_sales;
pub mod health;
pub mod hubs;
pub mod institutions;
pub mod intake;
pub mod invented;
pub mod kits;
pub mod launch;
pub mod ledger;
pub mod licences;
pub mod makers;
pub mod matching;
pub mod media;
pub mod meetings;
pub mod news;
pub mod notices;
pub mod offers;
pub mod orders;
pub mod payments;
pub mod payouts;
pub mod personal;
pub mod phones;
pub mod pickups;
pub mod places;
pub mod promises;
pub mod proposals;
pub mod quality;
pub mod quotes;
pub mod registers;
pub mod replies;
pub mod reports;
pub mod requests;
pub mod returns;
pub mod roles;
pub mod search;
pub mod sharing;
pub mod sheets;
pub mod stalls;
pub mod tally;
pub mod targets;
pub mod tax;
pub mod templates;
pub mod tracking;
pub mod training;
pub mod verify;
